/* Slices of an expression: each at most of its size; together at most, or at least, what they are of. */
#include "circuits/advice.h"
#include "circuits/layout.h"
#include "circuits/people.h"

#include <stdlib.h>

typedef struct {
    uint32_t column, member;
    mpq_t size;
} slice;

/* The slices of one combination of members of the other indexes, and of one parent. */
typedef struct {
    const zks_advice_item *item;
    const char *name;
    size_t count;
    slice *slices;
    uint32_t open; /* the column h, where it has one */
    size_t form;   /* that of the sum */
    zks_extent filled;
} group;

static size_t index_of_slices(const zks_advice_item *item)
{
    return item->symbol->over.index[item->symbol->over.count - 1];
}

/* The last slice of `at least` takes the rest. */
static bool is_limited(const group *g, size_t position)
{
    return g->item->at_most || position + 1 < g->count;
}

static bool add_slice(zks_compiler *c, group *g)
{
    slice *s = &g->slices[g->count++];
    mpq_init(s->size);
    s->column = zks_advice_column(c, g->item->symbol);
    s->member = (uint32_t)zks_combination_in_scope(&c->evaluation.scope, &g->item->symbol->over);
    if (!zks_evaluate_public(&c->evaluation, g->item->size, s->size))
        return false;
    char scope[256];
    zks_place place = g->item->size->word.place;
    if (mpq_sgn(s->size) < 0)
        return ZKS_COMPILER_FAIL(c, place, "the size of a slice is below zero%s\nwrite a policy check that it is not",
                                 zks_scope_text(&c->evaluation.scope, scope));
    return zks_extent_hold_number(&g->filled, s->size) || zks_advice_fail_decimals(c, g->item, place);
}

static bool add_slices(zks_compiler *c, group *g)
{
    size_t index = index_of_slices(g->item);
    zks_walk walk;
    bool ok = true;
    zks_walk_begin(&walk, &c->evaluation.scope, &index, 1);
    while (ok && zks_walk_next(&walk))
        ok = add_slice(c, g);
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, g->item->symbol->place, 0);
}

static zks_form *add_form(zks_compiler *c, const group *g, const char *what)
{
    return zks_advice_add_form(c, g->item, g->item->symbol->place, zks_name("%s, %s", g->name, what),
                               g->count ? g->slices[0].member : 0);
}

/* The helper h, and 1 - h. */
static bool add_open(zks_compiler *c, group *g)
{
    zks_extent bit;
    zks_extent_init(&bit);
    mpq_set_ui(bit.value, 1, 1);
    g->open = (uint32_t)c->table->column_count;
    bool ok = zks_layout_add_helper(c, g->item, g->item->symbol->place, zks_name("%s, open", g->name), &bit);
    zks_extent_clear(&bit);
    zks_form *form = ok ? add_form(c, g, "open") : NULL;
    if (!form)
        return false;
    mpq_set_ui(form->linear.constant, 1, 1);
    return zks_form_add_signed_column(c, form, g->open, -1) && zks_form_settle(c, form);
}

/* V - sum of u_t, or sum of u_t - V: the slices come when their unit is known. */
static bool add_filled(zks_compiler *c, group *g)
{
    g->form = c->form_count;
    zks_place place = g->item->filled->word.place;
    bool at_most = g->item->at_most;
    zks_form *form = add_form(c, g, "filled");
    if (!form || !zks_form_add(c, form, g->item->filled, at_most ? 1 : -1) || !zks_form_settle(c, form))
        return false;
    if (!zks_extent_hold_numbers_of(&g->filled, &form->linear))
        return zks_advice_fail_decimals(c, g->item, place);
    mpq_t value;
    mpq_init(value);
    bool ok = (at_most ? zks_largest_value : zks_least_value)(value, &form->linear, c->table->columns);
    if (!at_most)
        mpq_neg(value, value);
    zks_extent_hold_value(&g->filled, value);
    mpq_clear(value);
    return ok || zks_advice_fail_long(c, g->item, place);
}

static bool set_unit(zks_compiler *c, const group *g, size_t position)
{
    const slice *s = &g->slices[position];
    zks_extent held;
    zks_extent_init(&held);
    held.decimals = g->filled.decimals;
    bool is_smaller = is_limited(g, position) && mpq_cmp(s->size, g->filled.value) < 0;
    zks_extent_hold_value(&held, is_smaller ? s->size : g->filled.value);
    bool ok = zks_layout_set_unit(c, g->item->symbol->place, s->column, &held, g->item->bytes);
    zks_extent_clear(&held);
    return ok;
}

static bool complete_filled(zks_compiler *c, const group *g)
{
    bool ok = true;
    for (size_t t = 0; ok && t < g->count; t++)
        ok = set_unit(c, g, t) &&
             zks_form_add_signed_column(c, &c->forms[g->form], g->slices[t].column, g->item->at_most ? -1 : 1);
    return ok && zks_form_complete(c, &c->forms[g->form]);
}

/* z_t * h - u_t */
static bool add_limit(zks_compiler *c, const group *g, const slice *s)
{
    zks_form *form = zks_advice_add_form(c, g->item, g->item->size->word.place,
                                         zks_name("%s, size", c->table->columns[s->column].name), s->member);
    return form && zks_form_add_column(c, form, g->open, s->size) &&
           zks_form_add_signed_column(c, form, s->column, -1) && zks_form_settle(c, form);
}

static bool add_steps(zks_compiler *c, const group *g, bool has_open)
{
    bool ok = !has_open || zks_advice_add_step(c, ZKS_STEP_OPEN, g->item, g->open, g->form);
    zks_step_kind kind = g->item->at_most ? ZKS_STEP_LARGEST : ZKS_STEP_LEAST;
    for (size_t t = 0; ok && t < g->count; t++)
        ok = zks_advice_add_step(c, kind, g->item, g->slices[t].column, g->form);
    return ok;
}

static bool compile_group(zks_compiler *c, group *g)
{
    bool ok = add_slices(c, g);
    bool has_open = g->item->at_most || g->count >= 2;
    ok = ok && (!has_open || add_open(c, g)) && add_filled(c, g) && complete_filled(c, g);
    for (size_t t = 0; ok && t < g->count; t++)
        if (is_limited(g, t))
            ok = add_limit(c, g, &g->slices[t]);
    return ok && add_steps(c, g, has_open);
}

static bool fill_members(zks_compiler *c, const zks_advice_item *item, const size_t *indexes, size_t count)
{
    const zks_in_scope *scope = &c->evaluation.scope;
    size_t slices = zks_member_range_in_scope(scope, index_of_slices(item)).count;
    if (slices == 0 && item->at_most)
        return true;
    char *name = zks_name_with_members(scope, zks_name("%s", item->symbol->name), indexes, count);
    group g = {.item = item, .name = name};
    g.slices = calloc(slices + 1, sizeof *g.slices);
    zks_extent_init(&g.filled);
    bool ok = name && g.slices ? compile_group(c, &g) : zks_compiler_out_of_memory(c);
    for (size_t t = 0; t < g.count; t++)
        mpq_clear(g.slices[t].size);
    zks_extent_clear(&g.filled);
    free(g.slices);
    free(name);
    return ok;
}

bool zks_advice_compile_filling(zks_compiler *c, const zks_advice_item *item)
{
    size_t indexes[ZKS_MAX_DIMENSIONS], count = item->symbol->over.count - 1;
    for (size_t i = 0; i < count; i++)
        indexes[i] = item->symbol->over.index[i];
    long parent = c->circuit->indexes.items[index_of_slices(item)]->parent;
    if (parent != ZKS_NO_INDEX)
        indexes[count++] = (size_t)parent;
    zks_walk walk;
    bool ok = true;
    zks_walk_begin(&walk, &c->evaluation.scope, indexes, count);
    while (ok && zks_walk_next(&walk))
        ok = fill_members(c, item, indexes, count);
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, item->symbol->place, 0);
}
