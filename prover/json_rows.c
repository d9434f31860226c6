#include "prover/line_reader.h"
#include "prover/row_source.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A 64-bit integer as text. */
typedef struct {
    char text[24];
} integer_text;

typedef struct {
    zks_row_source source;
    const char *path;
    zks_line_reader *lines;
    json_t *first;  /* line's object, whose names are the header */
    json_t *object; /* of the row */
    uint64_t line;  /* that it stands on */
    size_t count;
    const char **names; /* in the order of the header; borrowed from `first` */
    zks_field *fields;
    integer_text *integers;
    bool has_names, has_first; /* given already */
} json_rows;

static zks_position here(const json_rows *rows)
{
    return (zks_position){rows->line, 1};
}

static bool is_blank(const zks_field *line)
{
    return line->length == 0 || (line->length == 1 && line->text[0] == '\r');
}

static zks_status parse(json_rows *rows, const zks_field *line, zks_report *report)
{
    json_error_t error;
    rows->object = json_loadb(line->text, line->length, JSON_REJECT_DUPLICATES, &error);
    if (rows->object == NULL && json_error_code(&error) == json_error_out_of_memory)
        return zks_input_memory(report, rows->path);
    if (rows->object == NULL)
        return zks_input_error(report, rows->path,
                               (zks_position){rows->line, error.column > 0 ? (uint64_t)error.column : 1}, "%s",
                               error.text);
    return json_is_object(rows->object) ? ZKS_OK
                                        : zks_input_error(report, rows->path, here(rows), "expected a JSON object");
}

/* Reads the object of the next line that is not blank; NULL after the last one. */
static zks_status next_object(json_rows *rows, zks_report *report)
{
    zks_field line;
    zks_status status;
    if (rows->object != rows->first)
        json_decref(rows->object);
    rows->object = NULL;
    do
        status = zks_line_reader_next(rows->lines, &line, report);
    while (status == ZKS_OK && line.text != NULL && is_blank(&line));
    rows->source.bytes_read = zks_line_reader_source(rows->lines)->bytes_read;
    rows->line = line.at.line;
    return status == ZKS_OK && line.text != NULL ? parse(rows, &line, report) : status;
}

static void take_integer(json_rows *rows, size_t place, const json_t *value)
{
    char *text = rows->integers[place].text;
    int length = snprintf(text, sizeof rows->integers->text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    rows->fields[place] = (zks_field){text, (size_t)length, here(rows)};
}

static zks_status take_value(json_rows *rows, size_t place, zks_report *report)
{
    const char *name = rows->names[place];
    const json_t *value = json_object_get(rows->object, name);
    if (json_is_string(value)) {
        rows->fields[place] = (zks_field){json_string_value(value), json_string_length(value), here(rows)};
        return ZKS_OK;
    }
    if (json_is_integer(value)) {
        take_integer(rows, place, value);
        return ZKS_OK;
    }
    zks_quoted quoted = zks_quote(name, strlen(name));
    if (value == NULL)
        return zks_input_error(report, rows->path, here(rows), "object lacks %s, which the first one has", quoted.text);
    if (json_is_real(value))
        return zks_input_error(report, rows->path, here(rows),
                               "%s is a number with a point or an exponent, which programs read as binary floating "
                               "point; write the decimal as a string",
                               quoted.text);
    return zks_input_error(report, rows->path, here(rows), "%s is neither a string nor an integer", quoted.text);
}

static zks_status report_surplus(const json_rows *rows, zks_report *report)
{
    const char *name;
    json_t *value;
    json_object_foreach(rows->object, name, value)
    {
        if (json_object_get(rows->first, name) == NULL)
            return zks_input_error(report, rows->path, here(rows), "object has %s, which the first one lacks",
                                   zks_quote(name, strlen(name)).text);
    }
    return ZKS_OK;
}

static zks_status take_values(json_rows *rows, zks_report *report)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < rows->count && status == ZKS_OK; i++)
        status = take_value(rows, i, report);
    if (status == ZKS_OK)
        status = report_surplus(rows, report);
    return status == ZKS_OK ? zks_row_check(rows->path, rows->fields, rows->count, report) : status;
}

static zks_status give_names(json_rows *rows, zks_report *report)
{
    for (size_t i = 0; i < rows->count; i++)
        rows->fields[i] = (zks_field){rows->names[i], strlen(rows->names[i]), here(rows)};
    rows->has_names = true;
    return zks_row_check(rows->path, rows->fields, rows->count, report);
}

static zks_status next_row(zks_row_source *source, const zks_field **fields, size_t *count, zks_report *report)
{
    json_rows *rows = (json_rows *)source;
    zks_status status = ZKS_OK;
    *fields = rows->fields;
    *count = rows->count;
    if (!rows->has_names)
        return give_names(rows, report);
    if (rows->has_first)
        status = next_object(rows, report);
    rows->has_first = true;
    if (status == ZKS_OK && rows->object != NULL)
        return take_values(rows, report);
    *count = 0;
    return status;
}

static void close_rows(zks_row_source *source)
{
    json_rows *rows = (json_rows *)source;
    if (rows->object != rows->first)
        json_decref(rows->object);
    json_decref(rows->first);
    zks_line_reader_close(rows->lines);
    free(rows->names);
    free(rows->fields);
    free(rows->integers);
    free(rows);
}

/* 0: the account, 1: an index, 2: a column. */
static int rank(const char *name, const zks_numbers *numbers)
{
    if (strcmp(name, "account") == 0)
        return 0;
    for (size_t i = 0; i < numbers->index_count; i++)
        if (strcmp(name, numbers->indexes[i].name) == 0)
            return 1;
    return 2;
}

/* The header: objects have no order, so that what has to come first is put first. */
static zks_status order_names(json_rows *rows, const zks_numbers *numbers, zks_report *report)
{
    size_t count = json_object_size(rows->first);
    rows->names = calloc(count + 1, sizeof *rows->names);
    rows->fields = calloc(count + 1, sizeof *rows->fields);
    rows->integers = calloc(count + 1, sizeof *rows->integers);
    if (rows->names == NULL || rows->fields == NULL || rows->integers == NULL)
        return zks_input_memory(report, rows->path);
    for (int wanted = 0; wanted < 3; wanted++) {
        const char *name;
        json_t *value;
        json_object_foreach(rows->first, name, value)
        {
            if (rank(name, numbers) == wanted)
                rows->names[rows->count++] = name;
        }
    }
    return count > 0 ? ZKS_OK : zks_input_error(report, rows->path, here(rows), "the first object is empty");
}

zks_status zks_json_rows_open(zks_row_source **source, const char *path, zks_byte_source *bytes,
                              const zks_numbers *numbers, zks_report *report)
{
    json_rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL) {
        bytes->close(bytes);
        return zks_input_memory(report, path);
    }
    rows->path = path;
    rows->source = (zks_row_source){.next = next_row, .close = close_rows, .bytes = bytes->bytes};
    rows->lines = zks_line_reader_open(path, bytes);
    zks_status status = rows->lines != NULL ? next_object(rows, report) : zks_input_memory(report, path);
    rows->first = rows->object;
    if (status == ZKS_OK)
        status = order_names(rows, numbers, report);
    if (status == ZKS_OK)
        *source = &rows->source;
    else
        close_rows(&rows->source);
    return status;
}
