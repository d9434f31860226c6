/* Rows of a small CSV file whose header names its columns, in any order. */
#ifndef ZKS_PROVER_PRICES_NAMED_ROWS_H
#define ZKS_PROVER_PRICES_NAMED_ROWS_H

#include "policy/input.h"

#define ZKS_NAMED_COLUMNS 3

typedef struct {
    const char *name;
    bool may_be_missing;
} zks_named_column;

/* What is read of a row: for each column a field, NUL-terminated, and where it stands; NULL for one that is missing. */
typedef zks_status zks_named_row(void *context, const char *const *fields, const zks_position *at, zks_report *report);

/* Calls `row` for every row. ZKS_ERROR_READ, ZKS_ERROR_MEMORY, ZKS_ERROR_INPUT with the position, or what `row` gives.
 */
zks_status zks_named_rows_read(const char *file, const zks_named_column *columns, size_t count, zks_named_row *row,
                               void *context, zks_report *report);

#endif
