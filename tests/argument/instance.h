/* A small attestation for the tests of the argument: two systems, a random witness that satisfies them, commitments,
 * and proofs made by the dense prover. Running out of memory fails the test.
 */
#ifndef ZKS_TESTS_ARGUMENT_INSTANCE_H
#define ZKS_TESTS_ARGUMENT_INSTANCE_H

#include "dense_prover.h"
#include "verifier/proofs.h"

enum { MAX_COLUMNS = 200, MAX_EXTERNAL = 17, MAX_CONSTRAINTS = 4, MAX_TERMS = 4 };

/* A constraint as the tests write it: the sum of its terms plus the constant is zero. The last term has coefficient -1,
 * and its column takes whatever value the others leave it. */
typedef struct {
    struct {
        uint32_t column;
        int64_t coefficient; /* of all but the last: not negative */
    } terms[MAX_TERMS];
    size_t count;
    int64_t constant; /* not negative */
} constraint_spec;

/* An account table. The pool's has the committed columns' totals, a byte wider, and the external columns. Where there
 * are external columns, it has a last one of its own, a byte wider than the first external one and kept at that plus 7
 * by the only constraint; else none, but where nothing is committed one without a constraint. */
typedef struct {
    size_t rows;
    uint32_t segment_rows;
    size_t columns, committed;
    uint8_t width[MAX_COLUMNS];
    size_t external;
    uint8_t external_width[MAX_EXTERNAL];
    size_t constraints;
    constraint_spec constraint[MAX_CONSTRAINTS];
} instance_spec;

typedef struct {
    instance_spec spec;
    zks_system account, pool;
    zks_segments segments;
    uint8_t seed[32];
    char *claim; /* describes both systems and all commitments */
    size_t claim_length;

    uint8_t *digit;    /* what the proof says: account.cells a row */
    zks_scalar *value; /* what the commitments hold: `committed` a row */
    zks_scalar *id, *blinding;
    zks_word *accounts;

    uint8_t *pool_digit;
    zks_scalar *pool_value, pool_id, pool_blinding;
    zks_scalar *external_value, *external_blinding;
    zks_word *external; /* their commitments, which the claim here does not describe */
    zks_word *proof;    /* all tables */

    int threads; /* the verifier's; 1 unless told */
} instance;

/* Random values, committed to. */
instance *instance_new(const instance_spec *spec);
/* The same of two systems with the same committed columns, which it takes over; values are zero, in need of filling and
 * of instance_commit(). */
instance *instance_of_systems(const zks_system *account, const zks_system *pool, size_t rows, uint32_t segment_rows);
void instance_free(instance *in);

/* Generators 0 .. of every kind, more than any instance needs; one set for the whole program. */
const zks_generators *instance_generators(void);
/* Reproducible random bytes. */
void instance_random(void *out, size_t length);
zks_scalar instance_random_scalar(void);
zks_scalar instance_integer(int64_t x);

/* Sets the value of one column and of all that depend on it, in the digits and in what will be committed. */
void instance_set(instance *in, size_t row, size_t column, uint64_t value);
/* The same of an external column: in the pool's digits, and in what will be committed. */
void instance_set_external(instance *in, size_t j, uint64_t value);
/* Makes commitments, the pool's witness and the claim from what is to be committed. */
void instance_commit(instance *in);
/* The claim alone: after a change of a system or of `accounts`. */
void instance_describe(instance *in);

/* The transcript of a table after claim, instance and reserves. */
zks_transcript instance_transcript(const instance *in, size_t table);
/* A dense prover of the table with the witness filled in, for the caller to run and free. */
dense_prover *instance_prover(instance *in, size_t table, const dense_cheat *cheat);
/* Proves one table; all tables. */
void instance_prove_table(instance *in, size_t table, const dense_cheat *cheat);
void instance_prove(instance *in);

/* The flat position of a cell. */
size_t instance_position(const instance *in, size_t table, size_t row, size_t cell);
/* The words of a table's proof. */
zks_word *instance_words(const instance *in, size_t table);

/* What the verifier says, with all of its report; with the segment alone. */
zks_status instance_report(const instance *in, zks_report *report);
zks_status instance_verify(const instance *in, long *segment);
/* Fails the test unless the verifier says exactly this; `segment` matters where the status is not ZKS_OK. */
void assert_verdict(const instance *in, zks_status status, long segment);

#endif
