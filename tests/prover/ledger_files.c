/* Ledgers of several files. */
#include "ledger_text.h"

#include "prover/column_groups.h"

/* ---- columns ---- */

enum { DESK_COLUMNS = 3 + 3 + 1 + 3 * 2 + 3 + 3 };

/* The members of one declared column; returns how many. */
static size_t assert_columns(const zks_table *table, const zks_columns *columns, size_t place)
{
    const zks_placed_column *placed = &columns->list[place];
    for (size_t member = 0; member < columns->member_count; member++) {
        const zks_column *column = &table->columns[placed->first + member];
        assert_int_equal(column->declared, placed->number);
        assert_int_equal(column->member, member);
        zks_amount_unit unit = zks_columns_unit(columns, place, member);
        assert_int_equal(unit.decimals, column->decimals);
        assert_int_equal(unit.bytes, column->width);
    }
    return columns->member_count;
}

static void columns_are_those_of_the_table(void **state)
{
    (void)state;
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    zks_table *table = zks_table_compile(f.circuit, &f.numbers, ZKS_SCOPE_ACCOUNT, 1, &diagnostics, &status);
    if (table == NULL)
        fail_msg("%s", diagnostics.text);
    zks_column_groups groups;
    zks_report report;
    assert_int_equal(zks_column_groups_open(&groups, f.circuit, &f.numbers, ZKS_SCOPE_ACCOUNT, &report), ZKS_OK);
    size_t seen = 0;
    for (size_t i = 0; i < groups.count; i++)
        for (size_t j = 0; j < groups.list[i].count; j++)
            seen += assert_columns(table, &groups.list[i], j);
    assert_int_equal(seen, table->ledger_count);
    assert_int_equal(seen, DESK_COLUMNS);
    zks_column_groups_clear(&groups);
    zks_table_free(table);
    zks_diagnostics_clear(&diagnostics);
    fixture_clear(&f);
}

/* ---- what is accepted ---- */

static zks_status read_files(const fixture *f, zks_ledger *ledger, const char *const *names, size_t count,
                             zks_report *report)
{
    return zks_ledger_read_csv(ledger, (zks_paths){.count = count, .paths = names}, f->circuit, &f->numbers, 2, NULL,
                               report);
}

static void write_csv(const char *name, const char *csv)
{
    write_file(name, csv, strlen(csv));
}

/* Collateral and debt from column 0 on, fee 6, lent 7, margin 13, lots 16. */
static void write_desk(void)
{
    write_csv("assets.csv", "account,asset,debt,collateral\nalice,BTC,0,1\nzoe,ETH,2,0\n");
    write_csv("fees.csv", "account,fee\nzoe,1.5\nidle,0\n");
    write_csv("loans.csv", "account,asset,term,lent\nalice,USDC,1W,0\nalice,USDC,1M,3\nzoe,BTC,1M,0.5\n");
    write_csv("contracts.csv", "account,contract,lots,margin\ncarl,ETH-JUN,7,0.5\nzoe,BTC-SEP,0,0.25\n");
}

static const char *const desk[] = {"assets.csv", "fees.csv", "loans.csv", "contracts.csv"};

static void reads_every_file_in_any_order(void **state)
{
    (void)state;
    static const struct {
        const char *files[4], *expected;
    } orders[] = {
        {{"assets.csv", "fees.csv", "loans.csv", "contracts.csv"},
         "alice:0=100000000,12=3;zoe:4=2000000000000000000,6=150,8=50000000,14=25000000;idle:;"
         "carl:15=500000000000000000,18=7;"},
        {{"contracts.csv", "fees.csv", "loans.csv", "assets.csv"},
         "carl:15=500000000000000000,18=7;zoe:4=2000000000000000000,6=150,8=50000000,14=25000000;idle:;"
         "alice:0=100000000,12=3;"},
    };
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    write_desk();
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        zks_ledger ledger = {0};
        zks_report report;
        if (read_files(&f, &ledger, orders[i].files, 4, &report) != ZKS_OK)
            fail_msg("%s", report.detail);
        char *described = describe(&ledger);
        assert_string_equal(described, orders[i].expected);
        free(described);
        zks_ledger_clear(&ledger);
    }
    fixture_clear(&f);
}

static void a_file_may_have_no_rows(void **state)
{
    (void)state;
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    zks_ledger ledger = {0};
    zks_report report;
    write_desk();
    write_csv("contracts.csv", "account,contract,lots,margin\n");
    write_csv("assets.csv", "account,asset,debt,collateral\n");
    write_csv("loans.csv", "account,asset,term,lent\n");
    assert_int_equal(read_files(&f, &ledger, desk, 4, &report), ZKS_OK);
    char *described = describe(&ledger);
    assert_string_equal(described, "zoe:6=150;idle:;");
    free(described);
    zks_ledger_clear(&ledger);
    write_csv("fees.csv", "account,fee\n");
    assert_int_equal(read_files(&f, &ledger, desk, 4, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "contracts.csv: the ledger has no account");
    fixture_clear(&f);
}

/* ---- what is refused, and where ---- */

/* In place of one of the files; NULL: another after all of them. */
static void assert_refused(const char *replaced, const char *csv, const char *detail)
{
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    const char *files[5] = {desk[0], desk[1], desk[2], desk[3], "more.csv"};
    zks_ledger ledger, untouched;
    memset(&ledger, 0x5A, sizeof ledger);
    untouched = ledger;
    zks_report report = {.segment = 7};
    write_desk();
    write_csv(replaced != NULL ? replaced : "more.csv", csv);
    assert_int_equal(read_files(&f, &ledger, files, replaced != NULL ? 4 : 5, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, detail);
    assert_int_equal(report.segment, -1);
    assert_memory_equal(&ledger, &untouched, sizeof ledger);
    fixture_clear(&f);
}

#define ALL_HEADERS                                                                                                    \
    "account,asset,collateral,debt or account,fee or account,asset,term,lent or account,contract,margin,lots"

static void names_what_is_wrong_with_a_header(void **state)
{
    (void)state;
    static const char *const refusals[][3] = {
        {"assets.csv", "", "assets.csv:1:1: empty; expected the header " ALL_HEADERS},
        {"assets.csv", "alice,BTC,0,1\n",
         "assets.csv:1:1: \"alice\" begins no header of circuit desk; expected " ALL_HEADERS},
        {"assets.csv", "account;asset;debt\n",
         "assets.csv:1:1: \"account;asset;debt\" begins no header of circuit desk; expected " ALL_HEADERS},
        {"assets.csv", "account,asset,dept,collateral\n",
         "assets.csv:1:15: \"dept\" is no column of the circuit; expected account,asset,collateral,debt; did you mean "
         "\"debt\"?"},
        {"assets.csv", "account,asset,debt\n",
         "assets.csv:1:15: header lacks column collateral; expected account,asset,collateral,debt"},
        {"assets.csv", "account,debt,asset,collateral\n",
         "assets.csv:1:9: header lacks asset as field 2; expected account,asset,collateral,debt"},
        {"assets.csv", "asset,account,debt,collateral\n",
         "assets.csv:1:1: header lacks account as field 1; expected account,asset,collateral,debt"},
        {"assets.csv", "account,aset,debt,collateral\n",
         "assets.csv:1:9: header lacks asset as field 2; expected account,asset,collateral,debt"},
        {"fees.csv", "account,fe\n",
         "fees.csv:1:9: \"fe\" is no column of the circuit; expected account,fee; did you mean \"fee\"?"},
        {"fees.csv", "account\n", "fees.csv:1:1: header lacks column fee; expected account,fee"},
        {"loans.csv", "account,term,asset,lent\n",
         "loans.csv:1:9: header lacks asset as field 2; expected account,asset,term,lent"},
        {"loans.csv", "account,asset,lent\n",
         "loans.csv:1:15: \"lent\" belongs into a file with the header account,asset,term,lent"},
        {"loans.csv", "account,asset,term,lent,debt\n",
         "loans.csv:1:25: \"debt\" belongs into a file with the header account,asset,collateral,debt"},
        {"loans.csv", "account,asset,term,contract,lent\n",
         "loans.csv:1:20: \"contract\" is no column of the circuit; expected account,asset,term,lent"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        assert_refused(refusals[i][0], refusals[i][1], refusals[i][2]);
}

static void each_column_stands_in_one_file(void **state)
{
    (void)state;
    assert_refused(NULL, "account,asset,collateral,debt\n",
                   "more.csv:1:1: column collateral stands in assets.csv already");
    assert_refused("loans.csv", "account,fee\n", "loans.csv:1:1: column fee stands in fees.csv already");
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    zks_ledger ledger;
    zks_report report;
    write_desk();
    assert_int_equal(read_files(&f, &ledger, desk, 3, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail,
                        "column margin stands in no file of the ledger: give one more --ledger FILE, with "
                        "the header account,contract,margin,lots");
    assert_int_equal(read_files(&f, &ledger, desk + 1, 3, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail,
                        "column collateral stands in no file of the ledger: give one more --ledger FILE, "
                        "with the header account,asset,collateral,debt");
    fixture_clear(&f);
}

static void names_what_is_wrong_with_a_row(void **state)
{
    (void)state;
    static const char *const refusals[][3] = {
        {"loans.csv", "account,asset,term,lent\na,BTC,1M,1\nb,BTC,1M,1\na,BTC,1W,1\na,BTC,1M,0\n",
         "loans.csv:5:3: account \"a\" has BTC,1M twice, first on line 2"},
        {"loans.csv", "account,asset,term,lent\na,BTC,1m,1\n",
         "loans.csv:2:7: \"1m\" is no term of the policy; did you mean \"1M\"?"},
        {"loans.csv", "account,asset,term,lent\na,1M,BTC,1\n", "loans.csv:2:3: \"1M\" is no asset of the policy"},
        {"loans.csv", "account,asset,term,lent\na,USDC,1W,0.5\n", "loans.csv:2:11: \"0.5\" has 1 decimals, USDC has 0"},
        {"loans.csv", "account,asset,term,lent\na,USDC,1W,256\n",
         "loans.csv:2:11: \"256\" does not fit the 1 bytes of USDC; set \"bytes\": 2 for USDC in the policy"},
        {"fees.csv", "account,fee\na,1\na,1\n", "fees.csv:3:1: account \"a\" appears twice, first on line 2"},
        {"contracts.csv", "account,contract,lots,margin\na,BTC-JUN,0,0.123456789\n",
         "contracts.csv:2:13: \"0.123456789\" has 9 decimals, BTC has 8"},
        {"contracts.csv", "account,contract,lots,margin\na,BTC-JUN,0.5,0\n",
         "contracts.csv:2:11: \"0.5\" has 1 decimals, lots has 0"},
        {"contracts.csv", "account,contract,lots,margin\na,BTC-JUN,0,99999999999999\n",
         "contracts.csv:2:13: \"99999999999999\" does not fit the 9 bytes of margin; 10 would do: set them in the "
         "circuit"},
        {"contracts.csv", "account,contract,lots,margin\na,BTC,0,0\n",
         "contracts.csv:2:3: \"BTC\" is no contract of the policy"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        assert_refused(refusals[i][0], refusals[i][1], refusals[i][2]);
}

/* The policy is the issuer's own, and may still ask for more than there is room for. */
static void refuses_too_many_combinations(void **state)
{
    (void)state;
    static char numbers[1 << 20];
    size_t used = (size_t)sprintf(numbers, "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{");
    for (int index = 0; index < 3; index++) {
        used += (size_t)sprintf(numbers + used, "%s\"i%d\":[", index ? "," : "", index);
        for (int i = 0; i < 101; i++)
            used += (size_t)sprintf(numbers + used, "%s{\"name\":\"%d\",\"f%d\":1}", i ? "," : "", i, index);
        used += (size_t)sprintf(numbers + used, "]");
    }
    sprintf(numbers + used, "}}");
    fixture f = fixture_new("circuit cube\nindex i0 { f0 }\nindex i1 { f1 }\nindex i2 { f2 }\n"
                            "account held[i0, i1, i2] : integer\n",
                            numbers);
    zks_ledger ledger;
    zks_report report;
    write_desk();
    assert_int_equal(read_files(&f, &ledger, desk, 1, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "cube: column held stands over too many combinations of members");
    fixture_clear(&f);
}

/* ---- progress ---- */

typedef struct {
    size_t calls;
    uint64_t done, total;
    size_t stop_at; /* call; 0: never */
    volatile int interrupted;
} watch;

static void look(void *context, const char *stage, uint64_t done, uint64_t total)
{
    watch *w = context;
    assert_string_equal(stage, "read");
    assert_true(done >= w->done && done <= total);
    w->done = done;
    w->total = total;
    if (++w->calls == w->stop_at)
        w->interrupted = 1;
}

static zks_status read_watched(watch *w, zks_report *report)
{
    fixture f = fixture_new(DESK_CIRCUIT, DESK_NUMBERS);
    zks_ledger ledger = {0};
    zks_progress progress = {.report = look, .context = w, .interrupted = &w->interrupted};
    FILE *file = fopen("fees.csv", "w");
    assert_non_null(file);
    fputs("account,fee\n", file);
    for (int i = 0; i < 20000; i++)
        fprintf(file, "customer-%d,%d\n", i, i);
    assert_int_equal(fclose(file), 0);
    zks_status status = zks_ledger_read_csv(&ledger, (zks_paths){.count = 4, .paths = desk}, f.circuit, &f.numbers, 2,
                                            &progress, report);
    zks_ledger_clear(&ledger);
    fixture_clear(&f);
    return status;
}

static void reports_progress_over_all_files(void **state)
{
    (void)state;
    watch w = {0};
    zks_report report;
    write_desk();
    assert_int_equal(read_watched(&w, &report), ZKS_OK);
    assert_int_equal(w.calls, 5); /* 20,000 rows and a few, by 4096 */
    assert_true(w.total > 300000 && w.done > w.total / 2);
}

static void stops_where_asked_to(void **state)
{
    (void)state;
    for (size_t call = 1; call <= 5; call++) {
        watch w = {.stop_at = call};
        zks_report report;
        write_desk();
        assert_int_equal(read_watched(&w, &report), ZKS_ERROR_INTERRUPTED);
        assert_int_equal(w.calls, call);
        assert_string_equal(report.detail, "the ledger was not read to its end");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_those_of_the_table), cmocka_unit_test(reads_every_file_in_any_order),
        cmocka_unit_test(a_file_may_have_no_rows),        cmocka_unit_test(names_what_is_wrong_with_a_header),
        cmocka_unit_test(each_column_stands_in_one_file), cmocka_unit_test(names_what_is_wrong_with_a_row),
        cmocka_unit_test(refuses_too_many_combinations),  cmocka_unit_test(reports_progress_over_all_files),
        cmocka_unit_test(stops_where_asked_to),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
