/* Bytes against their hexadecimal text, for pinned constants of up to 64 bytes. */
#ifndef ZKS_TESTS_CRYPTO_HEX_H
#define ZKS_TESTS_CRYPTO_HEX_H

#include <sodium.h>

#define assert_hex(bytes, length, hex)                                                                                 \
    do {                                                                                                               \
        char text[129];                                                                                                \
        assert_true((length) <= 64);                                                                                   \
        assert_string_equal(sodium_bin2hex(text, sizeof text, bytes, length), hex);                                    \
    } while (0)

#endif
