/* Policy checks: which members they hold for. */
#include "circuits/checker.h"

#include <string.h>

/* Indexes found so far; `mentioned` is by index. */
typedef struct {
    zks_checker *c;
    zks_policy_check *check;
    bool *mentioned;
} mentions;

/* A check holds for every member of an index that is mentioned where no sum brings one into scope. */
static bool mention(mentions *m, long index)
{
    zks_policy_check *check = m->check;
    if (m->c->members[index] != ZKS_MEMBER_NONE || m->mentioned[index])
        return true;
    size_t *slot =
        zks_arena_append(&m->c->circuit->arena, &check->indexes, &check->index_count, sizeof *check->indexes);
    if (!slot)
        return false;
    *slot = (size_t)index;
    return m->mentioned[index] = true;
}

static bool find_mentions(mentions *m, const zks_node *node);

static bool find_in_members(mentions *m, const zks_node *node)
{
    zks_checker *c = m->c;
    const zks_symbol *index = zks_circuit_find(c->circuit, node->members.word),
                     *parent =
                         node->members.in_word.length > 0 ? zks_circuit_find(c->circuit, node->members.in_word) : NULL;
    if (parent && parent->kind == ZKS_SYMBOL_INDEX && !mention(m, (long)parent->position))
        return false;
    if (!index || index->kind != ZKS_SYMBOL_INDEX || node->kind == ZKS_NODE_COUNT)
        return true;
    zks_entered entered = {0};
    if (c->members[index->position] == ZKS_MEMBER_NONE)
        entered = zks_scope_enter_index(c, index->position, ZKS_MEMBER_SUM);
    bool ok = find_mentions(m, node->operands[0].node);
    zks_scope_leave_members(c, entered);
    return ok;
}

static bool find_mentions(mentions *m, const zks_node *node)
{
    bool ok = true;
    if (node->kind == ZKS_NODE_SUM || node->kind == ZKS_NODE_COUNT)
        return find_in_members(m, node);
    for (size_t i = 0; ok && i < node->operand_count; i++)
        ok = find_mentions(m, node->operands[i].node);
    const zks_symbol *symbol = node->kind == ZKS_NODE_NAME ? zks_circuit_find(m->c->circuit, node->word) : NULL;
    if (!symbol || symbol->is_wrong || symbol->kind == ZKS_SYMBOL_INDEX)
        return ok;
    for (size_t i = 0; ok && i < symbol->over.count; i++)
        ok = mention(m, (long)symbol->over.index[i]);
    return ok;
}

/* Every child has its own parent: an index is left out where a child of it is mentioned too. */
static void leave_parents_out(const mentions *m)
{
    zks_policy_check *check = m->check;
    size_t kept = 0;
    for (size_t i = 0; i < check->index_count; i++)
        for (long at = zks_index_parent(m->c, (long)check->indexes[i]); at != ZKS_NO_INDEX;
             at = zks_index_parent(m->c, at))
            m->mentioned[at] = false;
    for (size_t i = 0; i < check->index_count; i++)
        if (m->mentioned[check->indexes[i]])
            check->indexes[kept++] = check->indexes[i];
    check->index_count = kept;
}

/* The members that the check holds for come into scope. Two indexes cannot bring two members of one parent. */
static bool enter_mentioned(const mentions *m)
{
    zks_checker *c = m->c;
    bool ok = true;
    for (size_t i = 0; i < m->check->index_count; i++) {
        size_t index = m->check->indexes[i];
        zks_entered entered = zks_scope_enter_index(c, index, ZKS_MEMBER_IMPLICIT);
        long above = (long)index;
        for (size_t n = 0; n < entered.count; n++)
            above = zks_index_parent(c, above);
        if (above != ZKS_NO_INDEX)
            ok = ZKS_CHECKER_FAIL(c, m->check->comparison.place,
                                  "a check of '%s' and of another index that has its '%s'\nwrite two checks, or sums",
                                  zks_index_name(c, (long)index), zks_index_name(c, above));
    }
    return ok;
}

/* Whether the index of rising and falling is one. */
static bool find_along(mentions *m)
{
    zks_policy_check *check = m->check;
    if (check->kind == ZKS_CHECK_COMPARISON)
        return true;
    long along = zks_check_index(m->c, check->along_word);
    if (along == ZKS_NO_INDEX)
        return false;
    check->along = (size_t)along;
    return mention(m, along);
}

/* The expression rises or falls along an index itself, not along the parent of another that it is over. */
static bool check_along(const mentions *m)
{
    const zks_policy_check *check = m->check;
    if (check->kind == ZKS_CHECK_COMPARISON || m->mentioned[check->along])
        return true;
    return ZKS_CHECKER_FAIL(m->c, check->along_word.place,
                            "the expression is over an index whose members each have their '%s'\nwrite that index",
                            zks_index_name(m->c, (long)check->along));
}

static bool check_check(mentions *m)
{
    zks_checker *c = m->c;
    zks_comparison *comparison = &m->check->comparison;
    memset(m->mentioned, 0, c->circuit->indexes.count);
    bool ok = find_along(m);
    for (size_t i = 0; ok && i < comparison->side_count; i++)
        ok = find_mentions(m, comparison->sides[i]);
    if (ok) {
        leave_parents_out(m);
        ok = check_along(m) && enter_mentioned(m);
    }
    for (size_t i = 0; ok && i < comparison->side_count; i++)
        zks_check_expression(c, comparison->sides[i]);
    zks_scope_clear(c);
    return ok;
}

bool zks_check_policy(zks_checker *c)
{
    zks_circuit *circuit = c->circuit;
    mentions m = {c, NULL, zks_arena_alloc(&circuit->arena, circuit->indexes.count + 1)};
    c->place = ZKS_IN_POLICY_CHECK;
    for (size_t i = 0; m.mentioned && i < circuit->check_count; i++) {
        m.check = &circuit->checks[i];
        check_check(&m);
    }
    return m.mentioned;
}
