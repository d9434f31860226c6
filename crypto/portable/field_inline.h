/* The field of Curve25519, inlined: the bodies behind crypto/field.h, and lazy forms for group formulas.
 *
 * Five limbs of 51 bits, products in unsigned __int128. 2^255 = 19 mod p folds the upper half of a product back, and
 * 13 spare bits in each limb let sums stay uncarried between two multiplications. The bounds on limbs:
 *
 *   carried   at most 2^51 + 2^14: what mul, square and carry leave, and what is kept in points and tables;
 *   loose     below 2^54: what mul and square accept. Then a column of a product is at most (1 + 4*19) 2^108, its carry
 *             below 2^64, and 19 times a limb fits in 64 bits.
 *
 * Constant-time: no branch and no address depends on a limb.
 *
 * Source of the representation: Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures" (2011).
 */
#ifndef ZKS_CRYPTO_PORTABLE_FIELD_INLINE_H
#define ZKS_CRYPTO_PORTABLE_FIELD_INLINE_H

#include "crypto/field.h"

#define ZKS_FIELD_INLINE static inline __attribute__((always_inline, unused))

typedef unsigned __int128 zks_wide;

enum { FIELD_LIMB_BITS = 51 };
#define FIELD_LIMB_MASK ((UINT64_C(1) << FIELD_LIMB_BITS) - 1)

/* sqrt(-1), the even root (RFC 9496, section 4.1). */
static const zks_field field_sqrt_m1 = {
    {0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d}};

ZKS_FIELD_INLINE zks_wide wide_mul(uint64_t a, uint64_t b)
{
    return (zks_wide)a * b;
}

/* All ones for true. The barrier keeps compilers from turning masks back into branches. */
ZKS_FIELD_INLINE uint64_t mask_of(bool bit)
{
    uint64_t mask = UINT64_C(0) - (uint64_t)bit;
    __asm__("" : "+r"(mask));
    return mask;
}

/* Loose (in fact any limbs below 2^63) to carried, in one parallel pass. */
ZKS_FIELD_INLINE void field_carry(zks_field *a)
{
    const uint64_t c0 = a->limb[0] >> FIELD_LIMB_BITS, c1 = a->limb[1] >> FIELD_LIMB_BITS,
                   c2 = a->limb[2] >> FIELD_LIMB_BITS, c3 = a->limb[3] >> FIELD_LIMB_BITS,
                   c4 = a->limb[4] >> FIELD_LIMB_BITS;
    a->limb[0] = (a->limb[0] & FIELD_LIMB_MASK) + 19 * c4;
    a->limb[1] = (a->limb[1] & FIELD_LIMB_MASK) + c0;
    a->limb[2] = (a->limb[2] & FIELD_LIMB_MASK) + c1;
    a->limb[3] = (a->limb[3] & FIELD_LIMB_MASK) + c2;
    a->limb[4] = (a->limb[4] & FIELD_LIMB_MASK) + c3;
}

/* Uncarried a + b: limbs add up. */
ZKS_FIELD_INLINE zks_field field_add_lazy(const zks_field *a, const zks_field *b)
{
    zks_field out;
    for (int i = 0; i < 5; i++)
        out.limb[i] = a->limb[i] + b->limb[i];
    return out;
}

/* Uncarried a - b, as a + 4 p - b, for b at most the sum of two carried elements: limbs grow by less than 2^53. */
ZKS_FIELD_INLINE zks_field field_sub_lazy(const zks_field *a, const zks_field *b)
{
    const uint64_t p4_low = 4 * (FIELD_LIMB_MASK - 18), p4 = 4 * FIELD_LIMB_MASK;
    return (zks_field){{a->limb[0] + p4_low - b->limb[0], a->limb[1] + p4 - b->limb[1], a->limb[2] + p4 - b->limb[2],
                        a->limb[3] + p4 - b->limb[3], a->limb[4] + p4 - b->limb[4]}};
}

/* Carries five columns of a product, and the top carry round to the bottom (times 19). */
ZKS_FIELD_INLINE zks_field field_reduce_columns(zks_wide r0, zks_wide r1, zks_wide r2, zks_wide r3, zks_wide r4)
{
    zks_field out;
    r1 += (uint64_t)(r0 >> FIELD_LIMB_BITS);
    r2 += (uint64_t)(r1 >> FIELD_LIMB_BITS);
    r3 += (uint64_t)(r2 >> FIELD_LIMB_BITS);
    r4 += (uint64_t)(r3 >> FIELD_LIMB_BITS);
    const uint64_t low = ((uint64_t)r0 & FIELD_LIMB_MASK) + 19 * (uint64_t)(r4 >> FIELD_LIMB_BITS);
    out.limb[0] = low & FIELD_LIMB_MASK;
    out.limb[1] = ((uint64_t)r1 & FIELD_LIMB_MASK) + (low >> FIELD_LIMB_BITS);
    out.limb[2] = (uint64_t)r2 & FIELD_LIMB_MASK;
    out.limb[3] = (uint64_t)r3 & FIELD_LIMB_MASK;
    out.limb[4] = (uint64_t)r4 & FIELD_LIMB_MASK;
    return out;
}

ZKS_FIELD_INLINE zks_field field_mul(const zks_field *a, const zks_field *b)
{
    const uint64_t a0 = a->limb[0], a1 = a->limb[1], a2 = a->limb[2], a3 = a->limb[3], a4 = a->limb[4];
    const uint64_t b0 = b->limb[0], b1 = b->limb[1], b2 = b->limb[2], b3 = b->limb[3], b4 = b->limb[4];
    const uint64_t a1_19 = 19 * a1, a2_19 = 19 * a2, a3_19 = 19 * a3, a4_19 = 19 * a4;
    return field_reduce_columns(
        wide_mul(a0, b0) + wide_mul(a1_19, b4) + wide_mul(a2_19, b3) + wide_mul(a3_19, b2) + wide_mul(a4_19, b1),
        wide_mul(a0, b1) + wide_mul(a1, b0) + wide_mul(a2_19, b4) + wide_mul(a3_19, b3) + wide_mul(a4_19, b2),
        wide_mul(a0, b2) + wide_mul(a1, b1) + wide_mul(a2, b0) + wide_mul(a3_19, b4) + wide_mul(a4_19, b3),
        wide_mul(a0, b3) + wide_mul(a1, b2) + wide_mul(a2, b1) + wide_mul(a3, b0) + wide_mul(a4_19, b4),
        wide_mul(a0, b4) + wide_mul(a1, b3) + wide_mul(a2, b2) + wide_mul(a3, b1) + wide_mul(a4, b0));
}

ZKS_FIELD_INLINE zks_field field_square(const zks_field *a)
{
    const uint64_t a0 = a->limb[0], a1 = a->limb[1], a2 = a->limb[2], a3 = a->limb[3], a4 = a->limb[4];
    const uint64_t a0_2 = 2 * a0, a1_2 = 2 * a1, a3_19 = 19 * a3, a4_19 = 19 * a4;
    return field_reduce_columns(wide_mul(a0, a0) + 2 * (wide_mul(a1, a4_19) + wide_mul(a2, a3_19)),
                                wide_mul(a0_2, a1) + wide_mul(a3, a3_19) + 2 * wide_mul(a2, a4_19),
                                wide_mul(a0_2, a2) + wide_mul(a1, a1) + 2 * wide_mul(a3, a4_19),
                                wide_mul(a0_2, a3) + wide_mul(a1_2, a2) + wide_mul(a4, a4_19),
                                wide_mul(a0_2, a4) + wide_mul(a1_2, a3) + wide_mul(a2, a2));
}

/* -a for a carried: as uncarried 0 - a. */
ZKS_FIELD_INLINE zks_field field_neg_lazy(const zks_field *a)
{
    return field_sub_lazy(&zks_field_zero, a);
}

/* bit ? b : a. */
ZKS_FIELD_INLINE zks_field field_select(const zks_field *a, const zks_field *b, bool bit)
{
    const uint64_t mask = mask_of(bit);
    zks_field out;
    for (int i = 0; i < 5; i++)
        out.limb[i] = a->limb[i] ^ (mask & (a->limb[i] ^ b->limb[i]));
    return out;
}

/* bit ? -a : a, carried. */
ZKS_FIELD_INLINE zks_field field_neg_if(const zks_field *a, bool bit)
{
    const zks_field minus = field_neg_lazy(a);
    zks_field out = field_select(a, &minus, bit);
    field_carry(&out);
    return out;
}

#endif
