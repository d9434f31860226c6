/* The form of price notes: what is one, and each way of being none. */
#include "priced.h"

#include "sources/price_note.h"

#define TWO PRICE("BTC", "6825050000000", "-8") "," PRICE("ETH", "181200", "-2")

static zks_note_signer oracle;

static int make_oracle(void **state)
{
    int failed = enter_folder(state);
    if (!failed)
        oracle = signer_of("oracle");
    return failed;
}

static int forget_oracle(void **state)
{
    zks_note_signer_clear(&oracle);
    return leave_folder(state);
}

static void a_note_is_read(void **state)
{
    (void)state;
    char *bytes = sign_text(&oracle, NOTE(TWO));
    zks_price_note note;
    zks_note signatures;
    zks_report report;
    assert_int_equal(zks_price_note_read(&note, &signatures, bytes, strlen(bytes), &report), ZKS_OK);
    assert_string_equal(note.quote, "USD");
    assert_string_equal(note.source, "a test");
    assert_string_equal(note.time, TIME);
    assert_int_equal(note.count, 2);
    assert_string_equal(note.prices[0].asset, "BTC");
    assert_string_equal(note.prices[0].mantissa, "6825050000000");
    assert_int_equal(note.prices[0].exponent, -8);
    assert_string_equal(note.prices[1].asset, "ETH");
    assert_int_equal(note.prices[1].exponent, -2);
    assert_int_equal(signatures.signature_count, 1);
    zks_price_note_clear(&note);
    free(bytes);
}

static void the_text_written_is_the_one_read(void **state)
{
    (void)state;
    const char text[] = NOTE(TWO) "\n";
    char quote[] = "USD", source[] = "a test";
    zks_price prices[] = {{.asset = "ETH", .mantissa = "181200", .exponent = -2},
                          {.asset = "BTC", .mantissa = "6825050000000", .exponent = -8}};
    const zks_price_note note = {.quote = quote, .source = source, .time = TIME, .count = 2, .prices = prices};
    size_t length;
    char *written = zks_price_note_text(&note, &length);
    assert_non_null(written);
    assert_int_equal(length, strlen(text));
    assert_string_equal(written, text);
    free(written);
}

#define LINE_64 "0123456789012345678901234567890123456789012345678901234567890123"
#define DIGITS_64 "1234567890123456789012345678901234567890123456789012345678901234"

static void the_limits_are_read(void **state)
{
    (void)state;
    static const char *const texts[] = {NOTE(PRICE("A", DIGITS_64, "36")), NOTE(PRICE("A", "-1", "-36")),
                                        NOTE(PRICE("A", "0", "0")), NOTE_AT(TIME, LINE_64, PRICE(LINE_64, "1", "0"))};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *bytes = sign_text(&oracle, texts[i]);
        zks_price_note note;
        zks_note signatures;
        zks_report report;
        assert_int_equal(zks_price_note_read(&note, &signatures, bytes, strlen(bytes), &report), ZKS_OK);
        zks_price_note_clear(&note);
        free(bytes);
    }
}

static void assert_none(const char *bytes, const char *part)
{
    zks_price_note note;
    zks_note signatures;
    zks_report report = {.segment = -1};
    assert_int_equal(zks_price_note_read(&note, &signatures, bytes, strlen(bytes), &report), ZKS_REJECT_PRICE_ENCODING);
    assert_detail(&report, part);
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"[]", "not an object"},
        {NOTE(""), "prices: not 1 to 100000 assets"},
        {NOTE(PRICE("", "1", "0")), "prices: an asset whose name"},
        {NOTE(PRICE(LINE_64 "4", "1", "0")), "prices: an asset whose name"},
        {NOTE(PRICE("A", "1", "37")), "prices.A.exponent: not an integer from -36 to 36: '37'"},
        {NOTE(PRICE("A", "1", "-37")), "prices.A.exponent"},
        {NOTE(PRICE("A", "1", "-0")), "prices.A.exponent"},
        {NOTE(PRICE("A", "1", "+1")), "prices.A.exponent"},
        {NOTE(PRICE("A", "1", "01")), "prices.A.exponent"},
        {NOTE(PRICE("A", "1", "")), "prices.A.exponent"},
        {NOTE(PRICE("A", "1.5", "0")), "prices.A.mantissa: not an integer of at most 64 characters: '1.5'"},
        {NOTE(PRICE("A", "-0", "0")), "prices.A.mantissa"},
        {NOTE(PRICE("A", "007", "0")), "prices.A.mantissa"},
        {NOTE(PRICE("A", "-", "0")), "prices.A.mantissa"},
        {NOTE(PRICE("A", "-" DIGITS_64, "0")), "prices.A.mantissa"},
        {NOTE("\"A\":\"1\""), "prices.A: not an object"},
        {NOTE("\"A\":{\"exponent\":\"0\"}"), "prices.A.mantissa: missing"},
        {NOTE("\"A\":{\"exponent\":\"0\",\"mantissa\":1}"), "prices.A.mantissa: not a string"},
        {NOTE("\"A\":{\"exponent\":\"0\",\"mantissa\":\"1\",\"x\":\"\"}"), "prices.A.x: not a member"},
        {NOTE(PRICE("ETH", "1", "0") "," PRICE("BTC", "1", "0")), "not in canonical form"},
        {NOTE(PRICE("BTC", "1", "0") "," PRICE("BTC", "1", "0")), "duplicate"},
        {NOTE_AT(TIME, "", PRICE("A", "1", "0")), "quote: not a line of 1 to 64 bytes"},
        {NOTE_AT(TIME, LINE_64 "4", PRICE("A", "1", "0")), "quote"},
        {NOTE_AT("2026-06-30", "USD", PRICE("A", "1", "0")), "time: not a time like"},
        {NOTE_AT("2026-06-31T00:00:00Z", "USD", PRICE("A", "1", "0")), "time"},
        {"{\"prices\":{},\"quote\":\"USD\",\"source\":\"\",\"time\":\"" TIME "\",\"version\":\"zksolv/1 prices\"}",
         "source: not a line of 1 to 256 bytes"},
        {"{\"prices\":{},\"quote\":\"USD\",\"source\":\"x\",\"time\":\"" TIME "\",\"version\":\"zksolv/2 prices\"}",
         "version: not zksolv/1 prices: 'zksolv/2 prices'"},
        {"{\"prices\":{},\"quote\":\"USD\",\"source\":\"x\",\"version\":\"zksolv/1 prices\"}", "time: missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *bytes = sign_text(&oracle, cases[i].text);
        assert_none(bytes, cases[i].part);
        free(bytes);
    }
}

static void what_is_no_note_is_refused(void **state)
{
    (void)state;
    assert_none("", "without an empty line");
    assert_none(NOTE(TWO) "\n", "without an empty line");
    assert_none(NOTE(TWO) "\n\n", "no signature");
    assert_none(NOTE(TWO) "\n\n\u2014 oracle x\n", "base64");
    char *bytes = sign_text(&oracle, NOTE(TWO) "\n" NOTE(TWO));
    assert_none(bytes, "not one line");
    free(bytes);
}

static void a_note_has_a_largest_size(void **state)
{
    (void)state;
    char *bytes = malloc(ZKS_SOURCE_MAX_BYTES + 2);
    assert_non_null(bytes);
    memset(bytes, 'x', ZKS_SOURCE_MAX_BYTES + 1);
    bytes[ZKS_SOURCE_MAX_BYTES + 1] = '\0';
    assert_none(bytes, "more than 4194304 bytes");
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_is_read),
        cmocka_unit_test(the_text_written_is_the_one_read),
        cmocka_unit_test(the_limits_are_read),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(what_is_no_note_is_refused),
        cmocka_unit_test(a_note_has_a_largest_size),
    };
    return cmocka_run_group_tests(tests, make_oracle, forget_oracle);
}
