/* Decoding, encoding and the one-way map of ristretto255, LANES strings side by side (RFC 9496, sections 4.3.1, 4.3.2
 * and 4.3.4; names of intermediate values are the RFC's, as in crypto/portable/encoding.c). Lanes past the end of a
 * batch read the identity and write into a place nobody reads. */
#ifndef ZKS_CRYPTO_LANES_ENCODING_H
#define ZKS_CRYPTO_LANES_ENCODING_H

#include "crypto/lanes/group.h"
#include "crypto/portable/map_constants.h"

#include <string.h>

static const uint8_t identity_bytes[64];

static size_t lanes_at(size_t done, size_t count)
{
    return count - done < LANES ? count - done : LANES;
}

/* Which strings are the canonical encodings of even field elements; their values. */
static unsigned decode_fields(lane_field *s, const uint8_t *const from[LANES])
{
    uint8_t canonical[LANES][32], *to[LANES];
    for (int lane = 0; lane < LANES; lane++)
        to[lane] = canonical[lane];
    *s = lane_from_bytes(from);
    lane_to_bytes(to, s);
    unsigned good = 0;
    for (unsigned lane = 0; lane < LANES; lane++)
        if (memcmp(canonical[lane], from[lane], 32) == 0 && (from[lane][0] & 1) == 0)
            good |= 1u << lane;
    return good;
}

/* One bit for each lane whose string is an element's. */
static unsigned decode_lanes(lane_niels *out, const uint8_t *const from[LANES])
{
    const lane_field one = lane_broadcast(&zks_field_one), zero = lane_broadcast(&zks_field_zero);
    const lane_field d = lane_broadcast(&edwards_d), d2 = lane_broadcast(&edwards_2d);
    lane_field s, invsqrt;
    const unsigned good = decode_fields(&s, from);
    const lane_field ss = lane_square(&s);
    const lane_field u1 = lane_sub(&one, &ss), u2 = lane_add(&one, &ss);
    const lane_field u1_sqr = lane_square(&u1), u2_sqr = lane_square(&u2);
    const lane_field d_u1_sqr = lane_mul(&d, &u1_sqr);
    const lane_field minus_v = lane_add(&d_u1_sqr, &u2_sqr);
    const lane_field v = lane_sub(&zero, &minus_v);
    const lane_field v_u2_sqr = lane_mul(&v, &u2_sqr);
    const lane_mask was_square = lane_sqrt_ratio(&invsqrt, &one, &v_u2_sqr);
    const lane_field den_x = lane_mul(&invsqrt, &u2);
    const lane_field den_x_v = lane_mul(&den_x, &v);
    const lane_field den_y = lane_mul(&invsqrt, &den_x_v);
    const lane_field s2 = lane_add(&s, &s);
    const lane_field signed_x = lane_mul(&s2, &den_x);
    const lane_field x = lane_absolute(&signed_x), y = lane_mul(&u1, &den_y);
    const lane_field t = lane_mul(&x, &y);
    const lane_mask bad = lane_mask_or(lane_mask_not(was_square), lane_mask_or(lane_is_negative(&t), lane_is_zero(&y)));
    *out = (lane_niels){lane_add(&y, &x), lane_sub(&y, &x), lane_mul(&t, &d2)};
    return good & ~lane_mask_bits(bad);
}

static size_t lanes_decode_batch(zks_niels *out, const uint8_t *bytes, size_t count)
{
    for (size_t done = 0, width; done < count; done += width) {
        width = lanes_at(done, count);
        const uint8_t *from[LANES];
        zks_niels nowhere, *to[LANES];
        for (size_t lane = 0; lane < LANES; lane++) {
            from[lane] = lane < width ? bytes + ZKS_POINT_BYTES * (done + lane) : identity_bytes;
            to[lane] = lane < width ? &out[done + lane] : &nowhere;
        }
        lane_niels points;
        const unsigned bad = ~decode_lanes(&points, from) & ((1u << width) - 1);
        if (bad != 0)
            return done + (size_t)__builtin_ctz(bad);
        lane_niels_store(to, &points);
    }
    return count;
}

static void encode_lanes(uint8_t *const to[LANES], const lane_point *p)
{
    const lane_field one = lane_broadcast(&zks_field_one), sqrt_m1 = lane_broadcast(&field_sqrt_m1);
    const lane_field invsqrt_a_minus_d = lane_broadcast(&edwards_invsqrt_a_minus_d);
    const lane_field z_plus_y = lane_add(&p->z, &p->y), z_minus_y = lane_sub(&p->z, &p->y);
    const lane_field u1 = lane_mul(&z_plus_y, &z_minus_y), u2 = lane_mul(&p->x, &p->y);
    const lane_field u2_sqr = lane_square(&u2);
    const lane_field u1_u2_sqr = lane_mul(&u1, &u2_sqr);
    lane_field invsqrt;
    lane_sqrt_ratio(&invsqrt, &one, &u1_u2_sqr); /* always a square, or 0 */
    const lane_field den1 = lane_mul(&invsqrt, &u1), den2 = lane_mul(&invsqrt, &u2);
    const lane_field den = lane_mul(&den1, &den2);
    const lane_field z_inv = lane_mul(&den, &p->t);

    const lane_field ix = lane_mul(&p->x, &sqrt_m1), iy = lane_mul(&p->y, &sqrt_m1);
    const lane_field enchanted_denominator = lane_mul(&den1, &invsqrt_a_minus_d);
    const lane_field t_z_inv = lane_mul(&p->t, &z_inv);
    const lane_mask rotate = lane_is_negative(&t_z_inv);
    const lane_field x = lane_select(&p->x, &iy, rotate), rotated_y = lane_select(&p->y, &ix, rotate);
    const lane_field den_inv = lane_select(&den2, &enchanted_denominator, rotate);
    const lane_field x_z_inv = lane_mul(&x, &z_inv);
    const lane_field y = lane_neg_if(&rotated_y, lane_is_negative(&x_z_inv));
    const lane_field z_minus_rotated_y = lane_sub(&p->z, &y);
    const lane_field signed_s = lane_mul(&den_inv, &z_minus_rotated_y);
    const lane_field s = lane_absolute(&signed_s);
    lane_to_bytes(to, &s);
}

static void lanes_encode_batch(uint8_t *bytes, const zks_point *in, size_t count)
{
    for (size_t done = 0, width; done < count; done += width) {
        width = lanes_at(done, count);
        const zks_point *from[LANES];
        uint8_t nowhere[ZKS_POINT_BYTES], *to[LANES];
        for (size_t lane = 0; lane < LANES; lane++) {
            from[lane] = lane < width ? &in[done + lane] : &zks_point_identity;
            to[lane] = lane < width ? bytes + ZKS_POINT_BYTES * (done + lane) : nowhere;
        }
        const lane_point points = lane_point_load(from);
        encode_lanes(to, &points);
    }
}

/* MAP of section 4.3.4. */
static lane_point map_lanes(const uint8_t *const from[LANES])
{
    const lane_field one = lane_broadcast(&zks_field_one), zero = lane_broadcast(&zks_field_zero);
    const lane_field sqrt_m1 = lane_broadcast(&field_sqrt_m1), d = lane_broadcast(&edwards_d);
    const lane_field c_one = lane_broadcast(&map_one_minus_d_sq), c_two = lane_broadcast(&map_d_minus_one_sq);
    const lane_field c_root = lane_broadcast(&map_sqrt_ad_minus_one);
    const lane_field t = lane_from_bytes(from);
    const lane_field t_sqr = lane_square(&t);
    const lane_field r = lane_mul(&sqrt_m1, &t_sqr);
    const lane_field r_plus_one = lane_add(&r, &one), r_minus_one = lane_sub(&r, &one);
    const lane_field u = lane_mul(&r_plus_one, &c_one);
    const lane_field minus_one = lane_sub(&zero, &one);
    const lane_field r_d = lane_mul(&r, &d);
    const lane_field minus_one_minus_r_d = lane_sub(&minus_one, &r_d), r_plus_d = lane_add(&r, &d);
    const lane_field v = lane_mul(&minus_one_minus_r_d, &r_plus_d);

    lane_field root;
    const lane_mask was_square = lane_sqrt_ratio(&root, &u, &v);
    const lane_field root_t = lane_mul(&root, &t);
    const lane_field s_positive = lane_absolute(&root_t);
    const lane_field s_prime = lane_neg(&s_positive);
    const lane_field s = lane_select(&s_prime, &root, was_square), c = lane_select(&r, &minus_one, was_square);

    const lane_field c_r_minus_one = lane_mul(&c, &r_minus_one);
    const lane_field n_plus_v = lane_mul(&c_r_minus_one, &c_two);
    const lane_field n = lane_sub(&n_plus_v, &v);
    const lane_field s_v = lane_mul(&s, &v), s_sqr = lane_square(&s);
    const lane_field w0 = lane_add(&s_v, &s_v), w1 = lane_mul(&n, &c_root);
    const lane_field w2 = lane_sub(&one, &s_sqr), w3 = lane_add(&one, &s_sqr);
    return (lane_point){lane_mul(&w0, &w3), lane_mul(&w2, &w1), lane_mul(&w1, &w3), lane_mul(&w0, &w2)};
}

static void lanes_from_uniform_batch(zks_point *out, const uint8_t *bytes, size_t count)
{
    for (size_t done = 0, width; done < count; done += width) {
        width = lanes_at(done, count);
        const uint8_t *low[LANES], *high[LANES];
        zks_point nowhere, *to[LANES];
        for (size_t lane = 0; lane < LANES; lane++) {
            low[lane] = lane < width ? bytes + 64 * (done + lane) : identity_bytes;
            high[lane] = low[lane] + 32;
            to[lane] = lane < width ? &out[done + lane] : &nowhere;
        }
        const lane_point first = map_lanes(low), second = map_lanes(high), sum = lane_point_add(&first, &second);
        lane_point_store(to, &sum);
    }
}

#endif
