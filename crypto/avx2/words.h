/* Between memory and lanes, AVX2: four records of consecutive 64-bit words, and vectors of one word of each.
 *
 *     record 0   | a0 | a1 | a2 | a3 |             word 0   | a0 | b0 | c0 | d0 |
 *     record 1   | b0 | b1 | b2 | b3 |     <=>     word 1   | a1 | b1 | c1 | d1 |
 *     record 2   | c0 | c1 | c2 | c3 |             word 2   | a2 | b2 | c2 | d2 |
 *     record 3   | d0 | d1 | d2 | d3 |             word 3   | a3 | b3 | c3 | d3 |
 *
 * Four words at a time are one transposition of a 4 x 4 matrix: pairs of rows by unpacking, then 128-bit halves. A tail
 * of fewer words is loaded and stored under a mask. Records need no alignment.
 */
#ifndef ZKS_CRYPTO_AVX2_WORDS_H
#define ZKS_CRYPTO_AVX2_WORDS_H

#include <immintrin.h>
#include <stdint.h>

#define WORDS_INLINE static inline __attribute__((always_inline, unused))

/* Before a loop over limbs: gcc leaves loops of ten as they are, and vectors in memory with them. */
#define UNROLLED _Pragma("GCC unroll 16")

enum { LANES = 4 };

WORDS_INLINE void transpose(__m256i row[4])
{
    const __m256i ab_even = _mm256_unpacklo_epi64(row[0], row[1]), ab_odd = _mm256_unpackhi_epi64(row[0], row[1]);
    const __m256i cd_even = _mm256_unpacklo_epi64(row[2], row[3]), cd_odd = _mm256_unpackhi_epi64(row[2], row[3]);
    row[0] = _mm256_permute2x128_si256(ab_even, cd_even, 0x20);
    row[1] = _mm256_permute2x128_si256(ab_odd, cd_odd, 0x20);
    row[2] = _mm256_permute2x128_si256(ab_even, cd_even, 0x31);
    row[3] = _mm256_permute2x128_si256(ab_odd, cd_odd, 0x31);
}

/* All ones in the first `words` words. */
WORDS_INLINE __m256i tail_mask(const int words)
{
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(words), _mm256_set_epi64x(3, 2, 1, 0));
}

/* Words first .. first + 3 of each record, as far as there are `count`. */
WORDS_INLINE void load_block(__m256i *word, const void *const record[LANES], const int first, const int count)
{
    const int block = count - first < 4 ? count - first : 4;
    __m256i row[4];
    UNROLLED
    for (int lane = 0; lane < LANES; lane++) {
        const long long *from = (const long long *)record[lane] + first;
        row[lane] =
            block == 4 ? _mm256_loadu_si256((const __m256i *)from) : _mm256_maskload_epi64(from, tail_mask(block));
    }
    transpose(row);
    UNROLLED
    for (int k = 0; k < block; k++)
        word[first + k] = row[k];
}

WORDS_INLINE void store_block(void *const record[LANES], const __m256i *word, const int first, const int count)
{
    const int block = count - first < 4 ? count - first : 4;
    __m256i row[4];
    UNROLLED
    for (int k = 0; k < 4; k++)
        row[k] = k < block ? word[first + k] : _mm256_setzero_si256();
    transpose(row);
    UNROLLED
    for (int lane = 0; lane < LANES; lane++) {
        long long *to = (long long *)record[lane] + first;
        if (block == 4)
            _mm256_storeu_si256((__m256i *)to, row[lane]);
        else
            _mm256_maskstore_epi64(to, tail_mask(block), row[lane]);
    }
}

/* word[k] = word k of each record, k < count <= 20. `count` is a constant where inlined, and the blocks are spelt out,
 * so that vectors stay in registers. */
WORDS_INLINE void words_load(__m256i *word, const void *const record[LANES], const int count)
{
    load_block(word, record, 0, count);
    if (count > 4)
        load_block(word, record, 4, count);
    if (count > 8)
        load_block(word, record, 8, count);
    if (count > 12)
        load_block(word, record, 12, count);
    if (count > 16)
        load_block(word, record, 16, count);
}

WORDS_INLINE void words_store(void *const record[LANES], const __m256i *word, const int count)
{
    store_block(record, word, 0, count);
    if (count > 4)
        store_block(record, word, 4, count);
    if (count > 8)
        store_block(record, word, 8, count);
    if (count > 12)
        store_block(record, word, 12, count);
    if (count > 16)
        store_block(record, word, 16, count);
}

#endif
