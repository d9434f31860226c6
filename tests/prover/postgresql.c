/* What of PostgreSQL needs no server: addresses and what is said of them, queries, lines of COPY. */
#include "fixture.h"

#include "prover/postgresql/address.h"
#include "prover/postgresql/copy_line.h"
#include "prover/postgresql/select.h"
#include "prover/row_source.h"

static void assert_name(const char *address, const char *expected)
{
    char *name = zks_row_source_name(address);
    assert_string_equal(name, expected);
    free(name);
}

static void names_have_no_password(void **state)
{
    (void)state;
    assert_name("postgresql://host/book", "postgresql://host/book");
    assert_name("postgres://user@host:5433/book", "postgresql://host:5433/book");
    assert_name("postgresql://user:secret@a:1,[::1]:2/book", "postgresql://a:1,[::1]:2/book");
    assert_name("postgresql://user:a%40b%2Fc@%2Frun%2Fsocket/book?sslmode=require",
                "postgresql://%2Frun%2Fsocket/book");
    assert_name("postgresql:///book?host=/run&password=secret", "postgresql:///book");
    assert_name("postgresql://", "postgresql://");
    assert_name("ledger@home:1/a?b.csv", "ledger@home:1/a?b.csv");
    assert_name("sqlite:a@b.db", "sqlite:a@b.db");
}

/* Where a password may have been taken for something else, nothing is said. */
static void unclear_addresses_have_no_name(void **state)
{
    (void)state;
    static const char *const unclear[] = {
        "postgresql://user:sec@ret@host/book",
        "postgresql://user:sec/ret@host/book",
        "postgresql://user:sec?ret@host/book",
        "postgresql://user:sec#ret@host/book",
        "postgresql://user:secret",
        "postgresql://[::1]:secret/book",
        "postgresql://user:sec%ret@host/book",
        "postgresql://host/book?pasword=secret",
        "postgresql://host/book?password=sec@t",
        "postgresql://user:secret@[::1/book",
        "PostgreSQL://user:secret@host/book",
        "postgresql:/user:secret@host/book",
        "Postgres:user:secret@host/book",
    };
    for (size_t i = 0; i < sizeof unclear / sizeof *unclear; i++) {
        assert_true(zks_is_postgresql(unclear[i]));
        assert_false(zks_postgresql_address_is_clear(unclear[i]));
        assert_name(unclear[i], "postgresql");
    }
}

static void unclear_addresses_are_refused(void **state)
{
    (void)state;
    zks_row_source *rows;
    zks_report report = {.detail = ""};
    zks_reading reading = {.name = "postgresql", .query = "SELECT 1"};
    assert_int_equal(zks_row_source_open(&rows, "postgresql://u:p/w@host/book", reading, &(zks_numbers){0}, &report),
                     ZKS_ERROR_INPUT);
    assert_string_equal(report.detail,
                        "postgresql: no address: expected postgresql://USER@HOST:PORT/DATABASE, with : / ? # @ % in "
                        "USER and PASSWORD written %3A %2F %3F %23 %40 %25");
}

static void tells_queries_from_others(void **state)
{
    (void)state;
    static const char *const queries[] = {
        "SELECT 1",           "select*from t", "  (\n(VALUES (1)))",      "TABLE t",
        "with a AS (b) c",    "SELECT(1)",     "-- DROP\nSELECT 1",       "-- DROP\rSELECT 1",
        "/* a */ /**/SELECT", "SELECT",        "/* a /* b */ c */ TABLE", "/*/ DROP */ SELECT 1",
    };
    static const char *const others[] = {
        "",          "DELETE FROM t RETURNING a", "DROP TABLE t",     "SELECTED",          "-- SELECT 1",
        "/* SELECT", "/* a */ */ SELECT 1",       ";SELECT 1",        "SELECT_ 1",         "SHOW all",
        "/",         "/* a /* b */ SELECT 1",     "EXPLAIN SELECT 1", "INSERT INTO t ...", "(",
    };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (!zks_query_is_select(queries[i]))
            fail_msg("%s", queries[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (zks_query_is_select(others[i]))
            fail_msg("%s", others[i]);
}

static void ends_of_queries(void **state)
{
    (void)state;
    assert_int_equal(zks_query_length("SELECT 1"), 8);
    assert_int_equal(zks_query_length("SELECT 1 ; \n;\t"), 8);
    assert_int_equal(zks_query_length(" ;"), 0);
}

static void assert_line(const char *line, size_t count, const char *expected)
{
    char copy[100], text[100] = "";
    zks_copied fields[4];
    strcpy(copy, line);
    assert_true(zks_copy_line(copy, strlen(copy), fields, count));
    for (size_t i = 0; i < count; i++)
        sprintf(text + strlen(text), "%.*s|", fields[i].text == NULL ? 4 : (int)fields[i].length,
                fields[i].text == NULL ? "NULL" : fields[i].text);
    assert_string_equal(text, expected);
}

static void reads_lines(void **state)
{
    (void)state;
    assert_line("alice\tBTC\t1.5\n", 3, "alice|BTC|1.5|");
    assert_line("\t\n", 2, "||");
    assert_line("\\N\t\\\\N\tN\n", 3, "NULL|\\N|N|");
    assert_line("a\\tb\\nc\\\\d\\re\\bf\\fg\\vh\n", 1, "a\tb\nc\\d\re\bf\fg\vh|");
}

static void refuses_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {"", "a\tb", "a\n", "a\tb\tc\n", "a\tb\\\n", "a\tb\\x41\n", "a\t\\.\n", "a\\"};
    zks_copied fields[2];
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char copy[20];
        strcpy(copy, lines[i]);
        if (zks_copy_line(copy, strlen(copy), fields, 2))
            fail_msg("%s", lines[i]);
    }
    assert_false(zks_copy_line((char[]){'a', '\t', '\\', 0, '\n'}, 5, fields, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_no_password),
        cmocka_unit_test(unclear_addresses_have_no_name),
        cmocka_unit_test(unclear_addresses_are_refused),
        cmocka_unit_test(tells_queries_from_others),
        cmocka_unit_test(ends_of_queries),
        cmocka_unit_test(reads_lines),
        cmocka_unit_test(refuses_lines),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
