#include "prover/reserves.h"

#include "circuits/decimal.h"
#include "prover/sheets.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void free_pool(zks_values *pool, size_t count)
{
    for (size_t i = 0; pool != NULL && i < count; i++) {
        for (size_t j = 0; pool[i].values != NULL && j < pool[i].value_count; j++)
            free(pool[i].values[j]);
        free(pool[i].values);
        free(pool[i].name);
    }
    free(pool);
}

/* Values are NULL until read. False: out of memory. */
static bool open_values(zks_values *values, const zks_columns *columns, const char *name)
{
    *values = (zks_values){.name = strdup(name),
                           .dimension_count = columns->over.count,
                           .value_count = columns->member_count,
                           .values = calloc(columns->member_count, sizeof *values->values)};
    for (size_t i = 0; i < columns->over.count; i++)
        values->dimensions[i] = columns->numbers->indexes[columns->over.index[i]].member_count;
    return values->name != NULL && values->values != NULL;
}

/* By declared column; those that stand in no file stay empty. */
static zks_values *open_pool(const zks_column_groups *groups, size_t count)
{
    zks_values *pool = calloc(count, sizeof *pool);
    bool memory = pool != NULL;
    for (size_t i = 0; i < groups->count && memory; i++)
        for (size_t j = 0; j < groups->list[i].count && memory; j++) {
            const zks_placed_column *column = &groups->list[i].list[j];
            memory = open_values(&pool[column->number], &groups->list[i], column->declared.name);
        }
    if (memory)
        return pool;
    free_pool(pool, count);
    return NULL;
}

/* Of one file. */
typedef struct {
    const zks_columns *columns;
    zks_values *pool;
    uint64_t *lines; /* by member, of its row; 0: none yet */
} pool_reader;

/* What is published is the amount's text made canonical. */
static zks_status read_value(const pool_reader *reader, size_t column, size_t member, const zks_field *field,
                             zks_report *report)
{
    char canonical[ZKS_DECIMAL_MAX + 2];
    zks_status status = zks_columns_check_public(reader->columns, column, member, field, report);
    if (status != ZKS_OK)
        return status;
    bool is_decimal = zks_decimal_canonical(canonical, field->text, field->length);
    assert(is_decimal);
    char **value = &reader->pool[reader->columns->list[column].number].values[member];
    *value = strdup(canonical);
    return *value == NULL ? zks_input_memory(report, reader->columns->file) : ZKS_OK;
}

static const char *name_of_row(const zks_columns *columns, const zks_list_text *member)
{
    return columns->over.count == 0 ? "the pool" : member->text;
}

static zks_status read_row(const pool_reader *reader, const zks_field *fields, zks_report *report)
{
    const zks_columns *columns = reader->columns;
    uint32_t member;
    zks_status status = zks_columns_member(columns, fields, &member, report);
    if (status != ZKS_OK)
        return status;
    zks_list_text name = zks_columns_member_name(columns, member);
    if (reader->lines[member] != 0)
        return zks_input_error(report, columns->file, fields[0].at, "%s has a second row, first on line %" PRIu64,
                               name_of_row(columns, &name), reader->lines[member]);
    reader->lines[member] = fields[0].at.line;
    for (size_t i = 0; i < columns->count && status == ZKS_OK; i++)
        status = read_value(reader, i, member, &fields[zks_columns_key_count(columns) + i], report);
    return status;
}

static zks_status check_complete(const pool_reader *reader, zks_report *report)
{
    const zks_columns *columns = reader->columns;
    for (size_t i = 0; i < columns->member_count; i++) {
        zks_list_text name = zks_columns_member_name(columns, i);
        if (reader->lines[i] == 0)
            return zks_input_error(report, columns->file, (zks_position){0, 0},
                                   "no row for %s; write 0 where nothing is held", name_of_row(columns, &name));
    }
    return ZKS_OK;
}

static zks_status read_sheet(zks_values *pool, zks_sheets *sheets, size_t sheet, zks_report *report)
{
    const zks_columns *columns = sheets->sheets[sheet].columns;
    pool_reader reader = {columns, pool, calloc(columns->member_count, sizeof *reader.lines)};
    zks_status status = reader.lines != NULL ? ZKS_OK : zks_input_memory(report, columns->file);
    const zks_field *fields = NULL;
    do {
        if (status == ZKS_OK)
            status = zks_sheets_next(sheets, sheet, &fields, report);
        if (status == ZKS_OK && fields != NULL)
            status = read_row(&reader, fields, report);
    } while (status == ZKS_OK && fields != NULL);
    if (status == ZKS_OK)
        status = check_complete(&reader, report);
    free(reader.lines);
    return status;
}

/* Moves the columns read behind those that the numbers have. False: out of memory. */
static bool append_pool(zks_numbers *numbers, zks_values *pool, size_t count)
{
    zks_values *longer = realloc(numbers->pool, (numbers->pool_count + count) * sizeof *longer);
    if (longer == NULL)
        return false;
    numbers->pool = longer;
    for (size_t i = 0; i < count; i++) {
        if (pool[i].name == NULL)
            continue;
        numbers->pool[numbers->pool_count++] = pool[i];
        pool[i] = (zks_values){0};
    }
    return true;
}

zks_status zks_reserves_read_csv(zks_numbers *numbers, zks_paths paths, const zks_circuit *circuit,
                                 const zks_progress *progress, zks_report *report)
{
    size_t count = zks_circuit_pool_column_count(circuit);
    if (count == 0)
        return zks_input_error(report, paths.paths[0], (zks_position){0, 0},
                               "circuit %s has no pool column, so it takes no reserves", zks_circuit_name(circuit));
    zks_sheets sheets;
    zks_status status = zks_sheets_open(&sheets, circuit, numbers, ZKS_SCOPE_POOL, paths, progress, report);
    if (status != ZKS_OK)
        return status;
    zks_values *pool = open_pool(&sheets.groups, count);
    if (pool == NULL)
        status = zks_input_memory(report, paths.paths[0]);
    for (size_t i = 0; i < sheets.count && status == ZKS_OK; i++)
        status = read_sheet(pool, &sheets, i, report);
    zks_sheets_close(&sheets);
    if (status == ZKS_OK && !append_pool(numbers, pool, count))
        status = zks_input_memory(report, paths.paths[0]);
    free_pool(pool, count);
    return status;
}
