/* The group against libsodium and libdecaf, on random and edge elements; and what neither can say: representatives of
 * one element that differ by torsion, and the forms points take in bulk. */
#include "crypto/group.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <decaf.h>
#include <sodium.h>

#include "forced.h"
#include "random.h"

enum { ELEMENTS = 24 };

static void assert_encodes(const zks_point *p, const uint8_t want[32])
{
    uint8_t got[32];
    zks_point_encode(got, p);
    assert_memory_equal(got, want, 32);
}

static zks_point times(int64_t k, const zks_point *p)
{
    zks_scalar scalar;
    zks_point out;
    zks_scalar_from_i64(&scalar, k);
    zks_point_mul(&out, &scalar, p);
    return out;
}

/* The identity, an element with its double and opposite, and random others. */
static void elements(zks_point out[ELEMENTS])
{
    out[0] = zks_point_identity;
    out[1] = random_point();
    zks_point_double(&out[2], &out[1]);
    zks_point_neg(&out[3], &out[1]);
    for (int i = 4; i < ELEMENTS; i++)
        out[i] = random_point();
}

static void edge_scalars(zks_scalar out[ELEMENTS])
{
    static const int64_t small[] = {0, 1, 2, 7, 8, 9, 15, 16, 17, 255, -1, -2, -8, -16, -17, INT64_MAX, INT64_MIN};
    const size_t count = sizeof small / sizeof small[0];
    for (size_t i = 0; i < count; i++)
        zks_scalar_from_i64(&out[i], small[i]);
    zks_scalar_half(&out[count], &zks_scalar_one);
    zks_scalar_neg(&out[count + 1], &out[count]);
    for (size_t i = count + 2; i < ELEMENTS; i++)
        out[i] = random_scalar();
}

static void test_sums_against_libsodium(void **state)
{
    (void)state;
    zks_point p[ELEMENTS];
    elements(p);
    for (int i = 0; i < ELEMENTS; i++)
        for (int j = 0; j < ELEMENTS; j++) {
            uint8_t a[32], b[32], want[32];
            zks_point out;
            zks_niels niels;
            zks_point_encode(a, &p[i]);
            zks_point_encode(b, &p[j]);
            zks_niels_from_points(&niels, &p[j], 1);
            assert_int_equal(crypto_core_ristretto255_add(want, a, b), 0);
            zks_point_add(&out, &p[i], &p[j]);
            assert_encodes(&out, want);
            zks_point_add_niels(&out, &p[i], &niels);
            assert_encodes(&out, want);
            assert_int_equal(crypto_core_ristretto255_sub(want, a, b), 0);
            zks_point_sub(&out, &p[i], &p[j]);
            assert_encodes(&out, want);
            zks_point_sub_niels(&out, &p[i], &niels);
            assert_encodes(&out, want);
            assert_int_equal(zks_point_equal(&p[i], &p[j]), memcmp(a, b, 32) == 0);
            assert_int_equal(zks_point_is_identity(&out), memcmp(a, b, 32) == 0);
        }
}

static void test_products_against_libsodium(void **state)
{
    (void)state;
    static const uint8_t identity[32] = {0};
    zks_point p[ELEMENTS];
    zks_scalar k[ELEMENTS];
    elements(p);
    edge_scalars(k);
    for (int i = 0; i < ELEMENTS; i++)
        for (int j = 0; j < ELEMENTS; j++) {
            uint8_t scalar[32], point[32], want[32];
            zks_point out;
            zks_scalar_encode(scalar, &k[i]);
            zks_point_encode(point, &p[j]);
            if (crypto_scalarmult_ristretto255(want, scalar, point) != 0)
                memcpy(want, identity, 32); /* what libsodium refuses to return */
            zks_point_mul(&out, &k[i], &p[j]);
            assert_encodes(&out, want);
            zks_point_mul_var(&out, &k[i], &p[j]);
            assert_encodes(&out, want);
        }
}

static void test_uniform_against_libsodium(void **state)
{
    (void)state;
    for (int i = 0; i < 200; i++) {
        uint8_t uniform[64], want[32];
        zks_point p;
        random_bytes(uniform, sizeof uniform);
        if (i < 4)
            memset(uniform + (i & 1 ? 32 : 0), i & 2 ? 0xff : 0, 32);
        if (i == 4)
            memset(uniform, 0, sizeof uniform);
        crypto_core_ristretto255_from_hash(want, uniform);
        zks_point_from_uniform(&p, uniform);
        assert_encodes(&p, want);
    }
}

static void test_against_libdecaf(void **state)
{
    (void)state;
    zks_point p[ELEMENTS];
    zks_scalar k[ELEMENTS];
    elements(p);
    edge_scalars(k);
    for (int i = 0; i < ELEMENTS; i++) {
        const zks_point *q = &p[(i + 1) % ELEMENTS];
        uint8_t bytes[32], other_bytes[32], scalar_bytes[32], uniform[64], want[32];
        decaf_255_point_t a, b, out;
        decaf_255_scalar_t scalar;
        zks_point got;
        zks_point_encode(bytes, &p[i]);
        zks_point_encode(other_bytes, q);
        zks_scalar_encode(scalar_bytes, &k[i]);
        assert_int_equal(decaf_255_point_decode(a, bytes, DECAF_TRUE), DECAF_SUCCESS);
        assert_int_equal(decaf_255_point_decode(b, other_bytes, DECAF_TRUE), DECAF_SUCCESS);
        assert_int_equal(decaf_255_scalar_decode(scalar, scalar_bytes), DECAF_SUCCESS);

        decaf_255_point_add(out, a, b);
        decaf_255_point_encode(want, out);
        zks_point_add(&got, &p[i], q);
        assert_encodes(&got, want);
        decaf_255_point_double(out, a);
        decaf_255_point_encode(want, out);
        zks_point_double(&got, &p[i]);
        assert_encodes(&got, want);
        decaf_255_point_scalarmul(out, a, scalar);
        decaf_255_point_encode(want, out);
        zks_point_mul(&got, &k[i], &p[i]);
        assert_encodes(&got, want);
        random_bytes(uniform, sizeof uniform);
        decaf_255_point_from_hash_uniform(out, uniform);
        decaf_255_point_encode(want, out);
        zks_point_from_uniform(&got, uniform);
        assert_encodes(&got, want);
    }
}

/* Random strings with the highest bit clear, mostly invalid, and the defects a canonical one can be given. */
static void test_decoding_agrees(void **state)
{
    (void)state;
    int accepted = 0;
    for (int i = 0; i < 2000; i++) {
        uint8_t bytes[32];
        zks_point p;
        decaf_255_point_t decaf;
        random_bytes(bytes, sizeof bytes);
        bytes[31] &= 0x7f;
        bytes[0] &= 0xfe;
        const bool valid = zks_point_decode(&p, bytes);
        assert_int_equal(valid, crypto_core_ristretto255_is_valid_point(bytes));
        assert_int_equal(valid, decaf_255_point_decode(decaf, bytes, DECAF_TRUE) == DECAF_SUCCESS);
        accepted += valid;
        if (valid)
            assert_encodes(&p, bytes);
    }
    assert_in_range(accepted, 300, 700); /* about one string in four is an element */
}

/* bytes = p - bytes, for bytes below p. */
static void negate_encoding(uint8_t bytes[32])
{
    zks_field s;
    zks_field_decode(&s, bytes);
    zks_field_neg(&s, &s);
    zks_field_encode(bytes, &s);
}

static void test_non_canonical_encodings(void **state)
{
    (void)state;
    static const uint8_t p_bytes[32] = {0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
    zks_point out;
    for (int i = 0; i < 50; i++) {
        const zks_point p = random_point();
        uint8_t bytes[32], bad[32];
        zks_point_encode(bytes, &p);
        assert_true(zks_point_decode(&out, bytes));
        memcpy(bad, bytes, 32);
        bad[31] |= 0x80;
        assert_false(zks_point_decode(&out, bad));
        memcpy(bad, bytes, 32);
        negate_encoding(bad);
        assert_false(zks_point_decode(&out, bad));
    }
    for (int i = 0; i < 19; i++) { /* p + 0 .. p + 18, and with the highest bit */
        uint8_t bad[32];
        memcpy(bad, p_bytes, 32);
        bad[0] = (uint8_t)(bad[0] + i);
        assert_false(zks_point_decode(&out, bad));
        bad[31] |= 0x80;
        assert_false(zks_point_decode(&out, bad));
    }
    uint8_t identity[32] = {0};
    assert_true(zks_point_decode(&out, identity));
    assert_true(zks_point_is_identity(&out));
    identity[31] = 0x80;
    assert_false(zks_point_decode(&out, identity));
}

static zks_point affine(const zks_field *x, const zks_field *y)
{
    zks_point out = {*x, *y, zks_field_one, zks_field_zero};
    zks_field_mul(&out.t, x, y);
    return out;
}

/* The eight torsion points, as multiples of one of order 8: its y is a known constant of the curve, its x a root of
 * (y^2 - 1) / (d y^2 + 1). */
static void torsion(zks_point out[8])
{
    static const uint8_t y_of_order_8[32] = {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
                                             0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
                                             0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a};
    static const zks_field numerator = {{121665}}, denominator = {{121666}};
    zks_field d, y, yy, u, v, x;
    zks_field_invert(&d, &denominator);
    zks_field_mul(&d, &d, &numerator);
    zks_field_neg(&d, &d);
    zks_field_decode(&y, y_of_order_8);
    zks_field_square(&yy, &y);
    zks_field_sub(&u, &yy, &zks_field_one);
    zks_field_mul(&v, &d, &yy);
    zks_field_add(&v, &v, &zks_field_one);
    assert_true(zks_field_sqrt_ratio(&x, &u, &v));
    const zks_point generator = affine(&x, &y);
    out[0] = zks_point_identity;
    for (int i = 1; i < 8; i++)
        zks_point_add(&out[i], &out[i - 1], &generator);
    zks_point back;
    zks_point_add(&back, &out[7], &generator);
    assert_true(zks_field_is_zero(&back.x));
    assert_true(zks_field_equal(&back.y, &back.z));
    assert_true(zks_field_is_zero(&out[4].x)); /* (0, -1), so the order is 8 and not less */
    assert_false(zks_field_equal(&out[4].y, &out[4].z));
}

/* An element is a coset of the 4-torsion: adding it changes neither encoding nor equality. */
static void test_four_torsion_is_invisible(void **state)
{
    (void)state;
    zks_point t[8];
    torsion(t);
    for (int i = 0; i < 20; i++) {
        const zks_point p = i == 0 ? zks_point_identity : random_point();
        uint8_t want[32], got[32], want_double[32];
        const zks_point twice = times(2, &p);
        zks_point_encode(want, &p);
        zks_point_encode(want_double, &twice);
        for (int j = 0; j < 8; j++) {
            zks_point moved;
            zks_point_add(&moved, &p, &t[j]);
            if (j % 2 == 0) {
                assert_encodes(&moved, want);
                assert_true(zks_point_equal(&moved, &p));
                assert_int_equal(zks_point_is_identity(&moved), i == 0);
            } else {
                assert_false(zks_point_equal(&moved, &p));
            }
            zks_encode_doubles_batch(got, &moved, 1); /* 8-torsion too: its double is 4-torsion */
            assert_memory_equal(got, want_double, 32);
        }
    }
}

enum { BULK = 600 };

static void test_bulk_encoding(void **state)
{
    (void)state;
    static zks_point p[BULK];
    static uint8_t bytes[BULK * 32], doubles[BULK * 32];
    for (int i = 0; i < BULK; i++)
        p[i] = i % 50 == 7 ? zks_point_identity : random_point();
    static const size_t counts[] = {0, 1, 2, 255, 256, 257, 511, BULK};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        memset(bytes, 0xa5, sizeof bytes);
        memset(doubles, 0xa5, sizeof doubles);
        zks_encode_batch(bytes, p, counts[c]);
        zks_encode_doubles_batch(doubles, p, counts[c]);
        for (size_t i = 0; i < counts[c]; i++) {
            zks_point twice;
            zks_point_double(&twice, &p[i]);
            assert_encodes(&p[i], bytes + 32 * i);
            assert_encodes(&twice, doubles + 32 * i);
        }
        for (size_t i = 32 * counts[c]; i < sizeof bytes; i++)
            assert_true(bytes[i] == 0xa5 && doubles[i] == 0xa5);
    }
}

static void test_bulk_decoding(void **state)
{
    (void)state;
    static zks_point p[BULK];
    static zks_niels niels[BULK];
    static uint8_t bytes[BULK * 32];
    for (int i = 0; i < BULK; i++)
        p[i] = i % 50 == 7 ? zks_point_identity : random_point();
    zks_encode_batch(bytes, p, BULK);
    assert_int_equal(zks_decode_batch(niels, bytes, 0), 0);
    assert_int_equal(zks_decode_batch(niels, bytes, BULK), BULK);
    for (int i = 0; i < BULK; i++) {
        zks_point back;
        zks_point_from_niels(&back, &niels[i]);
        assert_true(zks_point_equal(&back, &p[i]));
    }
    static const size_t bad[] = {0, 1, 299, BULK - 1};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        bytes[32 * bad[i] + 31] ^= 0x80;
        assert_int_equal(zks_decode_batch(niels, bytes, BULK), bad[i]);
        assert_int_equal(zks_decode_batch(niels, bytes, bad[i]), bad[i]);
        bytes[32 * bad[i] + 31] ^= 0x80;
    }
}

/* Conversion to affine and back keeps the coordinates, not only the element. */
static void test_niels_conversion(void **state)
{
    (void)state;
    static zks_point p[BULK];
    static zks_niels niels[BULK];
    for (int i = 0; i < BULK; i++)
        p[i] = i % 50 == 7 ? zks_point_identity : random_point();
    zks_niels_from_points(niels, p, BULK);
    for (int i = 0; i < BULK; i++) {
        zks_point back;
        zks_field left, right;
        zks_point_from_niels(&back, &niels[i]);
        const zks_field *mine[] = {&back.x, &back.y, &back.t}, *theirs[] = {&p[i].x, &p[i].y, &p[i].t};
        for (int c = 0; c < 3; c++) {
            zks_field_mul(&left, mine[c], &p[i].z);
            zks_field_mul(&right, theirs[c], &back.z);
            assert_true(zks_field_equal(&left, &right));
        }
    }
    zks_point identity;
    zks_point_from_niels(&identity, &zks_niels_identity);
    assert_true(zks_point_is_identity(&identity));
}

static void test_aliasing(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++) {
        const zks_point p = random_point(), q = random_point();
        zks_point want, out = p;
        zks_point_add(&want, &p, &q);
        zks_point_add(&out, &out, &q);
        assert_true(zks_point_equal(&out, &want));
        out = q;
        zks_point_add(&out, &p, &out);
        assert_true(zks_point_equal(&out, &want));
        zks_point_double(&want, &p);
        out = p;
        zks_point_add(&out, &out, &out);
        assert_true(zks_point_equal(&out, &want));
        out = p;
        zks_point_double(&out, &out);
        assert_true(zks_point_equal(&out, &want));
        zks_point_neg(&out, &out);
        zks_point_add(&out, &out, &want);
        assert_true(zks_point_is_identity(&out));
        const zks_scalar k = random_scalar();
        zks_point_mul(&want, &k, &p);
        out = p;
        zks_point_mul(&out, &k, &out);
        assert_true(zks_point_equal(&out, &want));
        out = p;
        zks_point_mul_var(&out, &k, &out);
        assert_true(zks_point_equal(&out, &want));
        out = p;
        zks_point_sub(&out, &out, &out);
        assert_true(zks_point_is_identity(&out));
    }
}

int main(void)
{
    if (backend_is_missing())
        return TEST_SKIPPED;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums_against_libsodium),
        cmocka_unit_test(test_products_against_libsodium),
        cmocka_unit_test(test_uniform_against_libsodium),
        cmocka_unit_test(test_against_libdecaf),
        cmocka_unit_test(test_decoding_agrees),
        cmocka_unit_test(test_non_canonical_encodings),
        cmocka_unit_test(test_four_torsion_is_invisible),
        cmocka_unit_test(test_bulk_encoding),
        cmocka_unit_test(test_bulk_decoding),
        cmocka_unit_test(test_niels_conversion),
        cmocka_unit_test(test_aliasing),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
