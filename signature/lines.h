/* Taking a text of lines apart, strictly: numbers without leading zeros, base64 (RFC 4648, section 4) with its padding
 * and without spare bits. Within signature/. */
#ifndef ZKS_SIGNATURE_LINES_H
#define ZKS_SIGNATURE_LINES_H

#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    const char *bytes;
    size_t length;
} zks_line;

typedef struct {
    const char *at, *end;
    size_t number; /* of the line taken last, from 1 on */
} zks_lines;

zks_lines zks_lines_of(const char *text, size_t length);
/* The next line, without its line feed. False where nothing is left, or no line feed follows. */
bool zks_lines_next(zks_lines *lines, zks_line *line);
/* ZKS_REJECT_SIGNATURE_ENCODING with the detail "line N: FAULT". */
zks_status zks_lines_fault(const zks_lines *lines, const char *fault, zks_report *report);

bool zks_line_is(zks_line line, const char *text);
/* Takes `prefix` off the front; false, and nothing taken, where it is not there. */
bool zks_line_skip(zks_line *line, const char *prefix);
/* Up to the first `end`, which is taken too; false, and nothing taken, where there is none. */
bool zks_line_split(zks_line *line, char end, zks_line *before);
/* Decimal, below 2^63. */
bool zks_line_number(uint64_t *number, zks_line line);

/* At most `capacity` bytes, *length of them. Constant-time but for the length, as it may be a key. */
bool zks_line_base64_any(uint8_t *bytes, size_t capacity, size_t *length, zks_line line);
/* Exactly `length` bytes. */
bool zks_line_base64(uint8_t *bytes, size_t length, zks_line line);
#define ZKS_BASE64_HASH 44 /* characters for 32 bytes */
void zks_hash_base64(char out[ZKS_BASE64_HASH + 1], const uint8_t hash[32]);

/* Closes what open_memstream() opened for *text, which is returned; NULL, and it is freed, where memory ran out. */
char *zks_lines_close(FILE *out, char **text);

#endif
