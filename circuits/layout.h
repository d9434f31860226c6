/* The committed and external columns of a table, and the columns of advice. */
#ifndef ZKS_CIRCUITS_LAYOUT_H
#define ZKS_CIRCUITS_LAYOUT_H

#include "circuits/compiler.h"
#include "circuits/form_values.h"

/* The account table's committed columns: the ledger's, then committed advice, whose units are not known. */
bool zks_layout_accounts(zks_compiler *c);
/* The pool table's: a total for each committed column of the account table, wide enough for `rows` of them. */
bool zks_layout_totals(zks_compiler *c, const zks_compiler *accounts, uint64_t rows);
/* The pool table's external columns: one for every member of each pool column that the claim calls committed. */
bool zks_layout_reserves(zks_compiler *c);

/* Appends the columns of advice, one for every combination of its members, their units not known. */
bool zks_layout_advice(zks_compiler *c, const zks_advice_item *item);
/* The column of advice for the members in scope. */
uint32_t zks_advice_column(const zks_compiler *c, const zks_symbol *symbol);
/* Makes a column just wide enough for an extent, or `bytes` wide where that is not 0. False after a finding: more than
 * ZKS_MAX_WIDTH. */
bool zks_layout_set_unit(zks_compiler *c, zks_place place, uint32_t column, const zks_extent *extent, unsigned bytes);
/* Appends a helper column of advice; takes its name. */
bool zks_layout_add_helper(zks_compiler *c, const zks_advice_item *item, zks_place place, char *name,
                           const zks_extent *extent);

#endif
