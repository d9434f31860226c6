/* The text of the progress line. */
#include "cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_text(const char *expected, const char *stage, uint64_t done, uint64_t total, double seconds)
{
    char text[ZKS_CLI_PROGRESS_LENGTH];
    zks_cli_progress_text(text, stage, done, total, seconds);
    assert_string_equal(text, expected);
}

static void a_percentage_from_the_beginning(void **state)
{
    (void)state;
    assert_text("commit 0%", "commit", 0, 1000, 0);
    assert_text("commit 12%", "commit", 129, 1000, 0.9);
    assert_text("check 0%", "check", 0, 0, 5);
    assert_text("prove 50%", "prove", UINT64_MAX / 2 + 1, UINT64_MAX, 0);
}

static void rate_and_time_left_after_a_second(void **state)
{
    (void)state;
    assert_text("commit 25%, 250 rows/s, 3 s left", "commit", 250, 1000, 1);
    assert_text("reading commitments 50%, 341k rows/s, 2 s left", "reading commitments", 682000, 1364000, 2);
    assert_text("read 10%, 12MB/s, 9 s left", "read", 12000000, 120000000, 1);
    assert_text("check 50%, 1.5M accounts/s, 1 s left", "check", 1500000, 3000000, 1);
    assert_text("read 0%, 3.0GB/s", "read", 3000000000, UINT64_MAX, 1);
    assert_text("prove 1%, 0.5 proofs/s, 3 min 18 s left", "prove", 1, 100, 2);
    assert_text("prove 1%, 1 h 39 min left", "prove", 1, 100, 60);
}

static void no_rate_of_nothing(void **state)
{
    (void)state;
    assert_text("commit 0%", "commit", 0, 1000, 100);
    assert_text("commit 100%", "commit", 1000, 1000, 100);
    assert_text("checking equations 0%", "checking equations", 0, 1, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_percentage_from_the_beginning),
        cmocka_unit_test(rate_and_time_left_after_a_second),
        cmocka_unit_test(no_rate_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
