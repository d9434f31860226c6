/* An attestation taken apart: its claim, the openings of all commitments, the digits of all tables. Anything in it may
 * be changed before it is put together again:
 *
 *     specimen_new      from a recipe, as it was attested
 *     specimen_compile  after a change of claim or values: circuit, tables, what is held, digits follow
 *     specimen_commit   after that or a change of what is held: accounts.bin, totals, root follow
 *     specimen_prove    for the claim as it stands; digits may be changed before
 *     specimen_digest   the digests in the statement follow the files
 *     specimen_write
 */
#ifndef ZKS_TESTS_VECTORS_SPECIMEN_H
#define ZKS_TESTS_VECTORS_SPECIMEN_H

#include "argument/segments.h"
#include "book.h"
#include "circuits/table.h"
#include "recipes.h"
#include "tests/argument/dense_prover.h"

/* The openings of the rows of one table. */
typedef struct {
    const zks_table *table;
    size_t rows;
    zks_scalar *held; /* table->committed_count a row */
    uint8_t *digit;   /* table->system.cells a row: what the proof says */
    zks_scalar *id, *blinding;
} specimen_rows;

typedef struct {
    json_t *statement, *claim; /* the second is within the first */
    zks_circuit *circuit;
    zks_numbers numbers;
    zks_table *account_table, *pool_table;
    zks_segments segments;
    specimen_rows accounts, pool;
    zks_value *values; /* of the ledger: account_table->committed_count a row */
    uint8_t *accounts_bin, *proof_bin;
    size_t accounts_length, proof_length;
} specimen;

specimen *specimen_new(const book *b, const char *recipe_name);
void specimen_free(specimen *s);

/* Where the claim cannot be compiled, all stays as it was but the segments. */
void specimen_compile(specimen *s);
void specimen_commit(specimen *s);
/* The root of accounts_bin into the claim. */
void specimen_root(specimen *s);

/* How one table is proved otherwise than by the shipped prover. */
typedef struct {
    size_t table;
    void (*witness)(dense_prover *p); /* before the first step; or NULL */
    dense_cheat cheat;
    const char *role; /* in the transcript; NULL: the true one */
    long segment;     /* in the transcript, where `role` is not NULL */
} specimen_lie;
/* `lie` may be NULL. */
void specimen_prove(specimen *s, const specimen_lie *lie);

/* Whether the verifier's steps 4 to 6 hold: for the claim as it stands, whatever else is wrong with it. */
bool specimen_holds(const specimen *s);

void specimen_digest(specimen *s);
void specimen_write(const specimen *s, book *b, const book_entry *entry);
/* Their bytes, malloc'd. */
char *specimen_statement(const specimen *s, size_t *length);
char *specimen_claim(const specimen *s, size_t *length);

/* The first word of a table's proof. */
zks_word *specimen_words(specimen *s, size_t table);
/* Of the account table: a column by its name ("short[BTC]"), and what a row says and holds in it. */
size_t specimen_column(const specimen *s, const char *name);
zks_value *specimen_value(specimen *s, size_t row, size_t column);
uint8_t *specimen_digits(specimen *s, size_t row, size_t column);
zks_scalar *specimen_held(specimen *s, size_t row, size_t column);

/* Generators enough for all specimens. */
enum { SPECIMEN_G = 128, SPECIMEN_A = 32, SPECIMEN_K = 64 };
const zks_generators *specimen_generators(void);

#endif
