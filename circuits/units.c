#include "circuits/decimal.h"

#include <string.h>

typedef unsigned __int128 wide;

/* value = 10 * value + digit; false where that needs more than 128 bits. */
static bool append_digit(wide *value, unsigned digit)
{
    if (*value > ~(wide)0 / 10)
        return false;
    wide ten = *value * 10;
    *value = ten + digit;
    return *value >= ten;
}

/* The shape of digits[.digits]: where the point is (length: there is none). */
static bool find_point(size_t *point, const char *text, size_t length)
{
    *point = length;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.' && *point == length)
            *point = i;
        else if (text[i] < '0' || text[i] > '9')
            return false;
    }
    return length > 0 && *point > 0 && *point + 1 != length;
}

/* An amount without its sign and the zeros at the end of its fraction. */
typedef struct {
    const char *text;
    size_t length, point, zeros; /* as many zeros more are its digits in the unit */
} amount;

static zks_units_result read_amount(amount *out, const char *text, size_t length, unsigned decimals)
{
    bool negative = length > 0 && text[0] == '-';
    if (length > ZKS_DECIMAL_MAX)
        return ZKS_UNITS_MALFORMED;
    text += negative;
    length -= negative;
    size_t point;
    if (!find_point(&point, text, length))
        return ZKS_UNITS_MALFORMED;
    if (negative)
        return ZKS_UNITS_NEGATIVE;
    if (point < length)
        while (text[length - 1] == '0')
            length--;
    size_t fraction = point < length ? length - point - 1 : 0;
    if (fraction > decimals)
        return ZKS_UNITS_DECIMALS;
    *out = (amount){text, length, point, decimals - fraction};
    return ZKS_UNITS_OK;
}

zks_units_result zks_units_parse(unsigned __int128 *out, const char *text, size_t length, unsigned decimals,
                                 unsigned bytes)
{
    amount a;
    zks_units_result result = read_amount(&a, text, length, decimals);
    if (result != ZKS_UNITS_OK)
        return result;
    wide value = 0;
    for (size_t i = 0; i < a.length; i++)
        if (i != a.point && !append_digit(&value, (unsigned)(a.text[i] - '0')))
            return ZKS_UNITS_OVERFLOW;
    for (size_t i = 0; i < a.zeros; i++)
        if (!append_digit(&value, 0))
            return ZKS_UNITS_OVERFLOW;
    if (bytes < 16 && value >> (8 * bytes) != 0)
        return ZKS_UNITS_OVERFLOW;
    *out = value;
    return ZKS_UNITS_OK;
}

/* limb = 10 * limb + digit; false where that needs more than 256 bits. */
static bool append_digit_to_limbs(uint64_t limb[4], unsigned digit)
{
    wide carry = digit;
    for (size_t i = 0; i < 4; i++) {
        carry += (wide)limb[i] * 10;
        limb[i] = (uint64_t)carry;
        carry >>= 64;
    }
    return carry == 0;
}

zks_units_result zks_units_parse_limbs(uint64_t out[4], const char *text, size_t length, unsigned decimals,
                                       unsigned bytes)
{
    amount a;
    zks_units_result result = read_amount(&a, text, length, decimals);
    if (result != ZKS_UNITS_OK)
        return result;
    uint64_t limb[4] = {0};
    for (size_t i = 0; i < a.length; i++)
        if (i != a.point && !append_digit_to_limbs(limb, (unsigned)(a.text[i] - '0')))
            return ZKS_UNITS_OVERFLOW;
    for (size_t i = 0; i < a.zeros; i++)
        if (!append_digit_to_limbs(limb, 0))
            return ZKS_UNITS_OVERFLOW;
    for (unsigned i = bytes; i < 32; i++)
        if ((limb[i / 8] >> (8 * (i % 8)) & 0xff) != 0)
            return ZKS_UNITS_OVERFLOW;
    memcpy(out, limb, sizeof limb);
    return ZKS_UNITS_OK;
}
