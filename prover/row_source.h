/* Where the rows of a ledger, or of reserves, come from: the names of its columns as a first row, then the others.
 * Every field has its place: in CSV line and column; in lines of JSON the line alone, with column 1; in what a query
 * gives the number of its row, from 1, and of its column, and the names stand on line 0. */
#ifndef ZKS_PROVER_ROW_SOURCE_H
#define ZKS_PROVER_ROW_SOURCE_H

#include "circuits/numbers.h"
#include "policy/csv_reader.h"
#include "zksolv/progress.h"

typedef struct zks_row_source zks_row_source;
struct zks_row_source {
    /* The next row, valid until the next call: valid UTF-8, within ZKS_CSV_LIMITS and ZKS_CSV_MAX_FIELD; *count is 0
     * after the last one. Not to be called again after a failure. */
    zks_status (*next)(zks_row_source *source, const zks_field **fields, size_t *count, zks_report *report);
    void (*close)(zks_row_source *source); /* frees it as well */

    /* For progress, as of a zks_byte_source. */
    uint64_t bytes_read, bytes;
};

/* The state of a database that several queries see; all zero until the first of them has begun. */
typedef struct {
    char id[64];
} zks_snapshot;

/* What is said of a source beside its path; borrowed until it is closed. */
typedef struct {
    const char *name;             /* for messages: zks_row_source_name() */
    const char *query;            /* of a database, else NULL */
    const char *wide;             /* NULL: a row for each account and member */
    const zks_progress *progress; /* says when to stop; may be NULL */
    zks_snapshot *snapshot;       /* shared by the queries of one database; NULL: it has no other */
} zks_reading;

/* What opens each kind; strings are borrowed, a byte source is taken over, also on failure. ZKS_ERROR_READ,
 * ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT with *source untouched. */
zks_status zks_csv_rows_open(zks_row_source **source, const char *path, zks_byte_source *bytes, zks_report *report);
/* Lines of JSON, an object each. The first one's names are the header: "account", the indexes of `numbers` in the order
 * they stand there, the others. */
zks_status zks_json_rows_open(zks_row_source **source, const char *path, zks_byte_source *bytes,
                              const zks_numbers *numbers, zks_report *report);
/* `path` with "sqlite:" before it, and one statement that gives rows. */
zks_status zks_sqlite_rows_open(zks_row_source **source, const char *path, const char *query, zks_report *report);
/* The address of a PostgreSQL database (prover/postgresql/address.h), and what of the reading is for databases. */
zks_status zks_postgresql_rows_open(zks_row_source **source, const char *address, zks_reading reading,
                                    zks_report *report);

/* Rows of a source with one for each account, which is taken over, as rows for each account and member (--wide,
 * prover/wide_pattern.h). A source of which no column matches is given as it is. `numbers` are borrowed until it is
 * closed. */
zks_status zks_wide_rows_open(zks_row_source **source, const char *path, zks_row_source *wide, const char *pattern,
                              const zks_numbers *numbers, zks_report *report);

/* Whether a path is of a database, whose rows are those of a query. */
bool zks_row_source_takes_query(const char *path);
/* How messages call it: the path, without the password that is in the address of a database. malloc'd; NULL: out of
 * memory. */
char *zks_row_source_name(const char *path);
/* Opens what the path and the first byte tell, wide rows where the reading is of them. `numbers` are borrowed until it
 * is open, where it is wide until it is closed. */
zks_status zks_row_source_open(zks_row_source **source, const char *path, zks_reading reading,
                               const zks_numbers *numbers, zks_report *report);

/* Whether a row is as next() has to give it, for sources that are no CSV. */
zks_status zks_row_check(const char *path, const zks_field *fields, size_t count, zks_report *report);

#endif
