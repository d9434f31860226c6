/* The group law, and multiplication of a point by a secret scalar, over the formulas of group_inline.h. */
#include "crypto/portable/group_inline.h"

#include "crypto/secret.h"

const zks_point zks_point_identity = {.y = {{1, 0, 0, 0, 0}}, .z = {{1, 0, 0, 0, 0}}};
const zks_niels zks_niels_identity = {.y_plus_x = {{1, 0, 0, 0, 0}}, .y_minus_x = {{1, 0, 0, 0, 0}}};

static void add_cached(zks_point *out, const zks_point *a, const cached_point *b)
{
    const completed_point c = completed_add_cached(a, b, false);
    *out = point_from_completed(&c);
}

void zks_point_add(zks_point *out, const zks_point *a, const zks_point *b)
{
    const cached_point cached = cached_from_point(b);
    add_cached(out, a, &cached);
}

void zks_point_sub(zks_point *out, const zks_point *a, const zks_point *b)
{
    const cached_point cached = cached_from_point(b);
    const completed_point c = completed_add_cached(a, &cached, true);
    *out = point_from_completed(&c);
}

void zks_point_add_niels(zks_point *out, const zks_point *a, const zks_niels *b)
{
    const completed_point c = completed_add_niels(a, b, false);
    *out = point_from_completed(&c);
}

void zks_point_sub_niels(zks_point *out, const zks_point *a, const zks_niels *b)
{
    const completed_point c = completed_add_niels(a, b, true);
    *out = point_from_completed(&c);
}

void zks_point_double(zks_point *out, const zks_point *a)
{
    *out = point_double_times(a, 1);
}

void zks_point_neg(zks_point *out, const zks_point *a)
{
    *out = *a;
    zks_field_neg(&out->x, &a->x);
    zks_field_neg(&out->t, &a->t);
}

void zks_point_from_niels(zks_point *out, const zks_niels *a)
{
    *out = point_from_niels(a);
}

/* RFC 9496, section 4.5: the coset of a representative is known by x/y up to inversion and sign. */
bool zks_point_equal(const zks_point *a, const zks_point *b)
{
    const zks_field x1y2 = field_mul(&a->x, &b->y), y1x2 = field_mul(&a->y, &b->x);
    const zks_field y1y2 = field_mul(&a->y, &b->y), x1x2 = field_mul(&a->x, &b->x);
    const unsigned same_ratio = zks_field_equal(&x1y2, &y1x2), inverse_ratio = zks_field_equal(&y1y2, &x1x2);
    return (same_ratio | inverse_ratio) != 0;
}

bool zks_point_is_identity(const zks_point *a)
{
    const unsigned x_zero = zks_field_is_zero(&a->x), y_zero = zks_field_is_zero(&a->y);
    return (x_zero | y_zero) != 0;
}

/* P, 2P .. 8P. */
static void small_multiples(cached_point table[8], const zks_point *p)
{
    zks_point multiple = *p;
    table[0] = cached_from_point(p);
    for (int i = 1; i < 8; i++) {
        add_cached(&multiple, &multiple, &table[0]);
        table[i] = cached_from_point(&multiple);
    }
}

/* The digit-th multiple for -8 <= digit <= 8: reads the whole table, whatever the digit. */
static cached_point select_multiple(const cached_point table[8], int digit)
{
    const int sign = digit >> 8; /* 0 or -1 */
    const int magnitude = (digit ^ sign) - sign;
    cached_point out = {.y_plus_x = zks_field_one, .y_minus_x = zks_field_one, .z = zks_field_one};
    for (int i = 0; i < 8; i++) {
        const bool hit = magnitude == i + 1;
        out.y_plus_x = field_select(&out.y_plus_x, &table[i].y_plus_x, hit);
        out.y_minus_x = field_select(&out.y_minus_x, &table[i].y_minus_x, hit);
        out.z = field_select(&out.z, &table[i].z, hit);
        out.t2d = field_select(&out.t2d, &table[i].t2d, hit);
    }
    const zks_field y_plus_x = out.y_plus_x;
    out.y_plus_x = field_select(&out.y_plus_x, &out.y_minus_x, sign != 0);
    out.y_minus_x = field_select(&out.y_minus_x, &y_plus_x, sign != 0);
    out.t2d = field_neg_if(&out.t2d, sign != 0);
    return out;
}

/* Digits in -8..8 with sum digit[i] 16^i = k; the order is below 2^253, so the last digit takes the carry. */
static void recode_radix_16(int8_t digit[64], const zks_scalar *k)
{
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_scalar_encode(bytes, k);
    for (int i = 0; i < 32; i++) {
        digit[2 * i] = (int8_t)(bytes[i] & 15);
        digit[2 * i + 1] = (int8_t)(bytes[i] >> 4);
    }
    for (int i = 0; i < 63; i++) {
        const int carry = (digit[i] + 8) >> 4;
        digit[i] = (int8_t)(digit[i] - carry * 16);
        digit[i + 1] = (int8_t)(digit[i + 1] + carry);
    }
    zks_wipe(bytes, sizeof bytes);
}

/* Fixed windows of four bits: the same operations in the same order for every scalar. */
void zks_point_mul(zks_point *out, const zks_scalar *k, const zks_point *p)
{
    cached_point table[8];
    int8_t digit[64];
    small_multiples(table, p);
    recode_radix_16(digit, k);
    zks_point sum = zks_point_identity;
    for (int i = 63; i >= 0; i--) {
        sum = point_double_times(&sum, 4);
        const cached_point multiple = select_multiple(table, digit[i]);
        add_cached(&sum, &sum, &multiple);
    }
    zks_wipe(digit, sizeof digit);
    *out = sum;
}
