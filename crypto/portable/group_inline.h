/* Point arithmetic on edwards25519, -x^2 + y^2 = 1 + d x^2 y^2, inlined: the shapes a point takes between formulas.
 *
 *   zks_point          X, Y, Z, T with x = X/Z, y = Y/Z, T = XY/Z: what additions take
 *   projective_point   X, Y, Z: enough for a doubling
 *   completed_point    E, F, G, H with x = E/G, y = H/F, that is X = EF, Y = GH, Z = FG, T = EH: what every formula
 *                      leaves, so that only the caller who adds next pays for T
 *   cached_point       Y + X, Y - X, Z, 2 d T: the second operand of a full addition
 *   zks_niels          the same at Z = 1: the second operand of a mixed addition
 *
 * All fields kept in these are carried (field_inline.h), except those of completed_point, which are loose.
 *
 * Source: Hisil, Wong, Carter, Dawson, "Twisted Edwards curves revisited" (2008), sections 3.1, 3.3 and 4.3. With d a
 * non-square the addition law is complete: it needs no case for doubling, inverses or the identity.
 */
#ifndef ZKS_CRYPTO_PORTABLE_GROUP_INLINE_H
#define ZKS_CRYPTO_PORTABLE_GROUP_INLINE_H

#include "crypto/group.h"
#include "crypto/portable/field_inline.h"

typedef struct {
    zks_field x, y, z;
} projective_point;

typedef struct {
    zks_field e, f, g, h;
} completed_point;

typedef struct {
    zks_field y_plus_x, y_minus_x, z, t2d;
} cached_point;

/* d = -121665/121666, 2 d, 1/d, and 1/sqrt(a - d) with a = -1 (RFC 9496, section 4.1). */
static const zks_field edwards_d = {
    {0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff}};
static const zks_field edwards_2d = {
    {0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff}};
static const zks_field edwards_inverse_d = {
    {0x0f276cdc9f843, 0x3084f2a85c4bc, 0x6e73d982d775a, 0x721958b108a66, 0x40907ed214d5c}};
static const zks_field edwards_invsqrt_a_minus_d = {
    {0x0fdaa805d40ea, 0x2eb482e57d339, 0x007610274bc58, 0x6510b613dc8ff, 0x786c8905cfaff}};

ZKS_FIELD_INLINE zks_point point_from_completed(const completed_point *c)
{
    return (zks_point){
        .x = field_mul(&c->e, &c->f),
        .y = field_mul(&c->g, &c->h),
        .z = field_mul(&c->f, &c->g),
        .t = field_mul(&c->e, &c->h),
    };
}

ZKS_FIELD_INLINE projective_point projective_from_completed(const completed_point *c)
{
    return (projective_point){
        .x = field_mul(&c->e, &c->f),
        .y = field_mul(&c->g, &c->h),
        .z = field_mul(&c->f, &c->g),
    };
}

ZKS_FIELD_INLINE completed_point completed_identity(void)
{
    return (completed_point){zks_field_zero, zks_field_one, zks_field_one, zks_field_one};
}

ZKS_FIELD_INLINE projective_point projective_from_point(const zks_point *p)
{
    return (projective_point){p->x, p->y, p->z};
}

ZKS_FIELD_INLINE cached_point cached_from_point(const zks_point *p)
{
    cached_point out = {
        .y_plus_x = field_add_lazy(&p->y, &p->x),
        .y_minus_x = field_sub_lazy(&p->y, &p->x),
        .z = p->z,
        .t2d = field_mul(&p->t, &edwards_2d),
    };
    field_carry(&out.y_plus_x);
    field_carry(&out.y_minus_x);
    return out;
}

/* The representative (2x : 2y : 2 : 2xy): one multiplication, against seven for adding it to the identity. */
ZKS_FIELD_INLINE zks_point point_from_niels(const zks_niels *a)
{
    zks_point out = {
        .x = field_sub_lazy(&a->y_plus_x, &a->y_minus_x),
        .y = field_add_lazy(&a->y_plus_x, &a->y_minus_x),
        .z = {{2, 0, 0, 0, 0}},
        .t = field_mul(&a->xy2d, &edwards_inverse_d),
    };
    field_carry(&out.x);
    field_carry(&out.y);
    return out;
}

/* The last step of both additions and both subtractions, from A = (Y1 - X1)(Y2 - X2), B = (Y1 + X1)(Y2 + X2),
 * C = 2 d T1 T2 (negated to subtract) and D = 2 Z1 Z2: E = B - A, F = D - C, G = D + C, H = B + A. */
ZKS_FIELD_INLINE completed_point completed_sum(const zks_field *a, const zks_field *b, const zks_field *c,
                                               const zks_field *d, bool subtract)
{
    const zks_field d_minus_c = field_sub_lazy(d, c), d_plus_c = field_add_lazy(d, c);
    return (completed_point){
        .e = field_sub_lazy(b, a),
        .f = subtract ? d_plus_c : d_minus_c,
        .g = subtract ? d_minus_c : d_plus_c,
        .h = field_add_lazy(b, a),
    };
}

/* p + q, or p - q: -q = (-x, y) exchanges Y + X with Y - X and negates T. `subtract` is a constant where inlined. */
ZKS_FIELD_INLINE completed_point completed_add_cached(const zks_point *p, const cached_point *q, bool subtract)
{
    const zks_field sum = field_add_lazy(&p->y, &p->x), difference = field_sub_lazy(&p->y, &p->x);
    const zks_field a = field_mul(&difference, subtract ? &q->y_plus_x : &q->y_minus_x);
    const zks_field b = field_mul(&sum, subtract ? &q->y_minus_x : &q->y_plus_x);
    const zks_field c = field_mul(&p->t, &q->t2d);
    const zks_field zz = field_mul(&p->z, &q->z);
    const zks_field d = field_add_lazy(&zz, &zz);
    return completed_sum(&a, &b, &c, &d, subtract);
}

ZKS_FIELD_INLINE completed_point completed_add_niels(const zks_point *p, const zks_niels *q, bool subtract)
{
    const zks_field sum = field_add_lazy(&p->y, &p->x), difference = field_sub_lazy(&p->y, &p->x);
    const zks_field a = field_mul(&difference, subtract ? &q->y_plus_x : &q->y_minus_x);
    const zks_field b = field_mul(&sum, subtract ? &q->y_minus_x : &q->y_plus_x);
    const zks_field c = field_mul(&p->t, &q->xy2d);
    const zks_field d = field_add_lazy(&p->z, &p->z);
    return completed_sum(&a, &b, &c, &d, subtract);
}

/* 2 p. Four squarings; T is not read. */
ZKS_FIELD_INLINE completed_point completed_double(const projective_point *p)
{
    const zks_field xx = field_square(&p->x), yy = field_square(&p->y), zz = field_square(&p->z);
    const zks_field x_plus_y = field_add_lazy(&p->x, &p->y);
    const zks_field square = field_square(&x_plus_y);
    const zks_field zz2 = field_add_lazy(&zz, &zz);
    completed_point out = {.h = field_add_lazy(&xx, &yy), .g = field_sub_lazy(&xx, &yy)};
    out.e = field_sub_lazy(&out.h, &square);
    out.f = field_add_lazy(&zz2, &out.g);
    return out;
}

/* 2^count p, T only for the last; count >= 1. */
ZKS_FIELD_INLINE zks_point point_double_times(const zks_point *p, int count)
{
    projective_point q = projective_from_point(p);
    for (int i = 1; i < count; i++) {
        const completed_point c = completed_double(&q);
        q = projective_from_completed(&c);
    }
    const completed_point c = completed_double(&q);
    return point_from_completed(&c);
}

#endif
