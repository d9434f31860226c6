/* The Fiat-Shamir transcript (docs/protocol.md, "Transcript"): a chain of SHA-512.
 *
 *   start      state = SHA-512( "zksolv/1 transcript" )
 *   absorb     state = SHA-512( 0x00 || state || u64 |label| || label || u64 count || (u64 |item| || item)* )
 *   challenge  state = SHA-512( 0x01 || state || u64 |label| || label ),
 *              value = SHA-512( 0x02 || state ) as a little-endian integer modulo the group order
 *
 * All integers are 8 bytes little-endian. A transcript is a plain value: copying it forks it.
 */
#ifndef ZKS_CRYPTO_TRANSCRIPT_H
#define ZKS_CRYPTO_TRANSCRIPT_H

#include "crypto/hash.h"
#include "crypto/scalar.h"

typedef struct {
    uint8_t state[64];
} zks_transcript;

void zks_transcript_start(zks_transcript *t);
void zks_transcript_absorb(zks_transcript *t, const char *label, const zks_bytes *items, size_t count);
/* Absorbs `count` consecutive 32-byte items (points or scalars) as `count` items. */
void zks_transcript_absorb_words(zks_transcript *t, const char *label, const uint8_t *words, size_t count);
void zks_transcript_challenge(zks_transcript *t, const char *label, zks_scalar *out);

#ifdef ZKS_TEST_HOOKS
/* Tests only: called after each challenge is drawn; may replace it. NULL does nothing. */
extern void (*zks_transcript_hook)(const char *label, zks_scalar *challenge);
#endif

#endif
