#include "circuits/form_values.h"

/* The columns whose coefficient has the sign at their largest values, the others at zero. */
static bool value_at(mpq_t out, const zks_linear *form, const zks_column *columns, int sign)
{
    mpq_t product;
    mpz_t top;
    mpq_init(product);
    mpz_init(top);
    mpq_set(out, form->constant);
    bool is_short = true;
    for (size_t i = 0; is_short && i < form->count; i++) {
        if (mpq_sgn(form->terms[i].coefficient) != sign)
            continue;
        mpz_ui_pow_ui(top, 256, columns[form->terms[i].variable].width);
        mpz_sub_ui(top, top, 1);
        mpq_set_z(product, top);
        mpq_mul(product, product, form->terms[i].coefficient);
        mpq_add(out, out, product);
        is_short = zks_is_short(out);
    }
    mpq_clear(product);
    mpz_clear(top);
    return is_short;
}

bool zks_least_value(mpq_t out, const zks_linear *form, const zks_column *columns)
{
    return value_at(out, form, columns, -1);
}

bool zks_largest_value(mpq_t out, const zks_linear *form, const zks_column *columns)
{
    return value_at(out, form, columns, 1);
}

void zks_extent_init(zks_extent *extent)
{
    extent->decimals = 0;
    mpq_init(extent->value);
}

void zks_extent_clear(zks_extent *extent)
{
    mpq_clear(extent->value);
}

/* Its denominator in lowest terms is 2^a * 5^b; that many decimals are the larger of a and b. */
bool zks_extent_hold_number(zks_extent *extent, mpq_srcptr number)
{
    mpz_t rest, prime;
    mpz_init(rest);
    mpz_init_set_ui(prime, 2);
    mp_bitcnt_t twos = mpz_remove(rest, mpq_denref(number), prime);
    mpz_set_ui(prime, 5);
    mp_bitcnt_t fives = mpz_remove(rest, rest, prime);
    mp_bitcnt_t decimals = twos > fives ? twos : fives;
    bool holds = mpz_cmp_ui(rest, 1) == 0 && decimals <= ZKS_MAX_ADVICE_DECIMALS;
    if (holds && decimals > extent->decimals)
        extent->decimals = (unsigned)decimals;
    mpz_clears(rest, prime, NULL);
    return holds;
}

bool zks_extent_hold_numbers_of(zks_extent *extent, const zks_linear *form)
{
    bool holds = zks_extent_hold_number(extent, form->constant);
    for (size_t i = 0; holds && i < form->count; i++)
        holds = zks_extent_hold_number(extent, form->terms[i].coefficient);
    return holds;
}

void zks_extent_hold_value(zks_extent *extent, const mpq_t value)
{
    if (mpq_cmp(value, extent->value) > 0)
        mpq_set(extent->value, value);
}

size_t zks_extent_width(const zks_extent *extent)
{
    mpz_t integer;
    mpz_init(integer);
    mpz_ui_pow_ui(integer, 10, extent->decimals);
    mpz_mul(integer, integer, mpq_numref(extent->value));
    mpz_fdiv_q(integer, integer, mpq_denref(extent->value));
    /* mpz_sizeinbase gives 1 for zero, which is also the least width. */
    size_t width = (mpz_sizeinbase(integer, 2) + 7) / 8;
    mpz_clear(integer);
    return width;
}

void zks_column_top(mpq_t out, const zks_column *column)
{
    mpz_ui_pow_ui(mpq_numref(out), 256, column->width);
    mpz_sub_ui(mpq_numref(out), mpq_numref(out), 1);
    mpz_ui_pow_ui(mpq_denref(out), 10, column->decimals);
    mpq_canonicalize(out);
}
