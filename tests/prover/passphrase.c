/* Passphrases from files and from a terminal: a pseudo-terminal here, whose other end types. */
#include "files.h"

#include "prover/passphrase.h"

#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>

static void assert_read(const char *bytes, size_t length, const char *expected)
{
    char *passphrase;
    zks_report report;
    write_file("passphrase", bytes, length);
    assert_int_equal(zks_passphrase_from_file(&passphrase, "passphrase", &report), ZKS_OK);
    assert_string_equal(passphrase, expected);
    zks_secret_free(passphrase);
}

static void the_first_line_counts(void **state)
{
    (void)state;
    assert_read("secret\n", 7, "secret");
    assert_read("secret", 6, "secret");
    assert_read("secret\r\n", 8, "secret");
    assert_read(" with  spaces \nsecond line\n", 27, " with  spaces ");
    assert_read("\xC3\xA9\n", 3, "\xC3\xA9");
    char longest[ZKS_MAX_PASSPHRASE + 1];
    memset(longest, 'x', ZKS_MAX_PASSPHRASE);
    longest[ZKS_MAX_PASSPHRASE] = 0;
    assert_read(longest, ZKS_MAX_PASSPHRASE, longest);
}

static void assert_refused(const char *bytes, size_t length, const char *detail)
{
    char *passphrase = NULL;
    zks_report report;
    write_file("passphrase", bytes, length);
    assert_int_equal(zks_passphrase_from_file(&passphrase, "passphrase", &report), ZKS_ERROR_PASSPHRASE);
    assert_string_equal(report.detail, detail);
    assert_null(passphrase);
}

static void lines_that_are_no_passphrase_are_refused(void **state)
{
    (void)state;
    char *passphrase = NULL, too_long[ZKS_MAX_PASSPHRASE + 1];
    zks_report report;
    memset(too_long, 'x', sizeof too_long);
    assert_refused("", 0, "passphrase: the passphrase is empty");
    assert_refused("\r\nx\n", 4, "passphrase: the passphrase is empty");
    assert_refused(too_long, sizeof too_long, "passphrase: the passphrase is longer than 1024 bytes");
    assert_refused("se\0cret\n", 8, "passphrase: the passphrase has a NUL byte");
    assert_int_equal(zks_passphrase_from_file(&passphrase, "absent", &report), ZKS_ERROR_READ);
    assert_int_equal(zks_passphrase_from_file(&passphrase, ".", &report), ZKS_ERROR_READ);
    assert_string_equal(report.detail, "'.': Is a directory");
    assert_null(passphrase);
}

/* ---- at a terminal ------------------------------------------------------------------------------------------ */

enum { ANSWERED = 10, REFUSED = 11 };

/* A child that asks at a terminal of its own and expects "secret". */
static pid_t start_asking(int *terminal, int confirm)
{
    pid_t child = forkpty(terminal, NULL, NULL, NULL);
    if (child < 0) {
        print_message("this system gives no pseudo-terminal: skipped\n");
        skip();
    }
    if (child == 0) {
        char *passphrase;
        zks_report report;
        if (zks_passphrase_ask(&passphrase, "Passphrase: ", confirm, &report) != ZKS_OK)
            _exit(REFUSED);
        _exit(strcmp(passphrase, "secret") == 0 ? ANSWERED : 1);
    }
    return child;
}

static bool echoes(int terminal)
{
    struct termios now;
    assert_int_equal(tcgetattr(terminal, &now), 0);
    return (now.c_lflag & ECHO) != 0;
}

/* Waits for the question, types, and asserts that the answer was not shown. */
static void answer(int terminal, const char *question, const char *typed)
{
    char shown[256] = "";
    for (size_t length = 0; strstr(shown, question) == NULL;) {
        ssize_t got = read(terminal, shown + length, sizeof shown - 1 - length);
        assert_true(got > 0);
        length += (size_t)got;
        shown[length] = 0;
    }
    assert_null(strstr(shown, "secret"));
    while (echoes(terminal)) /* input typed before is discarded */
        usleep(1000);
    assert_int_equal(write(terminal, typed, strlen(typed)), strlen(typed));
}

static int finish(int terminal, pid_t child)
{
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(echoes(terminal));
    close(terminal);
    return how;
}

static void asks_once_without_echo(void **state)
{
    (void)state;
    int terminal;
    pid_t child = start_asking(&terminal, 0);
    answer(terminal, "Passphrase: ", "secret\n");
    int how = finish(terminal, child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), ANSWERED);
}

static int ask_twice(const char *first, const char *second)
{
    int terminal;
    pid_t child = start_asking(&terminal, 1);
    answer(terminal, "Passphrase: ", first);
    answer(terminal, "Repeat the passphrase: ", second);
    int how = finish(terminal, child);
    assert_true(WIFEXITED(how));
    return WEXITSTATUS(how);
}

static void asks_twice_where_it_matters(void **state)
{
    (void)state;
    assert_int_equal(ask_twice("secret\n", "secret\n"), ANSWERED);
    assert_int_equal(ask_twice("secret\n", "secreT\n"), REFUSED);
    assert_int_equal(ask_twice("secret\n", "secret1\n"), REFUSED);
}

static void an_interrupted_question_leaves_the_terminal_as_it_was(void **state)
{
    (void)state;
    int terminal;
    pid_t child = start_asking(&terminal, 1);
    answer(terminal, "Passphrase: ", "sec\x03");
    int how = finish(terminal, child);
    assert_true(WIFSIGNALED(how));
    assert_int_equal(WTERMSIG(how), SIGINT);
}

static void without_a_terminal_there_is_nobody_to_ask(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char *passphrase;
        zks_report report;
        setsid();
        _exit(zks_passphrase_ask(&passphrase, "?", 0, &report) == ZKS_ERROR_PASSPHRASE ? REFUSED : 1);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_counts),
        cmocka_unit_test(lines_that_are_no_passphrase_are_refused),
        cmocka_unit_test(asks_once_without_echo),
        cmocka_unit_test(asks_twice_where_it_matters),
        cmocka_unit_test(an_interrupted_question_leaves_the_terminal_as_it_was),
        cmocka_unit_test(without_a_terminal_there_is_nobody_to_ask),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
