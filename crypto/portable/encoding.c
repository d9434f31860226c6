/* Encoding, decoding and the one-way map of ristretto255 (RFC 9496, sections 4.3.1, 4.3.2 and 4.3.4). Names of
 * intermediate values are the RFC's. */
#include "crypto/portable/group_inline.h"
#include "crypto/portable/map_constants.h"

#include <string.h>

static zks_field add(const zks_field *a, const zks_field *b)
{
    zks_field out;
    zks_field_add(&out, a, b);
    return out;
}

static zks_field sub(const zks_field *a, const zks_field *b)
{
    zks_field out;
    zks_field_sub(&out, a, b);
    return out;
}

static zks_field absolute(const zks_field *a)
{
    return field_neg_if(a, zks_field_is_negative(a));
}

void zks_point_encode(uint8_t bytes[ZKS_POINT_BYTES], const zks_point *p)
{
    const zks_field z_plus_y = add(&p->z, &p->y), z_minus_y = sub(&p->z, &p->y);
    const zks_field u1 = field_mul(&z_plus_y, &z_minus_y);
    const zks_field u2 = field_mul(&p->x, &p->y);
    const zks_field u2_sqr = field_square(&u2);
    const zks_field u1_u2_sqr = field_mul(&u1, &u2_sqr);
    zks_field invsqrt;
    zks_field_sqrt_ratio(&invsqrt, &zks_field_one, &u1_u2_sqr); /* always a square, or 0 */
    const zks_field den1 = field_mul(&invsqrt, &u1), den2 = field_mul(&invsqrt, &u2);
    const zks_field den = field_mul(&den1, &den2);
    const zks_field z_inv = field_mul(&den, &p->t);

    const zks_field ix = field_mul(&p->x, &field_sqrt_m1), iy = field_mul(&p->y, &field_sqrt_m1);
    const zks_field enchanted_denominator = field_mul(&den1, &edwards_invsqrt_a_minus_d);
    const zks_field t_z_inv = field_mul(&p->t, &z_inv);
    const bool rotate = zks_field_is_negative(&t_z_inv);
    const zks_field x = field_select(&p->x, &iy, rotate);
    const zks_field rotated_y = field_select(&p->y, &ix, rotate);
    const zks_field den_inv = field_select(&den2, &enchanted_denominator, rotate);
    const zks_field x_z_inv = field_mul(&x, &z_inv);
    const zks_field y = field_neg_if(&rotated_y, zks_field_is_negative(&x_z_inv));

    const zks_field z_minus_rotated_y = sub(&p->z, &y);
    const zks_field signed_s = field_mul(&den_inv, &z_minus_rotated_y);
    const zks_field s = absolute(&signed_s);
    zks_field_encode(bytes, &s);
}

bool zks_point_decode(zks_point *out, const uint8_t bytes[ZKS_POINT_BYTES])
{
    zks_field s;
    uint8_t canonical[32];
    zks_field_decode(&s, bytes);
    zks_field_encode(canonical, &s);
    if (memcmp(canonical, bytes, sizeof canonical) != 0 || (bytes[0] & 1) != 0)
        return false;

    const zks_field ss = field_square(&s);
    const zks_field u1 = sub(&zks_field_one, &ss), u2 = add(&zks_field_one, &ss);
    const zks_field u1_sqr = field_square(&u1), u2_sqr = field_square(&u2);
    const zks_field d_u1_sqr = field_mul(&edwards_d, &u1_sqr);
    const zks_field minus_v = add(&d_u1_sqr, &u2_sqr);
    const zks_field v = sub(&zks_field_zero, &minus_v);
    const zks_field v_u2_sqr = field_mul(&v, &u2_sqr);
    zks_field invsqrt;
    const bool was_square = zks_field_sqrt_ratio(&invsqrt, &zks_field_one, &v_u2_sqr);
    const zks_field den_x = field_mul(&invsqrt, &u2);
    const zks_field den_x_v = field_mul(&den_x, &v);
    const zks_field den_y = field_mul(&invsqrt, &den_x_v);
    const zks_field s2 = add(&s, &s);
    const zks_field signed_x = field_mul(&s2, &den_x);
    const zks_field x = absolute(&signed_x);
    const zks_field y = field_mul(&u1, &den_y);
    const zks_field t = field_mul(&x, &y);
    if (!was_square || zks_field_is_negative(&t) || zks_field_is_zero(&y))
        return false;
    *out = (zks_point){x, y, zks_field_one, t};
    return true;
}

/* MAP of section 4.3.4: the Elligator 2 map of the Jacobi quartic, carried to the curve. */
static zks_point map(const uint8_t bytes[32])
{
    zks_field t;
    zks_field_decode(&t, bytes);
    const zks_field t_sqr = field_square(&t);
    const zks_field r = field_mul(&field_sqrt_m1, &t_sqr);
    const zks_field r_plus_one = add(&r, &zks_field_one), r_minus_one = sub(&r, &zks_field_one);
    const zks_field u = field_mul(&r_plus_one, &map_one_minus_d_sq);
    const zks_field minus_one = sub(&zks_field_zero, &zks_field_one);
    const zks_field r_d = field_mul(&r, &edwards_d);
    const zks_field minus_one_minus_r_d = sub(&minus_one, &r_d), r_plus_d = add(&r, &edwards_d);
    const zks_field v = field_mul(&minus_one_minus_r_d, &r_plus_d);

    zks_field root;
    const bool was_square = zks_field_sqrt_ratio(&root, &u, &v);
    const zks_field root_t = field_mul(&root, &t);
    const zks_field s_positive = absolute(&root_t);
    const zks_field s_prime = field_neg_if(&s_positive, true);
    const zks_field s = field_select(&s_prime, &root, was_square);
    const zks_field c = field_select(&r, &minus_one, was_square);

    const zks_field c_r_minus_one = field_mul(&c, &r_minus_one);
    const zks_field n_plus_v = field_mul(&c_r_minus_one, &map_d_minus_one_sq);
    const zks_field n = sub(&n_plus_v, &v);
    const zks_field s_v = field_mul(&s, &v), s_sqr = field_square(&s);
    const zks_field w0 = add(&s_v, &s_v), w1 = field_mul(&n, &map_sqrt_ad_minus_one);
    const zks_field w2 = sub(&zks_field_one, &s_sqr), w3 = add(&zks_field_one, &s_sqr);
    return (zks_point){field_mul(&w0, &w3), field_mul(&w2, &w1), field_mul(&w1, &w3), field_mul(&w0, &w2)};
}

void zks_point_from_uniform(zks_point *out, const uint8_t bytes[64])
{
    const zks_point first = map(bytes), second = map(bytes + 32);
    zks_point_add(out, &first, &second);
}
