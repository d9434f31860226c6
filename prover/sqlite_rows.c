#include "prover/row_source.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define MOST_VALUE_BYTES (1 << 20) /* of what the database can hold in one row, or a query make of it */
#define WAIT_MILLISECONDS 5000     /* for who is writing */

typedef struct {
    zks_row_source source;
    const char *path;
    sqlite3 *database;
    sqlite3_stmt *statement;
    uint64_t row; /* 0: that of the names */
    size_t count;
    zks_field *fields;
} sqlite_rows;

static zks_status report_database(const sqlite_rows *rows, zks_report *report)
{
    int code = sqlite3_errcode(rows->database);
    zks_input_error(report, rows->path, (zks_position){rows->row, 1}, "%s", sqlite3_errmsg(rows->database));
    if (code == SQLITE_NOMEM)
        return ZKS_ERROR_MEMORY;
    return code == SQLITE_CANTOPEN || code == SQLITE_IOERR || code == SQLITE_BUSY || code == SQLITE_PERM
               ? ZKS_ERROR_READ
               : ZKS_ERROR_INPUT;
}

static zks_status next_names(sqlite_rows *rows, zks_report *report)
{
    for (size_t i = 0; i < rows->count; i++) {
        const char *name = sqlite3_column_name(rows->statement, (int)i);
        if (name == NULL)
            return zks_input_memory(report, rows->path);
        rows->fields[i] = (zks_field){name, strlen(name), {0, i + 1}};
    }
    return ZKS_OK;
}

static zks_status report_type(const sqlite_rows *rows, int column, zks_report *report)
{
    static const char *const types[] = {
        [SQLITE_FLOAT] = "REAL: binary floating point, which cannot hold most decimals and would be rounded",
        [SQLITE_BLOB] = "a BLOB",
        [SQLITE_NULL] = "NULL",
    };
    return zks_input_error(
        report, rows->path, (zks_position){rows->row, (uint64_t)column + 1}, "%s is %s; expected TEXT or INTEGER",
        zks_quote(sqlite3_column_name(rows->statement, column), strlen(sqlite3_column_name(rows->statement, column)))
            .text,
        types[sqlite3_column_type(rows->statement, column)]);
}

static zks_status next_values(sqlite_rows *rows, zks_report *report)
{
    for (int i = 0; i < (int)rows->count; i++) {
        int type = sqlite3_column_type(rows->statement, i);
        if (type != SQLITE_TEXT && type != SQLITE_INTEGER)
            return report_type(rows, i, report);
        const char *text = (const char *)sqlite3_column_text(rows->statement, i);
        if (text == NULL)
            return zks_input_memory(report, rows->path);
        rows->fields[i] =
            (zks_field){text, (size_t)sqlite3_column_bytes(rows->statement, i), {rows->row, (uint64_t)i + 1}};
    }
    return ZKS_OK;
}

static zks_status next_row(zks_row_source *source, const zks_field **fields, size_t *count, zks_report *report)
{
    sqlite_rows *rows = (sqlite_rows *)source;
    bool is_names = rows->fields[0].text == NULL;
    *count = rows->count;
    if (!is_names) {
        rows->row++;
        int result = sqlite3_step(rows->statement);
        if (result == SQLITE_DONE)
            *count = 0;
        else if (result != SQLITE_ROW)
            return report_database(rows, report);
    }
    zks_status status = ZKS_OK;
    if (*count > 0)
        status = is_names ? next_names(rows, report) : next_values(rows, report);
    *fields = rows->fields;
    return status == ZKS_OK ? zks_row_check(rows->path, rows->fields, *count, report) : status;
}

static void close_rows(zks_row_source *source)
{
    sqlite_rows *rows = (sqlite_rows *)source;
    sqlite3_finalize(rows->statement);
    sqlite3_close(rows->database);
    free(rows->fields);
    free(rows);
}

/* Nothing that stands in the database is run or trusted, nothing is written to it, and balances reach no temporary
 * file. */
static zks_status open_database(sqlite_rows *rows, zks_report *report)
{
    const char *file = strchr(rows->path, ':') + 1;
    if (sqlite3_open_v2(file, &rows->database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return rows->database != NULL ? report_database(rows, report) : zks_input_memory(report, rows->path);
    sqlite3_limit(rows->database, SQLITE_LIMIT_LENGTH, MOST_VALUE_BYTES);
    sqlite3_limit(rows->database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(rows->database, WAIT_MILLISECONDS);
    if (sqlite3_db_config(rows->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK ||
        sqlite3_db_config(rows->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) != SQLITE_OK ||
        sqlite3_exec(rows->database, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON", NULL, NULL, NULL) !=
            SQLITE_OK)
        return report_database(rows, report);
    return ZKS_OK;
}

/* That there is nothing behind the query but spaces and comments. */
static zks_status check_end(const sqlite_rows *rows, const char *rest, zks_report *report)
{
    sqlite3_stmt *second = NULL;
    int result = sqlite3_prepare_v2(rows->database, rest, -1, &second, NULL);
    sqlite3_finalize(second);
    if (result == SQLITE_OK && second == NULL)
        return ZKS_OK;
    return zks_input_error(report, rows->path, (zks_position){0, 0}, "the query is more than one statement");
}

static zks_status prepare(sqlite_rows *rows, const char *query, zks_report *report)
{
    const char *rest = NULL;
    if (sqlite3_prepare_v2(rows->database, query, -1, &rows->statement, &rest) != SQLITE_OK)
        return report_database(rows, report);
    rows->count = rows->statement != NULL ? (size_t)sqlite3_column_count(rows->statement) : 0;
    if (rows->count == 0 || !sqlite3_stmt_readonly(rows->statement))
        return zks_input_error(report, rows->path, (zks_position){0, 0}, "the query is no SELECT");
    rows->fields = calloc(rows->count, sizeof *rows->fields);
    return rows->fields != NULL ? check_end(rows, rest, report) : zks_input_memory(report, rows->path);
}

zks_status zks_sqlite_rows_open(zks_row_source **source, const char *path, const char *query, zks_report *report)
{
    sqlite_rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL)
        return zks_input_memory(report, path);
    rows->path = path;
    rows->source.next = next_row;
    rows->source.close = close_rows;
    zks_status status = open_database(rows, report);
    if (status == ZKS_OK)
        status = prepare(rows, query, report);
    if (status == ZKS_OK)
        *source = &rows->source;
    else
        close_rows(&rows->source);
    return status;
}
