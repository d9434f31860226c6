#include "circuits/check.h"

#include "circuits/bounds.h"
#include "circuits/names.h"

#include <stdlib.h>
#include <string.h>

typedef enum { IN_POLICY, IN_ACCOUNT, IN_POOL } surroundings;

typedef struct {
    zks_circuit *circuit;
    zks_diagnostics *diagnostics;
    bool *bound;        /* which indexes have a member in scope */
    surroundings place; /* of the comparison at hand */
    bool in_total;
    zks_requirement_item *requirement; /* at hand; NULL in a policy check */
    zks_policy_check *check;           /* at hand; NULL in a requirement */
} checker;

#define REPORT(c, place, ...) zks_finding((c)->diagnostics, (c)->circuit->file, place, __VA_ARGS__)

static zks_nature wrong(void)
{
    return ZKS_NATURE_WRONG;
}

/* The position of an index named by a word, ZKS_NO_INDEX with a finding where there is none. */
static long find_index(const checker *c, zks_word word)
{
    const zks_symbol *symbol = zks_circuit_find(c->circuit, word);
    if (symbol && symbol->kind == ZKS_SYMBOL_INDEX)
        return (long)symbol->position;
    zks_names_report_unknown(c->circuit, c->diagnostics, word, ZKS_SYMBOL_INDEX, "index");
    return ZKS_NO_INDEX;
}

/* Declarations. */

static void check_unit(const checker *c, zks_symbol *column)
{
    bool stated = column->unit_index.length > 0;
    if (column->unit != ZKS_UNIT_MEMBER)
        return;
    if (stated) {
        long index = find_index(c, column->unit_index);
        if (index == ZKS_NO_INDEX)
            return;
        const zks_symbol *symbol = c->circuit->indexes.items[index];
        if (index != column->index)
            REPORT(c, column->unit_index.place, "column '%s' is not over index '%s'; write %s[%s]", column->name,
                   symbol->name, column->name, symbol->name);
        else if (!symbol->has_decimals)
            REPORT(c, column->unit_index.place, "index '%s' has no units; list 'decimals' among its fields",
                   symbol->name);
    } else if (column->index == ZKS_NO_INDEX || !c->circuit->indexes.items[column->index]->has_decimals) {
        column->unit = ZKS_UNIT_NONE;
    }
}

/* Columns of one declaration share their unit, and what is wrong with it is found at the first. */
static bool shares_unit(const zks_symbols *columns, size_t i)
{
    return i > 0 && columns->items[i]->unit_index.length > 0 &&
           columns->items[i]->unit_index.text == columns->items[i - 1]->unit_index.text &&
           columns->items[i]->index == columns->items[i - 1]->index;
}

static void check_columns(const checker *c, const zks_symbols *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        zks_symbol *column = columns->items[i];
        if (column->index_word.length > 0 && (column->index = find_index(c, column->index_word)) == ZKS_NO_INDEX)
            continue;
        if (!shares_unit(columns, i))
            check_unit(c, column);
    }
}

static void check_pair(const checker *c, const zks_symbol *column)
{
    const zks_symbol *partner = column->partner;
    if (partner && partner->position > column->position && partner->index != column->index)
        REPORT(c, partner->place, "the two columns of a pair are over one index; write '%s' like '%s'", partner->name,
               column->name);
}

static void check_declarations(const checker *c)
{
    const zks_symbols *account = &c->circuit->account_columns, *pool = &c->circuit->pool_columns;
    check_columns(c, account);
    check_columns(c, pool);
    for (size_t i = 0; i < account->count; i++)
        check_pair(c, account->items[i]);
    if (account->count == 0)
        REPORT(c, ((zks_place){1, 1}), "the circuit has no account columns; declare one with 'account NAME : ...'");
}

static int compare_requirements(const void *left, const void *right)
{
    const zks_requirement_item *a = *(zks_requirement_item *const *)left, *b = *(zks_requirement_item *const *)right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a > b) - (a < b);
}

static bool check_requirement_names(const checker *c)
{
    size_t count = c->circuit->requirement_count;
    zks_requirement_item **sorted = zks_arena_alloc(&c->circuit->arena, (count + 1) * sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &c->circuit->requirements[i];
    qsort(sorted, count, sizeof *sorted, compare_requirements);
    for (size_t i = 1; i < count; i++)
        if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0)
            REPORT(c, sorted[i]->place, "requirement '%s' exists already at %u:%u; give this one a name of its own",
                   sorted[i]->name, sorted[i - 1]->place.line, sorted[i - 1]->place.column);
    return true;
}

/* Names in expressions. */

/* A policy check holds for every member of the one index it mentions outside sum(...): bind it. */
static bool bind_implicitly(const checker *c, const zks_node *node, long index)
{
    if (!c->check)
        return false;
    if (c->check->index == ZKS_NO_INDEX)
        c->check->index = index;
    if (c->check->index == index)
        return true;
    const zks_symbols *indexes = &c->circuit->indexes;
    REPORT(c, node->word.place,
           "'%s' is over index '%s', and this check is over '%s' already; a policy check holds for every member of one "
           "index, so write two checks or sum(%s)",
           node->symbol->name, indexes->items[index]->name, indexes->items[c->check->index]->name,
           indexes->items[index]->name);
    return false;
}

static bool check_scope(const checker *c, const zks_node *node)
{
    long index = node->symbol->index;
    if (index == ZKS_NO_INDEX || c->bound[index])
        return true;
    if (c->check)
        return bind_implicitly(c, node, index);
    const char *name = c->circuit->indexes.items[index]->name;
    REPORT(
        c, node->word.place,
        "'%s' is over index '%s', of which no member is in scope; write sum(%s) before it, or give the requirement the "
        "index: %s[%s]",
        node->symbol->name, name, name, c->requirement->name, name);
    return false;
}

static zks_nature check_account_column(const checker *c, const zks_node *node)
{
    const char *name = node->symbol->name;
    if (c->place == IN_POLICY) {
        REPORT(c, node->word.place, "'%s' is private; a policy check is about public numbers only", name);
        return wrong();
    }
    if (c->place == IN_POOL && !c->in_total) {
        REPORT(c, node->word.place, "'%s' is a column of every account; the pool knows its total: write total(%s)",
               name, name);
        return wrong();
    }
    return ZKS_NATURE_LINEAR;
}

static zks_nature check_pool_column(const checker *c, const zks_node *node)
{
    const char *name = node->symbol->name;
    if (c->place == IN_POOL) {
        c->requirement->uses_pool_column = true;
        return ZKS_NATURE_PUBLIC;
    }
    REPORT(c, node->word.place, "'%s' is a pool column, which only pool requirements may use; write 'pool require'",
           name);
    return wrong();
}

static zks_nature check_name(const checker *c, zks_node *node)
{
    node->symbol = zks_circuit_find(c->circuit, node->word);
    if (!node->symbol) {
        zks_names_report_unknown(c->circuit, c->diagnostics, node->word, -1, "field, parameter or column");
        return wrong();
    }
    if (node->symbol->kind == ZKS_SYMBOL_INDEX) {
        REPORT(c, node->word.place, "'%s' is an index, not a number; name one of its fields or a column over it",
               node->symbol->name);
        return wrong();
    }
    zks_nature nature = node->symbol->kind == ZKS_SYMBOL_ACCOUNT_COLUMN ? check_account_column(c, node)
                        : node->symbol->kind == ZKS_SYMBOL_POOL_COLUMN  ? check_pool_column(c, node)
                                                                        : ZKS_NATURE_PUBLIC;
    return nature != ZKS_NATURE_WRONG && check_scope(c, node) ? nature : wrong();
}

/* Expressions: each returns what it is made of. */

static zks_nature check_node(checker *c, zks_node *node);

static zks_nature check_chain(checker *c, zks_node *node)
{
    zks_nature nature = check_node(c, node->operands[0].node);
    for (size_t i = 1; i < node->operand_count; i++) {
        zks_nature other = check_node(c, node->operands[i].node);
        if (nature == ZKS_NATURE_WRONG || other == ZKS_NATURE_WRONG)
            nature = ZKS_NATURE_WRONG;
        else if (nature != other)
            nature = ZKS_NATURE_AFFINE;
    }
    return nature;
}

static zks_nature check_product(checker *c, zks_node *node)
{
    zks_nature nature = ZKS_NATURE_PUBLIC;
    for (size_t i = 0; i < node->operand_count; i++) {
        const zks_operand *operand = &node->operands[i];
        zks_nature factor = check_node(c, operand->node);
        if (nature == ZKS_NATURE_WRONG || factor == ZKS_NATURE_WRONG) {
            nature = ZKS_NATURE_WRONG;
        } else if (factor == ZKS_NATURE_PUBLIC) {
            continue;
        } else if (operand->inverse) {
            REPORT(c, operand->node->word.place,
                   "division by a private column; a constraint is linear and divides by public numbers only");
            nature = ZKS_NATURE_WRONG;
        } else if (nature != ZKS_NATURE_PUBLIC) {
            REPORT(c, operand->node->word.place,
                   "product of two private factors, and a constraint is linear; make one factor public: a field, a "
                   "parameter or a number");
            nature = ZKS_NATURE_WRONG;
        } else {
            nature = factor;
        }
    }
    return nature;
}

static zks_nature check_sum(checker *c, zks_node *node)
{
    long index = find_index(c, node->over);
    if (index == ZKS_NO_INDEX)
        return wrong();
    if (c->bound[index]) {
        REPORT(
            c, node->word.place,
            "a member of '%.*s' is in scope already; a sum reaches as far right as it can, so put the sum before this "
            "one in parentheses",
            (int)node->over.length, node->over.text);
        return wrong();
    }
    node->index = (size_t)index;
    c->bound[index] = true;
    zks_nature nature = check_node(c, node->operands[0].node);
    c->bound[index] = false;
    return nature;
}

static size_t find_requirement(const zks_circuit *circuit, zks_word word)
{
    size_t i = 0;
    while (i < circuit->requirement_count && !zks_word_is(word, circuit->requirements[i].name))
        i++;
    return i;
}

/* What can be said of `capped by` and `backed by` without numbers; that the bound is one is for the compiler to see. */
static bool check_cover(const checker *c, zks_node *node)
{
    zks_word word = node->cover_word;
    if (node->cover == ZKS_COVER_NONE)
        return true;
    size_t found = find_requirement(c->circuit, word);
    node->cover_requirement = found;
    if (found == c->circuit->requirement_count) {
        zks_names_report_no_requirement(c->circuit, c->diagnostics, word);
        return false;
    }
    const zks_requirement_item *cover = &c->circuit->requirements[found];
    if (cover->scope != ZKS_SCOPE_POOL) {
        REPORT(c, word.place, "'%s' is an account requirement; a total is bounded by a pool requirement", cover->name);
        return false;
    }
    if (cover == c->requirement) {
        REPORT(c, word.place, "'%s' cannot vouch for a total in itself; bound the total in a requirement of its own",
               cover->name);
        return false;
    }
    if (cover->index != ZKS_NO_INDEX && !c->bound[cover->index]) {
        REPORT(c, word.place, "'%s' is over index '%s', of which no member is in scope here", cover->name,
               c->circuit->indexes.items[cover->index]->name);
        return false;
    }
    return true;
}

static zks_nature check_total(checker *c, zks_node *node)
{
    if (c->place != IN_POOL || c->in_total) {
        REPORT(c, node->word.place,
               c->in_total ? "a total inside a total; write the sum of what is totalled"
                           : "total(...) stands in pool requirements only");
        return wrong();
    }
    c->in_total = true;
    zks_nature nature = check_node(c, node->operands[0].node);
    c->in_total = false;
    if (nature == ZKS_NATURE_WRONG || !check_cover(c, node))
        return wrong();
    if (nature != ZKS_NATURE_LINEAR) {
        REPORT(
            c, node->operands[0].node->word.place,
            "total(...) of a public number, which would count accounts nobody can check; total columns only, and add "
            "the number outside");
        return wrong();
    }
    return nature;
}

static zks_nature check_node(checker *c, zks_node *node)
{
    switch (node->kind) {
    case ZKS_NODE_NUMBER:
        node->nature = ZKS_NATURE_PUBLIC;
        break;
    case ZKS_NODE_NAME:
        node->nature = check_name(c, node);
        break;
    case ZKS_NODE_NEGATE:
    case ZKS_NODE_ADD:
        node->nature = check_chain(c, node);
        break;
    case ZKS_NODE_MULTIPLY:
        node->nature = check_product(c, node);
        break;
    case ZKS_NODE_SUM:
        node->nature = check_sum(c, node);
        break;
    case ZKS_NODE_TOTAL:
        node->nature = check_total(c, node);
        break;
    }
    return node->nature;
}

static void check_comparison(checker *c, const zks_comparison *comparison)
{
    for (size_t i = 0; i < comparison->side_count; i++)
        check_node(c, comparison->sides[i]);
}

static void check_requirement(checker *c, zks_requirement_item *item)
{
    c->requirement = item;
    c->place = item->scope == ZKS_SCOPE_ACCOUNT ? IN_ACCOUNT : IN_POOL;
    if (item->index_word.length > 0 && item->index == ZKS_NO_INDEX)
        return;
    if (item->index != ZKS_NO_INDEX)
        c->bound[item->index] = true;
    check_comparison(c, &item->comparison);
    if (item->index != ZKS_NO_INDEX)
        c->bound[item->index] = false;
    c->requirement = NULL;
}

/* capped: by public numbers; backed: by declared reserves. Seen once every requirement is. */
static void check_cover_kind(const checker *c, const zks_node *node)
{
    for (size_t i = 0; i < node->operand_count; i++)
        check_cover_kind(c, node->operands[i].node);
    if (node->kind != ZKS_NODE_TOTAL || node->cover == ZKS_COVER_NONE || node->nature == ZKS_NATURE_WRONG)
        return;
    const zks_requirement_item *cover = &c->circuit->requirements[node->cover_requirement];
    if (node->cover == ZKS_COVER_CAPPED && cover->uses_pool_column)
        REPORT(c, node->cover_word.place, "'%s' bounds by declared reserves, not by a cap; write 'backed by %s'",
               cover->name, cover->name);
    if (node->cover == ZKS_COVER_BACKED && !cover->uses_pool_column)
        REPORT(c, node->cover_word.place, "'%s' names no declared reserve; write 'capped by %s'", cover->name,
               cover->name);
}

static void check_expressions(checker *c)
{
    zks_circuit *circuit = c->circuit;
    for (size_t i = 0; i < circuit->requirement_count; i++) {
        zks_requirement_item *item = &circuit->requirements[i];
        if (item->index_word.length > 0)
            item->index = find_index(c, item->index_word);
    }
    for (size_t i = 0; i < circuit->requirement_count; i++)
        check_requirement(c, &circuit->requirements[i]);
    for (size_t i = 0; i < circuit->requirement_count; i++)
        for (size_t side = 0; side < circuit->requirements[i].comparison.side_count; side++)
            check_cover_kind(c, circuit->requirements[i].comparison.sides[side]);
    c->place = IN_POLICY;
    for (size_t i = 0; i < circuit->check_count; i++) {
        c->check = &circuit->checks[i];
        check_comparison(c, &c->check->comparison);
    }
}

bool zks_check(zks_circuit *circuit, zks_diagnostics *d)
{
    size_t findings = d->findings;
    checker c = {.circuit = circuit, .diagnostics = d};
    c.bound = zks_arena_alloc(&circuit->arena, circuit->indexes.count + 1);
    if (!c.bound || !zks_names_sort(circuit, d))
        return false;
    check_declarations(&c);
    if (!check_requirement_names(&c))
        return false;
    check_expressions(&c);
    return d->findings == findings;
}
