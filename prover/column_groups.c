#include "prover/column_groups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool are_over_the_same(const zks_dimensions *a, const zks_dimensions *b)
{
    return a->count == b->count && memcmp(a->index, b->index, a->count * sizeof *a->index) == 0;
}

/* 0: more than a name can have. */
static size_t combinations(const zks_column_groups *groups, const zks_dimensions *over)
{
    size_t count = 1;
    for (size_t i = 0; i < over->count; i++)
        count *= groups->numbers->indexes[over->index[i]].member_count;
    return count <= ZKS_MAX_VALUES ? count : 0;
}

/* A pool column that the numbers have already stands in no file. */
static bool is_known(const zks_column_groups *groups, const char *name)
{
    for (size_t i = 0; groups->scope == ZKS_SCOPE_POOL && i < groups->numbers->pool_count; i++)
        if (strcmp(groups->numbers->pool[i].name, name) == 0)
            return true;
    return false;
}

/* Of `count` declared columns; *count becomes how many stand in files. */
static zks_status place_columns(const zks_column_groups *groups, zks_placed_column *placed, size_t *count,
                                zks_report *report)
{
    bool of_accounts = groups->scope == ZKS_SCOPE_ACCOUNT;
    size_t next = 0, declared = *count;
    *count = 0;
    for (size_t i = 0; i < declared; i++) {
        zks_declared_column column =
            of_accounts ? zks_circuit_account_column(groups->circuit, i) : zks_circuit_pool_column(groups->circuit, i);
        size_t members = combinations(groups, &column.over);
        if (members == 0 || next + members > INT32_MAX)
            return zks_input_error(report, zks_circuit_name(groups->circuit), (zks_position){0, 0},
                                   "column %s stands over too many combinations of members", column.name);
        if (!is_known(groups, column.name))
            placed[(*count)++] = (zks_placed_column){.declared = column, .number = i, .first = next};
        next += members;
    }
    return ZKS_OK;
}

static bool is_first_of_group(const zks_placed_column *placed, size_t column)
{
    for (size_t i = 0; i < column; i++)
        if (are_over_the_same(&placed[i].declared.over, &placed[column].declared.over))
            return false;
    return true;
}

/* Sorts the columns by group, and within each by declaration. */
static void group_columns(zks_column_groups *groups, const zks_placed_column *placed, size_t count)
{
    zks_placed_column *next = groups->columns;
    for (size_t i = 0; i < count; i++) {
        if (!is_first_of_group(placed, i))
            continue;
        zks_columns *group = &groups->list[groups->count++];
        *group = (zks_columns){.circuit = groups->circuit,
                               .numbers = groups->numbers,
                               .scope = groups->scope,
                               .over = placed[i].declared.over,
                               .member_count = combinations(groups, &placed[i].declared.over),
                               .list = next};
        for (size_t j = i; j < count; j++)
            if (are_over_the_same(&placed[j].declared.over, &group->over))
                *next++ = placed[j];
        group->count = (size_t)(next - group->list);
    }
}

static zks_status fill_groups(zks_column_groups *groups, zks_placed_column *placed, size_t count, zks_report *report)
{
    const char *circuit = zks_circuit_name(groups->circuit);
    if (groups->list == NULL || groups->columns == NULL || placed == NULL)
        return zks_input_memory(report, circuit);
    zks_status status = place_columns(groups, placed, &count, report);
    if (status != ZKS_OK)
        return status;
    group_columns(groups, placed, count);
    for (size_t i = 0; i < groups->count; i++)
        if (!zks_columns_open(&groups->list[i]))
            return zks_input_memory(report, circuit);
    return ZKS_OK;
}

zks_status zks_column_groups_open(zks_column_groups *groups, const zks_circuit *circuit, const zks_numbers *numbers,
                                  zks_scope scope, zks_report *report)
{
    size_t count =
        scope == ZKS_SCOPE_ACCOUNT ? zks_circuit_account_column_count(circuit) : zks_circuit_pool_column_count(circuit);
    zks_column_groups opened = {.circuit = circuit,
                                .numbers = numbers,
                                .scope = scope,
                                .list = calloc(count + 1, sizeof *opened.list),
                                .columns = calloc(count + 1, sizeof *opened.columns)};
    zks_placed_column *placed = calloc(count + 1, sizeof *placed);
    zks_status status = fill_groups(&opened, placed, count, report);
    free(placed);
    if (status == ZKS_OK)
        *groups = opened;
    else
        zks_column_groups_clear(&opened);
    return status;
}

void zks_column_groups_clear(zks_column_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        zks_columns_clear(&groups->list[i]);
    free(groups->list);
    free(groups->columns);
    memset(groups, 0, sizeof *groups);
}

const zks_columns *zks_column_groups_find(const zks_column_groups *groups, const zks_field *name)
{
    for (size_t i = 0; i < groups->count; i++)
        for (size_t j = 0; j < groups->list[i].count; j++)
            if (zks_field_is(name, groups->list[i].list[j].declared.name))
                return &groups->list[i];
    return NULL;
}

static bool is_index(const zks_column_groups *groups, const zks_field *name)
{
    for (size_t i = 0; i < groups->numbers->index_count; i++)
        if (zks_field_is(name, groups->numbers->indexes[i].name))
            return true;
    return false;
}

/* Whether a header begins with the group's keys and names no further index behind them. */
static bool has_keys(const zks_column_groups *groups, const zks_columns *group, const zks_field *header, size_t count)
{
    size_t keys = zks_columns_key_count(group);
    for (size_t i = 0; i < keys; i++)
        if (i >= count || !zks_field_is(&header[i], zks_columns_key(group, i)))
            return false;
    return keys >= count || !is_index(groups, &header[keys]);
}

/* A group with indexes, or the one without. */
static const zks_columns *find_by_keys(const zks_column_groups *groups, bool with_index, const zks_field *header,
                                       size_t count)
{
    for (size_t i = 0; i < groups->count; i++) {
        const zks_columns *group = &groups->list[i];
        if ((group->over.count > 0) == with_index && has_keys(groups, group, header, count))
            return group;
    }
    return NULL;
}

/* What the headers of all groups are, for messages; shortened where long. */
typedef struct {
    char text[200];
} headers_text;

static headers_text all_headers(const zks_column_groups *groups)
{
    headers_text headers = {""};
    size_t used = 0;
    for (size_t i = 0; i < groups->count && used < sizeof headers.text; i++)
        used += (size_t)snprintf(headers.text + used, sizeof headers.text - used, "%s%s", i == 0 ? "" : " or ",
                                 zks_columns_header(&groups->list[i]).text);
    if (used >= sizeof headers.text)
        memcpy(headers.text + sizeof headers.text - sizeof "...", "...", sizeof "...");
    return headers;
}

zks_status zks_column_groups_recognise(const zks_column_groups *groups, const char *file, const zks_field *header,
                                       size_t count, zks_columns **group, zks_report *report)
{
    if (count == 0)
        return zks_input_error(report, file, (zks_position){1, 1}, "empty; expected the header %s",
                               all_headers(groups).text);
    const zks_columns *found = groups->count == 1 ? groups->list : NULL;
    if (found == NULL)
        found = find_by_keys(groups, true, header, count);
    for (size_t i = 0; found == NULL && i < count; i++)
        found = zks_column_groups_find(groups, &header[i]);
    if (found == NULL)
        found = find_by_keys(groups, false, header, count);
    if (found == NULL)
        return zks_input_error(report, file, header[0].at, "%s begins no header of circuit %s; expected %s",
                               zks_quote_field(&header[0]).text, zks_circuit_name(groups->circuit),
                               all_headers(groups).text);
    *group = &groups->list[found - groups->list];
    return ZKS_OK;
}
