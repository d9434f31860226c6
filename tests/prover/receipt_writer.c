/* The fast writer against zks_receipt_bytes: the same bytes of every receipt. */
#include "fixture.h"

#include "attestation/receipt.h"
#include "crypto/merkle.h"
#include "prover/receipts/writer.h"

/* Columns over none, one, two and three indexes; the second asset has 36 decimals. */
#define WRITER_CIRCUIT                                                                                                 \
    "circuit small\n"                                                                                                  \
    "index asset { decimals, price }\n"                                                                                \
    "index term in asset { }\n"                                                                                        \
    "index rank { }\n"                                                                                                 \
    "index place { }\n"                                                                                                \
    "account balance[asset], debt[asset] : units of asset\n"                                                           \
    "account entry : quote units\n"                                                                                    \
    "account pledged[rank, asset] : units of asset\n"                                                                  \
    "account lent[rank, term, place] : integer\n"                                                                      \
    "account committed advice loss[rank] at least -entry\n"                                                            \
    "account committed flag low if entry < 1\n"                                                                        \
    "account require solvent: sum(asset) price * (balance - debt) + entry >= 0\n"
#define WRITER_NUMBERS                                                                                                 \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{\"asset\":["                             \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":1},"                                                                   \
    "{\"name\":\"a \\\"quoted\\\" \\\\ name/\\u00e9\",\"decimals\":36,\"bytes\":16,\"price\":1}],\"term\":["           \
    "{\"name\":\"week\",\"in\":\"BTC\"},{\"name\":\"year\",\"in\":\"BTC\"}],"                                          \
    "\"rank\":[{\"name\":\"first\"},{\"name\":\"balance\"}],\"place\":[{\"name\":\"here\"},{\"name\":\"there\"}]}}"

typedef struct {
    fixture base;
    zks_table *table;
    zks_receipt_writer *writer;
} subject;

static const uint8_t statement[32] = {0xfe, 0xdc, 0x01};

static subject open_subject(const char *circuit, const char *numbers)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    subject s = {.base = fixture_new(circuit, numbers)};
    s.table = zks_table_compile(s.base.circuit, &s.base.numbers, ZKS_SCOPE_ACCOUNT, 1, &d, &status);
    if (s.table == NULL)
        fail_msg("%s", d.text);
    s.writer = zks_receipt_writer_new(s.base.circuit, &s.base.numbers, s.table, statement);
    assert_non_null(s.writer);
    return s;
}

static void close_subject(subject *s)
{
    zks_receipt_writer_free(s->writer);
    zks_table_free(s->table);
    fixture_clear(&s->base);
}

/* The receipt with the same content as the row. */
static char *usual_text(const subject *s, const zks_opened_row *row, size_t *length)
{
    zks_receipt receipt = {.account = strndup(row->account.data, row->account.length),
                           .index = row->index,
                           .path_length = row->path_length,
                           .path = calloc(row->path_length + 1, 32)};
    assert_non_null(receipt.path);
    memcpy(receipt.blinding, row->blinding, 32);
    memcpy(receipt.commitment, row->commitment, 32);
    memcpy(receipt.statement, statement, 32);
    memcpy(receipt.path, row->path, 32 * row->path_length);
    assert_int_equal(
        zks_receipt_from_values(&receipt, s->base.circuit, &s->base.numbers, s->table, row->values, row->value_count),
        ZKS_OK);
    char *text = zks_receipt_bytes(&receipt, length);
    assert_non_null(text);
    zks_receipt_clear(&receipt);
    return text;
}

static void assert_same(const subject *s, const zks_opened_row *row)
{
    size_t length, room = zks_receipt_room(s->writer, row);
    char *expected = usual_text(s, row, &length), *written = malloc(room);
    assert_non_null(written);
    assert_true(length <= room);
    assert_int_equal(zks_receipt_write(s->writer, row, written), length);
    assert_memory_equal(written, expected, length);
    free(written);
    free(expected);
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33 ^ *state << 20;
}

/* An amount of any length up to 31 bytes, often one with zeros at its end. */
static zks_value random_value(uint64_t *state, size_t column)
{
    zks_value value = {.column = (uint32_t)column};
    size_t bytes = 1 + next_random(state) % 31;
    for (size_t i = 0; i < bytes; i++)
        value.limb[i / 8] |= (next_random(state) & 0xff) << 8 * (i % 8);
    if (next_random(state) % 4 == 0)
        value = (zks_value){.column = (uint32_t)column, .limb = {1}};
    for (uint64_t zeros = next_random(state) % 19, i = 0; bytes < 3 && i < zeros; i++)
        value.limb[0] *= 10;
    if (value.limb[0] == 0)
        value.limb[0] = 7;
    return value;
}

static void random_receipts(const subject *s, uint64_t seed)
{
    uint64_t state = seed;
    uint8_t path[ZKS_MERKLE_MAX_PATH][32], blinding[32], commitment[32];
    zks_value values[64];
    assert_true(s->table->committed_count <= 64);
    for (size_t i = 0; i < sizeof path; i++)
        path[i / 32][i % 32] = (uint8_t)next_random(&state);
    for (size_t round = 0; round < 400; round++) {
        static const char *const ids[] = {"alice", "a", "\"", "back\\slash \"and\" more",
                                          "Zo\303\253 \360\237\230\200/"};
        const char *id = ids[round % 5];
        size_t count = 0;
        uint64_t density = round % 4;
        for (size_t i = 0; i < s->table->committed_count; i++)
            if (density == 3 || next_random(&state) % 4 < density)
                values[count++] = random_value(&state, i);
        for (size_t i = 0; i < 32; i++) {
            blinding[i] = (uint8_t)next_random(&state);
            commitment[i] = (uint8_t)next_random(&state);
        }
        zks_opened_row row = {.account = {id, strlen(id)},
                              .values = values,
                              .value_count = count,
                              .blinding = blinding,
                              .commitment = commitment,
                              .index = round < 4 ? round * 1431655765 : next_random(&state) >> 32,
                              .path_length = round % (ZKS_MERKLE_MAX_PATH + 1),
                              .path = path};
        assert_same(s, &row);
    }
}

static void columns_over_any_number_of_indexes(void **state)
{
    (void)state;
    subject s = open_subject(WRITER_CIRCUIT, WRITER_NUMBERS);
    assert_true(s.table->committed_count > s.table->ledger_count);
    random_receipts(&s, 1);
    close_subject(&s);
}

static void a_desk(void **state)
{
    (void)state;
    subject s = open_subject(DESK_CIRCUIT, DESK_NUMBERS);
    random_receipts(&s, 2);
    close_subject(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_over_any_number_of_indexes),
        cmocka_unit_test(a_desk),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
