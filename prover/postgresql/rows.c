/* The rows that a query of a PostgreSQL database gives, by COPY. Values come as text, which is exact for the types that
 * are taken. */
#include "prover/postgresql/address.h"
#include "prover/postgresql/copy_line.h"
#include "prover/postgresql/select.h"
#include "prover/postgresql/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TAKEN "text, integer or numeric"

typedef struct {
    zks_row_source source;
    zks_postgresql session;
    PGresult *columns; /* their names and types */
    size_t count;
    char *copy; /* the statement, until it runs */
    char *line; /* of the row */
    zks_copied *values;
    zks_field *fields;
    bool has_names; /* given already */
} postgresql_rows;

static const char *column_name(const postgresql_rows *rows, size_t column)
{
    return PQfname(rows->columns, (int)column);
}

static zks_quoted quote_column(const postgresql_rows *rows, size_t column)
{
    return zks_quote(column_name(rows, column), strlen(column_name(rows, column)));
}

/* ---- types --------------------------------------------------------------------------------------------------- */

/* What pg_type has these types under, in every server. */
typedef enum {
    TYPE_BIGINT = 20,
    TYPE_SMALLINT = 21,
    TYPE_INTEGER = 23,
    TYPE_TEXT = 25,
    TYPE_REAL = 700,
    TYPE_DOUBLE_PRECISION = 701,
    TYPE_CHARACTER = 1042,
    TYPE_CHARACTER_VARYING = 1043,
    TYPE_NUMERIC = 1700
} column_type;

static zks_status report_type(postgresql_rows *rows, size_t column, zks_report *report)
{
    Oid type = PQftype(rows->columns, (int)column);
    bool is_float = type == TYPE_REAL || type == TYPE_DOUBLE_PRECISION;
    char sql[64];
    PGresult *name;
    snprintf(sql, sizeof sql, "SELECT format_type(%u, NULL)", type);
    zks_status status = zks_postgresql_run(&rows->session, sql, &name, report);
    if (status != ZKS_OK)
        return status;
    status = zks_input_error(
        report, rows->session.name, (zks_position){0, 0}, "%s is %.64s%s; expected " TAKEN "%s",
        quote_column(rows, column).text, PQntuples(name) == 1 ? PQgetvalue(name, 0, 0) : "of an unknown type",
        is_float ? ": binary floating point, which cannot hold most decimals and would be rounded" : "",
        is_float ? "; to take it rounded, write ::numeric behind it" : "");
    PQclear(name);
    return status;
}

static zks_status check_types(postgresql_rows *rows, zks_report *report)
{
    for (size_t i = 0; i < rows->count; i++) {
        switch ((column_type)PQftype(rows->columns, (int)i)) {
        case TYPE_BIGINT:
        case TYPE_SMALLINT:
        case TYPE_INTEGER:
        case TYPE_TEXT:
        case TYPE_CHARACTER:
        case TYPE_CHARACTER_VARYING:
        case TYPE_NUMERIC:
            break;
        default:
            return report_type(rows, i, report);
        }
    }
    return ZKS_OK;
}

/* ---- the query ----------------------------------------------------------------------------------------------- */

/* Fields are cut where they are too long in any case, so that no row has to be held that is as large as a server can
 * make it. Cast to text, character(n) loses the spaces it is filled with. malloc'd; NULL: out of memory. */
static char *copy_statement(const char *query, size_t count)
{
    char *sql = NULL;
    size_t length;
    FILE *out = open_memstream(&sql, &length);
    if (out == NULL)
        return NULL;
    fputs("COPY (SELECT ", out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%sleft(c%zu::text, %d)", i > 0 ? ", " : "", i, ZKS_CSV_MAX_FIELD + 1);
    fprintf(out, " FROM (%.*s\n) AS q(", (int)zks_query_length(query), query);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%sc%zu", i > 0 ? ", " : "", i);
    fputs(")) TO STDOUT", out);
    bool is_whole = ferror(out) == 0;
    if (fclose(out) == 0 && is_whole)
        return sql;
    free(sql);
    return NULL;
}

static zks_status refuse_query(const postgresql_rows *rows, zks_report *report)
{
    return zks_input_error(report, rows->session.name, (zks_position){0, 0}, "the query is no SELECT");
}

static zks_status prepare(postgresql_rows *rows, const char *query, zks_report *report)
{
    zks_status status = zks_postgresql_describe(&rows->session, query, &rows->columns, report);
    if (status != ZKS_OK)
        return status;
    rows->count = (size_t)PQnfields(rows->columns);
    if (rows->count == 0)
        return refuse_query(rows, report);
    status = check_types(rows, report);
    if (status != ZKS_OK)
        return status;
    rows->copy = copy_statement(query, rows->count);
    rows->values = calloc(rows->count, sizeof *rows->values);
    rows->fields = calloc(rows->count, sizeof *rows->fields);
    return rows->copy != NULL && rows->values != NULL && rows->fields != NULL
               ? ZKS_OK
               : zks_input_memory(report, rows->session.name);
}

/* ---- rows ---------------------------------------------------------------------------------------------------- */

static zks_status start_copy(postgresql_rows *rows, zks_report *report)
{
    PGresult *result;
    zks_status status = zks_postgresql_run(&rows->session, rows->copy, &result, report);
    PQclear(result);
    free(rows->copy);
    rows->copy = NULL;
    return status;
}

static zks_status next_names(postgresql_rows *rows, zks_report *report)
{
    rows->has_names = true;
    for (size_t i = 0; i < rows->count; i++)
        rows->fields[i] = (zks_field){column_name(rows, i), strlen(column_name(rows, i)), {0, i + 1}};
    return zks_row_check(rows->session.name, rows->fields, rows->count, report);
}

static zks_status take_line(postgresql_rows *rows, size_t length, zks_report *report)
{
    uint64_t row = rows->session.row;
    const char *name = rows->session.name;
    if (!zks_copy_line(rows->line, length, rows->values, rows->count))
        return zks_input_error(report, name, (zks_position){row, 1}, "the server sent no line of COPY");
    for (size_t i = 0; i < rows->count; i++) {
        rows->fields[i] = (zks_field){rows->values[i].text, rows->values[i].length, {row, i + 1}};
        if (rows->fields[i].text == NULL)
            return zks_input_error(report, name, rows->fields[i].at, "%s is NULL; expected " TAKEN,
                                   quote_column(rows, i).text);
    }
    return zks_row_check(name, rows->fields, rows->count, report);
}

static zks_status next_values(postgresql_rows *rows, size_t *count, zks_report *report)
{
    size_t length = 0;
    zks_status status = rows->copy != NULL ? start_copy(rows, report) : ZKS_OK;
    rows->session.row++;
    PQfreemem(rows->line);
    rows->line = NULL;
    if (status == ZKS_OK)
        status = zks_postgresql_next_line(&rows->session, &rows->line, &length, report);
    *count = rows->line != NULL ? rows->count : 0;
    return status == ZKS_OK && *count > 0 ? take_line(rows, length, report) : status;
}

static zks_status next_row(zks_row_source *source, const zks_field **fields, size_t *count, zks_report *report)
{
    postgresql_rows *rows = (postgresql_rows *)source;
    *fields = rows->fields;
    *count = rows->count;
    return rows->has_names ? next_values(rows, count, report) : next_names(rows, report);
}

static void close_rows(zks_row_source *source)
{
    postgresql_rows *rows = (postgresql_rows *)source;
    zks_postgresql_close(&rows->session);
    PQclear(rows->columns);
    PQfreemem(rows->line);
    free(rows->copy);
    free(rows->values);
    free(rows->fields);
    free(rows);
}

static zks_status open_rows(postgresql_rows *rows, const char *address, zks_reading reading, zks_report *report)
{
    if (!zks_postgresql_address_is_clear(address))
        return zks_input_error(
            report, reading.name, (zks_position){0, 0},
            "no address: expected postgresql://USER@HOST:PORT/DATABASE, with : / ? # @ %% in USER and "
            "PASSWORD written %%3A %%2F %%3F %%23 %%40 %%25");
    if (!zks_query_is_select(reading.query))
        return refuse_query(rows, report);
    zks_status status = zks_postgresql_connect(&rows->session, address, report);
    if (status == ZKS_OK)
        status = zks_postgresql_begin(&rows->session, reading.snapshot, report);
    return status == ZKS_OK ? prepare(rows, reading.query, report) : status;
}

zks_status zks_postgresql_rows_open(zks_row_source **source, const char *address, zks_reading reading,
                                    zks_report *report)
{
    postgresql_rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL)
        return zks_input_memory(report, reading.name);
    rows->source = (zks_row_source){.next = next_row, .close = close_rows};
    rows->session = (zks_postgresql){.name = reading.name, .progress = reading.progress};
    zks_status status = open_rows(rows, address, reading, report);
    if (status == ZKS_OK)
        *source = &rows->source;
    else
        close_rows(&rows->source);
    return status;
}
