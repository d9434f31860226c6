/* How much work a process has done, by what costs time: read by benchmarks (docs/performance.md) and told in the JSON
 * of `zksolv-prover attest`. Counts depend on the input and on the proof's shape, hence on secrets: as private as the
 * time a run takes.
 */
#ifndef ZKS_CRYPTO_COUNTERS_H
#define ZKS_CRYPTO_COUNTERS_H

#include <stdint.h>

/* Kinds of work and their names in JSON. Only bulk work is counted: a single point or scalar here and there is not. */
#define ZKS_WORK_LIST(X)                                                                                               \
    X(ADDITION, "additions")             /* of an affine point to a sum: lists, buckets, fixed bases */                \
    X(BUCKET, "buckets_weighed")         /* two additions each */                                                      \
    X(COMBINED, "combination_additions") /* Straus: tables of odd multiples, and digits */                             \
    X(DOUBLING, "combination_doublings") /* Straus: one chain a result */                                              \
    X(DECODING, "decodings")                                                                                           \
    X(ENCODING, "encodings")                                                                                           \
    X(DOUBLE_ENCODING, "encodings_of_doubles")                                                                         \
    X(GENERATOR, "generators")          /* strings mapped to the group */                                              \
    X(NORMALISATION, "normalisations")  /* points made affine */                                                       \
    X(SCALAR, "scalar_multiplications") /* of pairs: 13 for one summed, 2 for one bound */

typedef enum {
#define ZKS_WORK_ENUM(name, text) ZKS_WORK_##name,
    ZKS_WORK_LIST(ZKS_WORK_ENUM)
#undef ZKS_WORK_ENUM
        ZKS_WORK_KINDS
} zks_work_kind;

/* Adds to a counter, from any thread. To be called once a batch, never once an element. */
void zks_work_add(zks_work_kind kind, uint64_t count);
/* What this process has done so far. */
uint64_t zks_work_done(zks_work_kind kind);
const char *zks_work_name(zks_work_kind kind);

#endif
