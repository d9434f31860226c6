/* The progress line: one line on standard error, redrawn in place and cleared at the end, and only where that is a
 * terminal. After a second of a stage it has its rate, and the time that is left of the stage at that rate. */
#ifndef ZKS_CLI_PROGRESS_H
#define ZKS_CLI_PROGRESS_H

#include "zksolv/progress.h"

/* What to give to the library; it also carries the flag of zks_cli_catch_interrupts. Valid for the whole process. */
const zks_progress *zks_cli_progress(void);
/* Clears the line. Needed before anything else is printed; nothing happens where there is none. */
void zks_cli_progress_clear(void);

/* From now on SIGINT, SIGTERM and SIGHUP ask the library to stop cleanly; a second one ends the process. For programs
 * that would leave something half-written. */
void zks_cli_catch_interrupts(void);

/* The line: "commit 12%, 340k rows/s, 8 s left", `seconds` after the stage began. */
#define ZKS_CLI_PROGRESS_LENGTH 128
void zks_cli_progress_text(char text[ZKS_CLI_PROGRESS_LENGTH], const char *stage, uint64_t done, uint64_t total,
                           double seconds);

#endif
