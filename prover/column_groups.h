/* How the declared columns of one scope are spread over files: one file for each combination of indexes. */
#ifndef ZKS_PROVER_COLUMN_GROUPS_H
#define ZKS_PROVER_COLUMN_GROUPS_H

#include "prover/columns.h"

typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    zks_scope scope;
    size_t count;
    zks_columns *list; /* in the order of declaration of their first columns */
    zks_placed_column *columns;
} zks_column_groups;

/* Of all columns of a scope, but pool columns that the numbers have already. `numbers` are checked against the circuit;
 * both are borrowed. ZKS_ERROR_MEMORY, or ZKS_ERROR_INPUT where there are
 * more columns than a table can have. An all-zero or cleared object may be cleared. */
zks_status zks_column_groups_open(zks_column_groups *groups, const zks_circuit *circuit, const zks_numbers *numbers,
                                  zks_scope scope, zks_report *report);
void zks_column_groups_clear(zks_column_groups *groups);

/* The group whose file has this header, whatever else is wrong with it: the only one; else that over the indexes named
 * first; else that of the first column named; else that without an index. ZKS_ERROR_INPUT where nothing tells. */
zks_status zks_column_groups_recognise(const zks_column_groups *groups, const char *file, const zks_field *header,
                                       size_t count, zks_columns **group, zks_report *report);
/* The group of the declared column of that name; NULL: none. */
const zks_columns *zks_column_groups_find(const zks_column_groups *groups, const zks_field *name);

#endif
