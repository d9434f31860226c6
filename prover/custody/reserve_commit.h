/* A custodian's side: stating what he holds for somebody, and hiding amounts (docs/reserves.md, "Signing"). */
#ifndef ZKS_PROVER_CUSTODY_RESERVE_COMMIT_H
#define ZKS_PROVER_CUSTODY_RESERVE_COMMIT_H

#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *key; /* the private key */
    const char *account, *holder;
    const char *time;    /* canonical */
    const char *amounts; /* prover/custody/held_amounts.h */
    bool all_public;
    size_t public_count;
    const char *const *public_assets; /* lists of names, "BTC,ETH", whose amounts are stated as numbers */
    const char *out, *opening;        /* files that must not exist; no opening where nothing is hidden */
} zks_reserve_commit_options;

typedef struct {
    size_t assets, hidden;
    char signer[256];
} zks_reserve_committed;

/* Signs the statement and writes what opens it first: a statement whose amounts nobody can open is of no use. Where the
 * statement cannot be written, the opening goes again. ZKS_ERROR_* with its detail in *report. */
zks_status zks_reserve_commit_files(const zks_reserve_commit_options *options, zks_reserve_committed *made,
                                    zks_report *report);

#endif
