/* The project's canonical JSON (docs/format.md, "Canonical JSON"): UTF-8, object members sorted by the bytes of their
 * names, no white space, integers below 2^53 without sign or exponent, strings with the shortest escapes and no control
 * character but line feed and tab. And the conversions both statement and policy need. Over jansson. */
#ifndef ZKS_ATTESTATION_JSON_H
#define ZKS_ATTESTATION_JSON_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"
#include "zksolv/status.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Of a text that is read: its opening braces and brackets, and its commas, outside strings. */
#define ZKS_JSON_MAX_VALUES (1u << 22)

/* malloc'd canonical text, NUL-terminated, no line feed at the end; NULL: out of memory or a value canonical JSON
 * cannot hold. */
char *zks_json_canonical(const json_t *value, size_t *length);
/* Whether every string and member name is free of control characters but line feed and tab. */
bool zks_json_strings_are_plain(const json_t *value);

/* Whether a text has at most ZKS_JSON_MAX_VALUES, which bounds the memory that reading it takes. */
bool zks_json_has_few_values(const char *bytes, size_t length);
/* Reads any JSON text that is an object or array, each member name once per object. *value is the caller's to
 * json_decref. ZKS_OK, ZKS_ERROR_MEMORY, or `otherwise` with the position (never the text) of the fault. */
zks_status zks_json_read(json_t **value, const char *bytes, size_t length, zks_status otherwise, zks_report *report);
/* The same, where the text must be canonical. */
zks_status zks_json_read_canonical(json_t **value, const char *bytes, size_t length, zks_status otherwise,
                                   zks_report *report);

/* Wipes the strings of a tree that is nobody else's, then frees it; NULL does nothing. */
void zks_json_wipe(json_t *value);

/* Where a value stands, for people: a chain of frames on the stack of whoever walks down, rendered only when something
 * is wrong: "indexes.asset[3].price". A frame with a name is a member, one without is an element of an array; NULL is
 * the root. */
typedef struct zks_json_path {
    const struct zks_json_path *above;
    const char *name;
    size_t element;
} zks_json_path;
/* Sets the detail "PATH: FAULT" and, where `value` is a string or an integer, what it is. NULL for `value` keeps it
 * out. */
void zks_json_fault(zks_report *report, const zks_json_path *path, const json_t *value, const char *fault);

typedef struct {
    const char *name;
    json_type type;
} zks_json_member;
/* Whether `value` is an object of all these members, each of its type, and no other; else a detail that names the first
 * fault. */
bool zks_json_is_object_of(const json_t *value, const zks_json_path *path, const zks_json_member *members, size_t count,
                           zks_report *report);

void zks_hex_encode(char *out, const uint8_t *bytes, size_t length); /* 2 * length + 1 */
bool zks_hex_decode(uint8_t *out, size_t length, const char *text);  /* lower case, exactly 2 * length */

/* "2026-08-20T00:00:00Z": a date that exists, UTC, whole seconds, no leap second. */
bool zks_time_is_canonical(const char *text);
/* Any RFC 3339 time with whole seconds and any offset, as UTC; false where it is none, is a leap second, or leaves the
 * years 0000..9999. `out` may be `text`. */
bool zks_time_canonical(char out[21], const char *text);
/* The clock now, canonical. */
void zks_time_now(char out[21]);
/* A canonical time as seconds since 1970, and back; false for another text, and outside the years 0000..9999. */
bool zks_time_to_seconds(int64_t *seconds, const char *text);
bool zks_time_from_seconds(char out[21], int64_t seconds);

#endif
