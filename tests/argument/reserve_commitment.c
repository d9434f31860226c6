/* Custodians' commitments against libsodium. */
#include "argument/reserve_commitment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

static const uint8_t amounts[][ZKS_AMOUNT_BYTES] = {
    {0},
    {1},
    {[8] = 1},
    {[15] = 0x80},
    {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
};
enum { AMOUNTS = sizeof amounts / sizeof *amounts };

/* generator(kind, 0) as docs/protocol.md, section 2, has it. */
static void generator_with_sodium(uint8_t out[32], char kind)
{
    static const char seed[] = "zksolv/1 generators";
    uint8_t input[64] = {sizeof seed - 1}, digest[64];
    memcpy(input + 1, seed, sizeof seed - 1);
    input[sizeof seed] = 1;
    input[sizeof seed + 1] = (uint8_t)kind;
    crypto_hash_sha512(digest, input, sizeof seed + 2 + 8);
    crypto_core_ristretto255_from_hash(out, digest);
}

/* out += scalar times the generator; libsodium refuses a result that is neutral. */
static void add_with_sodium(uint8_t out[32], const uint8_t scalar[32], char kind)
{
    uint8_t point[32];
    generator_with_sodium(point, kind);
    if (crypto_scalarmult_ristretto255(point, scalar, point) == 0)
        assert_int_equal(crypto_core_ristretto255_add(out, out, point), 0);
}

static void random_blinding(uint8_t bytes[32], zks_scalar *blinding)
{
    crypto_core_ristretto255_scalar_random(bytes);
    assert_true(zks_scalar_decode(blinding, bytes));
}

static void commitments_are_what_libsodium_makes(void **state)
{
    (void)state;
    for (size_t i = 0; i < AMOUNTS; i++)
        for (int blind = 0; blind <= 1; blind++) {
            uint8_t amount[32] = {0}, bytes[32] = {0}, expected[32] = {0};
            zks_scalar blinding = zks_scalar_zero;
            zks_word commitment;
            if (blind)
                random_blinding(bytes, &blinding);
            memcpy(amount, amounts[i], ZKS_AMOUNT_BYTES);
            add_with_sodium(expected, amount, 'R');
            add_with_sodium(expected, bytes, 'H');
            zks_reserve_commit(commitment, amounts[i], &blinding);
            assert_memory_equal(commitment, expected, sizeof expected);
        }
}

/* 3 and 5 with their blindings are 8 with the sum of these. */
static void commitments_add_up(void **state)
{
    (void)state;
    static const uint8_t three[ZKS_AMOUNT_BYTES] = {3}, five[ZKS_AMOUNT_BYTES] = {5}, eight[ZKS_AMOUNT_BYTES] = {8};
    uint8_t bytes[32];
    zks_scalar r, s, sum;
    zks_word parts[2], total, expected;
    random_blinding(bytes, &r);
    random_blinding(bytes, &s);
    zks_scalar_add(&sum, &r, &s);
    zks_reserve_commit(parts[0], three, &r);
    zks_reserve_commit(parts[1], five, &s);
    zks_reserve_commit(expected, eight, &sum);
    assert_int_equal(crypto_core_ristretto255_add(total, parts[0], parts[1]), 0);
    assert_memory_equal(total, expected, sizeof expected);
}

/* The same amount with another blinding is another point, and so is another amount with the same one. */
static void amount_and_blinding_both_count(void **state)
{
    (void)state;
    uint8_t bytes[32];
    zks_scalar blinding, other;
    zks_word first, second;
    random_blinding(bytes, &blinding);
    zks_scalar_add(&other, &blinding, &zks_scalar_one);
    for (size_t i = 0; i < AMOUNTS; i++) {
        zks_reserve_commit(first, amounts[i], &blinding);
        zks_reserve_commit(second, amounts[i], &other);
        assert_memory_not_equal(first, second, sizeof first);
        zks_reserve_commit(second, amounts[(i + 1) % AMOUNTS], &blinding);
        assert_memory_not_equal(first, second, sizeof first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commitments_are_what_libsodium_makes),
        cmocka_unit_test(commitments_add_up),
        cmocka_unit_test(amount_and_blinding_both_count),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
