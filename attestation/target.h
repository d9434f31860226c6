/* Where a new file or folder is to be: it is made under a temporary name in the same directory and then renamed, so
 * that under its own name it is whole or not at all, and nothing is overwritten unless that is asked for. Within
 * attestation/. */
#ifndef ZKS_ATTESTATION_TARGET_H
#define ZKS_ATTESTATION_TARGET_H

#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *path; /* as given, for people */
    char *name;       /* its last component */
    int parent;       /* the open directory it is in */
    char temporary[32];
    bool replaces; /* what has the name */
} zks_target;

/* `path` must outlive the target. ZKS_ERROR_EXISTS where it names anything, a dangling link included. */
zks_status zks_target_open(zks_target *target, const char *path, zks_report *report);
/* For a file that takes the place of one of its name, if there is one. */
zks_status zks_target_open_over(zks_target *target, const char *path, zks_report *report);
/* Gives what was made and synced under target->temporary its name. */
zks_status zks_target_take(const zks_target *target, zks_report *report);
void zks_target_close(zks_target *target);

/* Writes all bytes, with a look at the flag now and then. `path` is for people. */
zks_status zks_write_all(int file, const void *bytes, size_t length, const volatile int *interrupted, const char *path,
                         zks_report *report);
/* ZKS_ERROR_INTERRUPTED once the flag is there and set. */
zks_status zks_check_interrupted(const volatile int *interrupted, const char *path, zks_report *report);

#endif
