/* Exact decimals. Written  [-] digits [ . digits ]. Canonical: no leading zero but a single one before the point, no
 * trailing zero after it, no point without digits, no "-0": "0", "1", "0.05", "-12.5". */
#ifndef ZKS_CIRCUITS_DECIMAL_H
#define ZKS_CIRCUITS_DECIMAL_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZKS_DECIMAL_MAX 128 /* characters of a decimal accepted anywhere */

bool zks_decimal_is_canonical(const char *text);
/* The canonical form of any plain decimal ("1.00", "007", "-0.0", ".5" is refused, "5." is refused, no exponent, no
 * plus), NUL-terminated, into `out`; false where the text is none or is longer than ZKS_DECIMAL_MAX. */
bool zks_decimal_canonical(char out[ZKS_DECIMAL_MAX + 2], const char *text, size_t length);
/* The value of a canonical decimal. */
void zks_decimal_to_mpq(mpq_t out, const char *canonical);
/* integer * 10^-decimals as a canonical decimal; malloc'd, NULL: out of memory. */
char *zks_decimal_from_units(const mpz_t integer, unsigned decimals);
/* How a value is made a whole number of units: mpz_fdiv_q rounds down, mpz_cdiv_q up, mpz_divexact where it is one. */
typedef void zks_division(mpz_ptr quotient, mpz_srcptr dividend, mpz_srcptr divisor);
/* The value as a canonical decimal, rounded so to units of 10^-decimals; malloc'd, NULL: out of memory. */
char *zks_decimal_rounded(const mpq_t value, unsigned decimals, zks_division *divide);
/* A canonical rational as a decimal where it is a finite one ("-12.5"), else as a fraction in lowest terms ("1/3");
 * malloc'd, NULL: out of memory. */
char *zks_decimal_from_rational(const mpq_t value);

typedef enum {
    ZKS_UNITS_OK,
    ZKS_UNITS_MALFORMED,
    ZKS_UNITS_NEGATIVE,
    ZKS_UNITS_DECIMALS, /* more decimals than the unit has (trailing zeros do not count) */
    ZKS_UNITS_OVERFLOW  /* needs more than `bytes` */
} zks_units_result;

/* An amount in human units as an integer of 10^-decimals: text is digits[.digits] of `length` bytes (not
 * NUL-terminated), the result is below 256^bytes, bytes <= 16. Fast path without GMP: this is what a ledger of millions
 * of lines is read with. */
zks_units_result zks_units_parse(unsigned __int128 *out, const char *text, size_t length, unsigned decimals,
                                 unsigned bytes);
/* The same for the wider columns of advice: bytes <= 32, little-endian limbs. */
zks_units_result zks_units_parse_limbs(uint64_t out[4], const char *text, size_t length, unsigned decimals,
                                       unsigned bytes);

#endif
