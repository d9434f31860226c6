/* The two algorithms behind zks_msm_var and what they share: the terms with a non-zero scalar. */
#ifndef ZKS_CRYPTO_MSM_PARTS_H
#define ZKS_CRYPTO_MSM_PARTS_H

#include "crypto/msm.h"
#include "crypto/signed_scalar.h"

typedef struct {
    signed_scalar k; /* not zero */
    const zks_niels *point;
} msm_term;

/* out = sum k_i P_i. `bits` is the length of the longest magnitude, >= 1; count >= 1. Both abort without memory. */
void zks_straus_var(zks_point *out, const msm_term *terms, size_t count, int bits);
void zks_pippenger_var(zks_point *out, msm_term *terms, size_t count, int bits, int threads); /* overwrites terms */

/* Scratch aligned to 64 bytes, not initialised; never NULL: the process aborts where there is none (crypto/msm.h). It
 * may hold what a prover keeps secret, so it is wiped when freed, with the count and size it was made with. */
void *zks_msm_scratch_new(size_t count, size_t size);
void zks_msm_scratch_free(void *scratch, size_t count, size_t size);

#endif
