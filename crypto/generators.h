/* The generators (docs/protocol.md, "Setup"): every one hashed to the group from a constant seed,
 *
 *   generator(kind, index) = one-way map of RFC 9496 on SHA-512( u8 |seed| || seed || u8 |kind| || kind || u64 index )
 *
 * with kinds "G" "M" "A" "K" (families) and "Id" "Q" "H" "R" (index 0). Nobody knows a relation between any two.
 */
#ifndef ZKS_CRYPTO_GENERATORS_H
#define ZKS_CRYPTO_GENERATORS_H

#include "crypto/group.h"

#define ZKS_GENERATOR_SEED "zksolv/1 generators"

typedef enum {
    ZKS_GENERATOR_G,  /* digits and reciprocals */
    ZKS_GENERATOR_M,  /* multiplicities, 256 */
    ZKS_GENERATOR_A,  /* committed columns */
    ZKS_GENERATOR_ID, /* the account id, a free coordinate */
    ZKS_GENERATOR_K,  /* sumcheck mask */
    ZKS_GENERATOR_Q,  /* single values and inner products */
    ZKS_GENERATOR_H,  /* blinding */
    ZKS_GENERATOR_R   /* amounts that others have committed to */
} zks_generator_kind;

/* Derives generators first .. first + count - 1 of a kind, `threads` >= 1 at a time. */
void zks_generators_derive(zks_point *out, zks_generator_kind kind, uint64_t first, size_t count, int threads);

/* sum += k times one generator. Constant-time in k. */
void zks_generators_add_multiple(zks_point *sum, const zks_scalar *k, zks_generator_kind kind, uint64_t index);

/* A set, ready for use. Immutable once made, shared by threads. */
typedef struct {
    size_t g_count, a_count, k_count;
    zks_niels *g, *m, *a, *k; /* m: 256 */
    zks_niels id, q, h, r;
} zks_generators;

/* NULL: out of memory. */
zks_generators *zks_generators_new(size_t g_count, size_t a_count, size_t k_count, int threads);
void zks_generators_free(zks_generators *g);

#endif
