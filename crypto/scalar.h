/* Scalars: integers modulo the order of ristretto255,
 *
 *     order = 2^252 + 27742317777372353535851937790883648493   (RFC 9496, section 4)
 *
 * Invariant of the type: a zks_scalar holds x * 2^256 mod order (Montgomery form), fully reduced,
 * least significant limb first. Outside this module a scalar is only touched through these functions;
 * the canonical encoding is the 32-byte little-endian integer x < order.
 *
 * Functions are constant-time unless their name ends in _var.
 */
#ifndef ZKS_CRYPTO_SCALAR_H
#define ZKS_CRYPTO_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t limb[4];
} zks_scalar;

#define ZKS_SCALAR_BYTES 32

extern const zks_scalar zks_scalar_zero;
extern const zks_scalar zks_scalar_one;

/* out = x; any uint64_t. */
void zks_scalar_from_u64(zks_scalar *out, uint64_t x);
/* out = x; negative x becomes order - |x|. */
void zks_scalar_from_i64(zks_scalar *out, int64_t x);
/* Canonical decoding: false, and *out untouched, where the integer is not below the order. */
bool zks_scalar_decode(zks_scalar *out, const uint8_t bytes[ZKS_SCALAR_BYTES]);
/* out = the 512-bit little-endian integer modulo the order. */
void zks_scalar_from_wide(zks_scalar *out, const uint8_t bytes[64]);
/* out = the little-endian integer of `length` <= 32 bytes modulo the order. */
void zks_scalar_from_bytes(zks_scalar *out, const uint8_t *bytes, size_t length);
void zks_scalar_encode(uint8_t bytes[ZKS_SCALAR_BYTES], const zks_scalar *x);

/* Arithmetic; out may alias an operand. */
void zks_scalar_add(zks_scalar *out, const zks_scalar *a, const zks_scalar *b);
void zks_scalar_sub(zks_scalar *out, const zks_scalar *a, const zks_scalar *b);
void zks_scalar_neg(zks_scalar *out, const zks_scalar *a);
void zks_scalar_mul(zks_scalar *out, const zks_scalar *a, const zks_scalar *b);
/* acc += a b. */
void zks_scalar_add_product(zks_scalar *acc, const zks_scalar *a, const zks_scalar *b);
void zks_scalar_square(zks_scalar *out, const zks_scalar *a);
/* out = a^-1, and 0 for a = 0 (a^(order-2)). */
void zks_scalar_invert(zks_scalar *out, const zks_scalar *a);
/* out = a / 2 mod order. */
void zks_scalar_half(zks_scalar *out, const zks_scalar *a);
/* Inverts `count` scalars in place with one inversion (Montgomery's trick). None may be zero (asserted):
 * callers reject zeros before. `scratch` has room for `count` scalars. */
void zks_scalar_invert_batch(zks_scalar *x, zks_scalar *scratch, size_t count);

bool zks_scalar_equal(const zks_scalar *a, const zks_scalar *b);
bool zks_scalar_is_zero(const zks_scalar *a);

#endif
