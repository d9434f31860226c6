/* A small text file that only grows: locked (flock) from opening to closing, read whole, and what is appended is synced
 * or not there. Within signature/. */
#ifndef ZKS_SIGNATURE_JOURNAL_H
#define ZKS_SIGNATURE_JOURNAL_H

#include "zksolv/status.h"

#include <stddef.h>

typedef struct {
    const char *path; /* as given, for people; must outlive the journal */
    int file;
    char *bytes; /* as they were when it was opened; owned */
    size_t length;
} zks_journal;

/* Makes the file where there is none, and waits for whoever has it locked. ZKS_ERROR_READ also where it is no regular
 * file; ZKS_ERROR_INPUT where it is longer than `limit`. */
zks_status zks_journal_open(zks_journal *journal, const char *path, size_t limit, zks_report *report);
/* ZKS_ERROR_WRITE: the file is as long as it was. */
zks_status zks_journal_append(const zks_journal *journal, const char *bytes, size_t length, zks_report *report);
void zks_journal_close(zks_journal *journal);

#endif
