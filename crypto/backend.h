/* The kernels of the group, one set for each kind of processor, chosen once at run time.
 *
 *   portable   64-bit integers; everywhere; the reference the others are tested against
 *   avx2       four field elements side by side (crypto/avx2/)
 *   ifma       eight field elements side by side (crypto/ifma/): AVX-512 F, DQ, VL and IFMA
 *
 * Every backend computes the same group elements, hence the same encodings; representatives may differ. The functions
 * of group.h, msm.h and generators.h go through here; nobody else needs to.
 */
#ifndef ZKS_CRYPTO_BACKEND_H
#define ZKS_CRYPTO_BACKEND_H

#include "crypto/msm.h"
#include "crypto/pairs.h"

/* In all of them `count` may be 0. */
typedef struct {
    const char *name;
    /* crypto/group.h */
    size_t (*decode_batch)(zks_niels *out, const uint8_t *bytes, size_t count);
    void (*encode_batch)(uint8_t *bytes, const zks_point *in, size_t count);
    void (*encode_doubles_batch)(uint8_t *bytes, const zks_point *in, size_t count);
    void (*from_uniform_batch)(zks_point *out, const uint8_t *bytes, size_t count);
    void (*niels_from_points)(zks_niels *out, const zks_point *in, size_t count);
    /* crypto/msm.h. sum_lists_var leaves sums of no point as zks_point_identity, to the bit. */
    void (*sum_lists_var)(zks_point *out, const zks_summand *list, const size_t *start, size_t count);
    /* out = sum_v v buckets[v], or sum_v (v + 1) buckets[v] from one; `count` is a power of two, at least 8. */
    void (*weigh_var)(zks_point *out, const zks_point *buckets, size_t count, bool from_one);
    /* out[i] = sum_j k_j points[i + j stride] for terms j; digit[position * terms + j] are the digits of k_j
     * (crypto/naf.h), positions 0 .. bits. */
    void (*combine_var)(zks_point *out, const zks_niels *points, size_t stride, size_t count, const int8_t *digit,
                        size_t terms, int bits);
    /* crypto/pairs.h */
    void (*pairs_sum)(zks_pair_sums *sums, const zks_pair *pairs, size_t count, const zks_node *nodes,
                      const zks_scalar *row_weight, const zks_scalar *cell_weight, const zks_scalar *constraint_weight);
    void (*pairs_bind)(zks_node *out, const zks_pair *pairs, size_t count, const zks_node *nodes, const zks_scalar *x);
    size_t straus_max; /* terms up to which Straus beats this backend's Pippenger (bench/kernels.c) */
} zks_backend;

typedef enum {
    ZKS_BACKEND_SELECTED,
    ZKS_BACKEND_UNKNOWN, /* no backend has this name */
    ZKS_BACKEND_ABSENT   /* this processor, operating system or build lacks it */
} zks_backend_status;

/* Uses the backend of this name from now on, or the best there is for NULL. To be called before other threads start;
 * what is in use stays so where the result is not ZKS_BACKEND_SELECTED. */
zks_backend_status zks_backend_select(const char *name);

/* What is in use. Without a selection before the first use, what the environment variable ZKSOLV_CPU names, or else the
 * best there is. */
const zks_backend *zks_backend_current(void);

#endif
