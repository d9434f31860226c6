/* The PRF against Python's hashlib.blake2b, and what the kernel says of memory for secrets. */
#include "crypto/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "hex.h"

static const uint8_t counting_seed[ZKS_SEED_BYTES] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                                      16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};

static void prf_known_answers(void **state)
{
    (void)state;
    uint8_t counting[200], out[64];
    for (size_t i = 0; i < sizeof counting; i++)
        counting[i] = (uint8_t)i;
    zks_prf(out, counting_seed, "blinding", NULL, 0);
    assert_hex(out, 64,
               "8cc0bd787038ac7569ded54272b66c72feccbcb84d85800057d8460486b5d715"
               "bb5e2f9b3f9342b2b96f472d32900706396584cb4a919986dbf1cdde5eb4bc15");
    zks_prf(out, counting_seed, "blinding", (zks_bytes[]){{"abc", 3}, {NULL, 0}, {counting, sizeof counting}}, 3);
    assert_hex(out, 64,
               "7c27f38000f6f066345806880e6b97dc6b50b3e04a3a19579e23e603b584d7cb"
               "8aee5301077b7fcf458f9738a1bfa63961c8298ba2c25bd836c66e9dcbc09284");
    zks_prf(out, (const uint8_t[ZKS_SEED_BYTES]){0}, "", (zks_bytes[]){{"", 0}}, 1);
    assert_hex(out, 64,
               "c1f544f1ec77b124497e98040e515e2c61df855fbc321d26d0c65889cf29a910"
               "e95c2ce9a0338f97ebff376ca22bd8a404a1b81bdba2383c9d5f000efb13d1f1");
}

static void prf_binds_label_and_pieces(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        zks_bytes pieces[3];
        size_t count;
    } inputs[] = {
        {"label", {{"abcd", 4}}, 1},
        {"label", {{"ab", 2}, {"cd", 2}}, 2},
        {"label", {{"abc", 3}, {"d", 1}}, 2},
        {"label", {{"abcd", 4}, {"", 0}}, 2},
        {"label", {{"", 0}, {"abcd", 4}}, 2},
        {"labela", {{"bcd", 3}}, 1},
        {"label", {{"abcd\0", 5}}, 1},
        {"label", {{"", 0}}, 1},
        {"label", {{NULL, 0}}, 0},
        {"Label", {{"abcd", 4}}, 1},
    };
    enum { INPUTS = sizeof inputs / sizeof inputs[0] };
    uint8_t out[INPUTS][64];
    for (size_t i = 0; i < INPUTS; i++) {
        zks_prf(out[i], counting_seed, inputs[i].label, inputs[i].pieces, inputs[i].count);
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(out[i], out[j], 64);
    }
}

static void prf_depends_on_every_bit_of_the_seed(void **state)
{
    (void)state;
    uint8_t seed[ZKS_SEED_BYTES], expected[64], out[64];
    memcpy(seed, counting_seed, sizeof seed);
    zks_prf(expected, seed, "label", NULL, 0);
    for (size_t bit = 0; bit < 8 * sizeof seed; bit++) {
        seed[bit / 8] ^= (uint8_t)(1 << bit % 8);
        zks_prf(out, seed, "label", NULL, 0);
        assert_memory_not_equal(out, expected, 64);
        seed[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void crypto_start_is_idempotent(void **state)
{
    (void)state;
    assert_int_not_equal(zks_crypto_start(), 0);
    assert_int_not_equal(zks_crypto_start(), 0);
}

/* Whether the flag is among the VmFlags of the mapping that holds `address`; false where nothing is mapped there. */
static bool mapping_has_flag(const void *address, const char *flag)
{
    FILE *smaps = fopen("/proc/self/smaps", "r");
    assert_non_null(smaps);
    char line[1024];
    bool inside = false, found = false;
    while (fgets(line, sizeof line, smaps) != NULL) {
        unsigned long first, end;
        char dash;
        if (sscanf(line, "%lx%c%lx ", &first, &dash, &end) == 3 && dash == '-')
            inside = first <= (uintptr_t)address && (uintptr_t)address < end;
        else if (inside && strncmp(line, "VmFlags:", 8) == 0)
            found = strstr(line, flag) != NULL;
    }
    fclose(smaps);
    return found;
}

static void secrets_stay_out_of_core_dumps(void **state)
{
    (void)state;
    uint64_t *secret = zks_secret_new(4 * sizeof *secret);
    assert_non_null(secret);
    assert_int_equal((uintptr_t)secret % sizeof *secret, 0);
    for (size_t i = 0; i < 4; i++)
        secret[i] = i;
    assert_true(mapping_has_flag(secret, " dd"));
    zks_secret_free(secret);
    zks_secret_free(NULL);
}

static void secrets_of_impossible_size_are_refused(void **state)
{
    (void)state;
    assert_null(zks_secret_new(SIZE_MAX));
    assert_null(zks_secret_new(SIZE_MAX / 2));
}

static void witness_is_zeroed_aligned_and_not_dumped(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 127, 128, 129, 100000};
    static const uint8_t zeros[100000 * 32];
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        uint8_t *witness = zks_witness_new(counts[i], 32);
        assert_non_null(witness);
        assert_int_equal((uintptr_t)witness % 64, 0);
        assert_memory_equal(witness, zeros, counts[i] * 32);
        memset(witness, 0xa5, counts[i] * 32);
        assert_true(mapping_has_flag(witness - 1, " dd"));
        zks_witness_free(witness);
        assert_false(mapping_has_flag(witness - 1, " dd"));
    }
    zks_witness_free(NULL);
}

static void witness_that_overflows_is_refused(void **state)
{
    (void)state;
    assert_null(zks_witness_new(SIZE_MAX, 2));
    assert_null(zks_witness_new(SIZE_MAX / 32 + 1, 32));
    assert_null(zks_witness_new(SIZE_MAX, 1));
    assert_null(zks_witness_new(SIZE_MAX / 2, 1));
}

static void wipe_reaches_exactly_its_bytes(void **state)
{
    (void)state;
    uint8_t bytes[34];
    memset(bytes, 0xff, sizeof bytes);
    zks_wipe(bytes + 1, 32);
    assert_int_equal(bytes[0], 0xff);
    assert_int_equal(bytes[33], 0xff);
    assert_true(sodium_is_zero(bytes + 1, 32));
}

static int start(void **state)
{
    (void)state;
    return zks_crypto_start() ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prf_known_answers),
        cmocka_unit_test(prf_binds_label_and_pieces),
        cmocka_unit_test(prf_depends_on_every_bit_of_the_seed),
        cmocka_unit_test(crypto_start_is_idempotent),
        cmocka_unit_test(secrets_stay_out_of_core_dumps),
        cmocka_unit_test(secrets_of_impossible_size_are_refused),
        cmocka_unit_test(witness_is_zeroed_aligned_and_not_dumped),
        cmocka_unit_test(witness_that_overflows_is_refused),
        cmocka_unit_test(wipe_reaches_exactly_its_bytes),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
