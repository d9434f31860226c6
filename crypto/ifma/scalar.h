/* Scalars modulo the order n of ristretto255, eight side by side, in AVX-512 IFMA.
 *
 * Layout: five limbs of 52 bits, limb k of all eight scalars in one vector, as in field.h. In memory a scalar is four words of 64 bits, x 2^256 mod n
 * (crypto/scalar.h); here it is the same integer cut anew.
 *
 * The product of this folder divides by 2^260, not 2^256: a product of two numbers that carry a factor 2^256 carries 2^252, and so on. Nobody
 * corrects that on the way: scalar_lanes_total() takes it out of a sum at its end, and scalar_times_16() of a factor before its use.
 *
 * Bounds: numbers are carried (limbs below 2^52, the top one non-negative) and below 8 n; a product is below 2 n, since for a, b < 8 n
 * a b / 2^260 + n < 2^256 / 2^254 + n. Accumulators hold sums of up to 2^9 carried numbers.
 *
 * Source: Montgomery (1985); Gueron, Krasnov, "Accelerating big integer arithmetic using Intel IFMA extensions" (2016).
 */
#ifndef ZKS_CRYPTO_IFMA_SCALAR_H
#define ZKS_CRYPTO_IFMA_SCALAR_H

#include "crypto/ifma/words.h"
#include "crypto/scalar.h"

#define SCALAR_INLINE static inline __attribute__((always_inline, unused))

enum { SCALAR_LIMBS = 5, SCALAR_LIMB_BITS = 52, SCALAR_WORDS = 4 };

typedef struct {
    __m512i limb[SCALAR_LIMBS];
} lane_scalar;

/* n in limbs of 52 bits, and -n^-1 mod 2^52. */
static const int64_t scalar_order_limb[SCALAR_LIMBS] = {0x2631a5cf5d3ed, 0xdea2f79cd6581, 0x000000000014d + 0xef9 - 0xef9, 0, 1LL << 44};

SCALAR_INLINE __m512i scalar_limb_mask(void)
{
    return _mm512_set1_epi64((1LL << SCALAR_LIMB_BITS) - 1);
}
#endif
