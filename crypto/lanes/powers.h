/* Field functions above multiplication, for any lane layout: signs, powers, roots. The algorithms and their sources
 * are those of crypto/portable/field.c.
 *
 * crypto/lanes/ is written once over the lane_field of a backend (crypto/ifma/field.h explains the layout) and compiled
 * in the backend's folder. LANES elements lie side by side; nothing here crosses lanes.
 */
#ifndef ZKS_CRYPTO_LANES_POWERS_H
#define ZKS_CRYPTO_LANES_POWERS_H

#include "crypto/portable/field_inline.h"

LANES_INLINE lane_field lane_add(const lane_field *a, const lane_field *b)
{
    const lane_field sum = lane_add_raw(a, b);
    return lane_carry(&sum);
}

LANES_INLINE lane_field lane_sub(const lane_field *a, const lane_field *b)
{
    const lane_field difference = lane_sub_raw(a, b);
    return lane_carry(&difference);
}

LANES_INLINE lane_field lane_neg(const lane_field *a)
{
    const lane_field zero = lane_broadcast(&zks_field_zero);
    return lane_sub(&zero, a);
}

/* bit ? -a : a. */
LANES_INLINE lane_field lane_neg_if(const lane_field *a, lane_mask bit)
{
    const lane_field minus = lane_neg(a);
    return lane_select(a, &minus, bit);
}

LANES_INLINE lane_field lane_absolute(const lane_field *a)
{
    return lane_neg_if(a, lane_is_negative(a));
}

LANES_INLINE lane_mask lane_equal(const lane_field *a, const lane_field *b)
{
    const lane_field difference = lane_sub(a, b);
    return lane_is_zero(&difference);
}

static lane_field square_times(const lane_field *a, int count)
{
    lane_field x = *a;
    for (int i = 0; i < count; i++)
        x = lane_square(&x);
    return x;
}

/* a^(2^250 - 1); a^11 on the way. */
static lane_field power_2_250_minus_1(const lane_field *a, lane_field *power_11)
{
    const lane_field a2 = lane_square(a);
    const lane_field a8 = square_times(&a2, 2);
    const lane_field a9 = lane_mul(&a8, a);
    *power_11 = lane_mul(&a9, &a2);
    lane_field t = lane_square(power_11);
    const lane_field run_5 = lane_mul(&t, &a9); /* run_n: 2^n - 1 */
    t = square_times(&run_5, 5);
    const lane_field run_10 = lane_mul(&t, &run_5);
    t = square_times(&run_10, 10);
    const lane_field run_20 = lane_mul(&t, &run_10);
    t = square_times(&run_20, 20);
    const lane_field run_40 = lane_mul(&t, &run_20);
    t = square_times(&run_40, 10);
    const lane_field run_50 = lane_mul(&t, &run_10);
    t = square_times(&run_50, 50);
    const lane_field run_100 = lane_mul(&t, &run_50);
    t = square_times(&run_100, 100);
    const lane_field run_200 = lane_mul(&t, &run_100);
    t = square_times(&run_200, 50);
    return lane_mul(&t, &run_50);
}

/* a^(p-2): the inverse, 0 for 0. */
static lane_field lane_invert(const lane_field *a)
{
    lane_field power_11;
    lane_field t = power_2_250_minus_1(a, &power_11);
    t = square_times(&t, 5);
    return lane_mul(&t, &power_11);
}

/* zks_field_sqrt_ratio (crypto/field.h), lane by lane. */
static lane_mask lane_sqrt_ratio(lane_field *out, const lane_field *u, const lane_field *v)
{
    const lane_field sqrt_m1 = lane_broadcast(&field_sqrt_m1);
    const lane_field v2 = lane_square(v);
    const lane_field v3 = lane_mul(&v2, v);
    const lane_field uv3 = lane_mul(u, &v3);
    const lane_field v4 = lane_square(&v2);
    const lane_field uv7 = lane_mul(&uv3, &v4);
    lane_field power_11;
    lane_field power = power_2_250_minus_1(&uv7, &power_11);
    power = square_times(&power, 2);
    power = lane_mul(&power, &uv7); /* (u v^7)^((p-5)/8) */
    const lane_field r = lane_mul(&uv3, &power);

    const lane_field r2 = lane_square(&r);
    const lane_field check = lane_mul(v, &r2);
    const lane_field minus_u = lane_neg(u);
    const lane_field minus_u_i = lane_mul(&minus_u, &sqrt_m1);
    const lane_mask correct = lane_equal(&check, u);
    const lane_mask flipped = lane_equal(&check, &minus_u);
    const lane_mask flipped_i = lane_equal(&check, &minus_u_i);

    const lane_field r_i = lane_mul(&r, &sqrt_m1);
    const lane_field root = lane_select(&r, &r_i, lane_mask_or(flipped, flipped_i));
    *out = lane_absolute(&root);
    return lane_mask_or(correct, flipped);
}

#endif
