/* The rows of an attestation: the ledger's accounts and the padding, in leaf order. */
#ifndef ZKS_PROVER_ROWS_H
#define ZKS_PROVER_ROWS_H

#include "prover/account.h"
#include "prover/derivation.h"

typedef struct {
    const zks_ledger *ledger;
    const zks_derivation *derivation;
    size_t count;
    uint32_t *subject; /* of each row: an account of the ledger, or account_count + number of a padding account */
} zks_rows;

/* What the row holds, filled as far as the filler was made for. */
zks_filled_row zks_rows_fill(const zks_rows *rows, size_t row, zks_account_filler *filler);
/* The same, and the other coordinates of the row's commitment. */
zks_filled_row zks_row_open(const zks_rows *rows, size_t row, zks_account_filler *filler, zks_scalar *id,
                            zks_scalar *blinding);

/* Orders `count` >= account_count rows. False: out of memory. */
bool zks_rows_make(zks_rows *rows, const zks_ledger *ledger, const zks_derivation *derivation, size_t count,
                   int threads);
void zks_rows_clear(zks_rows *rows);

/* The row of one account, without ordering them all. */
size_t zks_rows_find(const zks_ledger *ledger, const zks_derivation *derivation, size_t count, size_t account,
                     int threads);

#endif
