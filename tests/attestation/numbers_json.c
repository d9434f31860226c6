/* The numbers of a policy: looser than a statement's, and canonical once read. */
#include "attestation/numbers_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char policy[] =
    "{\"issuer\":\"somebody\","
    "\"quote\":{\"name\":\"USD\",\"decimals\":2},"
    "\"indexes\":{\"asset\":[{\"name\":\"BTC\",\"decimals\":8,\"price\":60000},"
    "{\"price\":\"2500.00\",\"name\":\"ETH\",\"bytes\":16,\"decimals\":18}],"
    "\"scenario\":[{\"name\":\"down\",\"shift\":-1},{\"name\":\"none\",\"shift\":\"-0.0\"}],"
    "\"tier\":[{\"name\":\"low\",\"in\":\"ETH\"}]},"
    "\"params\":{\"fee\":\"007.50\",\"shock\":[[1,\"-2.50\"],[-3,\"0.0\"]],\"row\":[\"1\",2,3]}}";

static zks_status read_policy(zks_numbers *numbers, const char *text, zks_report *report)
{
    json_t *parent = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(parent);
    zks_status status = zks_numbers_from_json(numbers, parent, ZKS_NUMBERS_POLICY, report);
    json_decref(parent);
    return status;
}

static void a_policy_is_made_canonical(void **state)
{
    (void)state;
    zks_numbers n;
    zks_report report;
    assert_int_equal(read_policy(&n, policy, &report), ZKS_OK);
    assert_int_equal(n.quote.bytes, ZKS_DEFAULT_BYTES);
    assert_int_equal(n.indexes[0].members[0].bytes, ZKS_DEFAULT_BYTES);
    assert_int_equal(n.indexes[0].members[1].bytes, 16);
    assert_int_equal(n.indexes[1].members[0].bytes, 0);
    assert_string_equal(n.indexes[0].members[0].fields[0].value, "60000");
    assert_string_equal(n.indexes[0].members[1].fields[0].value, "2500");
    assert_string_equal(n.indexes[1].members[0].fields[0].value, "-1");
    assert_string_equal(n.indexes[1].members[1].fields[0].value, "0");
    assert_null(n.indexes[0].members[0].parent);
    assert_string_equal(n.indexes[2].members[0].parent, "ETH");
    assert_int_equal(n.indexes[2].members[0].field_count, 0);
    assert_int_equal(n.params[0].dimension_count, 0);
    assert_string_equal(n.params[0].values[0], "7.5");
    assert_int_equal(n.params[1].dimension_count, 2);
    assert_int_equal(n.params[1].dimensions[0], 2);
    assert_int_equal(n.params[1].dimensions[1], 2);
    assert_string_equal(n.params[1].values[1], "-2.5");
    assert_string_equal(n.params[1].values[2], "-3");
    assert_string_equal(n.params[1].values[3], "0");
    assert_int_equal(n.params[2].dimension_count, 1);
    assert_int_equal(n.params[2].dimensions[0], 3);
    assert_int_equal(n.pool_count, 0);
    zks_numbers_clear(&n);
}

static void writes_what_a_statement_reads(void **state)
{
    (void)state;
    zks_numbers n, again;
    zks_report report;
    assert_int_equal(read_policy(&n, policy, &report), ZKS_OK);
    json_t *parent = json_object();
    assert_true(zks_numbers_to_json(&n, parent));
    assert_int_equal(json_object_size(parent), 4);
    assert_int_equal(zks_numbers_from_json(&again, parent, ZKS_NUMBERS_STRICT, &report), ZKS_OK);
    json_t *copy = json_object();
    assert_true(zks_numbers_to_json(&again, copy));
    assert_true(json_equal(parent, copy));
    json_decref(parent);
    json_decref(copy);
    zks_numbers_clear(&n);
    zks_numbers_clear(&again);
}

#define SCHEMA ZKS_REJECT_STATEMENT_SCHEMA
#define NUMBER ZKS_REJECT_NUMBER
#define QUOTE "\"quote\":{\"name\":\"USD\",\"decimals\":2}"
static const struct {
    const char *text;
    zks_status status;
    const char *detail;
} wrong[] = {
    {"{}", SCHEMA, "quote: missing"},
    {"{" QUOTE "}", SCHEMA, "indexes: missing"},
    {"{" QUOTE ",\"indexes\":{}}", SCHEMA, "params: missing"},
    {"{" QUOTE ",\"indexes\":[],\"params\":{}}", SCHEMA, "indexes: not an object"},
    {"{\"quote\":{\"name\":\"USD\"},\"indexes\":{},\"params\":{}}", SCHEMA, "quote.decimals: missing"},
    {"{\"quote\":{\"decimals\":2},\"indexes\":{},\"params\":{}}", SCHEMA, "quote.name: missing"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":0.5}}", SCHEMA, "params.a: not an integer or a decimal in quotes"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":true}}", SCHEMA, "params.a: not an integer or a decimal in quotes"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":\"1e3\"}}", NUMBER, "params.a: not a decimal, like 3000.5: '1e3'"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":\"1.\",\"b\":\"2.\"}}", NUMBER,
     "params.a: not a decimal, like 3000.5: '1.'"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":\"1.\",\"b\":null}}", SCHEMA,
     "params.b: not an integer or a decimal in quotes"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":\"a.csv\"}}", SCHEMA,
     "params.a: a file is written {\"file\": \"NAME\"}: 'a.csv'"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":[[1,2],[3]]}}", SCHEMA,
     "params.a[1]: of length 1; the first array of its depth has length 2"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":[[[[1]]]]}}", SCHEMA, "params.a: arrays nested more than 3 deep"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":[1,[2]]}}", SCHEMA,
     "params.a[1]: not an integer or a decimal in quotes"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":{\"values\":[1]}}}", SCHEMA,
     "params.a: not an integer or a decimal in quotes"},
    {"{" QUOTE ",\"indexes\":{},\"params\":{\"a\":[[1,\"x\"]]}}", NUMBER,
     "params.a[0][1]: not a decimal, like 3000.5: 'x'"},
    {"{" QUOTE ",\"indexes\":{\"x\":[{\"name\":\"a\",\"in\":2}]},\"params\":{}}", SCHEMA,
     "indexes.x[0].in: not a string"},
    {"{" QUOTE ",\"indexes\":{\"x\":{}},\"params\":{}}", SCHEMA, "indexes.x: not an array"},
    {"{" QUOTE ",\"indexes\":{\"x\":[{\"name\":\"a\"},7]},\"params\":{}}", SCHEMA, "indexes.x[1]: not an object"},
    {"{" QUOTE ",\"indexes\":{\"x\":[{\"name\":\"a\",\"bytes\":8}]},\"params\":{}}", SCHEMA,
     "indexes.x[0].bytes: only members with decimals have bytes"},
    {"{" QUOTE ",\"indexes\":{\"x\":[{\"name\":\"a\",\"decimals\":\"8\"}]},\"params\":{}}", SCHEMA,
     "indexes.x[0].decimals: not an integer; write it without quotes"},
    {"{" QUOTE ",\"indexes\":{\"x\":[{\"name\":\"a\",\"decimals\":-1}]},\"params\":{}}", NUMBER,
     "indexes.x[0].decimals: not 0 to 36: -1"},
};

static void each_defect_names_its_member(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        zks_numbers n;
        zks_report report = {0};
        memset(&n, 0x5a, sizeof n);
        assert_int_equal(read_policy(&n, wrong[i].text, &report), wrong[i].status);
        assert_string_equal(report.detail, wrong[i].detail);
        zks_numbers_clear(&n);
        assert_null(n.indexes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_is_made_canonical),
        cmocka_unit_test(writes_what_a_statement_reads),
        cmocka_unit_test(each_defect_names_its_member),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
