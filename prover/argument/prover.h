/* The prover of one table (docs/protocol.md, section 5): its state, and one function per step. zks_prove_table() runs
 * them in order.
 *
 * Everything secret lives in witness memory (crypto/secret.h). Variable-time: bulk witness work (docs/threat-model.md).
 * Nonces and blindings come from the seed and the transcript as it stands when they are drawn, so a repeated seed never
 * repeats one under another challenge.
 */
#ifndef ZKS_PROVER_ARGUMENT_PROVER_H
#define ZKS_PROVER_ARGUMENT_PROVER_H

#include "argument/functional.h"
#include "argument/schedule.h"
#include "argument/shape.h"
#include "argument/system.h"
#include "crypto/generators.h"
#include "crypto/msm.h"
#include "crypto/secret.h"
#include "zksolv/status.h"

/* What every table of an attestation shares. */
typedef struct {
    const zks_generators *generators;
    const zks_fixed_base *h; /* table of H */
} zks_prover_setup;

/* The rows of one table: the non-zero digits of each, ascending by cell, and the openings' other coordinates. */
typedef struct {
    const size_t *row_start; /* rows + 1: row i has digits row_start[i] .. row_start[i+1] - 1 */
    const uint32_t *cell;
    const uint8_t *digit;
    const zks_scalar *id, *blinding;     /* one a row */
    const zks_scalar *external_blinding; /* one an external column; may be NULL where there are none */
} zks_witness;

typedef struct {
    const zks_prover_setup *setup;
    const zks_shape *shape;
    const zks_system *system;
    const zks_witness *witness;
    const uint8_t *seed;
    int threads;
    zks_word *proof;
    zks_transcript transcript;
    zks_challenges challenges;

    /* The digits again, cell after cell: cell b has cell_start[b] .. cell_start[b+1] - 1, `column` is the position in
     * its matrix row. */
    size_t *cell_start;
    uint32_t *column;
    uint8_t *digit;

    /* From step 1 on: matrix row k has sum_count[k] non-empty buckets, from sum_start[k] on: their digits and
     * their sums. */
    size_t *sum_start, *sum_count;
    uint8_t *sum_digit;
    zks_niels *sum;
    zks_scalar *delta, *eps; /* blindings of D_k, E_k */
    zks_scalar multiplicity[256], mu;
    zks_scalar reciprocal[256]; /* 1/(alpha + v) */

    zks_scalar *cell_weights, constant;   /* W, const */
    zks_scalar *rows_eq, real_rows;       /* eq(rho, i), e_N */
    zks_scalar *openings;                 /* y_a for the committed columns, then that of the id */
    zks_scalar reserve, reserve_blinding; /* z_R, and P_R's component along H */
    zks_scalar *mask, mask_blinding;      /* g */

    zks_scalar last;            /* s_L */
    zks_scalar end_d, end_h;    /* v_d, v_h */
    zks_scalar end_blinding[3]; /* b_d, b_h, b_p */
} zks_prover;

/* A prover of `shape` that will write shape->at.words words to `proof`; everything pointed to must outlive it.
 * `transcript` has absorbed claim, instance and reserves. NULL: out of memory. */
zks_prover *zks_prover_new(const zks_prover_setup *setup, const zks_shape *shape, const zks_system *system,
                           const zks_witness *witness, const uint8_t *seed, const zks_transcript *transcript,
                           int threads, zks_word *proof);
void zks_prover_free(zks_prover *p);

/* The steps. Each writes the words that the schedule's step of the same name absorbs next. */
void zks_prover_digits(zks_prover *p);
void zks_prover_reciprocals(zks_prover *p);
void zks_prover_mask(zks_prover *p);
zks_status zks_prover_sumcheck(zks_prover *p); /* from "sum" to the last "round", absorbing as it goes */
void zks_prover_ends(zks_prover *p);
void zks_prover_product(zks_prover *p, zks_scalar nonce[3]);
void zks_prover_product_responses(zks_prover *p, const zks_scalar nonce[3]);
zks_status zks_prover_opening(zks_prover *p); /* from the first "fold" on, absorbing as it goes */

/* Non-zero digits of matrix row k: how many, and the first one's position in `column` and `digit`. */
size_t zks_prover_row_digits(const zks_prover *p, size_t k, size_t *first);
/* PRF(seed, label || transcript || index) as a scalar. */
void zks_prover_nonce(const zks_prover *p, const char *label, uint64_t index, zks_scalar *out);

/* How long proofs took: matrix rows (steps 1 and 2), sumcheck (3 to 5), opening (6). */
typedef struct {
    double rows, sumcheck, opening;
} zks_prove_seconds;

/* The whole proof; its times are added to *seconds (NULL: nobody asks). ZKS_OK, ZKS_ERROR_MEMORY, or
 * ZKS_REJECT_CHALLENGE (chance 2^-244: another seed will do). */
zks_status zks_prove_table(const zks_prover_setup *setup, const zks_shape *shape, const zks_system *system,
                           const zks_witness *witness, const uint8_t *seed, const zks_transcript *transcript,
                           int threads, zks_word *proof, zks_prove_seconds *seconds);

#endif
