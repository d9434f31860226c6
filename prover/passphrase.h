/* Where a passphrase comes from: the first line of a file, or a person at the terminal. In secret memory. */
#ifndef ZKS_PROVER_PASSPHRASE_H
#define ZKS_PROVER_PASSPHRASE_H

#include "zksolv/status.h"

#define ZKS_MAX_PASSPHRASE 1024 /* bytes, at least 1 */

/* The first line, without its end ("-": standard input). *passphrase is the caller's to zks_secret_free, and zero up to
 * ZKS_MAX_PASSPHRASE + 1 bytes. ZKS_ERROR_READ, or ZKS_ERROR_PASSPHRASE where it is empty, too long or has a NUL. */
zks_status zks_passphrase_from_file(char **passphrase, const char *path, zks_report *report);
/* Asks on the controlling terminal without echo, twice where `confirm`. ZKS_ERROR_PASSPHRASE where there is no
 * terminal, the two differ or it is empty. */
zks_status zks_passphrase_ask(char **passphrase, const char *prompt, int confirm, zks_report *report);

#endif
