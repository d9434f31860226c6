#include "circuits/advice.h"

#include "circuits/bounds.h"

void zks_advice_hold_value(zks_advice_extent *held, const zks_advice_item *item, const mpq_t value)
{
    if (!item->at_most) {
        zks_extent_hold_value(&held->extent, value);
        return;
    }
    if (!held->has_value || mpq_cmp(value, held->extent.value) < 0)
        mpq_set(held->extent.value, value);
    if (mpq_sgn(held->extent.value) < 0)
        mpq_set_ui(held->extent.value, 0, 1);
    held->has_value = true;
}

zks_form *zks_advice_add_form(zks_compiler *c, const zks_advice_item *item, zks_place place, char *name,
                              uint32_t member)
{
    return zks_compiler_add_form(
        c, (zks_form){
               .name = name, .place = place, .is_bound = true, .declared = item->symbol->position, .member = member});
}

bool zks_advice_add_step(zks_compiler *c, zks_step_kind kind, const zks_advice_item *item, uint32_t column,
                         size_t first)
{
    return zks_compiler_add_step(
        c,
        (zks_step){
            .kind = kind, .at_most = item->at_most, .column = column, .first = first, .count = c->form_count - first});
}

bool zks_advice_fail_decimals(zks_compiler *c, const zks_advice_item *item, zks_place place)
{
    return ZKS_COMPILER_FAIL(c, place,
                             "'%s' would need more than %d decimals here to be exact, or endlessly many\n"
                             "avoid divisions, and multiply by numbers of fewer decimals",
                             item->symbol->name, ZKS_MAX_ADVICE_DECIMALS);
}

bool zks_advice_fail_long(zks_compiler *c, const zks_advice_item *item, zks_place place)
{
    return ZKS_COMPILER_FAIL(c, place, "a number of more than %d bits arises in the bounds of '%s'",
                             ZKS_MAX_RATIONAL_BITS, item->symbol->name);
}
