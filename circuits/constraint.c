#include "circuits/constraint.h"

#include <assert.h>
#include <stdlib.h>

void zks_constraint_clear(zks_integer_constraint *constraint)
{
    for (size_t i = 0; i < constraint->term_count; i++)
        mpz_clear(constraint->terms[i].coefficient);
    free(constraint->terms);
    free(constraint->name);
    mpz_clear(constraint->constant);
    mpq_clear(constraint->scale);
}

/* The first non-zero number of a form in the order terms, constant; NULL for the zero form. */
static mpq_srcptr pivot_of(const zks_linear *form)
{
    if (form->count)
        return form->terms[0].coefficient;
    return mpq_sgn(form->constant) ? form->constant : NULL;
}

/* scale = lcm(denominator of number * scale) * scale, so that the number becomes an integer; false where that is past
 * any use. */
static bool clear_denominator(mpz_t common, mpq_t ratio, const mpq_t number, const mpq_t pivot)
{
    mpq_div(ratio, number, pivot);
    mpz_lcm(common, common, mpq_denref(ratio));
    return mpz_sizeinbase(common, 2) <= ZKS_MAX_INTEGER_BITS;
}

/* Numbers divided by the pivot, then times the least common denominator of the quotients, are primitive: the pivot
 * itself becomes that denominator, and no prime of it divides every other. Where it is too large, so is the constraint.
 */
static bool find_scale(mpq_t scale, const zks_linear *form)
{
    mpz_t common;
    mpq_t ratio, pivot;
    mpz_init_set_ui(common, 1);
    mpq_inits(ratio, pivot, NULL);
    mpq_abs(pivot, pivot_of(form));
    bool ok = clear_denominator(common, ratio, form->constant, pivot);
    for (size_t i = 0; ok && i < form->count; i++)
        ok = clear_denominator(common, ratio, form->terms[i].coefficient, pivot);
    if (ok) {
        mpq_set_z(scale, common);
        mpq_div(scale, scale, pivot);
    }
    mpz_clear(common);
    mpq_clears(ratio, pivot, NULL);
    return ok;
}

static void scaled_integer(mpz_t out, const mpq_t number, const mpq_t scale)
{
    mpq_t product;
    mpq_init(product);
    mpq_mul(product, number, scale);
    assert(mpz_cmp_ui(mpq_denref(product), 1) == 0);
    mpz_set(out, mpq_numref(product));
    mpq_clear(product);
}

zks_constraint_result zks_constraint_from_form(zks_integer_constraint *constraint, const zks_linear *form)
{
    mpz_init(constraint->constant);
    mpq_init(constraint->scale);
    mpq_set_ui(constraint->scale, 1, 1);
    constraint->slack = -1;
    if (!pivot_of(form))
        return ZKS_CONSTRAINT_OK;
    if (!find_scale(constraint->scale, form))
        return ZKS_CONSTRAINT_WRAPS;
    constraint->terms = calloc(form->count + 1, sizeof *constraint->terms);
    if (!constraint->terms)
        return ZKS_CONSTRAINT_MEMORY;
    for (size_t i = 0; i < form->count; i++) {
        zks_integer_term *term = &constraint->terms[constraint->term_count++];
        term->column = form->terms[i].variable;
        mpz_init(term->coefficient);
        scaled_integer(term->coefficient, form->terms[i].coefficient, constraint->scale);
    }
    scaled_integer(constraint->constant, form->constant, constraint->scale);
    return ZKS_CONSTRAINT_OK;
}

/* The least and the largest value over all in-range columns. */
static void extremes(mpz_t least, mpz_t largest, const zks_integer_constraint *constraint, const zks_column *columns)
{
    mpz_t top, product;
    mpz_inits(top, product, NULL);
    mpz_set(least, constraint->constant);
    mpz_set(largest, constraint->constant);
    for (size_t i = 0; i < constraint->term_count; i++) {
        const zks_integer_term *term = &constraint->terms[i];
        mpz_ui_pow_ui(top, 256, columns[term->column].width);
        mpz_sub_ui(top, top, 1);
        mpz_mul(product, top, term->coefficient);
        mpz_ptr end = mpz_sgn(product) < 0 ? least : largest;
        mpz_add(end, end, product);
    }
    mpz_clears(top, product, NULL);
}

zks_constraint_result zks_constraint_slack_width(const zks_integer_constraint *constraint, const zks_column *columns,
                                                 unsigned *width)
{
    zks_constraint_result result = ZKS_CONSTRAINT_OK;
    mpz_t least, largest;
    mpz_inits(least, largest, NULL);
    extremes(least, largest, constraint, columns);
    /* mpz_sizeinbase gives 1 for zero, which is also the least width. */
    size_t bytes = (mpz_sizeinbase(largest, 2) + 7) / 8;
    if (mpz_sgn(largest) < 0)
        result = ZKS_CONSTRAINT_NEVER;
    else if (bytes > ZKS_MAX_WIDTH)
        result = ZKS_CONSTRAINT_SLACK;
    else
        *width = (unsigned)bytes;
    mpz_clears(least, largest, NULL);
    return result;
}

bool zks_constraint_add_slack(zks_integer_constraint *constraint, uint32_t column)
{
    /* The zero form and bare constants have room for no term yet. */
    if (!constraint->terms)
        constraint->terms = calloc(1, sizeof *constraint->terms);
    if (!constraint->terms)
        return false;
    zks_integer_term *term = &constraint->terms[constraint->term_count++];
    term->column = column;
    mpz_init_set_si(term->coefficient, -1);
    constraint->slack = (long)column;
    return true;
}

/* The order of ristretto255 (RFC 9496, section 4). */
static void group_order(mpz_t order)
{
    mpz_t tail;
    mpz_init_set_str(tail, "27742317777372353535851937790883648493", 10);
    mpz_ui_pow_ui(order, 2, 252);
    mpz_add(order, order, tail);
    mpz_clear(tail);
}

zks_constraint_result zks_constraint_check(const zks_integer_constraint *constraint, const zks_column *columns)
{
    zks_constraint_result result = ZKS_CONSTRAINT_OK;
    mpz_t least, largest, order;
    mpz_inits(least, largest, order, NULL);
    extremes(least, largest, constraint, columns);
    group_order(order);
    if (mpz_cmpabs(least, order) >= 0 || mpz_cmpabs(largest, order) >= 0)
        result = ZKS_CONSTRAINT_WRAPS;
    else if (constraint->slack < 0 && (mpz_sgn(least) > 0 || mpz_sgn(largest) < 0))
        result = ZKS_CONSTRAINT_NEVER;
    mpz_clears(least, largest, order, NULL);
    return result;
}

size_t zks_constraint_bits(const zks_integer_constraint *constraint, const zks_column *columns)
{
    mpz_t least, largest;
    mpz_inits(least, largest, NULL);
    extremes(least, largest, constraint, columns);
    size_t bits = mpz_sizeinbase(mpz_cmpabs(least, largest) > 0 ? least : largest, 2);
    mpz_clears(least, largest, NULL);
    return bits;
}
