#include "circuits/decimal.h"
#include "circuits/diagnostics.h"
#include "circuits/policy_check.h"
#include "circuits/table.h"
#include "circuits/utf8.h"

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
    clear_numbers(member->fields, member->field_count);
}

static void clear_index(zks_index *index)
{
    free(index->name);
    for (size_t i = 0; i < index->member_count; i++)
        clear_member(&index->members[i]);
    free(index->members);
}

static void clear_pool(zks_pool_numbers *pool)
{
    free(pool->name);
    for (size_t i = 0; i < pool->value_count; i++)
        free(pool->values[i]);
    free(pool->values);
}

void zks_numbers_clear(zks_numbers *numbers)
{
    clear_member(&numbers->quote);
    for (size_t i = 0; i < numbers->index_count; i++)
        clear_index(&numbers->indexes[i]);
    for (size_t i = 0; i < numbers->pool_count; i++)
        clear_pool(&numbers->pool[i]);
    free(numbers->indexes);
    free(numbers->pool);
    clear_numbers(numbers->params, numbers->param_count);
    *numbers = (zks_numbers){0};
}

/* Names from a policy or statement are shown only once they are known to be plain. */
static bool is_plain_name(const char *name)
{
    size_t length = strnlen(name, ZKS_MAX_NAME + 1);
    return length >= 1 && length <= ZKS_MAX_NAME && zks_utf8_is_plain(name, length);
}

static const char *shown(const char *name)
{
    return is_plain_name(name) ? name : "(a name that cannot be shown)";
}

/* Brings items into declared order where they are the declared ones, each once; otherwise reports and moves nothing
 * that matters. An item begins with its name. `owner` says whose they are. */
typedef struct {
    zks_diagnostics *d;
    const char *what, *owner;
} list_kind;

static const char *name_of(const void *item)
{
    const char *name;
    memcpy(&name, item, sizeof name);
    return name;
}

static void swap_items(unsigned char *a, unsigned char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

static size_t find_item(const unsigned char *items, size_t from, size_t count, size_t size, const char *name)
{
    size_t i = from;
    while (i < count && strcmp(name_of(items + i * size), name) != 0)
        i++;
    return i;
}

static bool is_declared(const zks_symbols *declared, const char *name)
{
    for (size_t i = 0; i < declared->count; i++)
        if (strcmp(declared->items[i]->name, name) == 0)
            return true;
    return false;
}

static bool order_items(const list_kind *kind, void *list, size_t count, size_t size, const zks_symbols *declared)
{
    unsigned char *items = list;
    bool ok = true;
    size_t placed = 0;
    for (size_t i = 0; i < declared->count; i++) {
        const char *name = declared->items[i]->name;
        size_t found = find_item(items, placed, count, size, name);
        if (found == count) {
            zks_finding_anywhere(kind->d, "%s%s '%s' is missing", kind->owner, kind->what, name);
            ok = false;
            continue;
        }
        if (found != placed)
            swap_items(items + placed * size, items + found * size, size);
        placed++;
    }
    for (size_t i = placed; i < count && !zks_diagnostics_full(kind->d); i++) {
        const char *name = name_of(items + i * size);
        zks_finding_anywhere(kind->d,
                             is_declared(declared, name) ? "%s%s '%s' is given twice"
                                                         : "%s%s '%s' is not declared by the circuit",
                             kind->owner, kind->what, shown(name));
        ok = false;
    }
    return ok;
}

/* The text "index 'asset', member 'BTC': " for findings about a member's fields. */
typedef struct {
    char text[2 * ZKS_MAX_NAME + 64];
} owner_text;

static const char *member_owner(owner_text *owner, const char *index, const zks_member *member)
{
    snprintf(owner->text, sizeof owner->text, "index '%s', member '%s': ", index, shown(member->name));
    return owner->text;
}

static bool check_value(zks_diagnostics *d, const char *owner, const char *name, const char *value)
{
    if (zks_decimal_is_canonical(value))
        return true;
    zks_finding_anywhere(d, "%s'%s' is not a canonical decimal of at most %d characters", owner, name, ZKS_DECIMAL_MAX);
    return false;
}

static bool check_values(zks_diagnostics *d, const char *owner, const zks_number *numbers, size_t count)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        ok = check_value(d, owner, numbers[i].name, numbers[i].value) && ok;
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
    if (is_plain_name(name))
        return true;
    zks_finding_anywhere(d, "%sa name has 1 to %d bytes of UTF-8 without control characters", owner, ZKS_MAX_NAME);
    return false;
}

static bool check_member(zks_diagnostics *d, const zks_symbol *index, zks_member *member)
{
    owner_text buffer;
    const char *owner = member_owner(&buffer, index->name, member);
    list_kind kind = {d, "field", owner};
    return check_name(d, owner, member->name) && check_unit(d, owner, member, index->has_decimals) &&
           order_items(&kind, member->fields, member->field_count, sizeof *member->fields, &index->fields) &&
           check_values(d, owner, member->fields, member->field_count);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static zks_status check_unique_members(zks_diagnostics *d, const zks_index *index)
{
    const char **names = malloc((index->member_count + 1) * sizeof *names);
    if (!names)
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < index->member_count; i++)
        names[i] = index->members[i].name;
    qsort(names, index->member_count, sizeof *names, compare_names);
    for (size_t i = 1; i < index->member_count; i++) {
        if (strcmp(names[i - 1], names[i]) == 0) {
            zks_finding_anywhere(d, "index '%s': member '%s' is given twice", index->name, shown(names[i]));
            status = ZKS_ERROR_POLICY;
        }
    }
    free(names);
    return status;
}

static zks_status check_index(zks_diagnostics *d, const zks_symbol *declared, zks_index *index)
{
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

static zks_status check_indexes(const zks_circuit *circuit, zks_numbers *numbers, zks_diagnostics *d)
{
    list_kind kind = {d, "index", ""};
    if (!order_items(&kind, numbers->indexes, numbers->index_count, sizeof *numbers->indexes, &circuit->indexes))
        return ZKS_ERROR_POLICY;
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < numbers->index_count; i++) {
        zks_status one = check_index(d, circuit->indexes.items[i], &numbers->indexes[i]);
        if (status == ZKS_OK || one == ZKS_ERROR_MEMORY)
            status = one;
    }
    return status;
}

static bool check_quote(const zks_member *quote, zks_diagnostics *d)
{
    if (quote->field_count > 0)
        zks_finding_anywhere(d, "quote: a quote currency has no fields");
    return check_name(d, "quote: ", quote->name) && check_unit(d, "quote: ", quote, true) && quote->field_count == 0;
}

static bool check_params(const zks_circuit *circuit, zks_numbers *numbers, zks_diagnostics *d)
{
    list_kind kind = {d, "parameter", ""};
    return order_items(&kind, numbers->params, numbers->param_count, sizeof *numbers->params, &circuit->params) &&
           check_values(d, "parameter ", numbers->params, numbers->param_count);
}

static bool check_pool_column(const zks_symbol *declared, const zks_pool_numbers *column, const zks_numbers *numbers,
                              zks_diagnostics *d)
{
    size_t wanted = declared->index < 0 ? 1 : numbers->indexes[declared->index].member_count;
    if (column->value_count != wanted) {
        zks_finding_anywhere(d, "pool column '%s' has %zu values; it needs %zu", column->name, column->value_count,
                             wanted);
        return false;
    }
    for (size_t i = 0; i < wanted; i++) {
        if (!check_value(d, "pool column ", column->name, column->values[i]))
            return false;
        if (column->values[i][0] == '-') {
            zks_finding_anywhere(d, "pool column '%s': %s is negative", column->name, column->values[i]);
            return false;
        }
    }
    return true;
}

static bool check_pool(const zks_circuit *circuit, zks_numbers *numbers, zks_diagnostics *d)
{
    list_kind kind = {d, "pool column", ""};
    bool ok = order_items(&kind, numbers->pool, numbers->pool_count, sizeof *numbers->pool, &circuit->pool_columns);
    for (size_t i = 0; ok && i < numbers->pool_count; i++)
        ok = check_pool_column(circuit->pool_columns.items[i], &numbers->pool[i], numbers, d);
    return ok;
}

zks_status zks_numbers_check(const zks_circuit *circuit, zks_numbers *numbers, bool without_pool, zks_diagnostics *d)
{
    bool quote = check_quote(&numbers->quote, d), params = check_params(circuit, numbers, d);
    zks_status status = check_indexes(circuit, numbers, d);
    if (status == ZKS_OK && !(without_pool && numbers->pool_count == 0) && !check_pool(circuit, numbers, d))
        status = ZKS_ERROR_POLICY;
    if (status == ZKS_OK && (!quote || !params))
        status = ZKS_ERROR_POLICY;
    return status == ZKS_OK ? zks_policy_check_all(circuit, numbers, d) : status;
}
