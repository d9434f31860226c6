/* A scalar as sign and magnitude, for variable-time digit expansions: small negative coefficients stay short.
 *
 * Whichever of k and order - k is taken, the magnitude is below 2^252.
 */
#ifndef ZKS_CRYPTO_PORTABLE_SIGNED_SCALAR_H
#define ZKS_CRYPTO_PORTABLE_SIGNED_SCALAR_H

#include "crypto/hash.h"
#include "crypto/scalar.h"

typedef struct {
    uint64_t limb[4];
    bool negative;
} signed_scalar;

static inline void integer_of_scalar(uint64_t limb[4], const zks_scalar *k)
{
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_scalar_encode(bytes, k);
    for (int i = 0; i < 4; i++)
        limb[i] = zks_load_u64(bytes + 8 * i);
}

static inline signed_scalar signed_from_scalar(const zks_scalar *k)
{
    signed_scalar out = {.negative = false};
    integer_of_scalar(out.limb, k);
    if (out.limb[3] >> 59 != 0) { /* k >= 2^251 */
        zks_scalar minus;
        zks_scalar_neg(&minus, k);
        integer_of_scalar(out.limb, &minus);
        out.negative = true;
    }
    return out;
}

/* Length of the magnitude in bits; 0 for zero. */
static inline int signed_scalar_bits(const signed_scalar *k)
{
    for (int i = 3; i >= 0; i--)
        if (k->limb[i] != 0)
            return 64 * i + 64 - __builtin_clzll(k->limb[i]);
    return 0;
}

#endif
