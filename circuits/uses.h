/* The terms of a table by column. */
#ifndef ZKS_CIRCUITS_USES_H
#define ZKS_CIRCUITS_USES_H

#include "circuits/table.h"

/* Fills first_use and uses from the constraints. False: out of memory. */
bool zks_uses_fill(zks_table *table);
/* How many columns stand before the slacks. */
size_t zks_columns_before_slacks(const zks_table *table);

#endif
