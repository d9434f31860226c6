/* Which totals rely on which requirement of the pool: those written with `capped by` or `backed by`. */
#include "circuits/explain.h"
#include "circuits/explain_expression.h"

#include <assert.h>
#include <stdlib.h>

typedef struct {
    const zks_circuit *circuit;
    zks_explained_reliances *found;
    bool *searched; /* lets that have been gone through */
    bool exhausted;
} search;

static char *total_text(const zks_node *total)
{
    zks_words words;
    zks_words_begin(&words);
    if (words.out != NULL) {
        fputs("all accounts' ", words.out);
        zks_put_factor(words.out, total->operands[0].node);
    }
    return zks_words_end(&words);
}

/* Takes the total's text. */
static bool keep(zks_explained_reliances *found, zks_explained_reliance reliance)
{
    zks_explained_reliance *list = realloc(found->list, (found->count + 1) * sizeof *list);
    if (list == NULL || reliance.total == NULL) {
        free(reliance.total);
        found->list = list != NULL ? list : found->list;
        return false;
    }
    found->list = list;
    found->list[found->count++] = reliance;
    return true;
}

static void find(search *s, const zks_node *node)
{
    if (s->exhausted)
        return;
    if (node->kind == ZKS_NODE_TOTAL && node->cover != ZKS_COVER_NONE) {
        zks_explained_reliance reliance = {.total = total_text(node),
                                           .requirement = s->circuit->requirements[node->cover_requirement].name,
                                           .backed = node->cover == ZKS_COVER_BACKED};
        s->exhausted = !keep(s->found, reliance);
    }
    if (node->kind == ZKS_NODE_NAME && node->symbol->kind == ZKS_SYMBOL_LET && !s->searched[node->symbol->position]) {
        s->searched[node->symbol->position] = true;
        find(s, node->symbol->let->expression);
    }
    for (size_t i = 0; i < node->operand_count; i++)
        find(s, node->operands[i].node);
}

static bool search_begin(search *s, zks_explained_reliances *found, const zks_circuit *circuit)
{
    *found = (zks_explained_reliances){0};
    *s = (search){.circuit = circuit, .found = found, .searched = calloc(circuit->lets.count + 1, sizeof *s->searched)};
    return s->searched != NULL;
}

bool zks_explain_requirement_relies(zks_explained_reliances *relies, const zks_circuit *circuit, size_t requirement)
{
    assert(requirement < circuit->requirement_count);
    const zks_comparison *comparison = &circuit->requirements[requirement].comparison;
    search s;
    if (!search_begin(&s, relies, circuit))
        return false;
    for (size_t i = 0; i < comparison->side_count; i++)
        find(&s, comparison->sides[i]);
    free(s.searched);
    return !s.exhausted;
}

bool zks_explain_advice_relies(zks_explained_reliances *relies, const zks_circuit *circuit, size_t advice)
{
    assert(advice < circuit->advice.count);
    const zks_advice_item *item = circuit->advice.items[advice]->advice;
    search s;
    if (!search_begin(&s, relies, circuit))
        return false;
    for (size_t i = 0; i < item->bound_count; i++)
        find(&s, item->bounds[i].expression);
    const zks_node *const others[] = {item->filled, item->left, item->right};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i] != NULL)
            find(&s, others[i]);
    free(s.searched);
    return !s.exhausted;
}

void zks_explained_reliances_clear(zks_explained_reliances *relies)
{
    for (size_t i = 0; i < relies->count; i++)
        free(relies->list[i].total);
    free(relies->list);
    *relies = (zks_explained_reliances){0};
}
