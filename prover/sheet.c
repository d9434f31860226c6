#include "prover/sheet.h"

#include "policy/nearest.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOT_YET SIZE_MAX

static const char *expected_name(const zks_sheet *sheet, size_t position)
{
    return position < sheet->key_count ? sheet->keys[position]
                                       : sheet->columns->declared[position - sheet->key_count].name;
}

static size_t field_count(const zks_sheet *sheet)
{
    return sheet->key_count + sheet->columns->count;
}

/* The header as it should be, for messages; shortened where long. */
typedef struct {
    char text[160];
} header_text;

static header_text expected_header(const zks_sheet *sheet)
{
    header_text header = {""};
    size_t used = 0;
    for (size_t i = 0; i < field_count(sheet) && used < sizeof header.text; i++)
        used += (size_t)snprintf(header.text + used, sizeof header.text - used, "%s%s", i == 0 ? "" : ",",
                                 expected_name(sheet, i));
    if (used >= sizeof header.text)
        memcpy(header.text + sizeof header.text - 4, "...", 4);
    return header;
}

static bool is_named(const zks_field *field, const char *name)
{
    return field->length == strlen(name) && memcmp(field->text, name, field->length) == 0;
}

static zks_status report_unknown_column(const zks_sheet *sheet, const zks_field *field, zks_report *report)
{
    zks_nearest nearest = zks_nearest_to(field->text, field->length);
    for (size_t i = 0; i < sheet->columns->count; i++)
        if (sheet->place[i] == NOT_YET)
            zks_nearest_offer(&nearest, sheet->columns->declared[i].name);
    return zks_input_error(report, sheet->columns->file, field->at, "%s is no column of the circuit; expected %s%s",
                           zks_quote_field(field).text, expected_header(sheet).text, zks_nearest_hint(&nearest).text);
}

static zks_status place_column(zks_sheet *sheet, const zks_field *fields, size_t position, zks_report *report)
{
    const zks_field *field = &fields[position];
    for (size_t i = 0; i < sheet->columns->count; i++) {
        if (!is_named(field, sheet->columns->declared[i].name))
            continue;
        if (sheet->place[i] != NOT_YET)
            return zks_input_error(report, sheet->columns->file, field->at,
                                   "column %s appears twice, first at column %llu", sheet->columns->declared[i].name,
                                   (unsigned long long)fields[sheet->place[i]].at.column);
        sheet->place[i] = position;
        return ZKS_OK;
    }
    return report_unknown_column(sheet, field, report);
}

static bool has_other_separators(const zks_field *field)
{
    return memchr(field->text, ';', field->length) != NULL || memchr(field->text, '\t', field->length) != NULL;
}

static zks_status report_missing_key(const zks_sheet *sheet, size_t key, const zks_field *found, zks_report *report)
{
    if (has_other_separators(found))
        return zks_input_error(report, sheet->columns->file, found->at,
                               "%s has no comma, which separates fields; expected %s", zks_quote_field(found).text,
                               expected_header(sheet).text);
    return zks_input_error(report, sheet->columns->file, found->at, "header lacks %s as field %zu; expected %s",
                           sheet->keys[key], key + 1, expected_header(sheet).text);
}

static zks_status read_header(zks_sheet *sheet, zks_report *report)
{
    const char *file = sheet->columns->file;
    const zks_field *fields;
    size_t count;
    zks_status status = zks_csv_next(sheet->csv, &fields, &count, report);
    if (status != ZKS_OK)
        return status;
    if (count == 0)
        return zks_input_error(report, file, (zks_position){1, 1}, "empty; expected the header %s",
                               expected_header(sheet).text);
    for (size_t i = 0; i < sheet->key_count; i++)
        if (i >= count || !is_named(&fields[i], sheet->keys[i]))
            return report_missing_key(sheet, i, &fields[i < count ? i : count - 1], report);
    for (size_t i = 0; i < sheet->columns->count; i++)
        sheet->place[i] = NOT_YET;
    for (size_t i = sheet->key_count; i < count; i++)
        if ((status = place_column(sheet, fields, i, report)) != ZKS_OK)
            return status;
    for (size_t i = 0; i < sheet->columns->count; i++)
        if (sheet->place[i] == NOT_YET)
            return zks_input_error(report, file, fields[count - 1].at, "header lacks column %s; expected %s",
                                   sheet->columns->declared[i].name, expected_header(sheet).text);
    return ZKS_OK;
}

zks_status zks_sheet_open(zks_sheet *sheet, const zks_columns *columns, const char *const *keys, size_t key_count,
                          zks_report *report)
{
    assert(key_count <= ZKS_SHEET_MAX_KEYS);
    zks_sheet opened = {.columns = columns, .key_count = key_count};
    for (size_t i = 0; i < key_count; i++)
        opened.keys[i] = keys[i];
    opened.place = calloc(columns->count + 1, sizeof *opened.place);
    opened.fields = calloc(field_count(&opened) + 1, sizeof *opened.fields);
    zks_status status = opened.place == NULL || opened.fields == NULL
                            ? zks_input_memory(report, columns->file)
                            : zks_csv_open(&opened.csv, columns->file, report);
    if (status == ZKS_OK)
        status = read_header(&opened, report);
    if (status == ZKS_OK)
        *sheet = opened;
    else
        zks_sheet_close(&opened);
    return status;
}

void zks_sheet_close(zks_sheet *sheet)
{
    zks_csv_close(sheet->csv);
    free(sheet->place);
    free(sheet->fields);
    memset(sheet, 0, sizeof *sheet);
}

static zks_status check_length(const zks_sheet *sheet, const zks_field *fields, size_t count, zks_report *report)
{
    size_t expected = field_count(sheet);
    if (count < expected)
        return zks_input_error(report, sheet->columns->file, fields[count - 1].at, "row has %zu of %zu fields (%s)",
                               count, expected, expected_header(sheet).text);
    if (count > expected)
        return zks_input_error(report, sheet->columns->file, fields[expected].at,
                               "row has %zu fields, the header %zu; %s is surplus", count, expected,
                               zks_quote_field(&fields[expected]).text);
    return ZKS_OK;
}

zks_status zks_sheet_next(zks_sheet *sheet, const zks_field **fields, zks_report *report)
{
    const zks_field *row;
    size_t count;
    zks_status status = zks_csv_next(sheet->csv, &row, &count, report);
    if (status == ZKS_OK && count > 0)
        status = check_length(sheet, row, count, report);
    if (status != ZKS_OK)
        return status;
    for (size_t i = 0; i < sheet->key_count && count > 0; i++)
        sheet->fields[i] = row[i];
    for (size_t i = 0; i < sheet->columns->count && count > 0; i++)
        sheet->fields[sheet->key_count + i] = row[sheet->place[i]];
    *fields = count > 0 ? sheet->fields : NULL;
    return ZKS_OK;
}
