/* Lets, each after those it uses. */
#include "circuits/checker.h"

#include <stdlib.h>

typedef enum { UNSEEN, OPEN, DONE } progress;

/* One let: those its expression names. */
typedef struct {
    progress progress;
    zks_symbols needs;
    size_t next; /* of these, the one to look at */
} let_state;

static bool collect(const zks_checker *c, const zks_node *node, zks_symbols *needs)
{
    bool ok = true;
    for (size_t i = 0; ok && i < node->operand_count; i++)
        ok = collect(c, node->operands[i].node, needs);
    const zks_symbol *symbol = node->kind == ZKS_NODE_NAME ? zks_circuit_find(c->circuit, node->word) : NULL;
    if (!ok || !symbol || symbol->kind != ZKS_SYMBOL_LET || symbol->is_wrong)
        return ok;
    zks_symbol **slot = zks_arena_append(&c->circuit->arena, &needs->items, &needs->count, sizeof *slot);
    if (slot)
        *slot = c->circuit->lets.items[symbol->position];
    return slot;
}

static void check_let(zks_checker *c, zks_symbol *symbol)
{
    static const zks_surroundings places[] = {
        [ZKS_LET_PUBLIC] = ZKS_IN_PUBLIC_LET, [ZKS_LET_ACCOUNT] = ZKS_IN_ACCOUNT, [ZKS_LET_POOL] = ZKS_IN_POOL};
    zks_let_item *let = c->circuit->lets.items[symbol->position]->let;
    c->place = places[let->kind];
    c->declared = symbol;
    c->uses = let->uses;
    zks_scope_enter(c, &symbol->over);
    let->nature = zks_check_expression(c, let->expression);
    let->uses = c->uses;
    zks_scope_clear(c);
    c->declared = NULL;
}

static void report_circle(const zks_checker *c, zks_symbol *symbol, const zks_symbol *from)
{
    if (symbol == from)
        ZKS_CHECKER_REPORT(c, symbol->place, "'%s' needs itself", symbol->name);
    else
        ZKS_CHECKER_REPORT(c, symbol->place, "'%s' needs itself, by way of '%s' at %u:%u", symbol->name, from->name,
                           from->place.line, from->place.column);
    symbol->is_wrong = true;
}

/* Checks a let after all it needs, depth first; `stack` has room for all lets: there is no recursion, however long a
 * chain of lets is. */
static bool check_after_needs(zks_checker *c, let_state *states, zks_symbol **stack, zks_symbol *root)
{
    size_t depth = 0;
    stack[depth++] = root;
    while (depth > 0) {
        zks_symbol *symbol = stack[depth - 1];
        let_state *state = &states[symbol->position];
        if (state->progress == UNSEEN) {
            state->progress = OPEN;
            if (!collect(c, symbol->let->expression, &state->needs))
                return false;
        }
        if (state->next == state->needs.count) {
            state->progress = DONE;
            depth--;
            if (!symbol->is_wrong)
                check_let(c, symbol);
            continue;
        }
        zks_symbol *need = state->needs.items[state->next++];
        if (states[need->position].progress == UNSEEN)
            stack[depth++] = need;
        else if (states[need->position].progress == OPEN && !need->is_wrong)
            report_circle(c, need, symbol);
    }
    return true;
}

bool zks_check_lets(zks_checker *c)
{
    const zks_symbols *lets = &c->circuit->lets;
    let_state *states = zks_arena_alloc(&c->circuit->arena, (lets->count + 1) * sizeof *states);
    zks_symbol **stack = zks_arena_alloc(&c->circuit->arena, (lets->count + 1) * sizeof *stack);
    bool ok = states && stack;
    for (size_t i = 0; ok && i < lets->count; i++)
        if (!lets->items[i]->is_wrong && states[i].progress == UNSEEN)
            ok = check_after_needs(c, states, stack, lets->items[i]);
    return ok;
}
