/* SHA-256 and SHA-512 against the examples of FIPS 180, in one piece, in several, in steps and from many threads. */
#include "crypto/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "hex.h"

static const struct {
    const char *message, *sha256, *sha512;
} examples[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
     "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
     "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c335"
     "96fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
     "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
     "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"},
};
enum { EXAMPLES = sizeof examples / sizeof examples[0] };

#define MILLION_A_SHA256 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
#define MILLION_A_SHA512                                                                                               \
    "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"                                                 \
    "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"

static void examples_of_fips_180(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLES; i++) {
        zks_bytes message = {examples[i].message, strlen(examples[i].message)};
        uint8_t out[64];
        zks_sha256(out, &message, 1);
        assert_hex(out, 32, examples[i].sha256);
        zks_sha512(out, &message, 1);
        assert_hex(out, 64, examples[i].sha512);
    }
}

static void million_a_in_many_pieces(void **state)
{
    (void)state;
    enum { PIECES = 1000 };
    char a[1000];
    memset(a, 'a', sizeof a);
    zks_bytes pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++)
        pieces[i] = (zks_bytes){a, sizeof a};
    uint8_t out[64];
    zks_sha256(out, pieces, PIECES);
    assert_hex(out, 32, MILLION_A_SHA256);
    zks_sha512(out, pieces, PIECES);
    assert_hex(out, 64, MILLION_A_SHA512);
}

static void pieces_hash_as_their_concatenation(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLES; i++) {
        const char *message = examples[i].message;
        size_t length = strlen(message);
        for (size_t cut = 0; cut <= length; cut++) {
            zks_bytes pieces[] = {{message, cut}, {NULL, 0}, {message + cut, length - cut}};
            uint8_t out[64];
            zks_sha256(out, pieces, 3);
            assert_hex(out, 32, examples[i].sha256);
            zks_sha512(out, pieces, 3);
            assert_hex(out, 64, examples[i].sha512);

            zks_sha512_steps *steps = zks_sha512_begin();
            for (size_t j = 0; j < 3; j++)
                zks_sha512_append(steps, pieces[j].data, pieces[j].length);
            zks_sha512_end(steps, out);
            assert_hex(out, 64, examples[i].sha512);
        }
    }
}

static void no_pieces_hash_as_the_empty_message(void **state)
{
    (void)state;
    uint8_t out[64];
    zks_sha256(out, NULL, 0);
    assert_hex(out, 32, examples[0].sha256);
    zks_sha512(out, NULL, 0);
    assert_hex(out, 64, examples[0].sha512);
}

/* Streams hold their own state: two of them, and hashes in between, do not disturb one another. */
static void streams_are_independent(void **state)
{
    (void)state;
    zks_sha256_stream *million = zks_sha256_stream_new(), *abc = zks_sha256_stream_new();
    assert_non_null(million);
    assert_non_null(abc);
    char a[1000];
    uint8_t out[32];
    memset(a, 'a', sizeof a);
    for (size_t i = 0; i < 1000; i++) {
        zks_sha256_stream_update(million, a, sizeof a);
        if (i < 3)
            zks_sha256_stream_update(abc, &"abc"[i], 1);
        zks_sha256(out, &(zks_bytes){a, i}, 1);
    }
    zks_sha256_stream_final(million, out);
    assert_hex(out, 32, MILLION_A_SHA256);
    zks_sha256_stream_final(abc, out);
    assert_hex(out, 32, examples[1].sha256);
}

static void *hash_examples(void *wrong)
{
    for (size_t i = 0; i < 1000; i++) {
        const char *message = examples[i % EXAMPLES].message;
        uint8_t out[64];
        char text[129];
        zks_sha256(out, &(zks_bytes){message, strlen(message)}, 1);
        *(int *)wrong += strcmp(sodium_bin2hex(text, sizeof text, out, 32), examples[i % EXAMPLES].sha256) != 0;
        zks_sha512(out, &(zks_bytes){message, strlen(message)}, 1);
        *(int *)wrong += strcmp(sodium_bin2hex(text, sizeof text, out, 64), examples[i % EXAMPLES].sha512) != 0;
    }
    return NULL;
}

/* Under a leak checker this also shows that a thread's contexts end with it. */
static void threads_do_not_share_contexts(void **state)
{
    (void)state;
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    int wrong[THREADS] = {0};
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hash_examples, &wrong[i]), 0);
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(wrong[i], 0);
    }
}

static void integers_are_little_endian(void **state)
{
    (void)state;
    uint8_t bytes[8];
    zks_store_u64(bytes, 0x0102030405060708);
    assert_hex(bytes, 8, "0807060504030201");
    assert_int_equal(zks_load_u64(bytes), 0x0102030405060708);
    zks_store_u64(bytes, UINT64_MAX - 1);
    assert_hex(bytes, 8, "feffffffffffffff");
    assert_true(zks_load_u64(bytes) == UINT64_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_fips_180),
        cmocka_unit_test(million_a_in_many_pieces),
        cmocka_unit_test(pieces_hash_as_their_concatenation),
        cmocka_unit_test(no_pieces_hash_as_the_empty_message),
        cmocka_unit_test(streams_are_independent),
        cmocka_unit_test(threads_do_not_share_contexts),
        cmocka_unit_test(integers_are_little_endian),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
