/* Field arithmetic against GMP: on edges, on random elements and on limbs as large as the type allows. */
#include "crypto/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <gmp.h>

#include "random.h"

enum { RANDOM = 40 };

static mpz_t p;

/* 32 little-endian bytes of x < 2^256. */
static void bytes_of(uint8_t bytes[32], const mpz_t x)
{
    memset(bytes, 0, 32);
    assert_true(mpz_sizeinbase(x, 2) <= 256);
    mpz_export(bytes, NULL, -1, 1, -1, 0, x);
}

static void value_of(mpz_t out, const zks_field *a)
{
    mpz_set_ui(out, 0);
    for (int i = 4; i >= 0; i--) {
        mpz_mul_2exp(out, out, 51);
        mpz_add_ui(out, out, a->limb[i]);
    }
}

/* The canonical encoding of `a` is x mod p. */
static void assert_field(const zks_field *a, const mpz_t x)
{
    uint8_t got[32], want[32];
    mpz_t reduced;
    mpz_init(reduced);
    mpz_mod(reduced, x, p);
    bytes_of(want, reduced);
    zks_field_encode(got, a);
    assert_memory_equal(got, want, 32);
    mpz_clear(reduced);
}

static void assert_carried(const zks_field *a)
{
    for (int i = 0; i < 5; i++)
        assert_true(a->limb[i] < UINT64_C(1) << 52);
}

/* Edges first, then random canonical elements, then random and extreme loose limbs. */
enum { DECODED_EDGES = 12, EXTREMES = 3, ELEMENTS = DECODED_EDGES + 2 * RANDOM + EXTREMES };

static void elements(zks_field out[ELEMENTS])
{
    static const int from_p[] = {-20, -19, -2, -1, 0, 1, 18}; /* p + 18 = 2^255 - 1 */
    static const unsigned small[] = {0, 1, 2, 18, 19};
    uint8_t bytes[32];
    size_t count = 0;
    mpz_t x;
    mpz_init(x);
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
        mpz_set_ui(x, small[i]);
        bytes_of(bytes, x);
        zks_field_decode(&out[count++], bytes);
    }
    for (size_t i = 0; i < sizeof from_p / sizeof from_p[0]; i++) {
        mpz_add_ui(x, p, (unsigned)(from_p[i] + 20));
        mpz_sub_ui(x, x, 20);
        bytes_of(bytes, x);
        zks_field_decode(&out[count++], bytes);
    }
    for (int i = 0; i < RANDOM; i++) {
        random_bytes(bytes, sizeof bytes);
        zks_field_decode(&out[count++], bytes);
    }
    for (int i = 0; i < RANDOM; i++) {
        zks_field loose;
        random_bytes(&loose, sizeof loose);
        for (int j = 0; j < 5; j++)
            loose.limb[j] >>= 10;
        out[count++] = loose;
    }
    const uint64_t extremes[EXTREMES] = {(UINT64_C(1) << 54) - 1, (UINT64_C(1) << 52) - 1, (UINT64_C(1) << 51) - 1};
    for (int i = 0; i < EXTREMES; i++) {
        for (int j = 0; j < 5; j++)
            out[count].limb[j] = extremes[i];
        count++;
    }
    assert_int_equal(count, ELEMENTS);
    mpz_clear(x);
}

static void test_arithmetic(void **state)
{
    (void)state;
    zks_field e[ELEMENTS], out;
    mpz_t a, b, want;
    mpz_inits(a, b, want, NULL);
    elements(e);
    for (size_t i = 0; i < ELEMENTS; i++)
        for (size_t j = 0; j < ELEMENTS; j++) {
            value_of(a, &e[i]);
            value_of(b, &e[j]);
            mpz_add(want, a, b);
            zks_field_add(&out, &e[i], &e[j]);
            assert_field(&out, want);
            assert_carried(&out);
            mpz_sub(want, a, b);
            zks_field_sub(&out, &e[i], &e[j]);
            assert_field(&out, want);
            assert_carried(&out);
            mpz_mul(want, a, b);
            zks_field_mul(&out, &e[i], &e[j]);
            assert_field(&out, want);
            assert_carried(&out);
            assert_int_equal(zks_field_equal(&e[i], &e[j]), mpz_congruent_p(a, b, p) != 0);
        }
    mpz_clears(a, b, want, NULL);
}

static void test_one_operand(void **state)
{
    (void)state;
    zks_field e[ELEMENTS], out;
    mpz_t a, want;
    mpz_inits(a, want, NULL);
    elements(e);
    for (size_t i = 0; i < ELEMENTS; i++) {
        value_of(a, &e[i]);
        assert_field(&e[i], a);
        mpz_neg(want, a);
        zks_field_neg(&out, &e[i]);
        assert_field(&out, want);
        mpz_mul(want, a, a);
        zks_field_square(&out, &e[i]);
        assert_field(&out, want);
        assert_carried(&out);
        if (mpz_invert(want, a, p) == 0)
            mpz_set_ui(want, 0);
        zks_field_invert(&out, &e[i]);
        assert_field(&out, want);
        mpz_mod(want, a, p);
        assert_int_equal(zks_field_is_negative(&e[i]), mpz_odd_p(want) != 0);
        assert_int_equal(zks_field_is_zero(&e[i]), mpz_sgn(want) == 0);
    }
    mpz_clears(a, want, NULL);
}

static void test_aliasing(void **state)
{
    (void)state;
    zks_field e[ELEMENTS];
    elements(e);
    for (size_t i = 0; i < ELEMENTS; i++) {
        zks_field want, out = e[i];
        zks_field_mul(&want, &e[i], &e[i]);
        zks_field_mul(&out, &out, &out);
        assert_true(zks_field_equal(&out, &want));
        out = e[i];
        zks_field_sub(&out, &out, &out);
        assert_true(zks_field_is_zero(&out));
        out = e[i];
        zks_field_add(&out, &out, &out);
        zks_field_sub(&out, &out, &e[i]);
        assert_true(zks_field_equal(&out, &e[i]));
    }
}

static void test_decoding_drops_the_highest_bit(void **state)
{
    (void)state;
    for (int i = 0; i < RANDOM; i++) {
        uint8_t bytes[32];
        zks_field with, without;
        random_bytes(bytes, sizeof bytes);
        bytes[31] |= 0x80;
        zks_field_decode(&with, bytes);
        bytes[31] &= 0x7f;
        zks_field_decode(&without, bytes);
        assert_memory_equal(&with, &without, sizeof with);
    }
}

/* True: v r^2 = u. False: v r^2 = sqrt(-1) u, and u/v has no root. Never a negative root. */
static void test_sqrt_ratio(void **state)
{
    (void)state;
    zks_field e[ELEMENTS], root;
    mpz_t u, v, uv, r, i_root, want, got;
    mpz_inits(u, v, uv, r, i_root, want, got, NULL);
    mpz_set_str(i_root, "19681161376707505956807079304988542015446066515923890162744021073123829784752", 10);
    elements(e);
    for (size_t i = 0; i < ELEMENTS; i++)
        for (size_t j = 0; j < ELEMENTS; j += 3) {
            const bool square = zks_field_sqrt_ratio(&root, &e[i], &e[j]);
            value_of(u, &e[i]);
            value_of(v, &e[j]);
            value_of(r, &root);
            assert_false(zks_field_is_negative(&root));
            mpz_mul(uv, u, v);
            if (zks_field_is_zero(&e[j])) {
                assert_true(zks_field_is_zero(&root));
                assert_int_equal(square, zks_field_is_zero(&e[i]));
                continue;
            }
            assert_int_equal(square, mpz_legendre(uv, p) >= 0);
            mpz_mul(got, r, r);
            mpz_mul(got, got, v);
            mpz_set(want, u);
            if (!square)
                mpz_mul(want, want, i_root);
            assert_true(mpz_congruent_p(got, want, p));
        }
    mpz_clears(u, v, uv, r, i_root, want, got, NULL);
}

static void test_batch_inversion(void **state)
{
    (void)state;
    zks_field e[ELEMENTS], x[ELEMENTS], scratch[ELEMENTS], want;
    elements(e); /* zeros among them, as 0 and as p */
    for (size_t count = 0; count <= ELEMENTS; count++) {
        memcpy(x, e, sizeof x);
        zks_field_invert_batch(x, scratch, count);
        for (size_t i = 0; i < count; i++) {
            zks_field_invert(&want, &e[i]);
            assert_true(zks_field_equal(&x[i], &want));
        }
        assert_memory_equal(x + count, e + count, (ELEMENTS - count) * sizeof e[0]);
    }
}

int main(void)
{
    mpz_init(p);
    mpz_ui_pow_ui(p, 2, 255);
    mpz_sub_ui(p, p, 19);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_one_operand),
        cmocka_unit_test(test_aliasing),   cmocka_unit_test(test_decoding_drops_the_highest_bit),
        cmocka_unit_test(test_sqrt_ratio), cmocka_unit_test(test_batch_inversion),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    mpz_clear(p);
    return failed;
}
