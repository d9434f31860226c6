#include "circuits/requirement_forms.h"

#include "circuits/people.h"

/* "margin"; of two relations, "delta[BTC], at least" and "delta[BTC], at most" of what is between. */
static char *side_name(const zks_compiler *c, const zks_requirement_item *item, size_t side)
{
    char *name = zks_name_in_scope(&c->evaluation.scope, item->name, &item->over);
    if (item->comparison.relation_count == 1)
        return name;
    bool rising = item->comparison.relations[0].sign == ZKS_TOKEN_LESS_EQUAL;
    return zks_name_with(name, (side == 0) == rising ? "at least" : "at most");
}

static bool add_side(zks_compiler *c, const zks_requirement_item *item, size_t side)
{
    const zks_comparison *comparison = &item->comparison;
    zks_token_kind sign = comparison->relations[side].sign;
    bool reversed = sign == ZKS_TOKEN_LESS_EQUAL;
    zks_form *form = zks_compiler_add_form(
        c, (zks_form){.name = side_name(c, item, side),
                      .place = item->place,
                      .equality = sign == ZKS_TOKEN_EQUAL,
                      .reversed = reversed,
                      .declared = (size_t)(item - c->circuit->requirements),
                      .member = (uint32_t)zks_combination_in_scope(&c->evaluation.scope, &item->over)});
    return form && zks_form_add(c, form, comparison->sides[side], reversed ? -1 : 1) &&
           zks_form_add(c, form, comparison->sides[side + 1], reversed ? 1 : -1) && zks_form_settle(c, form);
}

/* One requirement for every combination of its members; the first that fails speaks for it. */
static bool add_forms(zks_compiler *c, const zks_requirement_item *item)
{
    zks_walk walk;
    bool ok = true;
    zks_walk_begin(&walk, &c->evaluation.scope, item->over.index, item->over.count);
    while (ok && zks_walk_next(&walk))
        for (size_t side = 0; ok && side < item->comparison.relation_count; side++)
            ok = add_side(c, item, side);
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, item->place, 0);
}

bool zks_requirement_forms(zks_compiler *c)
{
    bool ok = true;
    for (size_t i = 0; i < c->circuit->requirement_count && !zks_compiler_is_over(c); i++) {
        const zks_requirement_item *item = &c->circuit->requirements[i];
        if (item->scope != c->scope)
            continue;
        size_t first = c->form_count;
        if (add_forms(c, item)) {
            c->first_form[i] = first;
            continue;
        }
        ok = false;
        zks_forms_fail(c, first);
    }
    return ok && !zks_compiler_is_over(c);
}
