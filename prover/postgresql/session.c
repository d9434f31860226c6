#include "prover/postgresql/session.h"

#include "prover/stage.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_SECONDS "10"
#define LOOK_MILLISECONDS 100 /* how often a wait looks whether it is interrupted */

/* ---- what fails ---------------------------------------------------------------------------------------------- */

/* On one line: libpq breaks its messages, and a server may. */
static zks_status fail(const zks_postgresql *s, zks_status status, const char *message, zks_report *report)
{
    char line[sizeof report->detail];
    size_t used = 0;
    const char *between = "";
    for (const char *at = message; *at != 0 && used + 4 < sizeof line; at++) {
        if (*at == '\n')
            between = "; ";
        else if (*at == ' ' || *at == '\t')
            between = *between != 0 ? between : " ";
        else {
            used += (size_t)snprintf(line + used, sizeof line - used, "%s%c", used > 0 ? between : "", *at);
            between = "";
        }
    }
    zks_input_error(report, s->name, (zks_position){s->row, 1}, "%.*s", (int)used, line);
    return status;
}

static zks_status fail_connection(const zks_postgresql *s, zks_report *report)
{
    return fail(s, ZKS_ERROR_READ, PQerrorMessage(s->connection), report);
}

/* The classes of errors that are not the query's: of connections, of the server's resources, of operators and of its
 * system. */
static bool is_of_server(const char *state)
{
    static const char *const classes[] = {"08", "53", "57", "58"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(state, classes[i], strlen(classes[i])) == 0)
            return true;
    return false;
}

/* That a query is several is a syntax error to the server, of a place of its own. */
static bool is_of_several_statements(const char *state, const PGresult *result)
{
    const char *place = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
    return strcmp(state, "42601") == 0 && place != NULL && strcmp(place, "exec_parse_message") == 0;
}

static zks_status fail_result(const zks_postgresql *s, const PGresult *result, zks_report *report)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (state == NULL || message == NULL)
        return fail_connection(s, report);
    if (is_of_several_statements(state, result))
        message = "the query is more than one statement";
    return fail(s, is_of_server(state) ? ZKS_ERROR_READ : ZKS_ERROR_INPUT, message, report);
}

/* ---- waiting ------------------------------------------------------------------------------------------------- */

/* For a moment; *is_ready: the socket can be read from or written to, or is gone, which libpq then says. */
static zks_status wait_a_moment(const zks_postgresql *s, short events, bool *is_ready)
{
    struct pollfd socket = {.fd = PQsocket(s->connection), .events = events};
    *is_ready = socket.fd < 0 || poll(&socket, 1, LOOK_MILLISECONDS) > 0;
    return zks_is_interrupted(s->progress) ? ZKS_ERROR_INTERRUPTED : ZKS_OK;
}

static zks_status wait_for_input(const zks_postgresql *s, zks_report *report)
{
    bool is_ready = false;
    zks_status status = ZKS_OK;
    while (status == ZKS_OK && !is_ready)
        status = wait_a_moment(s, POLLIN, &is_ready);
    return status == ZKS_OK && PQconsumeInput(s->connection) == 0 ? fail_connection(s, report) : status;
}

/* ---- connecting ---------------------------------------------------------------------------------------------- */

/* 0: as long as it takes. */
static double seconds_to_connect(const zks_postgresql *s)
{
    PQconninfoOption *options = PQconninfo(s->connection);
    double seconds = 0;
    for (PQconninfoOption *o = options; o != NULL && o->keyword != NULL; o++)
        if (strcmp(o->keyword, "connect_timeout") == 0 && o->val != NULL)
            seconds = atof(o->val);
    PQconninfoFree(options);
    return seconds;
}

static zks_status complete_connection(const zks_postgresql *s, zks_report *report)
{
    double limit = seconds_to_connect(s), waited = 0, since = 0;
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    zks_stage_seconds(&since);
    while (next != PGRES_POLLING_OK) {
        bool is_ready;
        if (next == PGRES_POLLING_FAILED)
            return fail_connection(s, report);
        if (limit > 0 && waited > limit)
            return fail(s, ZKS_ERROR_READ, "the server did not answer in time (connect_timeout)", report);
        if (wait_a_moment(s, next == PGRES_POLLING_READING ? POLLIN : POLLOUT, &is_ready) != ZKS_OK)
            return ZKS_ERROR_INTERRUPTED;
        if (is_ready)
            next = PQconnectPoll(s->connection);
        waited += zks_stage_seconds(&since);
    }
    return ZKS_OK;
}

/* Warnings and notices are not for the terminal. */
static void ignore(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

zks_status zks_postgresql_connect(zks_postgresql *s, const char *address, zks_report *report)
{
    const char *const keywords[] = {"connect_timeout", "fallback_application_name", "dbname", "client_encoding", NULL};
    const char *const values[] = {getenv("PGCONNECT_TIMEOUT") == NULL ? CONNECT_SECONDS : NULL, "zksolv", address,
                                  "UTF8", NULL};
    s->connection = PQconnectStartParams(keywords, values, 1);
    if (s->connection == NULL)
        return zks_input_memory(report, s->name);
    PQsetNoticeReceiver(s->connection, ignore, NULL);
    if (PQstatus(s->connection) == CONNECTION_BAD)
        return fail_connection(s, report);
    return complete_connection(s, report);
}

/* The server would go on with a statement until it has a row to give. */
static void stop_statement(const zks_postgresql *s)
{
    char ignored[256];
    PGcancel *cancel = PQgetCancel(s->connection);
    if (cancel != NULL)
        PQcancel(cancel, ignored, sizeof ignored);
    PQfreeCancel(cancel);
}

void zks_postgresql_close(zks_postgresql *s)
{
    if (PQstatus(s->connection) == CONNECTION_OK && PQtransactionStatus(s->connection) == PQTRANS_ACTIVE)
        stop_statement(s);
    PQfinish(s->connection);
    s->connection = NULL;
}

/* ---- statements ---------------------------------------------------------------------------------------------- */

static zks_status receive(const zks_postgresql *s, PGresult **result, zks_report *report)
{
    while (PQisBusy(s->connection)) {
        zks_status status = wait_for_input(s, report);
        if (status != ZKS_OK)
            return status;
    }
    *result = PQgetResult(s->connection);
    return ZKS_OK;
}

/* What the server answers to one statement, to its end or to the beginning of a COPY. */
static zks_status receive_answer(const zks_postgresql *s, PGresult **result, zks_report *report)
{
    PGresult *more = NULL;
    zks_status status = receive(s, result, report);
    if (status == ZKS_OK && *result == NULL)
        status = fail_connection(s, report);
    if (status == ZKS_OK && PQresultStatus(*result) == PGRES_FATAL_ERROR)
        status = fail_result(s, *result, report);
    while (status == ZKS_OK && PQresultStatus(*result) != PGRES_COPY_OUT &&
           (status = receive(s, &more, report)) == ZKS_OK && more != NULL)
        PQclear(more);
    return status;
}

zks_status zks_postgresql_run(zks_postgresql *s, const char *sql, PGresult **result, zks_report *report)
{
    *result = NULL;
    if (PQsendQueryParams(s->connection, sql, 0, NULL, NULL, NULL, NULL, 0) == 0)
        return fail_connection(s, report);
    return receive_answer(s, result, report);
}

zks_status zks_postgresql_describe(zks_postgresql *s, const char *sql, PGresult **result, zks_report *report)
{
    PGresult *prepared = NULL;
    *result = NULL;
    if (PQsendPrepare(s->connection, "", sql, 0, NULL) == 0)
        return fail_connection(s, report);
    zks_status status = receive_answer(s, &prepared, report);
    PQclear(prepared);
    if (status == ZKS_OK && PQsendDescribePrepared(s->connection, "") == 0)
        return fail_connection(s, report);
    return status == ZKS_OK ? receive_answer(s, result, report) : status;
}

static zks_status run_command(zks_postgresql *s, const char *sql, zks_report *report)
{
    PGresult *result;
    zks_status status = zks_postgresql_run(s, sql, &result, report);
    PQclear(result);
    return status;
}

static zks_status share_snapshot(zks_postgresql *s, zks_snapshot *snapshot, zks_report *report)
{
    PGresult *result;
    char sql[sizeof snapshot->id + 64];
    if (snapshot->id[0] != 0) {
        snprintf(sql, sizeof sql, "SET TRANSACTION SNAPSHOT '%s'", snapshot->id);
        return run_command(s, sql, report);
    }
    zks_status status = zks_postgresql_run(s, "SELECT pg_export_snapshot()", &result, report);
    if (status == ZKS_OK)
        snprintf(snapshot->id, sizeof snapshot->id, "%s", PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return status;
}

zks_status zks_postgresql_begin(zks_postgresql *s, zks_snapshot *snapshot, zks_report *report)
{
    zks_status status = run_command(s, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", report);
    return status == ZKS_OK && snapshot != NULL ? share_snapshot(s, snapshot, report) : status;
}

/* ---- COPY ---------------------------------------------------------------------------------------------------- */

zks_status zks_postgresql_next_line(zks_postgresql *s, char **line, size_t *length, zks_report *report)
{
    zks_status status = ZKS_OK;
    int got;
    *line = NULL;
    while ((got = PQgetCopyData(s->connection, line, 1)) == 0 && status == ZKS_OK)
        status = wait_for_input(s, report);
    if (status != ZKS_OK)
        return status;
    *length = got > 0 ? (size_t)got : 0;
    if (got > 0)
        return ZKS_OK;
    if (got == -2)
        return fail_connection(s, report);
    PGresult *result = NULL;
    status = receive_answer(s, &result, report);
    PQclear(result);
    return status;
}
