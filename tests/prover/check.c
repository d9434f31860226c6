/* Checking without proving: what is told of each requirement, of one account and in the file of values, to the digit.
 */
#include "advice.h"
#include "exchange.h"

static const char *const ledger_path[] = {"ledger.csv"}, *const reserves_path[] = {"reserves.csv"};

static zks_check_options usual(void)
{
    return (zks_check_options){.policy = "policy.json",
                               .ledger = {.count = 1, .paths = ledger_path},
                               .reserves = {.count = 1, .paths = reserves_path},
                               .threads = 2};
}

/* Three accounts under the circuit of advice.h: a's loss takes 1 beyond its deposits. */
#define RISKY_LEDGER "account,asset,deposit,long,short\na,BTC,5,2.4,0\n\"b, the second\",ETH,4.5,0,2\nc,BTC,0.01,0,0\n"

static void write_risky(const char *ledger, const char *fund)
{
    lines reserves = {0};
    lines_add(&reserves, "fund\n%s\n", fund);
    write_text("risky.circuit", ADVICE_CIRCUIT);
    write_text("policy.json", ADVICE_POLICY);
    write_text("ledger.csv", ledger);
    write_text("reserves.csv", reserves.text);
    free(reserves.text);
}

static zks_checked check(const zks_check_options *options, zks_status expected)
{
    zks_checked result;
    zks_report report;
    zks_status status = zks_check(options, NULL, &result, &report);
    if (status != expected)
        fail_msg("%s: %s", zks_status_name(status), report.detail);
    return result;
}

static void assert_text(const char *text, const char *expected)
{
    if (expected == NULL)
        assert_null(text);
    else {
        assert_non_null(text);
        assert_string_equal(text, expected);
    }
}

static void assert_requirement(const zks_checked_requirement *r, const zks_checked_requirement *expected)
{
    assert_text(r->name, expected->name);
    assert_text(r->index, expected->index);
    assert_text(r->scope, expected->scope);
    assert_text(r->verdict, expected->verdict);
    assert_int_equal(r->broken, expected->broken);
    assert_text(r->account, expected->account);
    assert_text(r->member, expected->member);
    assert_text(r->margin, expected->margin);
    assert_text(r->rounded, expected->rounded);
    assert_text(r->unit, expected->unit);
}

static void every_requirement_is_told_exactly(void **state)
{
    (void)state;
    write_risky(RISKY_LEDGER, "0.25");
    zks_check_options options = usual();
    for (int threads = 1; threads <= 3; threads++) {
        options.threads = threads;
        zks_checked r = check(&options, ZKS_OK);
        assert_string_equal(r.circuit, "risky");
        assert_int_equal(r.accounts, 3);
        assert_int_equal(r.breach_count, 0);
        assert_int_equal(r.requirement_count, 2);
        assert_requirement(&r.requirements[0], &(zks_checked_requirement){.name = "cover",
                                                                          .scope = "account",
                                                                          .verdict = "holds",
                                                                          .account = "c",
                                                                          .margin = "10.04",
                                                                          .rounded = "10.04",
                                                                          .unit = "USDT"});
        assert_requirement(&r.requirements[1], &(zks_checked_requirement){.name = "solvent",
                                                                          .scope = "pool",
                                                                          .verdict = "holds",
                                                                          .margin = "4.75",
                                                                          .rounded = "4.75",
                                                                          .unit = "USDT"});
        zks_checked_clear(&r);
    }
}

/* A requirement over members with units of their own has a line for each; an absent reserve is 0. */
static void each_unit_has_a_line(void **state)
{
    (void)state;
    write_exchange(4);
    zks_check_options options = usual();
    zks_checked r = check(&options, ZKS_OK);
    assert_int_equal(r.requirement_count, 2);
    assert_requirement(&r.requirements[0], &(zks_checked_requirement){.name = "covered",
                                                                      .index = "asset",
                                                                      .scope = "pool",
                                                                      .verdict = "holds",
                                                                      .member = "BTC",
                                                                      .margin = "99992",
                                                                      .rounded = "99992",
                                                                      .unit = "BTC"});
    assert_requirement(&r.requirements[1], &(zks_checked_requirement){.name = "covered",
                                                                      .index = "asset",
                                                                      .scope = "pool",
                                                                      .verdict = "holds",
                                                                      .member = "ETH",
                                                                      .margin = "0.99999995",
                                                                      .rounded = "0.99999995",
                                                                      .unit = "ETH"});
    zks_checked_clear(&r);
}

/* Margins without a unit make one line, with the tightest member; a margin may be no finite decimal. */
static void the_tightest_member_is_told(void **state)
{
    (void)state;
    write_text("thirds.circuit", "circuit thirds\nindex asset { decimals, price }\nindex scenario { part }\n"
                                 "param coverage\naccount balance[asset] : units of asset\n"
                                 "pool reserve[asset] : public\n"
                                 "pool require shared[scenario]: sum(asset) price * reserve / part >= "
                                 "coverage * sum(asset) total(balance)\n"
                                 "account require low[scenario]: part * sum(asset) balance <= 4\n");
    write_text(
        "policy.json",
        "{\"circuit\":\"thirds.circuit\",\"issuer\":\"Example\",\"snapshot\":\"2026-08-20T00:00:00Z\","
        "\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{\"coverage\":\"1\"},\"indexes\":{"
        "\"asset\":[{\"name\":\"BTC\",\"decimals\":1,\"price\":\"1\"}],\"scenario\":["
        "{\"name\":\"one\",\"part\":\"1\"},{\"name\":\"three\",\"part\":\"3\"},{\"name\":\"two\",\"part\":\"2\"}]}}");
    write_text("ledger.csv", "account,asset,balance\nx,BTC,1\ny,BTC,1.5\nz,BTC,0.5\n");
    write_text("reserves.csv", "asset,reserve\nBTC,10\n");
    zks_check_options options = usual();
    zks_checked r = check(&options, ZKS_ERROR_REQUIREMENT);
    assert_int_equal(r.requirement_count, 2);
    assert_requirement(&r.requirements[0], &(zks_checked_requirement){.name = "low",
                                                                      .index = "scenario",
                                                                      .scope = "account",
                                                                      .verdict = "broken",
                                                                      .broken = 1,
                                                                      .account = "y",
                                                                      .member = "three",
                                                                      .margin = "-0.5",
                                                                      .rounded = "-0.5"});
    assert_requirement(&r.requirements[1], &(zks_checked_requirement){.name = "shared",
                                                                      .index = "scenario",
                                                                      .scope = "pool",
                                                                      .verdict = "holds",
                                                                      .member = "three",
                                                                      .margin = "1/3",
                                                                      .rounded = "0.33333333"});
    assert_int_equal(r.breach_count, 1);
    assert_string_equal(r.breaches[0].name, "low[three]");
    assert_string_equal(r.breaches[0].first[0].account, "y");
    assert_string_equal(r.breaches[0].first[0].shortfall, "0.5");
    zks_checked_clear(&r);
}

static void advice_that_does_not_fit_is_told(void **state)
{
    (void)state;
    write_risky(RISKY_LEDGER, "0.25");
    write_text("risky.circuit", "circuit risky\nindex asset { decimals, price }\nindex scenario {}\n"
                                "param shock[scenario, asset]\naccount deposit[asset] : quote units\n"
                                "account pair long[asset], short[asset] : units of asset\n"
                                "account committed advice worth bytes 1 at least sum(asset) deposit\n"
                                "account require any: 1000000000000000 >= sum(asset) deposit\n"
                                "pool require few: 1000000000000000 >= total(worth)\n");
    zks_check_options options = usual();
    options.reserves = (zks_paths){0};
    zks_checked r = check(&options, ZKS_ERROR_REQUIREMENT);
    assert_int_equal(r.breach_count, 1);
    assert_int_equal(r.breaches[0].kind, ZKS_BREACH_WIDTH);
    assert_string_equal(r.breaches[0].name, "worth");
    assert_int_equal(r.breaches[0].bytes, 1);
    assert_int_equal(r.breaches[0].count, 2);
    assert_string_equal(r.breaches[0].first[1].account, "b, the second");
    assert_null(r.breaches[0].first[1].shortfall);
    assert_requirement(&r.requirements[0], &(zks_checked_requirement){.name = "any",
                                                                      .scope = "account",
                                                                      .verdict = "unknown",
                                                                      .account = "c",
                                                                      .margin = "999999999999999.99",
                                                                      .rounded = "999999999999999.99",
                                                                      .unit = "USDT"});
    assert_requirement(&r.requirements[1], &(zks_checked_requirement){
                                               .name = "few", .scope = "pool", .verdict = "unknown", .unit = "USDT"});
    zks_checked_clear(&r);
}

/* ---- one account -------------------------------------------------------------------------------------------- */

static void an_account_is_shown_with_its_advice(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *name, *value;
    } expected[] = {{"column", "deposit[BTC]", "5"}, {"column", "long[BTC]", "2.4"}, {"advice", "claim", "1"},
                    {"advice", "loss", "6"},         {"advice", "usable", "10"},     {"margin", "cover", "24"}};
    write_risky(RISKY_LEDGER, "1");
    zks_check_options options = usual();
    options.account = "a";
    zks_checked r = check(&options, ZKS_OK);
    assert_int_equal(r.value_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < r.value_count; i++) {
        assert_string_equal(r.values[i].kind, expected[i].kind);
        assert_string_equal(r.values[i].name, expected[i].name);
        assert_string_equal(r.values[i].value, expected[i].value);
    }
    zks_checked_clear(&r);
    zks_report report;
    options.account = "d";
    assert_int_equal(zks_check(&options, NULL, &r, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "ledger.csv: the ledger has no account of that id");
    zks_checked_clear(&r);
}

/* ---- the file of values ------------------------------------------------------------------------------------- */

static void assert_file(const char *path, const char *expected)
{
    content c = read_content(path);
    assert_int_equal(c.length, strlen(expected));
    assert_memory_equal(c.bytes, expected, c.length);
    free(c.bytes);
}

static void values_are_exact_and_in_order(void **state)
{
    (void)state;
    write_risky(RISKY_LEDGER, "0.25");
    zks_check_options options = usual();
    options.values = "values.csv";
    for (int threads = 1; threads <= 3; threads++) {
        options.threads = threads;
        zks_checked r = check(&options, ZKS_OK);
        zks_checked_clear(&r);
        assert_file("values.csv", "account,name,value\n"
                                  "a,cover,24\na,claim,1\na,loss,6\na,usable,10\n"
                                  "\"b, the second\",cover,26\n\"b, the second\",loss,2\n\"b, the second\",usable,9\n"
                                  "c,cover,10.04\nc,usable,0.02\n"
                                  ",solvent,4.75\n,total(claim),1\n,gap,0.75\n");
        assert_int_equal(mode_of("values.csv"), 0600);
        assert_int_equal(count_entries("."), 5);
        assert_int_equal(unlink("values.csv"), 0);
    }
}

/* Many accounts, so that threads take turns: the lines stand in the ledger's order all the same. */
static void values_do_not_depend_on_threads(void **state)
{
    (void)state;
    char *csv = advice_ledger(2000);
    write_risky(csv, "1000000");
    free(csv);
    zks_check_options options = usual();
    options.values = "first.csv";
    options.threads = 1;
    zks_checked r = check(&options, ZKS_ERROR_REQUIREMENT);
    assert_int_equal(r.requirements[0].broken, r.breaches[0].count);
    zks_checked_clear(&r);
    for (int threads = 2; threads <= 5; threads++) {
        options.threads = threads;
        options.values = "again.csv";
        r = check(&options, ZKS_ERROR_REQUIREMENT);
        zks_checked_clear(&r);
        assert_true(same_content("first.csv", "again.csv"));
        assert_int_equal(unlink("again.csv"), 0);
    }
}

static void values_never_overwrite(void **state)
{
    (void)state;
    zks_checked r;
    zks_report report;
    zks_check_options options = usual();
    write_risky(RISKY_LEDGER, "1");
    write_text("values.csv", "mine");
    options.values = "values.csv";
    assert_int_equal(zks_check(&options, NULL, &r, &report), ZKS_ERROR_EXISTS);
    zks_checked_clear(&r);
    assert_file("values.csv", "mine");
    options.values = "absent/values.csv";
    assert_int_equal(zks_check(&options, NULL, &r, &report), ZKS_ERROR_WRITE);
    zks_checked_clear(&r);
    assert_int_equal(count_entries("."), 5);
}

static void interrupt(void *context, const char *stage, uint64_t done, uint64_t all)
{
    assert_true(done <= all);
    if (strcmp(stage, "check") == 0)
        *(volatile int *)context = 1;
}

static void failures_leave_no_values(void **state)
{
    (void)state;
    zks_checked r;
    zks_report report;
    zks_check_options options = usual();
    options.values = "values.csv";
    write_risky(RISKY_LEDGER, "1");
    volatile int interrupted = 0;
    zks_progress progress = {.report = interrupt, .context = (void *)&interrupted, .interrupted = &interrupted};
    assert_int_equal(zks_check(&options, &progress, &r, &report), ZKS_ERROR_INTERRUPTED);
    zks_checked_clear(&r);
    assert_int_equal(count_entries("."), 4);
    write_text("ledger.csv", "account,asset,deposit,long,short\na,BTC,-5,0,0\n");
    assert_int_equal(zks_check(&options, NULL, &r, &report), ZKS_ERROR_INPUT);
    zks_checked_clear(&r);
    assert_int_equal(count_entries("."), 4);
}

#define test(name) cmocka_unit_test_teardown(name, empty_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(every_requirement_is_told_exactly),
        test(each_unit_has_a_line),
        test(the_tightest_member_is_told),
        test(advice_that_does_not_fit_is_told),
        test(an_account_is_shown_with_its_advice),
        test(values_are_exact_and_in_order),
        test(values_do_not_depend_on_threads),
        test(values_never_overwrite),
        test(failures_leave_no_values),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
