/* Advice: its columns and helpers, the forms that bound it, and the steps by which the prover fills it
 * (docs/circuits.md, "Advice bounds"). One function for each kind.
 */
#ifndef ZKS_CIRCUITS_ADVICE_H
#define ZKS_CIRCUITS_ADVICE_H

#include "circuits/compiler.h"
#include "circuits/form_values.h"

/* Compiles one advice or flag, whose columns are laid out. False after a finding, or out of memory: then the forms it
 * has added are of no use. */
bool zks_advice_compile_bounds(zks_compiler *c, const zks_advice_item *item);
bool zks_advice_compile_filling(zks_compiler *c, const zks_advice_item *item);
bool zks_advice_compile_flag(zks_compiler *c, const zks_advice_item *item);

/* What the column of one member has to hold, while its bounds are gone through. */
typedef struct {
    zks_extent extent;
    bool has_value; /* at most: extent.value is the least value so far */
} zks_advice_extent;
/* Takes the largest value of one bound into account. */
void zks_advice_hold_value(zks_advice_extent *held, const zks_advice_item *item, const mpq_t value);

/* A bound by the largest or smallest of several, for the members in scope. Takes `name`, that of the bound. */
bool zks_advice_compile_order(zks_compiler *c, const zks_advice_item *item, const zks_bound *bound, char *name,
                              zks_advice_extent *held);

/* Appends an inequality for the members in scope: for all of the advice's indexes, or (a group of slices) for none.
 * Takes `name`; NULL: out of memory, or too large. */
zks_form *zks_advice_add_form(zks_compiler *c, const zks_advice_item *item, zks_place place, char *name,
                              uint32_t member);
/* Appends a step for the column, defined by the forms from `first` on. */
bool zks_advice_add_step(zks_compiler *c, zks_step_kind kind, const zks_advice_item *item, uint32_t column,
                         size_t first);
/* A finding: what stands at the place has no finite decimals, or too many; or a number is too long. */
bool zks_advice_fail_decimals(zks_compiler *c, const zks_advice_item *item, zks_place place);
bool zks_advice_fail_long(zks_compiler *c, const zks_advice_item *item, zks_place place);

#endif
