/* The argument's view of a table: widths, cells, coefficients as scalars. */
#ifndef ZKS_CIRCUITS_SYSTEM_H
#define ZKS_CIRCUITS_SYSTEM_H

#include "circuits/table.h"

/* Fills table->system from the columns and constraints; zks_system_clear frees it. False: out of memory. */
bool zks_system_fill(zks_table *table);
void zks_system_clear(zks_system *system);

#endif
