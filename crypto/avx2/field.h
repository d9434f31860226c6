/* The field of Curve25519, four elements side by side, in AVX2.
 *
 * Layout: ten limbs of 26 and 25 bits in turn, value = sum limb[k] * 2^ceil(25.5 k), limb k of all four elements in one
 * vector, because vpmuludq multiplies 32 bits by 32 bits into 64:
 *
 *     limb[k]   | a.limb[k] | b.limb[k] | c.limb[k] | d.limb[k] |      k = 0..9, 64 bits each
 *
 * Each limb of crypto/field.h, of 51 bits, is two of these, the lower of 26 bits. In a product, the pair of limbs i and
 * j belongs to column i + j, twice where both are odd (two half bits make one), and times 19 in column i + j - 10 where
 * i + j > 9. The bounds on limbs, even / odd ones:
 *
 *   carried   at most 2^26 + 2^13 / 2^25 + 2^13: what mul, square and carry leave;
 *   settled   below 2^27.6 / 2^26.6: what mul takes, and below 2^28 / 2^27 its first operand. 19 times a limb of the
 *             second fits in 32 bits, and columns stay below 2^63;
 *   raw       below 2^60: sums and differences of a few carried elements.
 *
 * So the sum or the difference of two carried elements is multiplied as it is, without a carry.
 *
 * Source: Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures" (2011), the ref10
 * implementation, whose order of carries this is; four independent elements in place of its one.
 */
#ifndef ZKS_CRYPTO_AVX2_FIELD_H
#define ZKS_CRYPTO_AVX2_FIELD_H

#include "crypto/avx2/words.h"
#include "crypto/field.h"

#define LANES_INLINE static inline __attribute__((always_inline, unused))

enum { LIMBS = 10, WORDS = 5, WORD_BITS = 51 };

typedef struct {
    __m256i limb[LIMBS];
} lane_field;

/* All ones or all zeros in each lane. */
typedef __m256i lane_mask;

LANES_INLINE lane_mask lane_mask_from_bits(unsigned bits)
{
    const __m256i bit = _mm256_set_epi64x(8, 4, 2, 1);
    return _mm256_cmpeq_epi64(_mm256_and_si256(_mm256_set1_epi64x(bits), bit), bit);
}

LANES_INLINE unsigned lane_mask_bits(lane_mask mask)
{
    return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(mask));
}

LANES_INLINE lane_mask lane_mask_or(lane_mask a, lane_mask b)
{
    return _mm256_or_si256(a, b);
}

LANES_INLINE lane_mask lane_mask_not(lane_mask a)
{
    return _mm256_xor_si256(a, _mm256_set1_epi64x(-1));
}

LANES_INLINE int limb_bits(const int k)
{
    return k % 2 == 0 ? 26 : 25;
}

LANES_INLINE __m256i low_bits(__m256i x, const int bits)
{
    return _mm256_and_si256(x, _mm256_set1_epi64x((1LL << bits) - 1));
}

LANES_INLINE __m256i times_19(__m256i x)
{
    return _mm256_add_epi64(_mm256_add_epi64(x, _mm256_slli_epi64(x, 1)), _mm256_slli_epi64(x, 4));
}

/* One element's five words of 51 bits to limbs, and back. */
LANES_INLINE lane_field lane_split(const __m256i word[WORDS])
{
    lane_field out;
    UNROLLED
    for (int k = 0; k < WORDS; k++) {
        out.limb[2 * k] = low_bits(word[k], 26);
        out.limb[2 * k + 1] = _mm256_srli_epi64(word[k], 26);
    }
    return out;
}

LANES_INLINE void lane_join(__m256i word[WORDS], const lane_field *a)
{
    UNROLLED
    for (int k = 0; k < WORDS; k++)
        word[k] = _mm256_add_epi64(a->limb[2 * k], _mm256_slli_epi64(a->limb[2 * k + 1], 26));
}

LANES_INLINE lane_field lane_broadcast(const zks_field *a)
{
    __m256i word[WORDS];
    UNROLLED
    for (int k = 0; k < WORDS; k++)
        word[k] = _mm256_set1_epi64x((long long)a->limb[k]);
    return lane_split(word);
}

/* Loads `count` <= 4 consecutive elements for each lane, of limbs below 2^52. */
LANES_INLINE void lane_load(lane_field *out, const zks_field *const from[LANES], const int count)
{
    __m256i word[4 * WORDS];
    words_load(word, (const void *const *)from, WORDS * count);
    UNROLLED
    for (int i = 0; i < count; i++)
        out[i] = lane_split(word + WORDS * i);
}

/* Stores carried elements. */
LANES_INLINE void lane_store(zks_field *const to[LANES], const lane_field *in, const int count)
{
    __m256i word[4 * WORDS];
    UNROLLED
    for (int i = 0; i < count; i++)
        lane_join(word + WORDS * i, &in[i]);
    words_store((void *const *)to, word, WORDS * count);
}

/* Hands the carry of limb k on. */
LANES_INLINE void carry_limb(__m256i limb[LIMBS], const int k)
{
    const __m256i carry = _mm256_srli_epi64(limb[k], limb_bits(k));
    limb[k] = low_bits(limb[k], limb_bits(k));
    limb[(k + 1) % LIMBS] = _mm256_add_epi64(limb[(k + 1) % LIMBS], k == LIMBS - 1 ? times_19(carry) : carry);
}

/* Columns of a product to carried: two chains at a time, from limbs 0 and 4, and once more where they meet. */
LANES_INLINE lane_field carry_columns(const __m256i column[LIMBS])
{
    lane_field out;
    UNROLLED
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = column[k];
    UNROLLED
    for (int k = 0; k < 4; k++) {
        carry_limb(out.limb, k);
        carry_limb(out.limb, k + 4);
    }
    carry_limb(out.limb, 4);
    carry_limb(out.limb, 8);
    carry_limb(out.limb, 9);
    carry_limb(out.limb, 0);
    return out;
}

/* Raw, of limbs below 2^38, to carried: all limbs hand their carries on at once. */
LANES_INLINE lane_field lane_carry(const lane_field *a)
{
    lane_field out;
    __m256i carry[LIMBS];
    UNROLLED
    for (int k = 0; k < LIMBS; k++) {
        carry[k] = _mm256_srli_epi64(a->limb[k], limb_bits(k));
        out.limb[k] = low_bits(a->limb[k], limb_bits(k));
    }
    out.limb[0] = _mm256_add_epi64(out.limb[0], times_19(carry[LIMBS - 1]));
    UNROLLED
    for (int k = 1; k < LIMBS; k++)
        out.limb[k] = _mm256_add_epi64(out.limb[k], carry[k - 1]);
    return out;
}

/* The sum or the difference of two carried elements is settled already. */
LANES_INLINE lane_field lane_settle(const lane_field *a)
{
    return *a;
}

/* a + b, raw. */
LANES_INLINE lane_field lane_add_raw(const lane_field *a, const lane_field *b)
{
    lane_field out;
    UNROLLED
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm256_add_epi64(a->limb[k], b->limb[k]);
    return out;
}

/* a - b as a + 2 p - b, raw, for b carried. */
LANES_INLINE lane_field lane_sub_raw(const lane_field *a, const lane_field *b)
{
    lane_field out;
    UNROLLED
    for (int k = 0; k < LIMBS; k++) {
        const __m256i p2 = _mm256_set1_epi64x(2 * ((1LL << limb_bits(k)) - (k == 0 ? 19 : 1)));
        out.limb[k] = _mm256_sub_epi64(_mm256_add_epi64(a->limb[k], p2), b->limb[k]);
    }
    return out;
}

/* column += limb i of a times b; b_19 = 19 b. */
LANES_INLINE void add_row(__m256i column[LIMBS], const lane_field *a, const lane_field *b, const lane_field *b_19,
                          const int i)
{
    const __m256i once = a->limb[i], twice = _mm256_slli_epi64(once, 1);
    UNROLLED
    for (int j = 0; j < LIMBS; j++) {
        const __m256i left = i % 2 == 1 && j % 2 == 1 ? twice : once;
        const __m256i product = _mm256_mul_epu32(left, i + j < LIMBS ? b->limb[j] : b_19->limb[j]);
        column[(i + j) % LIMBS] = _mm256_add_epi64(column[(i + j) % LIMBS], product);
    }
}

/* Row by row: ten columns stay in registers. */
LANES_INLINE lane_field lane_mul(const lane_field *a, const lane_field *b)
{
    lane_field b_19;
    __m256i column[LIMBS];
    UNROLLED
    for (int k = 0; k < LIMBS; k++) {
        b_19.limb[k] = _mm256_mul_epu32(b->limb[k], _mm256_set1_epi64x(19));
        column[k] = _mm256_setzero_si256();
    }
    add_row(column, a, b, &b_19, 0);
    add_row(column, a, b, &b_19, 1);
    add_row(column, a, b, &b_19, 2);
    add_row(column, a, b, &b_19, 3);
    add_row(column, a, b, &b_19, 4);
    add_row(column, a, b, &b_19, 5);
    add_row(column, a, b, &b_19, 6);
    add_row(column, a, b, &b_19, 7);
    add_row(column, a, b, &b_19, 8);
    add_row(column, a, b, &b_19, 9);
    return carry_columns(column);
}

/* column += the square of limb i of a, and twice its products with the limbs above; a_2 = 2 a, a_19 = 19 a. */
LANES_INLINE void add_square_row(__m256i column[LIMBS], const lane_field *a, const lane_field *a_2,
                                 const lane_field *a_19, const int i)
{
    UNROLLED
    for (int j = i; j < LIMBS; j++) {
        const __m256i left = j == i ? a->limb[i] : a_2->limb[i];
        __m256i right = i + j < LIMBS ? a->limb[j] : a_19->limb[j];
        if (i % 2 == 1 && j % 2 == 1)
            right = _mm256_slli_epi64(right, 1);
        column[(i + j) % LIMBS] = _mm256_add_epi64(column[(i + j) % LIMBS], _mm256_mul_epu32(left, right));
    }
}

LANES_INLINE lane_field lane_square(const lane_field *a)
{
    lane_field a_2, a_19;
    __m256i column[LIMBS];
    UNROLLED
    for (int k = 0; k < LIMBS; k++) {
        a_2.limb[k] = _mm256_slli_epi64(a->limb[k], 1);
        a_19.limb[k] = _mm256_mul_epu32(a->limb[k], _mm256_set1_epi64x(19));
        column[k] = _mm256_setzero_si256();
    }
    add_square_row(column, a, &a_2, &a_19, 0);
    add_square_row(column, a, &a_2, &a_19, 1);
    add_square_row(column, a, &a_2, &a_19, 2);
    add_square_row(column, a, &a_2, &a_19, 3);
    add_square_row(column, a, &a_2, &a_19, 4);
    add_square_row(column, a, &a_2, &a_19, 5);
    add_square_row(column, a, &a_2, &a_19, 6);
    add_square_row(column, a, &a_2, &a_19, 7);
    add_square_row(column, a, &a_2, &a_19, 8);
    add_square_row(column, a, &a_2, &a_19, 9);
    return carry_columns(column);
}

/* bit ? b : a, lane by lane. */
LANES_INLINE lane_field lane_select(const lane_field *a, const lane_field *b, lane_mask bit)
{
    lane_field out;
    UNROLLED
    for (int k = 0; k < LIMBS; k++)
        out.limb[k] = _mm256_blendv_epi8(a->limb[k], b->limb[k], bit);
    return out;
}

/* The unique representatives below p of carried elements, in words of 51 bits; as in crypto/portable/field.c. */
LANES_INLINE void lane_canonical(__m256i word[WORDS], const lane_field *a)
{
    const lane_field carried = lane_carry(a);
    lane_join(word, &carried);
    __m256i top = _mm256_srli_epi64(word[WORDS - 1], WORD_BITS);
    word[WORDS - 1] = low_bits(word[WORDS - 1], WORD_BITS);
    word[0] = _mm256_add_epi64(word[0], times_19(top));
    __m256i q = _mm256_srli_epi64(_mm256_add_epi64(word[0], _mm256_set1_epi64x(19)), WORD_BITS);
    UNROLLED
    for (int k = 1; k < WORDS; k++)
        q = _mm256_srli_epi64(_mm256_add_epi64(word[k], q), WORD_BITS);
    word[0] = _mm256_add_epi64(word[0], times_19(q));
    UNROLLED
    for (int k = 0; k < WORDS - 1; k++) {
        word[k + 1] = _mm256_add_epi64(word[k + 1], _mm256_srli_epi64(word[k], WORD_BITS));
        word[k] = low_bits(word[k], WORD_BITS);
    }
    word[WORDS - 1] = low_bits(word[WORDS - 1], WORD_BITS);
}

LANES_INLINE lane_mask lane_is_negative(const lane_field *a)
{
    __m256i word[WORDS];
    lane_canonical(word, a);
    return _mm256_cmpeq_epi64(low_bits(word[0], 1), _mm256_set1_epi64x(1));
}

LANES_INLINE lane_mask lane_is_zero(const lane_field *a)
{
    __m256i word[WORDS];
    lane_canonical(word, a);
    __m256i any = word[0];
    UNROLLED
    for (int k = 1; k < WORDS; k++)
        any = _mm256_or_si256(any, word[k]);
    return _mm256_cmpeq_epi64(any, _mm256_setzero_si256());
}

/* The low 255 bits of a string of 32 bytes a lane. */
LANES_INLINE lane_field lane_from_bytes(const uint8_t *const bytes[LANES])
{
    __m256i in[4];
    words_load(in, (const void *const *)bytes, 4);
    __m256i word[WORDS] = {in[0], _mm256_or_si256(_mm256_srli_epi64(in[0], 51), _mm256_slli_epi64(in[1], 13)),
                           _mm256_or_si256(_mm256_srli_epi64(in[1], 38), _mm256_slli_epi64(in[2], 26)),
                           _mm256_or_si256(_mm256_srli_epi64(in[2], 25), _mm256_slli_epi64(in[3], 39)),
                           _mm256_srli_epi64(in[3], 12)};
    UNROLLED
    for (int k = 0; k < WORDS; k++)
        word[k] = low_bits(word[k], WORD_BITS);
    return lane_split(word);
}

/* Canonical. */
LANES_INLINE void lane_to_bytes(uint8_t *const bytes[LANES], const lane_field *a)
{
    __m256i word[WORDS];
    lane_canonical(word, a);
    const __m256i out[4] = {
        _mm256_or_si256(word[0], _mm256_slli_epi64(word[1], 51)),
        _mm256_or_si256(_mm256_srli_epi64(word[1], 13), _mm256_slli_epi64(word[2], 38)),
        _mm256_or_si256(_mm256_srli_epi64(word[2], 26), _mm256_slli_epi64(word[3], 25)),
        _mm256_or_si256(_mm256_srli_epi64(word[3], 39), _mm256_slli_epi64(word[4], 12)),
    };
    words_store((void *const *)bytes, out, 4);
}

#endif
