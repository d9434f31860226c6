/* From a rational linear form to a primitive integer constraint that cannot wrap (docs/circuits.md, "From text to
 * constraints"). */
#ifndef ZKS_CIRCUITS_CONSTRAINT_H
#define ZKS_CIRCUITS_CONSTRAINT_H

#include "circuits/linear.h"
#include "circuits/table.h"

/* Integers of more bits are past the group order whatever they multiply. */
#define ZKS_MAX_INTEGER_BITS 256

typedef enum {
    ZKS_CONSTRAINT_OK,
    ZKS_CONSTRAINT_NEVER, /* no in-range columns satisfy it */
    ZKS_CONSTRAINT_SLACK, /* its slack needs more than ZKS_MAX_WIDTH bytes */
    ZKS_CONSTRAINT_WRAPS, /* its extreme values reach the group order */
    ZKS_CONSTRAINT_MEMORY
} zks_constraint_result;

/* Fills terms, constant and scale of an otherwise zero constraint: the form times the one positive rational that makes
 * its numbers integers without a common divisor; the zero form stays. ZKS_CONSTRAINT_OK, _WRAPS or _MEMORY; the
 * constraint is safe to clear in any case. */
zks_constraint_result zks_constraint_from_form(zks_integer_constraint *constraint, const zks_linear *form);
/* The width of the slack an inequality (without slack so far) needs over columns of these widths. */
zks_constraint_result zks_constraint_slack_width(const zks_integer_constraint *constraint, const zks_column *columns,
                                                 unsigned *width);
/* Adds the slack's term, coefficient -1. False: out of memory. */
bool zks_constraint_add_slack(zks_integer_constraint *constraint, uint32_t column);
/* Checks that the whole constraint cannot wrap, and that an equality can hold. */
zks_constraint_result zks_constraint_check(const zks_integer_constraint *constraint, const zks_column *columns);
/* The bits of the largest absolute value that the constraint takes over all in-range columns. */
size_t zks_constraint_bits(const zks_integer_constraint *constraint, const zks_column *columns);
void zks_constraint_clear(zks_integer_constraint *constraint);

#endif
