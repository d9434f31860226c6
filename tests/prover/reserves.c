#include "fixture.h"

#include "prover/reserves.h"

static void assert_reserves(const char *circuit, const char *numbers, const char *csv, size_t count,
                            const char *const *expected)
{
    fixture f = fixture_new(circuit, numbers);
    zks_report report;
    write_file("reserves.csv", csv, strlen(csv));
    if (zks_reserves_read_csv(&f.numbers, ONE_PATH("reserves.csv"), f.circuit, NULL, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(f.numbers.pool_count, 1);
    assert_int_equal(f.numbers.pool[0].value_count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(f.numbers.pool[0].values[i], expected[i]);
    fixture_clear(&f);
}

static void brings_members_into_order(void **state)
{
    (void)state;
    const char *const expected[] = {"0.00000001", "12.5", "255"}, *const sparse[] = {"0", "1", "0"};
    assert_reserves(LENDING_CIRCUIT, LENDING_NUMBERS, "asset,reserve\nUSDC,0255.00\nBTC,0.0000000100\nETH,12.50\n", 3,
                    expected);
    assert_reserves(LENDING_CIRCUIT, LENDING_NUMBERS,
                    "\xEF\xBB\xBF"
                    "asset,reserve\r\n\r\nETH,\"1\"\r\nUSDC,0\r\nBTC,0.0",
                    3, sparse);
}

static void reads_a_pool_without_index(void **state)
{
    (void)state;
    const char *const expected[] = {"1234.5"}, *const none[] = {"0"};
    assert_reserves(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, "held\n1234.50\n", 1, expected);
    assert_reserves(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, "held\n0\n", 1, none);
}

static void assert_refused(const char *circuit, const char *numbers, const char *csv, const char *detail)
{
    fixture f = fixture_new(circuit, numbers);
    zks_report report;
    write_file("reserves.csv", csv, strlen(csv));
    assert_int_equal(zks_reserves_read_csv(&f.numbers, ONE_PATH("reserves.csv"), f.circuit, NULL, &report),
                     ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, detail);
    assert_null(f.numbers.pool);
    assert_int_equal(f.numbers.pool_count, 0);
    fixture_clear(&f);
}

static void names_what_is_wrong(void **state)
{
    (void)state;
    static const char *const refusals[][2] = {
        {"", "reserves.csv:1:1: empty; expected the header asset,reserve"},
        {"asset,reserves\n", "reserves.csv:1:7: \"reserves\" is no column of the circuit; expected asset,reserve; did "
                             "you mean \"reserve\"?"},
        {"asset\n", "reserves.csv:1:1: header lacks column reserve; expected asset,reserve"},
        {"reserve,asset\n", "reserves.csv:1:1: header lacks asset as field 1; expected asset,reserve"},
        {"asset,reserve\nBTC,1\nETH,2\nBTC,1\n", "reserves.csv:4:1: BTC has a second row, first on line 2"},
        {"asset,reserve\nBTD,1\n", "reserves.csv:2:1: \"BTD\" is no asset of the policy; did you mean \"BTC\"?"},
        {"asset,reserve\nBTC,-1\n", "reserves.csv:2:5: \"-1\" is negative; reserve holds amounts of 0 or more"},
        {"asset,reserve\nBTC,0.000000001\n", "reserves.csv:2:5: \"0.000000001\" has 9 decimals, BTC has 8"},
        {"asset,reserve\nBTC,lots\n",
         "reserves.csv:2:5: \"lots\" is no amount of reserve; expected digits like 12.5, or 0"},
        {"asset,reserve\nBTC\n", "reserves.csv:2:1: row has 1 of 2 fields (asset,reserve)"},
        {"asset,reserve\nBTC,1\nUSDC,1\n", "reserves.csv: no row for ETH; write 0 where nothing is held"},
        {"asset,reserve\n", "reserves.csv: no row for BTC; write 0 where nothing is held"},
        {"asset,reserve\nBTC,1,2\n", "reserves.csv:2:7: row has 3 fields, the header 2; \"2\" is surplus"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        assert_refused(LENDING_CIRCUIT, LENDING_NUMBERS, refusals[i][0], refusals[i][1]);
    assert_refused(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, "held\n1\n2\n",
                   "reserves.csv:3:1: the pool has a second row, first on line 2");
    assert_refused(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, "held\n",
                   "reserves.csv: no row for the pool; write 0 where nothing is held");
}

/* Widths are those of accounts' columns: what the pool holds of an asset may be more. */
static void pool_amounts_have_any_width(void **state)
{
    (void)state;
    const char *const expected[] = {"999999999999999999999999999999", "340282366920938463463374607431768211456.5",
                                    "256"};
    assert_reserves(LENDING_CIRCUIT, LENDING_NUMBERS,
                    "asset,reserve\nBTC,999999999999999999999999999999\n"
                    "ETH,340282366920938463463374607431768211456.50\nUSDC,256\n",
                    3, expected);
}

/* ---- several files ---- */

static const char *const desk[] = {"assets.csv", "fund.csv", "limits.csv", "factors.csv"};

static void write_csv(const char *name, const char *csv)
{
    write_file(name, csv, strlen(csv));
}

static void write_desk(void)
{
    write_csv("assets.csv", "asset,reserve\nUSDC,7\nBTC,1.50\nETH,0\n");
    write_csv("fund.csv", "insurance\n1000.10\n");
    write_csv("limits.csv", "asset,term,limit\nBTC,1W,1\nBTC,1M,2\nETH,1M,4\nETH,1W,3\nUSDC,1W,5\nUSDC,1M,6\n");
    write_csv("factors.csv", "contract,factor\nBTC-JUN,0.125\nETH-JUN,3\nBTC-SEP,2\n");
}

static void assert_values(const zks_values *values, const char *name, const char *joined)
{
    char text[256] = "";
    for (size_t i = 0; i < values->value_count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i == 0 ? "" : " ", values->values[i]);
    assert_string_equal(values->name, name);
    assert_string_equal(text, joined);
}

static void reads_several_files(void **state)
{
    (void)state;
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    zks_report report;
    write_desk();
    if (zks_reserves_read_csv(&f.numbers, (zks_paths){.count = 4, .paths = desk}, f.circuit, NULL, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(f.numbers.pool_count, 4);
    assert_values(&f.numbers.pool[0], "reserve", "1.5 0 7");
    assert_values(&f.numbers.pool[1], "insurance", "1000.1");
    assert_values(&f.numbers.pool[2], "limit", "1 2 3 4 5 6");
    assert_values(&f.numbers.pool[3], "factor", "0.125 2 3");
    zks_diagnostics diagnostics = {0};
    if (zks_numbers_check(f.circuit, &f.numbers, false, &diagnostics) != ZKS_OK)
        fail_msg("%s", diagnostics.text);
    fixture_clear(&f);
}

static void names_what_is_wrong_with_several_files(void **state)
{
    (void)state;
    static const struct {
        const char *replaced, *csv;
        size_t count;
        const char *detail;
    } refusals[] = {
        {"limits.csv", "asset,term,limit\nBTC,1W,1\nBTC,1M,1\nETH,1W,1\n", 4,
         "limits.csv: no row for ETH,1M; write 0 where nothing is held"},
        {"limits.csv", "asset,term,limit\nBTC,1W,1\nBTC,1W,1\n", 4,
         "limits.csv:3:1: BTC,1W has a second row, first on line 2"},
        {"fund.csv", "insurance\n1.001\n", 4, "fund.csv:2:1: \"1.001\" has 3 decimals, USDT has 2"},
        {"fund.csv", "limit\n1\n", 4, "fund.csv:1:1: header lacks asset as field 1; expected asset,term,limit"},
        {"fund.csv", "insurence\n1\n", 4,
         "fund.csv:1:1: \"insurence\" is no column of the circuit; expected insurance; did you mean \"insurance\"?"},
        {"fund.csv", "asset,reserve\n", 4, "fund.csv:1:1: column reserve stands in assets.csv already"},
        {"fund.csv", "insurance\n1\n", 3,
         "column factor stands in no file of the reserves: give one more --reserves FILE, with the header "
         "contract,factor"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
        zks_report report;
        write_desk();
        write_csv(refusals[i].replaced, refusals[i].csv);
        assert_int_equal(zks_reserves_read_csv(&f.numbers, (zks_paths){.count = refusals[i].count, .paths = desk},
                                               f.circuit, NULL, &report),
                         ZKS_ERROR_INPUT);
        assert_string_equal(report.detail, refusals[i].detail);
        assert_null(f.numbers.pool);
        fixture_clear(&f);
    }
}

static void stops_where_asked_to(void **state)
{
    (void)state;
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    zks_report report;
    const volatile int interrupted = 1;
    zks_progress progress = {.interrupted = &interrupted};
    write_desk();
    assert_int_equal(
        zks_reserves_read_csv(&f.numbers, (zks_paths){.count = 4, .paths = desk}, f.circuit, &progress, &report),
        ZKS_ERROR_INTERRUPTED);
    assert_null(f.numbers.pool);
    fixture_clear(&f);
}

static void refuses_a_file_for_a_circuit_without_pool(void **state)
{
    (void)state;
    assert_refused("circuit solo\naccount deposit, loan : quote units\naccount require sound: deposit >= loan\n",
                   DEPOSIT_NUMBERS, "held\n1\n",
                   "reserves.csv: circuit solo has no pool column, so it takes no reserves");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brings_members_into_order), cmocka_unit_test(reads_a_pool_without_index),
        cmocka_unit_test(names_what_is_wrong),       cmocka_unit_test(pool_amounts_have_any_width),
        cmocka_unit_test(reads_several_files),       cmocka_unit_test(names_what_is_wrong_with_several_files),
        cmocka_unit_test(stops_where_asked_to),      cmocka_unit_test(refuses_a_file_for_a_circuit_without_pool),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
