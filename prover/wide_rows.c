#include "prover/row_source.h"
#include "prover/wide_pattern.h"

#include <stdlib.h>
#include <string.h>

#define NOWHERE SIZE_MAX

typedef struct {
    zks_row_source source;
    zks_row_source *wide; /* with a line for each account */
    const char *path;
    zks_wide_pattern pattern;
    size_t width;     /* fields of its rows */
    size_t count;     /* fields of the rows made of them: account, member, then the pattern's columns */
    size_t *places;   /* of each member, where the row has the pattern's columns; NOWHERE: it has none */
    uint32_t *listed; /* members that have some, in the order of the header */
    size_t listed_count, next_listed;
    const zks_field *row; /* of the wide source; NULL before the first */
    zks_field *fields;
    bool is_wide, has_names; /* the latter: given already */
} wide_rows;

static size_t *places_of(const wide_rows *rows, uint32_t member)
{
    return rows->places + member * rows->pattern.count;
}

static bool is_listed(const wide_rows *rows, uint32_t member)
{
    for (size_t i = 0; i < rows->pattern.count; i++)
        if (places_of(rows, member)[i] != NOWHERE)
            return true;
    return false;
}

static zks_status place_column(wide_rows *rows, size_t position, zks_report *report)
{
    const zks_field *column = &rows->row[position];
    size_t name = 0;
    uint32_t member = 0;
    size_t matches = zks_wide_pattern_match(&rows->pattern, column, &name, &member);
    if (matches != 1)
        return zks_input_error(report, rows->path, column->at,
                               matches == 0 ? "%s matches nothing of --wide with a member of index %s"
                                            : "%s matches more than one name of --wide with a member of index %s",
                               zks_quote_field(column).text, rows->pattern.index->name);
    if (places_of(rows, member)[name] != NOWHERE)
        return zks_input_error(report, rows->path, column->at, "column %s appears twice", zks_quote_field(column).text);
    if (!is_listed(rows, member))
        rows->listed[rows->listed_count++] = member;
    places_of(rows, member)[name] = position;
    return ZKS_OK;
}

static bool make_room(wide_rows *rows)
{
    size_t members = rows->pattern.index->member_count;
    rows->count = 2 + rows->pattern.count;
    rows->fields = calloc(rows->count, sizeof *rows->fields);
    rows->listed = calloc(members, sizeof *rows->listed);
    rows->places = calloc(members * rows->pattern.count, sizeof *rows->places);
    for (size_t i = 0; rows->places != NULL && i < members * rows->pattern.count; i++)
        rows->places[i] = NOWHERE;
    return rows->fields != NULL && rows->listed != NULL && rows->places != NULL;
}

/* Whether the header is one with a line for each account: some column matches. */
static bool has_match(const wide_rows *rows)
{
    size_t name;
    uint32_t member;
    for (size_t i = 1; i < rows->width; i++)
        if (zks_wide_pattern_match(&rows->pattern, &rows->row[i], &name, &member) > 0)
            return true;
    return false;
}

static zks_status read_header(wide_rows *rows, zks_report *report)
{
    zks_status status = rows->wide->next(rows->wide, &rows->row, &rows->width, report);
    rows->is_wide = status == ZKS_OK && has_match(rows);
    if (!rows->is_wide)
        return status;
    if (!make_room(rows))
        return zks_input_memory(report, rows->path);
    for (size_t i = 1; i < rows->width && status == ZKS_OK; i++)
        status = place_column(rows, i, report);
    return status;
}

static zks_status next_names(wide_rows *rows)
{
    const zks_index *index = rows->pattern.index;
    rows->fields[0] = rows->row[0];
    rows->fields[1] = (zks_field){index->name, strlen(index->name), rows->row[0].at};
    for (size_t i = 0; i < rows->pattern.count; i++) {
        rows->fields[2 + i] = rows->pattern.names[i].column;
        rows->fields[2 + i].at = rows->row[0].at;
    }
    rows->next_listed = rows->listed_count;
    return ZKS_OK;
}

static zks_status next_wide(wide_rows *rows, size_t *count, zks_report *report)
{
    zks_status status = rows->wide->next(rows->wide, &rows->row, count, report);
    rows->source.bytes_read = rows->wide->bytes_read;
    rows->next_listed = 0;
    if (status == ZKS_OK && *count > 0 && *count != rows->width)
        return zks_input_error(report, rows->path, rows->row[0].at, "row has %zu fields, the header %zu", *count,
                               rows->width);
    return status;
}

/* The row of the account's next member. */
static zks_status next_member(wide_rows *rows, zks_report *report)
{
    uint32_t member = rows->listed[rows->next_listed++];
    const char *name = rows->pattern.index->members[member].name;
    const size_t *places = places_of(rows, member);
    rows->fields[0] = rows->row[0];
    rows->fields[1] = (zks_field){name, strlen(name), rows->row[0].at};
    for (size_t i = 0; i < rows->pattern.count; i++)
        rows->fields[2 + i] = places[i] != NOWHERE ? rows->row[places[i]] : (zks_field){"0", 1, rows->row[0].at};
    return zks_row_check(rows->path, rows->fields, rows->count, report);
}

static zks_status next_row(zks_row_source *source, const zks_field **fields, size_t *count, zks_report *report)
{
    wide_rows *rows = (wide_rows *)source;
    bool is_header = !rows->has_names;
    zks_status status = ZKS_OK;
    rows->has_names = true;
    if (!rows->is_wide) {
        *count = rows->width;
        if (!is_header)
            status = rows->wide->next(rows->wide, &rows->row, count, report);
        *fields = rows->row;
        source->bytes_read = rows->wide->bytes_read;
        return status;
    }
    *fields = rows->fields;
    *count = rows->count;
    if (is_header)
        return next_names(rows);
    if (rows->next_listed == rows->listed_count)
        status = next_wide(rows, count, report);
    if (status != ZKS_OK || *count == 0)
        return status;
    *count = rows->count;
    return next_member(rows, report);
}

static void close_rows(zks_row_source *source)
{
    wide_rows *rows = (wide_rows *)source;
    rows->wide->close(rows->wide);
    zks_wide_pattern_clear(&rows->pattern);
    free(rows->places);
    free(rows->listed);
    free(rows->fields);
    free(rows);
}

zks_status zks_wide_rows_open(zks_row_source **source, const char *path, zks_row_source *wide, const char *pattern,
                              const zks_numbers *numbers, zks_report *report)
{
    wide_rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL) {
        wide->close(wide);
        return zks_input_memory(report, path);
    }
    rows->wide = wide;
    rows->path = path;
    rows->source = (zks_row_source){.next = next_row, .close = close_rows, .bytes = wide->bytes};
    zks_status status = zks_wide_pattern_init(&rows->pattern, pattern, numbers, report);
    if (status == ZKS_OK)
        status = read_header(rows, report);
    if (status == ZKS_OK)
        *source = &rows->source;
    else
        close_rows(&rows->source);
    return status;
}
