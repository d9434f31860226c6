#include "prover/row_source.h"

#include "circuits/utf8.h"
#include "prover/first_byte.h"
#include "prover/postgresql/address.h"
#include "prover/unpacker.h"

#include <stdlib.h>
#include <string.h>

#define SQLITE_SCHEME "sqlite:"

typedef struct {
    zks_row_source source;
    zks_csv *csv;
} csv_rows;

static zks_status next_of_csv(zks_row_source *source, const zks_field **fields, size_t *count, zks_report *report)
{
    zks_csv *csv = ((csv_rows *)source)->csv;
    zks_status status = zks_csv_next(csv, fields, count, report);
    source->bytes_read = zks_csv_bytes_read(csv);
    return status;
}

static void close_csv(zks_row_source *source)
{
    zks_csv_close(((csv_rows *)source)->csv);
    free(source);
}

zks_status zks_csv_rows_open(zks_row_source **source, const char *path, zks_byte_source *bytes, zks_report *report)
{
    zks_csv *csv;
    zks_status status = zks_csv_open(&csv, path, bytes, ZKS_CSV_LIMITS, report);
    if (status != ZKS_OK)
        return status;
    csv_rows *rows = malloc(sizeof *rows);
    if (rows == NULL) {
        zks_csv_close(csv);
        return zks_input_memory(report, path);
    }
    *rows = (csv_rows){{.next = next_of_csv, .close = close_csv, .bytes = zks_csv_bytes(csv)}, csv};
    *source = &rows->source;
    return ZKS_OK;
}

bool zks_row_source_takes_query(const char *path)
{
    return strncmp(path, SQLITE_SCHEME, strlen(SQLITE_SCHEME)) == 0 || zks_is_postgresql(path);
}

char *zks_row_source_name(const char *path)
{
    return zks_is_postgresql(path) ? zks_postgresql_name(path) : strdup(path);
}

/* No header of CSV begins with a brace. */
static zks_status open_file(zks_row_source **source, const char *path, const zks_numbers *numbers, zks_report *report)
{
    zks_byte_source *bytes;
    int first = 0;
    zks_status status = zks_unpacker_open(&bytes, path, report);
    if (status == ZKS_OK)
        status = zks_first_byte(&bytes, &first, path, report);
    if (status != ZKS_OK)
        return status;
    return first == '{' ? zks_json_rows_open(source, path, bytes, numbers, report)
                        : zks_csv_rows_open(source, path, bytes, report);
}

static zks_status open_database(zks_row_source **source, const char *path, zks_reading reading, zks_report *report)
{
    if (reading.query == NULL)
        return zks_input_error(report, reading.name, (zks_position){0, 0},
                               "a database needs a query: --query SQL, one for each database of the ledger");
    return zks_is_postgresql(path) ? zks_postgresql_rows_open(source, path, reading, report)
                                   : zks_sqlite_rows_open(source, path, reading.query, report);
}

zks_status zks_row_source_open(zks_row_source **source, const char *path, zks_reading reading,
                               const zks_numbers *numbers, zks_report *report)
{
    zks_row_source *opened;
    zks_status status = zks_row_source_takes_query(path) ? open_database(&opened, path, reading, report)
                                                         : open_file(&opened, path, numbers, report);
    if (status == ZKS_OK && reading.wide != NULL)
        return zks_wide_rows_open(source, reading.name, opened, reading.wide, numbers, report);
    if (status == ZKS_OK)
        *source = opened;
    return status;
}

zks_status zks_row_check(const char *path, const zks_field *fields, size_t count, zks_report *report)
{
    size_t bytes = 0;
    if (count > ZKS_CSV_MAX_FIELDS)
        return zks_input_error(report, path, fields[0].at, "row of more than %d fields", ZKS_CSV_MAX_FIELDS);
    for (size_t i = 0; i < count; i++) {
        if (fields[i].length > ZKS_CSV_MAX_FIELD)
            return zks_input_error(report, path, fields[i].at, "field of more than %d bytes", ZKS_CSV_MAX_FIELD);
        if (!zks_utf8_is_valid(fields[i].text, fields[i].length))
            return zks_input_error(report, path, fields[i].at, "%s is not valid UTF-8",
                                   zks_quote_field(&fields[i]).text);
        bytes += fields[i].length;
    }
    return bytes <= ZKS_CSV_MAX_ROW
               ? ZKS_OK
               : zks_input_error(report, path, fields[0].at, "row of more than %u bytes", ZKS_CSV_MAX_ROW);
}
