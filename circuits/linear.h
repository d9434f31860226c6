/* Linear forms: rational coefficients of numbered variables, and a constant. */
#ifndef ZKS_CIRCUITS_LINEAR_H
#define ZKS_CIRCUITS_LINEAR_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t variable;
    mpq_t coefficient;
} zks_linear_term;

/* Collected: terms in ascending order of variables, one each, no zero coefficient. */
typedef struct {
    size_t count, capacity;
    zks_linear_term *terms;
    mpq_t constant;
} zks_linear;

/* Whether numerator and denominator are of at most ZKS_MAX_RATIONAL_BITS. */
bool zks_is_short(const mpq_t value);

void zks_linear_init(zks_linear *form);
void zks_linear_clear(zks_linear *form);
/* form += coefficient * variable, as a further term. False: out of memory, or more than ZKS_MAX_TABLE_TERMS. */
bool zks_linear_add_term(zks_linear *form, uint32_t variable, const mpq_t coefficient);
/* form += multiplier * other's terms; the constant stays. Not collected. False as above. */
bool zks_linear_add_terms(zks_linear *form, const zks_linear *other, const mpq_t multiplier);
/* Brings the form into collected order. False where a coefficient passes ZKS_MAX_RATIONAL_BITS: the form is then of no
 * use. */
bool zks_linear_collect(zks_linear *form);
/* The coefficient of a variable in a collected form, NULL where it is zero. */
mpq_srcptr zks_linear_coefficient(const zks_linear *form, uint32_t variable);

#endif
