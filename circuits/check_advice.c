/* Advice and flags. */
#include "circuits/checker.h"

static zks_surroundings place_of(const zks_advice_item *item)
{
    return item->scope == ZKS_SCOPE_ACCOUNT ? ZKS_IN_ACCOUNT : ZKS_IN_POOL;
}

/* A number that is public, whatever stands around it. */
static void check_public(zks_checker *c, zks_node *node, zks_surroundings place)
{
    zks_surroundings outer = c->place;
    c->place = place;
    zks_check_expression(c, node);
    c->place = outer;
}

/* A flag above, of the same scope, over indexes whose members are in scope. */
static bool check_when(const zks_checker *c, const zks_advice_item *item, zks_bound *bound)
{
    zks_word word = bound->when_word;
    const char *owner = item->scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool";
    const zks_symbol *symbol = zks_circuit_find(c->circuit, word);
    if (symbol && symbol->is_wrong)
        return false;
    if (!symbol || symbol->kind != ZKS_SYMBOL_ADVICE || symbol->advice->kind != ZKS_ADVICE_FLAG ||
        symbol->advice->scope != item->scope)
        return ZKS_CHECKER_FAIL(c, word.place, "'%.*s' is no flag of %s\ndeclare it above: '%s flag %.*s if a < b'",
                                (int)word.length, word.text,
                                item->scope == ZKS_SCOPE_ACCOUNT ? "an account" : "the pool", owner, (int)word.length,
                                word.text);
    if (symbol->position >= item->symbol->position)
        return ZKS_CHECKER_FAIL(c, word.place,
                                "'%s' needs '%s', which is declared below\nwrite the declaration of '%s' above",
                                item->symbol->name, symbol->name, symbol->name);
    bound->when = symbol;
    return zks_check_in_scope(c, word, symbol);
}

/* What a bound cannot be, on the side that the advice is bounded on. */
static bool check_bound_kind(const zks_checker *c, const zks_advice_item *item, const zks_bound *bound)
{
    if (item->at_most && bound->kind == ZKS_BOUND_LARGEST)
        return ZKS_CHECKER_FAIL(c, bound->place, "'largest' stands in 'at least'\nwrite 'smallest', or 'at least'");
    if (!item->at_most && bound->kind == ZKS_BOUND_SMALLEST)
        return ZKS_CHECKER_FAIL(c, bound->place, "'smallest' stands in 'at most'\nwrite 'largest', or 'at most'");
    if (bound->when_word.length > 0 && item->at_most)
        return ZKS_CHECKER_FAIL(c, bound->when_word.place, "'when' stands in 'at least'");
    if (bound->when_word.length > 0 && bound->kind != ZKS_BOUND_PLAIN)
        return ZKS_CHECKER_FAIL(c, bound->when_word.place,
                                "'when' follows a plain bound\n"
                                "declare other advice at least the 'largest', and write 'NAME when %.*s' here",
                                (int)bound->when_word.length, bound->when_word.text);
    return true;
}

/* largest(k, INDEX): k, then the index comes into scope for the expression. */
static bool enter_extremes(zks_checker *c, zks_bound *bound, zks_entered *entered)
{
    *entered = (zks_entered){0};
    if (bound->kind == ZKS_BOUND_PLAIN)
        return true;
    check_public(c, bound->rank, ZKS_IN_RANK);
    return zks_scope_enter_members(c, &bound->extremes, ZKS_MEMBER_DECLARED, true, entered);
}

static void check_bound(zks_checker *c, const zks_advice_item *item, zks_bound *bound)
{
    zks_entered entered[ZKS_MAX_DIMENSIONS], extremes;
    size_t count = 0;
    bool ok = check_bound_kind(c, item, bound);
    while (ok && count < bound->for_count) {
        ok = zks_scope_enter_members(c, &bound->for_members[count], ZKS_MEMBER_DECLARED, false, &entered[count]);
        count += ok;
    }
    if (ok && enter_extremes(c, bound, &extremes)) {
        zks_check_expression(c, bound->expression);
        zks_scope_leave_members(c, extremes);
    }
    if (ok && bound->when_word.length > 0)
        check_when(c, item, bound);
    while (count > 0)
        zks_scope_leave_members(c, entered[--count]);
}

/* The filled value is one for all slices: no member of theirs is in scope, of their parent there is. */
static void check_filling(zks_checker *c, zks_advice_item *item)
{
    const zks_over *over = &item->symbol->over;
    if (over->count == 0) {
        ZKS_CHECKER_REPORT(c, item->symbol->place, "slices are members of an index\nwrite '%s[INDEX]'",
                           item->symbol->name);
        return;
    }
    size_t slices = over->index[over->count - 1];
    check_public(c, item->size, ZKS_IN_SIZE);
    c->members[slices] = ZKS_MEMBER_NONE;
    c->slices = (long)slices;
    zks_check_expression(c, item->filled);
    c->slices = ZKS_NO_INDEX;
}

static void check_item(zks_checker *c, zks_advice_item *item)
{
    c->declared = item->symbol;
    c->place = place_of(item);
    zks_scope_enter(c, &item->symbol->over);
    for (size_t i = 0; i < item->bound_count; i++)
        check_bound(c, item, &item->bounds[i]);
    if (item->kind == ZKS_ADVICE_FILLING)
        check_filling(c, item);
    if (item->kind == ZKS_ADVICE_FLAG) {
        zks_check_expression(c, item->left);
        zks_check_expression(c, item->right);
    }
    zks_scope_clear(c);
    c->declared = NULL;
}

void zks_check_advice(zks_checker *c)
{
    const zks_symbols *advice = &c->circuit->advice;
    for (size_t i = 0; i < advice->count; i++)
        if (!advice->items[i]->is_wrong)
            check_item(c, advice->items[i]->advice);
}
