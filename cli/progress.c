#include "cli/progress.h"

#include "cli/plain.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile int interrupted;

/* What stands on the terminal: the stage (by address: stages are constants) and the percentage. */
static struct {
    const char *stage;
    int percent;
} drawn;

static void report(void *context, const char *stage, uint64_t done, uint64_t total)
{
    (void)context;
    int percent = total == 0 ? 0 : (int)((long double)done / (long double)total * 100);
    if (drawn.stage == stage && drawn.percent == percent)
        return;
    fputs("\r\033[K", stderr);
    zks_cli_put_line(stderr, stage);
    fprintf(stderr, " %d%%", percent);
    fflush(stderr);
    drawn.stage = stage;
    drawn.percent = percent;
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
