/* Normalisation and the encoding of doubles in bulk, for any lane layout: one inversion for a block, with Montgomery's
 * trick in each lane. Of a block of STEPS * LANES points, lane l takes points l, LANES + l, 2 LANES + l ... :
 *
 *     step 0   | P0 | P1 | ... |        prefix product down each lane, one inversion of the last vector,
 *     step 1   | P8 | P9 | ... |        and back up. An element that is 0 counts as 1; its "inverse" is then
 *     ...                               made 0.
 *
 * The encoding of doubles is that of crypto/portable/bulk.c, where the algebra is explained.
 */
#ifndef ZKS_CRYPTO_LANES_BULK_H
#define ZKS_CRYPTO_LANES_BULK_H

#include "crypto/lanes/encoding.h"

enum { STEPS = 256 / LANES };

/* Inverts x[0 .. steps - 1] in place. */
static void invert_steps(lane_field *x, size_t steps)
{
    const lane_field one = lane_broadcast(&zks_field_one), none = lane_broadcast(&zks_field_zero);
    lane_field before[STEPS], running = one;
    lane_mask zero[STEPS];
    for (size_t i = 0; i < steps; i++) {
        zero[i] = lane_is_zero(&x[i]);
        x[i] = lane_select(&x[i], &one, zero[i]);
        before[i] = running;
        running = lane_mul(&running, &x[i]);
    }
    running = lane_invert(&running);
    for (size_t i = steps; i-- > 0;) {
        const lane_field inverse = lane_mul(&running, &before[i]);
        running = lane_mul(&running, &x[i]);
        x[i] = lane_select(&inverse, &none, zero[i]);
    }
}

/* The points of one step; the identity past the end. */
static lane_point load_step(const zks_point *in, size_t first, size_t count)
{
    const zks_point *from[LANES];
    for (size_t lane = 0; lane < LANES; lane++)
        from[lane] = first + lane < count ? &in[first + lane] : &zks_point_identity;
    return lane_point_load(from);
}

static void normalise_step(zks_niels *out, const zks_point *in, size_t first, size_t count, const lane_field *z_inverse)
{
    const lane_field d2 = lane_broadcast(&edwards_2d);
    const lane_point p = load_step(in, first, count);
    const lane_field x = lane_mul(&p.x, z_inverse), y = lane_mul(&p.y, z_inverse), xy = lane_mul(&p.t, z_inverse);
    const lane_niels niels = {lane_add(&y, &x), lane_sub(&y, &x), lane_mul(&xy, &d2)};
    zks_niels nowhere, *to[LANES];
    for (size_t lane = 0; lane < LANES; lane++)
        to[lane] = first + lane < count ? &out[first + lane] : &nowhere;
    lane_niels_store(to, &niels);
}

static void lanes_niels_from_points(zks_niels *out, const zks_point *in, size_t count)
{
    lane_field z_inverse[STEPS];
    for (size_t done = 0; done < count; done += STEPS * LANES) {
        size_t steps = 0;
        for (size_t first = done; first < count && steps < STEPS; first += LANES)
            z_inverse[steps++] = load_step(in, first, count).z;
        invert_steps(z_inverse, steps);
        for (size_t i = 0; i < steps; i++)
            normalise_step(out, in, done + i * LANES, count, &z_inverse[i]);
    }
}

typedef struct {
    lane_field e, f, g, h, eg, fh;
} lane_doubled;

static lane_doubled double_for_encoding(const lane_point *p)
{
    const lane_field d = lane_broadcast(&edwards_d);
    const lane_field xx = lane_square(&p->x), yy = lane_square(&p->y), zz = lane_square(&p->z), tt = lane_square(&p->t);
    const lane_field dtt = lane_mul(&tt, &d), y2 = lane_add(&p->y, &p->y);
    lane_doubled out = {
        .e = lane_mul(&p->x, &y2), .f = lane_add(&zz, &dtt), .g = lane_add(&yy, &xx), .h = lane_sub(&zz, &dtt)};
    out.eg = lane_mul(&out.e, &out.g);
    out.fh = lane_mul(&out.f, &out.h);
    return out;
}

static void encode_doubled(uint8_t *const to[LANES], const lane_doubled *p, const lane_field *efgh_inverse)
{
    const lane_field sqrt_m1 = lane_broadcast(&field_sqrt_m1);
    const lane_field invsqrt_a_minus_d = lane_broadcast(&edwards_invsqrt_a_minus_d);
    const lane_field z_inv = lane_mul(&p->eg, efgh_inverse), t_inv = lane_mul(&p->fh, efgh_inverse);
    const lane_field eg_z_inv = lane_mul(&p->eg, &z_inv);
    const lane_mask rotate = lane_is_negative(&eg_z_inv);
    const lane_field minus_e = lane_neg(&p->e), f_i = lane_mul(&p->f, &sqrt_m1);
    const lane_field e = lane_select(&p->e, &p->g, rotate), rotated_g = lane_select(&p->g, &minus_e, rotate);
    const lane_field h = lane_select(&p->h, &f_i, rotate);
    const lane_field magic = lane_select(&invsqrt_a_minus_d, &sqrt_m1, rotate);

    const lane_field he = lane_mul(&h, &e);
    const lane_field he_z_inv = lane_mul(&he, &z_inv);
    const lane_field g = lane_neg_if(&rotated_g, lane_is_negative(&he_z_inv));
    const lane_field h_minus_g = lane_sub(&h, &g);
    const lane_field g_t_inv = lane_mul(&g, &t_inv);
    const lane_field magic_g_t_inv = lane_mul(&magic, &g_t_inv);
    const lane_field signed_s = lane_mul(&h_minus_g, &magic_g_t_inv);
    const lane_field s = lane_absolute(&signed_s);
    lane_to_bytes(to, &s);
}

static void lanes_encode_doubles_batch(uint8_t *bytes, const zks_point *in, size_t count)
{
    lane_doubled points[STEPS];
    lane_field inverse[STEPS];
    for (size_t done = 0; done < count; done += STEPS * LANES) {
        size_t steps = 0;
        for (size_t first = done; first < count && steps < STEPS; first += LANES, steps++) {
            const lane_point p = load_step(in, first, count);
            points[steps] = double_for_encoding(&p);
            inverse[steps] = lane_mul(&points[steps].eg, &points[steps].fh);
        }
        invert_steps(inverse, steps);
        for (size_t i = 0; i < steps; i++) {
            uint8_t nowhere[ZKS_POINT_BYTES], *to[LANES];
            for (size_t lane = 0; lane < LANES; lane++) {
                const size_t at = done + i * LANES + lane;
                to[lane] = at < count ? bytes + ZKS_POINT_BYTES * at : nowhere;
            }
            encode_doubled(to, &points[i], &inverse[i]);
        }
    }
}

#endif
