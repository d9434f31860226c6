/* A CSV file with a header, or what gives rows like one: first key fields in a fixed order, then the declared columns
 * over these indexes in any order, all of them and each once. Rows come with their fields in the order of declaration.
 */
#ifndef ZKS_PROVER_SHEET_H
#define ZKS_PROVER_SHEET_H

#include "prover/column_groups.h"
#include "prover/row_source.h"

typedef struct {
    zks_row_source *source;
    char *file; /* its name for messages */
    const zks_columns *columns;
    size_t *place;     /* field of the file by place in the columns' list */
    zks_field *fields; /* keys, then columns in the order of declaration */
} zks_sheet;

/* Opens a file and reads its header, which tells the group of columns it holds; the group's `file` becomes this one's
 * name, which is the sheet's, as that of the reading becomes. `path` and groups are borrowed. ZKS_ERROR_READ,
 * ZKS_ERROR_MEMORY, ZKS_ERROR_INTERRUPTED or ZKS_ERROR_INPUT (another file holds that group already, too) with *sheet
 * untouched. */
zks_status zks_sheet_open(zks_sheet *sheet, const char *path, zks_reading reading, zks_column_groups *groups,
                          zks_report *report);
void zks_sheet_close(zks_sheet *sheet);

/* The next row's fields, valid until the next call; NULL after the last one. */
zks_status zks_sheet_next(zks_sheet *sheet, const zks_field **fields, zks_report *report);

#endif
