/* Flags: 1 where E is below zero, E being the difference of what the condition compares. */
#include "circuits/advice.h"
#include "circuits/layout.h"
#include "circuits/people.h"

typedef struct {
    const zks_advice_item *item;
    uint32_t column, member;
} flag;

static zks_form *add_form(zks_compiler *c, const flag *f, const char *what)
{
    const zks_symbol *symbol = f->item->symbol;
    char *name = zks_name_with(zks_name_in_scope(&c->evaluation.scope, symbol->name, &symbol->over), what);
    return zks_advice_add_form(c, f->item, f->item->left->word.place, name, f->member);
}

/* 1 - b */
static bool add_bit(zks_compiler *c, const flag *f)
{
    zks_form *form = add_form(c, f, "at most 1");
    if (!form)
        return false;
    mpq_set_ui(form->linear.constant, 1, 1);
    return zks_form_add_signed_column(c, form, f->column, -1) && zks_form_settle(c, form);
}

/* form += sign * E */
static bool add_condition(zks_compiler *c, zks_form *form, const zks_advice_item *item, int sign)
{
    if (item->greater)
        sign = -sign;
    return zks_form_add(c, form, item->left, sign) && zks_form_add(c, form, item->right, -sign) &&
           zks_form_settle(c, form);
}

/* E + B * b */
static bool add_condition_form(zks_compiler *c, const flag *f)
{
    zks_form *form = add_form(c, f, "condition");
    if (!form || !add_condition(c, form, f->item, 1))
        return false;
    mpq_t least;
    mpq_init(least);
    bool ok = zks_least_value(least, &form->linear, c->table->columns) ||
              zks_advice_fail_long(c, f->item, f->item->left->word.place);
    mpq_neg(least, least);
    if (ok && mpq_sgn(least) > 0)
        ok = zks_form_add_column(c, form, f->column, least);
    mpq_clear(least);
    return ok && zks_form_complete(c, form);
}

/* C * (1 - b) - E - step: with b the condition holds by a step at least, the least that E can move by. */
static bool add_converse_form(zks_compiler *c, const flag *f)
{
    zks_place place = f->item->left->word.place;
    zks_form *form = add_form(c, f, "exactly");
    if (!form || !add_condition(c, form, f->item, -1))
        return false;
    zks_extent held;
    zks_extent_init(&held);
    mpq_t step, most;
    mpq_inits(step, most, NULL);
    bool ok = zks_extent_hold_numbers_of(&held, &form->linear) || zks_advice_fail_decimals(c, f->item, place);
    mpz_ui_pow_ui(mpq_denref(step), 10, held.decimals);
    mpz_set_ui(mpq_numref(step), 1);
    mpq_sub(form->linear.constant, form->linear.constant, step);
    ok = ok && (zks_least_value(most, &form->linear, c->table->columns) || zks_advice_fail_long(c, f->item, place));
    if (ok && mpq_sgn(most) < 0) {
        ok = zks_form_add_column(c, form, f->column, most);
        mpq_sub(form->linear.constant, form->linear.constant, most);
    }
    mpq_clears(step, most, NULL);
    zks_extent_clear(&held);
    return ok && zks_form_complete(c, form);
}

static bool compile_member(zks_compiler *c, const zks_advice_item *item)
{
    flag f = {.item = item,
              .column = zks_advice_column(c, item->symbol),
              .member = (uint32_t)zks_combination_in_scope(&c->evaluation.scope, &item->symbol->over)};
    size_t first = c->form_count;
    return add_bit(c, &f) && add_condition_form(c, &f) && (!item->exactly || add_converse_form(c, &f)) &&
           zks_advice_add_step(c, ZKS_STEP_LEAST, item, f.column, first);
}

bool zks_advice_compile_flag(zks_compiler *c, const zks_advice_item *item)
{
    zks_walk walk;
    bool ok = true;
    zks_walk_begin(&walk, &c->evaluation.scope, item->symbol->over.index, item->symbol->over.count);
    while (ok && zks_walk_next(&walk))
        ok = compile_member(c, item);
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, item->symbol->place, 0);
}
