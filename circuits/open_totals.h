/* Totals are open to accounts nobody checks (docs/circuits.md, "Polarity"): where one helps, another requirement has to
 * bound it by public numbers.
 */
#ifndef ZKS_CIRCUITS_OPEN_TOTALS_H
#define ZKS_CIRCUITS_OPEN_TOTALS_H

#include "circuits/compiler.h"

/* Replaces covered totals in a form of the pool (collected before and after) by what they stand for, and keeps as
 * reliances those that help; the evaluation forgets all. False after a finding, or out of memory: an uncovered total
 * helps, or a number is too long. */
bool zks_open_totals_settle(zks_compiler *c, zks_form *form);
/* Checks that what the form relies on is bounded by the requirement that is named, once all forms are there. */
bool zks_open_totals_check(zks_compiler *c, const zks_form *form);

#endif
