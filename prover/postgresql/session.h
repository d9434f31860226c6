/* A connection to a PostgreSQL server, in a transaction that only reads and sees one state of the database. Every wait
 * ends where the work is interrupted. */
#ifndef ZKS_PROVER_POSTGRESQL_SESSION_H
#define ZKS_PROVER_POSTGRESQL_SESSION_H

#include "policy/input.h"
#include "prover/row_source.h"

#include <libpq-fe.h>

typedef struct {
    PGconn *connection;
    const char *name;             /* for messages; borrowed */
    const zks_progress *progress; /* borrowed, may be NULL */
    uint64_t row;                 /* where messages say that something failed; 0: before the first one */
} zks_postgresql;

/* `address` is for libpq. Close it in every case. ZKS_ERROR_READ where there is no connection, ZKS_ERROR_INTERRUPTED,
 * or ZKS_ERROR_MEMORY. */
zks_status zks_postgresql_connect(zks_postgresql *session, const char *address, zks_report *report);
/* A statement that still runs is stopped. */
void zks_postgresql_close(zks_postgresql *session);

/* Begins the transaction. The first of those that are to see the same state fills in an empty snapshot; NULL: this one
 * is alone. */
zks_status zks_postgresql_begin(zks_postgresql *session, zks_snapshot *snapshot, zks_report *report);

/* Below, what the server refuses is ZKS_ERROR_INPUT with its message, a connection that ends ZKS_ERROR_READ, and
 * *result the caller's to PQclear in every case. After a failure there is nothing but to close. */

/* Runs one statement. */
zks_status zks_postgresql_run(zks_postgresql *session, const char *sql, PGresult **result, zks_report *report);
/* What columns one statement would give, none where it gives no rows; it is not run. */
zks_status zks_postgresql_describe(zks_postgresql *session, const char *sql, PGresult **result, zks_report *report);
/* The next line of a COPY TO STDOUT that runs, the caller's to PQfreemem; NULL after the last one. */
zks_status zks_postgresql_next_line(zks_postgresql *session, char **line, size_t *length, zks_report *report);

#endif
