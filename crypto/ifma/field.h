/* The field of Curve25519, eight elements side by side, in AVX-512 IFMA.
 *
 * Layout: five limbs of 51 bits as in crypto/field.h, limb k of all eight elements in one vector:
 *
 *     limb[k]   | a.limb[k] | b.limb[k] | c.limb[k] |  ...  | h.limb[k] |      k = 0..4, 64 bits each
 *
 * so that every step works on eight independent elements, and nothing ever moves across lanes but when points are
 * loaded and stored (words.h).
 *
 * vpmadd52luq and vpmadd52huq multiply the low 52 bits of two operands and add the low, or the high, 52 bits of the
 * product to a 64-bit accumulator. With limbs of 51 bits a low half belongs to column i + j, and a high half, of weight
 * 2^(51 (i+j) + 52), counts twice in column i + j + 1. The 52nd bit of an operand is the only spare one, so a sum is
 * carried before it is multiplied. The bounds on limbs:
 *
 *   carried   at most 2^51 + 2^15: what mul, square and carry leave, and what they take (they need below 2^52);
 *   raw       below 2^60: sums and differences of a few carried elements, for carry alone.
 *
 * The columns of a product are below 15 * 2^52, with the upper ones folded in below 2^61.
 *
 * Source of the use of these instructions: Gueron, Krasnov, "Accelerating big integer arithmetic using Intel IFMA
 * extensions" (2016); of the representation, as in crypto/portable/field_inline.h.
 */
#ifndef ZKS_CRYPTO_IFMA_FIELD_H
#define ZKS_CRYPTO_IFMA_FIELD_H

#include "crypto/field.h"
#include "crypto/ifma/words.h"

#define LANES_INLINE static inline __attribute__((always_inline, unused))

enum { LIMBS = 5, LIMB_BITS = 51 };

typedef struct {
    __m512i limb[LIMBS];
} lane_field;

/* One bit a lane. */
typedef __mmask8 lane_mask;

LANES_INLINE lane_mask lane_mask_from_bits(unsigned bits)
{
    return (lane_mask)bits;
}

LANES_INLINE unsigned lane_mask_bits(lane_mask mask)
{
    return mask;
}

LANES_INLINE lane_mask lane_mask_or(lane_mask a, lane_mask b)
{
    return a | b;
}

LANES_INLINE lane_mask lane_mask_not(lane_mask a)
{
    return (lane_mask)~a;
}

LANES_INLINE __m512i limb_mask(void)
{
    return _mm512_set1_epi64((1LL << LIMB_BITS) - 1);
}

LANES_INLINE lane_field lane_broadcast(const zks_field *a)
{
    lane_field out;
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm512_set1_epi64((long long)a->limb[k]);
    return out;
}

/* Loads `count` consecutive elements for each lane, of limbs below 2^52. */
LANES_INLINE void lane_load(lane_field *out, const zks_field *const from[LANES], const int count)
{
    words_load(&out->limb[0], (const void *const *)from, LIMBS * count);
}

/* Stores carried elements. */
LANES_INLINE void lane_store(zks_field *const to[LANES], const lane_field *in, const int count)
{
    words_store((void *const *)to, &in->limb[0], LIMBS * count);
}

/* Raw to carried, in one parallel pass: all limbs hand their carries on at once. */
LANES_INLINE lane_field lane_carry(const lane_field *a)
{
    lane_field out;
    __m512i carry[LIMBS];
    for (int k = 0; k < LIMBS; k++) {
        carry[k] = _mm512_srli_epi64(a->limb[k], LIMB_BITS);
        out.limb[k] = _mm512_and_si512(a->limb[k], limb_mask());
    }
    out.limb[0] = _mm512_madd52lo_epu64(out.limb[0], carry[LIMBS - 1], _mm512_set1_epi64(19));
    for (int k = 1; k < LIMBS; k++)
        out.limb[k] = _mm512_add_epi64(out.limb[k], carry[k - 1]);
    return out;
}

/* The sum or the difference of two carried elements as an operand of mul. */
LANES_INLINE lane_field lane_settle(const lane_field *a)
{
    return lane_carry(a);
}

/* a + b, raw. */
LANES_INLINE lane_field lane_add_raw(const lane_field *a, const lane_field *b)
{
    lane_field out;
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm512_add_epi64(a->limb[k], b->limb[k]);
    return out;
}

/* a - b as a + 2 p - b, raw, for b carried. */
LANES_INLINE lane_field lane_sub_raw(const lane_field *a, const lane_field *b)
{
    const __m512i p2_low = _mm512_set1_epi64(2 * ((1LL << LIMB_BITS) - 19));
    const __m512i p2 = _mm512_set1_epi64(2 * ((1LL << LIMB_BITS) - 1));
    lane_field out;
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm512_sub_epi64(_mm512_add_epi64(a->limb[k], k == 0 ? p2_low : p2), b->limb[k]);
    return out;
}

/* The columns of a product from its low and high halves: the upper five, times 19, fold onto the lower. */
LANES_INLINE lane_field fold_columns(const __m512i low[9], const __m512i high[9])
{
    const __m512i nineteen = _mm512_set1_epi64(19);
    __m512i column[10];
    column[0] = low[0];
    for (int k = 1; k < 9; k++)
        column[k] = _mm512_add_epi64(low[k], _mm512_slli_epi64(high[k - 1], 1));
    column[9] = _mm512_slli_epi64(high[8], 1);
    lane_field out;
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm512_add_epi64(column[k], _mm512_mullo_epi64(column[k + 5], nineteen));
    return lane_carry(&out);
}

LANES_INLINE lane_field lane_mul(const lane_field *a, const lane_field *b)
{
    __m512i low[9], high[9];
    for (int k = 0; k < 9; k++)
        low[k] = high[k] = _mm512_setzero_si512();
    for (int i = 0; i < LIMBS; i++)
        for (int j = 0; j < LIMBS; j++) {
            low[i + j] = _mm512_madd52lo_epu64(low[i + j], a->limb[i], b->limb[j]);
            high[i + j] = _mm512_madd52hi_epu64(high[i + j], a->limb[i], b->limb[j]);
        }
    return fold_columns(low, high);
}

/* Products of different limbs first, doubled, then the squares. */
LANES_INLINE lane_field lane_square(const lane_field *a)
{
    __m512i low[9], high[9];
    for (int k = 0; k < 9; k++)
        low[k] = high[k] = _mm512_setzero_si512();
    for (int i = 0; i < LIMBS; i++)
        for (int j = i + 1; j < LIMBS; j++) {
            low[i + j] = _mm512_madd52lo_epu64(low[i + j], a->limb[i], a->limb[j]);
            high[i + j] = _mm512_madd52hi_epu64(high[i + j], a->limb[i], a->limb[j]);
        }
    for (int k = 1; k < 8; k++) {
        low[k] = _mm512_add_epi64(low[k], low[k]);
        high[k] = _mm512_add_epi64(high[k], high[k]);
    }
    for (int i = 0; i < LIMBS; i++) {
        low[2 * i] = _mm512_madd52lo_epu64(low[2 * i], a->limb[i], a->limb[i]);
        high[2 * i] = _mm512_madd52hi_epu64(high[2 * i], a->limb[i], a->limb[i]);
    }
    return fold_columns(low, high);
}

/* bit ? b : a, lane by lane. */
LANES_INLINE lane_field lane_select(const lane_field *a, const lane_field *b, lane_mask bit)
{
    lane_field out;
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm512_mask_blend_epi64(bit, a->limb[k], b->limb[k]);
    return out;
}

/* The unique representatives below p; as in crypto/portable/field.c. */
LANES_INLINE lane_field lane_canonical(const lane_field *a)
{
    const __m512i nineteen = _mm512_set1_epi64(19);
    lane_field x = lane_carry(a);
    __m512i q = _mm512_srli_epi64(_mm512_add_epi64(x.limb[0], nineteen), LIMB_BITS);
    for (int k = 1; k < LIMBS; k++)
        q = _mm512_srli_epi64(_mm512_add_epi64(x.limb[k], q), LIMB_BITS);
    x.limb[0] = _mm512_madd52lo_epu64(x.limb[0], q, nineteen);
    for (int k = 0; k < LIMBS - 1; k++) {
        x.limb[k + 1] = _mm512_add_epi64(x.limb[k + 1], _mm512_srli_epi64(x.limb[k], LIMB_BITS));
        x.limb[k] = _mm512_and_si512(x.limb[k], limb_mask());
    }
    x.limb[LIMBS - 1] = _mm512_and_si512(x.limb[LIMBS - 1], limb_mask());
    return x;
}

LANES_INLINE lane_mask lane_is_negative(const lane_field *a)
{
    const lane_field x = lane_canonical(a);
    return _mm512_test_epi64_mask(x.limb[0], _mm512_set1_epi64(1));
}

LANES_INLINE lane_mask lane_is_zero(const lane_field *a)
{
    const lane_field x = lane_canonical(a);
    __m512i any = x.limb[0];
    for (int k = 1; k < LIMBS; k++)
        any = _mm512_or_si512(any, x.limb[k]);
    return _mm512_testn_epi64_mask(any, any);
}

/* The low 255 bits of a string of 32 bytes a lane. */
LANES_INLINE lane_field lane_from_bytes(const uint8_t *const bytes[LANES])
{
    __m512i word[4];
    words_load(word, (const void *const *)bytes, 4);
    lane_field out = {{word[0], _mm512_or_si512(_mm512_srli_epi64(word[0], 51), _mm512_slli_epi64(word[1], 13)),
                       _mm512_or_si512(_mm512_srli_epi64(word[1], 38), _mm512_slli_epi64(word[2], 26)),
                       _mm512_or_si512(_mm512_srli_epi64(word[2], 25), _mm512_slli_epi64(word[3], 39)),
                       _mm512_srli_epi64(word[3], 12)}};
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm512_and_si512(out.limb[k], limb_mask());
    return out;
}

/* Canonical. */
LANES_INLINE void lane_to_bytes(uint8_t *const bytes[LANES], const lane_field *a)
{
    const lane_field x = lane_canonical(a);
    const __m512i word[4] = {
        _mm512_or_si512(x.limb[0], _mm512_slli_epi64(x.limb[1], 51)),
        _mm512_or_si512(_mm512_srli_epi64(x.limb[1], 13), _mm512_slli_epi64(x.limb[2], 38)),
        _mm512_or_si512(_mm512_srli_epi64(x.limb[2], 26), _mm512_slli_epi64(x.limb[3], 25)),
        _mm512_or_si512(_mm512_srli_epi64(x.limb[3], 39), _mm512_slli_epi64(x.limb[4], 12)),
    };
    words_store((void *const *)bytes, word, 4);
}

#endif
