/* Public numbers that fit the circuit, and those that do not; every policy check of cross_margin broken alone, with the
 * boundary values either side. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define QUOTE "quote USDT 8 8\n"
#define INDEX "index asset\n"
#define ETH "member ETH 4 8 price=7 haircut=0 maintenance=0 debt_margin=0 lending_cap=0\n"
#define POOL "pool reserve 10 20\n"
#define X16 "xxxxxxxxxxxxxxxx"
#define X64 X16 X16 X16 X16

static const struct {
    const char *name, *numbers;
    zks_status status;
    const char *findings;
} cases[] = {
    {"all well",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_OK, ""},
    {"fields and members in another order",
     QUOTE INDEX "member BTC 8 8 lending_cap=5 debt_margin=0.1 price=100 maintenance=0.05 haircut=0.1\n" ETH POOL,
     ZKS_OK, ""},
    {"price zero",
     QUOTE INDEX "member BTC 8 8 price=0 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT, "c:18:16: error: policy check \"price > 0\" does not hold for asset BTC: 0 > 0 is false\n"},
    {"price negative",
     QUOTE INDEX "member BTC 8 8 price=-1 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT,
     "c:18:16: error: policy check \"price > 0\" does not hold for asset BTC: -1 > 0 is false\n"},
    {"price least",
     QUOTE INDEX "member BTC 8 8 price=0.000000000000000000000000000001 haircut=0.1 maintenance=0.05 debt_margin=0.1 "
                 "lending_cap=5\n" ETH POOL,
     ZKS_OK, ""},
    {"haircut zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL, ZKS_OK,
     ""},
    {"haircut one",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL, ZKS_OK,
     ""},
    {"haircut below zero",
     QUOTE INDEX
     "member BTC 8 8 price=100 haircut=-0.0000000001 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT,
     "c:18:27: error: policy check \"0 <= haircut <= 1\" does not hold for asset BTC: 0 <= -0.0000000001 is false\n"},
    {"haircut above one",
     QUOTE INDEX
     "member BTC 8 8 price=100 haircut=1.0000000001 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT,
     "c:18:27: error: policy check \"0 <= haircut <= 1\" does not hold for asset BTC: 1.0000000001 <= 1 is false\n"},
    {"maintenance zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0 debt_margin=0.1 lending_cap=5\n" ETH POOL, ZKS_OK,
     ""},
    {"maintenance below zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=-0.01 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT,
     "c:18:46: error: policy check \"maintenance >= 0\" does not hold for asset BTC: -0.01 >= 0 is false\n"},
    {"debt margin zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0 lending_cap=5\n" ETH POOL, ZKS_OK,
     ""},
    {"debt margin below zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=-0.01 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT,
     "c:18:64: error: policy check \"debt_margin >= 0\" does not hold for asset BTC: -0.01 >= 0 is false\n"},
    {"lending cap zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=0\n" ETH POOL,
     ZKS_OK, ""},
    {"lending cap below zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=-1\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT,
     "c:18:82: error: policy check \"lending_cap >= 0\" does not hold for asset BTC: -1 >= 0 is false\n"},
    {"two broken checks",
     QUOTE INDEX "member BTC 8 8 price=0 haircut=2 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_REQUIREMENT,
     "c:18:16: error: policy check \"price > 0\" does not hold for asset BTC: 0 > 0 is false\n"
     "c:18:27: error: policy check \"0 <= haircut <= 1\" does not hold for asset BTC: 2 <= 1 is false\n"},
    {"index missing",
     QUOTE
     "index assets\nmember BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset' is missing\n"
     "error: index 'assets' is not declared by the circuit\n"},
    {"index given twice",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL
                 "index asset\nmember A 0 8 price=1 haircut=0 maintenance=0 debt_margin=0 lending_cap=0\n",
     ZKS_ERROR_POLICY, "error: index 'asset' is given twice\n"},
    {"surplus index",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL
                 "index tier\nmember A 0 8\n",
     ZKS_ERROR_POLICY, "error: index 'tier' is not declared by the circuit\n"},
    {"index without members", QUOTE INDEX "pool reserve\n", ZKS_ERROR_POLICY,
     "error: index 'asset' has 0 members; 1 to 100000 are allowed\n"},
    {"field missing", QUOTE INDEX "member BTC 8 8 price=1 haircut=0 maintenance=0 debt_margin=0\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset', member 'BTC': field 'lending_cap' is missing\n"},
    {"field given twice",
     QUOTE INDEX
     "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5 price=2\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset', member 'BTC': field 'price' is given twice\n"},
    {"surplus field",
     QUOTE INDEX
     "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5 rate=2\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset', member 'BTC': field 'rate' is not declared by the circuit\n"},
    {"price not canonical",
     QUOTE INDEX "member BTC 8 8 price=1.0 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset', member 'BTC': 'price' is not a canonical decimal of at most 128 characters\n"},
    {"price not a number",
     QUOTE INDEX "member BTC 8 8 price=abc haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset', member 'BTC': 'price' is not a canonical decimal of at most 128 characters\n"},
    {"price with exponent",
     QUOTE INDEX "member BTC 8 8 price=1e3 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset', member 'BTC': 'price' is not a canonical decimal of at most 128 characters\n"},
    {"price with a plus",
     QUOTE INDEX "member BTC 8 8 price=+1 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset', member 'BTC': 'price' is not a canonical decimal of at most 128 characters\n"},
    {"member given twice",
     QUOTE INDEX "member ETH 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset': member 'ETH' is given twice\n"},
    {"member name longest",
     QUOTE INDEX "member " X64 " 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_OK, ""},
    {"member name too long",
     QUOTE INDEX "member " X64 "x 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset', member '(a name that cannot be shown)': a name has 1 to 64 bytes of UTF-8 without control "
     "characters\n"},
    {"member name with a control character",
     QUOTE INDEX "member a\a"
                 "b 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset', member '(a name that cannot be shown)': a name has 1 to 64 bytes of UTF-8 without control "
     "characters\n"},
    {"member name not UTF-8",
     QUOTE INDEX "member a\377"
                 "b 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY,
     "error: index 'asset', member '(a name that cannot be shown)': a name has 1 to 64 bytes of UTF-8 without control "
     "characters\n"},
    {"decimals most",
     QUOTE INDEX "member BTC 36 8 price=1 haircut=0 maintenance=0 debt_margin=0 lending_cap=5\n" ETH
                 "pool reserve 0 0\n",
     ZKS_OK, ""},
    {"decimals too many",
     QUOTE INDEX "member BTC 37 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset', member 'BTC': decimals 37; at most 36 are allowed\n"},
    {"bytes zero",
     QUOTE INDEX "member BTC 8 0 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset', member 'BTC': bytes 0; a column has 1 to 16\n"},
    {"no unit",
     QUOTE INDEX "member BTC 0 0 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset', member 'BTC': no unit; give its 'decimals'\n"},
    {"bytes most",
     QUOTE INDEX "member BTC 8 16 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_OK, ""},
    {"bytes too many",
     QUOTE INDEX "member BTC 8 17 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: index 'asset', member 'BTC': bytes 17; a column has 1 to 16\n"},
    {"quote decimals too many",
     "quote USDT 37 8\n" INDEX
     "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: quote: decimals 37; at most 36 are allowed\n"},
    {"quote bytes",
     "quote USDT 8 0\n" INDEX
     "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL,
     ZKS_ERROR_POLICY, "error: quote: bytes 0; a column has 1 to 16\n"},
    {"surplus parameter",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL
                 "param coverage 1\n",
     ZKS_ERROR_POLICY, "error: parameter 'coverage' is not declared by the circuit\n"},
    {"pool column missing",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH,
     ZKS_ERROR_POLICY, "error: pool column 'reserve' is missing\n"},
    {"pool column given twice",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL
                 "pool reserve 1 2\n",
     ZKS_ERROR_POLICY, "error: pool column 'reserve' is given twice\n"},
    {"surplus pool column",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH POOL
                 "pool other 1 2\n",
     ZKS_ERROR_POLICY, "error: pool column 'other' is not declared by the circuit\n"},
    {"too few pool values",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH
                 "pool reserve[1] 10\n",
     ZKS_ERROR_POLICY, "error: pool column 'reserve' has 1 value along index 'asset', which has 2 members\n"},
    {"too many pool values",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH
                 "pool reserve 10 20 30\n",
     ZKS_ERROR_POLICY, "error: pool column 'reserve' has 3 values along index 'asset', which has 2 members\n"},
    {"pool value negative",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH
                 "pool reserve 10 -20\n",
     ZKS_ERROR_POLICY, "error: pool column 'reserve' for asset 'ETH': -20 is negative; it is at least 0\n"},
    {"pool value zero",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH
                 "pool reserve 0 0\n",
     ZKS_OK, ""},
    {"pool value not canonical",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH
                 "pool reserve 10 20.0\n",
     ZKS_ERROR_POLICY,
     "error: pool column 'reserve' for asset 'ETH' is not a canonical decimal of at most 128 characters\n"},
    {"pool column committed",
     QUOTE INDEX "member BTC 8 8 price=100 haircut=0.1 maintenance=0.05 debt_margin=0.1 lending_cap=5\n" ETH
                 "pool reserve committed\n",
     ZKS_OK, ""},
};

/* The findings without the excerpts of the circuit's text; to be freed. */
static char *errors_by_hand(const char *circuit, const char *numbers, zks_status *status)
{
    char *findings = findings_by_hand(circuit, numbers, status), *end = findings;
    for (char *line = findings, *next; *line != '\0'; line = next) {
        next = line + strcspn(line, "\n");
        next += *next == '\n';
        if (strstr(line, "error: ") == NULL || strstr(line, "error: ") > next)
            continue;
        memmove(end, line, (size_t)(next - line));
        end += next - line;
    }
    *end = '\0';
    return findings;
}

static void cross_margin_numbers(void **state)
{
    (void)state;
    size_t length;
    const char *circuit = zks_shipped_circuit("cross_margin", &length);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_status status;
        char *findings = errors_by_hand(circuit, cases[i].numbers, &status);
        if (status != cases[i].status || strcmp(findings, cases[i].findings) != 0)
            fail_msg("%s: %s, found:\n%swanted:\n%s", cases[i].name, zks_status_name(status), findings,
                     cases[i].findings);
        free(findings);
    }
}

static void spot_policy_checks(void **state)
{
    (void)state;
    static const struct {
        const char *price, *coverage;
        zks_status status;
    } rows[] = {
        {"0.01", "1", ZKS_OK},
        {"0.01", "1.05", ZKS_OK},
        {"0.01", "0.9999999999999999999999", ZKS_ERROR_REQUIREMENT},
        {"0", "1", ZKS_ERROR_REQUIREMENT},
        {"-0.01", "1", ZKS_ERROR_REQUIREMENT},
    };
    size_t length;
    const char *circuit = zks_shipped_circuit("spot", &length);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char numbers[256];
        snprintf(numbers, sizeof numbers,
                 "index asset\nmember BTC 8 8 price=%s\nparam coverage %s\npool reserve[1] 5\n", rows[i].price,
                 rows[i].coverage);
        zks_status status;
        char *findings = findings_by_hand(circuit, numbers, &status);
        assert_int_equal(status, rows[i].status);
        assert_int_equal(findings[0] == '\0', status == ZKS_OK);
        free(findings);
    }
}

/* What a policy check can say: each text alone, over numbers k = 2, index t with w = 1, 2. */
static void policy_check_language(void **state)
{
    (void)state;
    static const struct {
        const char *check;
        bool holds;
    } rows[] = {
        {"k == 2", true},
        {"k == 2.0000001", false},
        {"k > 2", false},
        {"k >= 2", true},
        {"k < 2", false},
        {"k <= 2", true},
        {"0 < w <= k", true},
        {"0 < w < k", false},
        {"w < 3 > k", true},
        {"sum(t) w == 3", true},
        {"sum(t) w == w", false},
        {"w <= sum(t) w", true},
        {"sum(t) w - 1 == 1", true},
        {"(sum(t) w) - 1 == 2", true},
        {"1 / k == 0.5", true},
        {"6 / k / 3 == 1", true},
        {"-k * -k == 4", true},
        {"2 - 1 - 1 == 0", true},
        {"1 / 3 * 3 == 1", true},
        {"k / (w - 3) < 0", true},
        {"k / (w - 2) < 0", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char circuit[256];
        snprintf(circuit, sizeof circuit, "circuit c index t { w } param k account a : integer policy require %s",
                 rows[i].check);
        zks_status status;
        char *findings = findings_by_hand(circuit, "index t\nmember A 0 0 w=1\nmember B 0 0 w=2\nparam k 2\n", &status);
        if (status != (rows[i].holds ? ZKS_OK : ZKS_ERROR_REQUIREMENT))
            fail_msg("%s: %s: %s", rows[i].check, zks_status_name(status), findings);
        free(findings);
    }
}

/* Numbers come into the order of declaration, whatever their own. */
static void declared_order(void **state)
{
    (void)state;
    zks_circuit *circuit =
        circuit_by_hand("circuit c index i { x, y, z } index j { } param p param q account a : integer "
                        "pool f : public pool g[i] : public");
    zks_numbers numbers =
        numbers_by_hand("index j\nmember J 0 0\nindex i\nmember I 0 0 z=3 x=1 y=2\nparam q 5\nparam p 4\n"
                        "pool g[1] 7\npool f 6\n");
    zks_diagnostics d = {0};
    assert_int_equal(zks_numbers_check(circuit, &numbers, false, &d), ZKS_OK);
    assert_string_equal(numbers.indexes[0].name, "i");
    const zks_number *fields = numbers.indexes[0].members[0].fields;
    assert_string_equal(fields[0].name, "x");
    assert_string_equal(fields[0].value, "1");
    assert_string_equal(fields[1].name, "y");
    assert_string_equal(fields[2].value, "3");
    assert_string_equal(numbers.params[0].values[0], "4");
    assert_string_equal(numbers.params[1].name, "q");
    assert_string_equal(numbers.pool[0].name, "f");
    assert_string_equal(numbers.pool[1].values[0], "7");
    zks_numbers_clear(&numbers);
    zks_circuit_free(circuit);
}

static void pool_may_come_later(void **state)
{
    (void)state;
    zks_circuit *circuit = circuit_by_hand("circuit c account a : integer pool f : public");
    for (int without_pool = 0; without_pool <= 1; without_pool++) {
        zks_numbers numbers = numbers_by_hand("");
        zks_diagnostics d = {0};
        assert_int_equal(zks_numbers_check(circuit, &numbers, without_pool, &d),
                         without_pool ? ZKS_OK : ZKS_ERROR_POLICY);
        zks_diagnostics_clear(&d);
        zks_numbers_clear(&numbers);
    }
    zks_circuit_free(circuit);
}

/* Committed columns, in another order than declared, beside one that has values; and what those have to be. */
static void pool_columns_may_be_committed(void **state)
{
    (void)state;
    static const char circuit[] = "circuit c index i { } account a : integer\n"
                                  "pool f : public or committed pool g[i] : public or committed pool h : public";
    static const struct {
        const char *pool, *findings;
    } rows[] = {
        {"pool h 1\npool g committed\npool f committed\n", ""},
        {"pool f 2\npool g[1] 3\npool h 1\n", ""},
        {"pool f committed\npool g[1] 3\npool h 1\n", ""},
        {"pool f committed\npool g committed\n", "error: pool column 'h' is missing\n"},
        {"pool f committed\npool h 1\n", "error: pool column 'g' is missing\n"},
        {"pool f -1\npool g committed\npool h 1\n", "error: pool column 'f': -1 is negative; it is at least 0\n"},
        {"pool f committed\npool g committed\npool h committed\n",
         "error: pool column 'h' is committed; the circuit declares it public, so it has numbers\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char numbers[128];
        zks_status status;
        snprintf(numbers, sizeof numbers, "index i\nmember m 0 0\n%s", rows[i].pool);
        char *findings = findings_by_hand(circuit, numbers, &status);
        assert_string_equal(findings, rows[i].findings);
        assert_int_equal(status, rows[i].findings[0] ? ZKS_ERROR_POLICY : ZKS_OK);
        free(findings);
    }
}

/* Numbers that fit a circuit of indexes with parents and values over several indexes, each changed in one line. */
static const char families_circuit[] = "circuit c\n"
                                       "index tier in asset { size }\n"
                                       "index asset { decimals }\n"
                                       "index scenario { }\n"
                                       "param k param row[scenario] param shock[scenario, tier]\n"
                                       "param cube[asset, scenario, asset2] index asset2 { }\n"
                                       "account a[asset] : units of asset\n"
                                       "pool held[scenario, asset] : public\n";
#define ASSET "index asset\nmember A 2 8\nmember B 0 8\n"
#define TIER "index tier\nmember b1 0 0 size=1 in=B\nmember a1 0 0 size=1 in=A\nmember b2 0 0 size=2 in=B\n"
#define SCENARIO "index scenario\nmember up 0 0\nmember down 0 0\n"
#define ASSET2 "index asset2\nmember X 0 0\n"
#define K "param k -5\n"
#define ROW "param row 1 2\n"
#define SHOCK "param shock[2,3] 1 2 3 4 5 -6\n"
#define CUBE "param cube[2,2,1] 1 2 3 4\n"
#define HELD "pool held[2,2] 1 2 3 4\n"
static const struct {
    const char *numbers, *findings;
} families[] = {
    {ASSET TIER SCENARIO ASSET2 K ROW SHOCK CUBE HELD, ""},
    {HELD CUBE SHOCK ROW K ASSET2 SCENARIO TIER ASSET, ""},
    {ASSET "index tier\nmember a1 0 0 size=1\n" SCENARIO ASSET2 K ROW "param shock[2,1] 1 2\n" CUBE HELD,
     "error: index 'tier', member 'a1': no parent; give 'in', the name of a member of 'asset'\n"},
    {ASSET "index tier\nmember a1 0 0 size=1 in=C\n" SCENARIO ASSET2 K ROW "param shock[2,1] 1 2\n" CUBE HELD,
     "error: index 'tier', member 'a1': in 'C', which is no member of 'asset'\n"},
    {ASSET TIER "index scenario\nmember up 0 0 in=A\nmember down 0 0\n" ASSET2 K ROW SHOCK CUBE HELD,
     "error: index 'scenario', member 'up': the circuit declares no parent for this index, so members have no 'in'\n"},
    {ASSET TIER SCENARIO ASSET2 "param k[1] 5\n" ROW SHOCK CUBE HELD,
     "error: parameter 'k' is an array of numbers; over 0 indexes it is one number\n"},
    {ASSET TIER SCENARIO ASSET2 K "param row 1\n" SHOCK CUBE HELD,
     "error: parameter 'row' is one number; over 1 index it is an array of numbers\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW "param shock 1 2 3 4 5 6\n" CUBE HELD,
     "error: parameter 'shock' is an array of numbers; over 2 indexes it is an array of arrays of numbers\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW SHOCK "param cube[2,2] 1 2 3 4\n" HELD,
     "error: parameter 'cube' is an array of arrays of numbers; over 3 indexes it is an array of arrays of arrays of "
     "numbers\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW "param shock[3,2] 1 2 3 4 5 6\n" CUBE HELD,
     "error: parameter 'shock' has 3 values along index 'scenario', which has 2 members\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW "param shock[2,2] 1 2 3 4\n" CUBE HELD,
     "error: parameter 'shock' has 2 values along index 'tier', which has 3 members\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW "param shock[2,3] 1 2 3 4 5\n" CUBE HELD,
     "error: parameter 'shock' has 5 values; it needs 6\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW "param shock[2,3] 1 2 3 4 5 06\n" CUBE HELD,
     "error: parameter 'shock' for scenario 'down', tier 'b2' is not a canonical decimal of at most 128 characters\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW "param shock[2,3] 1 2.0 x 4 5 6\n" CUBE HELD,
     "error: parameter 'shock' for scenario 'up', tier 'a1' is not a canonical decimal of at most 128 characters\n"
     "error: parameter 'shock' for scenario 'up', tier 'b2' is not a canonical decimal of at most 128 characters\n"},
    {ASSET TIER SCENARIO ASSET2 "param k 1e5\n" ROW SHOCK CUBE HELD,
     "error: parameter 'k' is not a canonical decimal of at most 128 characters\n"},
    {ASSET TIER SCENARIO ASSET2 K ROW SHOCK CUBE "pool held[2,2] 1 2 -3 4\n",
     "error: pool column 'held' for scenario 'down', asset 'A': -3 is negative; it is at least 0\n"},
};

static void families_of_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        zks_status status;
        char *findings = errors_by_hand(families_circuit, families[i].numbers, &status);
        assert_string_equal(findings, families[i].findings);
        assert_int_equal(status, findings[0] == '\0' ? ZKS_OK : ZKS_ERROR_POLICY);
        free(findings);
    }
}

/* Parents are found whatever the order of indexes and members. */
static void parents_are_found(void **state)
{
    (void)state;
    zks_circuit *circuit = circuit_by_hand(families_circuit);
    zks_numbers numbers = numbers_by_hand(HELD CUBE SHOCK ROW K ASSET2 SCENARIO TIER ASSET);
    zks_diagnostics d = {0};
    assert_int_equal(zks_numbers_check(circuit, &numbers, false, &d), ZKS_OK);
    assert_string_equal(numbers.indexes[0].name, "tier");
    assert_int_equal(numbers.indexes[0].members[0].parent_position, 1);
    assert_int_equal(numbers.indexes[0].members[1].parent_position, 0);
    assert_int_equal(numbers.indexes[0].members[2].parent_position, 1);
    zks_numbers_clear(&numbers);
    zks_circuit_free(circuit);
}

/* 100,000 by 11 values would be too many, and are never asked for. */
static void too_many_values(void **state)
{
    (void)state;
    zks_circuit *circuit = circuit_by_hand("circuit c index i { } index j { } param m[i, j] account a : integer");
    zks_numbers numbers = numbers_by_hand("index i\nindex j\nmember X 0 0\nparam m[100000,11]\n");
    zks_diagnostics d = {0};
    for (size_t i = 0; i < 2; i++) {
        zks_index *index = &numbers.indexes[i];
        size_t count = i == 0 ? ZKS_MAX_MEMBERS : 11;
        index->members = realloc(index->members, count * sizeof *index->members);
        assert_non_null(index->members);
        for (; index->member_count < count; index->member_count++) {
            char name[16];
            snprintf(name, sizeof name, "m%zu", index->member_count);
            index->members[index->member_count] = (zks_member){.name = strdup(name)};
        }
    }
    assert_int_equal(zks_numbers_check(circuit, &numbers, false, &d), ZKS_ERROR_POLICY);
    assert_string_equal(d.text, "error: parameter 'm' has 1100000 values; at most 1000000 are allowed\n");
    zks_diagnostics_clear(&d);
    zks_numbers_clear(&numbers);
    zks_circuit_free(circuit);
}

/* Checks over several indexes: a child goes with its own parent, everything else in every combination. */
static void checks_over_several_indexes(void **state)
{
    (void)state;
    static const struct {
        const char *check, *findings;
    } rows[] = {
        {"shock <= 9", ""},
        {"shock <= 8",
         "c:3:1: error: policy check \"shock <= 8\" does not hold for a B, t b2, s down: 9 <= 8 is false\n"},
        {"w + p <= 31", ""},
        {"w + p < 31", "c:3:1: error: policy check \"w + p < 31\" does not hold for a B, t b2: 31 < 31 is false\n"},
        {"w * 10 <= p + 10",
         "c:3:1: error: policy check \"w * 10 <= p + 10\" does not hold for a A, t a2: 40 <= 20 is false\n"},
        {"rising(t) w", ""},
        {"falling(t) -w", ""},
        {"falling(t) w",
         "c:3:1: error: policy check \"falling(t) w\" does not hold for a A, t a2: it rises from 2, for a1, to 4\n"
         "c:3:1: error: policy check \"falling(t) w\" does not hold for a B, t b2: it rises from 1, for b1, to 1.5\n"},
        {"rising(t) shock", ""},
        {"falling(s) shock",
         "c:3:1: error: policy check \"falling(s) shock\" does not hold for a B, t b1, s down: it rises "
         "from 1, for up, to 6\n"
         "c:3:1: error: policy check \"falling(s) shock\" does not hold for a A, t a1, s down: it rises "
         "from 2, for up, to 7\n"
         "c:3:1: error: policy check \"falling(s) shock\" does not hold for a A, t a2, s down: it rises "
         "from 4, for up, to 8\n"
         "c:3:1: error: policy check \"falling(s) shock\" does not hold for a B, t b2, s down: it rises "
         "from 5, for up, to 9\n"},
        {"falling(a) p + 1",
         "c:3:1: error: policy check \"falling(a) p + 1\" does not hold for a B: it rises from 11, for A, to 30.5\n"},
        {"g >= p", ""},
        {"g > p", "c:3:1: error: policy check \"g > p\" does not hold for a A, t a2, l x: 10 > 10 is false\n"},
        {"rising(t) p", ""},
        {"falling(t) 3", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char circuit[512];
        snprintf(circuit, sizeof circuit,
                 "circuit c\nindex a { p } index t in a { w } index s { } index l in t { g } param shock[s, t] "
                 "account x : integer policy require\n%s",
                 rows[i].check);
        zks_status status;
        char *findings = errors_by_hand(circuit,
                                        "index a\nmember A 0 0 p=10\nmember B 0 0 p=29.5\n"
                                        "index t\nmember b1 0 0 w=1 in=B\nmember a1 0 0 w=2 in=A\n"
                                        "member a2 0 0 w=4 in=A\nmember b2 0 0 w=1.5 in=B\n"
                                        "index l\nmember x 0 0 g=10 in=a2\nmember y 0 0 g=30 in=b1\n"
                                        "index s\nmember up 0 0\nmember down 0 0\n"
                                        "param shock[2,4] 1 2 4 5 6 7 8 9\n",
                                        &status);
        if (status != (rows[i].findings[0] == '\0' ? ZKS_OK : ZKS_ERROR_REQUIREMENT))
            fail_msg("%s: %s: %s", rows[i].check, zks_status_name(status), findings);
        assert_string_equal(findings, rows[i].findings);
        free(findings);
    }
}

/* An index without decimals: its members have no unit. */
static void units_without_meaning(void **state)
{
    (void)state;
    static const struct {
        const char *numbers, *findings;
    } rows[] = {
        {"index t\nmember A 2 8\n",
         "error: index 't', member 'A': the circuit declares no decimals for this index, so members have no unit\n"},
        {"index t\nmember A 0 8\n",
         "error: index 't', member 'A': the circuit declares no decimals for this index, so members have no unit\n"},
        {"index t\nmember A 0 0\n", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zks_status status;
        char *findings = errors_by_hand("circuit c index t { } account a[t] : integer", rows[i].numbers, &status);
        assert_string_equal(findings, rows[i].findings);
        free(findings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cross_margin_numbers),
        cmocka_unit_test(spot_policy_checks),
        cmocka_unit_test(policy_check_language),
        cmocka_unit_test(declared_order),
        cmocka_unit_test(pool_columns_may_be_committed),
        cmocka_unit_test(pool_may_come_later),
        cmocka_unit_test(units_without_meaning),
        cmocka_unit_test(families_of_numbers),
        cmocka_unit_test(parents_are_found),
        cmocka_unit_test(too_many_values),
        cmocka_unit_test(checks_over_several_indexes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
