/* Requirements. */
#include "circuits/checker.h"

#include <stdlib.h>
#include <string.h>

static int compare_requirements(const void *left, const void *right)
{
    const zks_requirement_item *a = *(zks_requirement_item *const *)left, *b = *(zks_requirement_item *const *)right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a > b) - (a < b);
}

bool zks_check_requirement_names(zks_checker *c)
{
    size_t count = c->circuit->requirement_count;
    c->by_name = zks_arena_alloc(&c->circuit->arena, (count + 1) * sizeof *c->by_name);
    if (!c->by_name)
        return false;
    for (size_t i = 0; i < count; i++)
        c->by_name[i] = &c->circuit->requirements[i];
    qsort(c->by_name, count, sizeof *c->by_name, compare_requirements);
    for (size_t i = 1; i < count; i++) {
        const zks_requirement_item *first = c->by_name[i - 1], *second = c->by_name[i];
        if (strcmp(first->name, second->name) == 0)
            ZKS_CHECKER_REPORT(c, second->place, "requirement '%s' exists already at %u:%u\ngive this one another name",
                               second->name, first->place.line, first->place.column);
    }
    return true;
}

static void check_requirement(zks_checker *c, zks_requirement_item *item)
{
    c->requirement = item;
    c->place = item->scope == ZKS_SCOPE_ACCOUNT ? ZKS_IN_ACCOUNT : ZKS_IN_POOL;
    c->uses = (zks_uses){0};
    zks_scope_enter(c, &item->over);
    for (size_t i = 0; i < item->comparison.side_count; i++)
        zks_check_expression(c, item->comparison.sides[i]);
    zks_scope_clear(c);
    item->uses_pool_column = c->uses.pool_column;
    c->requirement = NULL;
}

/* Totals stand in requirements, lets and advice of the pool. */
static void check_cover_kinds(const zks_checker *c)
{
    const zks_circuit *circuit = c->circuit;
    for (size_t i = 0; i < circuit->requirement_count; i++)
        for (size_t side = 0; side < circuit->requirements[i].comparison.side_count; side++)
            zks_check_cover_kind(c, circuit->requirements[i].comparison.sides[side]);
    for (size_t i = 0; i < circuit->lets.count; i++)
        if (circuit->lets.items[i]->let)
            zks_check_cover_kind(c, circuit->lets.items[i]->let->expression);
    for (size_t i = 0; i < circuit->advice.count; i++) {
        const zks_advice_item *item = circuit->advice.items[i]->advice;
        for (size_t b = 0; item && b < item->bound_count; b++)
            zks_check_cover_kind(c, item->bounds[b].expression);
        if (item && item->kind == ZKS_ADVICE_FILLING)
            zks_check_cover_kind(c, item->filled);
        if (item && item->kind == ZKS_ADVICE_FLAG) {
            zks_check_cover_kind(c, item->left);
            zks_check_cover_kind(c, item->right);
        }
    }
}

void zks_check_requirements(zks_checker *c)
{
    for (size_t i = 0; i < c->circuit->requirement_count; i++)
        if (!c->circuit->requirements[i].is_wrong)
            check_requirement(c, &c->circuit->requirements[i]);
    check_cover_kinds(c);
}
