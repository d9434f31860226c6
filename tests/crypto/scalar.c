/* Scalar arithmetic against GMP, on edges and random scalars. */
#include "crypto/scalar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <gmp.h>

#include "random.h"

enum { EDGES = 11, RANDOM = 60, SCALARS = EDGES + RANDOM };

static mpz_t order;

static void bytes_of(uint8_t *bytes, size_t length, const mpz_t x)
{
    memset(bytes, 0, length);
    assert_true(mpz_sizeinbase(x, 2) <= 8 * length);
    mpz_export(bytes, NULL, -1, 1, -1, 0, x);
}

static void integer_of(mpz_t out, const uint8_t *bytes, size_t length)
{
    mpz_import(out, length, -1, 1, -1, 0, bytes);
}

/* Fully reduced inside, and encodes x mod order. */
static void assert_scalar(const zks_scalar *a, const mpz_t x)
{
    uint8_t got[32], want[32];
    mpz_t reduced, inside;
    mpz_inits(reduced, inside, NULL);
    mpz_mod(reduced, x, order);
    bytes_of(want, 32, reduced);
    zks_scalar_encode(got, a);
    assert_memory_equal(got, want, 32);
    mpz_import(inside, 4, -1, 8, 0, 0, a->limb);
    assert_true(mpz_cmp(inside, order) < 0);
    mpz_clears(reduced, inside, NULL);
}

/* 0, 1, 2, 2^64, 2^252, 2^255 mod order, (order -+ 1)/2, order - 2, order - 1, 2^256 mod order; then random. */
static void integers(mpz_t out[SCALARS])
{
    static const unsigned long powers[] = {64, 252, 255, 256};
    size_t count = 0;
    for (size_t i = 0; i < SCALARS; i++)
        mpz_init(out[i]);
    for (unsigned i = 0; i < 3; i++)
        mpz_set_ui(out[count++], i);
    for (size_t i = 0; i < 4; i++) {
        mpz_ui_pow_ui(out[count], 2, powers[i]);
        mpz_mod(out[count], out[count], order);
        count++;
    }
    mpz_fdiv_q_2exp(out[count++], order, 1);
    mpz_add_ui(out[count], out[count - 1], 1);
    count++;
    mpz_sub_ui(out[count++], order, 2);
    mpz_sub_ui(out[count++], order, 1);
    assert_int_equal(count, EDGES);
    for (; count < SCALARS; count++) {
        uint8_t bytes[64];
        random_bytes(bytes, sizeof bytes);
        integer_of(out[count], bytes, sizeof bytes);
        mpz_mod(out[count], out[count], order);
    }
}

static void clear_integers(mpz_t x[SCALARS])
{
    for (size_t i = 0; i < SCALARS; i++)
        mpz_clear(x[i]);
}

static zks_scalar scalar_of(const mpz_t x)
{
    uint8_t bytes[32];
    zks_scalar out;
    bytes_of(bytes, 32, x);
    assert_true(zks_scalar_decode(&out, bytes));
    return out;
}

static void test_arithmetic(void **state)
{
    (void)state;
    mpz_t x[SCALARS], want;
    mpz_init(want);
    integers(x);
    for (size_t i = 0; i < SCALARS; i++)
        for (size_t j = 0; j < SCALARS; j++) {
            const zks_scalar a = scalar_of(x[i]), b = scalar_of(x[j]);
            zks_scalar out;
            mpz_add(want, x[i], x[j]);
            zks_scalar_add(&out, &a, &b);
            assert_scalar(&out, want);
            mpz_sub(want, x[i], x[j]);
            zks_scalar_sub(&out, &a, &b);
            assert_scalar(&out, want);
            mpz_mul(want, x[i], x[j]);
            zks_scalar_mul(&out, &a, &b);
            assert_scalar(&out, want);
            assert_int_equal(zks_scalar_equal(&a, &b), mpz_cmp(x[i], x[j]) == 0);
        }
    clear_integers(x);
    mpz_clear(want);
}

static void test_one_operand(void **state)
{
    (void)state;
    mpz_t x[SCALARS], want, half;
    mpz_inits(want, half, NULL);
    integers(x);
    mpz_cdiv_q_2exp(half, order, 1);
    for (size_t i = 0; i < SCALARS; i++) {
        const zks_scalar a = scalar_of(x[i]);
        zks_scalar out;
        assert_scalar(&a, x[i]);
        mpz_neg(want, x[i]);
        zks_scalar_neg(&out, &a);
        assert_scalar(&out, want);
        mpz_mul(want, x[i], x[i]);
        zks_scalar_square(&out, &a);
        assert_scalar(&out, want);
        mpz_mul(want, x[i], half);
        zks_scalar_half(&out, &a);
        assert_scalar(&out, want);
        if (mpz_invert(want, x[i], order) == 0)
            mpz_set_ui(want, 0);
        zks_scalar_invert(&out, &a);
        assert_scalar(&out, want);
        assert_int_equal(zks_scalar_is_zero(&a), mpz_sgn(x[i]) == 0);
    }
    clear_integers(x);
    mpz_clears(want, half, NULL);
}

static void test_aliasing(void **state)
{
    (void)state;
    for (int i = 0; i < RANDOM; i++) {
        const zks_scalar a = random_scalar();
        zks_scalar want, out = a;
        zks_scalar_mul(&want, &a, &a);
        zks_scalar_mul(&out, &out, &out);
        assert_true(zks_scalar_equal(&out, &want));
        out = a;
        zks_scalar_half(&out, &out);
        zks_scalar_add(&out, &out, &out);
        assert_true(zks_scalar_equal(&out, &a));
        zks_scalar_sub(&out, &out, &out);
        assert_true(zks_scalar_is_zero(&out));
    }
}

static void test_constants(void **state)
{
    (void)state;
    mpz_t x;
    mpz_init(x);
    assert_scalar(&zks_scalar_zero, x);
    mpz_set_ui(x, 1);
    assert_scalar(&zks_scalar_one, x);
    mpz_clear(x);
}

static void test_machine_integers(void **state)
{
    (void)state;
    static const int64_t values[] = {0, 1, -1, 255, -256, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    mpz_t want;
    mpz_init(want);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        zks_scalar out;
        mpz_set_si(want, values[i]);
        zks_scalar_from_i64(&out, values[i]);
        assert_scalar(&out, want);
        mpz_set_ui(want, (uint64_t)values[i]);
        zks_scalar_from_u64(&out, (uint64_t)values[i]);
        assert_scalar(&out, want);
    }
    mpz_clear(want);
}

static void test_reduction(void **state)
{
    (void)state;
    mpz_t want;
    mpz_init(want);
    for (int i = 0; i < RANDOM; i++) {
        uint8_t bytes[64];
        zks_scalar out;
        random_bytes(bytes, sizeof bytes);
        if (i == 0)
            memset(bytes, 0xff, sizeof bytes);
        integer_of(want, bytes, 64);
        zks_scalar_from_wide(&out, bytes);
        assert_scalar(&out, want);
        for (size_t length = 0; length <= 32; length++) {
            integer_of(want, bytes, length);
            zks_scalar_from_bytes(&out, bytes, length);
            assert_scalar(&out, want);
        }
    }
    mpz_clear(want);
}

static void test_decoding_is_canonical(void **state)
{
    (void)state;
    const zks_scalar before = random_scalar();
    uint8_t bytes[32];
    mpz_t x;
    mpz_init(x);
    for (unsigned i = 0; i < 3; i++) {
        zks_scalar out = before;
        mpz_add_ui(x, order, i);
        bytes_of(bytes, 32, x);
        assert_false(zks_scalar_decode(&out, bytes));
        assert_memory_equal(&out, &before, sizeof out);
    }
    for (int bit = 253; bit < 256; bit++) {
        zks_scalar out = before;
        mpz_ui_pow_ui(x, 2, (unsigned long)bit);
        bytes_of(bytes, 32, x);
        assert_false(zks_scalar_decode(&out, bytes));
        assert_memory_equal(&out, &before, sizeof out);
    }
    memset(bytes, 0xff, sizeof bytes);
    zks_scalar out = before;
    assert_false(zks_scalar_decode(&out, bytes));
    mpz_clear(x);
}

static void test_batch_inversion(void **state)
{
    (void)state;
    zks_scalar a[RANDOM], x[RANDOM], scratch[RANDOM], want;
    for (int i = 0; i < RANDOM; i++)
        a[i] = random_scalar();
    for (size_t count = 0; count <= RANDOM; count++) {
        memcpy(x, a, sizeof x);
        zks_scalar_invert_batch(x, scratch, count);
        for (size_t i = 0; i < count; i++) {
            zks_scalar_invert(&want, &a[i]);
            assert_true(zks_scalar_equal(&x[i], &want));
        }
    }
}

int main(void)
{
    mpz_init(order);
    mpz_set_str(order, "27742317777372353535851937790883648493", 10);
    mpz_setbit(order, 252);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_one_operand),
        cmocka_unit_test(test_aliasing),
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_machine_integers),
        cmocka_unit_test(test_reduction),
        cmocka_unit_test(test_decoding_is_canonical),
        cmocka_unit_test(test_batch_inversion),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    mpz_clear(order);
    return failed;
}
