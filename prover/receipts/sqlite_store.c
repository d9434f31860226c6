/* A database: table receipts (name, receipt), table meta (key, value). Transactions end in the order of names, so that
 * the last name there says what is there. */
#include "prover/receipts/store.h"

#include "attestation/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pages that hold several receipts, and a transaction large enough that its end costs little. */
#define PREPARE "PRAGMA page_size=16384; PRAGMA synchronous=NORMAL; PRAGMA locking_mode=EXCLUSIVE;"
#define TABLES                                                                                                         \
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"                                      \
    "CREATE TABLE receipts(name TEXT PRIMARY KEY, receipt BLOB NOT NULL) WITHOUT ROWID;"
enum { TRANSACTION = 48 << 20 /* bytes */ };

typedef struct {
    zks_receipt_store base;
    const zks_receipt_set *set;
    sqlite3 *database;
    sqlite3_stmt *insert;
    size_t pending; /* bytes in the open transaction */
} sqlite_store;

static zks_status fail(const sqlite_store *s, zks_report *report)
{
    zks_report_detail(report, "'%.256s': %s", s->set->path,
                      s->database != NULL ? sqlite3_errmsg(s->database) : "no database can be opened");
    return ZKS_ERROR_WRITE;
}

static zks_status run(const sqlite_store *s, const char *sql, zks_report *report)
{
    return sqlite3_exec(s->database, sql, NULL, NULL, NULL) == SQLITE_OK ? ZKS_OK : fail(s, report);
}

/* Runs a prepared statement that gives no rows, with two values bound. */
static zks_status insert(sqlite_store *s, sqlite3_stmt *statement, const char *key, const void *value, size_t length,
                         bool is_text, zks_report *report)
{
    sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC);
    int bound = is_text ? sqlite3_bind_text64(statement, 2, value, length, SQLITE_STATIC, SQLITE_UTF8)
                        : sqlite3_bind_blob64(statement, 2, value, length, SQLITE_STATIC);
    bool done = bound == SQLITE_OK && sqlite3_step(statement) == SQLITE_DONE;
    zks_status status = done ? ZKS_OK : fail(s, report);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

static zks_status commit(sqlite_store *s, zks_report *report)
{
    s->pending = 0;
    return sqlite3_get_autocommit(s->database) ? ZKS_OK : run(s, "COMMIT", report);
}

static zks_status put(zks_receipt_store *store, const zks_receipt_file *files, size_t count, zks_report *report)
{
    sqlite_store *s = (sqlite_store *)store;
    zks_status status = sqlite3_get_autocommit(s->database) ? run(s, "BEGIN", report) : ZKS_OK;
    for (size_t i = 0; i < count && status == ZKS_OK; i++) {
        char name[ZKS_RECEIPT_NAME_LENGTH + 1];
        zks_receipt_name_text(name, files[i].name->digits);
        status = insert(s, s->insert, name, files[i].text, files[i].length, false, report);
        s->pending += files[i].length;
    }
    return status == ZKS_OK && s->pending >= TRANSACTION ? commit(s, report) : status;
}

static zks_status finish(zks_receipt_store *store, zks_report *report)
{
    return commit((sqlite_store *)store, report);
}

/* What was put whole is kept; a transaction that failed is not. */
static void close_store(zks_receipt_store *store)
{
    sqlite_store *s = (sqlite_store *)store;
    if (s->insert != NULL && !sqlite3_get_autocommit(s->database))
        sqlite3_exec(s->database, "COMMIT", NULL, NULL, NULL);
    sqlite3_finalize(s->insert);
    sqlite3_close(s->database);
    free(s);
}

/* ---- a new one ----------------------------------------------------------------------------------------------- */

static zks_status write_meta(sqlite_store *s, zks_report *report)
{
    sqlite3_stmt *statement = NULL;
    zks_status status = ZKS_OK;
    if (sqlite3_prepare_v2(s->database, "INSERT INTO meta VALUES(?,?)", -1, &statement, NULL) != SQLITE_OK)
        return fail(s, report);
    const char *const pairs[][2] = {{"statement", s->set->statement}, {"version", ZKS_RECEIPT_STORE_VERSION}};
    for (size_t i = 0; i < 2 && status == ZKS_OK; i++)
        status = insert(s, statement, pairs[i][0], pairs[i][1], strlen(pairs[i][1]), true, report);
    sqlite3_finalize(statement);
    return status;
}

static zks_status begin(sqlite_store *s, zks_report *report)
{
    zks_status status = run(s, "BEGIN EXCLUSIVE; " TABLES, report);
    if (status == ZKS_OK)
        status = write_meta(s, report);
    return status == ZKS_OK ? run(s, "COMMIT", report) : status;
}

/* ---- one that is there --------------------------------------------------------------------------------------- */

/* The one text that a query gives, malloc'd; NULL: none, or no such table. */
static char *ask(const sqlite_store *s, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    char *answer = NULL;
    if (sqlite3_prepare_v2(s->database, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != NULL)
        answer = strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return answer;
}

static bool answers(const sqlite_store *s, const char *sql, const char *expected)
{
    char *answer = ask(s, sql);
    bool same = answer != NULL && strcmp(answer, expected) == 0;
    free(answer);
    return same;
}

static int compare_name(const void *key, const void *element)
{
    char text[ZKS_RECEIPT_NAME_LENGTH + 1];
    zks_receipt_name_text(text, ((const zks_receipt_name *)element)->digits);
    return strcmp(key, text);
}

static zks_status go_on(sqlite_store *s, zks_report *report)
{
    const zks_receipt_names *names = s->set->names;
    if (!answers(s, "SELECT value FROM meta WHERE key='version'", ZKS_RECEIPT_STORE_VERSION))
        return zks_store_exists(s->set->path, "a file of something else than receipts", report);
    if (!answers(s, "SELECT value FROM meta WHERE key='statement'", s->set->statement))
        return zks_store_exists(s->set->path, "receipts of another attestation", report);
    s->base.was_there = true;
    char *last = ask(s, "SELECT max(name) FROM receipts");
    if (last == NULL)
        return ZKS_OK;
    const zks_receipt_name *found = bsearch(last, names->list, names->count, sizeof *names->list, compare_name);
    free(last);
    if (found == NULL)
        return zks_store_exists(s->set->path, "receipts that are not of this ledger", report);
    s->base.first = s->base.kept = (size_t)(found - names->list) + 1;
    return ZKS_OK;
}

/* The file, which others may not read, before SQLite would make one. */
static zks_status reserve_file(const zks_receipt_set *set, zks_report *report)
{
    struct stat about;
    int file = open(set->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (file < 0)
        return zks_report_errno(report, ZKS_ERROR_WRITE, set->path);
    bool regular = fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    close(file);
    return regular ? ZKS_OK : zks_store_exists(set->path, "not a file", report);
}

/* Takes the lock for good, and takes back what a run did that was ended within a transaction. */
static zks_status lock(sqlite_store *s, zks_report *report)
{
    zks_status status = run(s, PREPARE "BEGIN EXCLUSIVE; COMMIT;", report);
    if (sqlite3_errcode(s->database) == SQLITE_NOTADB)
        return zks_store_exists(s->set->path, "a file of something else than receipts", report);
    return status;
}

static zks_status open_database(sqlite_store *s, zks_report *report)
{
    zks_status status = reserve_file(s->set, report);
    if (status != ZKS_OK)
        return status;
    if (sqlite3_open_v2(s->set->path, &s->database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return fail(s, report);
    status = lock(s, report);
    if (status == ZKS_OK)
        status = answers(s, "SELECT count(*) FROM sqlite_schema", "0") ? begin(s, report) : go_on(s, report);
    if (status == ZKS_OK && sqlite3_prepare_v2(s->database, "INSERT INTO receipts VALUES(?,?)", -1, &s->insert, NULL))
        status = fail(s, report);
    return status;
}

zks_status zks_sqlite_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report)
{
    sqlite_store *s = calloc(1, sizeof *s);
    if (s == NULL)
        return ZKS_ERROR_MEMORY;
    *s = (sqlite_store){.base = {.put = put, .finish = finish, .close = close_store}, .set = set};
    zks_status status = open_database(s, report);
    if (status == ZKS_OK)
        *store = &s->base;
    else
        close_store(&s->base);
    return status;
}
