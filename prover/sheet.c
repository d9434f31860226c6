#include "prover/sheet.h"

#include "policy/nearest.h"

#include <stdlib.h>
#include <string.h>

#define NOT_YET SIZE_MAX

static size_t key_count(const zks_sheet *sheet)
{
    return zks_columns_key_count(sheet->columns);
}

static size_t field_count(const zks_sheet *sheet)
{
    return key_count(sheet) + sheet->columns->count;
}

static const char *column_name(const zks_sheet *sheet, size_t column)
{
    return sheet->columns->list[column].declared.name;
}

static zks_status report_unknown_column(const zks_sheet *sheet, const zks_column_groups *groups, const zks_field *field,
                                        zks_report *report)
{
    const zks_columns *others = zks_column_groups_find(groups, field);
    if (others != NULL)
        return zks_input_error(report, sheet->file, field->at, "%s belongs into a file with the header %s",
                               zks_quote_field(field).text, zks_columns_header(others).text);
    zks_nearest nearest = zks_nearest_to(field->text, field->length);
    for (size_t i = 0; i < sheet->columns->count; i++)
        if (sheet->place[i] == NOT_YET)
            zks_nearest_offer(&nearest, column_name(sheet, i));
    return zks_input_error(report, sheet->file, field->at, "%s is no column of the circuit; expected %s%s",
                           zks_quote_field(field).text, zks_columns_header(sheet->columns).text,
                           zks_nearest_hint(&nearest).text);
}

static zks_status place_column(zks_sheet *sheet, const zks_column_groups *groups, const zks_field *fields,
                               size_t position, zks_report *report)
{
    const zks_field *field = &fields[position];
    for (size_t i = 0; i < sheet->columns->count; i++) {
        if (!zks_field_is(field, column_name(sheet, i)))
            continue;
        if (sheet->place[i] != NOT_YET)
            return zks_input_error(report, sheet->file, field->at, "column %s appears twice, first at column %llu",
                                   column_name(sheet, i), (unsigned long long)fields[sheet->place[i]].at.column);
        sheet->place[i] = position;
        return ZKS_OK;
    }
    return report_unknown_column(sheet, groups, field, report);
}

static bool has_other_separators(const zks_field *field)
{
    return memchr(field->text, ';', field->length) != NULL || memchr(field->text, '\t', field->length) != NULL;
}

static zks_status report_missing_key(const zks_sheet *sheet, size_t key, const zks_field *found, zks_report *report)
{
    zks_list_text expected = zks_columns_header(sheet->columns);
    if (has_other_separators(found))
        return zks_input_error(report, sheet->file, found->at, "%s has no comma, which separates fields; expected %s",
                               zks_quote_field(found).text, expected.text);
    return zks_input_error(report, sheet->file, found->at, "header lacks %s as field %zu; expected %s",
                           zks_columns_key(sheet->columns, key), key + 1, expected.text);
}

static zks_status place_columns(zks_sheet *sheet, const zks_column_groups *groups, const zks_field *fields,
                                size_t count, zks_report *report)
{
    for (size_t i = 0; i < key_count(sheet); i++)
        if (i >= count || !zks_field_is(&fields[i], zks_columns_key(sheet->columns, i)))
            return report_missing_key(sheet, i, &fields[i < count ? i : count - 1], report);
    for (size_t i = 0; i < sheet->columns->count; i++)
        sheet->place[i] = NOT_YET;
    zks_status status = ZKS_OK;
    for (size_t i = key_count(sheet); i < count && status == ZKS_OK; i++)
        status = place_column(sheet, groups, fields, i, report);
    for (size_t i = 0; i < sheet->columns->count && status == ZKS_OK; i++)
        if (sheet->place[i] == NOT_YET)
            status = zks_input_error(report, sheet->file, fields[count - 1].at, "header lacks column %s; expected %s",
                                     column_name(sheet, i), zks_columns_header(sheet->columns).text);
    return status;
}

/* A group belongs to the first file that has it. */
static zks_status claim_group(const zks_sheet *sheet, zks_columns *group, const zks_field *header, zks_report *report)
{
    if (group->file == NULL) {
        group->file = sheet->file;
        return ZKS_OK;
    }
    return zks_input_error(report, sheet->file, header->at, "column %s stands in %s already", column_name(sheet, 0),
                           strcmp(group->file, "-") == 0 ? "<stdin>" : group->file);
}

static zks_status read_header(zks_sheet *sheet, zks_column_groups *groups, zks_report *report)
{
    const zks_field *fields;
    zks_columns *group = NULL;
    size_t count;
    zks_status status = sheet->source->next(sheet->source, &fields, &count, report);
    if (status == ZKS_OK)
        status = zks_column_groups_recognise(groups, sheet->file, fields, count, &group, report);
    if (status != ZKS_OK)
        return status;
    sheet->columns = group;
    sheet->place = calloc(group->count, sizeof *sheet->place);
    sheet->fields = calloc(field_count(sheet), sizeof *sheet->fields);
    if (sheet->place == NULL || sheet->fields == NULL)
        return zks_input_memory(report, sheet->file);
    status = place_columns(sheet, groups, fields, count, report);
    return status == ZKS_OK ? claim_group(sheet, group, fields, report) : status;
}

zks_status zks_sheet_open(zks_sheet *sheet, const char *path, zks_reading reading, zks_column_groups *groups,
                          zks_report *report)
{
    zks_sheet opened = {.file = zks_row_source_name(path)};
    if (opened.file == NULL)
        return ZKS_ERROR_MEMORY;
    reading.name = opened.file;
    zks_status status = zks_row_source_open(&opened.source, path, reading, groups->numbers, report);
    if (status == ZKS_OK)
        status = read_header(&opened, groups, report);
    if (status == ZKS_OK)
        *sheet = opened;
    else
        zks_sheet_close(&opened);
    return status;
}

void zks_sheet_close(zks_sheet *sheet)
{
    if (sheet->source != NULL)
        sheet->source->close(sheet->source);
    free(sheet->file);
    free(sheet->place);
    free(sheet->fields);
    memset(sheet, 0, sizeof *sheet);
}

static zks_status check_length(const zks_sheet *sheet, const zks_field *fields, size_t count, zks_report *report)
{
    size_t expected = field_count(sheet);
    if (count < expected)
        return zks_input_error(report, sheet->file, fields[count - 1].at, "row has %zu of %zu fields (%s)", count,
                               expected, zks_columns_header(sheet->columns).text);
    if (count > expected)
        return zks_input_error(report, sheet->file, fields[expected].at,
                               "row has %zu fields, the header %zu; %s is surplus", count, expected,
                               zks_quote_field(&fields[expected]).text);
    return ZKS_OK;
}

zks_status zks_sheet_next(zks_sheet *sheet, const zks_field **fields, zks_report *report)
{
    const zks_field *row;
    size_t count;
    zks_status status = sheet->source->next(sheet->source, &row, &count, report);
    if (status == ZKS_OK && count > 0)
        status = check_length(sheet, row, count, report);
    if (status != ZKS_OK)
        return status;
    size_t keys = key_count(sheet);
    for (size_t i = 0; i < keys && count > 0; i++)
        sheet->fields[i] = row[i];
    for (size_t i = 0; i < sheet->columns->count && count > 0; i++)
        sheet->fields[keys + i] = row[sheet->place[i]];
    *fields = count > 0 ? sheet->fields : NULL;
    return ZKS_OK;
}
