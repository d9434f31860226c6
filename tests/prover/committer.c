/* Commitments in bulk against the sum of the protocol, term by term. */
#include "fixture.h"

#include "prover/committer.h"
#include "tests/crypto/random.h"

enum { COLUMNS = 80 };

/* A table of columns of every width 1..16, over and over. */
static zks_table table_of_widths(void)
{
    static zks_column columns[COLUMNS];
    for (unsigned a = 0; a < COLUMNS; a++)
        columns[a] = (zks_column){.kind = ZKS_COLUMN_LEDGER, .width = 1 + a % 16};
    return (zks_table){.column_count = COLUMNS, .committed_count = COLUMNS, .columns = columns};
}

/* The largest value of the column, the smallest, or a random one. */
static zks_value some_value(uint32_t column, unsigned width, unsigned kind)
{
    uint8_t bytes[16] = {0};
    random_bytes(bytes, width);
    if (kind == 0)
        memset(bytes, 0xFF, width);
    if (kind == 1)
        memset(bytes, 0, width);
    return (zks_value){.column = column, .limb = {zks_load_u64(bytes), zks_load_u64(bytes + 8)}};
}

static void add_multiple(zks_point *sum, const zks_scalar *factor, const zks_niels *generator)
{
    zks_point term;
    zks_point_from_niels(&term, generator);
    zks_point_mul(&term, factor, &term);
    zks_point_add(sum, sum, &term);
}

static void naive_commitment(const zks_generators *g, const zks_value *values, size_t count, const zks_scalar *id,
                             const zks_scalar *blinding, zks_point *out)
{
    *out = zks_point_identity;
    for (size_t i = 0; i < count; i++) {
        uint8_t bytes[16];
        zks_scalar value;
        zks_store_u64(bytes, values[i].limb[0]);
        zks_store_u64(bytes + 8, values[i].limb[1]);
        zks_scalar_from_bytes(&value, bytes, sizeof bytes);
        add_multiple(out, &value, &g->a[values[i].column]);
    }
    add_multiple(out, id, &g->id);
    add_multiple(out, blinding, &g->h);
}

static void assert_commits(const zks_committer *committer, const zks_generators *g, const zks_value *values,
                           size_t count)
{
    zks_scalar id = random_scalar(), blinding = random_scalar();
    zks_point expected, half;
    uint8_t encoded[32], expected_encoding[32];
    naive_commitment(g, values, count, &id, &blinding, &expected);
    zks_commit_half(committer, values, count, &id, &blinding, &half);
    zks_encode_doubles_batch(encoded, &half, 1);
    zks_point_encode(expected_encoding, &expected);
    assert_memory_equal(encoded, expected_encoding, 32);
}

static void every_width_commits_as_the_sum(void **state)
{
    (void)state;
    zks_table table = table_of_widths();
    bool used[COLUMNS];
    memset(used, true, sizeof used);
    zks_generators *g = zks_generators_new(1, COLUMNS, 1, 1);
    zks_committer *committer = zks_committer_new(g, &table, used, 3);
    assert_non_null(committer);
    assert_commits(committer, g, NULL, 0);
    for (uint32_t a = 0; a < COLUMNS; a++) {
        zks_value value = some_value(a, table.columns[a].width, a / 16 % 3);
        assert_commits(committer, g, &value, 1);
    }
    zks_value all[COLUMNS];
    for (unsigned kind = 0; kind < 3; kind++) {
        for (uint32_t a = 0; a < COLUMNS; a++)
            all[a] = some_value(a, table.columns[a].width, kind);
        assert_commits(committer, g, all, COLUMNS);
    }
    zks_committer_free(committer);
    zks_generators_free(g);
}

/* Only columns that somebody has something in are asked for. */
static void unused_columns_have_no_table(void **state)
{
    (void)state;
    zks_table table = table_of_widths();
    bool used[COLUMNS] = {false};
    used[15] = used[78] = true;
    zks_generators *g = zks_generators_new(1, COLUMNS, 1, 1);
    zks_committer *committer = zks_committer_new(g, &table, used, 1);
    assert_non_null(committer);
    const zks_value values[] = {some_value(15, 16, 2), some_value(78, 15, 2)};
    assert_commits(committer, g, values, 2);
    zks_committer_free(committer);
    zks_generators_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_width_commits_as_the_sum),
        cmocka_unit_test(unused_columns_have_no_table),
    };
    return zks_crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
