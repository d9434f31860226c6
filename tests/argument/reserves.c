/* External columns: what a commitment that somebody else made says of the pool's one row. Each lie is proved as well as
 * it can be, and the pool's opening fails.
 */
#include "instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { EXTERNAL = 3, WIDTH = 3, POOL = 1, ALL_FIVES = 0x050505 };

/* Three reserves of 0x050505. The first is in the pool's constraint; of the others only the commitment speaks. */
static instance *three_reserves(void)
{
    instance *in = instance_new(&(instance_spec){
        .rows = 2,
        .segment_rows = 2,
        .columns = 1,
        .committed = 1,
        .width = {2},
        .external = EXTERNAL,
        .external_width = {WIDTH, WIDTH, WIDTH},
    });
    for (size_t j = 0; j < EXTERNAL; j++)
        instance_set_external(in, j, ALL_FIVES + j);
    instance_commit(in);
    instance_prove(in);
    assert_verdict(in, ZKS_OK, -1);
    return in;
}

/* ---- lies ------------------------------------------------------------------------------------------------------- */

static zks_scalar *opening_of(dense_prover *p, size_t j)
{
    return p->reserves + j * p->positions;
}

static zks_scalar *lowest_digit_of(dense_prover *p, size_t j)
{
    return &p->digit[p->system->first_cell[p->system->committed + j]];
}

static void add_to(zks_scalar *acc, int64_t x)
{
    const zks_scalar change = instance_integer(x);
    zks_scalar_add(acc, acc, &change);
}

static void truth(dense_prover *p, size_t j)
{
    (void)p;
    (void)j;
}

static void digits_of_one_more(dense_prover *p, size_t j)
{
    add_to(lowest_digit_of(p, j), 1);
}

static void another_value(dense_prover *p, size_t j)
{
    add_to(&opening_of(p, j)[p->shape->basis.r], 1);
}

static void another_value_in_the_digits_too(dense_prover *p, size_t j)
{
    another_value(p, j);
    digits_of_one_more(p, j);
}

static void another_blinding(dense_prover *p, size_t j)
{
    add_to(&opening_of(p, j)[p->h], 1);
}

static void commitment_of_one_more(dense_prover *p, size_t j)
{
    another_value(p, j);
    dense_publish_reserves(p);
}

static void commitment_of_minus_one(dense_prover *p, size_t j)
{
    opening_of(p, j)[p->shape->basis.r] = instance_integer(-1);
    dense_publish_reserves(p);
}

static void commitments_exchanged(dense_prover *p, size_t j)
{
    zks_word first;
    size_t other = (j + 1) % EXTERNAL;
    memcpy(first, p->external[j], sizeof first);
    memcpy(p->external[j], p->external[other], sizeof first);
    memcpy(p->external[other], first, sizeof first);
}

static void amount_moved_to_the_next(dense_prover *p, size_t j)
{
    add_to(&opening_of(p, j)[p->shape->basis.r], -1);
    add_to(&opening_of(p, (j + 1) % EXTERNAL)[p->shape->basis.r], 1);
    dense_publish_reserves(p);
}

static void amount_on_the_totals_generator(dense_prover *p, size_t j)
{
    zks_scalar *opening = opening_of(p, j);
    opening[p->shape->basis.a] = opening[p->shape->basis.r];
    opening[p->shape->basis.r] = zks_scalar_zero;
    dense_publish_reserves(p);
}

static void another_id(dense_prover *p, size_t j)
{
    add_to(&opening_of(p, j)[p->shape->basis.id], 1);
    dense_publish_reserves(p);
}

static void commitments_that_say_otherwise(void **state)
{
    (void)state;
    static const struct {
        void (*lie)(dense_prover *, size_t j);
        zks_status status;
    } lies[] = {
        {truth, ZKS_OK},
        {digits_of_one_more, ZKS_REJECT_OPENING},
        {another_value, ZKS_REJECT_OPENING},
        {another_value_in_the_digits_too, ZKS_REJECT_OPENING},
        {another_blinding, ZKS_REJECT_OPENING},
        {commitment_of_one_more, ZKS_REJECT_OPENING},
        {commitment_of_minus_one, ZKS_REJECT_OPENING},
        {commitments_exchanged, ZKS_REJECT_OPENING},
        {amount_moved_to_the_next, ZKS_REJECT_OPENING},
        {amount_on_the_totals_generator, ZKS_REJECT_OPENING},
        {another_id, ZKS_OK}, /* a free coordinate here too: the amount stays what it is */
    };
    instance *in = three_reserves();
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++)
        for (size_t j = 0; j < EXTERNAL; j++) {
            instance_commit(in);
            dense_prover *p = instance_prover(in, POOL, NULL);
            lies[i].lie(p, j);
            dense_prover_run(p);
            dense_prover_free(p);
            assert_verdict(in, lies[i].status, POOL);
        }
    instance_free(in);
}

/* ---- digits ----------------------------------------------------------------------------------------------------- */

/* One digit of a column in no constraint, and the commitment to what it makes the value: only the range is left to
 * fail. With zeros beside it, 256 as the highest digit is the least value that does not fit, and -1 as the lowest digit
 * is -1. */
static void check_digit(instance *in, int64_t digit, size_t cell, zks_status status)
{
    instance_commit(in);
    dense_prover *p = instance_prover(in, POOL, NULL);
    zks_scalar place = instance_integer((int64_t)1 << (8 * cell)), change = instance_integer(digit);
    zks_scalar_sub(&change, &change, &lowest_digit_of(p, 1)[cell]);
    zks_scalar_add(&lowest_digit_of(p, 1)[cell], &lowest_digit_of(p, 1)[cell], &change);
    dense_add_multiple(&opening_of(p, 1)[p->shape->basis.r], &place, &change, 1);
    dense_publish_reserves(p);
    dense_prover_run(p);
    dense_prover_free(p);
    assert_verdict(in, status, POOL);
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
        {-1, ZKS_REJECT_OPENING},
    };
    static const uint64_t others[] = {0, ALL_FIVES};
    instance *in = three_reserves();
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
            for (size_t cell = 0; cell < WIDTH; cell += WIDTH - 1) {
                instance_set_external(in, 1, others[k]);
                check_digit(in, digits[i].digit, cell, digits[i].status);
            }
    instance_free(in);
}

/* Where nobody holds anything, the sum of no commitments is the neutral element: an amount and a blinding of zero. */
static void nothing_held(void **state)
{
    (void)state;
    instance *in = three_reserves();
    const zks_word neutral = {0};
    instance_set_external(in, 1, 0);
    in->external_blinding[1] = zks_scalar_zero;
    instance_commit(in);
    assert_memory_equal(in->external[1], neutral, sizeof neutral);
    instance_prove(in);
    assert_verdict(in, ZKS_OK, -1);
    instance_set_external(in, 1, 1);
    memset(in->external[1], 0, sizeof neutral);
    instance_prove_table(in, POOL, NULL);
    assert_verdict(in, ZKS_REJECT_OPENING, POOL);
    instance_free(in);
}

/* ---- bytes ------------------------------------------------------------------------------------------------------ */

/* Another point changes every challenge, and a string that is none is seen first. */
static void every_byte_is_bound(void **state)
{
    (void)state;
    instance *in = three_reserves();
    size_t points = 0;
    for (size_t j = 0; j < EXTERNAL; j++)
        for (size_t i = 0; i < sizeof(zks_word); i++) {
            zks_point point;
            in->external[j][i] ^= 2;
            bool canonical = zks_point_decode(&point, in->external[j]);
            assert_verdict(in, canonical ? ZKS_REJECT_PRODUCT_FACTOR : ZKS_REJECT_COMMITMENT, POOL);
            in->external[j][i] ^= 2;
            points += canonical;
        }
    assert_in_range(points, 1, EXTERNAL * sizeof(zks_word) - 1);
    assert_verdict(in, ZKS_OK, -1);
    instance_free(in);
}

static void the_first_that_is_not_canonical_is_named(void **state)
{
    (void)state;
    instance *in = three_reserves();
    zks_report report = {.segment = -1};
    memset(in->external[1], 0xff, 2 * sizeof *in->external);
    assert_verdict(in, ZKS_REJECT_COMMITMENT, POOL);
    assert_int_equal(instance_report(in, &report), ZKS_REJECT_COMMITMENT);
    assert_string_equal(report.detail, "reserve commitment 1 is not a canonical point");
    memset(in->accounts[0], 0xff, sizeof *in->accounts); /* accounts come before */
    assert_verdict(in, ZKS_REJECT_COMMITMENT, 0);
    instance_free(in);
}

/* ---- other tables ----------------------------------------------------------------------------------------------- */

/* A component along R in the commitment of an account has no place in the opening of the account's segment. */
static void a_reserve_in_an_account(void **state)
{
    (void)state;
    instance *in = three_reserves();
    zks_point point;
    assert_true(zks_point_decode(&point, in->accounts[1]));
    zks_point_add_niels(&point, &point, &instance_generators()->r);
    zks_point_encode(in->accounts[1], &point);
    instance_describe(in);
    instance_prove(in);
    assert_verdict(in, ZKS_REJECT_OPENING, 0);
    instance_free(in);
}

static void shapes_that_cannot_be(void **state)
{
    (void)state;
    zks_shape shape;
    assert_true(zks_shape_make(&shape, 1, 5, 2, 3));
    assert_int_equal(shape.basis.used, shape.basis.r + 1);
    assert_false(zks_shape_make(&shape, 2, 5, 2, 3));
    assert_false(zks_shape_make(&shape, 1, 5, 2, 4));
    assert_false(zks_shape_make(&shape, 1, 5, 2, SIZE_MAX));
    assert_true(zks_shape_make(&shape, 2, 5, 2, 0));
    assert_int_equal(shape.basis.used, shape.basis.r);

    instance *in = three_reserves();
    zks_segments segments;
    assert_true(zks_segments_make(&segments, 1, 1, &in->account, &in->pool));
    assert_false(zks_segments_make(&segments, 1, 1, &in->pool, &in->pool));
    instance_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commitments_that_say_otherwise),
        cmocka_unit_test(digits_out_of_range),
        cmocka_unit_test(nothing_held),
        cmocka_unit_test(every_byte_is_bound),
        cmocka_unit_test(the_first_that_is_not_canonical_is_named),
        cmocka_unit_test(a_reserve_in_an_account),
        cmocka_unit_test(shapes_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
