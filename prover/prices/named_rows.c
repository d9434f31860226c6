#include "prover/prices/named_rows.h"

#include "policy/csv_reader.h"

#include <assert.h>
#include <stdio.h>

#define HEADER ((zks_position){1, 1})
#define NO_PLACE SIZE_MAX

typedef struct {
    const char *file;
    const zks_named_column *columns;
    size_t count, place[ZKS_NAMED_COLUMNS]; /* in a row; NO_PLACE: it is not there */
    size_t width;
    zks_report *report;
} table;

typedef struct {
    char text[128];
} column_names;

/* "feed, asset, decimals". */
static column_names expected(const table *t)
{
    column_names names = {0};
    size_t length = 0;
    for (size_t i = 0; i < t->count; i++)
        length += (size_t)snprintf(names.text + length, sizeof names.text - length, "%s%s", i == 0 ? "" : ", ",
                                   t->columns[i].name);
    return names;
}

static zks_status read_name(table *t, const zks_field *field, size_t at)
{
    for (size_t i = 0; i < t->count; i++) {
        if (!zks_field_is(field, t->columns[i].name))
            continue;
        if (t->place[i] != NO_PLACE)
            return zks_input_error(t->report, t->file, field->at, "column %s stands there twice", t->columns[i].name);
        t->place[i] = at;
        return ZKS_OK;
    }
    return zks_input_error(t->report, t->file, field->at, "%s is no column of this file; expected %s",
                           zks_quote_field(field).text, expected(t).text);
}

static zks_status read_header(table *t, zks_csv *csv)
{
    const zks_field *fields;
    zks_status status = zks_csv_next(csv, &fields, &t->width, t->report);
    for (size_t i = 0; i < t->count; i++)
        t->place[i] = NO_PLACE;
    for (size_t i = 0; status == ZKS_OK && i < t->width; i++)
        status = read_name(t, &fields[i], i);
    for (size_t i = 0; status == ZKS_OK && i < t->count; i++)
        if (t->place[i] == NO_PLACE && !t->columns[i].may_be_missing)
            status = zks_input_error(t->report, t->file, HEADER, "no column %s; expected %s", t->columns[i].name,
                                     expected(t).text);
    return status;
}

/* Each field with a NUL behind it. */
typedef struct {
    char text[ZKS_NAMED_COLUMNS][ZKS_CSV_MAX_FIELD + 1];
    const char *fields[ZKS_NAMED_COLUMNS];
    zks_position at[ZKS_NAMED_COLUMNS];
} terminated;

static zks_status take_fields(const table *t, terminated *out, const zks_field *fields, size_t count)
{
    if (count != t->width)
        return zks_input_error(t->report, t->file, fields[0].at, "%zu field%s; expected %zu", count,
                               count == 1 ? "" : "s", t->width);
    for (size_t i = 0; i < t->count; i++) {
        out->fields[i] = NULL;
        if (t->place[i] == NO_PLACE)
            continue;
        const zks_field *field = &fields[t->place[i]];
        if (memchr(field->text, '\0', field->length) != NULL)
            return zks_input_error(t->report, t->file, field->at, "a NUL character");
        memcpy(out->text[i], field->text, field->length);
        out->text[i][field->length] = '\0';
        out->fields[i] = out->text[i];
        out->at[i] = field->at;
    }
    return ZKS_OK;
}

static zks_status read_rows(table *t, zks_csv *csv, zks_named_row *row, void *context)
{
    const zks_field *fields;
    size_t count;
    terminated taken;
    zks_status status = zks_csv_next(csv, &fields, &count, t->report);
    while (status == ZKS_OK && count > 0) {
        status = take_fields(t, &taken, fields, count);
        if (status == ZKS_OK)
            status = row(context, taken.fields, taken.at, t->report);
        if (status == ZKS_OK)
            status = zks_csv_next(csv, &fields, &count, t->report);
    }
    return status;
}

zks_status zks_named_rows_read(const char *file, const zks_named_column *columns, size_t count, zks_named_row *row,
                               void *context, zks_report *report)
{
    assert(count <= ZKS_NAMED_COLUMNS);
    table t = {.file = file, .columns = columns, .count = count, .report = report};
    zks_byte_source *source;
    zks_csv *csv;
    zks_status status = zks_file_source_open(&source, file, report);
    if (status == ZKS_OK)
        status = zks_csv_open(&csv, file, source, ZKS_CSV_LIMITS, report);
    if (status != ZKS_OK)
        return status;
    status = read_header(&t, csv);
    if (status == ZKS_OK)
        status = read_rows(&t, csv, row, context);
    zks_csv_close(csv);
    return status;
}
