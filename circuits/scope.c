/* Which indexes have a member in scope. Where one has, its parent has: the members of a circuit hang together. */
#include "circuits/checker.h"
#include "circuits/names.h"

#include <stdio.h>
#include <string.h>

long zks_check_index(const zks_checker *c, zks_word word)
{
    const zks_symbol *symbol = zks_circuit_find(c->circuit, word);
    if (symbol && symbol->kind == ZKS_SYMBOL_INDEX && !symbol->is_wrong)
        return (long)symbol->position;
    if (symbol && !symbol->is_wrong)
        ZKS_CHECKER_REPORT(c, word.place, "'%s' is no index", symbol->name);
    else if (!symbol)
        zks_names_report_unknown(c->circuit, c->diagnostics, word, true);
    return ZKS_NO_INDEX;
}

const char *zks_index_name(const zks_checker *c, long index)
{
    return c->circuit->indexes.items[index]->name;
}

long zks_index_parent(const zks_checker *c, long index)
{
    return c->circuit->indexes.items[index]->parent;
}

bool zks_index_is_ancestor(const zks_checker *c, long ancestor, long index)
{
    do
        index = zks_index_parent(c, index);
    while (index != ZKS_NO_INDEX && index != ancestor);
    return index != ZKS_NO_INDEX;
}

/* The nearest parent of an index that has a member in scope, ZKS_NO_INDEX where none has. */
static long nearest_in_scope(const zks_checker *c, long index)
{
    do
        index = zks_index_parent(c, index);
    while (index != ZKS_NO_INDEX && c->members[index] == ZKS_MEMBER_NONE);
    return index;
}

zks_entered zks_scope_enter_index(zks_checker *c, size_t index, zks_member_origin origin)
{
    zks_entered entered = {index, 0, (zks_member_origin)c->members[index]};
    for (long at = (long)index; at != ZKS_NO_INDEX && c->members[at] == entered.before; at = zks_index_parent(c, at)) {
        c->members[at] = (unsigned char)origin;
        entered.count++;
    }
    return entered;
}

void zks_scope_leave_members(zks_checker *c, zks_entered entered)
{
    long at = (long)entered.index;
    for (; entered.count > 0; entered.count--, at = zks_index_parent(c, at))
        c->members[at] = (unsigned char)entered.before;
}

void zks_scope_enter(zks_checker *c, const zks_over *over)
{
    for (size_t i = 0; i < over->count; i++)
        zks_scope_enter_index(c, over->index[i], ZKS_MEMBER_DECLARED);
}

void zks_scope_clear(zks_checker *c)
{
    memset(c->members, ZKS_MEMBER_NONE, c->circuit->indexes.count);
}

/* Whether an index can stand beside those before it. */
static bool check_beside(const zks_checker *c, const zks_over *over, size_t i)
{
    long index = (long)over->index[i], parent = nearest_in_scope(c, index);
    zks_place place = over->words[i].place;
    const char *name = zks_index_name(c, index);
    for (size_t before = 0; before < i; before++) {
        long other = (long)over->index[before];
        const char *other_name = zks_index_name(c, other);
        if (other == index)
            return ZKS_CHECKER_FAIL(c, place, "'%s' is listed already", name);
        if (zks_index_is_ancestor(c, index, other))
            return ZKS_CHECKER_FAIL(c, place, "every member of '%s' has its '%s'\nleave '%s' out", other_name, name,
                                    name);
        if (zks_index_is_ancestor(c, other, index))
            return ZKS_CHECKER_FAIL(c, place, "every member of '%s' has its '%s'\nleave '%s' out", name, other_name,
                                    other_name);
        if (parent != ZKS_NO_INDEX && zks_index_is_ancestor(c, parent, other))
            return ZKS_CHECKER_FAIL(c, place, "'%s' and '%s' cannot stand together: both have their '%s'", other_name,
                                    name, zks_index_name(c, parent));
    }
    return true;
}

bool zks_check_over(zks_checker *c, zks_over *over)
{
    bool ok = true;
    for (size_t i = 0; ok && i < over->count; i++) {
        long index = zks_check_index(c, over->words[i]);
        ok = index != ZKS_NO_INDEX;
        if (ok) {
            over->index[i] = (size_t)index;
            ok = check_beside(c, over, i);
            zks_scope_enter_index(c, over->index[i], ZKS_MEMBER_DECLARED);
        }
    }
    zks_scope_clear(c);
    return ok;
}

static bool check_parent_in_scope(const zks_checker *c, const zks_members *members)
{
    long index = (long)members->index, parent = zks_index_parent(c, index),
         stated = zks_check_index(c, members->in_word);
    zks_place place = members->in_word.place;
    if (stated == ZKS_NO_INDEX)
        return false;
    if (stated != parent)
        return ZKS_CHECKER_FAIL(c, place, "'%s' is not the parent of '%s'", zks_index_name(c, stated),
                                zks_index_name(c, index));
    return c->members[parent] != ZKS_MEMBER_NONE ||
           ZKS_CHECKER_FAIL(c, place, "no member of '%s' is in scope\nwrite '%s' alone for those of every '%s'",
                            zks_index_name(c, parent), zks_index_name(c, index), zks_index_name(c, parent));
}

/* Where a parent has a member in scope, it must be said whose members are meant. */
static bool check_no_parent_in_scope(const zks_checker *c, const zks_members *members)
{
    long index = (long)members->index, parent = nearest_in_scope(c, index);
    if (parent == ZKS_NO_INDEX ||
        (c->members[index] == ZKS_MEMBER_IMPLICIT && c->members[parent] == ZKS_MEMBER_IMPLICIT))
        return true;
    const char *name = zks_index_name(c, index), *parent_name = zks_index_name(c, parent);
    long between = zks_index_parent(c, index);
    if (between == parent)
        return ZKS_CHECKER_FAIL(c, members->word.place, "a member of '%s' is in scope\nwrite '%s in %s' for its own",
                                parent_name, name, parent_name);
    while (zks_index_parent(c, between) != parent)
        between = zks_index_parent(c, between);
    return ZKS_CHECKER_FAIL(c, members->word.place, "a member of '%s' is in scope\nwrite '%s in %s' before it",
                            parent_name, zks_index_name(c, between), parent_name);
}

bool zks_scope_enter_members(zks_checker *c, zks_members *members, zks_member_origin origin, bool implicit_parent,
                             zks_entered *entered)
{
    long index = zks_check_index(c, members->word);
    if (index == ZKS_NO_INDEX)
        return false;
    members->index = (size_t)index;
    bool rebinds = origin == ZKS_MEMBER_SUM && c->members[index] == ZKS_MEMBER_IMPLICIT;
    if (c->members[index] != ZKS_MEMBER_NONE && !rebinds)
        return ZKS_CHECKER_FAIL(
            c, members->word.place, "a member of '%s' is in scope already%s", zks_index_name(c, index),
            c->members[index] == ZKS_MEMBER_SUM
                ? "\nwrite the sum before this one in parentheses: it reaches as far right as it can"
                : "");
    long parent = zks_index_parent(c, index);
    members->within = members->in_word.length > 0 ||
                      (implicit_parent && parent != ZKS_NO_INDEX && c->members[parent] != ZKS_MEMBER_NONE);
    if (members->in_word.length > 0 ? !check_parent_in_scope(c, members)
                                    : !members->within && !check_no_parent_in_scope(c, members))
        return false;
    if (members->within && rebinds) {
        *entered = (zks_entered){members->index, 1, ZKS_MEMBER_IMPLICIT};
        c->members[index] = (unsigned char)origin;
    } else {
        *entered = zks_scope_enter_index(c, members->index, origin);
    }
    return true;
}

/* Whether a `for` can bring members into scope: it stands behind the bounds of advice. */
static bool takes_for(const zks_checker *c)
{
    return c->declared && c->declared->kind == ZKS_SYMBOL_ADVICE && c->declared->advice->kind == ZKS_ADVICE_BOUNDS &&
           (c->place == ZKS_IN_ACCOUNT || c->place == ZKS_IN_POOL);
}

/* What brings members of an index into scope, for people. */
typedef struct {
    char text[8 * ZKS_MAX_IDENTIFIER + 128];
} remedy;

static remedy remedy_for(const zks_checker *c, long index)
{
    const char *name = zks_index_name(c, index), *owner = c->requirement ? c->requirement->name : c->declared->name;
    const zks_over *over = c->requirement ? &c->requirement->over : &c->declared->over;
    long parent = zks_index_parent(c, index);
    bool within = parent != ZKS_NO_INDEX && c->members[parent] != ZKS_MEMBER_NONE;
    char members[2 * ZKS_MAX_IDENTIFIER + 8], behind[sizeof members + 32] = "", brackets[sizeof members + 64] = "";
    snprintf(members, sizeof members, within ? "%s in %s" : "%s", name, within ? zks_index_name(c, parent) : "");
    if (takes_for(c))
        snprintf(behind, sizeof behind, ", or 'for %s' after the bound", members);
    if (!within && over->count > 0)
        snprintf(brackets, sizeof brackets, ", or put '%s' into the brackets of '%s'", name, owner);
    else if (!within)
        snprintf(brackets, sizeof brackets, ", or '%s[%s]'", owner, name);
    remedy result;
    snprintf(result.text, sizeof result.text, "write 'sum(%s)' before it%s%s", members, behind, brackets);
    return result;
}

static bool fail_out_of_scope(const zks_checker *c, zks_word word, long index)
{
    const char *name = zks_index_name(c, index);
    int length = (int)word.length;
    if (index == c->slices)
        return ZKS_CHECKER_FAIL(c, word.place, "'%.*s' is over '%s', the slices that this value is cut into", length,
                                word.text, name);
    return ZKS_CHECKER_FAIL(c, word.place, "'%.*s' is over '%s', of which no member is in scope\n%s", length, word.text,
                            name, remedy_for(c, index).text);
}

bool zks_check_in_scope(const zks_checker *c, zks_word word, const zks_symbol *symbol)
{
    for (size_t i = 0; i < symbol->over.count; i++)
        if (c->members[symbol->over.index[i]] == ZKS_MEMBER_NONE)
            return fail_out_of_scope(c, word, (long)symbol->over.index[i]);
    return true;
}
