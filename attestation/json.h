/* The project's canonical JSON (docs/format.md, "Canonical JSON"): UTF-8, object members sorted by the bytes of their names, no white
 * space, integers below 2^53 without sign or exponent, strings with the shortest escapes and no control character
 * but line feed and tab. And the conversions both statement and policy need. Over jansson. */
#ifndef ZKS_ATTESTATION_JSON_H
#define ZKS_ATTESTATION_JSON_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"
#include "zksolv/status.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* malloc'd canonical text, NUL-terminated, no line feed at the end; NULL: out of memory or a value canonical JSON cannot hold. */
char *zks_json_canonical(const json_t *value, size_t *length);
/* Whether every string and member name is free of control characters but line feed and tab. */
bool zks_json_strings_are_plain(const json_t *value);

void zks_hex_encode(char *out, const uint8_t *bytes, size_t length); /* 2 * length + 1 */
bool zks_hex_decode(uint8_t *out, size_t length, const char *text);  /* lower case, exactly 2 * length */

/* "2026-08-20T00:00:00Z": a date that exists, UTC, whole seconds. */
bool zks_time_is_canonical(const char *text);
/* Any RFC 3339 time with whole seconds and any offset, as UTC; false where it is none. */
bool zks_time_canonical(char out[21], const char *text);
/* The clock now, canonical. */
void zks_time_now(char out[21]);

#endif
