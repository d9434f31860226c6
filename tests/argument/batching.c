/* Lies in two equations that cancel in their sum. Built twice: the shipped verifier, with a weight of its own for each
 * equation, rejects and names the first equation that fails; the build with the hook on challenges accepts them all
 * once every weight is 1, so they are known to cancel.
 */
#include "instance.h"

#include "verifier/equations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { SEGMENTS = 2, POOL = SEGMENTS };

static instance *two_segments(void)
{
    instance *in =
        instance_new(&(instance_spec){.rows = 4, .segment_rows = 2, .columns = 1, .committed = 1, .width = {2}});
    instance_prove(in);
    assert_int_equal(in->segments.count, SEGMENTS);
    return in;
}

/* The words that enter one equation with the plain weight: a shift of such a word is a shift of that equation. */
typedef enum { T_1, T_2, Z_POINT, Z_2, Z_3, Z_LAST } loose_word;

static size_t place_of(const zks_layout *at, loose_word word)
{
    const size_t place[] = {
        [T_1] = at->product,
        [T_2] = at->product + 1,
        [Z_POINT] = at->schnorr,
        [Z_2] = at->product_responses + 1,
        [Z_3] = at->product_responses + 2,
        [Z_LAST] = at->responses + 1,
    };
    return place[word];
}

/* A word shifted by `amount`, times H: scalars enter the equations with a minus sign. */
typedef struct {
    size_t table;
    loose_word word;
    int64_t amount;
} shift;

static void send_shifted(dense_prover *p, size_t first, size_t count)
{
    for (const shift *s = p->cheat->context; s->amount != 0; s++) {
        size_t word = place_of(&p->shape->at, s->word);
        if (word < first || word >= first + count)
            continue;
        zks_scalar amount = instance_integer(s->amount);
        if (word < p->shape->at.points) {
            zks_point point, component;
            assert_true(zks_point_decode(&point, p->proof[word]));
            zks_point_from_niels(&component, &p->generators[p->h]);
            zks_point_mul_var(&component, &amount, &component);
            zks_point_add(&point, &point, &component);
            zks_point_encode(p->proof[word], &point);
        } else {
            zks_scalar scalar;
            assert_true(zks_scalar_decode(&scalar, p->proof[word]));
            zks_scalar_sub(&scalar, &scalar, &amount);
            zks_scalar_encode(p->proof[word], &scalar);
        }
    }
}

typedef struct {
    shift shifts[2];
    zks_status first_failure;
} pair;

static const pair pairs[] = {
    /* in one proof */
    {{{0, T_1, 3}, {0, T_2, -3}}, ZKS_REJECT_PRODUCT_FACTOR},
    {{{0, Z_2, 3}, {0, Z_3, -3}}, ZKS_REJECT_PRODUCT_FACTOR},
    {{{0, T_1, 3}, {0, Z_3, -3}}, ZKS_REJECT_PRODUCT_FACTOR},
    {{{0, T_1, 3}, {0, Z_POINT, -3}}, ZKS_REJECT_PRODUCT_FACTOR},
    {{{0, Z_3, 3}, {0, Z_LAST, -3}}, ZKS_REJECT_PRODUCT},
    {{{POOL, T_2, 3}, {POOL, Z_POINT, -3}}, ZKS_REJECT_PRODUCT},
    /* across two */
    {{{0, T_1, 3}, {1, T_1, -3}}, ZKS_REJECT_PRODUCT_FACTOR},
    {{{0, T_2, 3}, {1, Z_3, -3}}, ZKS_REJECT_PRODUCT},
    {{{0, Z_LAST, 3}, {1, T_1, -3}}, ZKS_REJECT_OPENING},
    {{{0, Z_POINT, 3}, {1, Z_POINT, -3}}, ZKS_REJECT_OPENING},
    {{{1, Z_LAST, 3}, {POOL, Z_LAST, -3}}, ZKS_REJECT_OPENING},
    {{{1, Z_2, 3}, {POOL, Z_POINT, -3}}, ZKS_REJECT_PRODUCT_FACTOR},
};
enum { PAIRS = sizeof pairs / sizeof *pairs };

/* Tells the lies of a table, in one proof. */
static void tell(instance *in, const pair *lies, size_t table)
{
    shift own[3] = {0};
    size_t count = 0;
    for (size_t k = 0; k < 2; k++)
        if (lies->shifts[k].table == table)
            own[count++] = lies->shifts[k];
    instance_prove_table(in, table, &(dense_cheat){.send = send_shifted, .context = own});
}

static void attempt(const pair *lies, zks_status status)
{
    instance *in = two_segments();
    for (size_t k = 0; k < 2; k++)
        tell(in, lies, lies->shifts[k].table);
    assert_verdict(in, status, (long)lies->shifts[0].table);
    instance_free(in);
}

#ifndef ZKS_TEST_HOOKS

static void lies_that_cancel_are_rejected(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAIRS; i++)
        attempt(&pairs[i], pairs[i].first_failure);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lies_that_cancel_are_rejected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void weights_one(const char *label, zks_scalar *challenge)
{
    if (strcmp(label, "weight") == 0)
        *challenge = zks_scalar_one;
}

static void lies_that_cancel_are_accepted_with_equal_weights(void **state)
{
    (void)state;
    zks_transcript_hook = weights_one;
    for (size_t i = 0; i < PAIRS; i++)
        attempt(&pairs[i], ZKS_OK);
    zks_transcript_hook = NULL;
}

/* A single lie does not pass for it. */
static void a_lie_alone_is_rejected_with_equal_weights(void **state)
{
    (void)state;
    zks_transcript_hook = weights_one;
    for (size_t i = 0; i < PAIRS; i++) {
        const pair alone = {.shifts = {pairs[i].shifts[0], pairs[i].shifts[0]}};
        instance *in = two_segments();
        tell(in, &alone, alone.shifts[0].table);
        assert_verdict(in, pairs[i].first_failure, (long)alone.shifts[0].table);
        instance_free(in);
    }
    zks_transcript_hook = NULL;
}

enum { WEIGHTS = 3 * (SEGMENTS + 1) };
static zks_scalar seen[WEIGHTS];
static size_t next_weight;

static void remember_weights(const char *label, zks_scalar *challenge)
{
    if (strcmp(label, "weight") == 0)
        seen[next_weight++] = *challenge;
}

static void repeat_weights(const char *label, zks_scalar *challenge)
{
    if (strcmp(label, "weight") == 0)
        *challenge = seen[next_weight++];
}

/* z' of a table becomes z' + amount. */
static void add_to_last_response(const instance *in, size_t table, const zks_scalar *amount)
{
    zks_word *word = instance_words(in, table) + place_of(&zks_segments_shape(&in->segments, table)->at, Z_LAST);
    zks_scalar scalar;
    assert_true(zks_scalar_decode(&scalar, *word));
    zks_scalar_add(&scalar, &scalar, amount);
    zks_scalar_encode(*word, &scalar);
}

/* Random weights are no use either if they are known before the last word of the proofs is fixed. */
static void lies_that_cancel_under_weights_known_before(void **state)
{
    (void)state;
    instance *in = two_segments();
    zks_transcript_hook = remember_weights;
    next_weight = 0;
    assert_verdict(in, ZKS_OK, -1);
    assert_int_equal(next_weight, WEIGHTS);

    zks_scalar first, second;
    zks_scalar_invert(&first, &seen[ZKS_EQUATION_OPENING]);
    zks_scalar_invert(&second, &seen[ZKS_EQUATIONS + ZKS_EQUATION_OPENING]);
    zks_scalar_neg(&second, &second);
    add_to_last_response(in, 0, &first);
    add_to_last_response(in, 1, &second);

    zks_transcript_hook = repeat_weights;
    next_weight = 0;
    assert_verdict(in, ZKS_OK, -1);
    zks_transcript_hook = NULL;
    assert_verdict(in, ZKS_REJECT_OPENING, 0);
    instance_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lies_that_cancel_are_accepted_with_equal_weights),
        cmocka_unit_test(a_lie_alone_is_rejected_with_equal_weights),
        cmocka_unit_test(lies_that_cancel_under_weights_known_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
