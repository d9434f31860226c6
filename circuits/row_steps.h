/* The value a step gives its column (circuits/table.h, zks_step), from what the constraints that define it come to
 * while that column and all later ones in them are zero.
 */
#ifndef ZKS_CIRCUITS_ROW_STEPS_H
#define ZKS_CIRCUITS_ROW_STEPS_H

#include "circuits/table.h"

/* Room for any result: a coefficient and a value of 4 limbs each, and what adding takes. */
#define ZKS_RESULT_LIMBS 10

/* Of the steps of a table: the terms of its column in the constraints that define it, as positions in `uses`. */
typedef struct {
    size_t begin, end;
} zks_step_uses;
zks_step_uses zks_step_uses_of(const zks_table *table, const zks_step *step);

/* What a thread works out steps with. */
typedef struct {
    const zks_table *table;
    mpz_t quotient, limit;
    size_t choice_count;
    mpz_t *choices; /* ZKS_STEP_ORDER: as many as any step has */
    mpz_t **sorted;
} zks_step_scratch;

/* False: out of memory. Clear it either way. */
bool zks_step_scratch_init(zks_step_scratch *scratch, const zks_table *table);
void zks_step_scratch_clear(zks_step_scratch *scratch); /* wipes */

/* out >= 0 = the value of the step, whether or not it fits its column. */
void zks_step_value(mpz_t out, zks_step_scratch *scratch, const zks_step *step, zks_step_uses uses,
                    const mpz_t *results);

/* Frees an integer that was made with ZKS_RESULT_LIMBS, and wipes it. */
void zks_wipe_integer(mpz_t integer);

#endif
