/* What went wrong, on standard error, and the exit status it means. */
#ifndef ZKS_CLI_REPORT_H
#define ZKS_CLI_REPORT_H

#include "zksolv/status.h"

enum {
    ZKS_EXIT_OK = 0,
    ZKS_EXIT_REJECTED = 1, /* readable and wrong; for the prover, a ledger that breaks a requirement */
    ZKS_EXIT_USAGE = 2,
    ZKS_EXIT_TROUBLE = 3 /* input or system */
};

int zks_cli_exit_status(zks_status status);

/* "zksolv-verifier: error: a file cannot be opened or read: 'x': No such file or directory", and a hint where there is
 * one. `report` may be NULL, its detail empty. Returns zks_cli_exit_status(status). */
int zks_cli_fail(zks_status status, const zks_report *report);
/* The same prefix before any text; returns ZKS_EXIT_TROUBLE. */
__attribute__((format(printf, 1, 2))) int zks_cli_trouble(const char *format, ...);
/* The same, with a second line that points to --help; returns ZKS_EXIT_USAGE. */
__attribute__((format(printf, 1, 2))) int zks_cli_usage_error(const char *format, ...);

#endif
