/* Challenges the protocol forbids: rejected as such wherever they are drawn. All others, zeros included, may happen.
 * And what every challenge depends on. Needs the hook on challenges.
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
        .external = 2,
        .external_width = {2, 1},
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

/* It is drawn in the pool alone. */
static void a_zero_separator_of_the_reserves_is_rejected(void **state)
{
    (void)state;
    instance *in = two_segments();
    instance_prove(in);
    assert_int_equal(count_draws(in, "theta R"), 1);
    set_hook("theta R", 0, 0);
    assert_verdict(in, ZKS_REJECT_CHALLENGE, SEGMENTS);
    zks_transcript_hook = NULL;
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
        {"alpha", 1},    {"alpha", -256}, {"lambda", 1},   {"chi", 1},     {"chi", -1},    {"theta M", 1},
        {"theta P", -1}, {"theta R", 1},  {"theta R", -1}, {"fold", 1},    {"fold", -1},   {"rho", 0},
        {"tau", 1},      {"kappa", 0},    {"kappa'", 0},   {"beta", 0},    {"gamma", 0},   {"xi", 0},
        {"xi", 1},       {"eta", 0},      {"zeta", 0},     {"product", 0}, {"schnorr", 0},
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

enum { MAX_DRAWS = 64 };

/* The challenges of one proof as they are drawn. */
static struct {
    struct {
        const char *label;
        zks_scalar value;
    } draw[MAX_DRAWS];
    size_t count;
} recorded;

static void record(const char *label, zks_scalar *challenge)
{
    assert_in_range(recorded.count, 0, MAX_DRAWS - 1);
    recorded.draw[recorded.count].label = label;
    recorded.draw[recorded.count++].value = *challenge;
}

static void record_table(const instance *in, size_t table)
{
    zks_transcript t = instance_transcript(in, table);
    zks_challenges c;
    recorded.count = 0;
    zks_transcript_hook = record;
    assert_int_equal(zks_schedule_replay(&t, zks_segments_shape(&in->segments, table), instance_words(in, table), &c),
                     ZKS_OK);
    zks_transcript_hook = NULL;
}

/* The first challenge after a word: its label, and how many of this label come before it. NULL: there is none. */
typedef struct {
    const char *label;
    size_t earlier;
} next_challenge;

static next_challenge challenge_after(const zks_shape *s, size_t word)
{
    const zks_layout *at = &s->at;
    if (word < at->reciprocals)
        return (next_challenge){"alpha", 0};
    if (word < at->mask)
        return (next_challenge){s->row_bits > 0 ? "rho" : "tau", 0};
    if (word < at->ends)
        return (next_challenge){"lambda", 0};
    if (word < at->folds)
        return (next_challenge){"product", 0};
    if (word < at->schnorr)
        return (next_challenge){"fold", (word - at->folds) / 2};
    if (word < at->sum)
        return (next_challenge){"schnorr", 0};
    if (word < at->rounds)
        return (next_challenge){"xi", 0};
    if (word < at->product_responses)
        return (next_challenge){"xi", (word - at->rounds) / 3};
    return (next_challenge){word < at->responses ? "eta" : NULL, 0};
}

static size_t place_of(next_challenge challenge)
{
    size_t place = 0;
    for (; place < recorded.count && challenge.label != NULL; place++)
        if (strcmp(recorded.draw[place].label, challenge.label) == 0 && challenge.earlier-- == 0)
            return place;
    assert_null(challenge.label);
    return recorded.count;
}

/* What was said before a challenge changes it and all that follow, and none before it. */
static void every_word_changes_every_later_challenge(void **state)
{
    (void)state;
    instance *in = two_segments();
    instance_prove(in);
    for (size_t table = 0; table <= SEGMENTS; table++) {
        const zks_shape *s = zks_segments_shape(&in->segments, table);
        for (size_t word = 0; word < s->at.words; word++) {
            record_table(in, table);
            size_t first = place_of(challenge_after(s, word));
            zks_scalar before[MAX_DRAWS];
            for (size_t i = 0; i < recorded.count; i++)
                before[i] = recorded.draw[i].value;
            instance_words(in, table)[word][0] ^= 1;
            record_table(in, table);
            instance_words(in, table)[word][0] ^= 1;
            for (size_t i = 0; i < recorded.count; i++)
                assert_int_equal(zks_scalar_equal(&before[i], &recorded.draw[i].value), i < first);
        }
    }
    instance_free(in);
}

/* The external columns' commitments come before everything that is drawn in the pool, and are no part of other tables.
 */
static void every_reserve_changes_the_pools_challenges(void **state)
{
    (void)state;
    instance *in = two_segments();
    instance_prove(in);
    for (size_t table = 0; table <= SEGMENTS; table++)
        for (size_t j = 0; j < in->pool.external; j++) {
            zks_scalar before[MAX_DRAWS];
            record_table(in, table);
            for (size_t i = 0; i < recorded.count; i++)
                before[i] = recorded.draw[i].value;
            in->external[j][0] ^= 1;
            record_table(in, table);
            in->external[j][0] ^= 1;
            for (size_t i = 0; i < recorded.count; i++)
                assert_int_equal(zks_scalar_equal(&before[i], &recorded.draw[i].value), table < SEGMENTS);
        }
    instance_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_forbidden_challenge_is_rejected),
        cmocka_unit_test(a_zero_separator_of_the_reserves_is_rejected),
        cmocka_unit_test(every_zero_weight_is_rejected),
        cmocka_unit_test(other_values_are_accepted),
        cmocka_unit_test(every_word_changes_every_later_challenge),
        cmocka_unit_test(every_reserve_changes_the_pools_challenges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
