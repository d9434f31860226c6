/* Steps 4 to 6 of the verifier (docs/protocol.md, section 6): everything that has to do with the argument, on bytes
 * whose lengths the caller has checked.
 */
#ifndef ZKS_VERIFIER_PROOFS_H
#define ZKS_VERIFIER_PROOFS_H

#include "argument/segments.h"
#include "zksolv/progress.h"
#include "zksolv/status.h"

typedef struct {
    const char *claim; /* the claim bytes */
    size_t claim_length;
    const zks_system *account, *pool;
    const zks_segments *segments;
    const zks_word *accounts; /* segments->rows commitments */
    const zks_word *external; /* pool->external commitments; may be NULL where there are none */
    const zks_word *proof;    /* segments->words */
    int threads;
    const zks_progress *progress; /* may be NULL */
} zks_proofs;

/* ZKS_OK; or the first of ZKS_REJECT_COMMITMENT, _POINT, _SCALAR, _CHALLENGE, _PRODUCT_FACTOR, _PRODUCT, _OPENING in
 * documented order, with report->segment; or ZKS_ERROR_MEMORY. */
zks_status zks_proofs_verify(const zks_proofs *proofs, zks_report *report);

#endif
