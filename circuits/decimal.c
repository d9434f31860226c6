#include "circuits/decimal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Where the parts of a plain decimal lie. */
typedef struct {
    bool negative;
    const char *whole, *fraction;
    size_t whole_length, fraction_length;
} decimal_parts;

static size_t count_digits(const char *text, size_t length)
{
    size_t n = 0;
    while (n < length && text[n] >= '0' && text[n] <= '9')
        n++;
    return n;
}

static bool split(decimal_parts *parts, const char *text, size_t length)
{
    if (length == 0 || length > ZKS_DECIMAL_MAX)
        return false;
    size_t at = parts->negative = text[0] == '-';
    parts->whole = text + at;
    parts->whole_length = count_digits(text + at, length - at);
    at += parts->whole_length;
    parts->fraction = text + at;
    parts->fraction_length = 0;
    if (at < length && text[at] == '.') {
        parts->fraction = text + at + 1;
        parts->fraction_length = count_digits(text + at + 1, length - at - 1);
        at += 1 + parts->fraction_length;
        if (parts->fraction_length == 0)
            return false;
    }
    return parts->whole_length > 0 && at == length;
}

bool zks_decimal_canonical(char out[ZKS_DECIMAL_MAX + 2], const char *text, size_t length)
{
    decimal_parts parts;
    if (!split(&parts, text, length))
        return false;
    while (parts.whole_length > 1 && parts.whole[0] == '0') {
        parts.whole++;
        parts.whole_length--;
    }
    while (parts.fraction_length > 0 && parts.fraction[parts.fraction_length - 1] == '0')
        parts.fraction_length--;
    bool zero = parts.fraction_length == 0 && parts.whole_length == 1 && parts.whole[0] == '0';
    size_t at = 0;
    if (parts.negative && !zero)
        out[at++] = '-';
    memcpy(out + at, parts.whole, parts.whole_length);
    at += parts.whole_length;
    if (parts.fraction_length > 0) {
        out[at++] = '.';
        memcpy(out + at, parts.fraction, parts.fraction_length);
        at += parts.fraction_length;
    }
    out[at] = '\0';
    return true;
}

bool zks_decimal_is_canonical(const char *text)
{
    char canonical[ZKS_DECIMAL_MAX + 2];
    return zks_decimal_canonical(canonical, text, strnlen(text, ZKS_DECIMAL_MAX + 1)) && strcmp(canonical, text) == 0;
}

void zks_decimal_to_mpq(mpq_t out, const char *canonical)
{
    decimal_parts parts;
    bool plain = split(&parts, canonical, strnlen(canonical, ZKS_DECIMAL_MAX + 1));
    assert(plain);
    (void)plain;
    char digits[ZKS_DECIMAL_MAX + 1];
    memcpy(digits, parts.whole, parts.whole_length);
    memcpy(digits + parts.whole_length, parts.fraction, parts.fraction_length);
    digits[parts.whole_length + parts.fraction_length] = '\0';
    mpz_set_str(mpq_numref(out), digits, 10);
    mpz_ui_pow_ui(mpq_denref(out), 10, parts.fraction_length);
    mpq_canonicalize(out);
    if (parts.negative)
        mpq_neg(out, out);
}

char *zks_decimal_from_units(const mpz_t integer, unsigned decimals)
{
    /* Sign, at least one digit before the point, the point, NUL. */
    size_t capacity = mpz_sizeinbase(integer, 10) + decimals + 4;
    char *out = malloc(capacity), *digits = malloc(capacity);
    if (!out || !digits) {
        free(out);
        free(digits);
        return NULL;
    }
    mpz_get_str(digits, 10, integer);
    const char *magnitude = digits + (digits[0] == '-');
    size_t length = strlen(magnitude), at = 0;
    if (digits[0] == '-')
        out[at++] = '-';
    size_t whole = length > decimals ? length - decimals : 0;
    if (whole == 0)
        out[at++] = '0';
    memcpy(out + at, magnitude, whole);
    at += whole;
    if (decimals > 0) {
        size_t zeros = length < decimals ? decimals - length : 0;
        out[at++] = '.';
        memset(out + at, '0', zeros);
        memcpy(out + at + zeros, magnitude + whole, length - whole);
        at += decimals;
        while (out[at - 1] == '0')
            at--;
        if (out[at - 1] == '.')
            at--;
    }
    out[at] = '\0';
    free(digits);
    return out;
}

/* The decimals of a canonical fraction with this denominator: false where there are infinitely many. */
static bool count_decimals(const mpz_t denominator, unsigned *decimals)
{
    mpz_t rest, prime;
    mpz_init_set(rest, denominator);
    mpz_init_set_ui(prime, 2);
    mp_bitcnt_t twos = mpz_remove(rest, rest, prime);
    mpz_set_ui(prime, 5);
    mp_bitcnt_t fives = mpz_remove(rest, rest, prime);
    bool finite = mpz_cmp_ui(rest, 1) == 0;
    *decimals = (unsigned)(twos > fives ? twos : fives);
    mpz_clears(rest, prime, NULL);
    return finite;
}

char *zks_decimal_rounded(const mpq_t value, unsigned decimals, zks_division *divide)
{
    mpz_t units;
    mpz_init(units);
    mpz_ui_pow_ui(units, 10, decimals);
    mpz_mul(units, units, mpq_numref(value));
    divide(units, units, mpq_denref(value));
    char *text = zks_decimal_from_units(units, decimals);
    mpz_clear(units);
    return text;
}

char *zks_decimal_from_rational(const mpq_t value)
{
    unsigned decimals;
    char *text;
    if (count_decimals(mpq_denref(value), &decimals))
        return zks_decimal_rounded(value, decimals, mpz_divexact);
    return gmp_asprintf(&text, "%Qd", value) < 0 ? NULL : text;
}
