/* Receipts: bytes to receipt and back, and each way to be refused by its exact status. */
#include "attestation/receipt.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEX_01 "0101010101010101010101010101010101010101010101010101010101010101"
#define HEX_C0 "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0"
#define HEX_5A "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"

static const char sample[] = "{\n"
                             "  \"version\": \"zksolv/3 receipt\",\n"
                             "  \"account\": \"../caf\u00e9 \\\"7\\\"\",\n"
                             "  \"values\": {\n"
                             "    \"balance\": {\n"
                             "      \"BTC\": \"1.5\",\n"
                             "      \"E/H\": \"20\"\n"
                             "    },\n"
                             "    \"lent\": {\n"
                             "      \"BTC\": {\n"
                             "        \"month\": {\n"
                             "          \"up\": \"4\",\n"
                             "          \"down\": \"5\"\n"
                             "        }\n"
                             "      },\n"
                             "      \"E/H\": {\n"
                             "        \"year\": {\n"
                             "          \"up\": \"6\"\n"
                             "        }\n"
                             "      }\n"
                             "    },\n"
                             "    \"entry\": \"7\"\n"
                             "  },\n"
                             "  \"blinding\": \"" HEX_01 "\",\n"
                             "  \"commitment\": \"" HEX_C0 "\",\n"
                             "  \"index\": 12,\n"
                             "  \"path\": [\n"
                             "    \"" HEX_C0 "\",\n"
                             "    \"" HEX_01 "\"\n"
                             "  ],\n"
                             "  \"statement\": \"" HEX_5A "\"\n"
                             "}\n";

static void reads_what_the_bytes_say_and_writes_them(void **state)
{
    (void)state;
    zks_receipt r;
    zks_report report;
    assert_int_equal(zks_receipt_read(&r, sample, strlen(sample), &report), ZKS_OK);
    assert_string_equal(r.account, "../caf\u00e9 \"7\"");
    assert_int_equal(r.value_count, 6);
    assert_string_equal(r.values[1].column, "balance");
    assert_int_equal(r.values[1].member_count, 1);
    assert_string_equal(r.values[1].members[0], "E/H");
    assert_string_equal(r.values[1].amount, "20");
    assert_string_equal(r.values[3].column, "lent");
    assert_int_equal(r.values[3].member_count, 3);
    assert_string_equal(r.values[3].members[0], "BTC");
    assert_string_equal(r.values[3].members[1], "month");
    assert_string_equal(r.values[3].members[2], "down");
    assert_string_equal(r.values[3].amount, "5");
    assert_int_equal(r.values[5].member_count, 0);
    assert_int_equal(r.index, 12);
    assert_int_equal(r.path_length, 2);
    assert_int_equal(r.path[0][31], 0xc0);
    assert_int_equal(r.blinding[0], 1);
    assert_int_equal(r.commitment[0], 0xc0);
    assert_int_equal(r.statement[0], 0x5a);
    size_t length;
    char *bytes = zks_receipt_bytes(&r, &length);
    assert_string_equal(bytes, sample);
    assert_int_equal(length, strlen(sample));
    free(bytes);
    zks_receipt_clear(&r);
    assert_null(r.account);
    assert_int_equal(r.blinding[0], 0);
}

static void white_space_and_order_are_free(void **state)
{
    (void)state;
    json_t *root = json_loads(sample, 0, NULL);
    char *text = json_dumps(root, JSON_SORT_KEYS | JSON_ENSURE_ASCII | JSON_COMPACT);
    zks_receipt r;
    zks_report report;
    assert_int_equal(zks_receipt_read(&r, text, strlen(text), &report), ZKS_OK);
    assert_string_equal(r.account, "../caf\u00e9 \"7\"");
    zks_receipt_clear(&r);
    free(text);
    json_decref(root);
}

static void an_account_with_nothing_in_it(void **state)
{
    (void)state;
    zks_receipt r = {.account = "a"}, read;
    zks_report report;
    size_t length;
    char *bytes = zks_receipt_bytes(&r, &length);
    assert_int_equal(zks_receipt_read(&read, bytes, length, &report), ZKS_OK);
    assert_int_equal(read.value_count, 0);
    assert_int_equal(read.path_length, 0);
    zks_receipt_clear(&read);
    free(bytes);
}

static const struct {
    const char *old, *new;
    zks_status status;
    const char *named;
} replacements[] = {
#define ENCODING ZKS_REJECT_RECEIPT_ENCODING, NULL
    {"\"index\": 12", "\"index\": 12, \"index\": 12", ENCODING},
    {"\"BTC\": \"1.5\"", "\"E/H\": \"1.5\"", ENCODING},
    {"\"index\": 12", "\"index\": 012", ENCODING},
    {"\"index\": 12", "\"index\": 9223372036854775808", ENCODING},
    {"caf\u00e9", "\xff", ENCODING},
    {"caf\u00e9", "\\ud800", ENCODING},
    {"caf\u00e9", "\\u0000", ENCODING},
    {"caf\u00e9", "\n", ENCODING},
    {"\"\n}\n", "\"\n", ENCODING},
    {"\"\n}\n", "\"\n}\n{}", ENCODING},
    {"{\n  \"version\"", "\xef\xbb\xbf{\n  \"version\"", ENCODING},
#undef ENCODING
#define SCHEMA ZKS_REJECT_RECEIPT_SCHEMA
    {"\"index\": 12", "\"index\": 12.0", SCHEMA, "index"},
    {"\"index\": 12", "\"index\": 1e1", SCHEMA, "index"},
    {"\"index\": 12", "\"index\": -1", SCHEMA, "index"},
    {"\"1.5\"", "1.5", SCHEMA, "values.balance.BTC"},
    {"\"1.5\"", "1", SCHEMA, "values.balance.BTC"},
    {"\"1.5\"", "{\"x\": \"1\"}", ZKS_OK, NULL},
    {"\"1.5\"", "{\"x\": {\"y\": \"1\"}}", ZKS_OK, NULL},
    {"\"1.5\"", "{\"x\": {\"y\": {\"z\": \"1\"}}}", SCHEMA,
     "values.balance.BTC.x.y: more members than a column has indexes"},
    {"\"1.5\"", "{\"x\": {\"y\": {}}}", SCHEMA, "values.balance.BTC.x.y: empty"},
    {"\"1.5\"", "{\"x\": {}}", SCHEMA, "values.balance.BTC.x: empty"},
    {"\"1.5\"", "{\"x\": [\"1\"]}", SCHEMA, "values.balance.BTC.x: not a decimal in quotes"},
    {"\"1.5\"", "{\"\": \"1\"}", SCHEMA, "a name that is empty, too long or with a control character"},
    {"\"BTC\": \"1.5\"", "\"B\\nC\": \"1\"", SCHEMA, "a name that is empty, too long or with a control character"},
    {"\"balance\"", "\"" HEX_01 "\"", ZKS_OK, NULL},
    {"\"balance\"", "\"" HEX_01 "x\"", SCHEMA, "a name that is empty, too long or with a control character"},
    {"\"7\"\n", "{}\n", SCHEMA, "values.entry: empty"},
    {"\"7\"\n", "[\"7\"]\n", SCHEMA, "values.entry"},
    {"\"7\"\n", "null\n", SCHEMA, "values.entry"},
    {"../caf\u00e9 \\\"7\\\"", "", SCHEMA, "account"},
    {"caf\u00e9", "\\n", SCHEMA, "account"},
    {"caf\u00e9", "\\u001b[2J", SCHEMA, "account"},
    {"caf\u00e9", "\\u007f", SCHEMA, "account"},
    {"caf\u00e9", "\\u0085", SCHEMA, "account"},
    {"c0c0\"", "c0C0\"", SCHEMA, "commitment"},
    {"0101\"", "010\"", SCHEMA, "blinding"},
    {"0101\"", "010101\"", SCHEMA, "blinding"},
    {"5a5a\"", "5a5g\"", SCHEMA, "statement"},
    {"    \"" HEX_01, "    \"" HEX_01 "00", SCHEMA, "path[1]"},
    {"    \"" HEX_01 "\"", "    7", SCHEMA, "path[1]"},
    {"receipt\"", "receipt\", \"note\": 1", SCHEMA, "note"},
    {"zksolv/3 receipt", "zksolv/1 receipt", ZKS_REJECT_RECEIPT_VERSION, "zksolv/1"},
    {"zksolv/3 receipt", "zksolv/3", ZKS_REJECT_RECEIPT_VERSION, "version"},
    {"caf\u00e9", "<a>; rm -rf / # %n%s", ZKS_OK, NULL},
};

static void each_defect_has_its_status(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++) {
        const char *at = strstr(sample, replacements[i].old);
        assert_non_null(at);
        char *text;
        assert_true(asprintf(&text, "%.*s%s%s", (int)(at - sample), sample, replacements[i].new,
                             at + strlen(replacements[i].old)) >= 0);
        zks_receipt receipt;
        zks_report report = {0};
        zks_status status = zks_receipt_read(&receipt, text, strlen(text), &report);
        if (status != replacements[i].status)
            fail_msg("%s for %s: %s (%s)", replacements[i].new, replacements[i].old, zks_status_name(status),
                     report.detail);
        if (replacements[i].named != NULL && strstr(report.detail, replacements[i].named) == NULL)
            fail_msg("'%s' is not in '%s'", replacements[i].named, report.detail);
        assert_null(strstr(report.detail, "1.5"));
        if (strstr(replacements[i].new, HEX_01) == NULL)
            assert_null(strstr(report.detail, "0101"));
        if (status == ZKS_OK)
            zks_receipt_clear(&receipt);
        free(text);
    }
}

static zks_status read_json(const json_t *root, zks_report *report)
{
    char *text = json_dumps(root, 0);
    assert_non_null(text);
    zks_receipt receipt;
    zks_status status = zks_receipt_read(&receipt, text, strlen(text), report);
    free(text);
    if (status == ZKS_OK)
        zks_receipt_clear(&receipt);
    return status;
}

static void each_member_missing_or_of_another_type(void **state)
{
    (void)state;
    json_t *names = json_loads(sample, 0, NULL);
    const char *name;
    json_t *value;
    json_object_foreach(names, name, value)
    {
        zks_report report;
        json_t *root = json_loads(sample, 0, NULL);
        json_object_set_new(root, name, json_is_string(value) ? json_integer(1) : json_string("1"));
        assert_int_equal(read_json(root, &report), SCHEMA);
        assert_non_null(strstr(report.detail, name));
        json_object_set_new(root, name, json_null());
        assert_int_equal(read_json(root, &report), SCHEMA);
        json_object_del(root, name);
        assert_int_equal(read_json(root, &report), SCHEMA);
        assert_non_null(strstr(report.detail, name));
        json_decref(root);
    }
    json_decref(names);
}

static void lengths(void **state)
{
    (void)state;
    char text[257];
    memset(text, 'a', sizeof text);
    zks_report report;
    json_t *root = json_loads(sample, 0, NULL), *path = json_array();
    json_object_set_new(root, "account", json_stringn(text, 256));
    assert_int_equal(read_json(root, &report), ZKS_OK);
    json_object_set_new(root, "path", path);
    for (size_t i = 0; i < 64; i++)
        json_array_append_new(path, json_string(HEX_01));
    assert_int_equal(read_json(root, &report), ZKS_OK);
    json_array_append_new(path, json_string(HEX_01));
    assert_int_equal(read_json(root, &report), SCHEMA);
    assert_string_equal(report.detail, "path: too long");
    json_array_remove(path, 0);
    json_object_set_new(root, "account", json_stringn(text, 257));
    assert_int_equal(read_json(root, &report), SCHEMA);
    json_decref(root);

    zks_receipt receipt;
    char *long_text = malloc(ZKS_RECEIPT_MAX_BYTES + 1);
    assert_non_null(long_text);
    memset(long_text, ' ', ZKS_RECEIPT_MAX_BYTES + 1);
    memcpy(long_text, sample, strlen(sample));
    assert_int_equal(zks_receipt_read(&receipt, long_text, ZKS_RECEIPT_MAX_BYTES, &report), ZKS_OK);
    zks_receipt_clear(&receipt);
    assert_int_equal(zks_receipt_read(&receipt, long_text, ZKS_RECEIPT_MAX_BYTES + 1, &report),
                     ZKS_REJECT_RECEIPT_ENCODING);
    free(long_text);
}

static void not_an_object(void **state)
{
    (void)state;
    zks_receipt receipt;
    zks_report report;
    assert_int_equal(zks_receipt_read(&receipt, "[]", 2, &report), SCHEMA);
    assert_int_equal(zks_receipt_read(&receipt, "{}", 2, &report), SCHEMA);
    assert_int_equal(zks_receipt_read(&receipt, "", 0, &report), ZKS_REJECT_RECEIPT_ENCODING);
    assert_int_equal(zks_receipt_read(&receipt, "7", 1, &report), ZKS_REJECT_RECEIPT_ENCODING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_the_bytes_say_and_writes_them),
        cmocka_unit_test(white_space_and_order_are_free),
        cmocka_unit_test(an_account_with_nothing_in_it),
        cmocka_unit_test(each_defect_has_its_status),
        cmocka_unit_test(each_member_missing_or_of_another_type),
        cmocka_unit_test(lengths),
        cmocka_unit_test(not_an_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
