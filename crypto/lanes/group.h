/* Point arithmetic for any lane layout: LANES points side by side, the formulas and the shapes of
 * crypto/portable/group_inline.h. Fields are carried, those of lane_completed settled (the backend's field.h); F, which
 * may be larger than the others in AVX2, always comes first in a product. */
#ifndef ZKS_CRYPTO_LANES_GROUP_H
#define ZKS_CRYPTO_LANES_GROUP_H

#include "crypto/group.h"
#include "crypto/lanes/powers.h"
#include "crypto/portable/group_inline.h"

typedef struct {
    lane_field x, y, z, t;
} lane_point;

typedef struct {
    lane_field y_plus_x, y_minus_x, xy2d;
} lane_niels;

typedef struct {
    lane_field y_plus_x, y_minus_x, z, t2d;
} lane_cached;

typedef struct {
    lane_field e, f, g, h;
} lane_completed;

LANES_INLINE lane_point lane_point_load(const zks_point *const from[LANES])
{
    lane_point out;
    lane_load(&out.x, (const zks_field *const *)from, 4);
    return out;
}

LANES_INLINE void lane_point_store(zks_point *const to[LANES], const lane_point *p)
{
    lane_store((zks_field *const *)to, &p->x, 4);
}

LANES_INLINE lane_niels lane_niels_load(const zks_niels *const from[LANES])
{
    lane_niels out;
    lane_load(&out.y_plus_x, (const zks_field *const *)from, 3);
    return out;
}

LANES_INLINE void lane_niels_store(zks_niels *const to[LANES], const lane_niels *p)
{
    lane_store((zks_field *const *)to, &p->y_plus_x, 3);
}

LANES_INLINE lane_point lane_point_identity(void)
{
    const lane_field zero = lane_broadcast(&zks_field_zero), one = lane_broadcast(&zks_field_one);
    return (lane_point){zero, one, one, zero};
}

LANES_INLINE lane_point lane_point_from_completed(const lane_completed *c)
{
    return (lane_point){
        .x = lane_mul(&c->f, &c->e),
        .y = lane_mul(&c->g, &c->h),
        .z = lane_mul(&c->f, &c->g),
        .t = lane_mul(&c->e, &c->h),
    };
}

LANES_INLINE lane_point lane_point_from_niels(const lane_niels *a)
{
    static const zks_field two = {{2, 0, 0, 0, 0}};
    const lane_field inverse_d = lane_broadcast(&edwards_inverse_d);
    return (lane_point){
        .x = lane_sub(&a->y_plus_x, &a->y_minus_x),
        .y = lane_add(&a->y_plus_x, &a->y_minus_x),
        .z = lane_broadcast(&two),
        .t = lane_mul(&a->xy2d, &inverse_d),
    };
}

LANES_INLINE lane_cached lane_cached_from_point(const lane_point *p)
{
    const lane_field d2 = lane_broadcast(&edwards_2d);
    return (lane_cached){
        .y_plus_x = lane_add(&p->y, &p->x),
        .y_minus_x = lane_sub(&p->y, &p->x),
        .z = p->z,
        .t2d = lane_mul(&p->t, &d2),
    };
}

/* From A, B, C and Z, where D = 2 Z. */
LANES_INLINE lane_completed lane_completed_sum(const lane_field *a, const lane_field *b, const lane_field *c,
                                               const lane_field *z)
{
    const lane_field d = lane_add_raw(z, z);
    const lane_field e = lane_sub_raw(b, a), f = lane_sub_raw(&d, c);
    const lane_field g = lane_add_raw(&d, c), h = lane_add_raw(b, a);
    return (lane_completed){lane_settle(&e), lane_settle(&f), lane_settle(&g), lane_settle(&h)};
}

LANES_INLINE lane_completed lane_completed_add_niels(const lane_point *p, const lane_niels *q)
{
    const lane_field sum_raw = lane_add_raw(&p->y, &p->x), difference_raw = lane_sub_raw(&p->y, &p->x);
    const lane_field sum = lane_settle(&sum_raw), difference = lane_settle(&difference_raw);
    const lane_field a = lane_mul(&difference, &q->y_minus_x), b = lane_mul(&sum, &q->y_plus_x);
    const lane_field c = lane_mul(&p->t, &q->xy2d);
    return lane_completed_sum(&a, &b, &c, &p->z);
}

LANES_INLINE lane_completed lane_completed_add_cached(const lane_point *p, const lane_cached *q)
{
    const lane_field sum_raw = lane_add_raw(&p->y, &p->x), difference_raw = lane_sub_raw(&p->y, &p->x);
    const lane_field sum = lane_settle(&sum_raw), difference = lane_settle(&difference_raw);
    const lane_field a = lane_mul(&difference, &q->y_minus_x), b = lane_mul(&sum, &q->y_plus_x);
    const lane_field c = lane_mul(&p->t, &q->t2d), z = lane_mul(&p->z, &q->z);
    return lane_completed_sum(&a, &b, &c, &z);
}

LANES_INLINE lane_point lane_point_add_niels(const lane_point *p, const lane_niels *q)
{
    const lane_completed c = lane_completed_add_niels(p, q);
    return lane_point_from_completed(&c);
}

LANES_INLINE lane_point lane_point_add_cached(const lane_point *p, const lane_cached *q)
{
    const lane_completed c = lane_completed_add_cached(p, q);
    return lane_point_from_completed(&c);
}

LANES_INLINE lane_point lane_point_add(const lane_point *p, const lane_point *q)
{
    const lane_cached cached = lane_cached_from_point(q);
    return lane_point_add_cached(p, &cached);
}

/* 2 p; the T of p is not read. */
LANES_INLINE lane_completed lane_completed_double(const lane_point *p)
{
    const lane_field xx = lane_square(&p->x), yy = lane_square(&p->y), zz = lane_square(&p->z);
    const lane_field x_plus_y = lane_add(&p->x, &p->y);
    const lane_field square = lane_square(&x_plus_y);
    const lane_field h = lane_add_raw(&xx, &yy), g = lane_sub_raw(&xx, &yy), zz2 = lane_add_raw(&zz, &zz);
    const lane_field e = lane_sub_raw(&h, &square), f = lane_add_raw(&zz2, &g);
    return (lane_completed){lane_carry(&e), lane_carry(&f), lane_carry(&g), lane_carry(&h)};
}

/* -q for every lane whose bit is set. */
LANES_INLINE lane_niels lane_niels_neg_if(const lane_niels *q, lane_mask bit)
{
    return (lane_niels){
        .y_plus_x = lane_select(&q->y_plus_x, &q->y_minus_x, bit),
        .y_minus_x = lane_select(&q->y_minus_x, &q->y_plus_x, bit),
        .xy2d = lane_neg_if(&q->xy2d, bit),
    };
}

/* -q in every lane. */
LANES_INLINE lane_cached lane_cached_neg(const lane_cached *q)
{
    return (lane_cached){q->y_minus_x, q->y_plus_x, q->z, lane_neg(&q->t2d)};
}

#endif
