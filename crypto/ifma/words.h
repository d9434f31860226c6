/* Between memory and lanes, AVX-512: eight records of consecutive 64-bit words, and vectors of one word of each.
 *
 *     record 0   | a0 | a1 | a2 | ... | a7 |             word 0   | a0 | b0 | c0 | ... | h0 |
 *     record 1   | b0 | b1 | b2 | ... | b7 |     <=>     word 1   | a1 | b1 | c1 | ... | h1 |
 *     ...                                                ...
 *     record 7   | h0 | h1 | h2 | ... | h7 |             word 7   | a7 | b7 | c7 | ... | h7 |
 *
 * Eight words at a time are one transposition of an 8 x 8 matrix: pairs of rows by unpacking, then 128-bit quarters
 * by two rounds of shuffles. A tail of fewer words is loaded and stored under a mask. Records need no alignment.
 */
#ifndef ZKS_CRYPTO_IFMA_WORDS_H
#define ZKS_CRYPTO_IFMA_WORDS_H

#include <immintrin.h>
#include <stdint.h>

#define WORDS_INLINE static inline __attribute__((always_inline, unused))

enum { LANES = 8 };

WORDS_INLINE void transpose(__m512i row[8])
{
    __m512i pair[8], quad[8];
    for (int i = 0; i < 4; i++) {
        pair[2 * i] = _mm512_unpacklo_epi64(row[2 * i], row[2 * i + 1]);
        pair[2 * i + 1] = _mm512_unpackhi_epi64(row[2 * i], row[2 * i + 1]);
    }
    /* quad[c]: words c, c + 4 of four rows; c = 0, 1 from the even quarters, 2, 3 from the odd. */
    for (int half = 0; half < 2; half++)
        for (int odd = 0; odd < 2; odd++) {
            quad[4 * half + odd] = _mm512_shuffle_i64x2(pair[4 * half + odd], pair[4 * half + 2 + odd], 0x88);
            quad[4 * half + 2 + odd] = _mm512_shuffle_i64x2(pair[4 * half + odd], pair[4 * half + 2 + odd], 0xdd);
        }
    for (int c = 0; c < 4; c++) {
        row[c] = _mm512_shuffle_i64x2(quad[c], quad[4 + c], 0x88);
        row[4 + c] = _mm512_shuffle_i64x2(quad[c], quad[4 + c], 0xdd);
    }
}

/* Words first .. first + 7 of each record, as far as there are `count`. */
WORDS_INLINE void load_block(__m512i *word, const void *const record[LANES], const int first, const int count)
{
    const int block = count - first < 8 ? count - first : 8;
    __m512i row[8];
    for (int lane = 0; lane < LANES; lane++)
        row[lane] = _mm512_maskz_loadu_epi64((__mmask8)((1 << block) - 1), (const uint64_t *)record[lane] + first);
    transpose(row);
    for (int k = 0; k < block; k++)
        word[first + k] = row[k];
}

WORDS_INLINE void store_block(void *const record[LANES], const __m512i *word, const int first, const int count)
{
    const int block = count - first < 8 ? count - first : 8;
    __m512i row[8];
    for (int k = 0; k < 8; k++)
        row[k] = k < block ? word[first + k] : _mm512_setzero_si512();
    transpose(row);
    for (int lane = 0; lane < LANES; lane++)
        _mm512_mask_storeu_epi64((uint64_t *)record[lane] + first, (__mmask8)((1 << block) - 1), row[lane]);
}

/* word[k] = word k of each record, k < count <= 24. `count` is a constant where inlined, and the blocks are spelt out,
 * so that vectors stay in registers. */
WORDS_INLINE void words_load(__m512i *word, const void *const record[LANES], const int count)
{
    load_block(word, record, 0, count);
    if (count > 8)
        load_block(word, record, 8, count);
    if (count > 16)
        load_block(word, record, 16, count);
}

WORDS_INLINE void words_store(void *const record[LANES], const __m512i *word, const int count)
{
    store_block(record, word, 0, count);
    if (count > 8)
        store_block(record, word, 8, count);
    if (count > 16)
        store_block(record, word, 16, count);
}

#endif
