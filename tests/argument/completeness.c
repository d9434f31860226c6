/* Honest proofs verify, over many shapes, and the shipped prover's bytes are those of the dense one, which has no trick
 * in common with it. */
#include "instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shipped_prover.h"

/* Proves everything with both provers, compares, verifies. */
static void check(const instance_spec *spec)
{
    instance *in = instance_new(spec);
    instance_prove(in);
    assert_verdict(in, ZKS_OK, -1);
    zks_word *dense = in->proof;
    in->proof = calloc(in->segments.words, sizeof *in->proof);
    assert_non_null(in->proof);
    shipped_prove(in, 1);
    assert_memory_equal(in->proof, dense, in->segments.words * sizeof *dense);
    free(dense);
    instance_free(in);
}

static constraint_spec equality(uint32_t a, uint32_t b)
{
    return (constraint_spec){.terms = {{a, 1}, {b, -1}}, .count = 2};
}

static void every_number_of_rows_and_segment_size(void **state)
{
    (void)state;
    static const size_t rows[] = {1, 2, 3, 4, 5, 8, 13};
    static const uint32_t segment_rows[] = {1, 2, 3, 5, 16};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t j = 0; j < sizeof segment_rows / sizeof *segment_rows; j++)
            check(&(instance_spec){.rows = rows[i],
                                   .segment_rows = segment_rows[j],
                                   .columns = 3,
                                   .committed = 2,
                                   .width = {1, 2, 5},
                                   .constraints = 1,
                                   .constraint = {{.terms = {{0, 7}, {1, 250}, {2, -1}}, .count = 3, .constant = 9}}});
}

static void one_cell(void **state)
{
    (void)state;
    for (size_t committed = 0; committed <= 1; committed++)
        check(&(instance_spec){.rows = 1, .segment_rows = 1, .columns = 1, .committed = committed, .width = {1}});
}

static void every_width(void **state)
{
    (void)state;
    for (uint8_t width = 1; width <= ZKS_MAX_WIDTH; width++)
        check(&(instance_spec){.rows = 3, .segment_rows = 2, .columns = 1, .committed = 1, .width = {width}});
}

static void nothing_committed(void **state)
{
    (void)state;
    check(&(instance_spec){.rows = 3,
                           .segment_rows = 3,
                           .columns = 2,
                           .width = {2, 3},
                           .constraints = 1,
                           .constraint = {{.terms = {{0, 3}, {1, -1}}, .count = 2, .constant = 1}}});
}

static void equalities_only(void **state)
{
    (void)state;
    check(&(instance_spec){.rows = 5,
                           .segment_rows = 4,
                           .columns = 3,
                           .committed = 3,
                           .width = {4, 4, 4},
                           .constraints = 2,
                           .constraint = {equality(0, 1), equality(1, 2)}});
}

/* A constant counts for real rows only: here a segment of 5 rows has 3 padding rows, and the last one of 3 has 1. */
static void constants_and_padding_rows(void **state)
{
    (void)state;
    check(&(instance_spec){.rows = 8,
                           .segment_rows = 5,
                           .columns = 2,
                           .committed = 1,
                           .width = {3, 4},
                           .constraints = 1,
                           .constraint = {{.terms = {{0, 1}, {1, -1}}, .count = 2, .constant = 123456}}});
}

static void a_constant_column(void **state)
{
    (void)state;
    check(&(instance_spec){.rows = 3,
                           .segment_rows = 3,
                           .columns = 2,
                           .committed = 2,
                           .width = {1, 2},
                           .constraints = 1,
                           .constraint = {{.terms = {{1, -1}}, .count = 1, .constant = 65535}}});
}

/* One row of 9 cells: the cube has 16 positions in 4 matrix rows of 4, and only 3 are sent. */
static void fewer_matrix_rows_than_the_cube_has(void **state)
{
    (void)state;
    const instance_spec spec = {.rows = 1, .segment_rows = 1, .columns = 2, .committed = 1, .width = {4, 5}};
    instance *in = instance_new(&spec);
    assert_true(in->segments.last.matrix_rows == 3 && in->segments.last.all_matrix_rows == 4);
    instance_free(in);
    check(&spec);
}

/* q external columns, of every width among them. */
static void every_number_of_external_columns(void **state)
{
    (void)state;
    static const size_t numbers[] = {0, 1, 3, MAX_EXTERNAL};
    for (size_t committed = 0; committed <= 2; committed++)
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            instance_spec spec = {.rows = 3,
                                  .segment_rows = 2,
                                  .columns = 2,
                                  .committed = committed,
                                  .width = {2, 3},
                                  .external = numbers[i]};
            for (size_t j = 0; j < spec.external; j++)
                spec.external_width[j] = (uint8_t)(ZKS_MAX_WIDTH - j);
            check(&spec);
            spec.external_width[0] = 1;
            check(&spec);
        }
}

/* n + 256 + m + 1 + 3L + 1 is 511 for 194 committed columns here and 512 for 195: with R the basis of the first just
 * fits, and that of the second doubles. */
static void a_basis_that_just_fits(void **state)
{
    (void)state;
    for (size_t committed = 194; committed <= 195; committed++)
        for (size_t external = 0; external <= 1; external++) {
            instance_spec spec = {.rows = 1,
                                  .segment_rows = 1,
                                  .columns = committed,
                                  .committed = committed,
                                  .external = external,
                                  .external_width = {2}};
            memset(spec.width, 1, committed);
            instance *in = instance_new(&spec);
            assert_int_equal(in->segments.pool.basis.used, 317 + committed + external);
            assert_int_equal(in->segments.pool.folds, committed + external == 196 ? 10 : 9);
            instance_free(in);
            check(&spec);
        }
}

/* Columns 0 .. free - 1 are random, every later one is given its value by a constraint on earlier ones. */
static instance_spec random_spec(void)
{
    uint8_t r[64];
    instance_random(r, sizeof r);
    instance_spec spec = {.rows = 1 + r[0] % 13u, .segment_rows = 1 + r[1] % 8u};
    size_t free_columns = 1 + r[2] % 4u;
    spec.constraints = r[3] % 4u;
    spec.columns = free_columns + spec.constraints;
    spec.committed = r[4] % (spec.columns + 1);
    for (size_t j = 0; j < free_columns; j++)
        spec.width[j] = (uint8_t)(1 + r[8 + j] % 6u);
    for (size_t c = 0; c < spec.constraints; c++) {
        const uint8_t *from = r + 16 + 8 * c;
        spec.constraint[c] = (constraint_spec){.terms = {{from[0] % (uint32_t)free_columns, from[1]},
                                                         {from[2] % (uint32_t)free_columns, from[3]},
                                                         {(uint32_t)(free_columns + c), -1}},
                                               .count = 3,
                                               .constant = from[4] * from[5]};
        spec.width[free_columns + c] = (uint8_t)(8 + from[6] % 3u);
    }
    spec.external = r[5] % 5u;
    for (size_t j = 0; j < spec.external; j++)
        spec.external_width[j] = (uint8_t)(1 + r[56 + j] % ZKS_MAX_WIDTH);
    return spec;
}

static void random_shapes(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) {
        instance_spec spec = random_spec();
        check(&spec);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_rows_and_segment_size),
        cmocka_unit_test(one_cell),
        cmocka_unit_test(every_width),
        cmocka_unit_test(nothing_committed),
        cmocka_unit_test(equalities_only),
        cmocka_unit_test(constants_and_padding_rows),
        cmocka_unit_test(a_constant_column),
        cmocka_unit_test(fewer_matrix_rows_than_the_cube_has),
        cmocka_unit_test(every_number_of_external_columns),
        cmocka_unit_test(a_basis_that_just_fits),
        cmocka_unit_test(random_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
