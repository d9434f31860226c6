/* Generators against libsodium, pinned, and distinct. */
#include "crypto/generators.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "forced.h"
#include "hex.h"

static const struct {
    zks_generator_kind kind;
    uint64_t index;
    const char *label, *encoding;
} known[] = {
    {ZKS_GENERATOR_G, 0, "G", "ecd88056f149484fd7edb505d600ac9724c2d36b2511cbd00a5262342bb4b975"},
    {ZKS_GENERATOR_G, 1, "G", "52843ff9dbb2736701f38aa3e619fd81dad049286424ac582cacaf51823b9652"},
    {ZKS_GENERATOR_M, 0, "M", "aeec62fdde5df14ade80cfdc7d526ad10499b62381ecb2bace5f4e2197948868"},
    {ZKS_GENERATOR_A, 0, "A", "745602d3a37206b01fb102280fce964f5fbe424f605db9391d0cbfc4ceb99043"},
    {ZKS_GENERATOR_A, 1, "A", "0883b0392dd222a6105c0c65efa32c25d5dbecf8de4945e53ddee696fe2fc974"},
    {ZKS_GENERATOR_ID, 0, "Id", "d0898b63c501ae32186741d8ee4431cfc8b69ee0425e6c346195ec5f2773ef52"},
    {ZKS_GENERATOR_K, 0, "K", "22889ae18e1882cfa68bab6069eeb6993192093f88c056be0b30bb9439939623"},
    {ZKS_GENERATOR_Q, 0, "Q", "82ceeb7748d2c1bd50b0c10d85c42119ff6572364c68987818158141dd81e944"},
    {ZKS_GENERATOR_H, 0, "H", "8c7b20cce47cfa8b99b7f7b792e36d9e9a41b4af9cb0ccd7a972149276e85348"},
    {ZKS_GENERATOR_R, 0, "R", "d292ee103573c86fe7f9db020fc2d8c6474cda028d3e4ef8c6e0774702f91b76"},
    {ZKS_GENERATOR_G, UINT64_C(1) << 32, "G", "4a48ad37a933a4ec48727a63ab693b1db4f1ade782fadb2a86defc7665e48e57"},
};

static void test_known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        zks_point p;
        uint8_t bytes[32];
        zks_generators_derive(&p, known[i].kind, known[i].index, 1, 1);
        zks_point_encode(bytes, &p);
        assert_hex(bytes, 32, known[i].encoding);
    }
}

/* The definition in crypto/generators.h, spelt out over libsodium. */
static void sodium_generator(uint8_t out[32], const char *label, uint64_t index)
{
    uint8_t input[64], digest[64];
    size_t length = 0;
    input[length++] = (uint8_t)strlen(ZKS_GENERATOR_SEED);
    memcpy(input + length, ZKS_GENERATOR_SEED, strlen(ZKS_GENERATOR_SEED));
    length += strlen(ZKS_GENERATOR_SEED);
    input[length++] = (uint8_t)strlen(label);
    memcpy(input + length, label, strlen(label));
    length += strlen(label);
    for (int i = 0; i < 8; i++)
        input[length++] = (uint8_t)(index >> 8 * i);
    crypto_hash_sha512(digest, input, length);
    crypto_core_ristretto255_from_hash(out, digest);
}

static void test_against_libsodium(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        zks_point p[5];
        uint8_t bytes[32], want[32];
        zks_generators_derive(p, known[i].kind, known[i].index, 5, 2);
        for (size_t j = 0; j < 5; j++) {
            zks_point_encode(bytes, &p[j]);
            sodium_generator(want, known[i].label, known[i].index + j);
            assert_memory_equal(bytes, want, 32);
        }
    }
}

enum { G = 300, M = 256, A = 70, K = 40, ALL = G + M + A + K + 4 };

static void encode_set(uint8_t *bytes, const zks_generators *set)
{
    const struct {
        const zks_niels *table;
        size_t count;
    } parts[] = {{set->g, G},   {set->m, M},  {set->a, A},  {set->k, K},
                 {&set->id, 1}, {&set->q, 1}, {&set->h, 1}, {&set->r, 1}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (size_t j = 0; j < parts[i].count; j++, bytes += 32) {
            zks_point p;
            zks_point_from_niels(&p, &parts[i].table[j]);
            zks_point_encode(bytes, &p);
        }
}

static void test_multiples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        zks_point generator, sum = zks_point_identity, expected;
        zks_scalar two, minus_five;
        zks_scalar_from_i64(&two, 2);
        zks_scalar_from_i64(&minus_five, -5);
        zks_generators_derive(&generator, known[i].kind, known[i].index, 1, 1);
        zks_generators_add_multiple(&sum, &two, known[i].kind, known[i].index);
        zks_generators_add_multiple(&sum, &minus_five, known[i].kind, known[i].index);
        zks_point_double(&expected, &generator);
        zks_point_add(&expected, &expected, &generator);
        zks_point_neg(&expected, &expected);
        assert_true(zks_point_equal(&sum, &expected));
    }
}

static void test_set(void **state)
{
    (void)state;
    zks_generators *set = zks_generators_new(G, A, K, 2);
    assert_non_null(set);
    assert_int_equal(set->g_count, G);
    assert_int_equal(set->a_count, A);
    assert_int_equal(set->k_count, K);
    uint8_t *bytes = malloc(ALL * 32);
    assert_non_null(bytes);
    encode_set(bytes, set);

    uint8_t want[32];
    const uint8_t zero[32] = {0};
    sodium_generator(want, "G", G - 1);
    assert_memory_equal(bytes + 32 * (G - 1), want, 32);
    sodium_generator(want, "M", M - 1);
    assert_memory_equal(bytes + 32 * (G + M - 1), want, 32);
    sodium_generator(want, "A", A - 1);
    assert_memory_equal(bytes + 32 * (G + M + A - 1), want, 32);
    sodium_generator(want, "K", K - 1);
    assert_memory_equal(bytes + 32 * (G + M + A + K - 1), want, 32);
    sodium_generator(want, "R", 0);
    assert_memory_equal(bytes + 32 * (ALL - 1), want, 32);
    for (size_t i = 0; i < ALL; i++) {
        assert_memory_not_equal(bytes + 32 * i, zero, 32);
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(bytes + 32 * i, bytes + 32 * j, 32);
    }
    free(bytes);
    zks_generators_free(set);
}

static void test_small_and_impossible_sets(void **state)
{
    (void)state;
    zks_generators *set = zks_generators_new(0, 0, 0, 1);
    assert_non_null(set);
    zks_generators_free(set);
    zks_generators_free(NULL);
    assert_null(zks_generators_new(SIZE_MAX, 2, 0, 1));
    assert_null(zks_generators_new(SIZE_MAX / sizeof(zks_niels), 0, 0, 1));
}

int main(void)
{
    if (backend_is_missing())
        return TEST_SKIPPED;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_answers),
        cmocka_unit_test(test_against_libsodium),
        cmocka_unit_test(test_multiples),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_small_and_impossible_sets),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
