/* What can be said of `capped by` and `backed by` without numbers; that the bound is one is for the compiler to see. */
#include "circuits/checker.h"
#include "circuits/names.h"

#include <stdlib.h>

static int compare_word(const void *key, const void *item)
{
    const zks_requirement_item *requirement = *(zks_requirement_item *const *)item;
    return zks_word_order(*(const zks_word *)key, requirement->name);
}

/* NULL with a finding where there is none. */
static const zks_requirement_item *find_cover(const zks_checker *c, zks_word word)
{
    zks_requirement_item **found =
        bsearch(&word, c->by_name, c->circuit->requirement_count, sizeof *c->by_name, compare_word);
    if (!found)
        zks_names_report_no_requirement(c->circuit, c->diagnostics, word);
    return found ? *found : NULL;
}

bool zks_check_cover(zks_checker *c, zks_node *node)
{
    zks_word word = node->cover_word;
    if (node->cover == ZKS_COVER_NONE)
        return true;
    const zks_requirement_item *cover = find_cover(c, word);
    if (!cover || cover->is_wrong)
        return false;
    node->cover_requirement = (size_t)(cover - c->circuit->requirements);
    if (cover->scope != ZKS_SCOPE_POOL)
        return ZKS_CHECKER_FAIL(c, word.place, "'%s' is of accounts\nwrite 'pool require' with the bound of this total",
                                cover->name);
    if (cover == c->requirement)
        return ZKS_CHECKER_FAIL(c, word.place,
                                "'%s' cannot vouch for a total in itself\nwrite a requirement that bounds the total",
                                cover->name);
    for (size_t i = 0; i < cover->over.count; i++)
        if (c->members[cover->over.index[i]] == ZKS_MEMBER_NONE)
            return ZKS_CHECKER_FAIL(c, word.place, "'%s' is over '%s', of which no member is in scope", cover->name,
                                    zks_index_name(c, (long)cover->over.index[i]));
    c->uses.covers[node->cover_requirement / 64] |= (uint64_t)1 << node->cover_requirement % 64;
    return true;
}

/* capped: by public numbers; backed: by declared reserves. */
void zks_check_cover_kind(const zks_checker *c, const zks_node *node)
{
    for (size_t i = 0; i < node->operand_count; i++)
        zks_check_cover_kind(c, node->operands[i].node);
    if (node->kind != ZKS_NODE_TOTAL || node->cover == ZKS_COVER_NONE || node->nature == ZKS_NATURE_WRONG)
        return;
    const zks_requirement_item *cover = &c->circuit->requirements[node->cover_requirement];
    if (node->cover == ZKS_COVER_CAPPED && cover->uses_pool_column)
        ZKS_CHECKER_REPORT(c, node->cover_word.place, "'%s' mentions declared reserves\nwrite 'backed by %s'",
                           cover->name, cover->name);
    if (node->cover == ZKS_COVER_BACKED && !cover->uses_pool_column)
        ZKS_CHECKER_REPORT(c, node->cover_word.place, "'%s' mentions no declared reserve\nwrite 'capped by %s'",
                           cover->name, cover->name);
}
