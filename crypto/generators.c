#include "crypto/generators.h"

#include "crypto/hash.h"
#include "crypto/secret.h"

#include <stdlib.h>
#include <string.h>

enum { MULTIPLICITIES = 256, BLOCK = 64 };

static const char *label_of(zks_generator_kind kind)
{
    switch (kind) {
    case ZKS_GENERATOR_G:
        return "G";
    case ZKS_GENERATOR_M:
        return "M";
    case ZKS_GENERATOR_A:
        return "A";
    case ZKS_GENERATOR_ID:
        return "Id";
    case ZKS_GENERATOR_K:
        return "K";
    case ZKS_GENERATOR_Q:
        return "Q";
    case ZKS_GENERATOR_H:
        return "H";
    case ZKS_GENERATOR_R:
        return "R";
    }
    abort(); /* no such kind */
}

/* The hash of one generator, for the one-way map. */
static void hash_generator(uint8_t uniform[64], zks_generator_kind kind, uint64_t index)
{
    static const char seed[] = ZKS_GENERATOR_SEED;
    const char *label = label_of(kind);
    const uint8_t seed_length = sizeof seed - 1, label_length = (uint8_t)strlen(label);
    uint8_t index_bytes[8];
    zks_store_u64(index_bytes, index);
    const zks_bytes pieces[] = {
        {&seed_length, 1}, {seed, seed_length}, {&label_length, 1}, {label, label_length}, {index_bytes, 8},
    };
    zks_sha512(uniform, pieces, sizeof pieces / sizeof pieces[0]);
}

void zks_generators_derive(zks_point *out, zks_generator_kind kind, uint64_t first, size_t count, int threads)
{
#pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1)
    for (size_t done = 0; done < count; done += BLOCK) {
        uint8_t uniform[BLOCK * 64];
        const size_t length = count - done < BLOCK ? count - done : BLOCK;
        for (size_t i = 0; i < length; i++)
            hash_generator(uniform + 64 * i, kind, first + done + i);
        zks_point_from_uniform_batch(out + done, uniform, length);
    }
}

void zks_generators_add_multiple(zks_point *sum, const zks_scalar *k, zks_generator_kind kind, uint64_t index)
{
    zks_point point;
    zks_generators_derive(&point, kind, index, 1, 1);
    zks_point_mul(&point, k, &point);
    zks_point_add(sum, sum, &point);
    zks_wipe(&point, sizeof point);
}

/* Generators ready for mixed addition; normalised block by block where they were derived. */
static void derive_niels(zks_niels *out, zks_generator_kind kind, size_t count, int threads)
{
#pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1)
    for (size_t first = 0; first < count; first += BLOCK) {
        zks_point points[BLOCK];
        const size_t length = count - first < BLOCK ? count - first : BLOCK;
        zks_generators_derive(points, kind, first, length, 1);
        zks_niels_from_points(out + first, points, length);
    }
}

/* One allocation holds the set and its four tables; flexible, so that the tables follow the header aligned. */
typedef struct {
    zks_generators set;
    zks_niels table[];
} generators_block;

zks_generators *zks_generators_new(size_t g_count, size_t a_count, size_t k_count, int threads)
{
    size_t total, bytes;
    if (__builtin_add_overflow(g_count, a_count, &total) || __builtin_add_overflow(total, k_count, &total) ||
        __builtin_add_overflow(total, (size_t)MULTIPLICITIES, &total) ||
        __builtin_mul_overflow(total, sizeof(zks_niels), &bytes) ||
        __builtin_add_overflow(bytes, sizeof(generators_block), &bytes))
        return NULL;
    generators_block *block = malloc(bytes);
    if (block == NULL)
        return NULL;
    zks_generators *set = &block->set;
    set->g_count = g_count;
    set->a_count = a_count;
    set->k_count = k_count;
    set->g = block->table;
    set->m = set->g + g_count;
    set->a = set->m + MULTIPLICITIES;
    set->k = set->a + a_count;
    derive_niels(set->g, ZKS_GENERATOR_G, g_count, threads);
    derive_niels(set->m, ZKS_GENERATOR_M, MULTIPLICITIES, threads);
    derive_niels(set->a, ZKS_GENERATOR_A, a_count, threads);
    derive_niels(set->k, ZKS_GENERATOR_K, k_count, threads);
    derive_niels(&set->id, ZKS_GENERATOR_ID, 1, 1);
    derive_niels(&set->q, ZKS_GENERATOR_Q, 1, 1);
    derive_niels(&set->h, ZKS_GENERATOR_H, 1, 1);
    derive_niels(&set->r, ZKS_GENERATOR_R, 1, 1);
    return set;
}

void zks_generators_free(zks_generators *g)
{
    free(g); /* the first member of its block */
}
