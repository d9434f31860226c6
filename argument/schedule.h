/* The order of the transcript (docs/protocol.md, sections 3 and 5): which words of a proof are absorbed before which
 * challenge. The prover calls one step after it has written the words that step absorbs; the verifier replays all of
 * them.
 *
 * Each function returns ZKS_OK, or ZKS_REJECT_CHALLENGE where a challenge has a value the protocol forbids.
 */
#ifndef ZKS_ARGUMENT_SCHEDULE_H
#define ZKS_ARGUMENT_SCHEDULE_H

#include "argument/shape.h"
#include "crypto/transcript.h"
#include "zksolv/status.h"

typedef struct {
    zks_scalar alpha;
    zks_scalar anchor[ZKS_MAX_ROUNDS]; /* tau (cell bits), then rho (row bits): the order of the sumcheck's variables */
    zks_scalar kappa, kappa_prime, beta, gamma;
    zks_scalar lambda;
    zks_scalar xi[ZKS_MAX_ROUNDS];
    zks_scalar product;
    zks_scalar eta, zeta, chi, theta_m, theta_p, theta_k;
    zks_scalar theta_r; /* only where there are external columns */
    zks_scalar fold[ZKS_MAX_ROUNDS];
    zks_scalar schnorr;
} zks_challenges;

/* Start of every transcript of an attestation, before it forks into tables. */
void zks_schedule_claim(zks_transcript *t, const char *claim, size_t length);
/* "account" or "pool"; the pool's `segment` is `segments`. */
void zks_schedule_instance(zks_transcript *t, const char *role, uint64_t segment, uint64_t segments, uint64_t rows);
/* Directly behind the instance: the commitments of the table's external columns. Nothing where `count` is 0. */
void zks_schedule_reserves(zks_transcript *t, const zks_word *external, size_t count);

zks_status zks_schedule_digits(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c);
void zks_schedule_reciprocals(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c);
zks_status zks_schedule_mask(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c);
void zks_schedule_sum(zks_transcript *t, const zks_shape *s, const zks_word *proof);
void zks_schedule_round(zks_transcript *t, const zks_shape *s, const zks_word *proof, unsigned round,
                        zks_challenges *c);
void zks_schedule_ends(zks_transcript *t, const zks_shape *s, const zks_word *proof);
void zks_schedule_product(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c);
zks_status zks_schedule_separators(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c);
zks_status zks_schedule_fold(zks_transcript *t, const zks_shape *s, const zks_word *proof, unsigned fold,
                             zks_challenges *c);
void zks_schedule_schnorr(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c);
void zks_schedule_responses(zks_transcript *t, const zks_shape *s, const zks_word *proof);

/* All of the above on a finished proof. */
zks_status zks_schedule_replay(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c);

#endif
