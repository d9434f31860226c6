#include "circuits/polarity.h"

#include <stdlib.h>
#include <string.h>

/* Takes the covered terms out of a collected form; they are its last. */
static size_t split_covered(zks_linear *form, zks_linear_term **covered)
{
    size_t first = form->count;
    while (first > 0 && form->terms[first - 1].variable >= ZKS_FIRST_COVERED)
        first--;
    size_t count = form->count - first;
    *covered = malloc((count + 1) * sizeof **covered);
    if (!*covered)
        return 0;
    if (count)
        memcpy(*covered, form->terms + first, count * sizeof **covered);
    form->count = first;
    return count;
}

static bool has_positive(const zks_linear *form, uint32_t *variable)
{
    for (size_t i = 0; i < form->count; i++) {
        if (mpq_sgn(form->terms[i].coefficient) > 0) {
            *variable = form->terms[i].variable;
            return true;
        }
    }
    return false;
}

/* form += coefficient * total for the covered terms that help (or, the other ones). */
static bool add_covered(const zks_evaluation *e, zks_linear *form, const zks_linear_term *covered, size_t count,
                        bool helping)
{
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        if ((mpq_sgn(covered[i].coefficient) > 0) == helping)
            ok = zks_linear_add_terms(form, &e->covered[covered[i].variable - ZKS_FIRST_COVERED].total,
                                      covered[i].coefficient);
    return ok;
}

/* The covered totals that help become the instance's, which no longer are the evaluation's. */
static bool move_reliances(zks_evaluation *e, zks_instance *instance, const zks_linear_term *covered, size_t count)
{
    instance->reliances = malloc((count + 1) * sizeof *instance->reliances);
    if (!instance->reliances)
        return false;
    for (size_t i = 0; i < count; i++) {
        zks_covered_total *total = &e->covered[covered[i].variable - ZKS_FIRST_COVERED];
        if (mpq_sgn(covered[i].coefficient) <= 0)
            continue;
        instance->reliances[instance->reliance_count++] = *total;
        zks_linear_init(&total->total);
    }
    return true;
}

static zks_polarity uncover(zks_evaluation *e, zks_instance *instance, const zks_linear_term *covered, size_t count,
                            uint32_t *variable)
{
    zks_linear *form = &instance->form;
    if (!add_covered(e, form, covered, count, false))
        return ZKS_POLARITY_MEMORY;
    if (!zks_linear_collect(form))
        return ZKS_POLARITY_TOO_LONG;
    if (!instance->equality && has_positive(form, variable))
        return ZKS_POLARITY_OPEN;
    if (!add_covered(e, form, covered, count, true))
        return ZKS_POLARITY_MEMORY;
    if (!zks_linear_collect(form))
        return ZKS_POLARITY_TOO_LONG;
    return instance->equality || move_reliances(e, instance, covered, count) ? ZKS_POLARITY_OK : ZKS_POLARITY_MEMORY;
}

zks_polarity zks_polarity_uncover(zks_evaluation *e, zks_instance *instance, uint32_t *variable)
{
    zks_linear_term *covered;
    size_t count = split_covered(&instance->form, &covered);
    if (!covered)
        return ZKS_POLARITY_MEMORY;
    zks_polarity result = uncover(e, instance, covered, count, variable);
    for (size_t i = 0; i < count; i++)
        mpq_clear(covered[i].coefficient);
    free(covered);
    zks_evaluation_forget_covered(e);
    return result;
}

/* The multiples m > 0 for which  bound + m * total  has no positive coefficient: then  m * total <= the bound's
 * constant. Each variable narrows the interval. */
typedef struct {
    bool empty, has_upper;
    mpq_t lower, upper;
} interval;

static void narrow(interval *in, mpq_srcptr bound, mpq_srcptr total)
{
    mpq_t ratio;
    mpq_init(ratio);
    int sign = total ? mpq_sgn(total) : 0;
    if (sign != 0 && bound) {
        mpq_div(ratio, bound, total);
        mpq_neg(ratio, ratio);
    }
    if (sign == 0 && mpq_sgn(bound) > 0) {
        in->empty = true;
    } else if (sign > 0 && (!in->has_upper || mpq_cmp(ratio, in->upper) < 0)) {
        in->has_upper = true;
        mpq_set(in->upper, ratio);
    } else if (sign < 0 && mpq_cmp(ratio, in->lower) > 0) {
        mpq_set(in->lower, ratio);
    }
    mpq_clear(ratio);
}

static bool interval_has_positive(const interval *in)
{
    return !in->empty && (!in->has_upper || (mpq_sgn(in->upper) > 0 && mpq_cmp(in->lower, in->upper) <= 0));
}

/* The same with the bound's sign given: an equality bounds both ways. */
static bool bounds(const zks_linear *bound, int sign, const zks_linear *total)
{
    interval in = {0};
    mpq_t signed_coefficient;
    mpq_inits(in.lower, in.upper, signed_coefficient, NULL);
    for (size_t b = 0, t = 0; b < bound->count || t < total->count;) {
        const zks_linear_term *left = b < bound->count ? &bound->terms[b] : NULL;
        const zks_linear_term *right = t < total->count ? &total->terms[t] : NULL;
        bool take_left = left && (!right || left->variable <= right->variable);
        bool take_right = right && (!left || right->variable <= left->variable);
        if (take_left) {
            mpq_set(signed_coefficient, left->coefficient);
            if (sign < 0)
                mpq_neg(signed_coefficient, signed_coefficient);
        }
        narrow(&in, take_left ? signed_coefficient : NULL, take_right ? right->coefficient : NULL);
        b += take_left;
        t += take_right;
    }
    bool result = interval_has_positive(&in);
    mpq_clears(in.lower, in.upper, signed_coefficient, NULL);
    return result;
}

bool zks_polarity_bounds(const zks_instance *bound, const zks_linear *total)
{
    return bounds(&bound->form, 1, total) || (bound->equality && bounds(&bound->form, -1, total));
}

bool zks_polarity_pair_gains(const zks_instance *instance, uint32_t leg, uint32_t partner)
{
    mpq_srcptr one = zks_linear_coefficient(&instance->form, leg),
               other = zks_linear_coefficient(&instance->form, partner);
    mpq_t sum;
    mpq_init(sum);
    if (one)
        mpq_add(sum, sum, one);
    if (other)
        mpq_add(sum, sum, other);
    int sign = mpq_sgn(sum);
    mpq_clear(sum);
    return instance->equality ? sign != 0 : sign > 0;
}
