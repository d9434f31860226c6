/* Rows of JSON lines, and which lines are refused. */
#include "fixture.h"

#include "prover/line_reader.h"
#include "prover/row_source.h"

static const zks_numbers indexes = {.index_count = 2,
                                    .indexes = (zks_index[]){{.name = (char[]){"asset"}}, {.name = (char[]){"term"}}}};

/* "account,fee;2 alice,5;": the header, then each row behind its line. */
static zks_status read_rows(const char *json, size_t length, char *text, size_t room, zks_report *report)
{
    zks_row_source *rows;
    write_file("rows", json, length);
    text[0] = 0;
    zks_status status = zks_row_source_open(&rows, "rows", (zks_reading){.name = "rows"}, &indexes, report);
    if (status != ZKS_OK)
        return status;
    size_t used = 0, number = 0;
    for (size_t count = 1; status == ZKS_OK && count > 0; number++) {
        const zks_field *fields;
        status = rows->next(rows, &fields, &count, report);
        if (status != ZKS_OK || count == 0)
            break;
        if (number > 0)
            used += (size_t)snprintf(text + used, room - used, "%d ", (int)fields[0].at.line);
        for (size_t i = 0; i < count; i++)
            used += (size_t)snprintf(text + used, room - used, "%.*s%c", (int)fields[i].length, fields[i].text,
                                     i + 1 < count ? ',' : ';');
        assert_true(used < room);
    }
    if (status == ZKS_OK)
        assert_int_equal(rows->bytes_read, length);
    rows->close(rows);
    return status;
}

static void assert_rows(const char *json, const char *expected)
{
    char text[500];
    zks_report report;
    if (read_rows(json, strlen(json), text, sizeof text, &report) != ZKS_OK)
        fail_msg("%s: %s", json, report.detail);
    assert_string_equal(text, expected);
}

static void assert_refused(const char *json, const char *detail)
{
    char text[500];
    zks_report report = {.detail = ""};
    assert_int_equal(read_rows(json, strlen(json), text, sizeof text, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, detail);
}

#define FIRST "{\"account\": \"alice\", \"fee\": \"1.5\"}\n"

static void gives_names_then_rows(void **state)
{
    (void)state;
    assert_rows(FIRST, "account,fee;1 alice,1.5;");
    assert_rows("{\"account\": \"a\", \"fee\": -9223372036854775808}", "account,fee;1 a,-9223372036854775808;");
    assert_rows(FIRST "\r\n\n" FIRST "{\"fee\":7,\"account\":\"b\\u00e9\\\"\"}\r\n",
                "account,fee;1 alice,1.5;4 alice,1.5;5 b\xC3\xA9\",7;");
}

static void names_come_in_the_order_of_a_header(void **state)
{
    (void)state;
    assert_rows("{\"fee\": \"1\", \"asset\": \"BTC\", \"debt\": \"2\", \"account\": \"a\"}\n",
                "account,asset,fee,debt;1 a,BTC,1,2;");
    assert_rows("{\"fee\": \"1\", \"term\": \"1W\", \"asset\": \"BTC\", \"account\": \"a\"}\n",
                "account,term,asset,fee;1 a,1W,BTC,1;");
}

static void refuses_what_is_not_exact(void **state)
{
    (void)state;
    static const char *const numbers[] = {"1.5", "1e3", "1E-3", "-0.0"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char json[100];
        snprintf(json, sizeof json, FIRST "{\"account\": \"b\", \"fee\": %s}", numbers[i]);
        assert_refused(json, "rows:2:1: \"fee\" is a number with a point or an exponent, which programs read as binary "
                             "floating point; write the decimal as a string");
    }
    assert_refused("{\"account\": \"b\", \"fee\": 9223372036854775808}",
                   "rows:1:43: too big integer near '9223372036854775808'");
}

static void refuses_other_lines(void **state)
{
    (void)state;
    assert_refused("{}\n", "rows:1:1: the first object is empty");
    assert_refused(FIRST "[1]", "rows:2:1: expected a JSON object");
    assert_refused(FIRST "{\"account\": \"b\"}", "rows:2:1: object lacks \"fee\", which the first one has");
    assert_refused(FIRST "{\"account\": \"b\", \"fee\": 1, \"tip\": 1}",
                   "rows:2:1: object has \"tip\", which the first one lacks");
    assert_refused(FIRST "{\"account\": \"b\", \"fee\": null}", "rows:2:1: \"fee\" is neither a string nor an integer");
    assert_refused(FIRST "{\"account\": \"b\", \"fee\": {\"fee\": 1}}",
                   "rows:2:1: \"fee\" is neither a string nor an integer");
    assert_refused(FIRST "{\"account\": \"b\", \"fee\": true}", "rows:2:1: \"fee\" is neither a string nor an integer");
}

/* What jansson says is not repeated here; where, is. */
static void refuses_what_is_no_json(void **state)
{
    (void)state;
    static const char *const lines[] = {"{\"account\": \"b\", \"fee\": 1", "{\"account\": \"b\"} {\"fee\": 1}",
                                        "{\"fee\": 1, \"fee\": 2}",        "account,fee",
                                        "{\"account\": \"\xFF\"}",         "{\"account\": \"\\ud800\"}",
                                        "{\"account\": \"a\\u0000b\"}"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char json[200], text[500];
        zks_report report = {.detail = ""};
        int length = snprintf(json, sizeof json, FIRST "%s\n" FIRST, lines[i]);
        assert_int_equal(read_rows(json, (size_t)length, text, sizeof text, &report), ZKS_ERROR_INPUT);
        assert_memory_equal(report.detail, "rows:2:", 7);
    }
}

static void lines_are_of_bounded_length(void **state)
{
    (void)state;
    static char json[3 * ZKS_MAX_LINE], text[ZKS_MAX_LINE];
    zks_report report;
    size_t first = strlen(FIRST);
    memset(json, ' ', sizeof json);
    memcpy(json, FIRST, first);
    assert_int_equal(read_rows(json, sizeof json, text, sizeof text, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "rows:2:1: line of more than 262144 bytes");
    memcpy(json + first, FIRST, first - 1);
    json[first + ZKS_MAX_LINE] = '\n';
    assert_int_equal(read_rows(json, first + ZKS_MAX_LINE + 1, text, sizeof text, &report), ZKS_OK);
    assert_string_equal(text, "account,fee;1 alice,1.5;2 alice,1.5;");
    int length = snprintf(json, sizeof json, "{\"account\": \"%05000d\"}", 0);
    assert_int_equal(read_rows(json, (size_t)length, text, sizeof text, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "rows:1:1: field of more than 4096 bytes");
}

static void depth_is_bounded(void **state)
{
    (void)state;
    static char json[200000], text[500];
    zks_report report;
    size_t length = strlen(strcpy(json, "{\"a\":"));
    memset(json + length, '[', 150000);
    assert_int_equal(read_rows(json, length + 150000, text, sizeof text, &report), ZKS_ERROR_INPUT);
    assert_non_null(strstr(report.detail, "maximum parsing depth reached"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_names_then_rows),     cmocka_unit_test(names_come_in_the_order_of_a_header),
        cmocka_unit_test(refuses_what_is_not_exact), cmocka_unit_test(refuses_other_lines),
        cmocka_unit_test(refuses_what_is_no_json),   cmocka_unit_test(lines_are_of_bounded_length),
        cmocka_unit_test(depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
