/* A prover of one table written straight from docs/protocol.md, section 5: every cell an array entry, the sumcheck over
 * the whole cube, the generators folded as the document says. Slow; nothing of it is shipped. It shares scalars,
 * points, transcript and shape with the shipped prover, but not the schedule, the public vectors or any trick, so that
 * equal bytes from both say that both follow the document.
 *
 * It is also made to cheat. Every point it sends is kept as an opening: a vector over the whole basis, then Q, then H.
 * A cheat may change arrays and openings after they are chosen, and words after they are encoded, always before they
 * are absorbed; everything later is then computed from what the openings really hold. That is the best any cheater can
 * do: the proof is accepted exactly where the equations allow the lie.
 */
#ifndef ZKS_TESTS_ARGUMENT_DENSE_PROVER_H
#define ZKS_TESTS_ARGUMENT_DENSE_PROVER_H

#include "argument/schedule.h"
#include "argument/system.h"
#include "crypto/generators.h"

typedef struct dense_prover dense_prover;

/* Called at these moments; any may be NULL. */
typedef struct {
    void (*digits)(dense_prover *p);      /* D and Mc are chosen */
    void (*reciprocals)(dense_prover *p); /* E is chosen */
    void (*mask)(dense_prover *p);        /* Gc is chosen; all challenges up to gamma are known */
    void (*ends)(dense_prover *p);        /* V_d and V_h are chosen, V_p not yet */
    /* Words first .. first + count - 1 of the proof are about to be absorbed. */
    void (*send)(dense_prover *p, size_t first, size_t count);
    const void *context;
} dense_cheat;

struct dense_prover {
    const zks_shape *shape;
    const zks_system *system;
    const uint8_t *seed;
    const dense_cheat *cheat;
    zks_word *proof;
    zks_transcript transcript;
    zks_challenges challenges;

    size_t positions;      /* of an opening: the basis, then Q, then H */
    size_t q, h;           /* the positions of Q and H */
    zks_niels *generators; /* the neutral element at positions called nothing */

    size_t cube;              /* 2^L */
    zks_scalar *digit;        /* d(f), at flat positions f < cube */
    zks_scalar *reciprocal;   /* h(f) */
    zks_scalar *row_eq;       /* eq(rho, i) for i < N' */
    zks_scalar *cell_weights; /* W */
    zks_scalar constant;      /* const */

    zks_scalar *rows;            /* openings of the rows' commitments, one after another */
    zks_scalar *digit_rows;      /* of D_0 .. D_{R-1} */
    zks_scalar *multiplicities;  /* of Mc */
    zks_scalar *reciprocal_rows; /* of E_0 .. E_{R-1} */
    zks_scalar *mask;            /* of Gc */
    zks_scalar *ends;            /* of V_d, V_h, V_p */

    zks_scalar *reserves; /* of X_0 .. X_{q-1} */
    zks_word *external;   /* the encodings of these */
};

/* A prover of a table whose cells are all zero and whose commitments open to zero, for the caller to fill: digit and
 * rows, and for external columns reserves and external. Pointers must outlive it; it writes shape->at.words words to
 * `proof`. `transcript` has absorbed claim and instance. `cheat` may be NULL. */
dense_prover *dense_prover_new(const zks_generators *generators, const zks_shape *shape, const zks_system *system,
                               const uint8_t *seed, const zks_transcript *transcript, const dense_cheat *cheat,
                               zks_word *proof);
void dense_prover_run(dense_prover *p);
void dense_prover_free(dense_prover *p);

/* ---- for cheats ------------------------------------------------------------------------------------------------- */

/* acc += k x, over `count` scalars. */
void dense_add_multiple(zks_scalar *acc, const zks_scalar *k, const zks_scalar *x, size_t count);

/* X_0 .. X_{q-1} become what their openings say; before the prover runs. */
void dense_publish_reserves(dense_prover *p);

/* By how much the sum over the cube of F, without the mask, exceeds what the openings imply it to be: zero for a true
 * witness. Known from the mask on. */
void dense_defect(const dense_prover *p, zks_scalar *out);

#endif
