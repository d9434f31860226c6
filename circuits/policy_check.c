#include "circuits/policy_check.h"

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

static void report_broken(zks_evaluation *e, const zks_comparison *comparison, const zks_relation *relation,
                          const mpq_t left, const mpq_t right)
{
    char scope[256], *sides = NULL;
    gmp_asprintf(&sides, "%Qd %s %Qd", left, sign_text(relation->sign), right);
    zks_finding(e->diagnostics, e->circuit->file, comparison->place, "policy check \"%s\" does not hold%s: %s is false",
                comparison->text, zks_scope_text(e, scope), sides);
    free(sides);
}

/* The comparison for the members in scope. */
static bool check(zks_evaluation *e, const zks_comparison *comparison)
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

static bool check_members(zks_evaluation *e, const zks_policy_check *item)
{
    size_t members = zks_member_count(e->numbers, item->index);
    bool ok = true;
    for (size_t member = 0; member < members && !zks_diagnostics_full(e->diagnostics); member++) {
        if (item->index != ZKS_NO_INDEX)
            e->member[item->index] = member;
        ok = check(e, &item->comparison) && ok;
    }
    if (item->index != ZKS_NO_INDEX)
        e->member[item->index] = ZKS_NO_MEMBER;
    return ok;
}

zks_status zks_policy_check_all(const zks_circuit *circuit, const zks_numbers *numbers, zks_diagnostics *d)
{
    zks_evaluation e;
    if (!zks_evaluation_init(&e, circuit, numbers, d)) {
        zks_evaluation_clear(&e);
        return ZKS_ERROR_MEMORY;
    }
    bool ok = true;
    for (size_t i = 0; i < circuit->check_count && !zks_diagnostics_full(d); i++)
        ok = check_members(&e, &circuit->checks[i]) && ok;
    zks_evaluation_clear(&e);
    return ok ? ZKS_OK : ZKS_ERROR_REQUIREMENT;
}
