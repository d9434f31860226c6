#include "folder.h"

#include "policy/policy_file.h"

#include <sys/stat.h>

#define MATRIX_CIRCUIT                                                                                                 \
    "circuit c\n"                                                                                                      \
    "index scenario { }\n"                                                                                             \
    "index asset { }\n"                                                                                                \
    "param k param pnl[scenario, asset] param threshold[scenario]\n"                                                   \
    "account a : integer\n"
#define MATRIX_POLICY(params)                                                                                          \
    "{\"circuit\":\"c.circuit\",\"issuer\":\"E\",\"snapshot\":\"2026-08-20T00:00:00Z\",\"quote\":{\"name\":\"USD\","   \
    "\"decimals\":2},\"indexes\":{\"asset\":[{\"name\":\"BTC\"},{\"name\":\"ETH\"}],\"scenario\":[{\"name\":\"up\"},"  \
    "{\"name\":\"down\"}]},\"params\":{" params "}}"

#define QUOTE "\"quote\":{\"name\":\"USDT\",\"decimals\":8}"
#define INDEXES "\"indexes\":{\"asset\":[{\"name\":\"BTC\",\"decimals\":8,\"price\":\"60000.50\"}]}"
#define HEAD "\"circuit\":\"spot\",\"issuer\":\"Example\",\"snapshot\":\"2026-08-20T02:00:00+02:00\","
#define POLICY "{" HEAD QUOTE "," INDEXES ",\"params\":{\"coverage\":1}}"

static zks_status parse(zks_policy *policy, const char *text, zks_report *report)
{
    return zks_policy_parse(policy, text, strlen(text), "policy.json", report);
}

static void reads_every_member(void **state)
{
    (void)state;
    zks_policy policy = {0};
    zks_report report;
    if (parse(&policy, POLICY, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    size_t length;
    const char *shipped = zks_shipped_circuit("spot", &length);
    assert_string_equal(policy.issuer, "Example");
    assert_string_equal(policy.snapshot, "2026-08-20T00:00:00Z");
    assert_string_equal(policy.circuit_file, "spot");
    assert_int_equal(policy.circuit_length, length);
    assert_memory_equal(policy.circuit_text, shipped, length);
    assert_string_equal(policy.numbers.quote.name, "USDT");
    assert_int_equal(policy.numbers.quote.bytes, ZKS_DEFAULT_BYTES);
    assert_int_equal(policy.numbers.index_count, 1);
    assert_int_equal(policy.numbers.indexes[0].members[0].bytes, ZKS_DEFAULT_BYTES);
    assert_string_equal(policy.numbers.indexes[0].members[0].fields[0].value, "60000.5");
    assert_int_equal(policy.numbers.param_count, 1);
    assert_string_equal(policy.numbers.params[0].values[0], "1");
    assert_int_equal(policy.numbers.pool_count, 0);
    zks_policy_clear(&policy);
}

static void params_may_be_absent(void **state)
{
    (void)state;
    zks_policy policy = {0};
    zks_report report;
    assert_int_equal(parse(&policy, "{" HEAD QUOTE "," INDEXES "}", &report), ZKS_OK);
    assert_int_equal(policy.numbers.param_count, 0);
    zks_policy_clear(&policy);
}

static void reads_a_circuit_beside_the_policy(void **state)
{
    (void)state;
    static const char text[] =
        "{\"circuit\":\"my.circuit\",\"issuer\":\"E\",\"snapshot\":\"2026-08-20T00:00:00Z\"," QUOTE "," INDEXES "}";
    zks_policy policy = {0};
    zks_report report;
    assert_int_equal(mkdir("sub", 0700), 0);
    write_file("sub/policy.json", text, sizeof text - 1);
    write_file("sub/my.circuit", "circuit mine\n", 13);
    assert_int_equal(zks_policy_read(&policy, "sub/policy.json", &report), ZKS_OK);
    assert_string_equal(policy.circuit_file, "sub/my.circuit");
    assert_string_equal(policy.circuit_text, "circuit mine\n");
    assert_int_equal(policy.circuit_length, 13);
    zks_policy_clear(&policy);
    assert_int_equal(zks_policy_parse(&policy, text, sizeof text - 1, "policy.json", &report), ZKS_ERROR_READ);
    assert_string_equal(
        report.detail,
        "policy.json: circuit: \"my.circuit\" is no shipped circuit, and no file \"my.circuit\" can be read");
}

static void assert_refused(const char *text, zks_status status, const char *detail)
{
    zks_policy policy, untouched;
    memset(&policy, 0x5A, sizeof policy);
    untouched = policy;
    zks_report report;
    assert_int_equal(parse(&policy, text, &report), status);
    assert_string_equal(report.detail, detail);
    assert_memory_equal(&policy, &untouched, sizeof policy);
}

static void names_what_is_wrong(void **state)
{
    (void)state;
    static const char *const refusals[][2] = {
        {"[]", "policy.json: not a JSON object"},
        {"{\"issuer\":\n  oops}", "policy.json:2:6: invalid token near 'oops'"},
        {"{\"issuer\":\"a\",\n\"issuer\":\"b\"}", "policy.json:2:8: duplicate object key near '\"issuer\"'"},
        {"{" HEAD QUOTE "," INDEXES ",\"param\":{}}",
         "policy.json: \"param\" is no member of a policy; did you mean \"params\"?"},
        {"{" HEAD QUOTE "," INDEXES ",\"pool\":{}}", "policy.json: \"pool\" is no member of a policy"},
        {"{" HEAD QUOTE ",\"indexes\":{\"asset\":[{\"name\":\"A\",\"decimals\":8,\"price\":0.5}]}}",
         "policy.json: indexes.asset[0].price: 0.5 is a JSON number with a point or exponent; write it as a string"},
        {"{" HEAD QUOTE ",\"indexes\":{\"asset\":[{\"name\":\"A\",\"decimals\":8.0,\"price\":\"0.5\"}]}}",
         "policy.json: indexes.asset[0].decimals: 8 is a JSON number with a point or exponent; write an integer"},
        {"{" HEAD QUOTE "," INDEXES ",\"params\":{\"coverage\":1e2}}",
         "policy.json: params.coverage: 100 is a JSON number with a point or exponent; write it as a string"},
        {"{\"circuit\":\"spot\",\"snapshot\":\"2026-08-20T00:00:00Z\"," QUOTE "," INDEXES "}",
         "policy.json: issuer: missing; expected a string"},
        {"{\"issuer\":\"\",\"circuit\":\"spot\",\"snapshot\":\"2026-08-20T00:00:00Z\"," QUOTE "," INDEXES "}",
         "policy.json: issuer: \"\"; expected 1 to 256 bytes without control characters"},
        {"{\"issuer\":\"a\\nb\",\"circuit\":\"spot\",\"snapshot\":\"2026-08-20T00:00:00Z\"," QUOTE "," INDEXES "}",
         "policy.json: issuer: \"a\\x0ab\"; expected 1 to 256 bytes without control characters"},
        {"{\"issuer\":\"a\",\"circuit\":\"spot\",\"snapshot\":\"2026-02-30T00:00:00Z\"," QUOTE "," INDEXES "}",
         "policy.json: snapshot: \"2026-02-30T00:00:00Z\" is no time; expected one like 2026-08-20T00:00:00Z or "
         "2026-08-20T02:00:00+02:00"},
        {"{\"issuer\":\"a\",\"circuit\":7,\"snapshot\":\"2026-08-20T00:00:00Z\"," QUOTE "," INDEXES "}",
         "policy.json: circuit: not a string"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        assert_refused(refusals[i][0], ZKS_ERROR_INPUT, refusals[i][1]);
    assert_refused("{\"issuer\":\"a\",\"circuit\":\"spott\",\"snapshot\":\"2026-08-20T00:00:00Z\"," QUOTE "," INDEXES
                   "}",
                   ZKS_ERROR_READ,
                   "policy.json: circuit: \"spott\" is no shipped circuit, and no file \"spott\" can be read; did you "
                   "mean \"spot\"?");
}

/* The wording is the number reader's; what counts here is the file and the place. */
static void names_the_place_of_a_bad_number(void **state)
{
    (void)state;
    static const char text[] =
        "{" HEAD QUOTE ",\"indexes\":{\"asset\":[{\"name\":\"A\",\"decimals\":8,\"price\":\"1,5\"}]}}";
    zks_policy policy = {0};
    zks_report report;
    assert_int_equal(parse(&policy, text, &report), ZKS_ERROR_INPUT);
    assert_non_null(strstr(report.detail, "policy.json: "));
    assert_non_null(strstr(report.detail, "indexes.asset[0].price"));
}

static zks_circuit *matrix_circuit(void)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    zks_circuit *circuit = zks_circuit_read(MATRIX_CIRCUIT, strlen(MATRIX_CIRCUIT), "c", &d, &status);
    if (circuit == NULL)
        fail_msg("%s", d.text);
    return circuit;
}

/* Reads the policy and its matrices from a folder of their own. */
static zks_status read_with_matrices(zks_policy *policy, const char *text, zks_report *report)
{
    zks_circuit *circuit = matrix_circuit();
    mkdir("matrices", 0700);
    write_file("matrices/policy.json", text, strlen(text));
    write_file("matrices/c.circuit", MATRIX_CIRCUIT, strlen(MATRIX_CIRCUIT));
    write_file("matrices/pnl.csv", "scenario,BTC,ETH\nup,1.50,-2\ndown,3,4\n", 36);
    write_file("matrices/threshold.csv", "scenario,threshold\ndown,2\nup,1\n", 31);
    zks_status status = zks_policy_read(policy, "matrices/policy.json", report);
    if (status == ZKS_OK)
        status = zks_policy_read_matrices(policy, "matrices/policy.json", circuit, report);
    zks_circuit_free(circuit);
    return status;
}

static const zks_values *param_called(const zks_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->numbers.param_count; i++)
        if (strcmp(policy->numbers.params[i].name, name) == 0)
            return &policy->numbers.params[i];
    fail_msg("no parameter %s", name);
    return NULL;
}

static void reads_matrices_from_arrays_and_files(void **state)
{
    (void)state;
    static const char *const texts[] = {
        MATRIX_POLICY("\"k\":3,\"pnl\":[[\"1.50\",-2],[3,4]],\"threshold\":[1,2]"),
        MATRIX_POLICY("\"k\":3,\"pnl\":{\"file\":\"pnl.csv\"},\"threshold\":{\"file\":\"./threshold.csv\"}"),
    };
    for (size_t i = 0; i < 2; i++) {
        zks_policy policy = {0};
        zks_report report;
        if (read_with_matrices(&policy, texts[i], &report) != ZKS_OK)
            fail_msg("%s", report.detail);
        assert_int_equal(policy.matrix_count, 0);
        assert_int_equal(policy.numbers.param_count, 3);
        const zks_values *pnl = param_called(&policy, "pnl"), *threshold = param_called(&policy, "threshold");
        assert_int_equal(pnl->dimension_count, 2);
        assert_int_equal(pnl->dimensions[0], 2);
        assert_int_equal(pnl->dimensions[1], 2);
        assert_string_equal(pnl->values[0], "1.5");
        assert_string_equal(pnl->values[1], "-2");
        assert_string_equal(pnl->values[3], "4");
        assert_int_equal(threshold->dimension_count, 1);
        assert_string_equal(threshold->values[0], "1");
        assert_string_equal(threshold->values[1], "2");
        zks_policy_clear(&policy);
    }
}

static void refuses_matrices_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        zks_status status;
        const char *detail;
    } refusals[] = {
        {MATRIX_POLICY("\"pnl\":{}"), ZKS_ERROR_INPUT,
         "matrices/policy.json: params.pnl: expected a number, an array or {\"file\": \"...\"}"},
        {MATRIX_POLICY("\"pnl\":{\"file\":1}"), ZKS_ERROR_INPUT,
         "matrices/policy.json: params.pnl: expected a number, an array or {\"file\": \"...\"}"},
        {MATRIX_POLICY("\"pnl\":{\"file\":\"pnl.csv\",\"sha256\":\"\"}"), ZKS_ERROR_INPUT,
         "matrices/policy.json: params.pnl: expected a number, an array or {\"file\": \"...\"}"},
        {MATRIX_POLICY("\"pnl\":[{\"file\":\"pnl.csv\"}]"), ZKS_ERROR_INPUT,
         "matrices/policy.json: params.pnl[0]: not an integer or a decimal in quotes"},
        {MATRIX_POLICY("\"pnl\":{\"file\":\"-\"}"), ZKS_ERROR_INPUT,
         "matrices/policy.json: params.pnl.file: \"-\" is no file"},
        {MATRIX_POLICY("\"pnll\":{\"file\":\"pnl.csv\"}"), ZKS_ERROR_INPUT,
         "matrices/policy.json: params.pnll: no parameter of the circuit; did you mean \"pnl\"?"},
        {MATRIX_POLICY("\"k\":{\"file\":\"pnl.csv\"}"), ZKS_ERROR_INPUT,
         "matrices/policy.json: params.k: one number, which stands in no file"},
        {MATRIX_POLICY("\"pnl\":{\"file\":\"none.csv\"}"), ZKS_ERROR_READ,
         "matrices/none.csv: No such file or directory"},
        {MATRIX_POLICY("\"pnl\":{\"file\":\"\"}"), ZKS_ERROR_INPUT, "matrices/: not a regular file"},
        {MATRIX_POLICY("\"pnl\":{\"file\":\"/dev/zero\"}"), ZKS_ERROR_INPUT, "/dev/zero: not a regular file"},
        {MATRIX_POLICY("\"pnl\":{\"file\":\"pipe\"}"), ZKS_ERROR_INPUT, "matrices/pipe: not a regular file"},
    };
    mkdir("matrices", 0700);
    assert_int_equal(mkfifo("matrices/pipe", 0600), 0);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        zks_policy policy = {0};
        zks_report report;
        assert_int_equal(read_with_matrices(&policy, refusals[i].text, &report), refusals[i].status);
        assert_string_equal(report.detail, refusals[i].detail);
        zks_policy_clear(&policy);
    }
}

/* Commas are counted before anything is read. */
static void refuses_too_many_values(void **state)
{
    (void)state;
    enum { COUNT = (1 << 22) + 1 };
    zks_policy policy = {0};
    zks_report report;
    char *commas = malloc(COUNT);
    assert_non_null(commas);
    memset(commas, ',', COUNT);
    assert_int_equal(zks_policy_parse(&policy, commas, COUNT, "policy.json", &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "policy.json: more than 4194304 values");
    free(commas);
}

static void refuses_hostile_documents(void **state)
{
    (void)state;
    enum { DEPTH = 1 << 20 };
    zks_policy policy = {0};
    zks_report report;
    char *deep = malloc(DEPTH);
    assert_non_null(deep);
    memset(deep, '[', DEPTH);
    assert_int_equal(zks_policy_parse(&policy, deep, DEPTH, "policy.json", &report), ZKS_ERROR_INPUT);
    assert_int_equal(zks_policy_parse(&policy, deep, 0, "policy.json", &report), ZKS_ERROR_INPUT);
    assert_int_equal(zks_policy_parse(&policy, "\xFF\xFE{", 3, "policy.json", &report), ZKS_ERROR_INPUT);
    assert_int_equal(zks_policy_parse(&policy, "{\"issuer\":\"\\u0000\"}", 17, "policy.json", &report),
                     ZKS_ERROR_INPUT);
    free(deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_member),
        cmocka_unit_test(params_may_be_absent),
        cmocka_unit_test(reads_a_circuit_beside_the_policy),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(names_the_place_of_a_bad_number),
        cmocka_unit_test(reads_matrices_from_arrays_and_files),
        cmocka_unit_test(refuses_matrices_that_are_none),
        cmocka_unit_test(refuses_too_many_values),
        cmocka_unit_test(refuses_hostile_documents),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
