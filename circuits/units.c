#include "circuits/decimal.h"

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

zks_units_result zks_units_parse(unsigned __int128 *out, const char *text, size_t length, unsigned decimals,
                                 unsigned bytes)
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

    wide value = 0;
    for (size_t i = 0; i < length; i++)
        if (i != point && !append_digit(&value, (unsigned)(text[i] - '0')))
            return ZKS_UNITS_OVERFLOW;
    for (size_t i = fraction; i < decimals; i++)
        if (!append_digit(&value, 0))
            return ZKS_UNITS_OVERFLOW;
    if (bytes < 16 && value >> (8 * bytes) != 0)
        return ZKS_UNITS_OVERFLOW;
    *out = value;
    return ZKS_UNITS_OK;
}
