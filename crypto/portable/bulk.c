/* Many points at once: one shared inversion where single points would pay for one each.
 *
 * Work goes by blocks, so that scratch stays on the stack: an inversion shared by 256 points costs each about one
 * multiplication.
 */
#include "crypto/portable/kernels.h"

enum { BLOCK = 256 };

static size_t block_at(size_t done, size_t count)
{
    return count - done < BLOCK ? count - done : BLOCK;
}

static zks_niels niels_from_affine(const zks_field *x, const zks_field *y, const zks_field *xy)
{
    zks_niels out = {
        .y_plus_x = field_add_lazy(y, x), .y_minus_x = field_sub_lazy(y, x), .xy2d = field_mul(xy, &edwards_2d)};
    field_carry(&out.y_plus_x);
    field_carry(&out.y_minus_x);
    return out;
}

void zks_portable_niels_from_points(zks_niels *out, const zks_point *in, size_t count)
{
    zks_field z_inverse[BLOCK], scratch[BLOCK];
    for (size_t done = 0, block; done < count; done += block) {
        block = block_at(done, count);
        for (size_t i = 0; i < block; i++)
            z_inverse[i] = in[done + i].z;
        zks_field_invert_batch(z_inverse, scratch, block);
        for (size_t i = 0; i < block; i++) {
            const zks_point *p = &in[done + i];
            const zks_field x = field_mul(&p->x, &z_inverse[i]), y = field_mul(&p->y, &z_inverse[i]);
            const zks_field xy = field_mul(&p->t, &z_inverse[i]);
            out[done + i] = niels_from_affine(&x, &y, &xy);
        }
    }
}

size_t zks_portable_decode_batch(zks_niels *out, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        zks_point p;
        if (!zks_point_decode(&p, bytes + ZKS_POINT_BYTES * i))
            return i;
        out[i] = niels_from_affine(&p.x, &p.y, &p.t);
    }
    return count;
}

void zks_portable_encode_batch(uint8_t *bytes, const zks_point *in, size_t count)
{
    for (size_t i = 0; i < count; i++)
        zks_point_encode(bytes + ZKS_POINT_BYTES * i, &in[i]);
}

void zks_portable_from_uniform_batch(zks_point *out, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        zks_point_from_uniform(&out[i], bytes + 64 * i);
}

/* The encoding of 2 P without a square root. Ristretto encodes through an isogeny dual to the one by which doubling
 * factors, so where the input is a double the root that encoding would take is already known, as a product of
 *
 *   e = 2 X Y,  f = Z^2 + d T^2,  g = Y^2 + X^2,  h = Z^2 - d T^2      (2 P has x = e/f, y = g/h)
 *
 * and only 1 / (efgh) is needed, shared by the batch. efgh = 0 exactly where 2 P is 4-torsion (e or g is 0; f and h
 * never are, d and -d being non-squares); its "inverse" 0 then leads to s = 0, which is the encoding wanted.
 *
 * Source: the batched double-and-compress of curve25519-dalek (RistrettoPoint::double_and_compress_batch). `rotate` is
 * as in RFC 9496, section 4.3.2. */
typedef struct {
    zks_field e, f, g, h, eg, fh;
} doubled;

static doubled double_for_encoding(const zks_point *p)
{
    const zks_field xx = field_square(&p->x), yy = field_square(&p->y), zz = field_square(&p->z);
    const zks_field tt = field_square(&p->t);
    const zks_field dtt = field_mul(&tt, &edwards_d);
    const zks_field y2 = field_add_lazy(&p->y, &p->y);
    doubled out = {.e = field_mul(&p->x, &y2),
                   .f = field_add_lazy(&zz, &dtt),
                   .g = field_add_lazy(&yy, &xx),
                   .h = field_sub_lazy(&zz, &dtt)};
    field_carry(&out.f);
    field_carry(&out.g);
    field_carry(&out.h);
    out.eg = field_mul(&out.e, &out.g);
    out.fh = field_mul(&out.f, &out.h);
    return out;
}

static void encode_doubled(uint8_t bytes[ZKS_POINT_BYTES], const doubled *p, const zks_field *efgh_inverse)
{
    const zks_field z_inv = field_mul(&p->eg, efgh_inverse), t_inv = field_mul(&p->fh, efgh_inverse);
    const zks_field eg_z_inv = field_mul(&p->eg, &z_inv);
    const bool rotate = zks_field_is_negative(&eg_z_inv);
    const zks_field minus_e = field_neg_if(&p->e, true), f_i = field_mul(&p->f, &field_sqrt_m1);
    const zks_field e = field_select(&p->e, &p->g, rotate);
    const zks_field rotated_g = field_select(&p->g, &minus_e, rotate);
    const zks_field h = field_select(&p->h, &f_i, rotate);
    const zks_field magic = field_select(&edwards_invsqrt_a_minus_d, &field_sqrt_m1, rotate);

    const zks_field he = field_mul(&h, &e);
    const zks_field he_z_inv = field_mul(&he, &z_inv);
    const zks_field g = field_neg_if(&rotated_g, zks_field_is_negative(&he_z_inv));
    const zks_field h_minus_g = field_sub_lazy(&h, &g);
    const zks_field g_t_inv = field_mul(&g, &t_inv), magic_g_t_inv = field_mul(&magic, &g_t_inv);
    const zks_field signed_s = field_mul(&h_minus_g, &magic_g_t_inv);
    const zks_field s = field_neg_if(&signed_s, zks_field_is_negative(&signed_s));
    zks_field_encode(bytes, &s);
}

void zks_portable_encode_doubles_batch(uint8_t *bytes, const zks_point *in, size_t count)
{
    doubled points[BLOCK];
    zks_field inverse[BLOCK], scratch[BLOCK];
    for (size_t done = 0, block; done < count; done += block) {
        block = block_at(done, count);
        for (size_t i = 0; i < block; i++) {
            points[i] = double_for_encoding(&in[done + i]);
            inverse[i] = field_mul(&points[i].eg, &points[i].fh);
        }
        zks_field_invert_batch(inverse, scratch, block);
        for (size_t i = 0; i < block; i++)
            encode_doubled(bytes + ZKS_POINT_BYTES * (done + i), &points[i], &inverse[i]);
    }
}
