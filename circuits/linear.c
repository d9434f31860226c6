#include "circuits/linear.h"

#include "circuits/bounds.h"

#include <stdlib.h>

void zks_linear_init(zks_linear *form)
{
    *form = (zks_linear){0};
    mpq_init(form->constant);
}

void zks_linear_clear(zks_linear *form)
{
    for (size_t i = 0; i < form->count; i++)
        mpq_clear(form->terms[i].coefficient);
    free(form->terms);
    mpq_clear(form->constant);
}

static bool reserve(zks_linear *form)
{
    if (form->count < form->capacity)
        return true;
    size_t capacity = form->capacity ? 2 * form->capacity : 8;
    zks_linear_term *terms = form->count < ZKS_MAX_TABLE_TERMS ? realloc(form->terms, capacity * sizeof *terms) : NULL;
    if (!terms)
        return false;
    form->terms = terms;
    form->capacity = capacity;
    return true;
}

bool zks_linear_add_term(zks_linear *form, uint32_t variable, const mpq_t coefficient)
{
    if (!reserve(form))
        return false;
    zks_linear_term *term = &form->terms[form->count++];
    term->variable = variable;
    mpq_init(term->coefficient);
    mpq_set(term->coefficient, coefficient);
    return true;
}

bool zks_linear_add_terms(zks_linear *form, const zks_linear *other, const mpq_t multiplier)
{
    mpq_t product;
    mpq_init(product);
    bool ok = true;
    for (size_t i = 0; ok && i < other->count; i++) {
        mpq_mul(product, other->terms[i].coefficient, multiplier);
        ok = zks_linear_add_term(form, other->terms[i].variable, product);
    }
    mpq_clear(product);
    return ok;
}

static int compare_terms(const void *left, const void *right)
{
    const zks_linear_term *a = left, *b = right;
    return (a->variable > b->variable) - (a->variable < b->variable);
}

bool zks_is_short(const mpq_t value)
{
    return mpz_sizeinbase(mpq_numref(value), 2) <= ZKS_MAX_RATIONAL_BITS &&
           mpz_sizeinbase(mpq_denref(value), 2) <= ZKS_MAX_RATIONAL_BITS;
}

/* Room for a long sum is not kept for the few terms it comes to. */
static void give_back_room(zks_linear *form)
{
    if (form->count == 0) {
        free(form->terms);
        form->terms = NULL;
        form->capacity = 0;
        return;
    }
    zks_linear_term *terms = realloc(form->terms, form->count * sizeof *terms);
    if (!terms)
        return;
    form->terms = terms;
    form->capacity = form->count;
}

bool zks_linear_collect(zks_linear *form)
{
    bool ok = true;
    if (form->count == 0)
        return ok;
    qsort(form->terms, form->count, sizeof *form->terms, compare_terms);
    size_t kept = 0;
    for (size_t i = 0; i < form->count;) {
        zks_linear_term sum = form->terms[i++];
        for (; i < form->count && form->terms[i].variable == sum.variable; i++) {
            mpq_add(sum.coefficient, sum.coefficient, form->terms[i].coefficient);
            mpq_clear(form->terms[i].coefficient);
            /* Sums of fractions grow with every new denominator: stop before they take over. */
            if (!zks_is_short(sum.coefficient)) {
                mpq_set_ui(sum.coefficient, 0, 1);
                ok = false;
            }
        }
        if (mpq_sgn(sum.coefficient) != 0)
            form->terms[kept++] = sum;
        else
            mpq_clear(sum.coefficient);
    }
    form->count = kept;
    give_back_room(form);
    return ok;
}

mpq_srcptr zks_linear_coefficient(const zks_linear *form, uint32_t variable)
{
    zks_linear_term key = {.variable = variable};
    const zks_linear_term *found =
        form->count ? bsearch(&key, form->terms, form->count, sizeof key, compare_terms) : NULL;
    return found ? found->coefficient : NULL;
}
