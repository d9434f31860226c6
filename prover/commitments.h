/* The commitments of all rows: accounts.bin, and what opens their sum. */
#ifndef ZKS_PROVER_COMMITMENTS_H
#define ZKS_PROVER_COMMITMENTS_H

#include "prover/committer.h"
#include "prover/rows.h"
#include "zksolv/progress.h"
#include "zksolv/status.h"

typedef struct {
    uint8_t *accounts;               /* 32 bytes a row, owned */
    zks_scalar *id, *blinding;       /* of each row, owned witness memory */
    zks_scalar sum_id, sum_blinding; /* of all rows: what opens the pool's commitment beside the totals */
} zks_commitments;

/* `totals` are those of these rows. ZKS_OK, ZKS_ERROR_MEMORY or ZKS_ERROR_INTERRUPTED. */
zks_status zks_commitments_make(zks_commitments *out, const zks_rows *rows, const zks_totals *totals,
                                const zks_table *account, const zks_generators *generators, int threads,
                                const zks_progress *progress);
void zks_commitments_clear(zks_commitments *commitments);

#endif
