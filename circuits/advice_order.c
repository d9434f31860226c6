/* Bounds by the sum of the k largest, or smallest, of several. With nu the k-th largest E_j and s_j what E_j has above
 * it, k * nu + sum of s_j is that sum, and no other nu >= 0 makes it smaller (Rockafellar and Uryasev 2000). */
#include "circuits/advice.h"
#include "circuits/layout.h"
#include "circuits/people.h"

#include <stdlib.h>

typedef struct {
    const zks_advice_item *item;
    const zks_bound *bound;
    const char *name;
    uint32_t member; /* of the advice */
    mpq_t rank;
    size_t first, count; /* the forms of the E_j */
    uint32_t nu;         /* its column; those of the s_j follow */
    zks_extent held;     /* by nu: of all E_j */
    mpq_t least;         /* of the least values of all E_j */
} order;

static bool evaluate_rank(zks_compiler *c, order *o)
{
    char scope[256];
    if (!zks_evaluate_public(&c->evaluation, o->bound->rank, o->rank))
        return false;
    size_t members = zks_member_range_in_scope(&c->evaluation.scope, o->bound->extremes.index).count;
    if (mpq_sgn(o->rank) > 0 && mpq_cmp_ui(o->rank, members, 1) <= 0)
        return true;
    return ZKS_COMPILER_FAIL(c, o->bound->rank->word.place,
                             "there are %zu members to choose from%s, and %s are chosen\n"
                             "write a number above 0 and at most that of the members",
                             members, zks_scope_text(&c->evaluation.scope, scope),
                             mpq_sgn(o->rank) > 0 ? "more" : "none");
}

/* The values of E_j, whose form is  -E_j  (at least) or  E_j  (at most). */
static bool hold_values(zks_compiler *c, order *o, const zks_form *form)
{
    const zks_column *columns = c->table->columns;
    bool at_most = o->item->at_most, ok;
    mpq_t least, largest;
    mpq_inits(least, largest, NULL);
    ok = zks_least_value(least, &form->linear, columns) && zks_largest_value(largest, &form->linear, columns);
    if (!at_most) {
        mpq_neg(least, least);
        mpq_neg(largest, largest);
        mpq_swap(least, largest);
    }
    zks_extent_hold_value(&o->held, largest);
    if (o->count == 1 || mpq_cmp(least, o->least) < 0)
        mpq_set(o->least, least);
    mpq_clears(least, largest, NULL);
    return ok || zks_advice_fail_long(c, o->item, o->bound->place);
}

/* The form of E_j for the members in scope. */
static bool add_choice(zks_compiler *c, order *o)
{
    char *name = zks_name_with_members(&c->evaluation.scope, zks_name("%s", o->name), &o->bound->extremes.index, 1);
    zks_form *form = zks_advice_add_form(c, o->item, o->bound->place, name, o->member);
    if (!form || !zks_form_add(c, form, o->bound->expression, o->item->at_most ? 1 : -1) || !zks_form_settle(c, form))
        return false;
    o->count++;
    if (!zks_extent_hold_numbers_of(&o->held, &form->linear))
        return zks_advice_fail_decimals(c, o->item, o->bound->place);
    return hold_values(c, o, form);
}

static bool add_choices(zks_compiler *c, order *o)
{
    zks_walk walk;
    bool ok = true;
    o->first = c->form_count;
    zks_walk_begin(&walk, &c->evaluation.scope, &o->bound->extremes.index, 1);
    while (ok && zks_walk_next(&walk))
        ok = add_choice(c, o);
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, o->bound->place, 0);
}

/* nu and the s_j. */
static bool add_helpers(zks_compiler *c, order *o)
{
    o->nu = (uint32_t)c->table->column_count;
    if (!zks_layout_add_helper(c, o->item, o->bound->place, zks_name("%s, threshold", o->name), &o->held))
        return false;
    zks_extent above;
    zks_extent_init(&above);
    above.decimals = o->held.decimals;
    mpq_set(above.value, o->held.value);
    if (o->item->at_most) {
        mpq_t value;
        mpq_init(value);
        zks_column_top(value, &c->table->columns[o->nu]);
        mpq_sub(value, value, o->least);
        mpq_set_ui(above.value, 0, 1);
        zks_extent_hold_value(&above, value);
        mpq_clear(value);
    }
    bool ok = true;
    for (size_t j = 0; ok && j < o->count; j++)
        ok = zks_layout_add_helper(c, o->item, o->bound->place, zks_name("%s", c->forms[o->first + j].name), &above);
    zks_extent_clear(&above);
    return ok;
}

/* s_j + nu - E_j, or s_j - nu + E_j, and how nu and the s_j are filled. */
static bool complete_choices(zks_compiler *c, const order *o)
{
    zks_step nu = {
        .kind = ZKS_STEP_ORDER, .at_most = o->item->at_most, .column = o->nu, .first = o->first, .count = o->count};
    mpz_t rank;
    mpz_init(rank);
    mpz_cdiv_q(rank, mpq_numref(o->rank), mpq_denref(o->rank));
    nu.rank = mpz_get_ui(rank);
    mpz_clear(rank);
    bool ok = zks_compiler_add_step(c, nu);
    for (size_t j = 0; ok && j < o->count; j++) {
        uint32_t above = o->nu + 1 + (uint32_t)j;
        zks_form *form = &c->forms[o->first + j];
        ok = zks_form_add_signed_column(c, form, above, 1) &&
             zks_form_add_signed_column(c, form, o->nu, o->item->at_most ? -1 : 1) && zks_form_complete(c, form) &&
             zks_compiler_add_step(c, (zks_step){.kind = ZKS_STEP_LEAST,
                                                 .at_most = o->item->at_most,
                                                 .column = above,
                                                 .first = o->first + j,
                                                 .count = 1});
    }
    return ok;
}

/* u - k * nu - sum of s_j, or k * nu - sum of s_j - u: the column u itself comes when its unit is known. */
static bool add_sum(zks_compiler *c, const order *o, zks_advice_extent *held)
{
    zks_form *form = zks_advice_add_form(c, o->item, o->bound->place, zks_name("%s", o->name), o->member);
    if (!form)
        return false;
    form->incomplete = true;
    mpq_t number;
    mpq_init(number);
    mpq_set(number, o->rank);
    if (!o->item->at_most)
        mpq_neg(number, number);
    bool ok = zks_form_add_column(c, form, o->nu, number);
    for (size_t j = 0; ok && j < o->count; j++)
        ok = zks_form_add_signed_column(c, form, o->nu + 1 + (uint32_t)j, -1);
    ok = ok && zks_form_settle(c, form);
    if (ok && !zks_extent_hold_numbers_of(&held->extent, &form->linear))
        ok = zks_advice_fail_decimals(c, o->item, o->bound->rank->word.place);
    if (ok && !(o->item->at_most ? zks_largest_value : zks_least_value)(number, &form->linear, c->table->columns))
        ok = zks_advice_fail_long(c, o->item, o->bound->place);
    if (!o->item->at_most)
        mpq_neg(number, number);
    zks_advice_hold_value(held, o->item, number);
    mpq_clear(number);
    return ok;
}

bool zks_advice_compile_order(zks_compiler *c, const zks_advice_item *item, const zks_bound *bound, char *name,
                              zks_advice_extent *held)
{
    order o = {.item = item,
               .bound = bound,
               .name = name,
               .member = (uint32_t)zks_combination_in_scope(&c->evaluation.scope, &item->symbol->over)};
    mpq_inits(o.rank, o.least, NULL);
    zks_extent_init(&o.held);
    bool ok = name || zks_compiler_out_of_memory(c);
    ok = ok && evaluate_rank(c, &o) && add_choices(c, &o) && add_helpers(c, &o) && complete_choices(c, &o) &&
         add_sum(c, &o, held);
    zks_extent_clear(&o.held);
    mpq_clears(o.rank, o.least, NULL);
    free(name);
    return ok;
}
