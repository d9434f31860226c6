/* One row of a table, filled by the prover: advice computed from the ledger's values (in the pool from totals and
 * external amounts), and what every constraint gives.
 * Exact. Cost follows what the row holds: a filler knows the empty row's advice and results, and a row costs the
 * constraints that its values reach.
 */
#ifndef ZKS_CIRCUITS_ROW_H
#define ZKS_CIRCUITS_ROW_H

#include "circuits/table.h"

typedef struct zks_row_filler zks_row_filler;

/* For one thread; the table is borrowed. NULL: out of memory. */
zks_row_filler *zks_row_filler_new(const zks_table *table);
void zks_row_filler_free(zks_row_filler *filler); /* wipes */

/* A filled row; everything is the filler's and valid until its next use. */
typedef struct {
    /* Values above zero of the columns before the slacks, ascending; those below committed_count are committed. */
    size_t count, committed;
    const zks_value *values;
    /* By constraint: the sum of its terms without its slack, and its constant: what its slack must be. The row meets
     * the constraint iff that is >= 0 (== 0 for an equality) and the advice fits its width. */
    const mpz_t *results;
    /* Advice that does not fit the width of its column (its value here is cut to 0), or -1. */
    long overflow;
} zks_filled_row;

/* `values` ascend by column and are within their widths; below ledger_count, in a pool table below the external
 * columns' end. */
zks_filled_row zks_row_fill(zks_row_filler *filler, const zks_value *values, size_t count);
/* The row of a pool table: `totals` as above, of committed columns, and an amount of every external column, in their
 * order and within their widths. */
zks_filled_row zks_row_fill_pool(zks_row_filler *filler, const zks_value *totals, size_t count,
                                 const unsigned __int128 *amounts);

#endif
