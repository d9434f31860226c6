#include "circuits/decimal.h"
#include "crypto/group.h"
#include "verifier/cases.h"

#include <string.h>

bool zks_case_is_point(const char *text)
{
    uint8_t word[32];
    zks_point point;
    return zks_hex_decode(word, sizeof word, text) && zks_point_decode(&point, word);
}

bool zks_case_is_scalar(const char *text)
{
    uint8_t word[32];
    zks_scalar scalar;
    return zks_hex_decode(word, sizeof word, text) && zks_scalar_decode(&scalar, word);
}

bool zks_case_is_decimal(const char *text)
{
    return strlen(text) <= ZKS_DECIMAL_MAX && zks_decimal_is_canonical(text);
}

bool zks_case_is_time(const char *text)
{
    return zks_time_is_canonical(text);
}
