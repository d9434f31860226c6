/* Every kernel of every vector backend against the portable one: the same elements, the same bytes, the same refusals,
 * on random and edge operands and for every filling of the lanes. A backend this processor lacks is skipped, and said
 * to be. */
#include "crypto/backend.h"

#include "crypto/naf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

enum { POINTS = 300, TERMS = 130, RESULTS = 19 };

static const zks_backend *portable, *tested;
static zks_point point[POINTS];
static zks_niels niels[POINTS];

/* (0, -1) and (sqrt(-1), 0): adding them changes the representative and not the element. */
static zks_point torsion_point(int which)
{
    static const zks_field sqrt_m1 = {
        {0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d}};
    zks_point out = {zks_field_zero, zks_field_zero, zks_field_one, zks_field_zero};
    if (which == 0)
        zks_field_neg(&out.y, &zks_field_one);
    else
        out.x = sqrt_m1;
    return out;
}

/* The identity, other representatives of it, opposites, repetitions, random points. */
static void make_points(void)
{
    for (size_t i = 0; i < POINTS; i++) {
        const zks_point torsion = torsion_point(i % 2);
        point[i] = i % 7 == 0 ? zks_point_identity : random_point();
        if (i % 7 == 1 || i % 14 == 0)
            zks_point_add(&point[i], &point[i], &torsion);
        if (i % 7 == 3)
            zks_point_neg(&point[i], &point[i - 1]);
        if (i % 7 == 5)
            point[i] = point[i - 1];
    }
    portable->niels_from_points(niels, point, POINTS);
}

static int select_both(void **state)
{
    portable = tested = NULL;
    if (zks_backend_select("portable") == ZKS_BACKEND_SELECTED)
        portable = zks_backend_current();
    if (zks_backend_select(*state) == ZKS_BACKEND_SELECTED)
        tested = zks_backend_current();
    if (portable == NULL)
        return -1;
    make_points();
    return 0;
}

static void require_backend(void **state)
{
    if (tested != NULL) {
        assert_string_equal(tested->name, *state);
        return;
    }
    print_message("skipped: this processor cannot run '%s'\n", (const char *)*state);
    skip();
}

static void test_encoding(void **state)
{
    require_backend(state);
    static uint8_t got[32 * POINTS + 1], want[32 * POINTS + 1];
    for (size_t count = 0; count <= POINTS; count += count < 20 ? 1 : 40) {
        memset(got, 0xa5, sizeof got);
        memset(want, 0xa5, sizeof want);
        tested->encode_batch(got, point, count);
        portable->encode_batch(want, point, count);
        assert_memory_equal(got, want, sizeof got);
        tested->encode_doubles_batch(got, point, count);
        portable->encode_doubles_batch(want, point, count);
        assert_memory_equal(got, want, sizeof got);
    }
}

static void assert_same_niels(const zks_niels *a, const zks_niels *b)
{
    assert_true(zks_field_equal(&a->y_plus_x, &b->y_plus_x));
    assert_true(zks_field_equal(&a->y_minus_x, &b->y_minus_x));
    assert_true(zks_field_equal(&a->xy2d, &b->xy2d));
}

static void test_decoding(void **state)
{
    require_backend(state);
    static uint8_t bytes[32 * POINTS];
    static zks_niels got[POINTS], want[POINTS];
    portable->encode_batch(bytes, point, POINTS);
    assert_int_equal(tested->decode_batch(got, bytes, POINTS), POINTS);
    assert_int_equal(portable->decode_batch(want, bytes, POINTS), POINTS);
    for (size_t i = 0; i < POINTS; i++)
        assert_same_niels(&got[i], &want[i]);
    for (size_t bad = 0; bad < 20; bad++) {
        bytes[32 * bad + 31] ^= 0x80;
        assert_int_equal(tested->decode_batch(got, bytes, 20), bad);
        assert_int_equal(tested->decode_batch(got, bytes, bad), bad);
        bytes[32 * bad + 31] ^= 0x80;
    }
}

/* One string at a time, mostly invalid: random ones, p - 20 .. p + 18, and small integers. */
static void test_refusals(void **state)
{
    require_backend(state);
    for (unsigned i = 0; i < 2000; i++) {
        uint8_t bytes[32] = {0};
        zks_niels got, want;
        if (i < 100)
            bytes[0] = (uint8_t)i;
        else if (i < 140) {
            memset(bytes, 0xff, sizeof bytes);
            bytes[0] = (uint8_t)(0xed - 20 + (i - 100) % 39);
            bytes[31] = 0x7f;
        } else {
            random_bytes(bytes, sizeof bytes);
            bytes[31] &= 0x7f;
            bytes[0] &= 0xfe;
        }
        const size_t valid = portable->decode_batch(&want, bytes, 1);
        assert_int_equal(tested->decode_batch(&got, bytes, 1), valid);
        if (valid == 1)
            assert_same_niels(&got, &want);
    }
}

static void test_map(void **state)
{
    require_backend(state);
    static uint8_t uniform[64 * POINTS];
    static zks_point got[POINTS], want[POINTS];
    random_bytes(uniform, sizeof uniform);
    memset(uniform, 0, 64);
    memset(uniform + 64, 0xff, 64);
    memset(uniform + 128 + 32, 0, 32);
    for (size_t count = 0; count <= POINTS; count += count < 20 ? 1 : 40) {
        tested->from_uniform_batch(got, uniform, count);
        portable->from_uniform_batch(want, uniform, count);
        for (size_t i = 0; i < count; i++)
            assert_true(zks_point_equal(&got[i], &want[i]));
    }
}

static void test_normalisation(void **state)
{
    require_backend(state);
    static zks_niels got[POINTS];
    for (size_t count = 0; count <= POINTS; count += count < 20 ? 1 : 40) {
        tested->niels_from_points(got, point, count);
        for (size_t i = 0; i < count; i++)
            assert_same_niels(&got[i], &niels[i]);
    }
}

/* Lists of the given lengths, by turns, over points in random order; every third is subtracted. */
static void check_lists(const size_t *length, size_t lengths, size_t count)
{
    static zks_summand list[100000];
    static zks_point got[400], want[400];
    size_t start[401] = {0};
    for (size_t i = 0; i < count; i++) {
        start[i + 1] = start[i] + length[i % lengths];
        for (size_t k = start[i]; k < start[i + 1]; k++) {
            uint16_t draw;
            random_bytes(&draw, sizeof draw);
            list[k] = zks_summand_of(&niels[draw % POINTS], draw % 3 == 0);
        }
    }
    tested->sum_lists_var(got, list, start, count);
    portable->sum_lists_var(want, list, start, count);
    for (size_t i = 0; i < count; i++) {
        assert_true(zks_point_equal(&got[i], &want[i]));
        if (start[i] == start[i + 1])
            assert_memory_equal(&got[i], &zks_point_identity, sizeof got[i]);
    }
}

static void test_lists(void **state)
{
    require_backend(state);
    static const size_t mixed[] = {0, 1, 2, 7, 0, 8, 9, 130, 16, 3, 257}, one[] = {1}, long_one[] = {5000},
                        none[] = {0};
    for (size_t count = 0; count <= 30; count++)
        check_lists(mixed, sizeof mixed / sizeof mixed[0], count);
    check_lists(one, 1, 400);
    check_lists(long_one, 1, 1);
    check_lists(long_one, 1, 3);
    check_lists(none, 1, 10);
}

static void test_opposite_and_equal_points(void **state)
{
    require_backend(state);
    zks_summand list[64];
    const size_t start[] = {0, 32, 64};
    zks_point got[2], want;
    zks_scalar k;
    for (size_t i = 0; i < 32; i++) {
        list[i] = zks_summand_of(&niels[2], i % 2 == 1);
        list[32 + i] = zks_summand_of(&niels[2], false);
    }
    tested->sum_lists_var(got, list, start, 2);
    assert_true(zks_point_is_identity(&got[0]));
    zks_scalar_from_u64(&k, 32);
    zks_point_mul(&want, &k, &point[2]);
    assert_true(zks_point_equal(&got[1], &want));
}

static void test_weights(void **state)
{
    require_backend(state);
    for (size_t count = 8; count <= 256; count *= 2)
        for (int from_one = 0; from_one <= 1; from_one++) {
            zks_point got, want;
            tested->weigh_var(&got, point, count, from_one);
            portable->weigh_var(&want, point, count, from_one);
            assert_true(zks_point_equal(&got, &want));
        }
}

static zks_scalar scalar_like(size_t j)
{
    zks_scalar out;
    if (j % 5 == 0)
        return random_scalar();
    zks_scalar_from_i64(&out, j % 5 == 1 ? 0 : j % 5 == 2 ? -(int64_t)j : (int64_t)1 << j % 60);
    if (j % 5 == 4)
        zks_scalar_half(&out, &zks_scalar_one);
    return out;
}

/* Through the front, for each backend in turn: combinations and bucket sums. */
static void test_combinations(void **state)
{
    require_backend(state);
    static const size_t terms[] = {0, 1, 2, 16, 63, 64, 65, TERMS};
    zks_scalar scalar[TERMS];
    zks_point got[RESULTS], want[RESULTS];
    for (size_t j = 0; j < TERMS; j++)
        scalar[j] = scalar_like(j);
    for (size_t t = 0; t < sizeof terms / sizeof terms[0]; t++)
        for (size_t count = 0; count <= RESULTS; count += 1 + count / 9 * 4)
            for (size_t stride = 1; stride <= 2; stride++) { /* tuples overlap; results do not */
                if (count + terms[t] * stride > POINTS)
                    continue;
                zks_backend_select(*state);
                zks_combine_var(got, niels, stride, count, scalar, terms[t], 2);
                zks_backend_select("portable");
                zks_combine_var(want, niels, stride, count, scalar, terms[t], 1);
                for (size_t i = 0; i < count; i++)
                    assert_true(zks_point_equal(&got[i], &want[i]));
            }
    for (size_t i = 0; i < 3; i++) { /* and against products of single points */
        zks_point sum = zks_point_identity;
        zks_combine_var(got, niels, 3, 3, scalar, 40, 1);
        for (size_t j = 0; j < 40; j++) {
            zks_point product;
            zks_point_mul(&product, &scalar[j], &point[i + 3 * j]);
            zks_point_add(&sum, &sum, &product);
        }
        assert_true(zks_point_equal(&got[i], &sum));
    }
}

static void test_selection(void **state)
{
    (void)state;
    assert_int_equal(zks_backend_select("portable"), ZKS_BACKEND_SELECTED);
    assert_int_equal(zks_backend_select("sse2"), ZKS_BACKEND_UNKNOWN);
    assert_int_equal(zks_backend_select(""), ZKS_BACKEND_UNKNOWN);
    assert_string_equal(zks_backend_current()->name, "portable");
    assert_int_equal(zks_backend_select(NULL), ZKS_BACKEND_SELECTED);
}

#define KERNEL_TEST(test, backend) cmocka_unit_test_prestate_setup_teardown(test, select_both, NULL, backend)
#define KERNEL_TESTS(backend)                                                                                          \
    KERNEL_TEST(test_encoding, backend), KERNEL_TEST(test_decoding, backend), KERNEL_TEST(test_refusals, backend),     \
        KERNEL_TEST(test_map, backend), KERNEL_TEST(test_normalisation, backend), KERNEL_TEST(test_lists, backend),    \
        KERNEL_TEST(test_opposite_and_equal_points, backend), KERNEL_TEST(test_weights, backend),                      \
        KERNEL_TEST(test_combinations, backend)

int main(void)
{
    static char avx2[] = "avx2", ifma[] = "ifma";
    const struct CMUnitTest tests[] = {KERNEL_TESTS(avx2), KERNEL_TESTS(ifma), cmocka_unit_test(test_selection)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
