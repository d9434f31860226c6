#include "prover/ledger_csv.h"

#include "prover/ledger_builder.h"
#include "prover/sheet.h"

static zks_status add_rows(zks_ledger_builder *builder, zks_sheet *sheet, zks_report *report)
{
    for (;;) {
        const zks_field *fields;
        zks_status status = zks_sheet_next(sheet, &fields, report);
        if (status != ZKS_OK || fields == NULL)
            return status;
        status = zks_ledger_builder_add(builder, &fields[0], &fields[sheet->key_count - 1], fields + sheet->key_count,
                                        report);
        if (status != ZKS_OK)
            return status;
    }
}

static zks_status build(zks_ledger *ledger, const zks_columns *columns, zks_sheet *sheet, zks_report *report)
{
    zks_ledger_builder *builder = zks_ledger_builder_new(columns);
    if (builder == NULL)
        return zks_input_memory(report, columns->file);
    zks_status status = add_rows(builder, sheet, report);
    if (status == ZKS_OK)
        status = zks_ledger_builder_finish(builder, ledger, report);
    zks_ledger_builder_free(builder);
    return status;
}

zks_status zks_ledger_read_csv(zks_ledger *ledger, const char *path, const zks_circuit *circuit,
                               const zks_numbers *numbers, zks_report *report)
{
    zks_columns columns;
    zks_status status = zks_columns_open(&columns, circuit, numbers, ZKS_SCOPE_ACCOUNT, path, report);
    if (status != ZKS_OK)
        return status;
    const char *keys[] = {"account", columns.index == NULL ? NULL : columns.index->name};
    zks_sheet sheet;
    status = zks_sheet_open(&sheet, &columns, keys, columns.index == NULL ? 1 : 2, report);
    if (status == ZKS_OK) {
        status = build(ledger, &columns, &sheet, report);
        zks_sheet_close(&sheet);
    }
    zks_columns_clear(&columns);
    return status;
}
