/* UTF-8 as RFC 3629 has it: shortest forms only, no surrogates, nothing past U+10FFFF. */
#ifndef ZKS_CIRCUITS_UTF8_H
#define ZKS_CIRCUITS_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes of the first character of `text`, its code point in *point; 0 where it is not valid UTF-8 (or length is 0).
 */
size_t zks_utf8_decode(uint32_t *point, const char *text, size_t length);
/* Whether all of the text is valid. */
bool zks_utf8_is_valid(const char *text, size_t length);
/* C0, DEL and C1. */
bool zks_utf8_is_control(uint32_t point);
/* Characters that make a text look different from what it says: bidirectional controls, line and paragraph separators,
 * the byte order mark. */
bool zks_utf8_is_deceptive(uint32_t point);
/* Whether the text is valid UTF-8 without control characters. */
bool zks_utf8_is_plain(const char *text, size_t length);

#endif
