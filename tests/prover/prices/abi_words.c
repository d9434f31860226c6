/* Words of contracts: integers at the ends of their ranges, and texts that are no words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "prover/prices/abi_words.h"

#include <stdio.h>

#define ZEROS_56 "00000000000000000000000000000000000000000000000000000000"
#define ZEROS_48 "000000000000000000000000000000000000000000000000"
#define FS_64 "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

static void words_are_read(void **state)
{
    (void)state;
    zks_abi_words words;
    assert_true(zks_abi_words_read(&words, "0x" ZEROS_56 "0000002A" FS_64));
    assert_int_equal(words.count, 2);
    assert_int_equal(words.word[0][31], 42);
    assert_int_equal(words.word[1][0], 255);
    zks_abi_words_clear(&words);
    assert_true(zks_abi_words_read(&words, "0x"));
    assert_int_equal(words.count, 0);
    zks_abi_words_clear(&words);
}

static void other_texts_are_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "0",
                                        ZEROS_56 "0000002a",
                                        "0x" ZEROS_56 "000002a",
                                        "0x" ZEROS_56 "0000002g",
                                        "0x" ZEROS_56 "000000-1",
                                        "0x" ZEROS_56 "000000\xc3\xa9"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zks_abi_words words;
        assert_false(zks_abi_words_read(&words, texts[i]));
    }
}

static void numbers_have_63_bits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool fits;
        int64_t number;
    } cases[] = {{"0x" ZEROS_48 "0000000000000000", true, 0},
                 {"0x" ZEROS_48 "000000006a430a00", true, 0x6a430a00},
                 {"0x" ZEROS_48 "7fffffffffffffff", true, INT64_MAX},
                 {"0x" ZEROS_48 "8000000000000000", false, 0},
                 {"0x" FS_64, false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_abi_words words;
        int64_t number = 0;
        assert_true(zks_abi_words_read(&words, cases[i].text));
        assert_int_equal(zks_abi_number(&number, words.word[0]), cases[i].fits);
        assert_true(number == cases[i].number);
        zks_abi_words_clear(&words);
    }
}

static void signed_numbers_are_of_two_s_complement(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"0x" ZEROS_48 "0000000000000000", "0"},
        {"0x" ZEROS_48 "00000000000003e8", "1000"},
        {"0x" FS_64, "-1"},
        {"0x7fffffffffffffff" ZEROS_48,
         "57896044618658097705508390768957273162799202909612615603626436559492530307072"},
        {"0x8000000000000000" ZEROS_48,
         "-57896044618658097711785492504343953926634992332820282019728792003956564819968"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_abi_words words;
        char decimal[ZKS_ABI_DIGITS];
        assert_true(zks_abi_words_read(&words, cases[i][0]));
        zks_abi_signed(decimal, words.word[0]);
        assert_string_equal(decimal, cases[i][1]);
        zks_abi_words_clear(&words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(other_texts_are_none),
        cmocka_unit_test(numbers_have_63_bits),
        cmocka_unit_test(signed_numbers_are_of_two_s_complement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
