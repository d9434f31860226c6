#include "circuits/values.h"

#include "circuits/decimal.h"

#include <stdio.h>

/* "parameter 'pnl'" */
typedef struct {
    char text[ZKS_MAX_NAME + 32];
} title;

static title title_of(const zks_symbol *declared)
{
    title t;
    const char *kind = declared->kind == ZKS_SYMBOL_PARAM ? "parameter" : "pool column";
    snprintf(t.text, sizeof t.text, "%s '%.*s'", kind, ZKS_MAX_NAME, declared->name);
    return t;
}

static const zks_index *index_at(const zks_symbol *declared, size_t dimension, const zks_numbers *numbers)
{
    return &numbers->indexes[declared->over.index[dimension]];
}

static bool check_depth(const zks_symbol *declared, const zks_values *values, zks_diagnostics *d)
{
    static const char *const shapes[] = {"one number", "an array of numbers", "an array of arrays of numbers",
                                         "an array of arrays of arrays of numbers"};
    _Static_assert(sizeof shapes / sizeof *shapes == ZKS_MAX_DIMENSIONS + 1, "a shape for every depth");
    if (values->dimension_count == declared->over.count)
        return true;
    zks_finding_anywhere(d, "%s is %s; over %zu %s it is %s", title_of(declared).text, shapes[values->dimension_count],
                         declared->over.count, declared->over.count == 1 ? "index" : "indexes",
                         shapes[declared->over.count]);
    return false;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* All arrays of one depth are equally long. */
static bool check_lengths(const zks_symbol *declared, const zks_values *values, const zks_numbers *numbers,
                          zks_diagnostics *d)
{
    size_t wanted = 1;
    for (size_t i = 0; i < declared->over.count; i++) {
        const zks_index *index = index_at(declared, i, numbers);
        if (values->dimensions[i] != index->member_count) {
            zks_finding_anywhere(d, "%s has %zu value%s along index '%s', which has %zu member%s",
                                 title_of(declared).text, values->dimensions[i], plural(values->dimensions[i]),
                                 index->name, index->member_count, plural(index->member_count));
            return false;
        }
        wanted *= index->member_count; /* members are few enough: 10^15 at most */
    }
    if (wanted > ZKS_MAX_VALUES)
        zks_finding_anywhere(d, "%s has %zu values; at most %d are allowed", title_of(declared).text, wanted,
                             ZKS_MAX_VALUES);
    else if (values->value_count != wanted)
        zks_finding_anywhere(d, "%s has %zu values; it needs %zu", title_of(declared).text, values->value_count,
                             wanted);
    return wanted <= ZKS_MAX_VALUES && values->value_count == wanted;
}

/* " for scenario 'up', contract 'BTC'", or nothing where it is one number. */
typedef struct {
    char text[ZKS_MAX_DIMENSIONS * (2 * ZKS_MAX_NAME + 16)];
} place;

static place place_of(const zks_symbol *declared, const zks_numbers *numbers, size_t position)
{
    size_t member[ZKS_MAX_DIMENSIONS], used = 0;
    for (size_t i = declared->over.count; i-- > 0;) {
        size_t count = index_at(declared, i, numbers)->member_count;
        member[i] = position % count;
        position /= count;
    }
    place at = {""};
    for (size_t i = 0; i < declared->over.count; i++) {
        const zks_index *index = index_at(declared, i, numbers);
        used += (size_t)snprintf(at.text + used, sizeof at.text - used, "%s%.*s '%.*s'", i == 0 ? " for " : ", ",
                                 ZKS_MAX_NAME, index->name, ZKS_MAX_NAME, index->members[member[i]].name);
    }
    return at;
}

static bool check_number(const zks_symbol *declared, const zks_values *values, const zks_numbers *numbers,
                         size_t position, zks_diagnostics *d)
{
    const char *value = values->values[position];
    bool is_canonical = zks_decimal_is_canonical(value);
    if (!is_canonical)
        zks_finding_anywhere(d, "%s%s is not a canonical decimal of at most %d characters", title_of(declared).text,
                             place_of(declared, numbers, position).text, ZKS_DECIMAL_MAX);
    else if (value[0] == '-' && declared->kind == ZKS_SYMBOL_POOL_COLUMN)
        zks_finding_anywhere(d, "%s%s: %s is negative; it is at least 0", title_of(declared).text,
                             place_of(declared, numbers, position).text, value);
    else
        return true;
    return false;
}

static bool check_committed(const zks_symbol *declared, zks_diagnostics *d)
{
    if (!declared->may_be_committed)
        zks_finding_anywhere(d, "%s is committed; the circuit declares it public, so it has numbers",
                             title_of(declared).text);
    return declared->may_be_committed;
}

bool zks_values_check(const zks_symbol *declared, const zks_values *values, const zks_numbers *numbers,
                      zks_diagnostics *d)
{
    if (values->committed)
        return check_committed(declared, d);
    if (!check_depth(declared, values, d) || !check_lengths(declared, values, numbers, d))
        return false;
    bool ok = true;
    for (size_t i = 0; i < values->value_count && !zks_diagnostics_full(d); i++)
        ok = check_number(declared, values, numbers, i, d) && ok;
    return ok;
}
