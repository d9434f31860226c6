/* Challenges the protocol forbids: rejected as such wherever they are drawn. All others, zeros included, may happen.
 * Needs the hook on challenges.
 */
#include "instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { SEGMENTS = 2, ANY = -1 };

static instance *two_segments(void)
{
    return instance_new(&(instance_spec){
        .rows = 3,
        .segment_rows = 2,
        .columns = 2,
        .committed = 1,
        .width = {1, 2},
        .constraints = 1,
        .constraint = {{.terms = {{0, 3}, {1, -1}}, .count = 2, .constant = 5}},
    });
}

/* The challenge that is replaced: draw number `draw` of this label, or every one. */
static struct {
    const char *label;
    int64_t value;
    int draw;
    int drawn;
} replaced;

static void replace(const char *label, zks_scalar *challenge)
{
    if (strcmp(label, replaced.label) != 0)
        return;
    if (replaced.draw == ANY || replaced.draw == replaced.drawn)
        *challenge = instance_integer(replaced.value);
    replaced.drawn++;
}

static void set_hook(const char *label, int64_t value, int draw)
{
    replaced.label = label;
    replaced.value = value;
    replaced.draw = draw;
    replaced.drawn = 0;
    zks_transcript_hook = replace;
}

/* How often one verification draws the label. */
static int count_draws(const instance *in, const char *label)
{
    set_hook(label, 0, INT32_MAX);
    assert_verdict(in, ZKS_OK, -1);
    zks_transcript_hook = NULL;
    return replaced.drawn;
}

static const struct {
    const char *label;
    int64_t value;
} forbidden[] = {
    {"alpha", 0}, {"alpha", -1},  {"alpha", -254}, {"alpha", -255}, {"lambda", 0},
    {"chi", 0},   {"theta M", 0}, {"theta P", 0},  {"theta K", 0},  {"fold", 0},
};

/* Each draw in turn, of an honest attestation. */
static void every_forbidden_challenge_is_rejected(void **state)
{
    (void)state;
    instance *in = two_segments();
    instance_prove(in);
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        int draws = count_draws(in, forbidden[i].label), in_one_table = draws / (SEGMENTS + 1);
        assert_true(draws >= SEGMENTS + 1);
        for (int draw = 0; draw < draws; draw++) {
            set_hook(forbidden[i].label, forbidden[i].value, draw);
            assert_verdict(in, ZKS_REJECT_CHALLENGE, draw / in_one_table);
            zks_transcript_hook = NULL;
        }
    }
    instance_free(in);
}

static void every_zero_weight_is_rejected(void **state)
{
    (void)state;
    instance *in = two_segments();
    instance_prove(in);
    int weights = count_draws(in, "weight");
    assert_int_equal(weights, 3 * (SEGMENTS + 1));
    for (int weight = 0; weight < weights; weight++) {
        set_hook("weight", 0, weight);
        assert_verdict(in, ZKS_REJECT_CHALLENGE, weight / 3);
        zks_transcript_hook = NULL;
    }
    instance_free(in);
}

/* The neighbours of the forbidden values, and zeros that are harmless: prover and verifier meet them, and the proof
 * verifies. */
static void other_values_are_accepted(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        int64_t value;
    } allowed[] = {
        {"alpha", 1}, {"alpha", -256}, {"lambda", 1}, {"chi", 1}, {"chi", -1},  {"theta M", 1}, {"theta P", -1},
        {"fold", 1},  {"fold", -1},    {"rho", 0},    {"tau", 1}, {"kappa", 0}, {"kappa'", 0},  {"beta", 0},
        {"gamma", 0}, {"xi", 0},       {"xi", 1},     {"eta", 0}, {"zeta", 0},  {"product", 0}, {"schnorr", 0},
    };
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        instance *in = two_segments();
        set_hook(allowed[i].label, allowed[i].value, ANY);
        instance_prove(in);
        assert_verdict(in, ZKS_OK, -1);
        assert_true(replaced.drawn > 0);
        zks_transcript_hook = NULL;
        instance_free(in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_forbidden_challenge_is_rejected),
        cmocka_unit_test(every_zero_weight_is_rejected),
        cmocka_unit_test(other_values_are_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
