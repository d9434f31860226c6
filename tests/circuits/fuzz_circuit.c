/* Any text as a circuit; where it is one, made-up numbers that fit it (two members of every index), and both tables,
 * with pool columns of values and with those committed that may be. */
#include "circuits/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *copy(const char *text)
{
    char *out = strdup(text);
    if (!out)
        abort();
    return out;
}

static void *allocate(size_t count, size_t size)
{
    void *out = calloc(count + 1, size);
    if (!out)
        abort();
    return out;
}

static zks_member make_member(const zks_circuit *circuit, size_t index, size_t position)
{
    char name[32];
    snprintf(name, sizeof name, "m%zu", position);
    bool is_child = zks_circuit_index_parent(circuit, index) >= 0;
    zks_member member = {.name = copy(name),
                         .parent = is_child ? copy(name) : NULL,
                         .bytes = zks_circuit_index_has_decimals(circuit, index) ? 8 : 0,
                         .field_count = zks_circuit_field_count(circuit, index)};
    member.decimals = zks_circuit_index_has_decimals(circuit, index) ? 3 : 0;
    member.fields = allocate(member.field_count, sizeof *member.fields);
    for (size_t i = 0; i < member.field_count; i++)
        member.fields[i] = (zks_number){copy(zks_circuit_field_name(circuit, index, i)), copy(position ? "0.5" : "1")};
    return member;
}

/* Two along every index. */
static zks_values make_values(const char *name, zks_dimensions over, const char *value)
{
    zks_values values = {.name = copy(name), .dimension_count = over.count, .value_count = (size_t)1 << over.count};
    for (size_t i = 0; i < over.count; i++)
        values.dimensions[i] = 2;
    values.values = allocate(values.value_count, sizeof *values.values);
    for (size_t i = 0; i < values.value_count; i++)
        values.values[i] = copy(value);
    return values;
}

/* Two members of every index, plausible numbers for everything. */
static zks_numbers make_numbers(const zks_circuit *circuit)
{
    zks_numbers numbers = {.quote = {.name = copy("USD"), .decimals = 2, .bytes = 8},
                           .index_count = zks_circuit_index_count(circuit),
                           .param_count = zks_circuit_param_count(circuit),
                           .pool_count = zks_circuit_pool_column_count(circuit)};
    numbers.indexes = allocate(numbers.index_count, sizeof *numbers.indexes);
    numbers.params = allocate(numbers.param_count, sizeof *numbers.params);
    numbers.pool = allocate(numbers.pool_count, sizeof *numbers.pool);
    for (size_t i = 0; i < numbers.index_count; i++) {
        zks_member *members = allocate(2, sizeof *members);
        for (size_t m = 0; m < 2; m++)
            members[m] = make_member(circuit, i, m);
        numbers.indexes[i] = (zks_index){copy(zks_circuit_index_name(circuit, i)), 2, members};
    }
    for (size_t i = 0; i < numbers.param_count; i++)
        numbers.params[i] =
            make_values(zks_circuit_param_name(circuit, i), zks_circuit_param_dimensions(circuit, i), "1.05");
    for (size_t i = 0; i < numbers.pool_count; i++) {
        zks_declared_column column = zks_circuit_pool_column(circuit, i);
        numbers.pool[i] = make_values(column.name, column.over, "1000");
    }
    return numbers;
}

/* A failure explains itself, a success does not. */
static void expect(int right)
{
    if (!right)
        abort();
}

static void compile_both(const zks_circuit *circuit, zks_numbers *numbers)
{
    for (int scope = ZKS_SCOPE_ACCOUNT; scope <= ZKS_SCOPE_POOL; scope++) {
        zks_diagnostics d = {0};
        zks_status status = ZKS_OK;
        zks_table *table = zks_table_compile(circuit, numbers, (zks_scope)scope, 1000, &d, &status);
        expect(table ? d.findings == 0 : status == ZKS_ERROR_CIRCUIT && d.findings > 0);
        zks_table_free(table);
        zks_diagnostics_clear(&d);
    }
}

/* Commits every pool column that may be. */
static void commit_pool(const zks_circuit *circuit, zks_numbers *numbers)
{
    for (size_t i = 0; i < numbers->pool_count; i++) {
        zks_values *column = &numbers->pool[i];
        if (!zks_circuit_pool_column(circuit, i).may_be_committed)
            continue;
        for (size_t v = 0; v < column->value_count; v++)
            free(column->values[v]);
        free(column->values);
        *column = (zks_values){.name = column->name, .committed = true};
    }
}

static void check_numbers(const zks_circuit *circuit, zks_numbers *numbers)
{
    zks_diagnostics d = {0};
    zks_status status = zks_numbers_check(circuit, numbers, false, &d);
    expect(status == ZKS_OK ? d.findings == 0 : status == ZKS_ERROR_REQUIREMENT && d.findings > 0);
    zks_diagnostics_clear(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    zks_circuit *circuit = zks_circuit_read((const char *)data, size, "fuzz", &d, &status);
    expect(circuit ? d.findings == 0 : status == ZKS_ERROR_CIRCUIT && d.findings > 0);
    if (circuit) {
        zks_numbers numbers = make_numbers(circuit);
        check_numbers(circuit, &numbers);
        /* A broken policy check does not keep the compiler from being safe. */
        compile_both(circuit, &numbers);
        commit_pool(circuit, &numbers);
        check_numbers(circuit, &numbers);
        compile_both(circuit, &numbers);
        zks_numbers_clear(&numbers);
    }
    zks_circuit_free(circuit);
    zks_diagnostics_clear(&d);
    return 0;
}
