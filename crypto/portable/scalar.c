/* Scalars modulo the order n of ristretto255: four 64-bit limbs in Montgomery form with R = 2^256.
 *
 * n is below 2^253, so a product of two reduced operands, or of any 256-bit integer with a reduced one, leaves the
 * reduction below 2 n: one conditional subtraction makes it canonical, and no fifth limb is ever needed.
 *
 * Source: Montgomery, "Modular multiplication without trial division" (1985), in the interleaved form (CIOS) of
 * Koc, Acar, Kaliski, "Analyzing and comparing Montgomery multiplication algorithms" (1996).
 */
#include "crypto/scalar.h"

#include "crypto/hash.h"

#include <assert.h>
#include <string.h>

typedef unsigned __int128 wide;

static const uint64_t order[4] = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000};
static const uint64_t order_minus_2[4] = {0x5812631a5cf5d3eb, 0x14def9dea2f79cd6, 0, 0x1000000000000000};
#define MINUS_ORDER_INVERSE UINT64_C(0xd2b51da312547e1b) /* -n^-1 mod 2^64 */

/* R^2 and R^3 mod n: multiplying by them enters Montgomery form from x and from x / R. */
static const zks_scalar r_squared = {{0xa40611e3449c0f01, 0xd00e1ba768859347, 0xceec73d217f5be65, 0x0399411b7c309a3d}};
static const zks_scalar r_cubed = {{0x2a9e49687b83a2db, 0x278324e6aef7f3ec, 0x8065dc6c04ec5b65, 0x0e530b773599cec7}};

const zks_scalar zks_scalar_zero = {{0, 0, 0, 0}};
const zks_scalar zks_scalar_one = {{0xd6ec31748d98951d, 0xc6ef5bf4737dcf70, 0xfffffffffffffffe, 0x0fffffffffffffff}};

/* x - n and the borrow: 1 where x < n. */
static inline uint64_t minus_order(uint64_t out[4], const uint64_t x[4])
{
    uint64_t borrow = 0;
    for (int i = 0; i < 4; i++) {
        const wide d = (wide)x[i] - order[i] - borrow;
        out[i] = (uint64_t)d;
        borrow = (uint64_t)(d >> 64) & 1;
    }
    return borrow;
}

/* x mod n for x < 2 n. The barrier keeps compilers from turning the mask into a branch. */
static inline void reduce_once(uint64_t out[4], const uint64_t x[4])
{
    uint64_t reduced[4];
    uint64_t keep = UINT64_C(0) - minus_order(reduced, x);
    __asm__("" : "+r"(keep));
    for (int i = 0; i < 4; i++)
        out[i] = reduced[i] ^ (keep & (reduced[i] ^ x[i]));
}

/* out = a b / R mod n, for a b < n R. Row by row: add a[i] b, then the multiple of n that clears the lowest limb. */
static inline void montgomery_mul(uint64_t out[4], const uint64_t a[4], const uint64_t b[4])
{
    uint64_t t[5] = {0};
    for (int i = 0; i < 4; i++) {
        wide c = (wide)a[i] * b[0] + t[0];
        const uint64_t m = (uint64_t)c * MINUS_ORDER_INVERSE;
        wide r = (wide)m * order[0] + (uint64_t)c;
        for (int j = 1; j < 4; j++) {
            c = (wide)a[i] * b[j] + t[j] + (uint64_t)(c >> 64);
            r = (wide)m * order[j] + (uint64_t)c + (uint64_t)(r >> 64);
            t[j - 1] = (uint64_t)r;
        }
        const wide top = (c >> 64) + (r >> 64) + t[4];
        t[3] = (uint64_t)top;
        t[4] = (uint64_t)(top >> 64);
    }
    reduce_once(out, t);
}

void zks_scalar_from_u64(zks_scalar *out, uint64_t x)
{
    const uint64_t limbs[4] = {x, 0, 0, 0};
    montgomery_mul(out->limb, limbs, r_squared.limb);
}

void zks_scalar_from_i64(zks_scalar *out, int64_t x)
{
    const uint64_t sign = (uint64_t)(x >> 63); /* all ones for a negative x */
    zks_scalar magnitude, minus;
    zks_scalar_from_u64(&magnitude, ((uint64_t)x ^ sign) - sign);
    zks_scalar_neg(&minus, &magnitude);
    for (int i = 0; i < 4; i++)
        out->limb[i] = magnitude.limb[i] ^ (sign & (magnitude.limb[i] ^ minus.limb[i]));
}

static void load_limbs(uint64_t out[4], const uint8_t bytes[32])
{
    for (int i = 0; i < 4; i++)
        out[i] = zks_load_u64(bytes + 8 * i);
}

bool zks_scalar_decode(zks_scalar *out, const uint8_t bytes[ZKS_SCALAR_BYTES])
{
    uint64_t limbs[4], excess[4];
    load_limbs(limbs, bytes);
    if (!minus_order(excess, limbs))
        return false;
    montgomery_mul(out->limb, limbs, r_squared.limb);
    return true;
}

void zks_scalar_from_wide(zks_scalar *out, const uint8_t bytes[64])
{
    uint64_t low[4], high[4];
    zks_scalar low_part, high_part;
    load_limbs(low, bytes);
    load_limbs(high, bytes + 32);
    montgomery_mul(low_part.limb, low, r_squared.limb);
    montgomery_mul(high_part.limb, high, r_cubed.limb); /* high * 2^256 */
    zks_scalar_add(out, &low_part, &high_part);
}

void zks_scalar_from_bytes(zks_scalar *out, const uint8_t *bytes, size_t length)
{
    assert(length <= 32);
    uint8_t padded[32] = {0};
    uint64_t limbs[4];
    if (length > 0)
        memcpy(padded, bytes, length);
    load_limbs(limbs, padded);
    montgomery_mul(out->limb, limbs, r_squared.limb);
}

void zks_scalar_encode(uint8_t bytes[ZKS_SCALAR_BYTES], const zks_scalar *x)
{
    static const uint64_t one[4] = {1, 0, 0, 0};
    uint64_t limbs[4];
    montgomery_mul(limbs, x->limb, one);
    for (int i = 0; i < 4; i++)
        zks_store_u64(bytes + 8 * i, limbs[i]);
}

void zks_scalar_add(zks_scalar *out, const zks_scalar *a, const zks_scalar *b)
{
    uint64_t sum[4], carry = 0;
    for (int i = 0; i < 4; i++) {
        const wide s = (wide)a->limb[i] + b->limb[i] + carry;
        sum[i] = (uint64_t)s;
        carry = (uint64_t)(s >> 64);
    }
    reduce_once(out->limb, sum);
}

void zks_scalar_sub(zks_scalar *out, const zks_scalar *a, const zks_scalar *b)
{
    uint64_t difference[4], borrow = 0;
    for (int i = 0; i < 4; i++) {
        const wide d = (wide)a->limb[i] - b->limb[i] - borrow;
        difference[i] = (uint64_t)d;
        borrow = (uint64_t)(d >> 64) & 1;
    }
    uint64_t wrapped = UINT64_C(0) - borrow, carry = 0;
    __asm__("" : "+r"(wrapped));
    for (int i = 0; i < 4; i++) {
        const wide s = (wide)difference[i] + (order[i] & wrapped) + carry;
        out->limb[i] = (uint64_t)s;
        carry = (uint64_t)(s >> 64);
    }
}

void zks_scalar_neg(zks_scalar *out, const zks_scalar *a)
{
    zks_scalar_sub(out, &zks_scalar_zero, a);
}

void zks_scalar_mul(zks_scalar *out, const zks_scalar *a, const zks_scalar *b)
{
    montgomery_mul(out->limb, a->limb, b->limb);
}

void zks_scalar_add_product(zks_scalar *acc, const zks_scalar *a, const zks_scalar *b)
{
    zks_scalar product;
    zks_scalar_mul(&product, a, b);
    zks_scalar_add(acc, acc, &product);
}

void zks_scalar_square(zks_scalar *out, const zks_scalar *a)
{
    montgomery_mul(out->limb, a->limb, a->limb);
}

/* a^(n-2) by windows of four bits; the exponent is public. */
void zks_scalar_invert(zks_scalar *out, const zks_scalar *a)
{
    zks_scalar power[16], x = zks_scalar_one;
    power[0] = zks_scalar_one;
    for (int i = 1; i < 16; i++)
        zks_scalar_mul(&power[i], &power[i - 1], a);
    for (int i = 63; i >= 0; i--) {
        const unsigned window = order_minus_2[i / 16] >> (4 * (i % 16)) & 15;
        for (int j = 0; j < 4; j++)
            zks_scalar_square(&x, &x);
        if (window != 0)
            zks_scalar_mul(&x, &x, &power[window]);
    }
    *out = x;
}

/* An odd representative becomes even by adding n; halving commutes with Montgomery form. */
void zks_scalar_half(zks_scalar *out, const zks_scalar *a)
{
    uint64_t odd = UINT64_C(0) - (a->limb[0] & 1), even[4], carry = 0;
    __asm__("" : "+r"(odd));
    for (int i = 0; i < 4; i++) {
        const wide s = (wide)a->limb[i] + (order[i] & odd) + carry;
        even[i] = (uint64_t)s;
        carry = (uint64_t)(s >> 64);
    }
    for (int i = 0; i < 3; i++)
        out->limb[i] = even[i] >> 1 | even[i + 1] << 63;
    out->limb[3] = even[3] >> 1;
}

void zks_scalar_invert_batch(zks_scalar *x, zks_scalar *scratch, size_t count)
{
    zks_scalar running = zks_scalar_one;
    for (size_t i = 0; i < count; i++) {
        assert(!zks_scalar_is_zero(&x[i]));
        scratch[i] = running; /* the product of all before i */
        zks_scalar_mul(&running, &running, &x[i]);
    }
    zks_scalar_invert(&running, &running);
    for (size_t i = count; i-- > 0;) {
        const zks_scalar factor = x[i];
        zks_scalar_mul(&x[i], &running, &scratch[i]);
        zks_scalar_mul(&running, &running, &factor);
    }
}

bool zks_scalar_equal(const zks_scalar *a, const zks_scalar *b)
{
    uint64_t difference = 0;
    for (int i = 0; i < 4; i++)
        difference |= a->limb[i] ^ b->limb[i];
    return difference == 0;
}

bool zks_scalar_is_zero(const zks_scalar *a)
{
    return zks_scalar_equal(a, &zks_scalar_zero);
}
