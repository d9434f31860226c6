/* Reproducible random operands for the tests of arithmetic. */
#ifndef ZKS_TESTS_CRYPTO_RANDOM_H
#define ZKS_TESTS_CRYPTO_RANDOM_H

#include "crypto/group.h"
#include "crypto/hash.h"

#include <sodium.h>

/* The next bytes of a stream that starts anew in every test program. */
static inline void random_bytes(void *out, size_t length)
{
    static uint64_t drawn;
    uint8_t seed[randombytes_SEEDBYTES] = {0};
    zks_store_u64(seed, drawn++);
    randombytes_buf_deterministic(out, length, seed);
}

static inline zks_scalar random_scalar(void)
{
    uint8_t bytes[64];
    zks_scalar out;
    random_bytes(bytes, sizeof bytes);
    zks_scalar_from_wide(&out, bytes);
    return out;
}

static inline zks_point random_point(void)
{
    uint8_t bytes[64];
    zks_point out;
    random_bytes(bytes, sizeof bytes);
    zks_point_from_uniform(&out, bytes);
    return out;
}

#endif
