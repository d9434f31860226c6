/* Ledgers with one line per account. */
#include "ledger_text.h"

static zks_status read_wide(zks_ledger *ledger, const char *pattern, const char *csv, zks_report *report)
{
    fixture f = fixture_new(LENDING_CIRCUIT, LENDING_NUMBERS);
    zks_paths paths = ONE_PATH("wide.csv");
    paths.wide = pattern;
    write_file("wide.csv", csv, strlen(csv));
    zks_status status = zks_ledger_read_csv(ledger, paths, f.circuit, &f.numbers, 2, NULL, report);
    fixture_clear(&f);
    return status;
}

static void assert_ledger(const char *pattern, const char *csv, const char *expected)
{
    zks_ledger ledger = {0};
    zks_report report;
    if (read_wide(&ledger, pattern, csv, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    char *described = describe(&ledger);
    assert_string_equal(described, expected);
    free(described);
    zks_ledger_clear(&ledger);
}

static void assert_refused(const char *pattern, const char *csv, const char *detail)
{
    zks_ledger ledger;
    zks_report report;
    assert_int_equal(read_wide(&ledger, pattern, csv, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, detail);
}

#define NAMES "e_{asset}=balance,d_{asset}=debt,{asset}.credit=credit"

static void a_line_has_every_member(void **state)
{
    (void)state;
    assert_ledger(NAMES, "account,e_USDC,BTC.credit,d_BTC,e_BTC\na,7,0,0.5,1\nb,0,0,0,0\nc,0,2,0,0\n",
                  "a:0=100000000,2=7,3=50000000;b:;c:6=200;");
}

static void other_ledgers_are_read_as_they_are(void **state)
{
    (void)state;
    assert_ledger(NAMES, "account,asset,balance,debt,credit\na,BTC,1,0.5,0\n", "a:0=100000000,3=50000000;");
}

static void refuses_columns_that_match_nothing(void **state)
{
    (void)state;
    assert_refused(NAMES, "account,e_BTC,e_XRP\na,1,2\n",
                   "wide.csv:1:15: \"e_XRP\" matches nothing of --wide with a member of index asset");
    assert_refused(NAMES, "account,e_BTC,note\na,1,2\n",
                   "wide.csv:1:15: \"note\" matches nothing of --wide with a member of index asset");
    assert_refused(NAMES, "account,e_BTC,e_\na,1,2\n",
                   "wide.csv:1:15: \"e_\" matches nothing of --wide with a member of index asset");
    assert_refused(NAMES, "account,e_BTC,d_BTC,e_BTC\na,1,2,3\n", "wide.csv:1:21: column \"e_BTC\" appears twice");
    assert_refused("{asset}=balance,{asset}=debt,{asset}.credit=credit", "account,BTC\na,1\n",
                   "wide.csv:1:9: \"BTC\" matches more than one name of --wide with a member of index asset");
}

static void refuses_rows_where_they_stand(void **state)
{
    (void)state;
    assert_refused(NAMES, "account,e_BTC\na,1\na,2\n", "wide.csv:3:1: account \"a\" has BTC twice, first on line 2");
    assert_refused(NAMES, "account,e_BTC,d_BTC\na,1\n", "wide.csv:2:1: row has 2 fields, the header 3");
    assert_refused(NAMES, "account,e_BTC\na,1,2\n", "wide.csv:2:1: row has 3 fields, the header 2");
    zks_ledger ledger;
    zks_report report;
    assert_int_equal(read_wide(&ledger, NAMES, "account,e_BTC,d_ETH\na,1,-1\n", &report), ZKS_ERROR_INPUT);
    assert_memory_equal(report.detail, "wide.csv:2:5: ", 14);
    assert_int_equal(read_wide(&ledger, NAMES, "id,e_BTC\na,1\n", &report), ZKS_ERROR_INPUT);
    assert_memory_equal(report.detail, "wide.csv:1:1: header lacks account as field 1", 45);
}

static void refuses_what_is_no_pattern(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *why;
    } refusals[] = {
        {"", "is no pattern"},
        {"e_asset=balance", "is no pattern"},
        {"e_{asset}", "is no pattern"},
        {"e_{asset}=", "is no pattern"},
        {"e_{asset=balance}", "is no pattern"},
        {"=balance{asset}", "is no pattern"},
        {"{asset}=balance,", "is no pattern"},
        {"{coin}=balance", "names no index of the policy"},
        {"{asset}=balance,d_{asset}=balance", "names a column twice, or too many"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        char detail[300];
        snprintf(detail, sizeof detail, "--wide: \"%s\" %s; expected such as e_{asset}=balance", refusals[i].pattern,
                 refusals[i].why);
        assert_refused(refusals[i].pattern, "account,e_BTC\na,1\n", detail);
    }
    zks_ledger ledger;
    zks_report report;
    assert_int_equal(read_wide(&ledger, "e_{asset}=balanse", "account,e_BTC\na,1\n", &report), ZKS_ERROR_INPUT);
    assert_non_null(strstr(report.detail, "\"balanse\" is no column of the circuit"));
    assert_int_equal(read_wide(&ledger, "e_{asset}=balance", "account,e_BTC\na,1\n", &report), ZKS_ERROR_INPUT);
    assert_non_null(strstr(report.detail, "header lacks column debt"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_every_member),
        cmocka_unit_test(other_ledgers_are_read_as_they_are),
        cmocka_unit_test(refuses_columns_that_match_nothing),
        cmocka_unit_test(refuses_rows_where_they_stand),
        cmocka_unit_test(refuses_what_is_no_pattern),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
