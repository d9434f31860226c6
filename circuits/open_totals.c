#include "circuits/open_totals.h"

#include "circuits/bounds.h"
#include "circuits/find_use.h"

#include <stdlib.h>
#include <string.h>

/* Takes the covered terms out of a collected form; they are its last. NULL: out of memory. */
static zks_linear_term *split_covered(zks_linear *form, size_t *count)
{
    size_t first = form->count;
    while (first > 0 && form->terms[first - 1].variable >= ZKS_FIRST_COVERED)
        first--;
    *count = form->count - first;
    zks_linear_term *covered = malloc((*count + 1) * sizeof *covered);
    if (!covered)
        return NULL;
    if (*count)
        memcpy(covered, form->terms + first, *count * sizeof *covered);
    form->count = first;
    return covered;
}

static zks_covered_total *total_of(const zks_evaluation *e, const zks_linear_term *covered)
{
    return &e->covered[covered->variable - ZKS_FIRST_COVERED];
}

/* form += coefficient * total for the covered terms that help (or, the other ones). Collects. */
static bool add_covered(zks_compiler *c, zks_form *form, const zks_linear_term *covered, size_t count, bool helping)
{
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        if ((mpq_sgn(covered[i].coefficient) > 0) == helping)
            ok = zks_linear_add_terms(&form->linear, &total_of(&c->evaluation, &covered[i])->total,
                                      covered[i].coefficient);
    if (!ok)
        return zks_compiler_out_of_memory(c);
    return zks_linear_collect(&form->linear) ||
           ZKS_COMPILER_FAIL(c, form->place, "a number of more than %d bits arises in '%s'", ZKS_MAX_RATIONAL_BITS,
                             zks_form_owner(c, form));
}

/* A pool flag or a pool column: no total changes with it. Terms ascend by variable. */
static bool has_more_than_totals(const zks_compiler *c, const zks_linear *form)
{
    return form->count > 0 && form->terms[form->count - 1].variable >= c->table->committed_count;
}

/* Whether an equality pins totals to public numbers, and so says as much as two inequalities. One between totals alone
 * says only that they match. */
static bool is_anchored(const zks_compiler *c, const zks_form *form)
{
    return form->equality &&
           (mpq_sgn(form->linear.constant) != 0 || c->circuit->requirements[form->declared].uses_pool_column ||
            has_more_than_totals(c, &form->linear));
}

static bool check_open(zks_compiler *c, const zks_form *form)
{
    for (size_t i = 0; i < form->linear.count; i++) {
        uint32_t variable = form->linear.terms[i].variable;
        if (variable >= c->table->committed_count ||
            (!form->equality && mpq_sgn(form->linear.terms[i].coefficient) < 0))
            continue;
        const zks_column *column = &c->table->columns[variable];
        return ZKS_COMPILER_FAIL(c, zks_find_use(c, form, zks_declared_as(c, column)),
                                 "%s %s '%s', and accounts that nobody checks could raise it\n"
                                 "write total(..., capped by NAME) with a pool requirement NAME that bounds it by "
                                 "public numbers, or total(..., backed by NAME) with one that bounds it by pool "
                                 "columns",
                                 column->name, form->equality ? "makes up public numbers in the equality" : "helps",
                                 zks_form_owner(c, form));
    }
    return true;
}

/* The covered totals that help, in an equality all of them, become the form's. */
static bool keep_reliances(zks_compiler *c, zks_form *form, const zks_linear_term *covered, size_t count)
{
    form->reliances = malloc((count + 1) * sizeof *form->reliances);
    if (!form->reliances)
        return zks_compiler_out_of_memory(c);
    for (size_t i = 0; i < count; i++) {
        if (!form->equality && mpq_sgn(covered[i].coefficient) <= 0)
            continue;
        zks_covered_total *total = total_of(&c->evaluation, &covered[i]);
        form->reliances[form->reliance_count++] = *total;
        zks_linear_init(&total->total);
    }
    return true;
}

static bool settle_equality(zks_compiler *c, zks_form *form, const zks_linear_term *covered, size_t count)
{
    bool anchored = is_anchored(c, form);
    return (!anchored || check_open(c, form)) && add_covered(c, form, covered, count, false) &&
           add_covered(c, form, covered, count, true) && (!anchored || keep_reliances(c, form, covered, count));
}

static bool settle_inequality(zks_compiler *c, zks_form *form, const zks_linear_term *covered, size_t count)
{
    return add_covered(c, form, covered, count, false) && check_open(c, form) &&
           add_covered(c, form, covered, count, true) && keep_reliances(c, form, covered, count);
}

bool zks_open_totals_settle(zks_compiler *c, zks_form *form)
{
    size_t count;
    zks_linear_term *covered = split_covered(&form->linear, &count);
    if (!covered)
        return zks_compiler_out_of_memory(c);
    bool ok = (form->equality ? settle_equality : settle_inequality)(c, form, covered, count);
    for (size_t i = 0; i < count; i++)
        mpq_clear(covered[i].coefficient);
    free(covered);
    zks_evaluation_forget_covered(&c->evaluation);
    return ok;
}

/* The multiples m > 0 for which  bound + m * total  has no positive coefficient: then  m * total <= the bound's
 * constant. Each column narrows the interval. */
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

static bool has_positive(const interval *in)
{
    return !in->empty && (!in->has_upper || (mpq_sgn(in->upper) > 0 && mpq_cmp(in->lower, in->upper) <= 0));
}

static bool is_external(const zks_table *table, uint32_t variable)
{
    return variable >= table->committed_count && variable - table->committed_count < table->external_count;
}

/* Whether  sign * bound >= 0  bounds the total. External columns are constants: no account changes them. */
static bool bounds(const zks_table *table, const zks_linear *bound, int sign, const zks_linear *total)
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
        if (!take_left || !is_external(table, left->variable))
            narrow(&in, take_left ? signed_coefficient : NULL, take_right ? right->coefficient : NULL);
        b += take_left;
        t += take_right;
    }
    bool result = has_positive(&in);
    mpq_clears(in.lower, in.upper, signed_coefficient, NULL);
    return result;
}

static bool form_bounds(const zks_table *table, const zks_form *bound, const zks_linear *total)
{
    return bounds(table, &bound->linear, 1, total) || (bound->equality && bounds(table, &bound->linear, -1, total));
}

/* With two relations a requirement has two forms for every member, side by side. */
static bool check_reliance(zks_compiler *c, const zks_reliance *reliance)
{
    const zks_requirement_item *item = &c->circuit->requirements[reliance->requirement];
    size_t first = c->first_form[reliance->requirement], sides = item->comparison.relation_count;
    if (first == ZKS_NO_FORM)
        return false; /* it has failed, and was reported */
    bool ok = false;
    for (size_t side = 0; !ok && side < sides; side++) {
        const zks_form *bound = &c->forms[first + reliance->member * sides + side];
        if (!zks_evaluation_spend(&c->evaluation, reliance->place, bound->linear.count + reliance->total.count))
            return false;
        ok = form_bounds(c->table, bound, &reliance->total);
    }
    return ok || ZKS_COMPILER_FAIL(c, reliance->place,
                                   "'%s' does not bound this total from above by public numbers: with it, accounts "
                                   "that nobody checks could still raise the total\n"
                                   "name a requirement of the form total(...) <= public number, of the same columns",
                                   item->name);
}

bool zks_open_totals_check(zks_compiler *c, const zks_form *form)
{
    bool ok = true;
    for (size_t i = 0; ok && i < form->reliance_count; i++)
        ok = check_reliance(c, &form->reliances[i]);
    return ok;
}
