/* Circuits whose advice would need endless columns, bounds or time, and what cannot be computed exactly: each ends in a
 * finding, soon. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Three indexes i, j, k of as many members, and one of k's children each for the last `children` of them. */
static char *many_members(size_t members, size_t children)
{
    static const char *const indexes[] = {"i", "j", "k"};
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    for (size_t i = 0; i < 3; i++) {
        fprintf(out, "index %s\n", indexes[i]);
        for (size_t m = 0; m < members; m++)
            fprintf(out, "member m%zu 0 0\n", m);
    }
    fprintf(out, "index c\n");
    for (size_t m = members - children; m < members; m++)
        fprintf(out, "member c%zu 0 0 in=m%zu\n", m, m);
    fclose(out);
    return text;
}

static void assert_first_line(const char *circuit, const char *numbers, const char *wanted)
{
    zks_status status;
    char *findings = findings_by_hand(circuit, numbers, &status);
    findings[strcspn(findings, "\n")] = '\0';
    assert_string_equal(findings, wanted);
    assert_int_equal(status, *wanted ? ZKS_ERROR_CIRCUIT : ZKS_OK);
    free(findings);
}

#define TOO_LARGE "error: more than 200000 columns, or as many constraints, up to here"
#define INEXACT "error: 'x' would need more than 72 decimals here to be exact, or endlessly many"
#define INDEXES "circuit c index i {} index j {} index k {} index c in k {} account a, b : integer\n"

static void too_many_columns(void **state)
{
    (void)state;
    static const char *const circuits[][2] = {
        {"account advice x[i, j, k] at least a", "c:2:16: " TOO_LARGE},
        {"account advice x at least a for i, j, k", "c:2:27: " TOO_LARGE},
        {"account advice x[i] at least largest(1, j) a", "c:2:30: " TOO_LARGE},
        {"account flag x[i, k] if a < b", "c:2:14: " TOO_LARGE},
        {"account require x[i, j]: a >= b", "c:2:17: " TOO_LARGE},
        {"account advice x[i, j, c] at most a filling 1", "c:2:16: " TOO_LARGE},
    };
    char *numbers = many_members(100000, 1);
    for (size_t i = 0; i < sizeof circuits / sizeof *circuits; i++) {
        char text[256];
        snprintf(text, sizeof text, INDEXES "%s", circuits[i][0]);
        assert_first_line(text, numbers, circuits[i][1]);
    }
    free(numbers);
}

/* Nothing arises where a parent has no children, but somebody has to look. */
static void empty_walks(void **state)
{
    (void)state;
    char *numbers = many_members(100000, 1);
    assert_first_line(INDEXES "account advice x at least a for i, j, k, c in k", numbers,
                      "c:2:42: error: a bound holds for the members of at most 3 indexes");
    assert_first_line(INDEXES "account advice x at least a for j, k, c in k", numbers,
                      "c:2:27: error: the computation is too long");
    free(numbers);
}

/* `at most` nothing would be anything; `at least` nothing is at least 0. */
static void bounds_for_nobody(void **state)
{
    (void)state;
    static const char numbers[] = "index asset\nmember X 0 0\nmember Y 0 0\nindex tier\nmember t 0 0 in=X\n";
    const char *circuit = "circuit c index asset {} index tier in asset {} account a : integer\n";
    char text[256];
    snprintf(text, sizeof text, "%saccount advice w[asset] at most a for tier in asset", circuit);
    assert_first_line(text, numbers,
                      "c:2:16: error: 'w' has no bound for asset Y, where its `for` has no members, and could be "
                      "anything");
    snprintf(text, sizeof text, "%saccount advice w[asset] at most a for tier in asset, a", circuit);
    assert_first_line(text, numbers, "");
    snprintf(text, sizeof text, "%saccount advice w[asset] at least a for tier in asset", circuit);
    assert_first_line(text, numbers, "");
}

static void too_many_terms(void **state)
{
    (void)state;
    char *numbers = many_members(2000, 1);
    assert_first_line("circuit c index i {} index j {} index k {} index c in k {} account a[i] : integer\n"
                      "account advice x[j] at least sum(i) a",
                      numbers, "c:2:30: error: more than 1000000 terms in all constraints up to those of 'x'");
    free(numbers);
}

/* Every let is the sum of two of the one before it. */
static void doubling_lets(void **state)
{
    (void)state;
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    fprintf(out, "circuit c account a : integer\naccount let l0 = a\n");
    for (int i = 1; i < 60; i++)
        fprintf(out, "account let l%d = l%d - l%d\n", i, i - 1, i - 1);
    fprintf(out, "account advice x at least l59\n");
    fclose(out);
    assert_first_line(text, "", "c:2:18: error: more than 1000000 terms in one requirement");
    free(text);
}

static void inexact_numbers(void **state)
{
    (void)state;
    static const char *const circuits[][2] = {
        {"account advice x at least a / 3", "c:2:27: " INEXACT},
        {"account advice x at least a / 3 * 3 + a / 8", ""},
        {"account advice x[i] at most a / 3 filling 1", "c:2:29: " INEXACT},
        {"account advice x[i] at most a filling 1 / 3", "c:2:39: " INEXACT},
        {"account advice x[i] at most a filling 0 - 1", "c:2:39: error: the size of a slice is below zero for i m0"},
        {"account advice x at least largest(1 / 3, i) a", "c:2:35: " INEXACT},
        {"account advice x at least largest(0, i) a",
         "c:2:35: error: there are 2 members to choose from, and none are chosen"},
        {"account advice x at least largest(2.5, i) a",
         "c:2:35: error: there are 2 members to choose from, and more are chosen"},
        {"account advice x at most smallest(0 - 1, i) a",
         "c:2:35: error: there are 2 members to choose from, and none are chosen"},
        {"account flag x if a < b / 3", ""},
        {"account flag x exactly if a < b / 3", "c:2:27: " INEXACT},
        {"account advice x at least 1000000000000000000000000000000000000000000000000000000000000 * a",
         "c:2:16: error: 'x' would have to hold numbers of 33 bytes; a column has at most 31"},
        {"account advice x bytes 2 at least a * "
         "0.00000000000000000000000000000000000000000000000000000000000000000000000001",
         "c:2:35: " INEXACT},
    };
    char *numbers = many_members(2, 1);
    for (size_t i = 0; i < sizeof circuits / sizeof *circuits; i++) {
        char text[256];
        snprintf(text, sizeof text, INDEXES "%s", circuits[i][0]);
        assert_first_line(text, numbers, circuits[i][1]);
    }
    free(numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(too_many_columns), cmocka_unit_test(empty_walks),   cmocka_unit_test(bounds_for_nobody),
        cmocka_unit_test(too_many_terms),   cmocka_unit_test(doubling_lets), cmocka_unit_test(inexact_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
