#include "prover/reserves.h"

#include "circuits/decimal.h"
#include "prover/sheet.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const zks_columns *columns;
    zks_pool_numbers *pool; /* by declared column; values NULL until read */
    uint64_t *line;         /* by member, of its row; 0: none yet */
} pool_reader;

static void free_pool(zks_pool_numbers *pool, size_t count)
{
    for (size_t i = 0; pool != NULL && i < count; i++) {
        for (size_t j = 0; j < pool[i].value_count; j++)
            free(pool[i].values[j]);
        free(pool[i].values);
        free(pool[i].name);
    }
    free(pool);
}

static bool open_pool(pool_reader *reader)
{
    const zks_columns *columns = reader->columns;
    reader->pool = calloc(columns->count, sizeof *reader->pool);
    reader->line = calloc(columns->member_count + 1, sizeof *reader->line);
    if (reader->pool == NULL || reader->line == NULL)
        return false;
    for (size_t i = 0; i < columns->count; i++) {
        zks_pool_numbers *column = &reader->pool[i];
        column->name = strdup(columns->declared[i].name);
        column->values = calloc(columns->member_count + 1, sizeof *column->values);
        if (column->name == NULL || column->values == NULL)
            return false;
        column->value_count = columns->member_count;
    }
    return true;
}

/* Reads the amount for its checks; what is published is its text made canonical. */
static zks_status read_value(pool_reader *reader, size_t column, size_t member, const zks_field *field,
                             zks_report *report)
{
    unsigned __int128 ignored;
    char canonical[ZKS_DECIMAL_MAX + 2];
    zks_status status = zks_columns_amount(reader->columns, column, member, field, &ignored, report);
    if (status != ZKS_OK)
        return status;
    bool is_decimal = zks_decimal_canonical(canonical, field->text, field->length);
    assert(is_decimal);
    char **value = &reader->pool[column].values[member];
    *value = strdup(canonical);
    return *value == NULL ? zks_input_memory(report, reader->columns->file) : ZKS_OK;
}

static zks_status read_row(pool_reader *reader, const zks_sheet *sheet, const zks_field *fields, zks_report *report)
{
    const zks_columns *columns = reader->columns;
    uint32_t member = 0;
    zks_status status = columns->index == NULL ? ZKS_OK : zks_columns_member(columns, &fields[0], &member, report);
    if (status != ZKS_OK)
        return status;
    if (reader->line[member] != 0)
        return zks_input_error(report, columns->file, fields[0].at, "%s has a second row, first on line %" PRIu64,
                               columns->index == NULL ? "the pool" : columns->index->members[member].name,
                               reader->line[member]);
    reader->line[member] = fields[0].at.line;
    for (size_t i = 0; i < columns->count && status == ZKS_OK; i++)
        status = read_value(reader, i, member, &fields[sheet->key_count + i], report);
    return status;
}

static zks_status read_rows(pool_reader *reader, zks_sheet *sheet, zks_report *report)
{
    for (;;) {
        const zks_field *fields;
        zks_status status = zks_sheet_next(sheet, &fields, report);
        if (status != ZKS_OK || fields == NULL)
            return status;
        if ((status = read_row(reader, sheet, fields, report)) != ZKS_OK)
            return status;
    }
}

static bool fill_absent(const pool_reader *reader)
{
    for (size_t i = 0; i < reader->columns->count; i++)
        for (size_t j = 0; j < reader->pool[i].value_count; j++)
            if (reader->pool[i].values[j] == NULL && (reader->pool[i].values[j] = strdup("0")) == NULL)
                return false;
    return true;
}

static zks_status read_sheet(pool_reader *reader, zks_report *report)
{
    const zks_columns *columns = reader->columns;
    const char *keys[] = {columns->index == NULL ? NULL : columns->index->name};
    zks_sheet sheet;
    if (!open_pool(reader))
        return zks_input_memory(report, columns->file);
    zks_status status = zks_sheet_open(&sheet, columns, keys, columns->index == NULL ? 0 : 1, report);
    if (status != ZKS_OK)
        return status;
    status = read_rows(reader, &sheet, report);
    zks_sheet_close(&sheet);
    if (status == ZKS_OK && !fill_absent(reader))
        status = zks_input_memory(report, columns->file);
    return status;
}

zks_status zks_reserves_read_csv(zks_numbers *numbers, const char *path, const zks_circuit *circuit, zks_report *report)
{
    assert(numbers->pool_count == 0 && numbers->pool == NULL);
    zks_columns columns;
    zks_status status = zks_columns_open(&columns, circuit, numbers, ZKS_SCOPE_POOL, path, report);
    if (status != ZKS_OK)
        return status;
    pool_reader reader = {.columns = &columns};
    status = columns.count > 0
                 ? read_sheet(&reader, report)
                 : zks_input_error(report, path, (zks_position){0, 0},
                                   "circuit %s has no pool column, so it takes no reserves", zks_circuit_name(circuit));
    if (status == ZKS_OK) {
        numbers->pool = reader.pool;
        numbers->pool_count = columns.count;
    } else {
        free_pool(reader.pool, columns.count);
    }
    free(reader.line);
    zks_columns_clear(&columns);
    return status;
}
