/* Memory for secrets, over libsodium. Two kinds:
 *  - small (seed, keys, passphrases): zks_secret_new, guarded and locked pages, wiped when freed;
 *  - bulk witness (values, digits, blindings of a segment): zks_witness_new, kept out of core dumps (MADV_DONTDUMP)
 *    and wiped when freed, not locked: it may be larger than what a process may lock (docs/threat-model.md). */
#ifndef ZKS_CRYPTO_SECRET_H
#define ZKS_CRYPTO_SECRET_H

#include "crypto/hash.h"

#include <stddef.h>
#include <stdint.h>

/* Once per process before anything else in this library; 0 where libsodium cannot start. Idempotent. */
int zks_crypto_start(void);

/* Uninitialized; aligned for an object of exactly this size. NULL: out of memory, or of memory that may be locked. */
void *zks_secret_new(size_t size);
void zks_secret_free(void *secret); /* NULL does nothing */

/* `count` zeroed objects of `size` bytes, aligned to 64 bytes. NULL: out of memory, or overflow. */
void *zks_witness_new(size_t count, size_t size);
void zks_witness_free(void *witness); /* NULL does nothing */
void zks_wipe(void *memory, size_t size);

#define ZKS_SEED_BYTES 32

/* PRF(seed, label, pieces): 64 bytes of BLAKE2b keyed with the 32-byte seed (RFC 7693) over
 * u64 |label| || label || (u64 |piece| || piece)*. Constant-time in the seed. */
void zks_prf(uint8_t out[64], const uint8_t seed[ZKS_SEED_BYTES], const char *label, const zks_bytes *pieces,
             size_t count);

#endif
