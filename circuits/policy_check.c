#include "circuits/policy_check.h"

#include "circuits/decimal.h"
#include "circuits/expression.h"

#include <stdlib.h>

static bool holds(zks_token_kind sign, int order)
{
    switch (sign) {
    case ZKS_TOKEN_GREATER_EQUAL:
        return order >= 0;
    case ZKS_TOKEN_LESS_EQUAL:
        return order <= 0;
    case ZKS_TOKEN_GREATER:
        return order > 0;
    case ZKS_TOKEN_LESS:
        return order < 0;
    default:
        return order == 0;
    }
}

static const char *sign_text(zks_token_kind sign)
{
    switch (sign) {
    case ZKS_TOKEN_GREATER_EQUAL:
        return ">=";
    case ZKS_TOKEN_LESS_EQUAL:
        return "<=";
    case ZKS_TOKEN_GREATER:
        return ">";
    case ZKS_TOKEN_LESS:
        return "<";
    default:
        return "==";
    }
}

/* As a decimal where it is one of at most ZKS_DECIMAL_MAX places, as a fraction otherwise. To be freed; NULL: out of
 * memory. */
static char *rational_text(const mpq_t value)
{
    mpz_t power, integer;
    mpz_inits(power, integer, NULL);
    unsigned places = 0;
    mpz_set_ui(power, 1);
    while (places < ZKS_DECIMAL_MAX && !mpz_divisible_p(power, mpq_denref(value))) {
        mpz_mul_ui(power, power, 10);
        places++;
    }
    char *text = NULL;
    if (mpz_divisible_p(power, mpq_denref(value))) {
        mpz_divexact(integer, power, mpq_denref(value));
        mpz_mul(integer, integer, mpq_numref(value));
        text = zks_decimal_from_units(integer, places);
    } else {
        gmp_asprintf(&text, "%Qd", value);
    }
    mpz_clears(power, integer, NULL);
    return text;
}

static void report_broken(zks_evaluation *e, const zks_comparison *comparison, const zks_relation *relation,
                          const mpq_t left, const mpq_t right)
{
    char scope[256], *left_text = rational_text(left), *right_text = rational_text(right);
    zks_finding(e->diagnostics, e->circuit->file, comparison->place,
                "policy check \"%s\" does not hold%s: %s %s %s is false", comparison->text,
                zks_scope_text(&e->scope, scope), left_text ? left_text : "?", sign_text(relation->sign),
                right_text ? right_text : "?");
    free(left_text);
    free(right_text);
}

/* The comparison for the members in scope. */
static bool check_comparison(zks_evaluation *e, const zks_comparison *comparison)
{
    mpq_t left, right;
    mpq_inits(left, right, NULL);
    bool ok = zks_evaluate_public(e, comparison->sides[0], left);
    for (size_t i = 0; ok && i < comparison->relation_count; i++) {
        ok = zks_evaluate_public(e, comparison->sides[i + 1], right);
        if (ok && !holds(comparison->relations[i].sign, mpq_cmp(left, right))) {
            report_broken(e, comparison, &comparison->relations[i], left, right);
            ok = false;
        }
        mpq_swap(left, right);
    }
    mpq_clears(left, right, NULL);
    return ok;
}

static void report_step(zks_evaluation *e, const zks_policy_check *item, size_t before, const mpq_t from,
                        const mpq_t to)
{
    char scope[256], *from_text = rational_text(from), *to_text = rational_text(to);
    zks_finding(e->diagnostics, e->circuit->file, item->comparison.place,
                "policy check \"%s\" does not hold%s: it %s from %s, for %s, to %s", item->comparison.text,
                zks_scope_text(&e->scope, scope), item->kind == ZKS_CHECK_RISING ? "falls" : "rises",
                from_text ? from_text : "?", e->numbers->indexes[item->along].members[before].name,
                to_text ? to_text : "?");
    free(from_text);
    free(to_text);
}

/* From the member before to the one in scope of the index that the expression rises or falls along. */
static bool check_step(zks_evaluation *e, const zks_policy_check *item)
{
    const zks_node *expression = item->comparison.sides[0];
    size_t before = zks_previous_sibling(&e->scope, item->along, e->scope.member[item->along]);
    if (before == ZKS_NO_MEMBER)
        return true;
    mpq_t from, to;
    mpq_inits(from, to, NULL);
    size_t mark = e->scope.hidden_count;
    zks_bind(&e->scope, item->along, before);
    bool ok = zks_evaluate_public(e, expression, from);
    zks_unbind(&e->scope, mark);
    ok = ok && zks_evaluate_public(e, expression, to);
    int order = ok ? mpq_cmp(to, from) : 0;
    if (item->kind == ZKS_CHECK_RISING ? order < 0 : order > 0) {
        report_step(e, item, before, from, to);
        ok = false;
    }
    mpq_clears(from, to, NULL);
    return ok;
}

/* For every combination of members of its indexes. */
static bool check_members(zks_evaluation *e, const zks_policy_check *item)
{
    bool ok = true;
    zks_walk walk;
    zks_walk_begin(&walk, &e->scope, item->indexes, item->index_count);
    while (!zks_evaluation_is_over(e) && !zks_diagnostics_full(e->diagnostics) && zks_walk_next(&walk))
        ok = (item->kind == ZKS_CHECK_COMPARISON ? check_comparison(e, &item->comparison) : check_step(e, item)) && ok;
    zks_walk_end(&walk);
    return zks_evaluation_spend(e, item->comparison.place, 0) && ok;
}

zks_status zks_policy_check_all(const zks_circuit *circuit, const zks_numbers *numbers, zks_diagnostics *d)
{
    zks_evaluation e;
    bool ok = zks_evaluation_init(&e, circuit, numbers, d);
    for (size_t i = 0; i < circuit->check_count && !zks_evaluation_is_over(&e) && !zks_diagnostics_full(d); i++)
        ok = check_members(&e, &circuit->checks[i]) && ok;
    bool exhausted = e.exhausted || e.scope.exhausted;
    zks_evaluation_clear(&e);
    return exhausted ? ZKS_ERROR_MEMORY : ok ? ZKS_OK : ZKS_ERROR_REQUIREMENT;
}
