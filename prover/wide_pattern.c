#include "prover/wide_pattern.h"

#include <string.h>

static zks_status refuse(zks_report *report, const char *text, const char *why)
{
    return zks_input_error(report, "--wide", (zks_position){0, 0}, "%s %s; expected such as e_{asset}=balance",
                           zks_quote(text, strlen(text)).text, why);
}

static const zks_index *find_index(const zks_numbers *numbers, const zks_field *name)
{
    for (size_t i = 0; i < numbers->index_count; i++)
        if (zks_field_is(name, numbers->indexes[i].name))
            return &numbers->indexes[i];
    return NULL;
}

static bool is_named_already(const zks_wide_pattern *pattern, const zks_field *column)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (pattern->names[i].column.length == column->length &&
            memcmp(pattern->names[i].column.text, column->text, column->length) == 0)
            return true;
    return false;
}

/* Adds what stands between commas, "e_{asset}=collateral". */
static zks_status add_name(zks_wide_pattern *pattern, const char *text, const char *at, size_t length,
                           const zks_numbers *numbers, zks_report *report)
{
    const char *end = at + length, *open = memchr(at, '{', length), *equals = memchr(at, '=', length);
    const char *close = open != NULL ? memchr(open, '}', (size_t)(end - open)) : NULL;
    if (close == NULL || equals == NULL || equals < close || equals + 1 == end)
        return refuse(report, text, "is no pattern");
    zks_field name = {open + 1, (size_t)(close - open - 1), {0, 0}};
    const zks_index *index = find_index(numbers, &name);
    if (index == NULL || (pattern->index != NULL && pattern->index != index))
        return refuse(report, text, index == NULL ? "names no index of the policy" : "names more than one index");
    zks_wide_name added = {at,
                           close + 1,
                           (size_t)(open - at),
                           (size_t)(equals - close - 1),
                           {equals + 1, (size_t)(end - equals - 1), {0, 0}}};
    if (is_named_already(pattern, &added.column) || pattern->count == ZKS_MAX_WIDE_NAMES)
        return refuse(report, text, "names a column twice, or too many");
    pattern->index = index;
    pattern->names[pattern->count++] = added;
    return ZKS_OK;
}

zks_status zks_wide_pattern_init(zks_wide_pattern *pattern, const char *text, const zks_numbers *numbers,
                                 zks_report *report)
{
    memset(pattern, 0, sizeof *pattern);
    zks_status status = ZKS_OK;
    for (const char *at = text; status == ZKS_OK && at != NULL;) {
        size_t length = strcspn(at, ",");
        status = add_name(pattern, text, at, length, numbers, report);
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    if (status == ZKS_OK && !zks_member_finder_init(&pattern->members, pattern->index))
        status = zks_input_memory(report, "--wide");
    return status;
}

void zks_wide_pattern_clear(zks_wide_pattern *pattern)
{
    zks_member_finder_clear(&pattern->members);
    memset(pattern, 0, sizeof *pattern);
}

/* The member where a column has this name; ZKS_NO_ITEM: it has another. */
static uint32_t match_one(const zks_wide_pattern *pattern, const zks_wide_name *name, const zks_field *column)
{
    size_t around = name->before_length + name->after_length;
    if (column->length <= around || memcmp(column->text, name->before, name->before_length) != 0 ||
        memcmp(column->text + column->length - name->after_length, name->after, name->after_length) != 0)
        return ZKS_NO_ITEM;
    zks_field member = {column->text + name->before_length, column->length - around, column->at};
    return zks_member_find(&pattern->members, &member);
}

size_t zks_wide_pattern_match(const zks_wide_pattern *pattern, const zks_field *column, size_t *name, uint32_t *member)
{
    size_t matches = 0;
    for (size_t i = 0; i < pattern->count; i++) {
        uint32_t found = match_one(pattern, &pattern->names[i], column);
        if (found == ZKS_NO_ITEM)
            continue;
        matches++;
        *name = i;
        *member = found;
    }
    return matches;
}
