#include "cli/progress.h"

#include "cli/plain.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile int interrupted;

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static const char *unit_of(const char *stage)
{
    static const struct {
        const char *stage, *unit;
    } units[] = {
        {"read", "B"},
        {"check", " accounts"},
        {"commit", " rows"},
        {"prove", " proofs"},
        {"reading commitments", " rows"},
        {"reading proofs", " proofs"},
        {"running vectors", " vectors"},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(stage, units[i].stage) == 0)
            return units[i].unit;
    return NULL;
}

/* ", 340k rows/s"; nothing of what is less than one in twenty seconds. */
static int put_rate(char *text, size_t size, double rate, const char *unit)
{
    static const char *const prefixes[] = {"", "k", "M", "G"};
    if (rate < 0.05)
        return 0;
    size_t prefix = 0;
    for (; rate >= 999.5 && prefix + 1 < sizeof prefixes / sizeof *prefixes; rate /= 1000)
        prefix++;
    return snprintf(text, size, ", %.*f%s%s/s", rate < 9.95 ? 1 : 0, rate, prefixes[prefix], unit);
}

/* ", 2 min 05 s left"; no guess of days. */
static void put_time_left(char *text, size_t size, double seconds)
{
    if (seconds >= DAY)
        return;
    unsigned left = (unsigned)seconds;
    if (left >= HOUR)
        snprintf(text, size, ", %u h %02u min left", left / HOUR, left % HOUR / MINUTE);
    else if (left >= MINUTE)
        snprintf(text, size, ", %u min %02u s left", left / MINUTE, left % MINUTE);
    else
        snprintf(text, size, ", %u s left", left);
}

void zks_cli_progress_text(char text[ZKS_CLI_PROGRESS_LENGTH], const char *stage, uint64_t done, uint64_t total,
                           double seconds)
{
    size_t size = ZKS_CLI_PROGRESS_LENGTH;
    int percent = total == 0 ? 0 : (int)((long double)done / (long double)total * 100);
    int at = snprintf(text, size, "%.40s %d%%", stage, percent);
    const char *unit = unit_of(stage);
    if (unit == NULL || seconds < 1 || done == 0 || done >= total)
        return;
    double rate = (double)done / seconds;
    at += put_rate(text + at, size - (size_t)at, rate, unit);
    put_time_left(text + at, size - (size_t)at, (double)(total - done) / rate);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#define REDRAWN_AFTER 0.1 /* seconds */

/* The stage on the terminal (by address: stages are constants), since when it has been at work, and when it was drawn.
 */
static struct {
    const char *stage;
    double since, at;
} drawn;

static void report(void *context, const char *stage, uint64_t done, uint64_t total)
{
    (void)context;
    double at = now();
    if (drawn.stage == stage && done < total && at - drawn.at < REDRAWN_AFTER)
        return;
    if (drawn.stage != stage)
        drawn.since = at;
    char text[ZKS_CLI_PROGRESS_LENGTH];
    zks_cli_progress_text(text, stage, done, total, at - drawn.since);
    fputs("\r\033[K", stderr);
    zks_cli_put_line(stderr, text);
    fflush(stderr);
    drawn.stage = stage;
    drawn.at = at;
}

void zks_cli_progress_clear(void)
{
    if (drawn.stage == NULL)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    drawn.stage = NULL;
}

const zks_progress *zks_cli_progress(void)
{
    static zks_progress progress = {.interrupted = &interrupted};
    progress.report = isatty(STDERR_FILENO) ? report : NULL;
    return &progress;
}

static void interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

void zks_cli_catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}
