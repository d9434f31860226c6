/* Scalars modulo the order n of ristretto255, eight side by side, in AVX-512 IFMA.
 *
 * Layout: five limbs of 52 bits, limb k of all eight scalars in one vector, as in field.h. In memory a scalar is the
 * integer x 2^256 mod n in four words of 64 bits (crypto/scalar.h); here it is the same integer, cut anew.
 *
 * The product of this folder divides by 2^260, not 2^256: the product of two numbers that carry a factor 2^256 carries
 * 2^252, that of three 2^248. Nobody corrects that on the way: it is taken out of a sum at its end
 * (scalar_lanes_total), or put into a factor before its use.
 *
 * Bounds: numbers are carried, that is limbs are below 2^52, and below 8 n. For a, b < 8 n the product is below
 * 64 n^2 / 2^260 + n < 2 n. A sum of up to 2^9 carried numbers may be kept without carrying.
 *
 * Source: Montgomery, "Modular multiplication without trial division" (1985); Gueron, Krasnov, "Accelerating big
 * integer arithmetic using Intel IFMA extensions" (2016).
 */
#ifndef ZKS_CRYPTO_IFMA_SCALAR_H
#define ZKS_CRYPTO_IFMA_SCALAR_H

#include "crypto/hash.h"
#include "crypto/ifma/words.h"
#include "crypto/scalar.h"

enum { SCALAR_LIMBS = 5, SCALAR_BITS = 52, SCALAR_WORDS = 4 };

typedef struct {
    __m512i limb[SCALAR_LIMBS];
} lane_scalar;

/* n = 2^252 + 0x14def9dea2f79cd65812631a5cf5d3ed in limbs, and -n^-1 mod 2^52. */
static const long long scalar_order[SCALAR_LIMBS] = {0x2631a5cf5d3ed, 0xdea2f79cd6581, 0x14def9, 0, 1LL << 44};
static const long long scalar_minus_inverse = 0x51da312547e1b;

WORDS_INLINE __m512i scalar_mask(void)
{
    return _mm512_set1_epi64((1LL << SCALAR_BITS) - 1);
}

WORDS_INLINE lane_scalar scalar_zero(void)
{
    lane_scalar out;
    for (int k = 0; k < SCALAR_LIMBS; k++)
        out.limb[k] = _mm512_setzero_si512();
    return out;
}

/* From four words of 64 bits to five limbs. */
WORDS_INLINE lane_scalar scalar_from_words(const __m512i word[SCALAR_WORDS])
{
    lane_scalar out;
    const __m512i mask = scalar_mask();
    out.limb[0] = _mm512_and_si512(word[0], mask);
    for (int k = 1; k < 4; k++)
        out.limb[k] = _mm512_and_si512(_mm512_or_si512(_mm512_srli_epi64(word[k - 1], (unsigned)(64 - 12 * k)),
                                                       _mm512_slli_epi64(word[k], (unsigned)(12 * k))),
                                       mask);
    out.limb[4] = _mm512_srli_epi64(word[3], 16);
    return out;
}

/* Back, for a canonical number. */
WORDS_INLINE void scalar_to_words(__m512i word[SCALAR_WORDS], const lane_scalar *a)
{
    for (int k = 0; k < SCALAR_WORDS; k++)
        word[k] = _mm512_or_si512(_mm512_srli_epi64(a->limb[k], (unsigned)(12 * k)),
                                  _mm512_slli_epi64(a->limb[k + 1], (unsigned)(52 - 12 * k)));
}

/* Limbs that may be negative or long to carried ones; the number itself is not negative. */
WORDS_INLINE void scalar_carry(lane_scalar *a)
{
    const __m512i mask = scalar_mask();
    for (int k = 0; k + 1 < SCALAR_LIMBS; k++) {
        a->limb[k + 1] = _mm512_add_epi64(a->limb[k + 1], _mm512_srai_epi64(a->limb[k], SCALAR_BITS));
        a->limb[k] = _mm512_and_si512(a->limb[k], mask);
    }
}

/* A raw sum, to be carried before it is multiplied. */
WORDS_INLINE lane_scalar scalar_add_raw(const lane_scalar *a, const lane_scalar *b)
{
    lane_scalar out;
    for (int k = 0; k < SCALAR_LIMBS; k++)
        out.limb[k] = _mm512_add_epi64(a->limb[k], b->limb[k]);
    return out;
}

/* a - b + 4 n, carried: for b < 4 n. */
WORDS_INLINE lane_scalar scalar_sub(const lane_scalar *a, const lane_scalar *b)
{
    lane_scalar out;
    for (int k = 0; k < SCALAR_LIMBS; k++)
        out.limb[k] =
            _mm512_add_epi64(_mm512_sub_epi64(a->limb[k], b->limb[k]), _mm512_set1_epi64(4 * scalar_order[k]));
    scalar_carry(&out);
    return out;
}

/* a b / 2^260 mod n, carried, below 2 n. Columns of the product first; then from the lowest up the multiple of n that
 * clears a column, whose upper bits move on. */
WORDS_INLINE lane_scalar scalar_mul(const lane_scalar *a, const lane_scalar *b)
{
    __m512i column[2 * SCALAR_LIMBS];
    for (int k = 0; k < 2 * SCALAR_LIMBS; k++)
        column[k] = _mm512_setzero_si512();
    for (int i = 0; i < SCALAR_LIMBS; i++)
        for (int j = 0; j < SCALAR_LIMBS; j++) {
            column[i + j] = _mm512_madd52lo_epu64(column[i + j], a->limb[i], b->limb[j]);
            column[i + j + 1] = _mm512_madd52hi_epu64(column[i + j + 1], a->limb[i], b->limb[j]);
        }
    const __m512i inverse = _mm512_set1_epi64(scalar_minus_inverse);
    for (int i = 0; i < SCALAR_LIMBS; i++) {
        const __m512i m = _mm512_madd52lo_epu64(_mm512_setzero_si512(), column[i], inverse);
        for (int j = 0; j < SCALAR_LIMBS; j++) {
            if (j == 3) /* a limb of n that is zero */
                continue;
            const __m512i n = _mm512_set1_epi64(scalar_order[j]);
            column[i + j] = _mm512_madd52lo_epu64(column[i + j], m, n);
            column[i + j + 1] = _mm512_madd52hi_epu64(column[i + j + 1], m, n);
        }
        column[i + 1] = _mm512_add_epi64(column[i + 1], _mm512_srli_epi64(column[i], SCALAR_BITS));
    }
    lane_scalar out;
    for (int k = 0; k < SCALAR_LIMBS; k++)
        out.limb[k] = column[SCALAR_LIMBS + k];
    scalar_carry(&out);
    return out;
}

/* a - n where that is not negative. */
WORDS_INLINE void scalar_reduce_once(lane_scalar *a)
{
    lane_scalar less = *a;
    for (int k = 0; k < SCALAR_LIMBS; k++)
        less.limb[k] = _mm512_sub_epi64(less.limb[k], _mm512_set1_epi64(scalar_order[k]));
    scalar_carry(&less);
    const __mmask8 keep = _mm512_movepi64_mask(less.limb[SCALAR_LIMBS - 1]);
    for (int k = 0; k < SCALAR_LIMBS; k++)
        a->limb[k] = _mm512_mask_mov_epi64(less.limb[k], keep, a->limb[k]);
}

/* Adds to *out the sum of all lanes, where the accumulator's numbers are products of `factors` scalars: x 2^(256 - 4
 * (factors - 1)). */
WORDS_INLINE void scalar_lanes_total(zks_scalar *out, const lane_scalar *accumulator, int factors)
{
    /* The limbs of the total, up to 2^64 each, as one integer of 64 bytes. */
    uint64_t word[8] = {0};
    for (int k = 0; k < SCALAR_LIMBS; k++) {
        unsigned __int128 carry = (unsigned __int128)(uint64_t)_mm512_reduce_add_epi64(accumulator->limb[k])
                                  << (SCALAR_BITS * k % 64);
        for (int i = SCALAR_BITS * k / 64; i < 8; i++) {
            carry += word[i];
            word[i] = (uint64_t)carry;
            carry >>= 64;
        }
    }
    uint8_t bytes[64];
    for (int i = 0; i < 8; i++)
        zks_store_u64(bytes + 8 * i, word[i]);
    /* Montgomery form of the integer, times 2^-256 2^(4 (factors - 1)): the scalar whose form is that power of two. */
    zks_scalar total, unscale = {{UINT64_C(1) << 4 * (factors - 1), 0, 0, 0}};
    zks_scalar_from_wide(&total, bytes);
    zks_scalar_mul(&total, &total, &unscale);
    zks_scalar_add(out, out, &total);
}

#endif
