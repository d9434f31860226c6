#include "prover/margin.h"

#include "circuits/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool zks_constraint_holds(const zks_integer_constraint *constraint, const mpz_t result)
{
    return constraint->slack < 0 ? mpz_sgn(result) == 0 : mpz_sgn(result) >= 0;
}

/* ---- what a requirement is over ----------------------------------------------------------------------------- */

/* Where among the dimensions the unit comes from; `count` where it is the quote currency. */
static size_t unit_dimension(const zks_compiled *c, const zks_dimensions *over)
{
    for (size_t d = over->count; d > 0; d--)
        if (zks_circuit_index_has_decimals(c->circuit, over->index[d - 1]))
            return d - 1;
    return over->count;
}

/* Takes a combination of members apart, the last index running fastest. */
static void members_of(const zks_compiled *c, const zks_dimensions *over, size_t member,
                       size_t position[ZKS_MAX_DIMENSIONS])
{
    for (size_t d = over->count; d > 0; d--) {
        size_t count = c->numbers->indexes[over->index[d - 1]].member_count;
        position[d - 1] = member % count;
        member /= count;
    }
}

const zks_member *zks_margin_unit(const zks_compiled *c, const zks_integer_constraint *constraint, size_t *position)
{
    zks_dimensions over = zks_circuit_requirement(c->circuit, constraint->declared).over;
    size_t at = unit_dimension(c, &over), members[ZKS_MAX_DIMENSIONS];
    *position = 0;
    if (at == over.count)
        return &c->numbers->quote;
    members_of(c, &over, constraint->member, members);
    *position = members[at];
    return &c->numbers->indexes[over.index[at]].members[members[at]];
}

size_t zks_margin_unit_count(const zks_compiled *c, size_t requirement)
{
    zks_dimensions over = zks_circuit_requirement(c->circuit, requirement).over;
    size_t at = unit_dimension(c, &over);
    return at == over.count ? 1 : c->numbers->indexes[over.index[at]].member_count;
}

char *zks_margin_members(const zks_compiled *c, const zks_integer_constraint *constraint)
{
    zks_dimensions over = zks_circuit_requirement(c->circuit, constraint->declared).over;
    size_t members[ZKS_MAX_DIMENSIONS], at = 0;
    char *text = malloc(ZKS_MAX_DIMENSIONS * (ZKS_MAX_NAME + 2) + 1);
    if (text == NULL)
        return NULL;
    text[0] = '\0';
    members_of(c, &over, constraint->member, members);
    for (size_t d = 0; d < over.count; d++)
        at += (size_t)sprintf(text + at, "%s%s", d == 0 ? "" : ", ",
                              c->numbers->indexes[over.index[d]].members[members[d]].name);
    return text;
}

/* ---- numbers ------------------------------------------------------------------------------------------------ */

void zks_margin_value(mpq_t value, const zks_integer_constraint *constraint, const mpz_t result)
{
    mpz_mul(mpq_numref(value), result, mpq_denref(constraint->scale));
    mpz_set(mpq_denref(value), mpq_numref(constraint->scale));
    mpq_canonicalize(value);
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

typedef void division(mpz_ptr quotient, mpz_srcptr dividend, mpz_srcptr divisor);

/* value * 10^decimals, rounded by the division, as a decimal. */
static char *decimal_text(const mpq_t value, unsigned decimals, division *divide)
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

static char *amount_text(const mpq_t value, const zks_member *unit, division *divide)
{
    char *number = decimal_text(value, unit->decimals, divide), *text = NULL;
    if (number != NULL && asprintf(&text, "%s %s", number, unit->name) < 0)
        text = NULL;
    free(number);
    return text;
}

char *zks_margin_exact(const mpq_t value)
{
    unsigned decimals;
    char *text;
    if (count_decimals(mpq_denref(value), &decimals))
        return decimal_text(value, decimals, mpz_divexact);
    return gmp_asprintf(&text, "%Qd", value) < 0 ? NULL : text;
}

char *zks_margin_rounded_down(const mpq_t value, const zks_member *unit)
{
    return amount_text(value, unit, mpz_fdiv_q);
}

char *zks_margin_rounded_up(const mpq_t value, const zks_member *unit)
{
    return amount_text(value, unit, mpz_cdiv_q);
}
