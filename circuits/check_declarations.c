/* Indexes and their parents, units, pairs. */
#include "circuits/checker.h"

static zks_symbol *index_symbol(const zks_checker *c, long index)
{
    return c->circuit->indexes.items[index];
}

static void find_parents(const zks_checker *c)
{
    const zks_symbols *indexes = &c->circuit->indexes;
    for (size_t i = 0; i < indexes->count; i++)
        if (indexes->items[i]->parent_word.length > 0)
            indexes->items[i]->parent = zks_check_index(c, indexes->items[i]->parent_word);
}

/* Indexes are passed in order, each path up to the first that was passed before: a circle comes back to its own path,
 * and is opened there. */
bool zks_check_parents(const zks_checker *c)
{
    const zks_symbols *indexes = &c->circuit->indexes;
    size_t *passed = zks_arena_alloc(&c->circuit->arena, (indexes->count + 1) * sizeof *passed);
    if (!passed)
        return false;
    find_parents(c);
    for (size_t i = 0; i < indexes->count; i++) {
        zks_symbol *at = indexes->items[i];
        for (; !passed[at->position] && at->parent != ZKS_NO_INDEX; at = index_symbol(c, at->parent)) {
            passed[at->position] = i + 1;
            if (passed[at->parent] != i + 1)
                continue;
            bool is_near = at->parent == (long)at->position;
            ZKS_CHECKER_REPORT(c, at->parent_word.place, "index '%s' is its own parent%s", at->name,
                               is_near ? "" : ", by way of others");
            at->parent = ZKS_NO_INDEX;
            break;
        }
        passed[at->position] = i + 1;
    }
    return true;
}

/* Whether a column has units of the index: one of its own, or a parent of one. */
static bool has_units_of(const zks_checker *c, const zks_symbol *column, long index)
{
    for (size_t i = 0; i < column->over.count; i++) {
        long own = (long)column->over.index[i];
        if (own == index || zks_index_is_ancestor(c, index, own))
            return true;
    }
    return false;
}

static void check_stated_unit(const zks_checker *c, zks_symbol *column)
{
    zks_place place = column->unit_word.place;
    long index = zks_check_index(c, column->unit_word);
    if (index == ZKS_NO_INDEX)
        return;
    column->unit_index = index;
    const char *name = zks_index_name(c, index);
    if (!has_units_of(c, column, index))
        ZKS_CHECKER_REPORT(c, place, "column '%s' is not over '%s'\nwrite 'quote units', 'integer' or %s[%s]",
                           column->name, name, column->name, name);
    else if (!index_symbol(c, index)->has_decimals)
        ZKS_CHECKER_REPORT(c, place, "index '%s' has no units\nlist 'decimals' among its fields", name);
}

/* The last of its own indexes that has decimals. */
static void find_unit(const zks_checker *c, zks_symbol *column)
{
    for (size_t i = 0; i < column->over.count; i++)
        if (index_symbol(c, (long)column->over.index[i])->has_decimals)
            column->unit_index = (long)column->over.index[i];
    if (column->unit_index == ZKS_NO_INDEX)
        column->unit = ZKS_UNIT_NONE;
}

static bool same_over(const zks_over *a, const zks_over *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = a->index[i] == b->index[i];
    return same;
}

/* Columns of one declaration share their unit, and what is wrong with it is found at the first. */
static bool shares_unit(const zks_symbols *columns, size_t i)
{
    const zks_symbol *column = columns->items[i], *before = i > 0 ? columns->items[i - 1] : NULL;
    return before && !before->is_wrong && column->unit_word.text == before->unit_word.text &&
           same_over(&column->over, &before->over);
}

static void check_unit(const zks_checker *c, const zks_symbols *columns, size_t i)
{
    zks_symbol *column = columns->items[i];
    if (column->unit != ZKS_UNIT_MEMBER)
        return;
    if (column->unit_word.length == 0)
        find_unit(c, column);
    else if (shares_unit(columns, i))
        column->unit_index = columns->items[i - 1]->unit_index;
    else
        check_stated_unit(c, column);
}

static void check_pair(const zks_checker *c, const zks_symbol *column)
{
    const zks_symbol *partner = column->partner;
    if (partner && partner->position > column->position && !column->is_wrong && !partner->is_wrong &&
        !same_over(&column->over, &partner->over))
        ZKS_CHECKER_REPORT(c, partner->place,
                           "the two columns of a pair are over the same indexes\nwrite '%s' like '%s'", partner->name,
                           column->name);
}

static void check_over_all(zks_checker *c, const zks_symbols *symbols)
{
    for (size_t i = 0; i < symbols->count; i++)
        if (!symbols->items[i]->is_wrong && !zks_check_over(c, &symbols->items[i]->over))
            symbols->items[i]->is_wrong = true;
}

static void check_units(const zks_checker *c, const zks_symbols *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        if (!columns->items[i]->is_wrong)
            check_unit(c, columns, i);
}

/* Where an index has findings, its fields have none of their own. */
static void pass_on_to_fields(const zks_checker *c)
{
    const zks_symbols *indexes = &c->circuit->indexes;
    for (size_t i = 0; i < indexes->count; i++)
        for (size_t field = 0; field < indexes->items[i]->fields.count; field++)
            if (indexes->items[i]->is_wrong)
                indexes->items[i]->fields.items[field]->is_wrong = true;
}

void zks_check_declarations(zks_checker *c)
{
    zks_circuit *circuit = c->circuit;
    pass_on_to_fields(c);
    check_over_all(c, &circuit->params);
    check_over_all(c, &circuit->account_columns);
    check_over_all(c, &circuit->pool_columns);
    check_over_all(c, &circuit->advice);
    check_over_all(c, &circuit->lets);
    for (size_t i = 0; i < circuit->requirement_count; i++)
        circuit->requirements[i].is_wrong = !zks_check_over(c, &circuit->requirements[i].over);
    check_units(c, &circuit->account_columns);
    check_units(c, &circuit->pool_columns);
    for (size_t i = 0; i < circuit->account_columns.count; i++)
        check_pair(c, circuit->account_columns.items[i]);
    if (circuit->account_columns.count == 0 && circuit->name)
        ZKS_CHECKER_REPORT(c, circuit->place, "the circuit has no account columns\ndeclare one: 'account NAME : ...'");
}
