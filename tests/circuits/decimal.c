#include "circuits/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void canonical_forms(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *canonical; /* NULL: none */
    } rows[] = {
        {"0", "0"},          {"1", "1"},        {"007", "7"},     {"1.00", "1"},   {"-0.0", "0"},    {"-0", "0"},
        {"-12.50", "-12.5"}, {"0.050", "0.05"}, {"000.1", "0.1"}, {"10", "10"},    {"100.0", "100"}, {"-00.10", "-0.1"},
        {"", NULL},          {".5", NULL},      {"5.", NULL},     {"-", NULL},     {"-.5", NULL},    {"+1", NULL},
        {"1e5", NULL},       {" 1", NULL},      {"1 ", NULL},     {"1.2.3", NULL}, {"--1", NULL},    {"1,5", NULL},
        {"0x10", NULL},      {"1_000", NULL},   {".", NULL},      {"NaN", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[ZKS_DECIMAL_MAX + 2] = "untouched";
        bool ok = zks_decimal_canonical(out, rows[i].plain, strlen(rows[i].plain));
        assert_int_equal(ok, rows[i].canonical != NULL);
        assert_string_equal(out, ok ? rows[i].canonical : "untouched");
        assert_int_equal(zks_decimal_is_canonical(rows[i].plain), ok && strcmp(rows[i].plain, rows[i].canonical) == 0);
    }
}

static void length_is_bounded(void **state)
{
    (void)state;
    char digits[ZKS_DECIMAL_MAX + 2], out[ZKS_DECIMAL_MAX + 2];
    memset(digits, '7', sizeof digits);
    digits[ZKS_DECIMAL_MAX + 1] = '\0';
    assert_false(zks_decimal_is_canonical(digits));
    assert_false(zks_decimal_canonical(out, digits, ZKS_DECIMAL_MAX + 1));
    digits[ZKS_DECIMAL_MAX] = '\0';
    assert_true(zks_decimal_is_canonical(digits));
    assert_true(zks_decimal_canonical(out, digits, ZKS_DECIMAL_MAX));
    assert_string_equal(out, digits);
}

static void values(void **state)
{
    (void)state;
    static const struct {
        const char *decimal;
        long numerator;
        unsigned long denominator;
    } rows[] = {{"0", 0, 1}, {"0.05", 1, 20}, {"-12.5", -25, 2}, {"1000000", 1000000, 1}, {"-0.001", -1, 1000}};
    mpq_t value;
    mpq_init(value);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zks_decimal_to_mpq(value, rows[i].decimal);
        assert_int_equal(mpq_cmp_si(value, rows[i].numerator, rows[i].denominator), 0);
    }
    mpq_clear(value);
}

static void from_units(void **state)
{
    (void)state;
    static const struct {
        const char *integer;
        unsigned decimals;
        const char *decimal;
    } rows[] = {
        {"0", 0, "0"},      {"0", 8, "0"},
        {"5", 0, "5"},      {"-5", 0, "-5"},
        {"5", 1, "0.5"},    {"-5", 2, "-0.05"},
        {"150", 2, "1.5"},  {"100", 2, "1"},
        {"100", 0, "100"},  {"123456", 3, "123.456"},
        {"-120", 1, "-12"}, {"1000000000000000000000000000000000001", 36, "1.000000000000000000000000000000000001"}};
    mpz_t integer;
    mpz_init(integer);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mpz_set_str(integer, rows[i].integer, 10);
        char *text = zks_decimal_from_units(integer, rows[i].decimals);
        assert_string_equal(text, rows[i].decimal);
        assert_true(zks_decimal_is_canonical(text));
        free(text);
    }
    mpz_clear(integer);
}

static void units(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned decimals, bytes;
        zks_units_result result;
        uint64_t high, low;
    } rows[] = {
        {"0", 0, 1, ZKS_UNITS_OK, 0, 0},
        {"0.00", 0, 1, ZKS_UNITS_OK, 0, 0},
        {"1", 2, 8, ZKS_UNITS_OK, 0, 100},
        {"1.5", 2, 8, ZKS_UNITS_OK, 0, 150},
        {"1.50", 1, 8, ZKS_UNITS_OK, 0, 15},
        {"0001.25", 2, 8, ZKS_UNITS_OK, 0, 125},
        {"255", 0, 1, ZKS_UNITS_OK, 0, 255},
        {"256", 0, 1, ZKS_UNITS_OVERFLOW, 0, 0},
        {"2.56", 2, 1, ZKS_UNITS_OVERFLOW, 0, 0},
        {"18446744073709551615", 0, 8, ZKS_UNITS_OK, 0, UINT64_MAX},
        {"18446744073709551616", 0, 8, ZKS_UNITS_OVERFLOW, 0, 0},
        {"18446744073709551616", 0, 9, ZKS_UNITS_OK, 1, 0},
        {"184467440737.09551615", 8, 8, ZKS_UNITS_OK, 0, UINT64_MAX},
        {"184467440737.09551616", 8, 8, ZKS_UNITS_OVERFLOW, 0, 0},
        {"340282366920938463463374607431768211455", 0, 16, ZKS_UNITS_OK, UINT64_MAX, UINT64_MAX},
        {"340282366920938463463374607431768211456", 0, 16, ZKS_UNITS_OVERFLOW, 0, 0},
        {"340282366920938463463374607431768211460", 0, 16, ZKS_UNITS_OVERFLOW, 0, 0},
        {"34028236692093846346337460743176821145.5", 1, 16, ZKS_UNITS_OK, UINT64_MAX, UINT64_MAX},
        {"34028236692093846346337460743176821145.6", 1, 16, ZKS_UNITS_OVERFLOW, 0, 0},
        {"34028236692093846346337460743176821146", 1, 16, ZKS_UNITS_OVERFLOW, 0, 0},
        {"1", 36, 16, ZKS_UNITS_OK, 54210108624275221u, 12919594847110692864u},
        {"0.000000000000000000000000000000000001", 36, 16, ZKS_UNITS_OK, 0, 1},
        {"1000", 36, 16, ZKS_UNITS_OVERFLOW, 0, 0},
        {"0", 36, 1, ZKS_UNITS_OK, 0, 0},
        {"0.123", 2, 8, ZKS_UNITS_DECIMALS, 0, 0},
        {"0.120", 2, 8, ZKS_UNITS_OK, 0, 12},
        {"1.0", 0, 8, ZKS_UNITS_OK, 0, 1},
        {"1.1", 0, 8, ZKS_UNITS_DECIMALS, 0, 0},
        {"-1", 2, 8, ZKS_UNITS_NEGATIVE, 0, 0},
        {"-0", 2, 8, ZKS_UNITS_NEGATIVE, 0, 0},
        {"-0.001", 2, 8, ZKS_UNITS_NEGATIVE, 0, 0},
        {"", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {"-", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {"--1", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {"+1", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {".5", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {"5.", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {"1.2.3", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {"1e5", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {" 1", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
        {"1\n", 2, 8, ZKS_UNITS_MALFORMED, 0, 0},
    };
    const unsigned __int128 untouched = 42;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned __int128 out = untouched, wanted = (unsigned __int128)rows[i].high << 64 | rows[i].low;
        zks_units_result result =
            zks_units_parse(&out, rows[i].text, strlen(rows[i].text), rows[i].decimals, rows[i].bytes);
        if (result != rows[i].result || out != (result == ZKS_UNITS_OK ? wanted : untouched))
            fail_msg("row %zu: \"%s\": %d", i, rows[i].text, (int)result);
        uint64_t limb[4] = {42, 0, 0, 0};
        result = zks_units_parse_limbs(limb, rows[i].text, strlen(rows[i].text), rows[i].decimals, rows[i].bytes);
        if (result != rows[i].result || limb[0] != (uint64_t)out || limb[1] != (uint64_t)(out >> 64) || limb[2] != 0)
            fail_msg("row %zu: \"%s\": %d, as limbs", i, rows[i].text, (int)result);
    }
}

/* Up to 256 bits, for the wider columns of advice. */
static void units_of_many_limbs(void **state)
{
    (void)state;
    static const char most[] = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    static const char beyond[] = "115792089237316195423570985008687907853269984665640564039457584007913129639936";
    static const char least_of_32[] = "452312848583266388373324160190187140051835877600158453279131187530910662656";
    static const uint64_t all[4] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}, high[4] = {0, 0, 0, 1ull << 56};
    static const uint64_t tenth[4] = {10, 0, 0, 0};
    uint64_t limb[4] = {42, 42, 42, 42};
    assert_int_equal(zks_units_parse_limbs(limb, most, strlen(most), 0, 32), ZKS_UNITS_OK);
    assert_memory_equal(limb, all, sizeof all);
    assert_int_equal(zks_units_parse_limbs(limb, least_of_32, strlen(least_of_32), 0, 32), ZKS_UNITS_OK);
    assert_memory_equal(limb, high, sizeof high);
    assert_int_equal(zks_units_parse_limbs(limb, "0.1", 3, 2, 31), ZKS_UNITS_OK);
    assert_memory_equal(limb, tenth, sizeof tenth);
    assert_int_equal(zks_units_parse_limbs(limb, beyond, strlen(beyond), 0, 32), ZKS_UNITS_OVERFLOW);
    assert_int_equal(zks_units_parse_limbs(limb, least_of_32, strlen(least_of_32), 0, 31), ZKS_UNITS_OVERFLOW);
    assert_int_equal(zks_units_parse_limbs(limb, "200000", 6, 72, 32), ZKS_UNITS_OVERFLOW);
    assert_memory_equal(limb, tenth, sizeof tenth);
}

static void units_length_is_bounded(void **state)
{
    (void)state;
    char zeros[ZKS_DECIMAL_MAX + 1];
    memset(zeros, '0', sizeof zeros);
    unsigned __int128 out;
    assert_int_equal(zks_units_parse(&out, zeros, ZKS_DECIMAL_MAX, 0, 8), ZKS_UNITS_OK);
    assert_int_equal(zks_units_parse(&out, zeros, ZKS_DECIMAL_MAX + 1, 0, 8), ZKS_UNITS_MALFORMED);
}

/* The text is not NUL-terminated: what follows it does not count. */
static void units_end_at_their_length(void **state)
{
    (void)state;
    unsigned __int128 out;
    assert_int_equal(zks_units_parse(&out, "12.75,", 5, 2, 8), ZKS_UNITS_OK);
    assert_true(out == 1275);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_forms),
        cmocka_unit_test(length_is_bounded),
        cmocka_unit_test(values),
        cmocka_unit_test(from_units),
        cmocka_unit_test(units),
        cmocka_unit_test(units_of_many_limbs),
        cmocka_unit_test(units_length_is_bounded),
        cmocka_unit_test(units_end_at_their_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
