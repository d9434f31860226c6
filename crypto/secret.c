#include "crypto/secret.h"

#include <sodium.h>
#include <string.h>
#include <sys/mman.h>

int zks_crypto_start(void)
{
    return sodium_init() >= 0;
}

/* sodium_malloc locks the pages but does not say whether it could, so the lock is asked for again, with an answer. */
void *zks_secret_new(size_t size)
{
    void *secret = sodium_malloc(size);
    if (secret != NULL && sodium_mlock(secret, size) != 0) {
        sodium_free(secret);
        return NULL;
    }
    return secret;
}

void zks_secret_free(void *secret)
{
    sodium_free(secret);
}

/* Stands before the memory handed out; a cache line long, so that what follows is aligned for every vector kernel. */
typedef union {
    size_t mapped;
    uint8_t line[64];
} witness_header;

void *zks_witness_new(size_t count, size_t size)
{
    size_t mapped;
    if (__builtin_mul_overflow(count, size, &mapped) || __builtin_add_overflow(mapped, sizeof(witness_header), &mapped))
        return NULL;
    witness_header *header = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (header == MAP_FAILED)
        return NULL;
    if (madvise(header, mapped, MADV_DONTDUMP) != 0) {
        munmap(header, mapped);
        return NULL;
    }
    header->mapped = mapped;
    return header + 1;
}

void zks_witness_free(void *witness)
{
    if (witness == NULL)
        return;
    witness_header *header = (witness_header *)witness - 1;
    size_t mapped = header->mapped;
    sodium_memzero(header, mapped);
    munmap(header, mapped);
}

void zks_wipe(void *memory, size_t size)
{
    sodium_memzero(memory, size);
}

static void append_prefixed(crypto_generichash_state *state, const void *data, size_t length)
{
    uint8_t prefix[8];
    zks_store_u64(prefix, length);
    crypto_generichash_update(state, prefix, sizeof prefix);
    crypto_generichash_update(state, data, length);
}

/* The calls of libsodium fail only for key and output lengths out of range, and these are constant. */
void zks_prf(uint8_t out[64], const uint8_t seed[ZKS_SEED_BYTES], const char *label, const zks_bytes *pieces,
             size_t count)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, seed, ZKS_SEED_BYTES, 64);
    append_prefixed(&state, label, strlen(label));
    for (size_t i = 0; i < count; i++)
        append_prefixed(&state, pieces[i].data, pieces[i].length);
    crypto_generichash_final(&state, out, 64);
    sodium_memzero(&state, sizeof state);
}
