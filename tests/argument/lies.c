/* Witnesses that are not true: each is proved as well as it can be, and the opening fails in the segment of the lie.
 * Beside them the freedom a prover has and may use: the id, padding, the order of equal things. */
#include "instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Two segments, of 3 rows (one padding row) and of 2. Columns a, b are committed, a + b + 7 = slack; a column `spare`
 * is in no constraint. */
enum { A, B, SLACK, SPARE, COLUMNS };
enum { ROWS = 5, SEGMENT_ROWS = 3, LAST_ROW = ROWS - 1 };

static instance *two_segments(void)
{
    instance *in = instance_new(&(instance_spec){
        .rows = ROWS,
        .segment_rows = SEGMENT_ROWS,
        .columns = COLUMNS,
        .committed = 2,
        .width = {[A] = 2, [B] = 2, [SLACK] = 3, [SPARE] = 1},
        .constraints = 1,
        .constraint = {{.terms = {{A, 1}, {B, 1}, {SLACK, -1}}, .count = 3, .constant = 7}},
    });
    for (size_t row = 0; row < ROWS; row++) {
        instance_set(in, row, A, 300 + row);
        instance_set(in, row, B, 500 + row);
        instance_set(in, row, SPARE, row);
    }
    instance_commit(in);
    return in;
}

static uint8_t *digits_of(const instance *in, size_t row, size_t column)
{
    return in->digit + row * in->account.cells + in->account.first_cell[column];
}

/* ---- rows that lie ---------------------------------------------------------------------------------------------- */

static void truth(instance *in, size_t row)
{
    (void)in;
    (void)row;
}

static void slack_one_more(instance *in, size_t row)
{
    digits_of(in, row, SLACK)[0]++;
}

static void slack_one_less(instance *in, size_t row)
{
    digits_of(in, row, SLACK)[0]--;
}

static void slack_without_the_constant(instance *in, size_t row)
{
    uint64_t sum = 300 + 500 + 2 * row;
    digits_of(in, row, SLACK)[0] = (uint8_t)sum;
    digits_of(in, row, SLACK)[1] = (uint8_t)(sum >> 8);
}

/* The digits say a = 500 and b = 300, the commitment the reverse; their sum is the same. */
static void columns_swapped(instance *in, size_t row)
{
    uint8_t a[2];
    memcpy(a, digits_of(in, row, A), 2);
    memcpy(digits_of(in, row, A), digits_of(in, row, B), 2);
    memcpy(digits_of(in, row, B), a, 2);
}

static void commitment_of_one_less(instance *in, size_t row)
{
    zks_scalar *value = &in->value[2 * row];
    zks_scalar_sub(value, value, &zks_scalar_one);
}

static void commitment_of_minus_one(instance *in, size_t row)
{
    in->value[2 * row] = instance_integer(-1);
}

static void commitment_of_the_next_row(instance *in, size_t row)
{
    size_t other = row == 0 ? 1 : row - 1;
    memcpy(&in->value[2 * row], &in->value[2 * other], 2 * sizeof *in->value);
}

static void value_moved_between_columns(instance *in, size_t row)
{
    zks_scalar_add(&in->value[2 * row], &in->value[2 * row], &zks_scalar_one);
    zks_scalar_sub(&in->value[2 * row + 1], &in->value[2 * row + 1], &zks_scalar_one);
}

static void another_spare(instance *in, size_t row)
{
    digits_of(in, row, SPARE)[0] ^= 0xff;
}

static void another_id(instance *in, size_t row)
{
    zks_scalar_add(&in->id[row], &in->id[row], &zks_scalar_one);
}

static void check_row(void (*lie)(instance *, size_t), size_t row, zks_status status)
{
    instance *in = two_segments();
    lie(in, row);
    instance_commit(in);
    instance_prove(in);
    assert_verdict(in, status, (long)(row / SEGMENT_ROWS));
    instance_free(in);
}

static void rows_that_lie(void **state)
{
    (void)state;
    static const struct {
        void (*lie)(instance *, size_t);
        zks_status status;
    } lies[] = {
        {truth, ZKS_OK},
        {slack_one_more, ZKS_REJECT_OPENING},
        {slack_one_less, ZKS_REJECT_OPENING},
        {slack_without_the_constant, ZKS_REJECT_OPENING},
        {columns_swapped, ZKS_REJECT_OPENING},
        {commitment_of_one_less, ZKS_REJECT_OPENING},
        {commitment_of_minus_one, ZKS_REJECT_OPENING},
        {commitment_of_the_next_row, ZKS_REJECT_OPENING},
        {value_moved_between_columns, ZKS_REJECT_OPENING},
        {another_spare, ZKS_OK},
        {another_id, ZKS_OK},
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++)
        for (size_t row = 0; row < ROWS; row++)
            check_row(lies[i].lie, row, lies[i].status);
}

/* ---- digits ----------------------------------------------------------------------------------------------------- */

/* One digit of a committed column in no constraint is `digit`, and the commitment holds what it makes the value: only
 * the range is left to fail. */
static void check_digit(int64_t digit, size_t row, size_t cell, zks_status status)
{
    enum { WIDTH = 3, TABLE_ROWS = 3 };
    instance *in = instance_new(&(instance_spec){
        .rows = 2 * TABLE_ROWS, .segment_rows = TABLE_ROWS, .columns = 1, .committed = 1, .width = {WIDTH}});
    for (size_t i = 0; i < in->spec.rows; i++)
        instance_set(in, i, 0, 0x050505);
    zks_scalar place = instance_integer((int64_t)1 << (8 * cell)), change = instance_integer(digit - 5);
    dense_add_multiple(&in->value[row], &place, &change, 1);
    instance_commit(in);

    size_t table = row / TABLE_ROWS;
    instance_prove(in);
    dense_prover *p = instance_prover(in, table, NULL);
    p->digit[instance_position(in, table, row % TABLE_ROWS, cell)] = instance_integer(digit);
    dense_prover_run(p);
    dense_prover_free(p);
    assert_verdict(in, status, (long)table);
    instance_free(in);
}

static void digits_out_of_range(void **state)
{
    (void)state;
    static const struct {
        int64_t digit;
        zks_status status;
    } digits[] = {
        {0, ZKS_OK},
        {255, ZKS_OK},
        {256, ZKS_REJECT_OPENING},
        {257, ZKS_REJECT_OPENING},
        {INT64_C(1) << 40, ZKS_REJECT_OPENING},
        {-1, ZKS_REJECT_OPENING},
        {-5, ZKS_REJECT_OPENING},
        {-256, ZKS_REJECT_OPENING},
    };
    static const size_t rows[] = {0, 2, 3, 5}, cells[] = {0, 2};
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        for (size_t j = 0; j < sizeof rows / sizeof *rows; j++)
            for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
                check_digit(digits[i].digit, rows[j], cells[k], digits[i].status);
}

/* Positions without a value: the padding row 3 of the first segment, and cells behind the last in the last matrix row
 * sent. They are range-checked like all others; only what enters no constraint and no commitment may differ from zero.
 */
static void padding_is_checked(void **state)
{
    (void)state;
    static const struct {
        size_t row, cell;
        int64_t digit;
        zks_status status;
    } paddings[] = {
        {3, 7, 200, ZKS_OK}, /* spare */
        {3, 7, -5, ZKS_REJECT_OPENING},
        {3, 0, 1, ZKS_REJECT_OPENING}, /* a */
        {3, 4, 7, ZKS_REJECT_OPENING}, /* slack: constants do not count here */
    };
    instance *in = two_segments();
    instance_prove(in);
    for (size_t i = 0; i < sizeof paddings / sizeof *paddings; i++) {
        dense_prover *p = instance_prover(in, 0, NULL);
        p->digit[instance_position(in, 0, paddings[i].row, paddings[i].cell)] = instance_integer(paddings[i].digit);
        dense_prover_run(p);
        dense_prover_free(p);
        assert_verdict(in, paddings[i].status, 0);
    }
    instance_free(in);
}

static void cells_behind_the_last_are_checked(void **state)
{
    (void)state;
    instance *in =
        instance_new(&(instance_spec){.rows = 2, .segment_rows = 2, .columns = 1, .committed = 1, .width = {3}});
    assert_int_equal(in->segments.last.matrix_rows * in->segments.last.row_length, 2 * 4);
    instance_prove(in);
    for (int64_t digit = -5; digit <= 5; digit += 10) {
        dense_prover *p = instance_prover(in, 0, NULL);
        p->digit[instance_position(in, 0, 1, 3)] = instance_integer(digit);
        dense_prover_run(p);
        dense_prover_free(p);
        assert_verdict(in, digit < 0 ? ZKS_REJECT_OPENING : ZKS_OK, 0);
    }
    instance_free(in);
}

/* ---- multiplicities and reciprocals ----------------------------------------------------------------------------- */

static void one_zero_more(dense_prover *p)
{
    zks_scalar *m = p->multiplicities + p->shape->basis.m;
    zks_scalar_add(&m[0], &m[0], &zks_scalar_one);
}

static void one_counted_as_its_neighbour(dense_prover *p)
{
    zks_scalar *m = p->multiplicities + p->shape->basis.m;
    zks_scalar_add(&m[254], &m[254], &zks_scalar_one);
    zks_scalar_sub(&m[255], &m[255], &zks_scalar_one);
}

static void one_reciprocal_in_the_sums(dense_prover *p)
{
    zks_scalar_add(&p->reciprocal[0], &p->reciprocal[0], &zks_scalar_one);
}

static void one_reciprocal_in_the_commitment(dense_prover *p)
{
    zks_scalar_add(&p->reciprocal_rows[0], &p->reciprocal_rows[0], &zks_scalar_one);
}

static void one_reciprocal(dense_prover *p)
{
    one_reciprocal_in_the_sums(p);
    one_reciprocal_in_the_commitment(p);
}

/* Two reciprocals exchanged: their sum stays. */
static void two_reciprocals(dense_prover *p)
{
    zks_scalar *h = p->reciprocal, *row = p->reciprocal_rows, first = h[0];
    assert_false(zks_scalar_equal(&h[0], &h[3]));
    h[0] = row[0] = h[3];
    h[3] = row[3] = first;
}

static void one_digit_in_the_commitment(dense_prover *p)
{
    zks_scalar_add(&p->digit_rows[0], &p->digit_rows[0], &zks_scalar_one);
}

static void one_mask_coefficient(dense_prover *p)
{
    zks_scalar *g = p->mask + p->shape->basis.k;
    zks_scalar_add(&g[1], &g[1], &zks_scalar_one);
}

static void one_end_value(dense_prover *p)
{
    zks_scalar_add(&p->ends[p->q], &p->ends[p->q], &zks_scalar_one);
}

static void both_end_values(dense_prover *p)
{
    one_end_value(p);
    zks_scalar *v_h = &p->ends[p->positions + p->q];
    zks_scalar_add(v_h, v_h, &zks_scalar_one);
}

static void steps_that_lie(void **state)
{
    (void)state;
    static const struct {
        dense_cheat cheat;
        zks_status status;
    } cheats[] = {
        {{.digits = NULL}, ZKS_OK},
        {{.digits = one_zero_more}, ZKS_REJECT_OPENING},
        {{.digits = one_counted_as_its_neighbour}, ZKS_REJECT_OPENING},
        {{.digits = one_digit_in_the_commitment}, ZKS_REJECT_OPENING},
        {{.reciprocals = one_reciprocal_in_the_sums}, ZKS_REJECT_OPENING},
        {{.reciprocals = one_reciprocal_in_the_commitment}, ZKS_REJECT_OPENING},
        {{.reciprocals = one_reciprocal}, ZKS_REJECT_OPENING},
        {{.reciprocals = two_reciprocals}, ZKS_REJECT_OPENING},
        {{.mask = one_mask_coefficient}, ZKS_OK}, /* as good a mask as any */
        {{.ends = one_end_value}, ZKS_REJECT_OPENING},
        {{.ends = both_end_values}, ZKS_REJECT_OPENING},
    };
    instance *in = two_segments();
    instance_prove(in);
    for (size_t i = 0; i < sizeof cheats / sizeof *cheats; i++) {
        instance_prove_table(in, 1, &cheats[i].cheat);
        assert_verdict(in, cheats[i].status, 1);
    }
    instance_free(in);
}

/* ---- commitments ------------------------------------------------------------------------------------------------ */

static void commitments_of_other_rows(void **state)
{
    (void)state;
    instance *in = two_segments();
    zks_word first;
    memcpy(first, in->accounts[0], sizeof first);

    /* Exchanged in one segment: the totals stay, and the claim is told about it. */
    memcpy(in->accounts[0], in->accounts[1], sizeof first);
    memcpy(in->accounts[1], first, sizeof first);
    instance_describe(in);
    instance_prove(in);
    assert_verdict(in, ZKS_REJECT_OPENING, 0);

    /* One shown twice. */
    memcpy(in->accounts[0], first, sizeof first);
    instance_describe(in);
    instance_prove(in);
    assert_verdict(in, ZKS_REJECT_OPENING, 0);
    instance_free(in);
}

/* Adds `scalar` times generator A_a to a commitment. */
static void add_component(instance *in, size_t row, size_t a, int64_t scalar)
{
    zks_scalar k = instance_integer(scalar);
    zks_point point, component;
    zks_point_from_niels(&component, &instance_generators()->a[a]);
    zks_point_mul_var(&component, &k, &component);
    assert_true(zks_point_decode(&point, in->accounts[row]));
    zks_point_add(&point, &point, &component);
    zks_point_encode(in->accounts[row], &point);
}

/* A component on the generator of a column that this system does not have cannot be opened; with one column more it is
 * that column's value. */
static void a_component_beyond_the_columns(void **state)
{
    (void)state;
    instance_spec spec = {.rows = 3, .segment_rows = 3, .columns = 1, .committed = 1, .width = {2}};
    instance *in = instance_new(&spec);
    add_component(in, 1, 1, 9);
    instance_describe(in);
    instance_prove(in);
    assert_verdict(in, ZKS_REJECT_OPENING, 0);

    spec.columns = spec.committed = 2;
    spec.width[1] = 1;
    instance *wider = instance_new(&spec);
    memcpy(wider->blinding, in->blinding, spec.rows * sizeof *in->blinding);
    memcpy(wider->id, in->id, spec.rows * sizeof *in->id);
    for (size_t row = 0; row < spec.rows; row++) {
        instance_set(wider, row, 0, 0);
        memcpy(wider->digit + row * wider->account.cells, in->digit + row * in->account.cells, 2);
        wider->value[2 * row] = in->value[row];
        instance_set(wider, row, 1, row == 1 ? 9 : 0);
    }
    instance_commit(wider);
    assert_memory_equal(wider->accounts, in->accounts, spec.rows * sizeof *in->accounts);
    instance_prove(wider);
    assert_verdict(wider, ZKS_OK, -1);
    instance_free(wider);
    instance_free(in);
}

/* ---- the pool --------------------------------------------------------------------------------------------------- */

static void a_pool_of_another_total(void **state)
{
    (void)state;
    instance *in = two_segments();
    instance_prove(in);
    long pool = (long)in->segments.count;

    in->pool_digit[0]++;
    instance_prove_table(in, in->segments.count, NULL);
    assert_verdict(in, ZKS_REJECT_OPENING, pool);
    zks_scalar_add(&in->pool_value[0], &in->pool_value[0], &zks_scalar_one);
    instance_prove_table(in, in->segments.count, NULL);
    assert_verdict(in, ZKS_REJECT_OPENING, pool);
    in->pool_digit[0]--;
    zks_scalar_sub(&in->pool_value[0], &in->pool_value[0], &zks_scalar_one);

    /* Nor can the sum of the ids be another: it is part of what the sum of the commitments opens to. */
    zks_scalar_add(&in->pool_id, &in->pool_id, &zks_scalar_one);
    instance_prove_table(in, in->segments.count, NULL);
    assert_verdict(in, ZKS_REJECT_OPENING, pool);
    zks_scalar_sub(&in->pool_id, &in->pool_id, &zks_scalar_one);
    instance_prove_table(in, in->segments.count, NULL);
    assert_verdict(in, ZKS_OK, -1);
    instance_free(in);
}

/* The pool's commitment is the sum of those shown: two accounts can only shift between them what their own segment then
 * refuses. */
static void components_that_cancel_in_the_pool(void **state)
{
    (void)state;
    instance *in = two_segments();
    add_component(in, 1, A, 40);
    add_component(in, LAST_ROW, A, -40);
    instance_describe(in);
    instance_prove(in);
    assert_verdict(in, ZKS_REJECT_OPENING, 0);
    instance_free(in);
}

/* ---- absorb, then choose ---------------------------------------------------------------------------------------- */

static void remember_defect(dense_prover *p)
{
    zks_scalar defect, scale = zks_scalar_zero;
    for (size_t i = 0; i < p->shape->rows; i++)
        zks_scalar_add(&scale, &scale, &p->row_eq[i]);
    dense_defect(p, &defect);
    zks_scalar_mul(&scale, &scale, &p->challenges.gamma);
    zks_scalar_invert(&scale, &scale);
    zks_scalar *missing = *(zks_scalar *const *)p->cheat->context;
    zks_scalar_mul(missing, &defect, &scale);
}

/* A false proof is made first; then the constraint's constant is chosen to make it true. That works where the claim
 * does not say what the constant is, so the claim does. */
static void a_constant_chosen_after_the_proof(void **state)
{
    (void)state;
    instance *in = instance_new(&(instance_spec){
        .rows = 3,
        .segment_rows = 3,
        .columns = 2,
        .committed = 1,
        .width = {2, 3},
        .constraints = 1,
        .constraint = {{.terms = {{0, 1}, {1, -1}}, .count = 2, .constant = 7}},
    });
    zks_scalar missing, *remembered = &missing;
    in->digit[in->account.first_cell[1]] ^= 1;
    instance_prove(in);
    instance_prove_table(in, 0, &(dense_cheat){.mask = remember_defect, .context = &remembered});
    assert_verdict(in, ZKS_REJECT_OPENING, 0);

    zks_scalar *constant = &in->account.constraints[0].constant;
    zks_scalar_sub(constant, constant, &missing);
    assert_verdict(in, ZKS_OK, -1); /* the claim still describes the first constant */
    instance_describe(in);
    assert_verdict(in, ZKS_REJECT_PRODUCT_FACTOR, 0);
    instance_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_that_lie),
        cmocka_unit_test(digits_out_of_range),
        cmocka_unit_test(padding_is_checked),
        cmocka_unit_test(cells_behind_the_last_are_checked),
        cmocka_unit_test(steps_that_lie),
        cmocka_unit_test(commitments_of_other_rows),
        cmocka_unit_test(a_component_beyond_the_columns),
        cmocka_unit_test(a_pool_of_another_total),
        cmocka_unit_test(components_that_cancel_in_the_pool),
        cmocka_unit_test(a_constant_chosen_after_the_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
