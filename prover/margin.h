/* By how much a requirement holds, in human units: what its form gives, exactly (circuits/table.h, `scale`). */
#ifndef ZKS_PROVER_MARGIN_H
#define ZKS_PROVER_MARGIN_H

#include "circuits/table.h"

/* A table with what it was compiled from. */
typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    const zks_table *table;
} zks_compiled;

/* Whether the constraint holds where this is what it gives. */
bool zks_constraint_holds(const zks_integer_constraint *constraint, const mpz_t result);

/* The unit a requirement counts in, for its members in scope: the quote currency or a member, NULL where it has none
 * that is certain (docs/circuits.md, "Units of margins"). *position is the member's in its index, else 0. */
const zks_member *zks_margin_unit(const zks_compiled *compiled, const zks_integer_constraint *constraint,
                                  size_t *position);
/* How many units the members of a requirement have at most; 1 where it has none. */
size_t zks_margin_unit_count(const zks_compiled *compiled, size_t requirement);
/* The names of the constraint's members, "crash, BTC"; malloc'd, empty where it is over no index. NULL: out of memory.
 */
char *zks_margin_members(const zks_compiled *compiled, const zks_integer_constraint *constraint);

/* value = result in human units, canonical. */
void zks_margin_value(mpq_t value, const zks_integer_constraint *constraint, const mpz_t result);
/* Rounded down to the unit's decimals, as a margin that never looks larger than it is, or up, as what is short never
 * looks smaller: "12.5"; of numbers without a unit (NULL) to 8 decimals. malloc'd, NULL: no memory. */
char *zks_margin_rounded_down(const mpq_t value, const zks_member *unit);
char *zks_margin_rounded_up(const mpq_t value, const zks_member *unit);

#endif
