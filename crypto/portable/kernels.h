/* The portable backend's kernels, for its table (backend.c). Contracts: crypto/backend.h. */
#ifndef ZKS_CRYPTO_PORTABLE_KERNELS_H
#define ZKS_CRYPTO_PORTABLE_KERNELS_H

#include "crypto/backend.h"
#include "crypto/portable/group_inline.h"

size_t zks_portable_decode_batch(zks_niels *out, const uint8_t *bytes, size_t count);
void zks_portable_encode_batch(uint8_t *bytes, const zks_point *in, size_t count);
void zks_portable_encode_doubles_batch(uint8_t *bytes, const zks_point *in, size_t count);
void zks_portable_from_uniform_batch(zks_point *out, const uint8_t *bytes, size_t count);
void zks_portable_niels_from_points(zks_niels *out, const zks_point *in, size_t count);
void zks_portable_sum_lists_var(zks_point *out, const zks_summand *list, const size_t *start, size_t count);
void zks_portable_weigh_var(zks_point *out, const zks_point *buckets, size_t count, bool from_one);
void zks_portable_combine_var(zks_point *out, const zks_niels *points, size_t stride, size_t count, const int8_t *digit,
                              size_t terms, int bits);

#endif
