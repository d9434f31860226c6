#include "prover/passphrase.h"

#include "crypto/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static zks_status fail(zks_report *report, zks_status status, const char *what)
{
    snprintf(report->detail, sizeof report->detail, "%s", what);
    return status;
}

/* Reads up to the end of the line, unbuffered, so that no copy stays in a stream's buffer. -1: cannot be read; -2: too long. */
static int read_line(int file, char line[ZKS_MAX_PASSPHRASE + 1])
{
    size_t length = 0;
    for (;;) {
        char next;
        ssize_t got = read(file, &next, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0 || next == '\n')
            break;
        if (length == ZKS_MAX_PASSPHRASE)
            return -2;
        line[length++] = next;
    }
    if (length > 0 && line[length - 1] == '\r')
        length--;
    line[length] = 0;
    return (int)strlen(line);
}

static zks_status take_line(char **passphrase, int file, const char *from, zks_report *report)
{
    char *line = zks_secret_new(ZKS_MAX_PASSPHRASE + 1);
    if (line == NULL)
        return ZKS_ERROR_MEMORY;
    int length = read_line(file, line);
    if (length > 0) {
        *passphrase = line;
        return ZKS_OK;
    }
    zks_secret_free(line);
    snprintf(report->detail, sizeof report->detail, "%s: %s", from,
             length == 0    ? "the passphrase is empty"
             : length == -2 ? "the passphrase is longer than 1024 bytes"
                            : strerror(errno));
    return length == -1 ? ZKS_ERROR_READ : ZKS_ERROR_PASSPHRASE;
}

zks_status zks_passphrase_from_file(char **passphrase, const char *path, zks_report *report)
{
    bool is_standard = strcmp(path, "-") == 0;
    int file = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        snprintf(report->detail, sizeof report->detail, "%s: %s", path, strerror(errno));
        return ZKS_ERROR_READ;
    }
    zks_status status = take_line(passphrase, file, path, report);
    if (!is_standard)
        close(file);
    return status;
}

/* One question, its answer not shown. */
static zks_status ask_once(char **passphrase, int terminal, const char *prompt, zks_report *report)
{
    struct termios shown, hidden;
    if (tcgetattr(terminal, &shown) != 0)
        return fail(report, ZKS_ERROR_PASSPHRASE, "no terminal to ask for the passphrase on: use --passphrase-file");
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    dprintf(terminal, "%s", prompt);
    tcsetattr(terminal, TCSAFLUSH, &hidden);
    zks_status status = take_line(passphrase, terminal, "terminal", report);
    tcsetattr(terminal, TCSAFLUSH, &shown);
    dprintf(terminal, "\n");
    return status;
}

static zks_status ask_again(const char *passphrase, int terminal, zks_report *report)
{
    char *again;
    zks_status status = ask_once(&again, terminal, "Repeat the passphrase: ", report);
    if (status != ZKS_OK)
        return status;
    bool same = strcmp(passphrase, again) == 0;
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
