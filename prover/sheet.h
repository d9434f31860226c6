/* A CSV file with a header: first key fields in a fixed order, then declared columns in any order, all of them and each
 * once. Rows come with their fields in the order of declaration. */
#ifndef ZKS_PROVER_SHEET_H
#define ZKS_PROVER_SHEET_H

#include "prover/columns.h"
#include "policy/csv_reader.h"

#define ZKS_SHEET_MAX_KEYS 2

typedef struct {
    zks_csv *csv;
    const zks_columns *columns;
    size_t key_count;
    const char *keys[ZKS_SHEET_MAX_KEYS];
    size_t *place;     /* field of the file by declared column */
    zks_field *fields; /* keys, then columns in the order of declaration */
} zks_sheet;

/* Opens the columns' file and reads its header. `columns` and the keys' names are borrowed. ZKS_ERROR_READ,
 * ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT with *sheet untouched. */
zks_status zks_sheet_open(zks_sheet *sheet, const zks_columns *columns, const char *const *keys, size_t key_count,
                          zks_report *report);
void zks_sheet_close(zks_sheet *sheet);

/* The next row's fields, valid until the next call; NULL after the last one. */
zks_status zks_sheet_next(zks_sheet *sheet, const zks_field **fields, zks_report *report);

#endif
