/* What opens a reserve statement: what is written is read again, nothing else is, and no message has an amount. */
#include "files.h"

#include "attestation/folder.h"
#include "prover/custody/reserve_opening.h"

static const uint8_t digest[32] = {1, 2, 3};

/* Two hidden amounts around one that is not. */
typedef struct {
    zks_reserve_statement statement;
    zks_reserve_holding holdings[3];
    zks_word commitments[2];
    zks_opened_amount opened[2];
} specimen;

static void make(specimen *s)
{
    *s = (specimen){.holdings = {{.asset = "BTC", .decimals = 8},
                                 {.asset = "TIN", .amount = "5"},
                                 {.asset = "a \"b\\", .decimals = 36, .hidden = 1}},
                    .opened = {{.amount = 150000000}, {.amount = ~(unsigned __int128)0}}};
    s->statement =
        (zks_reserve_statement){.count = 3, .hidden_count = 2, .holdings = s->holdings, .commitments = s->commitments};
    for (size_t i = 0; i < 2; i++) {
        zks_scalar_from_u64(&s->opened[i].blinding, 7 + i);
        zks_opened_commit(s->commitments[i], &s->opened[i]);
    }
}

#define BLINDING(digit) "0" digit "00000000000000000000000000000000000000000000000000000000000000"
#define STATEMENT "0102030000000000000000000000000000000000000000000000000000000000"
#define BTC "\"BTC\":{\"amount\":\"1.5\",\"blinding\":\"" BLINDING("7") "\"}"
#define AB                                                                                                             \
    "\"a \\\"b\\\\\":{\"amount\":\"340.282366920938463463374607431768211455\",\"blinding\":\"" BLINDING("8") "\"}"
#define OPENING(assets)                                                                                                \
    "{\"assets\":{" assets "},\"statement\":\"" STATEMENT "\",\"version\":\"zksolv/1 reserve opening\"}\n"

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    specimen s;
    zks_report report;
    zks_opened_amount *opened;
    make(&s);
    assert_int_equal(zks_reserve_opening_write("opening", s.opened, &s.statement, digest, &report), ZKS_OK);
    assert_int_equal(mode_of("opening"), 0600);
    size_t length;
    char *text;
    assert_int_equal(zks_file_read(&text, &length, "opening", 4096, &report), ZKS_OK);
    assert_string_equal(text, OPENING(BTC "," AB));
    free(text);
    assert_int_equal(zks_reserve_opening_read(&opened, "opening", &s.statement, digest, &report), ZKS_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_true(opened[i].amount == s.opened[i].amount);
        assert_true(zks_scalar_equal(&opened[i].blinding, &s.opened[i].blinding));
    }
    zks_witness_free(opened);
    assert_int_equal(zks_reserve_opening_write("opening", s.opened, &s.statement, digest, &report), ZKS_ERROR_EXISTS);
}

static void amounts_are_canonical_decimals(void **state)
{
    (void)state;
    static const struct {
        unsigned __int128 units;
        unsigned decimals;
        const char *text;
    } amounts[] = {
        {0, 0, "0"},
        {0, 36, "0"},
        {1, 0, "1"},
        {120, 0, "120"},
        {1, 2, "0.01"},
        {10, 2, "0.1"},
        {100, 2, "1"},
        {12000, 2, "120"},
        {12034, 2, "120.34"},
        {1, 36, "0.000000000000000000000000000000000001"},
        {~(unsigned __int128)0, 0, "340282366920938463463374607431768211455"},
        {~(unsigned __int128)0, 36, "340.282366920938463463374607431768211455"},
    };
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        const zks_opened_amount opened = {.amount = amounts[i].units};
        zks_amount_text text;
        zks_opened_text(&text, &opened, amounts[i].decimals);
        assert_string_equal(text.text, amounts[i].text);
    }
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } malformed[] = {
        {"", "opening: no line feed at its end"},
        {"{}", "opening: no line feed at its end"},
        {"{}\n", "opening: assets: missing"},
        {"[]\n", "opening: not an object"},
        {OPENING(BTC "," AB) "\n", "opening: not in canonical form"},
        {OPENING(AB "," BTC), "opening: not in canonical form"},
        {OPENING(BTC), "opening: assets.a \"b\\: missing"},
        {OPENING(BTC ",\"TIN\":{\"amount\":\"5\",\"blinding\":\"" BLINDING("0") "\"}," AB),
         "opening: assets: more than what the statement hides"},
        {OPENING("\"BTC\":{\"amount\":\"1.5\"}," AB), "opening: assets.BTC.blinding: missing"},
        {OPENING("\"BTC\":{\"amount\":\"1.50\",\"blinding\":\"" BLINDING("7") "\"}," AB),
         "opening: assets.BTC.amount: not an amount"},
        {OPENING("\"BTC\":{\"amount\":\"1.500000001\",\"blinding\":\"" BLINDING("7") "\"}," AB),
         "opening: assets.BTC.amount: not an amount"},
        {OPENING("\"BTC\":{\"amount\":\"-1.5\",\"blinding\":\"" BLINDING("7") "\"}," AB),
         "opening: assets.BTC.amount: not an amount"},
        {OPENING("\"BTC\":{\"amount\":\"1.5\",\"blinding\":\"07\"}," AB), "opening: assets.BTC.blinding: not a scalar"},
        {OPENING("\"BTC\":{\"amount\":\"1.5\",\"blinding\":"
                 "\"edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010\"}," AB),
         "opening: assets.BTC.blinding: not a scalar"},
        {OPENING("\"BTC\":{\"amount\":\"1.50000001\",\"blinding\":\"" BLINDING("7") "\"}," AB),
         "opening: assets.BTC: amount and blinding do not open"},
        {OPENING("\"BTC\":{\"amount\":\"1.5\",\"blinding\":\"" BLINDING("8") "\"}," AB),
         "opening: assets.BTC: amount and blinding do not open"},
        {"{\"assets\":{" BTC "," AB "},\"statement\":\"00\",\"version\":\"zksolv/1 reserve opening\"}\n",
         "opening: statement: not 64 hex digits"},
        {"{\"assets\":{" BTC "," AB "},\"statement\":\"" BLINDING("0") "\",\"version\":\"zksolv/1 reserve opening\"}\n",
         "opening: the opening of another statement"},
        {"{\"assets\":{" BTC "," AB "},\"statement\":\"" STATEMENT "\",\"version\":\"zksolv/2 reserve opening\"}\n",
         "opening: version: not zksolv/1 reserve opening"},
    };
    specimen s;
    make(&s);
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        zks_opened_amount *opened = NULL;
        zks_report report;
        assert_int_equal(zks_reserve_opening_parse(&opened, malformed[i].text, strlen(malformed[i].text), "opening",
                                                   &s.statement, digest, &report),
                         ZKS_ERROR_INPUT);
        assert_null(opened);
        if (strncmp(report.detail, malformed[i].detail, strlen(malformed[i].detail)) != 0)
            fail_msg("'%s' does not begin with '%s'", report.detail, malformed[i].detail);
        assert_null(strstr(report.detail, "1.5"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(amounts_are_canonical_decimals),
        cmocka_unit_test(anything_else_is_refused),
    };
    return cmocka_run_group_tests_name("prover/reserve_opening", tests, enter_folder, leave_folder);
}
