#include "verifier/custodians.h"

#include "sources/reserve_statement.h"
#include "verifier/signed_source.h"

#include <stdlib.h>
#include <string.h>

void zks_custodians_free(zks_verified_custody *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(columns[i].column);
        zks_source_names_free(columns[i].custodians, columns[i].custodian_count);
    }
    free(columns);
}

static bool describe_statement(zks_verified_custody *out, const char *text)
{
    zks_reserve_statement s = {0};
    zks_note note;
    zks_status status = zks_reserve_statement_read(&s, &note, text, strlen(text), NULL);
    if (status != ZKS_OK)
        return status != ZKS_ERROR_MEMORY;
    zks_source_times_extend(out->time_from, out->time_to, s.time);
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
    bool memory = out->column != NULL && zks_source_names(&out->custodians, &out->custodian_count, &custody->keys);
    for (size_t i = 0; memory && i < zks_source_told(custody->statements.count); i++)
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
