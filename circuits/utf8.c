#include "circuits/utf8.h"

static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

size_t zks_utf8_decode(uint32_t *point, const char *text, size_t length)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char lead_bits[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    size_t size = length ? sequence_length((unsigned char)text[0]) : 0;
    if (size == 0 || size > length)
        return 0;
    uint32_t value = (unsigned char)text[0] & lead_bits[size];
    for (size_t i = 1; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (byte & 0x3f);
    }
    if (value < smallest[size] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 0;
    *point = value;
    return size;
}

bool zks_utf8_is_valid(const char *text, size_t length)
{
    uint32_t point;
    for (size_t i = 0, count; i < length; i += count)
        if ((count = zks_utf8_decode(&point, text + i, length - i)) == 0)
            return false;
    return true;
}

bool zks_utf8_is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

bool zks_utf8_is_deceptive(uint32_t point)
{
    return (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) || point == 0x200e ||
           point == 0x200f || point == 0x61c || point == 0xfeff;
}

bool zks_utf8_is_plain(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t point;
        size_t size = zks_utf8_decode(&point, text + at, length - at);
        if (size == 0 || zks_utf8_is_control(point))
            return false;
        at += size;
    }
    return true;
}
