#include "circuits/polarity.h"

#include "circuits/find_use.h"
#include "circuits/open_totals.h"

/* One column of a form. */
typedef struct {
    const zks_form *form;
    uint32_t column;
    int sign; /* of its coefficient */
} use;

static const zks_advice_item *advice_of(const zks_compiler *c, const zks_column *column)
{
    return zks_declared_as(c, column)->advice; /* NULL of columns of the ledger and of the pool */
}

static bool fail_use(zks_compiler *c, use u, const char *how, const char *why, const char *instead)
{
    const zks_column *column = &c->table->columns[u.column];
    return ZKS_COMPILER_FAIL(c, zks_find_use(c, u.form, zks_declared_as(c, column)), "%s %s '%s', but %s\n%s",
                             column->name, how, zks_form_owner(c, u.form), why, instead);
}

static bool check_flag(zks_compiler *c, use u)
{
    const char *why = "the prover may set it to 1 where its condition does not hold";
    if (u.form->equality)
        return fail_use(c, u, "stands in the equality", why, "write 'exactly if' in its declaration");
    return u.sign < 0 ||
           fail_use(c, u, "helps", why, "write 'exactly if' in its declaration, or use it where it hurts");
}

static bool check_bounded(zks_compiler *c, use u, bool at_most)
{
    const char *why = at_most ? "it is shown to be at most what its declaration says: the prover may make it 0"
                              : "it is shown to be at least what its declaration says: the prover may make it larger";
    if (u.form->equality)
        return fail_use(c, u, "stands in the equality", why, "write an inequality on the side where it is safe");
    if (at_most)
        return u.sign > 0 || fail_use(c, u, "hurts", why, "use it where more of it helps, or declare it 'at least'");
    return u.sign < 0 || fail_use(c, u, "helps", why, "use it where more of it hurts, or declare it 'at most'");
}

static bool is_exact(const zks_advice_item *item)
{
    return item->kind == ZKS_ADVICE_FLAG && item->exactly;
}

/* In the bounds of an exact flag, other advice would be free to move its condition. */
static bool check_condition(zks_compiler *c, use u)
{
    return fail_use(c, u, "stands in the condition of the exact flag", "the prover chooses it within its bounds",
                    "write the condition in columns of the ledger and exact flags");
}

static bool check_advice(zks_compiler *c, use u, const zks_advice_item *item)
{
    if (is_exact(item))
        return true;
    if (u.form->is_bound && is_exact(c->circuit->advice.items[u.form->declared]->advice))
        return check_condition(c, u);
    return item->kind == ZKS_ADVICE_FLAG ? check_flag(c, u) : check_bounded(c, u, item->at_most);
}

/* Slices. */

static mpq_srcptr coefficient_of(const zks_form *form, uint32_t column)
{
    return zks_linear_coefficient(&form->linear, column);
}

/* coefficient(left) / unit(left) - coefficient(right) / unit(right), its sign; in human units of the columns. */
static int compare_rates(const zks_compiler *c, const zks_form *form, uint32_t left, uint32_t right)
{
    mpq_t rate[2];
    const uint32_t columns[2] = {left, right};
    for (int i = 0; i < 2; i++) {
        mpq_srcptr coefficient = coefficient_of(form, columns[i]);
        mpz_t unit;
        mpz_init(unit);
        mpq_init(rate[i]);
        mpz_ui_pow_ui(unit, 10, c->table->columns[columns[i]].decimals);
        if (coefficient) {
            mpq_set_z(rate[i], unit);
            mpq_mul(rate[i], rate[i], coefficient);
        }
        mpz_clear(unit);
    }
    int order = mpq_cmp(rate[0], rate[1]);
    mpq_clears(rate[0], rate[1], NULL);
    return order;
}

/* The slices before and after a slice: columns of the same advice, and other members of the last index. */
static bool check_slice(zks_compiler *c, use u, const zks_advice_item *item)
{
    const zks_in_scope *scope = &c->evaluation.scope;
    size_t index = item->symbol->over.index[item->symbol->over.count - 1];
    size_t count = c->numbers->indexes[index].member_count, slice = c->table->columns[u.column].member % count;
    size_t before = zks_previous_sibling(scope, index, slice), after = zks_next_sibling(scope, index, slice);
    uint32_t first = u.column - (uint32_t)slice;
    uint32_t earlier = u.column, later = u.column;
    if (before != ZKS_NO_MEMBER && compare_rates(c, u.form, first + (uint32_t)before, u.column) < 0)
        earlier = first + (uint32_t)before;
    else if (after != ZKS_NO_MEMBER && compare_rates(c, u.form, u.column, first + (uint32_t)after) < 0)
        later = first + (uint32_t)after;
    if (earlier == later)
        return true;
    return ZKS_COMPILER_FAIL(
        c, zks_find_use(c, u.form, item->symbol),
        "a unit of %s %s in '%s' than one of %s before it, so the prover would fill the later slice first\n"
        "order the members so that %s, with a policy check %s(INDEX) RATE",
        c->table->columns[later].name, item->at_most ? "counts more" : "costs less", zks_form_owner(c, u.form),
        c->table->columns[earlier].name,
        item->at_most ? "what slices count never grows" : "what they cost never shrinks",
        item->at_most ? "falling" : "rising");
}

static bool is_own(const zks_form *form, const zks_advice_item *item)
{
    return form->is_bound && form->declared == item->symbol->position;
}

/* Pairs. */

static bool check_pair(zks_compiler *c, use u)
{
    const zks_column *column = &c->table->columns[u.column];
    const zks_symbol *symbol = zks_declared_as(c, column);
    if (!symbol->partner)
        return true;
    uint32_t partner = c->first_of_column[symbol->partner->position] + column->member;
    mpq_srcptr one = coefficient_of(u.form, u.column), other = coefficient_of(u.form, partner);
    mpq_t sum;
    mpq_init(sum);
    mpq_set(sum, one);
    if (other)
        mpq_add(sum, sum, other);
    int sign = mpq_sgn(sum);
    mpq_clear(sum);
    if (u.form->equality ? sign == 0 : sign <= 0)
        return true;
    return ZKS_COMPILER_FAIL(c, zks_find_use(c, u.form, symbol),
                             "raising %s and %s together, which leaves the position as it is, %s '%s'\n"
                             "write the legs so that in expression >= 0 their coefficients add up to at most 0%s",
                             column->name, c->table->columns[partner].name, u.form->equality ? "moves" : "helps",
                             zks_form_owner(c, u.form), u.form->equality ? ", and in an equality to 0" : "");
}

/* All forms. */

static bool check_use(zks_compiler *c, use u)
{
    const zks_advice_item *item = advice_of(c, &c->table->columns[u.column]);
    if (!item)
        return check_pair(c, u);
    if (is_own(u.form, item))
        return true;
    return check_advice(c, u, item) && (item->kind != ZKS_ADVICE_FILLING || check_slice(c, u, item));
}

static bool check_form(zks_compiler *c, const zks_form *form)
{
    bool ok = zks_evaluation_spend(&c->evaluation, form->place, form->linear.count);
    for (size_t i = 0; ok && i < form->linear.count; i++) {
        const zks_linear_term *term = &form->linear.terms[i];
        ok = check_use(c, (use){form, term->variable, mpq_sgn(term->coefficient)});
    }
    return ok && zks_open_totals_check(c, form);
}

bool zks_polarity_check(zks_compiler *c)
{
    bool ok = true;
    const zks_form *failed = NULL; /* a requirement speaks once, not for every member */
    for (size_t i = 0; i < c->form_count && !zks_compiler_is_over(c); i++) {
        const zks_form *form = &c->forms[i];
        bool same = failed && failed->is_bound == form->is_bound && failed->declared == form->declared;
        if (form->failed || same || check_form(c, form))
            continue;
        failed = form;
        ok = false;
    }
    return ok && !zks_compiler_is_over(c);
}
