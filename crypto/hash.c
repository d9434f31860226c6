#include "crypto/hash.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct {
    EVP_MD *digest;
    pthread_key_t context; /* the calling thread's EVP_MD_CTX, made when first needed, freed when the thread ends */
} algorithm;

static algorithm sha256, sha512;
static pthread_once_t algorithms_fetched = PTHREAD_ONCE_INIT;

static void require(bool done)
{
    if (!done)
        abort();
}

static void free_context(void *context)
{
    EVP_MD_CTX_free(context);
}

static void fetch(algorithm *a, const char *name)
{
    a->digest = EVP_MD_fetch(NULL, name, NULL);
    require(a->digest != NULL);
    require(pthread_key_create(&a->context, free_context) == 0);
}

/* Fetching takes locks and compares strings, so it is done once, never per hash. */
static void fetch_algorithms(void)
{
    fetch(&sha256, "SHA256");
    fetch(&sha512, "SHA512");
}

static const algorithm *fetched(const algorithm *a)
{
    require(pthread_once(&algorithms_fetched, fetch_algorithms) == 0);
    return a;
}

static EVP_MD_CTX *begin(const algorithm *a)
{
    EVP_MD_CTX *context = pthread_getspecific(fetched(a)->context);
    if (context == NULL) {
        context = EVP_MD_CTX_new();
        require(context != NULL && pthread_setspecific(a->context, context) == 0);
    }
    require(EVP_DigestInit_ex2(context, a->digest, NULL) == 1);
    return context;
}

static void append(EVP_MD_CTX *context, const void *data, size_t length)
{
    require(EVP_DigestUpdate(context, data, length) == 1);
}

static void end(EVP_MD_CTX *context, uint8_t *out)
{
    require(EVP_DigestFinal_ex(context, out, NULL) == 1);
}

static void hash_pieces(const algorithm *a, uint8_t *out, const zks_bytes *pieces, size_t count)
{
    EVP_MD_CTX *context = begin(a);
    for (size_t i = 0; i < count; i++)
        append(context, pieces[i].data, pieces[i].length);
    end(context, out);
}

void zks_sha256(uint8_t out[32], const zks_bytes *pieces, size_t count)
{
    hash_pieces(&sha256, out, pieces, count);
}

void zks_sha512(uint8_t out[64], const zks_bytes *pieces, size_t count)
{
    hash_pieces(&sha512, out, pieces, count);
}

/* Both handles are EVP contexts under a name of ours; the structs are never completed. */

zks_sha512_steps *zks_sha512_begin(void)
{
    return (zks_sha512_steps *)begin(&sha512);
}

void zks_sha512_append(zks_sha512_steps *steps, const void *data, size_t length)
{
    append((EVP_MD_CTX *)steps, data, length);
}

void zks_sha512_end(zks_sha512_steps *steps, uint8_t out[64])
{
    end((EVP_MD_CTX *)steps, out);
}

zks_sha256_stream *zks_sha256_stream_new(void)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL || EVP_DigestInit_ex2(context, fetched(&sha256)->digest, NULL) != 1) {
        EVP_MD_CTX_free(context);
        return NULL;
    }
    return (zks_sha256_stream *)context;
}

void zks_sha256_stream_update(zks_sha256_stream *stream, const void *data, size_t length)
{
    append((EVP_MD_CTX *)stream, data, length);
}

void zks_sha256_stream_final(zks_sha256_stream *stream, uint8_t out[32])
{
    end((EVP_MD_CTX *)stream, out);
    EVP_MD_CTX_free((EVP_MD_CTX *)stream);
}

void zks_store_u64(uint8_t out[8], uint64_t x)
{
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(x >> (8 * i));
}

uint64_t zks_load_u64(const uint8_t in[8])
{
    uint64_t x = 0;
    for (int i = 0; i < 8; i++)
        x |= (uint64_t)in[i] << (8 * i);
    return x;
}
