/* An attestation taken apart: its claim, the openings of all commitments, the digits of all tables. Anything in it may
 * be changed before it is put together again:
 *
 *     specimen_new      from a recipe, as it was attested
 *     specimen_say      of a row or the pool, what is not so
 *     specimen_compile  after that or a change of the claim: circuit, tables, what is held, digits follow
 *     specimen_matrices after that: the digests of matrices follow
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
#include "prover/custody/hidden_reserves.h"
#include "recipes.h"
#include "tests/argument/dense_prover.h"

/* The openings of the rows of one table. */
typedef struct {
    const zks_table *table;
    size_t rows;
    zks_scalar *held; /* table->committed_count a row */
    uint8_t *digit;   /* table->system.cells a row: what the proof says */
    bool *broken;     /* table->constraint_count a row: the constraints that do not hold of what it says */
    zks_scalar *id, *blinding;
} specimen_rows;

typedef struct {
    json_t *statement, *claim; /* the second is within the first */
    zks_circuit *circuit;
    zks_numbers numbers;
    zks_table *account_table, *pool_table;
    zks_segments segments;
    specimen_rows accounts, pool;
    zks_hidden_reserves hidden; /* of custodians: commitments as the proof takes them, whatever the claim says */
    char **names;               /* the account's id of each row; NULL: padding */
    zks_value *values;          /* of the ledger: account_table->ledger_count a row */
    size_t saying_count;        /* of specimen_say */
    struct {
        size_t row;
        const char *what;
    } sayings[8];
    uint8_t *accounts_bin, *proof_bin;
    size_t accounts_length, proof_length;
} specimen;

specimen *specimen_new(const book *b, const char *recipe_name);
void specimen_free(specimen *s);

/* What a row says of one of its columns in place of what is so (advice and slacks follow from what stands before them):
 * "debt[BTC] +0.5" and "debt[BTC] -0.5" in human units, "debt[BTC] +unit", "debt[BTC] -unit" in the least that counts,
 * "defaulted[bad] =0" whatever is so. The text is borrowed. */
#define SPECIMEN_POOL SIZE_MAX
void specimen_say(specimen *s, size_t row, const char *what);
/* "first", "last", "padding" (the first that is), "pool", or an account's id. */
size_t specimen_row(const specimen *s, const char *name);

/* Where the claim cannot be compiled, all stays as it was but the segments. */
void specimen_compile(specimen *s);
void specimen_matrices(specimen *s);
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

/* How many constraints do not hold of what rows and pool say, and one of them. */
typedef struct {
    size_t table; /* a segment, or the pool */
    zks_table *of;
    size_t constraint;
} specimen_breach;
size_t specimen_breaches(const specimen *s, specimen_breach *one);

/* Whether the verifier's steps 4 to 6 hold: for the claim as it stands, whatever else is wrong with it. */
bool specimen_holds(const specimen *s);

void specimen_digest(specimen *s);
void specimen_write(const specimen *s, book *b, const book_entry *entry);
/* Their bytes, malloc'd. */
char *specimen_statement(const specimen *s, size_t *length);
char *specimen_claim(const specimen *s, size_t *length);

/* The first word of a table's proof. */
zks_word *specimen_words(specimen *s, size_t table);
/* A column by its name ("short[BTC]"); of the account table, what a row says and holds in one. */
size_t specimen_column(const zks_table *table, const char *name);
uint8_t *specimen_digits(specimen *s, size_t row, size_t column);
zks_scalar *specimen_held(specimen *s, size_t row, size_t column);

/* Generators enough for all specimens. */
enum { SPECIMEN_G = 128, SPECIMEN_A = 32, SPECIMEN_K = 64 };
const zks_generators *specimen_generators(void);

/* ---- steps of the above (specimen_rows.c) ---- */

void specimen_fill_accounts(specimen *s);
/* The pool's row from what the accounts hold. */
void specimen_total_up(specimen *s);
void specimen_clear_rows(specimen_rows *rows);
void specimen_put_hash(json_t *object, const char *member, const uint8_t hash[32]);

#endif
