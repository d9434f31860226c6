/* What a report is made of: text from outside stays text, and charts show the numbers they are given. */
#include "verifier/report_charts.h"
#include "verifier/report_qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static zks_html page;

static int begin(void **state)
{
    (void)state;
    zks_html_begin(&page);
    return 0;
}

/* What was put since the beginning. */
static char *written(void)
{
    size_t length;
    char *text = zks_html_end(&page, &length);
    assert_non_null(text);
    assert_int_equal(length, strlen(text));
    return text;
}

static void assert_written(const char *expected)
{
    char *text = written();
    assert_string_equal(text, expected);
    free(text);
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part))
        count++;
    return count;
}

/* ---- text --------------------------------------------------------------------------------------------------- */

static void markup_is_escaped(void **state)
{
    (void)state;
    zks_html_text(&page, "</title><script>a && b</script> \"'\" &lt;");
    assert_written("&lt;/title&gt;&lt;script&gt;a &amp;&amp; b&lt;/script&gt; &quot;&#39;&quot; &amp;lt;");
}

static void what_is_not_seen_is_shown(void **state)
{
    (void)state;
    zks_html_text(&page, "A\xe2\x80\xae"
                         "B\xe2\x81\xa7\n\x1b\xff<\xc3\xa9 ");
    assert_written("A\\u{202e}B\\u{2067}\\u{a}\\u{1b}\\xff&lt;\xc3\xa9\\u{20}");
}

static void elements(void **state)
{
    (void)state;
    zks_html_name(&page, "<b>");
    zks_html_element(&page, "p", "&");
    zks_html_field(&page, "a<", "b>");
    assert_written("<bdi>&lt;b&gt;</bdi><p>&amp;</p><dt>a&lt;</dt><dd><bdi>b&gt;</bdi></dd>\n");
}

static void numbers_are_grouped(void **state)
{
    static const char *const numbers[] = {"0", "-12", "123", "1234", "-123456.7891", "1234567", "0.0001", "<1>"};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        zks_html_number(&page, numbers[i]);
        zks_html_markup(&page, " ");
    }
    zks_html_count(&page, 1048576);
    assert_written("0 -12 123 1,234 -123,456.7891 1,234,567 0.0001 &lt;1&gt; 1,048,576");
}

static void hashes_break_between_groups(void **state)
{
    (void)state;
    zks_html_hash(&page, (uint8_t[32]){0x01, 0x23, 0x45, 0x67, 0x89});
    assert_written("<code class=\"hash\">01234567<wbr>89000000<wbr>00000000<wbr>00000000<wbr>00000000<wbr>00000000<wbr>"
                   "00000000<wbr>00000000</code>");
}

/* ---- charts ------------------------------------------------------------------------------------------------- */

enum { MEMBERS = 200, MANY = 5000 };

static void put_series(size_t count, char **texts)
{
    const char *names[MANY];
    double values[MANY];
    for (size_t i = 0; i < count; i++) {
        names[i] = i == 1 ? "<script>" : "member";
        values[i] = strtod(texts[i], NULL);
    }
    zks_chart_series_put(&page, &(zks_chart_series){count, names, texts, values});
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("'%s' is not in:\n%s", part, text);
}

static void bars_begin_at_zero(void **state)
{
    (void)state;
    put_series(3, (char *[]){"4000", "1000", "0"});
    char *text = written();
    assert_has(text, "<rect x=\"0.0\" width=\"1000.0\"");
    assert_has(text, "<rect x=\"0.0\" width=\"250.0\"");
    assert_has(text, "<rect x=\"0.0\" width=\"0.0\"");
    assert_has(text, "<bdi>&lt;script&gt;</bdi>");
    assert_has(text, ">4,000<");
    free(text);
}

static void bars_below_zero_go_left(void **state)
{
    (void)state;
    put_series(2, (char *[]){"3", "-1"});
    char *text = written();
    assert_has(text, "<rect x=\"250.0\" width=\"750.0\"");
    assert_has(text, "<rect x=\"0.0\" width=\"250.0\"");
    free(text);
}

static void a_chart_of_zeros_or_nothing(void **state)
{
    (void)state;
    put_series(0, NULL);
    put_series(2, (char *[]){"0", "0"});
    char *text = written();
    assert_int_equal(occurrences(text, "<rect"), 2);
    assert_int_equal(occurrences(text, "width=\"0.0\""), 2);
    assert_null(strstr(text, "nan"));
    free(text);
}

static size_t points_in(const char *text)
{
    const char *points = strstr(text, "points=\"");
    assert_non_null(points);
    char *own = strndup(points, strcspn(points, "/"));
    assert_non_null(own);
    size_t count = occurrences(own, ",");
    free(own);
    return count;
}

static void many_members_are_a_line(void **state)
{
    char *texts[MEMBERS];
    (void)state;
    for (size_t i = 0; i < MEMBERS; i++)
        texts[i] = i == 7 ? "-1000" : i == 1 ? "3000" : "0";
    put_series(MEMBERS, texts);
    char *text = written();
    assert_int_equal(occurrences(text, "<rect"), 0);
    assert_int_equal(points_in(text), MEMBERS);
    assert_has(text, "points=\"0.0,148.0 5.0,4.0 ");
    assert_has(text, "class=\"zero\" d=\"M0 148.0h1000\"");
    assert_has(text, "least -1,000 (<bdi>member</bdi>), largest 3,000 (<bdi>&lt;script&gt;</bdi>)");
    free(text);
}

/* A value that stands out is drawn however many there are. */
static void more_members_are_drawn_by_their_extremes(void **state)
{
    char *texts[MANY];
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        texts[i] = i == 2504 ? "9" : i == 2505 ? "-1" : "0";
    put_series(MANY, texts);
    char *text = written();
    assert_int_equal(points_in(text), 1000);
    assert_has(text, " 501.0,196.0 501.0,4.0 ");
    free(text);
}

static void cells_are_coloured_by_column(void **state)
{
    (void)state;
    zks_chart_heat_map(&page, (double[]){1, -5, 3, -5}, 2, 2);
    char *text = written();
    assert_has(text, "<path fill=\"#1f5fa8\" d=\"M0 0h");
    assert_has(text, "<path fill=\"#c85a00\" d=\"M0 6h");
    assert_has(text, "<path fill=\"#f4f4f0\" d=\"M12 0h");
    assert_has(text, "<path fill=\"#f4f4f0\" d=\"M12 6h");
    assert_int_equal(occurrences(text, "<path"), 4);
    assert_null(strstr(text, "Drawn are"));
    free(text);
}

static void large_matrices_are_cut(void **state)
{
    enum { ROWS = 1000, COLUMNS = 100 };
    (void)state;
    double *values = calloc(ROWS * COLUMNS, sizeof *values);
    assert_non_null(values);
    zks_chart_heat_map(&page, values, ROWS, COLUMNS);
    free(values);
    char *text = written();
    assert_int_equal(occurrences(text, "<path"), ZKS_CHART_MOST_ROWS * ZKS_CHART_MOST_COLUMNS);
    assert_has(text, "Drawn are the first 120 of 1000 rows and 60 of 100 columns.");
    free(text);
}

/* ---- the code ----------------------------------------------------------------------------------------------- */

/* Fills the squares of the path's rectangles, and compares with the modules as the library lays them out. */
static void the_code_is_the_text(void **state)
{
    static unsigned char dark[200][200];
    (void)state;
    zks_report_qr(&page, "0123abcd");
    char *text = written();
    int x, y, length, taken;
    memset(dark, 0, sizeof dark);
    for (const char *at = strstr(text, "fill=\"#000\" d=\"") + 15; *at != '"'; at += taken) {
        assert_int_equal(sscanf(at, "M%d %dh%dv1h-%*dz%n", &x, &y, &length, &taken), 3);
        memset(&dark[y][x], 1, (size_t)length);
    }
    free(text);
    QRcode *code = QRcode_encodeString8bit("0123abcd", 0, QR_ECLEVEL_M);
    assert_non_null(code);
    for (y = 0; y < code->width + 8; y++)
        for (x = 0; x < code->width + 8; x++) {
            bool is_inside = x >= 4 && y >= 4 && x < code->width + 4 && y < code->width + 4;
            int module = is_inside ? code->data[(y - 4) * code->width + x - 4] & 1 : 0;
            assert_int_equal(dark[y][x], module);
        }
    QRcode_free(code);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, begin)
    const struct CMUnitTest tests[] = {
        TEST(markup_is_escaped),
        TEST(what_is_not_seen_is_shown),
        TEST(elements),
        TEST(numbers_are_grouped),
        TEST(hashes_break_between_groups),
        TEST(bars_begin_at_zero),
        TEST(bars_below_zero_go_left),
        TEST(a_chart_of_zeros_or_nothing),
        TEST(many_members_are_a_line),
        TEST(more_members_are_drawn_by_their_extremes),
        TEST(cells_are_coloured_by_column),
        TEST(large_matrices_are_cut),
        TEST(the_code_is_the_text),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
