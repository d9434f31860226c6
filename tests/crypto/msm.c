/* Sums of multiples against sums of single products: every small size, large ones, edge scalars and points, both
 * algorithms, any number of threads; bucket sums and fixed bases the same way. */
#include "crypto/msm.h"

#include "crypto/msm_parts.h"
#include "crypto/multiples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forced.h"
#include "random.h"

enum { SMALL = 300, LARGE = 20000 };

/* Operands shared by the tests, and prefix[n] = the sum of the first n products. */
static zks_point point[LARGE], prefix[LARGE + 1];
static zks_niels niels[LARGE];
static zks_scalar scalar[LARGE];

/* 2^power, and one less or more: what makes digits carry. */
static zks_scalar power_of_two(unsigned power, int64_t offset)
{
    zks_scalar out = zks_scalar_one, difference;
    for (unsigned i = 0; i < power; i++)
        zks_scalar_add(&out, &out, &out);
    zks_scalar_from_i64(&difference, offset);
    zks_scalar_add(&out, &out, &difference);
    return out;
}

static zks_scalar scalar_like(size_t i)
{
    zks_scalar out = zks_scalar_zero;
    switch (i % 13) {
    case 0:
        break;
    case 1:
        out = zks_scalar_one;
        break;
    case 2:
        zks_scalar_from_i64(&out, -1);
        break;
    case 3:
        zks_scalar_from_u64(&out, i);
        break;
    case 4:
        zks_scalar_from_i64(&out, -(int64_t)i);
        break;
    case 5: /* (order + 1) / 2 or (order - 1) / 2: the longest magnitudes */
        zks_scalar_half(&out, &zks_scalar_one);
        if (i % 2 == 0)
            zks_scalar_neg(&out, &out);
        break;
    case 6: /* about 2^251, where the sign changes */
        out = power_of_two(251, (int64_t)(i % 3) - 1);
        break;
    case 7:
        out = power_of_two((unsigned)(i % 252), (int64_t)(i % 3) - 1);
        break;
    default:
        out = random_scalar();
    }
    return out;
}

/* Random points, and among them repetitions, opposites and the identity. */
static zks_point point_like(size_t i)
{
    zks_point out = zks_point_identity;
    if (i % 17 == 3)
        return out;
    if (i % 11 == 5)
        return point[i - 1];
    if (i % 11 == 7)
        zks_point_neg(&out, &point[i - 1]);
    else
        out = random_point();
    return out;
}

static int make_operands(void **state)
{
    (void)state;
    prefix[0] = zks_point_identity;
    for (size_t i = 0; i < LARGE; i++) {
        zks_point product;
        scalar[i] = scalar_like(i);
        point[i] = point_like(i);
        zks_point_mul(&product, &scalar[i], &point[i]);
        zks_point_add(&prefix[i + 1], &prefix[i], &product);
    }
    zks_niels_from_points(niels, point, LARGE);
    return 0;
}

static void test_every_small_size(void **state)
{
    (void)state;
    for (size_t count = 0; count <= SMALL; count++) {
        zks_point sum;
        zks_msm_var(&sum, scalar, niels, count, 1);
        assert_true(zks_point_equal(&sum, &prefix[count]));
    }
}

static void test_large_sizes_and_threads(void **state)
{
    (void)state;
    static const size_t counts[] = {1000, 5000, LARGE};
    static const int threads[] = {1, 2, 3, 16};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
        for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
            zks_point sum;
            zks_msm_var(&sum, scalar, niels, counts[c], threads[t]);
            assert_true(zks_point_equal(&sum, &prefix[counts[c]]));
        }
}

/* Both algorithms on either side of the size at which one hands over to the other. */
static void test_algorithms_agree(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 3, 17, 160, 161, 400};
    static msm_term terms[400];
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        zks_point sum, want = zks_point_identity;
        int bits = 1;
        for (size_t i = 0; i < counts[c]; i++) {
            const zks_scalar k = random_scalar();
            zks_point product;
            terms[i] = (msm_term){signed_from_scalar(&k), &niels[i]};
            bits = signed_scalar_bits(&terms[i].k) > bits ? signed_scalar_bits(&terms[i].k) : bits;
            zks_point_mul(&product, &k, &point[i]);
            zks_point_add(&want, &want, &product);
        }
        zks_straus_var(&sum, terms, counts[c], bits);
        assert_true(zks_point_equal(&sum, &want));
        zks_pippenger_var(&sum, terms, counts[c], bits, 2);
        assert_true(zks_point_equal(&sum, &want));
    }
}

/* All scalars of one kind: every length in bits, all-ones digits, zeros only, one point repeated. */
static void test_uniform_scalars(void **state)
{
    (void)state;
    enum { COUNT = 170 };
    static zks_scalar k[COUNT];
    static zks_niels same[COUNT];
    zks_point sum, want, points_sum = zks_point_identity;
    for (int i = 0; i < COUNT; i++)
        zks_point_add(&points_sum, &points_sum, &point[i]);
    for (unsigned power = 0; power <= 252; power++)
        for (int64_t offset = -1; offset <= 1; offset += 2) {
            for (int i = 0; i < COUNT; i++)
                k[i] = power_of_two(power, offset);
            zks_point_mul(&want, &k[0], &points_sum);
            zks_msm_var(&sum, k, niels, COUNT, 1);
            assert_true(zks_point_equal(&sum, &want));
            zks_msm_var(&sum, k, niels, 1, 1);
            zks_point_mul(&want, &k[0], &point[0]);
            assert_true(zks_point_equal(&sum, &want));
        }
    for (int i = 0; i < COUNT; i++) {
        k[i] = zks_scalar_zero;
        same[i] = niels[1];
    }
    zks_msm_var(&sum, k, niels, COUNT, 2);
    assert_true(zks_point_is_identity(&sum));
    zks_scalar total = zks_scalar_zero;
    for (int i = 0; i < COUNT; i++) {
        k[i] = random_scalar();
        zks_scalar_add(&total, &total, &k[i]);
    }
    zks_msm_var(&sum, k, same, COUNT, 2);
    zks_point_mul(&want, &total, &point[1]);
    assert_true(zks_point_equal(&sum, &want));
}

/* A row with every digit from a set of `digits` values, at ascending positions with gaps. */
static void check_buckets(size_t count, unsigned first, unsigned digits)
{
    static uint32_t position[3000];
    static uint8_t digit[3000];
    zks_point buckets[256], want[256], weighed, want_weighed = zks_point_identity;
    for (int v = 0; v < 256; v++)
        want[v] = zks_point_identity;
    uint32_t at = 0;
    for (size_t k = 0; k < count; k++) {
        uint8_t draw[2];
        random_bytes(draw, sizeof draw);
        at += 1 + draw[0] % 4;
        position[k] = at;
        digit[k] = (uint8_t)(first + draw[1] % digits);
        zks_point_add(&want[digit[k]], &want[digit[k]], &point[at]);
    }
    zks_bucket_sums_var(buckets, niels, position, digit, count);
    for (int v = 0; v < 256; v++) {
        zks_scalar k;
        zks_point product;
        assert_true(zks_point_equal(&buckets[v], &want[v]));
        zks_scalar_from_i64(&k, v);
        zks_point_mul(&product, &k, &want[v]);
        zks_point_add(&want_weighed, &want_weighed, &product);
    }
    assert_memory_equal(&buckets[0], &zks_point_identity, sizeof buckets[0]);
    zks_bucket_weigh_var(&weighed, buckets);
    assert_true(zks_point_equal(&weighed, &want_weighed));
}

static void test_bucket_sums(void **state)
{
    (void)state;
    check_buckets(0, 1, 255);
    check_buckets(1, 255, 1);
    check_buckets(3, 1, 255);
    check_buckets(40, 1, 1);
    check_buckets(40, 255, 1);
    check_buckets(500, 200, 5);
    check_buckets(3000, 1, 255);
}

static void test_fixed_base(void **state)
{
    (void)state;
    const zks_point base = random_point();
    zks_fixed_base *table = zks_fixed_base_new(&base, ZKS_SCALAR_BYTES);
    assert_non_null(table);
    for (size_t i = 0; i < 200; i++) {
        const zks_scalar k = scalar_like(i);
        const zks_point start = i % 3 == 0 ? zks_point_identity : random_point();
        zks_point acc = start, want;
        zks_point_mul(&want, &k, &base);
        zks_point_add(&want, &want, &start);
        zks_fixed_base_add_var(&acc, table, &k);
        assert_true(zks_point_equal(&acc, &want));
    }
    zks_fixed_base_free(table);
}

static void test_fixed_base_bytes(void **state)
{
    (void)state;
    static const uint8_t fills[] = {0, 1, 127, 128, 129, 255};
    const zks_point base = random_point();
    for (size_t length = 0; length <= 31; length++) {
        zks_fixed_base *table = zks_fixed_base_new(&base, length > 0 ? length : 1);
        assert_non_null(table);
        for (size_t i = 0; i < sizeof fills + 3; i++) {
            uint8_t value[31];
            zks_scalar k;
            zks_point acc = zks_point_identity, want;
            random_bytes(value, sizeof value);
            if (i < sizeof fills)
                memset(value, fills[i], sizeof value);
            zks_scalar_from_bytes(&k, value, length);
            zks_point_mul(&want, &k, &base);
            zks_fixed_base_add_bytes_var(&acc, table, value, length);
            assert_true(zks_point_equal(&acc, &want));
        }
        zks_fixed_base_free(table);
    }
}

/* Tables of every small size, each used for several sums: operands shifted against their points, all zero, sparse. */
static void check_multiples(size_t count)
{
    zks_multiples *multiples = zks_multiples_new(niels, count);
    zks_scalar *k = calloc(count, sizeof *k);
    assert_non_null(multiples);
    assert_non_null(k);
    for (size_t shift = 0; shift < 16; shift += 5) {
        zks_point sum, want;
        for (size_t i = 0; i < count; i++)
            k[i] = shift == 15 && i % 7 != 0 ? zks_scalar_zero : scalar_like(i + shift);
        zks_msm_var(&want, k, niels, count, 1);
        zks_multiples_sum_var(&sum, multiples, k);
        assert_true(zks_point_equal(&sum, &want));
    }
    memset(k, 0, count * sizeof *k);
    zks_point sum;
    zks_multiples_sum_var(&sum, multiples, k);
    assert_true(zks_point_equal(&sum, &zks_point_identity));
    free(k);
    zks_multiples_free(multiples);
}

static void test_multiples(void **state)
{
    (void)state;
    for (size_t count = 1; count <= 40; count++)
        check_multiples(count);
    check_multiples(600);
}

int main(void)
{
    if (backend_is_missing())
        return TEST_SKIPPED;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_small_size), cmocka_unit_test(test_large_sizes_and_threads),
        cmocka_unit_test(test_algorithms_agree), cmocka_unit_test(test_uniform_scalars),
        cmocka_unit_test(test_bucket_sums),      cmocka_unit_test(test_fixed_base),
        cmocka_unit_test(test_fixed_base_bytes), cmocka_unit_test(test_multiples),
    };
    return cmocka_run_group_tests(tests, make_operands, NULL);
}
