/* The member "reserves" of a policy: what is read, in which order, and what is wrong about it; and the pool columns
 * that follow. */
#include "../sources/custodian.h"

#include "circuits/table.h"
#include "policy/policy_file.h"

#include <sys/stat.h>

#define POLICY(reserves)                                                                                               \
    "{\"circuit\":\"spot\",\"issuer\":\"" ISSUER "\",\"snapshot\":\"" SNAPSHOT "\",\"quote\":{\"name\":\"USD\","       \
    "\"decimals\":2},\"params\":{\"coverage\":1},\"indexes\":{\"asset\":[{\"name\":\"BTC\",\"decimals\":8,"            \
    "\"price\":1}]},\"reserves\":" reserves "}"
#define ELEMENT(column, statements)                                                                                    \
    "{\"column\":\"" column "\",\"keys\":[\"keys\"],\"age\":60,\"statements\":[" statements "]}"
#define OPENED(statement, opening) "{\"statement\":\"" statement "\",\"opening\":\"" opening "\"}"

static zks_note_signer custodian;
static char key[ZKS_NOTE_KEY_TEXT + 1];

/* In the folder "sub": a key, a statement, and one that hides its amount. */
static int write_sources(void **state)
{
    if (enter_folder(state) != 0 || mkdir("sub", 0700) != 0)
        return -1;
    custodian = signer_of("custodian.example");
    zks_note_key_text(key, &custodian.key);
    char line[sizeof key + 1];
    snprintf(line, sizeof line, "%s\n", key);
    write_text("sub/keys", line);
    char *hex = commitment_of(5, 7), *assets, *notes[2];
    assert_true(asprintf(&assets, "{\"BTC\":{\"commitment\":\"%s\",\"decimals\":8}}", hex) > 0);
    notes[0] = statement_of((said){0}, &custodian);
    notes[1] = statement_of((said){.account = "\"b\"", .assets = assets}, &custodian);
    write_text("sub/public.note", notes[0]);
    write_text("sub/hidden.note", notes[1]);
    free(notes[0]);
    free(notes[1]);
    free(assets);
    free(hex);
    return 0;
}

static int forget_sources(void **state)
{
    zks_note_signer_clear(&custodian);
    return leave_folder(state);
}

static zks_status parse(zks_policy *policy, const char *text, zks_report *report)
{
    *policy = (zks_policy){0};
    *report = (zks_report){.segment = -1};
    return zks_policy_parse(policy, text, strlen(text), "sub/policy.json", report);
}

static void elements_are_read_and_put_in_order(void **state)
{
    (void)state;
    static const char text[] =
        POLICY("[" ELEMENT("reserve", "\"public.note\"," OPENED("hidden.note", "hidden.opening")) "," ELEMENT(
            "fund", "\"public.note\"") "]");
    zks_policy policy;
    zks_report report;
    if (parse(&policy, text, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(policy.sources.custody_count, 2);
    assert_string_equal(policy.sources.custodies[0].column, "fund");
    const zks_custody *custody = &policy.sources.custodies[1];
    assert_string_equal(custody->column, "reserve");
    assert_int_equal(custody->age, 60);
    assert_int_equal(custody->keys.count, 1);
    assert_string_equal(custody->keys.text[0], key);
    assert_int_equal(custody->statements.count, 2);
    assert_non_null(strstr(custody->statements.text[0], "\"account\":\"vault 7\""));
    assert_non_null(strstr(custody->statements.text[1], "\"account\":\"b\""));
    assert_int_equal(policy.openings.count, 1);
    assert_string_equal(policy.openings.list[0].column, "reserve");
    assert_int_equal(policy.openings.list[0].statement, 1);
    assert_string_equal(policy.openings.list[0].file, "sub/hidden.opening");
    zks_policy_clear(&policy);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } malformed[] = {
        {POLICY("{}"), "sub/policy.json: reserves: not an array"},
        {POLICY("[7]"), "sub/policy.json: reserves[0]: not an object"},
        {POLICY("[{\"column\":\"reserve\"}]"), "sub/policy.json: reserves[0].age: missing"},
        {POLICY("[{\"column\":\"a\",\"keys\":[\"keys\"],\"age\":-1,\"statements\":[]}]"),
         "sub/policy.json: reserves[0].age: not 0 to 2147483647 seconds: -1"},
        {POLICY("[{\"column\":\"a\",\"keys\":[\"keys\"],\"age\":2147483648,\"statements\":[]}]"),
         "sub/policy.json: reserves[0].age: not 0 to 2147483647 seconds: 2147483648"},
        {POLICY("[{\"column\":\"a\",\"keys\":[\"keys\"],\"age\":1.5,\"statements\":[]}]"),
         "sub/policy.json: reserves[0].age: 1.5 is a JSON number with a point or exponent; write an integer"},
        {POLICY("[" ELEMENT("reserve", "") "]"), "sub/policy.json: reserves[0].statements: not 1 to 64 elements"},
        {POLICY("[" ELEMENT("reserve", "1") "]"), "sub/policy.json: reserves[0].statements[0]: not a string"},
        {POLICY("[" ELEMENT("reserve", "{\"opening\":\"o\"}") "]"),
         "sub/policy.json: reserves[0].statements[0].statement: missing"},
        {POLICY("[" ELEMENT("reserve", OPENED("public.note", "-")) "]"),
         "sub/policy.json: reserves[0].statements[0].opening: \"-\" is no file"},
        {POLICY("[" ELEMENT("reserve", "\"public.note\"") "," ELEMENT("reserve", "\"hidden.note\"") "]"),
         "sub/policy.json: reserves: column 'reserve' stands there twice"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        zks_policy policy;
        zks_report report;
        assert_int_equal(parse(&policy, malformed[i].text, &report), ZKS_ERROR_INPUT);
        assert_string_equal(report.detail, malformed[i].detail);
    }
}

/* The policy's circuit is spot, whose reserve may be committed. */
static zks_status state_reserves(zks_policy *policy, const char *text, zks_report *report)
{
    zks_diagnostics d = {0};
    zks_status status;
    assert_int_equal(parse(policy, text, report), ZKS_OK);
    zks_circuit *circuit = zks_circuit_read(policy->circuit_text, policy->circuit_length, "spot", &d, &status);
    assert_non_null(circuit);
    assert_int_equal(zks_numbers_check(circuit, &policy->numbers, true, &d), ZKS_OK);
    status = zks_policy_state_reserves(policy, "sub/policy.json", circuit, report);
    zks_circuit_free(circuit);
    return status;
}

static void the_pool_is_stated(void **state)
{
    (void)state;
    zks_policy policy;
    zks_report report;
    assert_int_equal(state_reserves(&policy, POLICY("[" ELEMENT("reserve", "\"public.note\"") "]"), &report), ZKS_OK);
    assert_int_equal(policy.numbers.pool_count, 1);
    assert_false(policy.numbers.pool[0].committed);
    assert_string_equal(policy.numbers.pool[0].values[0], "1.5");
    zks_policy_clear(&policy);
    assert_int_equal(
        state_reserves(&policy, POLICY("[" ELEMENT("reserve", "\"public.note\",\"hidden.note\"") "]"), &report),
        ZKS_OK);
    assert_true(policy.numbers.pool[0].committed);
    zks_policy_clear(&policy);
}

static void a_column_that_is_none_is_the_policys_fault(void **state)
{
    (void)state;
    zks_policy policy;
    zks_report report;
    assert_int_equal(state_reserves(&policy, POLICY("[" ELEMENT("fund", "\"public.note\"") "]"), &report),
                     ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "sub/policy.json: reserves[0] (fund): the circuit has no such pool column");
    zks_policy_clear(&policy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_read_and_put_in_order),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(the_pool_is_stated),
        cmocka_unit_test(a_column_that_is_none_is_the_policys_fault),
    };
    return cmocka_run_group_tests_name("policy/policy_reserves", tests, write_sources, forget_sources);
}
