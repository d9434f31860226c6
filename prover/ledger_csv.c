#include "prover/ledger_csv.h"

#include "prover/ledger_builder.h"
#include "prover/read_ahead.h"

#include <stdlib.h>

static zks_status add_batch(zks_ledger_builder *builder, const zks_row_batch *batch, zks_report *report)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < batch->rows && status == ZKS_OK; i++)
        status = zks_ledger_builder_add(builder, batch->fields + i * batch->row_fields, report);
    return status;
}

/* Reported is what fails first in the file: what failed in reading comes up once the builder has every row before it.
 */
static zks_status add_batches(zks_ledger_builder *builder, zks_read_ahead *ahead, zks_report *report)
{
    const zks_row_batch *batch;
    zks_status status;
    do {
        batch = zks_read_ahead_next(ahead);
        status = add_batch(builder, batch, report);
    } while (status == ZKS_OK && !batch->is_last);
    if (status == ZKS_OK && batch->status != ZKS_OK) {
        status = batch->status;
        *report = batch->report;
    }
    return status;
}

static zks_status add_sheet(zks_ledger_builder *builder, zks_sheets *sheets, size_t sheet, int threads,
                            zks_report *report)
{
    zks_read_ahead ahead;
    if (!zks_read_ahead_start(&ahead, sheets, sheet, threads))
        return zks_input_memory(report, sheets->sheets[sheet].file);
    zks_ledger_builder_begin(builder, sheets->sheets[sheet].columns);
    zks_status status = add_batches(builder, &ahead, report);
    zks_read_ahead_stop(&ahead);
    return status;
}

static zks_status build(zks_ledger *ledger, zks_sheets *sheets, int threads, zks_report *report)
{
    zks_ledger_builder *builder = zks_ledger_builder_new();
    zks_status status = builder != NULL ? ZKS_OK : zks_input_memory(report, sheets->sheets[0].file);
    for (size_t i = 0; i < sheets->count && status == ZKS_OK; i++)
        status = add_sheet(builder, sheets, i, threads, report);
    if (status == ZKS_OK)
        status = zks_ledger_builder_finish(builder, ledger, report);
    zks_ledger_builder_free(builder);
    return status;
}

zks_status zks_ledger_read_csv(zks_ledger *ledger, zks_paths paths, const zks_circuit *circuit,
                               const zks_numbers *numbers, int threads, const zks_progress *progress,
                               zks_report *report)
{
    zks_sheets sheets;
    zks_status status = zks_sheets_open(&sheets, circuit, numbers, ZKS_SCOPE_ACCOUNT, paths, progress, report);
    if (status != ZKS_OK)
        return status;
    status = build(ledger, &sheets, threads, report);
    zks_sheets_close(&sheets);
    return status;
}

zks_status zks_ledger_fault(zks_paths paths, zks_status status, const char *what, zks_report *report)
{
    char *name = zks_row_source_name(paths.paths[0]);
    if (name == NULL)
        return ZKS_ERROR_MEMORY;
    zks_input_error(report, name, (zks_position){0, 0}, "%s", what);
    free(name);
    return status;
}
