#include "prover/ledger_csv.h"

#include "prover/ledger_builder.h"
#include "prover/sheets.h"

static zks_status add_sheet(zks_ledger_builder *builder, zks_sheets *sheets, size_t sheet, zks_report *report)
{
    zks_ledger_builder_begin(builder, sheets->sheets[sheet].columns);
    for (;;) {
        const zks_field *fields;
        zks_status status = zks_sheets_next(sheets, sheet, &fields, report);
        if (status == ZKS_OK && fields != NULL)
            status = zks_ledger_builder_add(builder, fields, report);
        if (status != ZKS_OK || fields == NULL)
            return status;
    }
}

static zks_status build(zks_ledger *ledger, zks_sheets *sheets, zks_report *report)
{
    zks_ledger_builder *builder = zks_ledger_builder_new();
    zks_status status = builder != NULL ? ZKS_OK : zks_input_memory(report, sheets->sheets[0].file);
    for (size_t i = 0; i < sheets->count && status == ZKS_OK; i++)
        status = add_sheet(builder, sheets, i, report);
    if (status == ZKS_OK)
        status = zks_ledger_builder_finish(builder, ledger, report);
    zks_ledger_builder_free(builder);
    return status;
}

zks_status zks_ledger_read_csv(zks_ledger *ledger, zks_paths paths, const zks_circuit *circuit,
                               const zks_numbers *numbers, const zks_progress *progress, zks_report *report)
{
    zks_sheets sheets;
    zks_status status = zks_sheets_open(&sheets, circuit, numbers, ZKS_SCOPE_ACCOUNT, paths, progress, report);
    if (status != ZKS_OK)
        return status;
    status = build(ledger, &sheets, report);
    zks_sheets_close(&sheets);
    return status;
}
