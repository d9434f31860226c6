/* The files of a ledger, or of reserves, together: every column of the circuit stands in one of them. */
#ifndef ZKS_PROVER_SHEETS_H
#define ZKS_PROVER_SHEETS_H

#include "prover/sheet.h"
#include "prover/stage.h"
#include "zksolv/prove.h"

typedef struct {
    zks_column_groups groups;
    size_t count;
    zks_sheet *sheets;       /* in the order of the paths */
    zks_snapshot *snapshots; /* by the first path of a database */
    const zks_progress *progress;
    uint64_t rows;
    size_t bytes_read, bytes;
} zks_sheets;

/* Opens the files and reads their headers. Circuit, checked numbers, paths and progress (may be NULL) are borrowed.
 * ZKS_ERROR_READ, ZKS_ERROR_MEMORY, ZKS_ERROR_INTERRUPTED or ZKS_ERROR_INPUT with *sheets untouched. */
zks_status zks_sheets_open(zks_sheets *sheets, const zks_circuit *circuit, const zks_numbers *numbers, zks_scope scope,
                           zks_paths paths, const zks_progress *progress, zks_report *report);
void zks_sheets_close(zks_sheets *sheets);

/* The next row of one of them, as zks_sheet_next() gives it; now and then reports progress (stage "read") and looks
 * whether to stop: ZKS_ERROR_INTERRUPTED. */
zks_status zks_sheets_next(zks_sheets *sheets, size_t sheet, const zks_field **fields, zks_report *report);

#endif
