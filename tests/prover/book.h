/* A ledger read under a circuit, for the tests of what the prover makes of one. Files are written to the working
 * directory (fixture.h, enter_folder). */
#ifndef ZKS_TESTS_PROVER_BOOK_H
#define ZKS_TESTS_PROVER_BOOK_H

#include "fixture.h"

#include "prover/ledger_csv.h"

#include <inttypes.h>

typedef struct {
    fixture base;
    zks_table *account;
    zks_ledger ledger;
} book;

/* The text of a shipped circuit; the caller frees it. */
static inline char *shipped_text(const char *name)
{
    size_t length;
    const char *text = zks_shipped_circuit(name, &length);
    assert_non_null(text);
    return strndup(text, length);
}

static inline zks_table *compile_table(const fixture *f, zks_scope scope, uint64_t rows)
{
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    zks_table *table = zks_table_compile(f->circuit, &f->numbers, scope, rows, &diagnostics, &status);
    if (table == NULL)
        fail_msg("%s", diagnostics.text);
    return table;
}

static inline book book_open(const char *circuit_text, const char *numbers_json, const char *csv)
{
    book b = {.base = fixture_new(circuit_text, numbers_json)};
    zks_report report;
    b.account = compile_table(&b.base, ZKS_SCOPE_ACCOUNT, 1);
    write_file("ledger.csv", csv, strlen(csv));
    if (zks_ledger_read_csv(&b.ledger, ONE_PATH("ledger.csv"), b.base.circuit, &b.base.numbers, 1, NULL, &report) !=
        ZKS_OK)
        fail_msg("%s", report.detail);
    return b;
}

static inline void book_close(book *b)
{
    zks_ledger_clear(&b->ledger);
    zks_table_free(b->account);
    fixture_clear(&b->base);
}

/* Text that grows; its owner frees `text`. */
typedef struct {
    char *text;
    size_t length;
} lines;

__attribute__((format(printf, 2, 3))) static inline void lines_add(lines *l, const char *format, ...)
{
    char *line;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&line, format, arguments);
    va_end(arguments);
    assert_true(length >= 0);
    l->text = realloc(l->text, l->length + (size_t)length + 1);
    assert_non_null(l->text);
    memcpy(l->text + l->length, line, (size_t)length + 1);
    l->length += (size_t)length;
    free(line);
}

#endif
