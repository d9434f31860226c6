#include "prover/passphrase.h"

#include "attestation/text.h"
#include "crypto/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static zks_status fail(zks_report *report, zks_status status, const char *what)
{
    zks_report_detail(report, "%s", what);
    return status;
}

/* The signal that came while a question stood open, or 0. */
static volatile sig_atomic_t caught;

static void catch_signal(int signal)
{
    caught = signal;
}

typedef enum { LINE_READ, LINE_EMPTY, LINE_TOO_LONG, LINE_HAS_NUL, LINE_UNREADABLE } line_result;

/* Reads up to the end of the line, unbuffered, so that no copy stays in a stream's buffer. */
static line_result read_line(int file, char line[ZKS_MAX_PASSPHRASE + 1])
{
    size_t length = 0;
    for (;;) {
        char next;
        ssize_t got = read(file, &next, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return LINE_UNREADABLE;
        if (got == 0 || next == '\n')
            break;
        if (next == 0)
            return LINE_HAS_NUL;
        if (length == ZKS_MAX_PASSPHRASE)
            return LINE_TOO_LONG;
        line[length++] = next;
    }
    if (length > 0 && line[length - 1] == '\r')
        line[--length] = 0;
    return length > 0 ? LINE_READ : LINE_EMPTY;
}

static zks_status refuse_line(line_result result, const char *from, zks_report *report)
{
    switch (result) {
    case LINE_EMPTY:
        zks_report_detail(report, "%.256s: the passphrase is empty", from);
        return ZKS_ERROR_PASSPHRASE;
    case LINE_TOO_LONG:
        zks_report_detail(report, "%.256s: the passphrase is longer than %d bytes", from, ZKS_MAX_PASSPHRASE);
        return ZKS_ERROR_PASSPHRASE;
    case LINE_HAS_NUL:
        zks_report_detail(report, "%.256s: the passphrase has a NUL byte", from);
        return ZKS_ERROR_PASSPHRASE;
    default:
        return zks_report_errno(report, ZKS_ERROR_READ, from);
    }
}

static zks_status take_line(char **passphrase, int file, const char *from, zks_report *report)
{
    char *line = zks_secret_new(ZKS_MAX_PASSPHRASE + 1);
    if (line == NULL)
        return ZKS_ERROR_MEMORY;
    memset(line, 0, ZKS_MAX_PASSPHRASE + 1);
    line_result result = read_line(file, line);
    if (result == LINE_READ) {
        *passphrase = line;
        return ZKS_OK;
    }
    zks_status status = refuse_line(result, from, report);
    zks_secret_free(line);
    return status;
}

zks_status zks_passphrase_from_file(char **passphrase, const char *path, zks_report *report)
{
    bool is_standard = strcmp(path, "-") == 0;
    int file = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return zks_report_errno(report, ZKS_ERROR_READ, path);
    zks_status status = take_line(passphrase, file, is_standard ? "standard input" : path, report);
    if (!is_standard)
        close(file);
    return status;
}

/* A terminal left without echo would be what a person who interrupts the question keeps: these signals wait until it is
 * restored. */
static const int deferred[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { DEFERRED = sizeof deferred / sizeof *deferred };

typedef struct {
    struct sigaction actions[DEFERRED];
    sigset_t mask;
} signal_state;

/* They are blocked too, but while wait_for_line() waits: none can come between a look at `caught` and the waiting. */
static void defer_signals(signal_state *before)
{
    struct sigaction defer = {.sa_handler = catch_signal};
    sigset_t blocked;
    sigemptyset(&blocked);
    caught = 0;
    for (size_t i = 0; i < DEFERRED; i++)
        sigaddset(&blocked, deferred[i]);
    sigprocmask(SIG_BLOCK, &blocked, &before->mask);
    for (size_t i = 0; i < DEFERRED; i++)
        sigaction(deferred[i], &defer, &before->actions[i]);
}

/* Gives the signals their handlers back, and the one that came its due. */
static void deliver_signals(const signal_state *before)
{
    for (size_t i = 0; i < DEFERRED; i++)
        sigaction(deferred[i], &before->actions[i], NULL);
    sigprocmask(SIG_SETMASK, &before->mask, NULL);
    if (caught != 0)
        raise(caught);
}

/* Until the terminal has a whole line, which then is read without waiting; false when a deferred signal comes first. */
static bool wait_for_line(int terminal, const signal_state *before)
{
    struct pollfd input = {.fd = terminal, .events = POLLIN};
    while (ppoll(&input, 1, NULL, &before->mask) < 0)
        if (errno != EINTR || caught != 0)
            return false;
    return true;
}

/* One question, its answer not shown. */
static zks_status ask_once(char **passphrase, int terminal, const char *prompt, zks_report *report)
{
    struct termios shown, hidden;
    signal_state before;
    if (tcgetattr(terminal, &shown) != 0)
        return fail(report, ZKS_ERROR_PASSPHRASE, "no terminal to ask for the passphrase on: use --passphrase-file");
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    dprintf(terminal, "%s", prompt);
    defer_signals(&before);
    tcsetattr(terminal, TCSAFLUSH, &hidden);
    zks_status status = wait_for_line(terminal, &before) ? take_line(passphrase, terminal, "terminal", report)
                                                         : zks_report_errno(report, ZKS_ERROR_READ, "terminal");
    tcsetattr(terminal, TCSAFLUSH, &shown);
    dprintf(terminal, "\n");
    deliver_signals(&before);
    return status;
}

static zks_status ask_again(const char *passphrase, int terminal, zks_report *report)
{
    char *again;
    zks_status status = ask_once(&again, terminal, "Repeat the passphrase: ", report);
    if (status != ZKS_OK)
        return status;
    bool same = sodium_memcmp(passphrase, again, ZKS_MAX_PASSPHRASE + 1) == 0;
    zks_secret_free(again);
    return same ? ZKS_OK : fail(report, ZKS_ERROR_PASSPHRASE, "the two passphrases differ");
}

zks_status zks_passphrase_ask(char **passphrase, const char *prompt, int confirm, zks_report *report)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return fail(report, ZKS_ERROR_PASSPHRASE, "no terminal to ask for the passphrase on: use --passphrase-file");
    char *answer = NULL;
    zks_status status = ask_once(&answer, terminal, prompt, report);
    if (status == ZKS_OK && confirm)
        status = ask_again(answer, terminal, report);
    close(terminal);
    if (status == ZKS_OK)
        *passphrase = answer;
    else
        zks_secret_free(answer);
    return status;
}
