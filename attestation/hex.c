#include "attestation/json.h"

#include <sodium.h>
#include <string.h>

/* libsodium's conversions do not look anything up by the bytes, which may be a blinding. */

void zks_hex_encode(char *out, const uint8_t *bytes, size_t length)
{
    sodium_bin2hex(out, 2 * length + 1, bytes, length);
}

bool zks_hex_decode(uint8_t *out, size_t length, const char *text)
{
    if (strnlen(text, 2 * length + 1) != 2 * length || strspn(text, "0123456789abcdef") != 2 * length)
        return false;
    return sodium_hex2bin(out, length, text, 2 * length, NULL, NULL, NULL) == 0;
}
