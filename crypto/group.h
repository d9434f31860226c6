/* The group: ristretto255 (RFC 9496), prime order, 32-byte canonical encodings.
 *
 * A zks_point is a representative on edwards25519 (a = -1) in extended coordinates, x = X/Z, y = Y/Z, T = XY/Z.
 * Equality of group elements is zks_point_equal (or equal encodings), never equal coordinates.
 *
 * A zks_niels is an affine representative prepared for mixed addition: (y + x, y - x, 2 d x y). Generator tables and
 * decoded points are kept in this form; multi-scalar multiplication takes nothing else.
 *
 * Constant-time unless the name ends in _var.
 */
#ifndef ZKS_CRYPTO_GROUP_H
#define ZKS_CRYPTO_GROUP_H

#include "crypto/field.h"
#include "crypto/scalar.h"

#define ZKS_POINT_BYTES 32

typedef struct {
    zks_field x, y, z, t;
} zks_point;

typedef struct {
    zks_field y_plus_x, y_minus_x, xy2d;
} zks_niels;

extern const zks_point zks_point_identity;
extern const zks_niels zks_niels_identity;

/* Complete addition law (Hisil et al. 2008); out may alias. */
void zks_point_add(zks_point *out, const zks_point *a, const zks_point *b);
void zks_point_sub(zks_point *out, const zks_point *a, const zks_point *b);
void zks_point_add_niels(zks_point *out, const zks_point *a, const zks_niels *b);
void zks_point_sub_niels(zks_point *out, const zks_point *a, const zks_niels *b);
void zks_point_double(zks_point *out, const zks_point *a);
void zks_point_neg(zks_point *out, const zks_point *a);
void zks_point_from_niels(zks_point *out, const zks_niels *a);
bool zks_point_equal(const zks_point *a, const zks_point *b);
bool zks_point_is_identity(const zks_point *a);

/* out = k P. The first is for secrets kept constant-time; the second for public data and bulk witness work. */
void zks_point_mul(zks_point *out, const zks_scalar *k, const zks_point *p);
void zks_point_mul_var(zks_point *out, const zks_scalar *k, const zks_point *p);

/* RFC 9496 encoding, decoding and the one-way map (element derivation from 64 uniform bytes). Decoding refuses
 * every non-canonical string and leaves *out untouched then. */
void zks_point_encode(uint8_t bytes[ZKS_POINT_BYTES], const zks_point *p);
bool zks_point_decode(zks_point *out, const uint8_t bytes[ZKS_POINT_BYTES]);
void zks_point_from_uniform(zks_point *out, const uint8_t bytes[64]);

/* ---- in bulk -------------------------------------------------------------------------------------------------
 * `count` may be 0 everywhere. Encodings are `count` consecutive 32-byte strings. */

/* Normalises to affine with one shared inversion. `out` and `in` may not overlap. */
void zks_niels_from_points(zks_niels *out, const zks_point *in, size_t count);
/* Decodes into mixed-addition form. Returns `count` where every string is canonical, else the index of the first that
 * is not (then the contents of `out` are unspecified). */
size_t zks_decode_batch(zks_niels *out, const uint8_t *bytes, size_t count);
/* Encodes 2 P for each P: unlike the encoding of P itself this needs no square root, so one inversion is shared by
 * all. Callers that know P = C/2 (halved generators, halved scalars) get the encodings of C. */
void zks_encode_doubles_batch(uint8_t *bytes, const zks_point *in, size_t count);
void zks_encode_batch(uint8_t *bytes, const zks_point *in, size_t count);
/* zks_point_from_uniform of consecutive 64-byte strings. */
void zks_point_from_uniform_batch(zks_point *out, const uint8_t *bytes, size_t count);

#endif
