/* Every reason the verifier has for rejecting an attestation, each from a folder in which only that is wrong. */
#include "sample.h"

#include "crypto/transcript.h"
#include "zksolv/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Sets a member of the claim, by a path of two names (the second may be NULL), to a value taken over. */
static copy with(const char *first, const char *second, json_t *value)
{
    copy c = copy_make();
    json_t *object = second == NULL ? copy_claim(&c) : json_object_get(copy_claim(&c), first);
    assert_int_equal(json_object_set_new(object, second == NULL ? first : second, value), 0);
    return c;
}

static json_t *asset(copy *c, size_t position)
{
    return json_array_get(json_object_get(json_object_get(copy_claim(c), "indexes"), "asset"), position);
}

static void the_sample_is_valid(void **state)
{
    (void)state;
    copy c = copy_make();
    assert_copy_gives(&c, ZKS_OK, -1);
}

static void statement_encoding(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "{}", "{", " {}\n", "{\"a\":1.0}\n", "{\"a\":true}\n", "{\"a\":1,\"a\":1}\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        copy c = copy_make();
        c.text = strdup(texts[i]);
        c.text_length = strlen(texts[i]);
        assert_copy_gives(&c, ZKS_REJECT_STATEMENT_ENCODING, -1);
    }
}

static void statement_schema(void **state)
{
    (void)state;
    copy c = copy_make();
    json_object_del(copy_claim(&c), "issuer");
    assert_copy_gives(&c, ZKS_REJECT_STATEMENT_SCHEMA, -1);
    c = with("surplus", NULL, json_string("x"));
    assert_copy_gives(&c, ZKS_REJECT_STATEMENT_SCHEMA, -1);
    c = with("rows", NULL, json_string("10"));
    assert_copy_gives(&c, ZKS_REJECT_STATEMENT_SCHEMA, -1);
}

static void version_generators_time(void **state)
{
    (void)state;
    copy c = with("version", NULL, json_string("zksolv/1"));
    assert_copy_gives(&c, ZKS_REJECT_VERSION, -1);
    c = with("generators", NULL, json_string("zksolv/1 generators "));
    assert_copy_gives(&c, ZKS_REJECT_GENERATORS, -1);
    c = with("snapshot", NULL, json_string("2026-02-30T00:00:00Z"));
    assert_copy_gives(&c, ZKS_REJECT_TIME, -1);
    c = with("created", NULL, json_string("2026-08-21T00:00:00+00:00"));
    assert_copy_gives(&c, ZKS_REJECT_TIME, -1);
}

static void number(void **state)
{
    (void)state;
    copy c = with("params", "coverage", json_string("1.0"));
    assert_copy_gives(&c, ZKS_REJECT_NUMBER, -1);
    c = copy_make();
    json_object_set_new(asset(&c, 0), "price", json_string("+1"));
    assert_copy_gives(&c, ZKS_REJECT_NUMBER, -1);
    c = with("quote", "decimals", json_integer(37));
    assert_copy_gives(&c, ZKS_REJECT_NUMBER, -1);
}

static void circuit_text(void **state)
{
    (void)state;
    copy c = with("circuit", "text", json_string("circuit spot\nnonsense\n"));
    assert_copy_gives(&c, ZKS_REJECT_CIRCUIT, -1);
    c = with("circuit", "name", json_string("spot2"));
    assert_copy_gives(&c, ZKS_REJECT_CIRCUIT, -1);
}

static void numbers_that_do_not_fit_the_circuit(void **state)
{
    (void)state;
    copy c = copy_make();
    json_object_del(asset(&c, 1), "price");
    assert_copy_gives(&c, ZKS_REJECT_CIRCUIT, -1);
    c = copy_make();
    json_object_set_new(asset(&c, 1), "name", json_string("BTC"));
    assert_copy_gives(&c, ZKS_REJECT_CIRCUIT, -1);
    c = with("params", "surplus", json_string("1"));
    assert_copy_gives(&c, ZKS_REJECT_CIRCUIT, -1);
    c = with("pool", "reserve", json_pack("[s]", "100"));
    assert_copy_gives(&c, ZKS_REJECT_CIRCUIT, -1);
}

/* The covering requirement would wrap around the group order. */
static void numbers_too_large_for_the_argument(void **state)
{
    (void)state;
    char coverage[82] = "1";
    memset(coverage + 1, '0', 80);
    copy c = with("params", "coverage", json_string(coverage));
    assert_copy_gives(&c, ZKS_REJECT_CIRCUIT, -1);
}

static void policy(void **state)
{
    (void)state;
    copy c = with("params", "coverage", json_string("0.99"));
    assert_copy_gives(&c, ZKS_REJECT_POLICY, -1);
}

static void shape(void **state)
{
    (void)state;
    copy c = with("rows", NULL, json_integer(0));
    assert_copy_gives(&c, ZKS_REJECT_SHAPE, -1);
    c = with("rows", NULL, json_integer(((json_int_t)1 << 32) + 1));
    assert_copy_gives(&c, ZKS_REJECT_SHAPE, -1);
    c = with("segment_rows", NULL, json_integer(3));
    assert_copy_gives(&c, ZKS_REJECT_SHAPE, -1);
    c = with("segment_rows", NULL, json_integer(1 << 17));
    assert_copy_gives(&c, ZKS_REJECT_SHAPE, -1);
}

static void lengths(void **state)
{
    (void)state;
    copy c = copy_make();
    c.accounts_length--;
    assert_copy_gives(&c, ZKS_REJECT_ACCOUNTS_LENGTH, -1);
    c = copy_make();
    c.accounts[c.accounts_length++] = 0;
    assert_copy_gives(&c, ZKS_REJECT_ACCOUNTS_LENGTH, -1);
    c = copy_make();
    c.proof_length--;
    assert_copy_gives(&c, ZKS_REJECT_PROOF_LENGTH, -1);
    c = copy_make();
    c.proof[c.proof_length++] = 0;
    assert_copy_gives(&c, ZKS_REJECT_PROOF_LENGTH, -1);
}

/* What a statement claims is not allocated before the files are seen to be as long. */
static void more_rows_than_there_are(void **state)
{
    (void)state;
    copy c = with("rows", NULL, json_integer((json_int_t)1 << 32));
    assert_copy_gives(&c, ZKS_REJECT_ACCOUNTS_LENGTH, -1);
}

static void digests(void **state)
{
    (void)state;
    copy c = copy_make();
    c.accounts[40] ^= 1;
    assert_copy_gives(&c, ZKS_REJECT_ACCOUNTS_DIGEST, -1);
    c = copy_make();
    c.proof[40] ^= 1;
    assert_copy_gives(&c, ZKS_REJECT_PROOF_DIGEST, -1);
}

static void exchange_rows(copy *c, size_t a, size_t b)
{
    uint8_t kept[32];
    memcpy(kept, c->accounts + 32 * a, 32);
    memcpy(c->accounts + 32 * a, c->accounts + 32 * b, 32);
    memcpy(c->accounts + 32 * b, kept, 32);
}

static void root(void **state)
{
    (void)state;
    copy c = copy_make();
    exchange_rows(&c, 0, 9);
    copy_fix_digests(&c);
    assert_copy_gives(&c, ZKS_REJECT_ROOT, -1);
}

static void commitment(void **state)
{
    (void)state;
    copy c = copy_make();
    memset(c.accounts + 32 * 5, 0xff, 32);
    copy_fix_digests(&c);
    copy_fix_root(&c);
    assert_copy_gives(&c, ZKS_REJECT_COMMITMENT, 1);
}

static copy with_word_of_ones(size_t table, bool point)
{
    copy c = copy_make();
    zks_stated stated = copy_stated(&c);
    const zks_shape *s = zks_segments_shape(&stated.segments, table);
    memset(copy_word(&c, &stated, table, point ? s->at.points - 1 : s->at.words - 1), 0xff, sizeof(zks_word));
    copy_fix_digests(&c);
    zks_stated_clear(&stated);
    return c;
}

static void point_and_scalar(void **state)
{
    (void)state;
    for (size_t table = 0; table <= SAMPLE_POOL; table++) {
        copy c = with_word_of_ones(table, true);
        assert_copy_gives(&c, ZKS_REJECT_POINT, (long)table);
        c = with_word_of_ones(table, false);
        assert_copy_gives(&c, ZKS_REJECT_SCALAR, (long)table);
    }
}

/* Adds one to a scalar of a table's proof. */
static copy with_scalar_shifted(size_t table, size_t (*which)(const zks_layout *))
{
    copy c = copy_make();
    zks_stated stated = copy_stated(&c);
    zks_word *word = copy_word(&c, &stated, table, which(&zks_segments_shape(&stated.segments, table)->at));
    zks_scalar x;
    assert_true(zks_scalar_decode(&x, *word));
    zks_scalar_add(&x, &x, &zks_scalar_one);
    zks_scalar_encode(*word, &x);
    copy_fix_digests(&c);
    zks_stated_clear(&stated);
    return c;
}

static size_t z2(const zks_layout *at)
{
    return at->product_responses + 1;
}

static size_t z3(const zks_layout *at)
{
    return at->product_responses + 2;
}

static size_t z_prime(const zks_layout *at)
{
    return at->responses + 1;
}

static void equations(void **state)
{
    (void)state;
    for (size_t table = 0; table <= SAMPLE_POOL; table++) {
        copy c = with_scalar_shifted(table, z2);
        assert_copy_gives(&c, ZKS_REJECT_PRODUCT_FACTOR, (long)table);
        c = with_scalar_shifted(table, z3);
        assert_copy_gives(&c, ZKS_REJECT_PRODUCT, (long)table);
        c = with_scalar_shifted(table, z_prime);
        assert_copy_gives(&c, ZKS_REJECT_OPENING, (long)table);
    }
}

/* Everything public is absorbed before the first challenge: another claim needs another proof. */
static void another_claim(void **state)
{
    (void)state;
    copy c = with("issuer", NULL, json_string("Another"));
    assert_copy_gives(&c, ZKS_REJECT_PRODUCT_FACTOR, 0);
    c = with("pool", "reserve", json_pack("[s, s]", "100.00000001", "1000"));
    assert_copy_gives(&c, ZKS_REJECT_PRODUCT_FACTOR, 0);
    c = copy_make();
    exchange_rows(&c, 0, 1);
    copy_fix_digests(&c);
    copy_fix_root(&c);
    assert_copy_gives(&c, ZKS_REJECT_PRODUCT_FACTOR, 0);
}

/* The linker sends every call of zks_transcript_challenge() here. */
void __real_zks_transcript_challenge(zks_transcript *t, const char *label, zks_scalar *out);
void __wrap_zks_transcript_challenge(zks_transcript *t, const char *label, zks_scalar *out);

static const char *replaced; /* the label whose challenge is replaced ... */
static zks_scalar replacement;

void __wrap_zks_transcript_challenge(zks_transcript *t, const char *label, zks_scalar *out)
{
    __real_zks_transcript_challenge(t, label, out);
    if (replaced != NULL && strcmp(label, replaced) == 0)
        *out = replacement;
}

static void assert_challenge_rejected(const char *label, int64_t value, long segment)
{
    copy c = copy_make();
    replaced = label;
    zks_scalar_from_i64(&replacement, value);
    assert_copy_gives(&c, ZKS_REJECT_CHALLENGE, segment);
    replaced = NULL;
}

static void challenge(void **state)
{
    (void)state;
    static const char *const never_zero[] = {"alpha", "lambda", "chi", "theta M", "theta P", "theta K", "fold"};
    for (size_t i = 0; i < sizeof never_zero / sizeof *never_zero; i++)
        assert_challenge_rejected(never_zero[i], 0, 0);
    assert_challenge_rejected("alpha", -255, 0);
    assert_challenge_rejected("weight", 0, -1);
}

static void a_folder_that_is_none(void **state)
{
    (void)state;
    copy c = copy_make();
    copy_write(&c);
    copy_free(&c);
    zks_verification verification;
    zks_report report;
    assert_int_equal(zks_verify_attestation(sample_path("copy/statement.json"), 1, NULL, &verification, &report),
                     ZKS_ERROR_READ);
    zks_verification_clear(&verification);
    assert_int_equal(zks_verify_attestation(sample_path("nowhere"), 1, NULL, &verification, &report), ZKS_ERROR_READ);
    zks_verification_clear(&verification);
}

static void what_is_claimed_is_described(void **state)
{
    (void)state;
    copy c = with_scalar_shifted(1, z_prime);
    zks_verification v;
    zks_report report;
    assert_int_equal(zks_verify_attestation(copy_write(&c), 1, NULL, &v, &report), ZKS_REJECT_OPENING);
    assert_string_equal(v.issuer, "Sample");
    assert_string_equal(v.snapshot, "2026-08-20T00:00:00Z");
    assert_string_equal(v.created, "2026-08-21T00:00:00Z");
    assert_string_equal(v.circuit, "spot");
    assert_true(v.circuit_is_shipped);
    assert_int_equal(v.rows, SAMPLE_ROWS);
    assert_int_equal(v.segments, SAMPLE_SEGMENTS);
    assert_int_equal(v.requirement_count, 1);
    assert_string_equal(v.requirements[0].name, "covered");
    assert_string_equal(v.requirements[0].scope, "pool");
    zks_verification_clear(&v);
    copy_free(&c);
}

static void interrupted(void **state)
{
    (void)state;
    copy c = copy_make();
    int flag = 1;
    zks_verification verification;
    zks_report report;
    assert_int_equal(
        zks_verify_attestation(copy_write(&c), 1, &(zks_progress){.interrupted = &flag}, &verification, &report),
        ZKS_ERROR_INTERRUPTED);
    zks_verification_clear(&verification);
    copy_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_valid),
        cmocka_unit_test(statement_encoding),
        cmocka_unit_test(statement_schema),
        cmocka_unit_test(version_generators_time),
        cmocka_unit_test(number),
        cmocka_unit_test(circuit_text),
        cmocka_unit_test(numbers_that_do_not_fit_the_circuit),
        cmocka_unit_test(numbers_too_large_for_the_argument),
        cmocka_unit_test(policy),
        cmocka_unit_test(shape),
        cmocka_unit_test(lengths),
        cmocka_unit_test(more_rows_than_there_are),
        cmocka_unit_test(digests),
        cmocka_unit_test(root),
        cmocka_unit_test(commitment),
        cmocka_unit_test(point_and_scalar),
        cmocka_unit_test(equations),
        cmocka_unit_test(another_claim),
        cmocka_unit_test(challenge),
        cmocka_unit_test(a_folder_that_is_none),
        cmocka_unit_test(what_is_claimed_is_described),
        cmocka_unit_test(interrupted),
    };
    return cmocka_run_group_tests(tests, sample_start, sample_end);
}
