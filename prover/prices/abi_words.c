#include "prover/prices/abi_words.h"

#include <gmp.h>
#include <stdlib.h>
#include <string.h>

/* Of either case; -1: it is none. */
static int digit(char character)
{
    int lower = character | 0x20;
    if (character >= '0' && character <= '9')
        return character - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool zks_abi_words_read(zks_abi_words *words, const char *text)
{
    size_t length = strlen(text);
    if (strncmp(text, "0x", 2) != 0 || (length - 2) % ((size_t)2 * ZKS_ABI_WORD) != 0)
        return false;
    zks_abi_words read = {.count = (length - 2) / ((size_t)2 * ZKS_ABI_WORD)};
    read.word = calloc(read.count + 1, sizeof *read.word);
    for (size_t i = 0; read.word != NULL && i < (length - 2) / 2; i++) {
        int high = digit(text[2 + 2 * i]), low = digit(text[3 + 2 * i]);
        if (high < 0 || low < 0) {
            zks_abi_words_clear(&read);
            break;
        }
        read.word[i / ZKS_ABI_WORD][i % ZKS_ABI_WORD] = (uint8_t)(16 * high + low);
    }
    if (read.word != NULL)
        *words = read;
    return read.word != NULL;
}

void zks_abi_words_clear(zks_abi_words *words)
{
    free(words->word);
    *words = (zks_abi_words){0};
}

bool zks_abi_number(int64_t *number, const uint8_t word[ZKS_ABI_WORD])
{
    uint64_t value = 0;
    for (size_t i = 0; i < ZKS_ABI_WORD; i++) {
        if (value >> 55 != 0)
            return false;
        value = value << 8 | word[i];
    }
    *number = (int64_t)value;
    return true;
}

void zks_abi_signed(char out[ZKS_ABI_DIGITS], const uint8_t word[ZKS_ABI_WORD])
{
    mpz_t value, wrap;
    mpz_init(value);
    mpz_init(wrap);
    mpz_import(value, ZKS_ABI_WORD, 1, 1, 1, 0, word);
    if (word[0] >= 0x80) {
        mpz_ui_pow_ui(wrap, 2, 8 * ZKS_ABI_WORD);
        mpz_sub(value, value, wrap);
    }
    mpz_get_str(out, 10, value);
    mpz_clear(wrap);
    mpz_clear(value);
}
