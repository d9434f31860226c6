/* The counters count what was done: by batch, and from all threads. */
#include "crypto/counters.h"
#include "crypto/generators.h"
#include "crypto/msm.h"
#include "crypto/pairs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS = 64 };

typedef struct {
    uint64_t done[ZKS_WORK_KINDS];
} snapshot;

static snapshot take(void)
{
    snapshot s;
    for (zks_work_kind kind = 0; kind < ZKS_WORK_KINDS; kind++)
        s.done[kind] = zks_work_done(kind);
    return s;
}

/* What was done since, of one kind. */
static uint64_t since(const snapshot *before, zks_work_kind kind)
{
    return zks_work_done(kind) - before->done[kind];
}

static void bulk_functions_count_points(void **state)
{
    (void)state;
    zks_point points[POINTS];
    zks_niels niels[POINTS];
    uint8_t bytes[POINTS * ZKS_POINT_BYTES];
    snapshot before = take();
    zks_generators_derive(points, ZKS_GENERATOR_A, 0, POINTS, 2);
    zks_encode_doubles_batch(bytes, points, POINTS - 1);
    zks_encode_batch(bytes, points, POINTS);
    assert_int_equal(zks_decode_batch(niels, bytes, POINTS), POINTS);
    zks_niels_from_points(niels, points, POINTS - 2);
    assert_int_equal(since(&before, ZKS_WORK_GENERATOR), POINTS);
    assert_int_equal(since(&before, ZKS_WORK_DOUBLE_ENCODING), POINTS - 1);
    assert_int_equal(since(&before, ZKS_WORK_ENCODING), POINTS);
    assert_int_equal(since(&before, ZKS_WORK_DECODING), POINTS);
    assert_int_equal(since(&before, ZKS_WORK_NORMALISATION), POINTS - 2);
    assert_int_equal(since(&before, ZKS_WORK_ADDITION), 0);
}

static void bucket_sums_count_digits(void **state)
{
    (void)state;
    zks_point points[POINTS], buckets[256], sum;
    zks_niels niels[POINTS];
    uint32_t position[POINTS];
    uint8_t digit[POINTS];
    zks_generators_derive(points, ZKS_GENERATOR_A, 0, POINTS, 1);
    zks_niels_from_points(niels, points, POINTS);
    for (uint32_t i = 0; i < POINTS; i++) {
        position[i] = i;
        digit[i] = (uint8_t)(1 + i);
    }
    snapshot before = take();
    zks_bucket_sums_var(buckets, niels, position, digit, POINTS);
    zks_bucket_weigh_var(&sum, buckets);
    assert_int_equal(since(&before, ZKS_WORK_ADDITION), POINTS);
    assert_int_equal(since(&before, ZKS_WORK_BUCKET), 255);
}

/* 1 and -1 have one digit each, at position 0. */
static void combinations_count_digits_and_tables(void **state)
{
    (void)state;
    zks_point points[POINTS], out[POINTS / 2];
    zks_niels niels[POINTS];
    zks_scalar scalars[2] = {zks_scalar_one, zks_scalar_one};
    zks_scalar_from_i64(&scalars[1], -1);
    zks_generators_derive(points, ZKS_GENERATOR_A, 0, POINTS, 1);
    zks_niels_from_points(niels, points, POINTS);
    snapshot before = take();
    zks_combine_var(out, niels, POINTS / 2, POINTS / 2, scalars, 2, 2);
    const uint64_t tables = 2 * 7, digits = 2, positions = 2; /* of a magnitude of one bit */
    assert_int_equal(since(&before, ZKS_WORK_COMBINED), POINTS / 2 * (tables + digits));
    assert_int_equal(since(&before, ZKS_WORK_DOUBLING), POINTS / 2 * (2 + positions));
}

static void fixed_bases_count_digits(void **state)
{
    (void)state;
    const uint8_t value[4] = {1, 0, 3, 0};
    zks_point base, sum = zks_point_identity;
    zks_generators_derive(&base, ZKS_GENERATOR_H, 0, 1, 1);
    zks_fixed_base *table = zks_fixed_base_new(&base, sizeof value);
    assert_non_null(table);
    snapshot before = take();
    zks_fixed_base_add_bytes_var(&sum, table, value, sizeof value);
    assert_int_equal(since(&before, ZKS_WORK_ADDITION), 2);
    zks_fixed_base_free(table);
}

static void pairs_count_multiplications(void **state)
{
    (void)state;
    const zks_scalar one[2] = {zks_scalar_one, zks_scalar_one};
    const zks_node nodes[2] = {{zks_scalar_one, zks_scalar_one}, {zks_scalar_one, zks_scalar_one}};
    const zks_pair pairs[3] = {{.low = 0, .high = 1}, {.low = 1, .high = 0}, {.low = 0, .high = 0}};
    zks_node bound[3];
    zks_pair_sums sums;
    memset(&sums, 0, sizeof sums);
    snapshot before = take();
    zks_pairs_sum(&sums, pairs, 3, nodes, one, one, one);
    assert_int_equal(since(&before, ZKS_WORK_SCALAR), 3 * 13);
    zks_pairs_bind(bound, pairs, 3, nodes, one);
    assert_int_equal(since(&before, ZKS_WORK_SCALAR), 3 * 15);
}

static void threads_add_to_the_same_counter(void **state)
{
    (void)state;
    snapshot before = take();
#pragma omp parallel for num_threads(8)
    for (int i = 0; i < 10000; i++)
        zks_work_add(ZKS_WORK_DECODING, 3);
    assert_int_equal(since(&before, ZKS_WORK_DECODING), 30000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bulk_functions_count_points),          cmocka_unit_test(bucket_sums_count_digits),
        cmocka_unit_test(combinations_count_digits_and_tables), cmocka_unit_test(fixed_bases_count_digits),
        cmocka_unit_test(pairs_count_multiplications),          cmocka_unit_test(threads_add_to_the_same_counter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
