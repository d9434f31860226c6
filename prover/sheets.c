#include "prover/sheets.h"

#include "attestation/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_BETWEEN_LOOKS 4096

static const char *kind(zks_scope scope)
{
    return scope == ZKS_SCOPE_ACCOUNT ? "ledger" : "reserves";
}

static zks_status check_complete(const zks_column_groups *groups, zks_report *report)
{
    for (size_t i = 0; i < groups->count; i++) {
        const zks_columns *group = &groups->list[i];
        if (group->file != NULL)
            continue;
        zks_report_detail(report, "column %s stands in no file of the %s: give one more --%s FILE, with the header %s",
                          group->list[0].declared.name, kind(groups->scope), kind(groups->scope),
                          zks_columns_header(group).text);
        return ZKS_ERROR_INPUT;
    }
    return ZKS_OK;
}

/* 0 where that of one file is not known. */
static size_t count_bytes(const zks_sheets *sheets)
{
    size_t bytes = 0;
    for (size_t i = 0; i < sheets->count; i++) {
        uint64_t of_one = sheets->sheets[i].source->bytes;
        if (of_one == 0)
            return 0;
        bytes += of_one;
    }
    return bytes;
}

static zks_status report_interrupted(const zks_sheets *sheets, zks_report *report)
{
    zks_report_detail(report, "the %s was not read to its end", kind(sheets->groups.scope));
    return ZKS_ERROR_INTERRUPTED;
}

/* What the queries of one database share; NULL where it has one alone. */
static zks_snapshot *shared_snapshot(const zks_sheets *sheets, zks_paths paths, size_t path)
{
    size_t first = SIZE_MAX, same = 0;
    for (size_t i = 0; i < paths.count; i++) {
        if (strcmp(paths.paths[i], paths.paths[path]) != 0)
            continue;
        if (same++ == 0)
            first = i;
    }
    return same > 1 ? &sheets->snapshots[first] : NULL;
}

static zks_status open_files(zks_sheets *sheets, zks_paths paths, zks_report *report)
{
    size_t query = 0;
    for (size_t i = 0; i < paths.count; i++) {
        zks_reading reading = {
            .wide = paths.wide, .progress = sheets->progress, .snapshot = shared_snapshot(sheets, paths, i)};
        if (zks_row_source_takes_query(paths.paths[i]) && query < paths.query_count)
            reading.query = paths.queries[query++];
        zks_status status = zks_sheet_open(&sheets->sheets[i], paths.paths[i], reading, &sheets->groups, report);
        if (status != ZKS_OK)
            return status == ZKS_ERROR_INTERRUPTED ? report_interrupted(sheets, report) : status;
        sheets->count++;
    }
    if (query < paths.query_count) {
        zks_report_detail(report, "there are more queries than databases of the %s to ask", kind(sheets->groups.scope));
        return ZKS_ERROR_INPUT;
    }
    sheets->bytes = count_bytes(sheets);
    return check_complete(&sheets->groups, report);
}

zks_status zks_sheets_open(zks_sheets *sheets, const zks_circuit *circuit, const zks_numbers *numbers, zks_scope scope,
                           zks_paths paths, const zks_progress *progress, zks_report *report)
{
    assert(paths.count > 0);
    zks_sheets opened = {.sheets = calloc(paths.count, sizeof *opened.sheets),
                         .snapshots = calloc(paths.count, sizeof *opened.snapshots),
                         .progress = progress};
    zks_status status = opened.sheets != NULL && opened.snapshots != NULL
                            ? zks_column_groups_open(&opened.groups, circuit, numbers, scope, report)
                            : ZKS_ERROR_MEMORY;
    if (status == ZKS_OK)
        status = open_files(&opened, paths, report);
    if (status == ZKS_OK)
        *sheets = opened;
    else
        zks_sheets_close(&opened);
    return status;
}

void zks_sheets_close(zks_sheets *sheets)
{
    for (size_t i = 0; i < sheets->count; i++)
        zks_sheet_close(&sheets->sheets[i]);
    free(sheets->sheets);
    free(sheets->snapshots);
    zks_column_groups_clear(&sheets->groups);
    memset(sheets, 0, sizeof *sheets);
}

static zks_status look_up(zks_sheets *sheets, zks_report *report)
{
    size_t bytes_read = 0;
    for (size_t i = 0; i < sheets->count; i++)
        bytes_read += sheets->sheets[i].source->bytes_read;
    if (bytes_read > sheets->bytes) /* not known, or a file that grows */
        bytes_read = sheets->bytes;
    zks_stage_advance(sheets->progress, "read", &sheets->bytes_read, bytes_read - sheets->bytes_read, sheets->bytes);
    return zks_is_interrupted(sheets->progress) ? report_interrupted(sheets, report) : ZKS_OK;
}

zks_status zks_sheets_next(zks_sheets *sheets, size_t sheet, const zks_field **fields, zks_report *report)
{
    zks_status status = zks_sheet_next(&sheets->sheets[sheet], fields, report);
    if (status == ZKS_ERROR_INTERRUPTED)
        return report_interrupted(sheets, report);
    if (status == ZKS_OK && sheets->rows++ % ROWS_BETWEEN_LOOKS == 0)
        status = look_up(sheets, report);
    return status;
}
