/* One row of a table with every column, slacks too, as exact integers, whether or not it meets the constraints. */
#ifndef ZKS_TESTS_WALK_WITNESS_H
#define ZKS_TESTS_WALK_WITNESS_H

#include "circuits/table.h"

typedef struct {
    const zks_table *table;
    size_t columns; /* before the slacks */
    mpz_t *value;   /* by column, slacks included */
    mpz_t *result;  /* by constraint: the sum of its terms but the slack, and its constant */
} witness;

/* All values zero. */
witness *witness_new(const zks_table *table);
void witness_free(witness *w);
void witness_copy(witness *w, const witness *from);
/* The honest row of these given values (circuits/row.h), slacks settled. False where its advice does not fit. */
bool witness_fill(witness *w, const zks_value *values, size_t count);

/* Adds to the value of a column that is not a slack. False, and nothing moves, where it would leave its range. */
bool witness_move(witness *w, size_t column, const mpz_t change);
/* Whether the constraint could be met by a slack. */
bool witness_holds(const witness *w, size_t constraint);
/* Gives every slack the one value that meets its constraint; 0, which is the nearest, where none does. */
void witness_settle(witness *w);

/* From the definition alone: whether all columns are in their ranges, and the only constraint that is not met is this
 * one (SIZE_MAX: every constraint is met). */
bool witness_breaks_only(const witness *w, size_t constraint);

#endif
