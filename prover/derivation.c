#include "prover/derivation.h"

#include <string.h>

void zks_derivation_start(zks_derivation *d, const uint8_t *seed, const void *claim_without_root, size_t length)
{
    d->seed = seed;
    zks_sha512(d->claim_digest, &(zks_bytes){claim_without_root, length}, 1);
}

static void derive(const zks_derivation *d, const char *label, zks_bytes subject, zks_bytes values, uint8_t out[64])
{
    zks_prf(out, d->seed, label, (const zks_bytes[]){{d->claim_digest, sizeof d->claim_digest}, subject, values}, 3);
}

static void derive_scalar(const zks_derivation *d, const char *label, zks_bytes subject, zks_bytes values,
                          zks_scalar *out)
{
    uint8_t wide[64];
    derive(d, label, subject, values, wide);
    zks_scalar_from_wide(out, wide);
    zks_wipe(wide, sizeof wide);
}

static void derive_order(const zks_derivation *d, const char *label, zks_bytes subject, uint8_t key[32])
{
    uint8_t wide[64];
    derive(d, label, subject, (zks_bytes){"", 0}, wide);
    memcpy(key, wide, 32);
    zks_wipe(wide, sizeof wide);
}

/* SHA-512 of ( u32 column || value as 32 bytes )*, little-endian. */
static void hash_values(uint8_t digest[64], const zks_value *values, size_t count)
{
    zks_sha512_steps *steps = zks_sha512_begin();
    for (size_t i = 0; i < count; i++) {
        uint8_t bytes[36];
        for (size_t k = 0; k < 4; k++) {
            bytes[k] = (uint8_t)(values[i].column >> 8 * k);
            zks_store_u64(bytes + 4 + 8 * k, values[i].limb[k]);
        }
        zks_sha512_append(steps, bytes, sizeof bytes);
        zks_wipe(bytes, sizeof bytes);
    }
    zks_sha512_end(steps, digest);
}

void zks_derive_blinding(const zks_derivation *d, zks_bytes id, const zks_value *values, size_t count, zks_scalar *out)
{
    uint8_t digest[64];
    hash_values(digest, values, count);
    derive_scalar(d, "account blinding", id, (zks_bytes){digest, sizeof digest}, out);
    zks_wipe(digest, sizeof digest);
}

void zks_derive_order(const zks_derivation *d, zks_bytes id, uint8_t key[32])
{
    derive_order(d, "account order", id, key);
}

void zks_derive_padding(const zks_derivation *d, uint64_t number, zks_scalar *id, zks_scalar *blinding)
{
    uint8_t bytes[8];
    zks_store_u64(bytes, number);
    derive_scalar(d, "padding id", (zks_bytes){bytes, 8}, (zks_bytes){"", 0}, id);
    derive_scalar(d, "padding blinding", (zks_bytes){bytes, 8}, (zks_bytes){"", 0}, blinding);
}

void zks_derive_padding_order(const zks_derivation *d, uint64_t number, uint8_t key[32])
{
    uint8_t bytes[8];
    zks_store_u64(bytes, number);
    derive_order(d, "padding order", (zks_bytes){bytes, 8}, key);
}
