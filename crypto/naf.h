/* Digits for Straus: the width-5 non-adjacent form of a scalar. Digits are odd, at most 15 in absolute value, four
 * zeros at least after each: one addition per six bits on average, from a table of eight odd multiples.
 *
 * Source: Solinas, "Efficient arithmetic on Koblitz curves" (2000). */
#ifndef ZKS_CRYPTO_NAF_H
#define ZKS_CRYPTO_NAF_H

#include "crypto/counters.h"
#include "crypto/signed_scalar.h"

#include <stddef.h>

enum {
    NAF_WIDTH = 5,
    NAF_MAX_DIGITS = 253, /* one more than the bits of a magnitude, for the last carry */
    NAF_ODD_MULTIPLES = 1 << (NAF_WIDTH - 2)
};

/* Bits position .. position + NAF_WIDTH - 1 of the magnitude. */
static inline int naf_bits_at(const uint64_t limb[4], int position)
{
    const int word = position / 64, shift = position % 64;
    uint64_t bits = limb[word] >> shift;
    if (shift > 64 - NAF_WIDTH && word < 3)
        bits |= limb[word + 1] << (64 - shift);
    return (int)(bits & ((1 << NAF_WIDTH) - 1));
}

/* Sets the non-zero ones of digit[i * stride], 0 <= i <= bits. An even window leaves the carry as it is: 0 where its
 * lowest bit is 0, still 1 where a one in that place met the carry. Returns how many there are. */
static inline size_t naf_recode(int8_t *digit, size_t stride, const signed_scalar *k, int bits)
{
    int carry = 0;
    size_t count = 0;
    for (int i = 0; i <= bits;) {
        int window = naf_bits_at(k->limb, i) + carry;
        if (window % 2 == 0) {
            i++;
            continue;
        }
        carry = window > NAF_ODD_MULTIPLES * 2;
        window -= carry << NAF_WIDTH;
        digit[(size_t)i * stride] = (int8_t)(k->negative ? -window : window);
        i += NAF_WIDTH;
        count++;
    }
    return count;
}

/* Counts what Straus does for `results` sums of `terms` scalars, which have `digits` digits together at positions
 * 0 .. bits: a doubling a position; for each term a doubling and an addition for each further odd multiple; an addition
 * a digit. */
static inline void naf_count_work(size_t digits, size_t terms, int bits, size_t results)
{
    zks_work_add(ZKS_WORK_COMBINED, (uint64_t)results * (terms * (NAF_ODD_MULTIPLES - 1) + digits));
    zks_work_add(ZKS_WORK_DOUBLING, (uint64_t)results * (terms + (size_t)bits + 1));
}

#endif
