/* Rows of a query, and what is refused of databases and queries. */
#include "fixture.h"

#include "prover/row_source.h"

#include <sqlite3.h>

#define BOOK "sqlite:book"

static void make_book(const char *sql)
{
    sqlite3 *database;
    unlink("book");
    assert_int_equal(sqlite3_open("book", &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

/* "0:1 account,0:2 fee,;1:1 alice,1:2 5,;", as far as it goes. */
static zks_status read_rows(const char *query, char *text, size_t room, zks_report *report)
{
    zks_row_source *rows;
    text[0] = 0;
    zks_status status =
        zks_row_source_open(&rows, BOOK, (zks_reading){.name = BOOK, .query = query}, &(zks_numbers){0}, report);
    if (status != ZKS_OK)
        return status;
    size_t count = 1, used = 0;
    while (status == ZKS_OK && count > 0) {
        const zks_field *fields;
        status = rows->next(rows, &fields, &count, report);
        for (size_t i = 0; i < count && status == ZKS_OK && used < room; i++)
            used += (size_t)snprintf(text + used, room - used, "%d:%d %.*s,", (int)fields[i].at.line,
                                     (int)fields[i].at.column, (int)fields[i].length, fields[i].text);
        if (count > 0 && used < room)
            used += (size_t)snprintf(text + used, room - used, ";");
    }
    rows->close(rows);
    return status;
}

static void assert_rows(const char *query, const char *expected)
{
    char text[500];
    zks_report report;
    if (read_rows(query, text, sizeof text, &report) != ZKS_OK)
        fail_msg("%s: %s", query, report.detail);
    assert_string_equal(text, expected);
}

static void assert_refused(const char *query, zks_status status, const char *detail)
{
    char text[500];
    zks_report report = {.detail = ""};
    assert_int_equal(read_rows(query, text, sizeof text, &report), status);
    assert_string_equal(report.detail, detail);
}

static void gives_names_then_rows(void **state)
{
    (void)state;
    make_book("CREATE TABLE t(account TEXT, fee); INSERT INTO t VALUES('alice', 5), ('b,\"ob', '0.25'), ('', -1)");
    assert_rows("SELECT account, fee FROM t",
                "0:1 account,0:2 fee,;1:1 alice,1:2 5,;2:1 b,\"ob,2:2 0.25,;3:1 ,3:2 -1,;");
    assert_rows(" SELECT fee AS \"the fee\" FROM t WHERE fee = 5 ; -- all of it\n", "0:1 the fee,;1:1 5,;");
    assert_rows("SELECT 9223372036854775807 AS n", "0:1 n,;1:1 9223372036854775807,;");
    assert_rows("SELECT account FROM t WHERE 0", "0:1 account,;");
}

static void refuses_what_is_not_exact(void **state)
{
    (void)state;
    make_book("CREATE TABLE t(account TEXT, fee); INSERT INTO t VALUES('alice', 5), ('bob', 0.25)");
    assert_refused("SELECT * FROM t", ZKS_ERROR_INPUT,
                   BOOK ":2:2: \"fee\" is REAL: binary floating point, which cannot hold most decimals and would be "
                        "rounded; expected TEXT or INTEGER");
    assert_refused("SELECT NULL AS fee", ZKS_ERROR_INPUT, BOOK ":1:1: \"fee\" is NULL; expected TEXT or INTEGER");
    assert_refused("SELECT 1 AS a, x'00' AS fee", ZKS_ERROR_INPUT,
                   BOOK ":1:2: \"fee\" is a BLOB; expected TEXT or INTEGER");
}

static void refuses_what_is_no_text(void **state)
{
    (void)state;
    make_book("CREATE TABLE t(a)");
    assert_refused("SELECT CAST(x'61ff' AS TEXT) AS a", ZKS_ERROR_INPUT, BOOK ":1:1: \"a\\xff\" is not valid UTF-8");
    assert_refused("SELECT replace(hex(zeroblob(4000)), '00', 'long') AS a", ZKS_ERROR_INPUT,
                   BOOK ":1:1: field of more than 4096 bytes");
    assert_refused("SELECT hex(zeroblob(600000)) AS a", ZKS_ERROR_INPUT, BOOK ":1:1: string or blob too big");
}

static void refuses_a_row_that_is_too_long(void **state)
{
    (void)state;
    make_book("CREATE TABLE t(a)");
    char query[8192] = "SELECT a AS a0";
    for (size_t i = 1; i < 80; i++)
        sprintf(query + strlen(query), ", a AS a%zu", i);
    strcat(query, " FROM (SELECT hex(zeroblob(2000)) AS a)");
    assert_refused(query, ZKS_ERROR_INPUT, BOOK ":1:1: row of more than 262144 bytes");
}

static void refuses_what_is_no_query(void **state)
{
    (void)state;
    make_book("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    assert_refused("", ZKS_ERROR_INPUT, BOOK ": the query is no SELECT");
    assert_refused("DELETE FROM t RETURNING a", ZKS_ERROR_INPUT, BOOK ": the query is no SELECT");
    assert_refused("ATTACH 'other' AS o", ZKS_ERROR_INPUT, BOOK ": the query is no SELECT");
    assert_refused("SELECT a FROM t; SELECT a FROM t", ZKS_ERROR_INPUT, BOOK ": the query is more than one statement");
    assert_refused("SELECT a FROM t; nonsense", ZKS_ERROR_INPUT, BOOK ": the query is more than one statement");
    assert_refused("SELECT b FROM t", ZKS_ERROR_INPUT, BOOK ": no such column: b");
    assert_refused(NULL, ZKS_ERROR_INPUT,
                   BOOK ": a database needs a query: --query SQL, one for each database of the ledger");
    assert_rows("SELECT a FROM t", "0:1 a,;1:1 1,;");
}

static void refuses_what_is_no_database(void **state)
{
    (void)state;
    unlink("book");
    assert_refused("SELECT 1 AS a", ZKS_ERROR_READ, BOOK ": unable to open database file");
    assert_int_equal(access("book", F_OK), -1);
    static const char csv[] = "account,fee\nalice,1\n";
    write_file("book", csv, sizeof csv - 1);
    assert_refused("SELECT * FROM sqlite_master", ZKS_ERROR_INPUT, BOOK ": file is not a database");
}

/* Whatever page is damaged, it is read to some end. */
static void reads_damaged_databases_without_harm(void **state)
{
    (void)state;
    make_book("PRAGMA page_size = 512; CREATE TABLE t(account TEXT, fee); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
              "SELECT i + 1 FROM n WHERE i < 100) INSERT INTO t SELECT 'account' || i, i FROM n");
    FILE *file = fopen("book", "rb");
    static char whole[1 << 16], damaged[1 << 16];
    size_t length = fread(whole, 1, sizeof whole, file);
    fclose(file);
    size_t refused = 0;
    uint32_t random = 1;
    for (size_t i = 0; i < 200; i++) {
        memcpy(damaged, whole, length);
        for (size_t j = 0; j < 40; j++) {
            random = random * 1664525 + 1013904223;
            damaged[100 + random / 7 % (length - 100)] ^= (char)(random >> 24);
        }
        write_file("book", damaged, length);
        char text[500];
        zks_report report = {.detail = ""};
        zks_status status = read_rows("SELECT account, fee FROM t", text, sizeof text, &report);
        refused += status != ZKS_OK;
        assert_true(status == ZKS_OK || report.detail[0] != 0);
    }
    assert_true(refused > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_names_then_rows),
        cmocka_unit_test(refuses_what_is_not_exact),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(refuses_a_row_that_is_too_long),
        cmocka_unit_test(refuses_what_is_no_query),
        cmocka_unit_test(refuses_what_is_no_database),
        cmocka_unit_test(reads_damaged_databases_without_harm),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
