#include "circuits/find_use.h"

#include <stdlib.h>

/* `searched` lets hold no such name: each is gone through once. */
static const zks_node *find(const zks_node *node, const zks_symbol *symbol, bool *searched)
{
    if (node->kind == ZKS_NODE_NAME) {
        if (node->symbol == symbol)
            return node;
        if (node->symbol->kind != ZKS_SYMBOL_LET || searched[node->symbol->position])
            return NULL;
        searched[node->symbol->position] = true;
        return find(node->symbol->let->expression, symbol, searched) ? node : NULL;
    }
    const zks_node *found = NULL;
    for (size_t i = 0; !found && i < node->operand_count; i++)
        found = find(node->operands[i].node, symbol, searched);
    return found;
}

static const zks_node *find_in_advice(const zks_advice_item *item, const zks_symbol *symbol, bool *searched)
{
    const zks_node *found = NULL;
    for (size_t i = 0; !found && i < item->bound_count; i++)
        found = find(item->bounds[i].expression, symbol, searched);
    if (item->kind == ZKS_ADVICE_FILLING)
        return find(item->filled, symbol, searched);
    if (item->kind == ZKS_ADVICE_FLAG) {
        found = find(item->left, symbol, searched);
        return found ? found : find(item->right, symbol, searched);
    }
    return found;
}

static const zks_node *find_in_form(const zks_compiler *c, const zks_form *form, const zks_symbol *symbol,
                                    bool *searched)
{
    if (form->is_bound)
        return find_in_advice(c->circuit->advice.items[form->declared]->advice, symbol, searched);
    const zks_comparison *comparison = &c->circuit->requirements[form->declared].comparison;
    const zks_node *found = NULL;
    for (size_t i = 0; !found && i < comparison->side_count; i++)
        found = find(comparison->sides[i], symbol, searched);
    return found;
}

zks_place zks_find_use(const zks_compiler *c, const zks_form *form, const zks_symbol *symbol)
{
    bool *searched = calloc(c->circuit->lets.count + 1, sizeof *searched);
    const zks_node *found = searched ? find_in_form(c, form, symbol, searched) : NULL;
    free(searched);
    return found ? found->word.place : form->place;
}
