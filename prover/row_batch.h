/* Rows of a sheet kept with their text, so that they can be read ahead of their use. In witness memory, bounded
 * whatever the rows hold. */
#ifndef ZKS_PROVER_ROW_BATCH_H
#define ZKS_PROVER_ROW_BATCH_H

#include "prover/sheets.h"

typedef struct {
    size_t rows, row_fields;
    zks_field *fields; /* those of each row behind those of the row before */
    char *text;
    bool is_last;      /* of the sheet, or before what failed */
    zks_status status; /* of the last batch: what zks_sheets_next() said behind its rows, and to the report */
    zks_report report;
} zks_row_batch;

/* False: out of memory. */
bool zks_row_batch_make(zks_row_batch *batch);
void zks_row_batch_clear(zks_row_batch *batch);

/* Replaces what the batch holds by the next rows of a sheet, as many as it has room for, at least one. */
void zks_row_batch_read(zks_row_batch *batch, zks_sheets *sheets, size_t sheet);

#endif
