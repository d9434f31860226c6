/* What is derived from an attestation's seed (docs/threat-model.md): blindings, the order of leaves, padding accounts,
 * names of receipts. Each purpose has a key of its own, PRF(seed, purpose, claim without root). So everything depends
 * on the claim, and a blinding besides on what it hides: a seed used twice never hides two things under one blinding.
 * Constant-time in the keys.
 */
#ifndef ZKS_PROVER_DERIVATION_H
#define ZKS_PROVER_DERIVATION_H

#include "argument/id.h"
#include "circuits/table.h"
#include "crypto/scalar.h"
#include "crypto/secret.h"

#include <stdbool.h>

typedef struct zks_derivation_keys zks_derivation_keys;

typedef struct {
    zks_derivation_keys *keys; /* in secret memory, owned */
} zks_derivation;

/* The seed is used here only. False: no memory can be locked for the keys. */
bool zks_derivation_start(zks_derivation *d, const uint8_t seed[ZKS_SEED_BYTES], const void *claim_without_root,
                          size_t length);
void zks_derivation_clear(zks_derivation *d);

/* The blinding of an account: keyed BLAKE2b of u64 |id| || id || ( u32 column || value in 32 bytes )*, little-endian,
 * over its committed values; 64 bytes, reduced modulo the order. */
void zks_derive_blinding(const zks_derivation *d, zks_bytes id, const zks_value *values, size_t count, zks_scalar *out);
/* The place of an account among the leaves: rows are in ascending order of these keys, 32-byte keyed BLAKE2b of the id.
 */
void zks_derive_order(const zks_derivation *d, zks_bytes id, uint8_t key[32]);

/* What the receipt of an account is called, so that its address cannot be guessed: 16-byte keyed BLAKE2b of the id. */
#define ZKS_RECEIPT_NAME_BYTES 16
void zks_derive_receipt_name(const zks_derivation *d, zks_bytes id, uint8_t name[ZKS_RECEIPT_NAME_BYTES]);

/* Blinding and place of padding account `number`, whose id is a random scalar: of the number as u64. */
void zks_derive_padding(const zks_derivation *d, uint64_t number, zks_scalar *id, zks_scalar *blinding);
void zks_derive_padding_order(const zks_derivation *d, uint64_t number, uint8_t key[32]);

#endif
