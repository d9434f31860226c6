/* Receipts for everybody, so that asking for one says nothing (docs/receipts.md). */
#ifndef ZKS_PROVER_RECEIPTS_RECEIPTS_H
#define ZKS_PROVER_RECEIPTS_RECEIPTS_H

#include "prover/origin.h"

typedef struct {
    zks_origin_options origin;
    const char *out;   /* "receipts/", "receipts.tar" or "receipts.sqlite" */
    const char *index; /* the private file of which name is whose */
} zks_receipts_options;

typedef struct {
    uint64_t receipts, kept; /* those an earlier run had left there are kept */
    double seconds_read, seconds_commit, seconds_write;
} zks_receipts_made;

/* ZKS_OK: `out` has the receipts of all accounts, `index` a line for each. One run gives the same as
 * several, each but the last ended at any moment. ZKS_ERROR_EXISTS where `out` is anything else than what such a run
 * left, or `index` is there with other content; ZKS_ERROR_SECRETS where secrets or ledger are not those of the
 * attestation: then nothing is written. Stages of progress: "read", "commit", "write" in receipts. */
zks_status zks_make_receipts(const zks_receipts_options *options, const zks_progress *progress, zks_receipts_made *made,
                             zks_report *report);

#endif
