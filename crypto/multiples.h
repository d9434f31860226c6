/* Sums of multiples of the same few points, many times with other scalars: what the last rounds of an opening need.
 * Variable-time: public points and bulk witness work only.
 */
#ifndef ZKS_CRYPTO_MULTIPLES_H
#define ZKS_CRYPTO_MULTIPLES_H

#include "crypto/msm.h"

typedef struct zks_multiples zks_multiples;

/* 1 to 16 times each of `count` points: 1536 bytes a point. NULL: out of memory. */
zks_multiples *zks_multiples_new(const zks_niels *points, size_t count);
void zks_multiples_free(zks_multiples *multiples);

/* out = sum_i scalars[i] * points[i], over all of the table's points. Zero scalars cost (almost) nothing. Aborts the
 * process if memory is exhausted. */
void zks_multiples_sum_var(zks_point *out, const zks_multiples *multiples, const zks_scalar *scalars);

#endif
