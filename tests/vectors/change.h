/* Defects in JSON: of a value in it, or of its text. */
#ifndef ZKS_TESTS_VECTORS_CHANGE_H
#define ZKS_TESTS_VECTORS_CHANGE_H

#include <jansson.h>
#include <stddef.h>

/* Puts the JSON text `value` at a JSON pointer (RFC 6901; "-" appends to an array), or removes what is there where
 * `value` is NULL. */
void change_value(json_t *root, const char *pointer, const char *value);

/* `text` with the first `find` in it replaced; malloc'd. `replacement` has `length` bytes and may hold NULs. */
char *change_text(const char *text, const char *find, const char *replacement, size_t length, size_t *changed_length);

#endif
