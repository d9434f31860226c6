/* The option --time of commands that sign what was so at a time. Within prover/. */
#ifndef ZKS_PROVER_TIME_OPTION_H
#define ZKS_PROVER_TIME_OPTION_H

#include "cli/program.h"

/* The time given, canonical; empty where there is none. ZKS_EXIT_OK, or the exit status of what was said to be wrong.
 */
int zks_time_given(char out[21], const zks_cli_arguments *arguments);

#endif
