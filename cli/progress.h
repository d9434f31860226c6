/* The progress line: one line on standard error, redrawn in place and cleared at the end, and only where that is a
 * terminal. */
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

#endif
