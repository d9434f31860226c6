/* The members of an index as the cells of a table, with all that is public about each. Within verifier/. */
#ifndef ZKS_VERIFIER_INDEX_TABLE_H
#define ZKS_VERIFIER_INDEX_TABLE_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"

#include <stdbool.h>

/* A row for each member behind the head: its name, its parent's and its units where it has them, its fields, and the
 * parameters and public pool columns over this index alone. */
typedef struct {
    size_t rows, columns; /* the head included */
    size_t text_columns;  /* the first ones are names, the others numbers */
    const char **cells;   /* row by row; borrowed from circuit and numbers, or of `units` */
    bool *right;          /* for each column, whether it is of numbers */
    char (*units)[12];
} zks_index_table;

/* Fills an empty table from checked numbers. False: out of memory. Clear it either way. */
bool zks_index_table_make(zks_index_table *table, const zks_circuit *circuit, const zks_numbers *numbers, size_t index);
void zks_index_table_clear(zks_index_table *table);

#endif
