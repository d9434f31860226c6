/* Parameters over indexes from CSV files. */
#include "folder.h"

#include "attestation/numbers_json.h"
#include "policy/matrix_csv.h"

static const char circuit_text[] = "circuit c\n"
                                   "index scenario { }\n"
                                   "index asset { }\n"
                                   "index term { }\n"
                                   "param threshold[scenario]\n"
                                   "param pnl[scenario, asset]\n"
                                   "param cube[asset, scenario, term]\n"
                                   "param odd[asset, odd_one] index odd_one { }\n"
                                   "param lost[asset, nowhere] index nowhere { }\n"
                                   "account a : integer\n";
enum { THRESHOLD, PNL, CUBE, ODD, LOST };

/* A member is called like an index, and another needs quotes. */
static const char numbers_text[] = "{\"quote\":{\"name\":\"USD\",\"decimals\":2},\"indexes\":{"
                                   "\"scenario\":[{\"name\":\"up\"},{\"name\":\"down\"}],"
                                   "\"asset\":[{\"name\":\"BTC\"},{\"name\":\"ETH, \\\"new\\\"\"}],"
                                   "\"term\":[{\"name\":\"near\"},{\"name\":\"far\"}],"
                                   "\"odd_one\":[{\"name\":\"asset\"},{\"name\":\"x\"}]},\"params\":{}}";

typedef struct {
    zks_circuit *circuit;
    zks_numbers numbers;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    zks_report report;
    f->circuit = zks_circuit_read(circuit_text, strlen(circuit_text), "c", &d, &status);
    if (f->circuit == NULL)
        print_error("%s", d.text);
    json_t *json = json_loads(numbers_text, JSON_REJECT_DUPLICATES, NULL);
    status = zks_numbers_from_json(&f->numbers, json, ZKS_NUMBERS_POLICY, &report);
    json_decref(json);
    *state = f;
    return f->circuit == NULL || status != ZKS_OK;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    zks_circuit_free(f->circuit);
    zks_numbers_clear(&f->numbers);
    free(f);
    return 0;
}

static void clear_values(zks_values *values)
{
    zks_numbers owner = {.param_count = 1, .params = malloc(sizeof *values)};
    assert_non_null(owner.params);
    owner.params[0] = *values;
    zks_numbers_clear(&owner);
}

static void assert_reads(const fixture *f, size_t param, const char *text, const char *const *wanted, size_t count)
{
    zks_values values;
    zks_report report;
    write_file("m.csv", text, strlen(text));
    if (zks_matrix_read_csv(&values, "m.csv", f->circuit, param, &f->numbers, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    zks_dimensions over = zks_circuit_param_dimensions(f->circuit, param);
    assert_string_equal(values.name, zks_circuit_param_name(f->circuit, param));
    assert_int_equal(values.dimension_count, over.count);
    for (size_t i = 0; i < over.count; i++)
        assert_int_equal(values.dimensions[i], 2);
    assert_int_equal(values.value_count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(values.values[i], wanted[i]);
    clear_values(&values);
}

static void reads_lines_and_columns_in_any_order(void **state)
{
    const fixture *f = *state;
    static const char *const numbers[] = {"1", "-2.5", "0", "4", "5", "6", "7", "8"};
    assert_reads(f, THRESHOLD, "scenario,threshold\nup,1\ndown,-2.50\n", numbers, 2);
    assert_reads(f, THRESHOLD, "threshold,scenario\r\n-2.5,down\r\n\r\n001.0,up", numbers, 2);
    assert_reads(f, PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,1,-2.5\ndown,-0.0,4\n", numbers, 4);
    assert_reads(f, PNL, "\xEF\xBB\xBF\"ETH, \"\"new\"\"\",scenario,BTC\n4,down,0\n-2.5,up,1\n", numbers, 4);
    assert_reads(f, CUBE,
                 "asset,scenario,near,far\nBTC,up,1,-2.5\nBTC,down,0,4\n\"ETH, \"\"new\"\"\",up,5,6\n"
                 "\"ETH, \"\"new\"\"\",down,7,8\n",
                 numbers, 8);
    assert_reads(f, CUBE,
                 "far,scenario,near,asset\n8,down,7,\"ETH, \"\"new\"\"\"\n-2.5,up,1,BTC\n4,down,0,BTC\n"
                 "6,up,5,\"ETH, \"\"new\"\"\"\n",
                 numbers, 8);
    /* The first column called asset is the index, the second the member. */
    assert_reads(f, ODD, "asset,asset,x\nBTC,1,-2.5\n\"ETH, \"\"new\"\"\",0,4\n", numbers, 4);
}

static const struct {
    size_t param;
    const char *text, *detail;
} refusals[] = {
    {PNL, "", "m.csv: empty; a header is expected"},
    {PNL, "\n\n", "m.csv: empty; a header is expected"},
    {THRESHOLD, "scenario,thresold\nup,1\n",
     "m.csv:1:10: \"thresold\" is no column here; the header is scenario,threshold"},
    {THRESHOLD, "scenario\nup\n", "m.csv:1:1: no column threshold in the header"},
    {THRESHOLD, "threshold\n1\n", "m.csv:1:1: no column scenario in the header"},
    {THRESHOLD, "scenario,scenario\nup,up\n", "m.csv:1:10: column \"scenario\" stands twice"},
    {THRESHOLD, "scenario,threshold,threshold\nup,1,1\n", "m.csv:1:20: column \"threshold\" stands twice"},
    {PNL, "scenario,BTC,ETH\n", "m.csv:1:14: \"ETH\" is no asset of the policy"},
    {PNL, "scenario,BTX,ETH\n", "m.csv:1:10: \"BTX\" is no asset of the policy; did you mean \"BTC\"?"},
    {PNL, "scenarios,BTC\n",
     "m.csv:1:1: \"scenarios\" begins no header of parameter 'pnl'; expected scenario, then the members of asset"},
    {PNL, "asset,BTC\n",
     "m.csv:1:1: \"asset\" begins no header of parameter 'pnl'; expected scenario, then the members of asset"},
    {PNL, "scenario,BTC,BTC\n", "m.csv:1:14: column \"BTC\" stands twice"},
    {PNL, "scenario,BTC,scenario\n", "m.csv:1:14: \"scenario\" is no asset of the policy"},
    {PNL, "scenario,BTC\nup,1\n", "m.csv:1:1: no column for asset \"ETH, \"new\"\""},
    {PNL, "BTC,\"ETH, \"\"new\"\"\"\n1,2\n", "m.csv:1:1: no column scenario in the header"},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\",SOL\n", "m.csv:1:29: \"SOL\" is no asset of the policy"},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,1\n", "m.csv:2:1: 2 fields; the header has 3"},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,1,2,3\n", "m.csv:2:1: 4 fields; the header has 3"},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nu,1,2\n",
     "m.csv:2:1: \"u\" is no scenario of the policy; did you mean \"up\"?"},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,1,2\nup,1,2\n", "m.csv:3:1: the line of scenario \"up\" stands twice"},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,1,2\n", "m.csv: no line for scenario \"down\""},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\n", "m.csv: no line for scenario \"up\""},
    {CUBE, "asset,scenario,near,far\nBTC,up,1,2\nBTC,up,1,2\n",
     "m.csv:3:1: the line of asset \"BTC\", scenario \"up\" stands twice"},
    {CUBE, "asset,scenario,near,far\nBTC,up,1,2\nBTC,down,1,2\n\"ETH, \"\"new\"\"\",up,1,2\n",
     "m.csv: no line for asset \"ETH, \"new\"\", scenario \"down\""},
    {CUBE, "asset;scenario;near;far\n",
     "m.csv:1:1: \"asset;scenario;near;far\" begins no header of parameter 'cube'; expected asset,scenario, then the "
     "members of term"},
    {CUBE, "asset,near,far\nBTC,1,2\n", "m.csv:1:1: no column scenario in the header"},
#define DECIMAL " is no plain decimal of at most 128 characters, like -3000.5"
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,1,\n", "m.csv:2:6: \"\"" DECIMAL},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,1e5,2\n", "m.csv:2:4: \"1e5\"" DECIMAL},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup, 1,2\n", "m.csv:2:4: \" 1\"" DECIMAL},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,+1,2\n", "m.csv:2:4: \"+1\"" DECIMAL},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,\"1,000\",2\n", "m.csv:2:4: \"1,000\"" DECIMAL},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,--1,2\n", "m.csv:2:4: \"--1\"" DECIMAL},
    {PNL, "scenario,BTC,\"ETH, \"\"new\"\"\"\nup,\"1,2\n", "m.csv:2:4: quote is never closed"},
    {PNL, "scenario,\xFF\n", "m.csv:1:10: \"\\xff\" is not valid UTF-8"},
    {LOST, "asset,x\n", "m.csv: parameter 'lost' is over nowhere, of which the policy has no member"},
};

static void assert_refused(const fixture *f, size_t param, const zks_numbers *numbers, const char *detail)
{
    zks_values values, untouched;
    memset(&values, 0x5A, sizeof values);
    untouched = values;
    zks_report report;
    assert_int_equal(zks_matrix_read_csv(&values, "m.csv", f->circuit, param, numbers, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, detail);
    assert_memory_equal(&values, &untouched, sizeof values);
}

static void names_what_is_wrong(void **state)
{
    const fixture *f = *state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        write_file("m.csv", refusals[i].text, strlen(refusals[i].text));
        assert_refused(f, refusals[i].param, &f->numbers, refusals[i].detail);
    }
}

static void refuses_members_of_one_name(void **state)
{
    const fixture *f = *state;
    zks_member members[] = {{.name = "up"}, {.name = "up"}};
    zks_index scenario = {"scenario", 2, members};
    zks_numbers numbers = {.index_count = 1, .indexes = &scenario};
    write_file("m.csv", "scenario,threshold\nup,1\n", 24);
    assert_refused(f, THRESHOLD, &numbers, "m.csv: the policy has two members of scenario called \"up\"");
}

/* An index of so many members m0, m1, ... */
static zks_index long_index(char *name, size_t count)
{
    zks_index index = {name, count, calloc(count, sizeof *index.members)};
    assert_non_null(index.members);
    for (size_t i = 0; i < count; i++)
        assert_true(asprintf(&index.members[i].name, "m%zu", i) > 0);
    return index;
}

static void free_members(zks_index *index)
{
    for (size_t i = 0; i < index->member_count; i++)
        free(index->members[i].name);
    free(index->members);
}

/* More columns than a ledger may have. */
static void reads_many_columns(void **state)
{
    const fixture *f = *state;
    zks_member scenario = {.name = "up"};
    char asset[] = "asset", name[] = "scenario";
    zks_index indexes[] = {{name, 1, &scenario}, long_index(asset, ZKS_MAX_MEMBERS)};
    zks_numbers numbers = {.index_count = 2, .indexes = indexes};
    FILE *file = fopen("m.csv", "wb");
    assert_non_null(file);
    fputs("scenario", file);
    for (size_t i = ZKS_MAX_MEMBERS; i-- > 0;)
        fprintf(file, ",m%zu", i);
    fputs("\nup", file);
    for (size_t i = ZKS_MAX_MEMBERS; i-- > 0;)
        fprintf(file, ",-%zu", i);
    fclose(file);
    zks_values values;
    zks_report report;
    if (zks_matrix_read_csv(&values, "m.csv", f->circuit, PNL, &numbers, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(values.value_count, ZKS_MAX_MEMBERS);
    assert_string_equal(values.values[0], "0");
    assert_string_equal(values.values[99999], "-99999");
    clear_values(&values);
    free_members(&indexes[1]);
}

static void refuses_too_many_values(void **state)
{
    const fixture *f = *state;
    char asset[] = "asset", scenario[] = "scenario";
    zks_index indexes[] = {long_index(scenario, 11), long_index(asset, ZKS_MAX_MEMBERS)};
    zks_numbers numbers = {.index_count = 2, .indexes = indexes};
    assert_refused(f, PNL, &numbers, "m.csv: parameter 'pnl' has more than 1000000 values");
    free_members(&indexes[0]);
    free_members(&indexes[1]);
}

static void refuses_hostile_files(void **state)
{
    const fixture *f = *state;
    enum { SIZE = 1 << 21 };
    char *bytes = malloc(SIZE), digits[200];
    assert_non_null(bytes);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = i % 2 == 0 ? 'a' : ',';
    write_file("m.csv", bytes, SIZE);
    assert_refused(f, PNL, &f->numbers, "m.csv:1:8193: row of more than 4096 fields");
    memset(bytes, 'a', SIZE);
    write_file("m.csv", bytes, SIZE);
    assert_refused(f, PNL, &f->numbers, "m.csv:1:1: field of more than 4096 bytes; is a quote left open?");
    free(bytes);

    FILE *file = fopen("m.csv", "wb");
    assert_non_null(file);
    memset(digits, '9', sizeof digits);
    fprintf(file, "scenario,threshold\nup,%.128s\ndown,%.129s\n", digits, digits);
    fclose(file);
    zks_values values;
    zks_report report;
    assert_int_equal(zks_matrix_read_csv(&values, "m.csv", f->circuit, THRESHOLD, &f->numbers, &report),
                     ZKS_ERROR_INPUT);
    assert_non_null(strstr(report.detail, "m.csv:3:6: \"9999"));

    assert_int_equal(truncate("m.csv", ZKS_MATRIX_MAX_BYTES + 1l), 0);
    assert_refused(f, PNL, &f->numbers, "m.csv: longer than 268435456 bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_lines_and_columns_in_any_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_what_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_members_of_one_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_many_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_too_many_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_hostile_files, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
