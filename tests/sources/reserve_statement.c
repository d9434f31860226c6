/* Reserve statements: what the specification shows is read and written again, and nothing else is read. */
#include "custodian.h"

static zks_note_signer custodian;

static int start(void **state)
{
    (void)state;
    zks_report report;
    return zks_crypto_start() == 0 || zks_note_signer_generate(&custodian, "custodian.example", &report) != ZKS_OK;
}

static int stop(void **state)
{
    (void)state;
    zks_note_signer_clear(&custodian);
    return 0;
}

static zks_status read_note(zks_reserve_statement *s, const char *bytes, zks_report *report)
{
    zks_note note;
    return zks_reserve_statement_read(s, &note, bytes, strlen(bytes), report);
}

static char *both_kinds(void)
{
    char *hex = commitment_of(150000000, 7), *assets;
    assert_true(asprintf(&assets,
                         "{\"BTC\":{\"commitment\":\"%s\",\"decimals\":8},\"ETH\":{\"amount\":\"0\"},"
                         "\"USD\":{\"amount\":\"1500000.25\"}}",
                         hex) > 0);
    free(hex);
    return assets;
}

static void a_statement_is_read_and_written_again(void **state)
{
    (void)state;
    char *assets = both_kinds(), *text = text_of((said){.assets = assets}), *note = note_of(text, &custodian);
    zks_reserve_statement s = {0};
    zks_report report;
    zks_word expected;
    commit_to(expected, 150000000, 7);
    assert_int_equal(read_note(&s, note, &report), ZKS_OK);
    assert_string_equal(s.account, "vault 7");
    assert_string_equal(s.holder, ISSUER);
    assert_string_equal(s.time, SNAPSHOT);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.hidden_count, 1);
    assert_null(s.holdings[0].amount);
    assert_int_equal(s.holdings[0].decimals, 8);
    assert_memory_equal(s.commitments[s.holdings[0].hidden], expected, sizeof expected);
    assert_string_equal(zks_reserve_statement_find(&s, "USD")->amount, "1500000.25");
    assert_string_equal(zks_reserve_statement_find(&s, "ETH")->amount, "0");
    assert_null(zks_reserve_statement_find(&s, "BT"));
    assert_null(zks_reserve_statement_find(&s, "ZEC"));
    size_t length;
    char *again = zks_reserve_statement_text(&s, &length);
    assert_string_equal(again, text);
    assert_int_equal(length, strlen(text));
    zks_reserve_statement_clear(&s);
    free(again);
    free(note);
    free(text);
    free(assets);
}

#define ONE(held) "{\"BTC\":" held "}"
#define HEX_0 "0000000000000000000000000000000000000000000000000000000000000000"
#define HEX_F "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define NAME_64 "0123456789012345678901234567890123456789012345678901234567890123"
#define LINE_256 NAME_64 NAME_64 NAME_64 NAME_64

static void what_is_no_statement_is_refused(void **state)
{
    (void)state;
    static const struct {
        said said;
        const char *detail;
    } malformed[] = {
        {{.version = "\"zksolv/2 reserves\""}, "version: not zksolv/1 reserves: 'zksolv/2 reserves'"},
        {{.version = "1"}, "version: not a string"},
        {{.time = "\"2026-06-30T02:00:00+02:00\""}, "time: not a time in UTC: '2026-06-30T02:00:00+02:00'"},
        {{.time = "\"2026-02-30T00:00:00Z\""}, "time: not a time in UTC"},
        {{.account = "\"\""}, "account: not a line of 1 to 256 bytes"},
        {{.account = "\"" LINE_256 "x\""}, "account: not a line of 1 to 256 bytes"},
        {{.holder = "\"a\\nb\""}, "holder: not a line of 1 to 256 bytes"},
        {{.holder = "7"}, "holder: not a string"},
        {{.assets = "[]"}, "assets: not an object"},
        {{.assets = "{}"}, "assets: not 1 to 100000 assets"},
        {{.assets = "{\"\":{\"amount\":\"1\"}}"}, "assets: the name of an asset is not a line of 1 to 64 bytes"},
        {{.assets = "{\"" NAME_64 "x\":{\"amount\":\"1\"}}"}, "the name of an asset"},
        {{.assets = ONE("\"1\"")}, "assets.BTC: not an object"},
        {{.assets = ONE("{}")}, "assets.BTC.amount: missing"},
        {{.assets = ONE("{\"amount\":1}")}, "assets.BTC.amount: not a string"},
        {{.assets = ONE("{\"amount\":\"1\",\"decimals\":8}")}, "assets.BTC.decimals: not a member"},
        {{.assets = ONE("{\"amount\":\"1\",\"commitment\":\"" HEX_0 "\",\"decimals\":8}")},
         "assets.BTC.amount: not a member"},
        {{.assets = ONE("{\"amount\":\"1.50\"}")}, "assets.BTC.amount: not a canonical decimal from 0 on: '1.50'"},
        {{.assets = ONE("{\"amount\":\"-1\"}")}, "assets.BTC.amount: not a canonical decimal from 0 on: '-1'"},
        {{.assets = ONE("{\"amount\":\"1e9\"}")}, "assets.BTC.amount: not a canonical decimal from 0 on: '1e9'"},
        {{.assets = ONE("{\"commitment\":\"" HEX_0 "\"}")}, "assets.BTC.decimals: missing"},
        {{.assets = ONE("{\"commitment\":\"" HEX_0 "\",\"decimals\":\"8\"}")}, "assets.BTC.decimals: not an integer"},
        {{.assets = ONE("{\"commitment\":\"" HEX_0 "\",\"decimals\":37}")}, "assets.BTC.decimals: not 0 to 36: 37"},
        {{.assets = ONE("{\"commitment\":\"00\",\"decimals\":8}")}, "assets.BTC.commitment: not 64 hex digits"},
        {{.assets = ONE("{\"commitment\":7,\"decimals\":8}")}, "assets.BTC.commitment: not a string"},
        {{.assets =
              "{\"A\":{\"amount\":\"1\"},\"B\":{\"commitment\":\"" HEX_0 "\",\"decimals\":0},\"C\":{\"commitment\":"
              "\"" HEX_F "\",\"decimals\":0}}"},
         "assets.C.commitment: not the canonical encoding of a point"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        char *note = statement_of(malformed[i].said, &custodian);
        zks_reserve_statement s = {0};
        zks_report report;
        assert_int_equal(read_note(&s, note, &report), ZKS_REJECT_RESERVE_ENCODING);
        assert_detail(&report, malformed[i].detail);
        assert_null(s.object);
        free(note);
    }
}

static void the_edges_are_read(void **state)
{
    (void)state;
    static const said edges[] = {
        {.account = "\"" LINE_256 "\"", .holder = "\"" LINE_256 "\""},
        {.assets = "{\"" NAME_64 "\":{\"amount\":\"1\"}}"},
        {.assets = ONE("{\"commitment\":\"" HEX_0 "\",\"decimals\":36}")},
    };
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        char *note = statement_of(edges[i], &custodian);
        zks_reserve_statement s = {0};
        zks_report report;
        assert_int_equal(read_note(&s, note, &report), ZKS_OK);
        zks_reserve_statement_clear(&s);
        free(note);
    }
}

static void another_form_of_the_same_object_is_refused(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"{\"account\": \"vault 7\"}\n", "not in canonical form"},
        {"{\"account\":\"a\",\"account\":\"a\"}\n", "duplicate object key"},
        {"{\"holder\":\"a\",\"account\":\"a\"}\n", "not in canonical form"},
        {"{\"account\":\n\"vault 7\"}\n", "its text is not one line"},
        {"[]\n", "not an object"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *note = note_of(texts[i][0], &custodian);
        zks_reserve_statement s = {0};
        zks_report report;
        assert_int_equal(read_note(&s, note, &report), ZKS_REJECT_RESERVE_ENCODING);
        assert_detail(&report, texts[i][1]);
        free(note);
    }
}

static char *assets_of(size_t count)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%c\"%06zu\":{\"amount\":\"%zu\"}", i == 0 ? '{' : ',', i, i);
    fputc('}', out);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void as_many_assets_as_a_circuit_may_have_members_are_read(void **state)
{
    (void)state;
    char *assets[] = {assets_of(100000), assets_of(100001)};
    zks_reserve_statement s = {0};
    zks_report report;
    char *note = statement_of((said){.assets = assets[0]}, &custodian);
    assert_int_equal(read_note(&s, note, &report), ZKS_OK);
    assert_string_equal(zks_reserve_statement_find(&s, "077777")->amount, "77777");
    zks_reserve_statement_clear(&s);
    free(note);
    note = statement_of((said){.assets = assets[1]}, &custodian);
    assert_int_equal(read_note(&s, note, &report), ZKS_REJECT_RESERVE_ENCODING);
    assert_detail(&report, "assets: not 1 to 100000 assets");
    free(note);
    free(assets[0]);
    free(assets[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_is_read_and_written_again),
        cmocka_unit_test(what_is_no_statement_is_refused),
        cmocka_unit_test(the_edges_are_read),
        cmocka_unit_test(another_form_of_the_same_object_is_refused),
        cmocka_unit_test(as_many_assets_as_a_circuit_may_have_members_are_read),
    };
    return cmocka_run_group_tests_name("sources/reserve_statement", tests, start, stop);
}
