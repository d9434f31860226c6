/* What contracts of the EVM return: words of 32 bytes, big-endian (Contract ABI Specification, "Formal Specification of
 * the Encoding"). */
#ifndef ZKS_PROVER_PRICES_ABI_WORDS_H
#define ZKS_PROVER_PRICES_ABI_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZKS_ABI_WORD 32

typedef struct {
    size_t count;
    uint8_t (*word)[ZKS_ABI_WORD]; /* malloc'd */
} zks_abi_words;

/* From hexadecimal digits behind "0x". False: it is not a whole number of words, or no memory. */
bool zks_abi_words_read(zks_abi_words *words, const char *text);
void zks_abi_words_clear(zks_abi_words *words);

/* An unsigned integer below 2^63; false: it is larger. */
bool zks_abi_number(int64_t *number, const uint8_t word[ZKS_ABI_WORD]);
/* A signed integer (two's complement) in decimal; at most 78 characters. */
#define ZKS_ABI_DIGITS 80
void zks_abi_signed(char out[ZKS_ABI_DIGITS], const uint8_t word[ZKS_ABI_WORD]);

#endif
