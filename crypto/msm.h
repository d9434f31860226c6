/* Multi-scalar multiplication and sums by digit. Variable-time: public data and bulk witness work only. */
#ifndef ZKS_CRYPTO_MSM_H
#define ZKS_CRYPTO_MSM_H

#include "crypto/group.h"

/* out = sum_i scalars[i] * points[i]; count = 0 gives the identity. Straus below a measured crossover, signed-window
 * Pippenger above it. Allocates scratch of O(2^window) points; aborts the process if memory is exhausted.
 * `threads` >= 1 is a bound; the result does not depend on it. Zero scalars cost (almost) nothing. */
void zks_msm_var(zks_point *out, const zks_scalar *scalars, const zks_niels *points, size_t count, int threads);

/* out[i] = sum_j scalars[j] * points[i + j * stride], i < count, j < terms: the same combination of many tuples, which
 * needs the scalars recoded only once. `threads` as above; the process aborts if memory is exhausted. */
void zks_combine_var(zks_point *out, const zks_niels *points, size_t stride, size_t count, const zks_scalar *scalars,
                     size_t terms, int threads);

/* A point to be added up, or subtracted. Points are aligned, so the lowest bit of the address says which. */
typedef struct {
    uintptr_t tagged;
} zks_summand;

static inline zks_summand zks_summand_of(const zks_niels *point, bool subtract)
{
    return (zks_summand){(uintptr_t)point | subtract};
}

static inline const zks_niels *zks_summand_point(zks_summand summand)
{
    return (const zks_niels *)(summand.tagged & ~(uintptr_t)1);
}

static inline bool zks_summand_is_negative(zks_summand summand)
{
    return summand.tagged & 1;
}

/* out[i] = sum of list[start[i]] .. list[start[i + 1] - 1], i < count. Aborts the process if memory is exhausted. */
void zks_sum_lists_var(zks_point *out, const zks_summand *list, const size_t *start, size_t count);

/* Bucket sums of one matrix row: buckets[v] = sum of points[position[k]] over k with digit[k] = v, for v in 1..255;
 * buckets[0] is left the identity. `position` ascends; every digit is 1..255. (docs/protocol.md, step 1.) */
void zks_bucket_sums_var(zks_point buckets[256], const zks_niels *points, const uint32_t *position,
                         const uint8_t *digit, size_t count);
/* out = sum_{v=1..255} v * buckets[v], by running sums. */
void zks_bucket_weigh_var(zks_point *out, const zks_point buckets[256]);

/* A fixed-base table: multiples of one point by signed radix-2^8 digits, affine, for values of `bytes` 1..32 bytes: 128
 * entries a byte, and as many for the carry. 32 is for whole scalars. */
typedef struct zks_fixed_base zks_fixed_base;
zks_fixed_base *zks_fixed_base_new(const zks_point *base, size_t bytes); /* NULL: out of memory */
void zks_fixed_base_free(zks_fixed_base *table);
/* acc += k * base. The first needs a table for whole scalars; the second takes a non-negative integer of `length`
 * little-endian bytes, at most as many as the table is for and at most 31, and costs one addition per non-zero digit.
 */
void zks_fixed_base_add_var(zks_point *acc, const zks_fixed_base *table, const zks_scalar *k);
void zks_fixed_base_add_bytes_var(zks_point *acc, const zks_fixed_base *table, const uint8_t *value, size_t length);
/* The additions these would make, written to `list` instead, for zks_sum_lists_var: returns how many, at most
 * ZKS_SCALAR_BYTES, and length + 1. */
size_t zks_fixed_base_list_var(zks_summand *list, const zks_fixed_base *table, const zks_scalar *k);
size_t zks_fixed_base_list_bytes_var(zks_summand *list, const zks_fixed_base *table, const uint8_t *value,
                                     size_t length);

#endif
