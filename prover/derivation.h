/* What is derived from an attestation's seed (docs/threat-model.md): blindings, the order of leaves, padding accounts.
 * Everything depends on the claim too (all of it but the root), and a blinding on what it hides, so that a seed used
 * twice never hides two things under one blinding.
 */
#ifndef ZKS_PROVER_DERIVATION_H
#define ZKS_PROVER_DERIVATION_H

#include "argument/id.h"
#include "circuits/table.h"
#include "crypto/hash.h"
#include "crypto/scalar.h"
#include "crypto/secret.h"

typedef struct {
    const uint8_t *seed;      /* ZKS_SEED_BYTES, in secret memory, borrowed */
    uint8_t claim_digest[64]; /* SHA-512 of the claim bytes without the root */
} zks_derivation;

void zks_derivation_start(zks_derivation *d, const uint8_t *seed, const void *claim_without_root, size_t length);

/* The blinding of an account: PRF(seed, claim || id || its committed values). */
void zks_derive_blinding(const zks_derivation *d, zks_bytes id, const zks_value *values, size_t count, zks_scalar *out);
/* The place of an account among the leaves: rows are in ascending order of these keys. */
void zks_derive_order(const zks_derivation *d, zks_bytes id, uint8_t key[32]);

/* The same for padding account `number`, whose id is a random scalar. */
void zks_derive_padding(const zks_derivation *d, uint64_t number, zks_scalar *id, zks_scalar *blinding);
void zks_derive_padding_order(const zks_derivation *d, uint64_t number, uint8_t key[32]);

#endif
