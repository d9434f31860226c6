#include "fixture.h"

#include "prover/reserves.h"

static void assert_reserves(const char *circuit, const char *numbers, const char *csv, size_t count,
                            const char *const *expected)
{
    fixture f = fixture_new(circuit, numbers);
    zks_report report;
    write_file("reserves.csv", csv, strlen(csv));
    if (zks_reserves_read_csv(&f.numbers, "reserves.csv", f.circuit, &report) != ZKS_OK)
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
                    "asset,reserve\r\n\r\nETH,\"1\"",
                    3, sparse);
}

static void reads_a_pool_without_index(void **state)
{
    (void)state;
    const char *const expected[] = {"1234.5"}, *const none[] = {"0"};
    assert_reserves(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, "held\n1234.50\n", 1, expected);
    assert_reserves(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, "held\n", 1, none);
}

static void assert_refused(const char *circuit, const char *numbers, const char *csv, const char *detail)
{
    fixture f = fixture_new(circuit, numbers);
    zks_report report;
    write_file("reserves.csv", csv, strlen(csv));
    assert_int_equal(zks_reserves_read_csv(&f.numbers, "reserves.csv", f.circuit, &report), ZKS_ERROR_INPUT);
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
        {"asset,reserve\nBTC,1,2\n", "reserves.csv:2:7: row has 3 fields, the header 2; \"2\" is surplus"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        assert_refused(LENDING_CIRCUIT, LENDING_NUMBERS, refusals[i][0], refusals[i][1]);
    assert_refused(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, "held\n1\n2\n",
                   "reserves.csv:3:1: the pool has a second row, first on line 2");
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
        cmocka_unit_test(brings_members_into_order),
        cmocka_unit_test(reads_a_pool_without_index),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(refuses_a_file_for_a_circuit_without_pool),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
