/* What the argument proves about every row of a table (docs/protocol.md, "What is proved"): columns of unsigned
 * integers, each of a width of 1..31 bytes, and linear constraints  sum_j coefficient_j * column_j + constant = 0.
 *
 * The committed columns are columns 0 .. committed - 1; column a of them lies on generator A_a. The external columns,
 * which only a table of one row may have, are the next ones; each has a commitment of its own, on generator R.
 * A row's cells are the base-256 digits of its columns, column after column, lowest digit first.
 *
 * Whoever fills a system must have shown that no combination of in-range values reaches the group order
 * (circuits/table.h does, with exact integers).
 */
#ifndef ZKS_ARGUMENT_SYSTEM_H
#define ZKS_ARGUMENT_SYSTEM_H

#include "crypto/scalar.h"

#define ZKS_MAX_WIDTH 31

typedef struct {
    uint32_t column;
    zks_scalar coefficient;
} zks_term;

typedef struct {
    size_t first_term, term_count; /* into the system's `terms` */
    zks_scalar constant;
} zks_constraint;

typedef struct {
    size_t columns, committed, external;
    uint8_t *width;       /* `columns` of them, in bytes */
    uint32_t *first_cell; /* `columns` of them: the cell of the lowest digit */
    size_t cells;         /* sum of widths */
    size_t constraint_count, term_count;
    zks_constraint *constraints;
    zks_term *terms;
} zks_system;

#endif
