/* Requirements and policy checks in words. */
#include "circuits/explain.h"
#include "circuits/explain_expression.h"

#include <assert.h>

char *zks_explain_requirement(const zks_circuit *circuit, size_t requirement)
{
    assert(requirement < circuit->requirement_count);
    zks_words words;
    zks_words_begin(&words);
    if (words.out != NULL)
        zks_put_comparison(words.out, &circuit->requirements[requirement].comparison);
    return zks_words_end(&words);
}

bool zks_explain_uses_pool_numbers(const zks_circuit *circuit, size_t requirement)
{
    assert(requirement < circuit->requirement_count);
    return circuit->requirements[requirement].uses_pool_column;
}

size_t zks_explain_check_count(const zks_circuit *circuit)
{
    return circuit->check_count;
}

static const zks_policy_check *check_at(const zks_circuit *circuit, size_t check)
{
    assert(check < circuit->check_count);
    return &circuit->checks[check];
}

const char *zks_explain_check_text(const zks_circuit *circuit, size_t check)
{
    return check_at(circuit, check)->comparison.text;
}

/* "every" of the indexes but the one that the check runs along, which says so itself. */
static void put_holds_for(FILE *out, const zks_circuit *circuit, const zks_policy_check *check)
{
    size_t others[ZKS_MAX_NAMES], count = 0;
    for (size_t i = 0; i < check->index_count; i++)
        if (check->kind == ZKS_CHECK_COMPARISON || check->indexes[i] != check->along)
            others[count++] = check->indexes[i];
    zks_put_every(out, circuit, ", for every ", others, count);
}

static void put_order(FILE *out, const zks_circuit *circuit, const zks_policy_check *check)
{
    const zks_symbol *along = circuit->indexes.items[check->along];
    fprintf(out, " never %s from one %s to the next", check->kind == ZKS_CHECK_RISING ? "shrinks" : "grows",
            along->name);
    if (along->parent >= 0)
        fprintf(out, " of the same %s", circuit->indexes.items[along->parent]->name);
}

char *zks_explain_check(const zks_circuit *circuit, size_t check)
{
    const zks_policy_check *c = check_at(circuit, check);
    zks_words words;
    zks_words_begin(&words);
    if (words.out == NULL)
        return NULL;
    zks_put_comparison(words.out, &c->comparison);
    if (c->kind != ZKS_CHECK_COMPARISON)
        put_order(words.out, circuit, c);
    put_holds_for(words.out, circuit, c);
    return zks_words_end(&words);
}
