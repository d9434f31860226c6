/* SHA-256 and SHA-512 (FIPS 180-4) over OpenSSL, one reused EVP context per thread and algorithm. Input as a list of
 * pieces, so that callers need no concatenation buffer; a piece of length 0 may have NULL data. A failure of OpenSSL
 * itself (it has none for valid calls, save memory) aborts. All functions may run in many threads at once. */
#ifndef ZKS_CRYPTO_HASH_H
#define ZKS_CRYPTO_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const void *data;
    size_t length;
} zks_bytes;

void zks_sha256(uint8_t out[32], const zks_bytes *pieces, size_t count);
void zks_sha512(uint8_t out[64], const zks_bytes *pieces, size_t count);

/* SHA-512 in steps, for inputs made up while they are hashed. It works on the calling thread's own context: nothing is
 * allocated for it, and from begin to end the thread calls no other SHA-512 function. */
typedef struct zks_sha512_steps zks_sha512_steps;
zks_sha512_steps *zks_sha512_begin(void);
void zks_sha512_append(zks_sha512_steps *steps, const void *data, size_t length);
void zks_sha512_end(zks_sha512_steps *steps, uint8_t out[64]);

/* Streaming SHA-256, for files. The object is one allocation; NULL where memory is exhausted. */
typedef struct zks_sha256_stream zks_sha256_stream;
zks_sha256_stream *zks_sha256_stream_new(void);
void zks_sha256_stream_update(zks_sha256_stream *stream, const void *data, size_t length);
/* Finishes and frees. */
void zks_sha256_stream_final(zks_sha256_stream *stream, uint8_t out[32]);

void zks_store_u64(uint8_t out[8], uint64_t x); /* little-endian */
uint64_t zks_load_u64(const uint8_t in[8]);

#endif
