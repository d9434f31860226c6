#include "circuits/decimal.h"
#include "circuits/numbers_order.h"
#include "circuits/policy_check.h"
#include "circuits/table.h"
#include "circuits/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void clear_numbers(zks_number *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(numbers[i].name);
        free(numbers[i].value);
    }
    free(numbers);
}

static void clear_member(zks_member *member)
{
    free(member->name);
    free(member->parent);
    clear_numbers(member->fields, member->field_count);
}

static void clear_index(zks_index *index)
{
    free(index->name);
    for (size_t i = 0; i < index->member_count; i++)
        clear_member(&index->members[i]);
    free(index->members);
}

static void clear_values(zks_values *lists, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(lists[i].name);
        for (size_t j = 0; j < lists[i].value_count; j++)
            free(lists[i].values[j]);
        free(lists[i].values);
    }
    free(lists);
}

void zks_numbers_clear(zks_numbers *numbers)
{
    clear_member(&numbers->quote);
    for (size_t i = 0; i < numbers->index_count; i++)
        clear_index(&numbers->indexes[i]);
    free(numbers->indexes);
    clear_values(numbers->params, numbers->param_count);
    clear_values(numbers->pool, numbers->pool_count);
    *numbers = (zks_numbers){0};
}

/* The text "index 'asset', member 'BTC': " for findings about a member's fields. */
typedef struct {
    char text[2 * ZKS_MAX_NAME + 64];
} owner_text;

static const char *member_owner(owner_text *owner, const char *index, const zks_member *member)
{
    snprintf(owner->text, sizeof owner->text, "index '%s', member '%s': ", index, zks_shown_name(member->name));
    return owner->text;
}

static bool check_fields(zks_diagnostics *d, const char *owner, const zks_member *member)
{
    bool ok = true;
    for (size_t i = 0; i < member->field_count; i++) {
        if (!zks_decimal_is_canonical(member->fields[i].value)) {
            zks_finding_anywhere(d, "%s'%s' is not a canonical decimal of at most %d characters", owner,
                                 member->fields[i].name, ZKS_DECIMAL_MAX);
            ok = false;
        }
    }
    return ok;
}

static bool check_unit(zks_diagnostics *d, const char *owner, const zks_member *member, bool has_decimals)
{
    bool ok = true;
    if (!has_decimals && (member->decimals != 0 || member->bytes != 0)) {
        zks_finding_anywhere(d, "%sthe circuit declares no decimals for this index, so members have no unit", owner);
        ok = false;
    }
    if (member->decimals > ZKS_MAX_DECIMALS) {
        zks_finding_anywhere(d, "%sdecimals %u; at most %d are allowed", owner, member->decimals, ZKS_MAX_DECIMALS);
        ok = false;
    }
    if (has_decimals && member->bytes == 0 && member->decimals == 0) {
        zks_finding_anywhere(d, "%sno unit; give its 'decimals'", owner);
        ok = false;
    } else if (has_decimals && (member->bytes < 1 || member->bytes > ZKS_MAX_BYTES)) {
        zks_finding_anywhere(d, "%sbytes %u; a column has 1 to %d", owner, member->bytes, ZKS_MAX_BYTES);
        ok = false;
    }
    return ok;
}

static bool check_name(zks_diagnostics *d, const char *owner, const char *name)
{
    if (zks_name_is_plain(name))
        return true;
    zks_finding_anywhere(d, "%sa name has 1 to %d bytes of UTF-8 without control characters", owner, ZKS_MAX_NAME);
    return false;
}

static bool check_member(zks_diagnostics *d, const zks_symbol *index, zks_member *member)
{
    owner_text buffer;
    const char *owner = member_owner(&buffer, index->name, member);
    zks_list_kind kind = {d, "field", owner};
    return check_name(d, owner, member->name) && check_unit(d, owner, member, index->has_decimals) &&
           zks_order_items(&kind, member->fields, member->field_count, sizeof *member->fields, &index->fields) &&
           check_fields(d, owner, member);
}

static int compare_members(const void *left, const void *right)
{
    const zks_member *const *a = left, *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

/* The members by name, to be freed; NULL: out of memory. */
static const zks_member **sorted_members(const zks_index *index)
{
    const zks_member **sorted = malloc((index->member_count + 1) * sizeof *sorted);
    if (!sorted)
        return NULL;
    for (size_t i = 0; i < index->member_count; i++)
        sorted[i] = &index->members[i];
    qsort(sorted, index->member_count, sizeof *sorted, compare_members);
    return sorted;
}

static zks_status check_unique_members(zks_diagnostics *d, const zks_index *index)
{
    const zks_member **sorted = sorted_members(index);
    if (!sorted)
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    for (size_t i = 1; i < index->member_count; i++) {
        if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0) {
            zks_finding_anywhere(d, "index '%s': member '%s' is given twice", index->name,
                                 zks_shown_name(sorted[i]->name));
            status = ZKS_ERROR_POLICY;
        }
    }
    free(sorted);
    return status;
}

static zks_status check_index(const zks_symbol *declared, zks_numbers *numbers, zks_diagnostics *d)
{
    zks_index *index = &numbers->indexes[declared->position];
    if (index->member_count == 0 || index->member_count > ZKS_MAX_MEMBERS) {
        zks_finding_anywhere(d, "index '%s' has %zu members; 1 to %d are allowed", index->name, index->member_count,
                             ZKS_MAX_MEMBERS);
        return ZKS_ERROR_POLICY;
    }
    zks_status status = check_unique_members(d, index);
    for (size_t i = 0; i < index->member_count && !zks_diagnostics_full(d); i++)
        if (!check_member(d, declared, &index->members[i]) && status == ZKS_OK)
            status = ZKS_ERROR_POLICY;
    return status;
}

/* Without `parent`, members belong to none. `sorted` are the parent's members. */
static bool find_parent(zks_diagnostics *d, const char *index, const zks_index *parent, const zks_member **sorted,
                        zks_member *member)
{
    owner_text buffer;
    const char *owner = member_owner(&buffer, index, member);
    if (!parent && member->parent)
        zks_finding_anywhere(d, "%sthe circuit declares no parent for this index, so members have no 'in'", owner);
    else if (parent && !member->parent)
        zks_finding_anywhere(d, "%sno parent; give 'in', the name of a member of '%s'", owner, parent->name);
    if (!parent || !member->parent)
        return !parent && !member->parent;
    const zks_member wanted = {.name = member->parent}, *key = &wanted,
                     **found = bsearch(&key, sorted, parent->member_count, sizeof *sorted, compare_members);
    if (!found) {
        zks_finding_anywhere(d, "%sin '%s', which is no member of '%s'", owner, zks_shown_name(member->parent),
                             parent->name);
        return false;
    }
    member->parent_position = (size_t)(*found - parent->members);
    return true;
}

static zks_status find_parents(const zks_symbol *declared, zks_numbers *numbers, zks_diagnostics *d)
{
    zks_index *index = &numbers->indexes[declared->position];
    const zks_index *parent = declared->parent == ZKS_NO_INDEX ? NULL : &numbers->indexes[declared->parent];
    const zks_member **sorted = parent ? sorted_members(parent) : NULL;
    if (parent && !sorted)
        return ZKS_ERROR_MEMORY;
    bool ok = true;
    for (size_t i = 0; i < index->member_count && !zks_diagnostics_full(d); i++)
        ok = find_parent(d, declared->name, parent, sorted, &index->members[i]) && ok;
    free(sorted);
    return ok ? ZKS_OK : ZKS_ERROR_POLICY;
}

typedef zks_status check_one_index(const zks_symbol *declared, zks_numbers *numbers, zks_diagnostics *d);

/* All findings of one step, over every index. */
static zks_status for_each_index(const zks_circuit *circuit, check_one_index *step, zks_numbers *numbers,
                                 zks_diagnostics *d)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < numbers->index_count; i++) {
        zks_status one = step(circuit->indexes.items[i], numbers, d);
        if (status == ZKS_OK || one == ZKS_ERROR_MEMORY)
            status = one;
    }
    return status;
}

static zks_status check_indexes(const zks_circuit *circuit, zks_numbers *numbers, zks_diagnostics *d)
{
    zks_list_kind kind = {d, "index", ""};
    if (!zks_order_items(&kind, numbers->indexes, numbers->index_count, sizeof *numbers->indexes, &circuit->indexes))
        return ZKS_ERROR_POLICY;
    zks_status status = for_each_index(circuit, check_index, numbers, d);
    return status == ZKS_OK ? for_each_index(circuit, find_parents, numbers, d) : status;
}

static bool check_quote(const zks_member *quote, zks_diagnostics *d)
{
    if (quote->field_count > 0)
        zks_finding_anywhere(d, "quote: a quote currency has no fields");
    return check_name(d, "quote: ", quote->name) && check_unit(d, "quote: ", quote, true) && quote->field_count == 0;
}

/* Parameters and pool columns, in declared order and each of the shape of its indexes. */
static bool check_all_values(const char *what, zks_values *lists, size_t count, const zks_symbols *declared,
                             const zks_numbers *numbers, zks_diagnostics *d)
{
    zks_list_kind kind = {d, what, ""};
    bool ok = zks_order_items(&kind, lists, count, sizeof *lists, declared);
    for (size_t i = 0; ok && i < count; i++)
        ok = zks_values_check(declared->items[i], &lists[i], numbers, d);
    return ok;
}

zks_status zks_numbers_check(const zks_circuit *circuit, zks_numbers *n, bool without_pool, zks_diagnostics *d)
{
    bool quote = check_quote(&n->quote, d);
    zks_status status = check_indexes(circuit, n, d);
    if (status != ZKS_OK)
        return status;
    bool params = check_all_values("parameter", n->params, n->param_count, &circuit->params, n, d);
    bool pool = (without_pool && n->pool_count == 0) ||
                check_all_values("pool column", n->pool, n->pool_count, &circuit->pool_columns, n, d);
    return quote && params && pool ? zks_policy_check_all(circuit, n, d) : ZKS_ERROR_POLICY;
}
