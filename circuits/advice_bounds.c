/* Advice that is at least, or at most, each of several bounds. */
#include "circuits/advice.h"
#include "circuits/layout.h"
#include "circuits/people.h"

/* form + B * (1 - flag), B being the largest value of the bound. */
static bool suspend_unless(zks_compiler *c, zks_form *form, const zks_symbol *flag, mpq_t value)
{
    if (mpq_sgn(value) <= 0)
        return true;
    mpq_add(form->linear.constant, form->linear.constant, value);
    mpq_neg(value, value);
    bool ok = zks_form_add_column(c, form, zks_advice_column(c, flag), value);
    mpq_neg(value, value);
    return ok;
}

/* The form is `-E` for at least E, `E` for at most E; the column itself comes when its unit is known. */
static bool add_plain_bound(zks_compiler *c, const zks_advice_item *item, const zks_bound *bound, char *name,
                            zks_advice_extent *held)
{
    uint32_t member = (uint32_t)zks_combination_in_scope(&c->evaluation.scope, &item->symbol->over);
    zks_form *form = zks_advice_add_form(c, item, bound->place, name, member);
    if (!form || !zks_form_add(c, form, bound->expression, item->at_most ? 1 : -1) || !zks_form_settle(c, form))
        return false;
    form->incomplete = true;
    if (!zks_extent_hold_numbers_of(&held->extent, &form->linear))
        return zks_advice_fail_decimals(c, item, bound->place);
    mpq_t value;
    mpq_init(value);
    bool ok = item->at_most ? zks_largest_value(value, &form->linear, c->table->columns)
                            : zks_least_value(value, &form->linear, c->table->columns);
    if (!ok)
        ok = zks_advice_fail_long(c, item, bound->place);
    if (!item->at_most)
        mpq_neg(value, value);
    zks_advice_hold_value(held, item, value);
    if (ok && bound->when)
        ok = suspend_unless(c, form, bound->when, value);
    mpq_clear(value);
    return ok;
}

/* One bound for every combination of members of its `for`. */
static bool add_bound(zks_compiler *c, const zks_advice_item *item, size_t position, zks_advice_extent *held)
{
    const zks_bound *bound = &item->bounds[position];
    zks_in_scope *scope = &c->evaluation.scope;
    size_t indexes[ZKS_MAX_DIMENSIONS];
    for (size_t i = 0; i < bound->for_count; i++)
        indexes[i] = bound->for_members[i].index;
    zks_walk walk;
    bool ok = true;
    zks_walk_begin(&walk, scope, indexes, bound->for_count);
    while (ok && zks_walk_next(&walk)) {
        char *advice = zks_name_in_scope(scope, item->symbol->name, &item->symbol->over);
        char *name = zks_name_with_members(scope, zks_name_with_number(advice, "bound", position + 1), indexes,
                                           bound->for_count);
        ok = bound->kind == ZKS_BOUND_PLAIN ? add_plain_bound(c, item, bound, name, held)
                                            : zks_advice_compile_order(c, item, bound, name, held);
    }
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, bound->place, 0);
}

/* Adds the column to the forms that bound it. */
static bool complete_forms(zks_compiler *c, const zks_advice_item *item, uint32_t column, size_t first)
{
    bool ok = true;
    for (size_t i = first; ok && i < c->form_count; i++) {
        zks_form *form = &c->forms[i];
        if (!form->incomplete)
            continue;
        ok = zks_form_add_signed_column(c, form, column, item->at_most ? -1 : 1) && zks_form_complete(c, form);
        form->incomplete = false;
    }
    return ok;
}

/* Whether there is a bound at all: each may be for the members of a parent that has none. `at least` none is at least
 * 0, but `at most` none would be anything. */
static bool has_bound(zks_compiler *c, const zks_advice_item *item, size_t first)
{
    char scope[256];
    if (!item->at_most || c->form_count > first)
        return true;
    return ZKS_COMPILER_FAIL(c, item->symbol->place,
                             "'%s' has no bound%s, where its `for` has no members, and could be anything\n"
                             "write a bound without `for` as well, like 0",
                             item->symbol->name, zks_scope_text(&c->evaluation.scope, scope));
}

/* The column of the members in scope. */
static bool compile_member(zks_compiler *c, const zks_advice_item *item)
{
    uint32_t column = zks_advice_column(c, item->symbol);
    size_t first = c->form_count;
    zks_advice_extent held = {0};
    zks_extent_init(&held.extent);
    bool ok = true;
    for (size_t i = 0; ok && i < item->bound_count; i++)
        ok = add_bound(c, item, i, &held);
    ok = ok && has_bound(c, item, first) &&
         zks_layout_set_unit(c, item->symbol->place, column, &held.extent, item->bytes) &&
         complete_forms(c, item, column, first) &&
         zks_advice_add_step(c, item->at_most ? ZKS_STEP_LARGEST : ZKS_STEP_LEAST, item, column, first);
    zks_extent_clear(&held.extent);
    return ok;
}

bool zks_advice_compile_bounds(zks_compiler *c, const zks_advice_item *item)
{
    zks_walk walk;
    bool ok = true;
    zks_walk_begin(&walk, &c->evaluation.scope, item->symbol->over.index, item->symbol->over.count);
    while (ok && zks_walk_next(&walk))
        ok = compile_member(c, item);
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, item->symbol->place, 0);
}
