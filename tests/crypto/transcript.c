/* The transcript against constants computed from docs/protocol.md with Python's hashlib, and that nothing absorbed can
 * change without changing every later challenge. Built twice: the second time with the hook on challenges. */
#include "crypto/transcript.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "hex.h"

static void assert_challenge(zks_transcript *t, const char *label, const char *hex)
{
    zks_scalar challenge;
    uint8_t bytes[32];
    zks_transcript_challenge(t, label, &challenge);
    zks_scalar_encode(bytes, &challenge);
    assert_hex(bytes, 32, hex);
}

/* 130 words, so that the buffer they pass through is filled twice and then in part: byte j of word i is 7 i + j. */
enum { WORDS = 130 };

static void fill_words(uint8_t words[32 * WORDS])
{
    for (size_t i = 0; i < WORDS; i++)
        for (size_t j = 0; j < 32; j++)
            words[32 * i + j] = (uint8_t)(7 * i + j);
}

static void known_answers(void **state)
{
    (void)state;
    zks_transcript t;
    zks_transcript_start(&t);
    assert_hex(t.state, 64,
               "b4f6123a49b45ab2667df51378a52edc4506846c9e99ca2e28eb6655781c5c64"
               "dadadc694caa736ce3ef88d81090e4c64c84192a5b3979460b21287a5388e2af");
    zks_transcript fork = t;
    assert_challenge(&fork, "alpha", "673afc6575bbf69752e36ffcd9d05557a9cd88d901d5b241359f64e87a77df06");

    uint8_t counting[200], words[32 * WORDS];
    for (size_t i = 0; i < sizeof counting; i++)
        counting[i] = (uint8_t)i;
    fill_words(words);
    zks_transcript_absorb(&t, "statement", (zks_bytes[]){{"abc", 3}, {NULL, 0}, {counting, sizeof counting}}, 3);
    assert_challenge(&t, "alpha", "bcfc8229f6a4ae0703a074e4e98773e96bedd2e621f9e33920a4d042edf0d901");
    assert_challenge(&t, "rho", "9a51fe8d8cda607c0fa516bc3a14ca5ed233c2010ae08a5c2e0b49ce738d6d0e");
    zks_transcript_absorb_words(&t, "points", words, WORDS);
    assert_challenge(&t, "lambda", "6bfd5acfdb99970b37a0f480921df5ffdff9ea7832ad94d5cb7c90cfccb5c20e");
    zks_transcript_absorb(&t, "nothing", NULL, 0);
    assert_challenge(&t, "", "54cfeae8778fb2d0501b4ea2c4bbab63baf137701132d3486b9c8c9a8040120d");
    assert_hex(t.state, 64,
               "0517a370eb42bb0439c8b5105ead5b1f8d9b213338b3918064a0aec5cb5cab89"
               "1b8618b6fc06ad11d731159d0aa856be5db463165c8c4fafbd149d934eb5d7b7");
}

static void words_are_items_of_32_bytes(void **state)
{
    (void)state;
    uint8_t words[32 * WORDS];
    zks_bytes items[WORDS];
    fill_words(words);
    for (size_t i = 0; i < WORDS; i++)
        items[i] = (zks_bytes){words + 32 * i, 32};
    for (size_t count = 0; count <= WORDS; count++) {
        zks_transcript by_words, by_items;
        zks_transcript_start(&by_words);
        zks_transcript_start(&by_items);
        zks_transcript_absorb_words(&by_words, "points", words, count);
        zks_transcript_absorb(&by_items, "points", items, count);
        assert_memory_equal(&by_words, &by_items, sizeof by_words);
    }
}

/* Two absorbs and three challenges; what is absorbed first is the argument. */
enum { CHALLENGES = 3 };

static void run(zks_scalar challenges[CHALLENGES], const char *label, const zks_bytes *items, size_t count)
{
    zks_transcript t;
    zks_transcript_start(&t);
    zks_transcript_absorb(&t, label, items, count);
    zks_transcript_challenge(&t, "first", &challenges[0]);
    zks_transcript_challenge(&t, "first", &challenges[1]);
    zks_transcript_absorb(&t, "same", &(zks_bytes){"same", 4}, 1);
    zks_transcript_challenge(&t, "last", &challenges[2]);
}

static void assert_all_differ(const zks_scalar a[CHALLENGES], const zks_scalar b[CHALLENGES])
{
    for (size_t i = 0; i < CHALLENGES; i++)
        assert_false(zks_scalar_equal(&a[i], &b[i]));
}

static void every_way_to_absorb_six_bytes_differs(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        zks_bytes items[4];
        size_t count;
    } ways[] = {
        {"label", {{"abcdef", 6}}, 1},
        {"label", {{"abc", 3}, {"def", 3}}, 2},
        {"label", {{"ab", 2}, {"cdef", 4}}, 2},
        {"label", {{"abc", 3}, {"", 0}, {"def", 3}}, 3},
        {"label", {{"", 0}, {"abc", 3}, {"def", 3}}, 3},
        {"label", {{"abc", 3}, {"def", 3}, {"", 0}}, 3},
        {"label", {{"def", 3}, {"abc", 3}}, 2},
        {"labe", {{"labcdef", 7}}, 1},
        {"labela", {{"bcdef", 5}}, 1},
        {"Label", {{"abcdef", 6}}, 1},
        {"", {{"abcdef", 6}}, 1},
        {"label", {{"", 0}}, 1},
        {"label", {{NULL, 0}}, 0},
        {"label", {{"abcdef\0", 7}}, 1},
    };
    enum { WAYS = sizeof ways / sizeof ways[0] };
    zks_scalar challenges[WAYS][CHALLENGES];
    for (size_t i = 0; i < WAYS; i++) {
        run(challenges[i], ways[i].label, ways[i].items, ways[i].count);
        for (size_t j = 0; j < i; j++)
            assert_all_differ(challenges[i], challenges[j]);
    }
}

static void every_bit_absorbed_changes_every_challenge(void **state)
{
    (void)state;
    uint8_t message[150];
    memset(message, 0x5a, sizeof message);
    const zks_bytes items[] = {{message, 40}, {message + 40, 1}, {message + 41, sizeof message - 41}};
    zks_scalar honest[CHALLENGES], changed[CHALLENGES];
    run(honest, "label", items, 3);
    for (size_t bit = 0; bit < 8 * sizeof message; bit++) {
        message[bit / 8] ^= (uint8_t)(1 << bit % 8);
        run(changed, "label", items, 3);
        assert_all_differ(honest, changed);
        message[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    run(changed, "label", items, 3);
    assert_memory_equal(honest, changed, sizeof honest);
}

static void every_word_changes_the_challenge(void **state)
{
    (void)state;
    uint8_t words[32 * WORDS];
    fill_words(words);
    zks_transcript honest;
    zks_transcript_start(&honest);
    zks_transcript_absorb_words(&honest, "points", words, WORDS);
    for (size_t i = 0; i < sizeof words; i += 31) {
        zks_transcript changed;
        zks_transcript_start(&changed);
        words[i] ^= 0x80;
        zks_transcript_absorb_words(&changed, "points", words, WORDS);
        words[i] ^= 0x80;
        assert_memory_not_equal(&honest, &changed, sizeof honest);
    }
}

/* The label and the number of challenges drawn before bind what follows. */
static void challenges_are_a_chain(void **state)
{
    (void)state;
    zks_transcript start, a, b;
    zks_scalar x, y, again;
    zks_transcript_start(&start);
    a = b = start;
    zks_transcript_challenge(&a, "x", &x);
    zks_transcript_challenge(&b, "y", &y);
    assert_false(zks_scalar_equal(&x, &y));
    zks_transcript_challenge(&a, "z", &x);
    zks_transcript_challenge(&b, "z", &y);
    assert_false(zks_scalar_equal(&x, &y));
    zks_transcript_challenge(&a, "z", &again);
    assert_false(zks_scalar_equal(&x, &again));
    a = start;
    zks_transcript_challenge(&a, "x", &x);
    zks_transcript_challenge(&a, "z", &again);
    b = start;
    zks_transcript_absorb(&b, "x", NULL, 0);
    zks_transcript_challenge(&b, "z", &y);
    assert_false(zks_scalar_equal(&again, &y));
}

#ifdef ZKS_TEST_HOOKS
static void zero_beta(const char *label, zks_scalar *challenge)
{
    if (strcmp(label, "beta") == 0)
        *challenge = zks_scalar_zero;
}

static void hook_replaces_only_the_value(void **state)
{
    (void)state;
    zks_transcript plain, hooked;
    zks_scalar beta, beta_hooked, gamma, gamma_hooked;
    zks_transcript_start(&plain);
    hooked = plain;
    zks_transcript_challenge(&plain, "beta", &beta);
    zks_transcript_challenge(&plain, "gamma", &gamma);
    zks_transcript_hook = zero_beta;
    zks_transcript_challenge(&hooked, "beta", &beta_hooked);
    zks_transcript_challenge(&hooked, "gamma", &gamma_hooked);
    zks_transcript_hook = NULL;
    assert_false(zks_scalar_is_zero(&beta));
    assert_true(zks_scalar_is_zero(&beta_hooked));
    assert_true(zks_scalar_equal(&gamma, &gamma_hooked));
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(words_are_items_of_32_bytes),
        cmocka_unit_test(every_way_to_absorb_six_bytes_differs),
        cmocka_unit_test(every_bit_absorbed_changes_every_challenge),
        cmocka_unit_test(every_word_changes_the_challenge),
        cmocka_unit_test(challenges_are_a_chain),
#ifdef ZKS_TEST_HOOKS
        cmocka_unit_test(hook_replaces_only_the_value),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
