/* What can be seen of zero knowledge from outside: another seed or another claim changes every word of the shipped
 * prover's proofs; the same changes none, whatever the number of threads. */
#include "shipped_prover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The second row of a segment is all zero, and so are the last column and a reserve: zeros are hidden by their blinding
 * alone. */
static instance *two_segments(void)
{
    instance *in = instance_new(&(instance_spec){
        .rows = 5,
        .segment_rows = 3,
        .columns = 3,
        .committed = 3,
        .width = {2, 3, 4},
        .external = 2,
        .external_width = {3, 3},
        .constraints = 1,
        .constraint = {{.terms = {{0, 1}, {1, -1}}, .count = 2}},
    });
    for (size_t row = 0; row < in->spec.rows; row++) {
        instance_set(in, row, 0, row == 1 ? 0 : 7 * row + 1);
        instance_set(in, row, 2, 0);
    }
    instance_set_external(in, 1, 0);
    instance_commit(in);
    return in;
}

/* A copy of the proof there is; a new one takes its place. */
static zks_word *prove_again(instance *in, int threads)
{
    size_t size = in->segments.words * sizeof *in->proof;
    zks_word *before = malloc(size);
    assert_non_null(before);
    memcpy(before, in->proof, size);
    memset(in->proof, 0, size);
    shipped_prove(in, threads);
    assert_verdict(in, ZKS_OK, -1);
    return before;
}

/* No word of one proof is anywhere in the other. */
static void assert_nothing_shared(const instance *in, const zks_word *other)
{
    for (size_t i = 0; i < in->segments.words; i++)
        for (size_t j = 0; j < in->segments.words; j++)
            assert_memory_not_equal(in->proof[i], other[j], sizeof *other);
}

static void no_word_twice_in_one_attestation(void **state)
{
    (void)state;
    instance *in = two_segments();
    shipped_prove(in, 1);
    for (size_t i = 0; i < in->segments.words; i++)
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(in->proof[i], in->proof[j], sizeof *in->proof);
    instance_free(in);
}

static void another_seed_changes_every_word(void **state)
{
    (void)state;
    instance *in = two_segments();
    shipped_prove(in, 1);
    in->seed[31] ^= 1;
    zks_word *before = prove_again(in, 1);
    assert_nothing_shared(in, before);
    free(before);
    instance_free(in);
}

/* A seed used twice must not repeat a nonce under another challenge. */
static void another_claim_changes_every_word(void **state)
{
    (void)state;
    instance *in = two_segments();
    shipped_prove(in, 1);
    in->claim[0] ^= 1;
    zks_word *before = prove_again(in, 1);
    assert_nothing_shared(in, before);
    free(before);
    instance_free(in);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    instance *in = two_segments();
    shipped_prove(in, 1);
    for (int threads = 1; threads <= 3; threads++) {
        zks_word *before = prove_again(in, threads);
        assert_memory_equal(in->proof, before, in->segments.words * sizeof *before);
        free(before);
    }
    instance_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_word_twice_in_one_attestation),
        cmocka_unit_test(another_seed_changes_every_word),
        cmocka_unit_test(another_claim_changes_every_word),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
