/* The field of Curve25519: conversions, powers and roots over the arithmetic of field_inline.h. */
#include "crypto/portable/field_inline.h"

#include "crypto/hash.h"

const zks_field zks_field_zero = {{0, 0, 0, 0, 0}};
const zks_field zks_field_one = {{1, 0, 0, 0, 0}};

void zks_field_add(zks_field *out, const zks_field *a, const zks_field *b)
{
    *out = field_add_lazy(a, b);
    field_carry(out);
}

void zks_field_sub(zks_field *out, const zks_field *a, const zks_field *b)
{
    zks_field subtrahend = *b;
    field_carry(&subtrahend);
    *out = field_sub_lazy(a, &subtrahend);
    field_carry(out);
}

void zks_field_neg(zks_field *out, const zks_field *a)
{
    zks_field_sub(out, &zks_field_zero, a);
}

void zks_field_mul(zks_field *out, const zks_field *a, const zks_field *b)
{
    *out = field_mul(a, b);
}

void zks_field_square(zks_field *out, const zks_field *a)
{
    *out = field_square(a);
}

static zks_field square_times(const zks_field *a, int count)
{
    zks_field x = field_square(a);
    for (int i = 1; i < count; i++)
        x = field_square(&x);
    return x;
}

/* a^(2^250 - 1), the shared stem of both powers below; a^11 on the way. Names say the exponent. */
static zks_field power_2_250_minus_1(const zks_field *a, zks_field *power_11)
{
    const zks_field a2 = field_square(a);
    const zks_field a8 = square_times(&a2, 2);
    const zks_field a9 = field_mul(&a8, a);
    *power_11 = field_mul(&a9, &a2);
    zks_field t = field_square(power_11);
    const zks_field run_5 = field_mul(&t, &a9); /* run_n: 2^n - 1 */
    t = square_times(&run_5, 5);
    const zks_field run_10 = field_mul(&t, &run_5);
    t = square_times(&run_10, 10);
    const zks_field run_20 = field_mul(&t, &run_10);
    t = square_times(&run_20, 20);
    const zks_field run_40 = field_mul(&t, &run_20);
    t = square_times(&run_40, 10);
    const zks_field run_50 = field_mul(&t, &run_10);
    t = square_times(&run_50, 50);
    const zks_field run_100 = field_mul(&t, &run_50);
    t = square_times(&run_100, 100);
    const zks_field run_200 = field_mul(&t, &run_100);
    t = square_times(&run_200, 50);
    return field_mul(&t, &run_50);
}

/* a^((p-5)/8) = a^(2^252 - 3). */
static zks_field power_p58(const zks_field *a)
{
    zks_field power_11;
    zks_field t = power_2_250_minus_1(a, &power_11);
    t = square_times(&t, 2);
    return field_mul(&t, a);
}

/* a^(p-2) = a^(2^255 - 21). */
void zks_field_invert(zks_field *out, const zks_field *a)
{
    zks_field power_11;
    zks_field t = power_2_250_minus_1(a, &power_11);
    t = square_times(&t, 5);
    *out = field_mul(&t, &power_11);
}

bool zks_field_sqrt_ratio(zks_field *out, const zks_field *u, const zks_field *v)
{
    const zks_field v2 = field_square(v);
    const zks_field v3 = field_mul(&v2, v);
    const zks_field uv3 = field_mul(u, &v3);
    const zks_field v4 = field_square(&v2);
    const zks_field uv7 = field_mul(&uv3, &v4);
    const zks_field power = power_p58(&uv7);
    zks_field r = field_mul(&uv3, &power);

    /* v r^2 is u times a fourth root of unity; which one says whether r, r sqrt(-1) or neither is a root. */
    const zks_field r2 = field_square(&r);
    const zks_field check = field_mul(v, &r2);
    zks_field u_carried = *u;
    field_carry(&u_carried);
    const zks_field minus_u = field_neg_lazy(&u_carried);
    const zks_field minus_u_i = field_mul(&minus_u, &field_sqrt_m1);
    const bool correct = zks_field_equal(&check, u);
    const bool flipped = zks_field_equal(&check, &minus_u);
    const bool flipped_i = zks_field_equal(&check, &minus_u_i);

    const zks_field r_i = field_mul(&r, &field_sqrt_m1);
    r = field_select(&r, &r_i, flipped | flipped_i);
    *out = field_neg_if(&r, zks_field_is_negative(&r));
    return correct | flipped;
}

void zks_field_decode(zks_field *out, const uint8_t bytes[32])
{
    const uint64_t w0 = zks_load_u64(bytes), w1 = zks_load_u64(bytes + 8), w2 = zks_load_u64(bytes + 16),
                   w3 = zks_load_u64(bytes + 24);
    out->limb[0] = w0 & FIELD_LIMB_MASK;
    out->limb[1] = (w0 >> 51 | w1 << 13) & FIELD_LIMB_MASK;
    out->limb[2] = (w1 >> 38 | w2 << 26) & FIELD_LIMB_MASK;
    out->limb[3] = (w2 >> 25 | w3 << 39) & FIELD_LIMB_MASK;
    out->limb[4] = w3 >> 12 & FIELD_LIMB_MASK;
}

/* The unique representative below p, limbs below 2^51. */
static zks_field canonical(const zks_field *a)
{
    zks_field x = *a;
    field_carry(&x); /* the value is now below 2 p */
    /* q = 1 exactly where value >= p, that is value + 19 >= 2^255. */
    uint64_t q = (x.limb[0] + 19) >> FIELD_LIMB_BITS;
    for (int i = 1; i < 5; i++)
        q = (x.limb[i] + q) >> FIELD_LIMB_BITS;
    /* Subtract q p = q 2^255 - 19 q: add 19 q, carry through, drop bit 255. */
    x.limb[0] += 19 * q;
    for (int i = 0; i < 4; i++) {
        x.limb[i + 1] += x.limb[i] >> FIELD_LIMB_BITS;
        x.limb[i] &= FIELD_LIMB_MASK;
    }
    x.limb[4] &= FIELD_LIMB_MASK;
    return x;
}

void zks_field_encode(uint8_t bytes[32], const zks_field *a)
{
    const zks_field x = canonical(a);
    zks_store_u64(bytes, x.limb[0] | x.limb[1] << 51);
    zks_store_u64(bytes + 8, x.limb[1] >> 13 | x.limb[2] << 38);
    zks_store_u64(bytes + 16, x.limb[2] >> 26 | x.limb[3] << 25);
    zks_store_u64(bytes + 24, x.limb[3] >> 39 | x.limb[4] << 12);
}

bool zks_field_is_negative(const zks_field *a)
{
    const zks_field x = canonical(a);
    return x.limb[0] & 1;
}

bool zks_field_is_zero(const zks_field *a)
{
    const zks_field x = canonical(a);
    return (x.limb[0] | x.limb[1] | x.limb[2] | x.limb[3] | x.limb[4]) == 0;
}

bool zks_field_equal(const zks_field *a, const zks_field *b)
{
    zks_field difference;
    zks_field_sub(&difference, a, b);
    return zks_field_is_zero(&difference);
}

/* Montgomery's trick; a one stands in for each zero. */
void zks_field_invert_batch(zks_field *x, zks_field *scratch, size_t count)
{
    zks_field running = zks_field_one;
    for (size_t i = 0; i < count; i++) {
        const zks_field factor = field_select(&x[i], &zks_field_one, zks_field_is_zero(&x[i]));
        scratch[i] = running; /* the product of all before i */
        running = field_mul(&running, &factor);
    }
    zks_field_invert(&running, &running);
    for (size_t i = count; i-- > 0;) {
        const bool zero = zks_field_is_zero(&x[i]);
        const zks_field factor = field_select(&x[i], &zks_field_one, zero);
        const zks_field inverse = field_mul(&running, &scratch[i]);
        running = field_mul(&running, &factor);
        x[i] = field_select(&inverse, &zks_field_zero, zero);
    }
}
