/* Canonical JSON, hexadecimal, and untrusted text in reports. */
#include "attestation/json.h"
#include "attestation/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const canonical[] = {
    "{}",
    "[]",
    "[0,1,9007199254740991]",
    "{\"\":\"\",\"A\":\"/\",\"B\":[{\"x\":[[]]}],\"a\":\"\\\"\\\\\\n\\t\x7f\"}",
    /* by bytes: U+FFFF before U+10000, which in UTF-16 is the other way round */
    "{\"a\":1,\"ab\":2,\"b\":3,\"\uffff\":4,\"\U00010000\":5}",
};

static const char *const not_canonical[] = {
    /* white space, order, duplicates, what follows or precedes */
    "{\"a\": 1}",
    "{ }",
    "[1, 2]",
    "[1,\n2]",
    "[1] ",
    " [1]",
    "[1]\n",
    "[1][2]",
    "{\"b\":1,\"a\":2}",
    "{\"a\":1,\"a\":1}",
    "[1,]",
    "\xef\xbb\xbf[1]",
    /* escapes nobody needs */
    "[\"\\u0041\"]",
    "[\"\\/\"]",
    "[\"\\u000a\"]",
    "[\"\\u00e9\"]",
    "[\"\\ud83d\\ude00\"]",
    "{\"\\u0061\":1}",
    /* no control characters but line feed and tab, no halves of characters, no other bytes than UTF-8 */
    "[\"\\r\"]",
    "[\"\\b\"]",
    "[\"\\f\"]",
    "[\"\\u0000\"]",
    "[\"\\u0001\"]",
    "[\"\\u001f\"]",
    "{\"\\u0001\":1}",
    "{\"\\u0000\":1}",
    "[\"\n\"]",
    "[\"\t\"]",
    "[\"\\ud800\"]",
    "[\"\\udc00\"]",
    "[\"\\udc00\\ud800\"]",
    "[\"\xff\"]",
    "[\"\xc0\x80\"]",
    "[\"\xed\xa0\x80\"]",
    "[\"\xf4\x90\x80\x80\"]",
    /* numbers */
    "[1e3]",
    "[1E3]",
    "[1.0]",
    "[1.5]",
    "[-0]",
    "[-1]",
    "[01]",
    "[00]",
    "[+1]",
    "[0x1]",
    "[9007199254740992]",
    "[9223372036854775807]",
    "[9223372036854775808]",
    "[1e400]",
    "[NaN]",
    /* other values, and none */
    "[true]",
    "[false]",
    "[null]",
    "{\"a\":null}",
    "\"a\"",
    "1",
    "",
    "[",
    "{\"a\"}",
    "[\"a]",
};

static void accepts_canonical_text_and_writes_it_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof canonical / sizeof *canonical; i++) {
        json_t *value;
        zks_report report;
        assert_int_equal(zks_json_read_canonical(&value, canonical[i], strlen(canonical[i]), ZKS_ERROR_INPUT, &report),
                         ZKS_OK);
        size_t length;
        char *text = zks_json_canonical(value, &length);
        assert_non_null(text);
        assert_string_equal(text, canonical[i]);
        assert_int_equal(length, strlen(text));
        free(text);
        json_decref(value);
    }
}

static void refuses_any_other_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof not_canonical / sizeof *not_canonical; i++) {
        json_t *value = NULL;
        zks_report report = {.detail = "untouched"};
        zks_status status =
            zks_json_read_canonical(&value, not_canonical[i], strlen(not_canonical[i]), ZKS_ERROR_INPUT, &report);
        if (status != ZKS_ERROR_INPUT)
            fail_msg("accepted %s", not_canonical[i]);
        assert_null(value);
        assert_string_not_equal(report.detail, "untouched");
        assert_int_equal(report.segment, -1);
    }
}

static void refuses_a_nul_after_the_text(void **state)
{
    (void)state;
    json_t *value;
    zks_report report;
    assert_int_equal(zks_json_read_canonical(&value, "[]\0", 3, ZKS_ERROR_INPUT, &report), ZKS_ERROR_INPUT);
}

static void bounds_the_depth(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    char *text = malloc(2 * DEPTH);
    assert_non_null(text);
    memset(text, '[', DEPTH);
    memset(text + DEPTH, ']', DEPTH);
    json_t *value;
    zks_report report;
    assert_int_equal(zks_json_read(&value, text, 2 * DEPTH, ZKS_ERROR_INPUT, &report), ZKS_ERROR_INPUT);
    free(text);
}

/* An array of `count` strings of characters that would count outside them. */
static zks_status read_strings(size_t count, zks_report *report)
{
    static const char element[] = "\"[{,\\\"\",";
    const size_t size = sizeof element - 1;
    char *text = malloc(count * size + 2);
    assert_non_null(text);
    text[0] = '[';
    for (size_t i = 0; i < count; i++)
        memcpy(text + 1 + i * size, element, size);
    text[count * size] = ']';
    json_t *value = NULL;
    zks_status status = zks_json_read(&value, text, count * size + 1, ZKS_ERROR_INPUT, report);
    if (status == ZKS_OK)
        assert_int_equal(json_array_size(value), count);
    json_decref(value);
    free(text);
    return status;
}

static void bounds_the_number_of_values(void **state)
{
    (void)state;
    zks_report report;
    assert_int_equal(read_strings(ZKS_JSON_MAX_VALUES, &report), ZKS_OK);
    assert_int_equal(read_strings(ZKS_JSON_MAX_VALUES + 1, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "more than 4194304 values");
}

static void a_fault_of_syntax_tells_its_place_and_not_the_text(void **state)
{
    (void)state;
    const char *text = "{\n  \"blinding\": secret}";
    json_t *value;
    zks_report report;
    assert_int_equal(zks_json_read(&value, text, strlen(text), ZKS_ERROR_INPUT, &report), ZKS_ERROR_INPUT);
    assert_non_null(strstr(report.detail, "line 2"));
    assert_null(strstr(report.detail, "secret"));
}

static void has_no_canonical_form(void **state)
{
    (void)state;
    json_t *values[] = {json_real(1.0),
                        json_true(),
                        json_null(),
                        json_integer(-1),
                        json_integer((json_int_t)1 << 53),
                        json_string("\r"),
                        json_stringn("a\0b", 3),
                        json_pack("{s:i}", "\x1f", 1),
                        json_pack("[[n]]")};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t length = 7;
        assert_non_null(values[i]);
        assert_null(zks_json_canonical(values[i], &length));
        assert_int_equal(length, 7);
        json_decref(values[i]);
    }
}

static void strings_are_plain(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool plain;
    } cases[] = {{"[1.5,true,\"a\\n\\t\\u007f\"]", true},
                 {"{\"a\":[{\"b\":\"\\r\"}]}", false},
                 {"{\"a\":[{\"\\u001b\":1}]}", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *value = json_loads(cases[i].text, 0, NULL);
        assert_int_equal(zks_json_strings_are_plain(value), cases[i].plain);
        json_decref(value);
    }
}

static void hexadecimal(void **state)
{
    (void)state;
    uint8_t bytes[3] = {1, 2, 3};
    static const char *const wrong[] = {"",         "00ff1",  "00ff1g", "00FF10", "00ff100",
                                        "00ff1000", " 0ff10", "0x0f10", "00:f10"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(zks_hex_decode(bytes, 3, wrong[i]));
        assert_memory_equal(bytes, "\1\2\3", 3);
    }
    assert_true(zks_hex_decode(bytes, 3, "00ff1a"));
    assert_memory_equal(bytes, "\x00\xff\x1a", 3);
    char text[7];
    zks_hex_encode(text, bytes, 3);
    assert_string_equal(text, "00ff1a");
}

static void lines(void **state)
{
    (void)state;
    assert_true(zks_text_is_line("a", 1));
    assert_true(zks_text_is_line("\U0001f600", 4));
    assert_false(zks_text_is_line("\U0001f600", 3));
    static const char *const wrong[] = {"",
                                        "12345678901",
                                        "a\nb",
                                        "a\tb",
                                        "\x1b[2J",
                                        "\x7f",
                                        "\xc2\x80",
                                        "\xc2\x9f",
                                        "\xff",
                                        "\xc3",
                                        "\xe2\x82",
                                        "\xc0\xaf",
                                        "\xed\xbf\xbf",
                                        "\xe0\x80\xaf",
                                        "\xf4\x90\x80\x80",
                                        "\xf5\x80\x80\x80"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(zks_text_is_line(wrong[i], 10));
}

static void reports_are_one_printable_line(void **state)
{
    (void)state;
    zks_report report;
    zks_report_detail(&report, "%s", "a\nb\x1b[2J \u00e9 \xc2\x85 \xff\xe2\x82");
    assert_string_equal(report.detail, "a?b?[2J \u00e9 ?? ???");
    char text[1025] = "";
    for (size_t i = 0; i < 1024; i += 2)
        memcpy(text + i, "\u00e9", 3);
    zks_report_detail(&report, ".%s", text);
    assert_true(zks_text_is_line(report.detail, sizeof report.detail));
    zks_report_detail(&report, "%s", text);
    assert_true(zks_text_is_line(report.detail, sizeof report.detail));
}

static void long_paths_are_cut(void **state)
{
    (void)state;
    char name[1000];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    zks_json_path path[20] = {{NULL, name, 0}};
    for (size_t i = 1; i < 20; i++)
        path[i] = (zks_json_path){&path[i - 1], i % 2 ? NULL : name, i};
    json_t *value = json_string(name);
    zks_report report;
    zks_json_fault(&report, &path[1], value, "wrong");
    assert_memory_equal(report.detail + 64, "[1]: wrong: 'nnn", 16);
    zks_json_fault(&report, &path[19], value, "wrong");
    assert_true(zks_text_is_line(report.detail, sizeof report.detail));
    json_decref(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_canonical_text_and_writes_it_again),
        cmocka_unit_test(refuses_any_other_text),
        cmocka_unit_test(refuses_a_nul_after_the_text),
        cmocka_unit_test(bounds_the_depth),
        cmocka_unit_test(bounds_the_number_of_values),
        cmocka_unit_test(a_fault_of_syntax_tells_its_place_and_not_the_text),
        cmocka_unit_test(has_no_canonical_form),
        cmocka_unit_test(strings_are_plain),
        cmocka_unit_test(hexadecimal),
        cmocka_unit_test(lines),
        cmocka_unit_test(reports_are_one_printable_line),
        cmocka_unit_test(long_paths_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
