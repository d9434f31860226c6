/* One account of a ledger as a row of the account table: what it holds, and the advice computed from that. */
#ifndef ZKS_PROVER_ACCOUNT_H
#define ZKS_PROVER_ACCOUNT_H

#include "circuits/row.h"
#include "prover/ledger.h"

#define ZKS_EMPTY_ACCOUNT SIZE_MAX /* what padding rows hold */

typedef enum {
    ZKS_FILL_COMMITTED, /* nothing but committed values is asked for: advice is computed only where some is committed */
    ZKS_FILL_WHOLE
} zks_fill;

/* For one thread; ledger and table are borrowed. */
typedef struct {
    const zks_ledger *ledger;
    zks_value *values;      /* of one account */
    zks_row_filler *filler; /* NULL where committed values are the ledger's alone, and all that is asked for */
} zks_account_filler;

bool zks_account_filler_make(zks_account_filler *filler, const zks_ledger *ledger, const zks_table *table,
                             zks_fill fill);               /* false: out of memory */
void zks_account_filler_clear(zks_account_filler *filler); /* wipes */

/* The row of an account, or of ZKS_EMPTY_ACCOUNT; valid until the next use. Made with ZKS_FILL_COMMITTED, its first
 * `committed` values are all there is to read. */
zks_filled_row zks_account_fill(zks_account_filler *filler, size_t account);

/* The committed values of all rows added up, those above zero in ascending columns: what the pool's row holds. */
typedef struct {
    size_t count;
    zks_value *values; /* owned witness memory */
} zks_totals;

#endif
