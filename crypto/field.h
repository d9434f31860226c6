/* The field of Curve25519, integers modulo p = 2^255 - 19, in portable 64-bit arithmetic: five limbs of 51 bits,
 * value = sum limb[i] * 2^(51 i).
 *
 * Invariant of the type: every limb is below 2^54 (what add, sub and mul accept); mul, square and
 * carry leave limbs below 2^52. Only zks_field_encode produces the unique canonical form.
 *
 * Constant-time throughout.
 */
#ifndef ZKS_CRYPTO_FIELD_H
#define ZKS_CRYPTO_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t limb[5];
} zks_field;

extern const zks_field zks_field_zero;
extern const zks_field zks_field_one;

/* The contract of the arithmetic is here; group code includes crypto/portable/field_inline.h to have it inlined. */
void zks_field_add(zks_field *out, const zks_field *a, const zks_field *b);
void zks_field_sub(zks_field *out, const zks_field *a, const zks_field *b);
void zks_field_neg(zks_field *out, const zks_field *a);
void zks_field_mul(zks_field *out, const zks_field *a, const zks_field *b);
void zks_field_square(zks_field *out, const zks_field *a);
void zks_field_invert(zks_field *out, const zks_field *a); /* 0 for 0 */

/* RFC 9496, section 4.2, SQRT_RATIO_M1: true and out = +sqrt(u/v) where u/v is a square (u = 0 included),
 * false and out = +sqrt(SQRT_M1 * u/v) where it is not; v = 0 gives out = 0, and true only for u = 0. */
bool zks_field_sqrt_ratio(zks_field *out, const zks_field *u, const zks_field *v);

/* out = the low 255 bits of the little-endian integer, not necessarily below p. */
void zks_field_decode(zks_field *out, const uint8_t bytes[32]);
void zks_field_encode(uint8_t bytes[32], const zks_field *a); /* canonical */
bool zks_field_is_negative(const zks_field *a);               /* canonical form is odd */
bool zks_field_is_zero(const zks_field *a);
bool zks_field_equal(const zks_field *a, const zks_field *b);

/* Inverts `count` elements in place with one inversion; zeros stay zero. `scratch` holds `count` elements. */
void zks_field_invert_batch(zks_field *x, zks_field *scratch, size_t count);

#endif
