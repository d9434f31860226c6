#include "verifier/custodians.h"

#include "sources/reserve_statement.h"

#include <stdlib.h>
#include <string.h>

void zks_custodians_free(zks_verified_custody *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(columns[i].column);
        for (size_t k = 0; k < columns[i].custodian_count; k++)
            free(columns[i].custodians[k]);
        free(columns[i].custodians);
    }
    free(columns);
}

static size_t at_most(size_t count)
{
    return count < ZKS_SOURCE_MAX_KEYS ? count : ZKS_SOURCE_MAX_KEYS;
}

/* A key is told by its name. */
static bool describe_keys(zks_verified_custody *out, const zks_texts *keys)
{
    size_t count = at_most(keys->count);
    out->custodians = calloc(count + 1, sizeof *out->custodians);
    bool memory = out->custodians != NULL;
    for (size_t i = 0; memory && i < count; i++) {
        memory = (out->custodians[i] = strndup(keys->text[i], strcspn(keys->text[i], "+"))) != NULL;
        out->custodian_count += memory;
    }
    return memory;
}

/* Canonical times are in the order of their characters. */
static bool describe_statement(zks_verified_custody *out, const char *text)
{
    zks_reserve_statement s = {0};
    zks_note note;
    zks_status status = zks_reserve_statement_read(&s, &note, text, strlen(text), NULL);
    if (status != ZKS_OK)
        return status != ZKS_ERROR_MEMORY;
    if (out->time_from[0] == '\0' || strcmp(s.time, out->time_from) < 0)
        memcpy(out->time_from, s.time, sizeof out->time_from);
    if (strcmp(s.time, out->time_to) > 0)
        memcpy(out->time_to, s.time, sizeof out->time_to);
    zks_reserve_statement_clear(&s);
    return true;
}

static const zks_values *find_pool(const zks_numbers *numbers, const char *column)
{
    for (size_t i = 0; i < numbers->pool_count; i++)
        if (strcmp(numbers->pool[i].name, column) == 0)
            return &numbers->pool[i];
    return NULL;
}

static bool describe_column(zks_verified_custody *out, const zks_custody *custody, const zks_numbers *numbers)
{
    const zks_values *values = find_pool(numbers, custody->column);
    out->column = strdup(custody->column);
    out->hidden = values != NULL && values->committed;
    out->accounts = custody->statements.count;
    out->age = custody->age;
    bool memory = out->column != NULL && describe_keys(out, &custody->keys);
    for (size_t i = 0; memory && i < at_most(custody->statements.count); i++)
        memory = describe_statement(out, custody->statements.text[i]);
    return memory;
}

bool zks_custodians_describe(zks_verified_custody **columns, size_t *count, const zks_claim *claim)
{
    const zks_sources *sources = &claim->sources;
    *count = 0;
    *columns = calloc(sources->custody_count + 1, sizeof **columns);
    bool memory = *columns != NULL;
    for (size_t i = 0; memory && i < sources->custody_count; i++)
        memory = describe_column(&(*columns)[(*count)++], &sources->custodies[i], &claim->numbers);
    return memory;
}

const char *zks_custodians_verdict(const zks_claim *claim)
{
    size_t columns = claim->numbers.pool_count, elements = claim->sources.custody_count;
    if (columns == 0)
        return "none";
    return elements == 0 ? "declared" : elements < columns ? "partly signed" : "signed";
}
