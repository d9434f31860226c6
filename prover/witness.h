/* From filled rows of a table to the digits that the argument proves (prover/argument/prover.h): the values of all
 * columns, slacks from what the constraints give.
 */
#ifndef ZKS_PROVER_WITNESS_H
#define ZKS_PROVER_WITNESS_H

#include "circuits/row.h"
#include "prover/argument/prover.h"
#include "prover/rows.h"

typedef struct {
    size_t capacity, row_capacity, rows;
    size_t *row_start;
    uint32_t *cell;
    uint8_t *digit;
} zks_witness_rows;

/* Room for `rows` rows; digits grow as needed. False: out of memory. */
bool zks_witness_rows_make(zks_witness_rows *w, size_t rows);
void zks_witness_rows_clear(zks_witness_rows *w);
/* With the other coordinates of each row's commitment; all is borrowed. */
zks_witness zks_witness_rows_view(const zks_witness_rows *w, const zks_scalar *id, const zks_scalar *blinding);

/* Appends a row that meets every constraint of the table: an inequality's result becomes its slack. False: out of
 * memory. */
bool zks_witness_rows_add(zks_witness_rows *w, const zks_table *table, const zks_filled_row *row);

/* The digits of rows first .. first + count - 1, all of which meet the constraints. False: out of memory. */
bool zks_witness_of_segment(zks_witness_rows *w, const zks_rows *rows, const zks_table *account, size_t first,
                            size_t count);

#endif
