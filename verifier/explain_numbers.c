/* What follows from a policy's numbers: inequalities with their coefficients, widths, sizes, and what a run costs. */
#include "argument/segments.h"
#include "circuits/explain.h"
#include "verifier/explain_estimate.h"
#include "verifier/explain_json.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHOWN_INSTANCES = 3, SHOWN_TERMS = 6 };

/* ---- columns ------------------------------------------------------------------------------------------------ */

/* Columns that belong to one declaration and stand beside one another. */
typedef struct {
    const zks_column *first;
    size_t count, cells;
    unsigned narrowest, widest;
} column_run;

static bool belongs(const column_run *run, const zks_column *column)
{
    return run->first->kind == column->kind &&
           (column->kind == ZKS_COLUMN_SLACK || run->first->declared == column->declared);
}

static column_run run_from(const zks_table *table, size_t first)
{
    column_run run = {.first = &table->columns[first], .narrowest = ZKS_MAX_WIDTH};
    for (size_t i = first; i < table->column_count && belongs(&run, &table->columns[i]); i++) {
        unsigned width = table->columns[i].width;
        run.count++;
        run.cells += width;
        run.narrowest = width < run.narrowest ? width : run.narrowest;
        run.widest = width > run.widest ? width : run.widest;
    }
    return run;
}

static const char *declared_name(const zks_circuit *circuit, const zks_column *column)
{
    switch (column->kind) {
    case ZKS_COLUMN_LEDGER:
        return zks_circuit_account_column(circuit, column->declared).name;
    case ZKS_COLUMN_RESERVE:
        return zks_circuit_pool_column(circuit, column->declared).name;
    case ZKS_COLUMN_SLACK:
        return "";
    default:
        return zks_circuit_advice(circuit, column->declared).name;
    }
}

static const char *kind_name(const zks_table *table, const column_run *run)
{
    static const char *const names[] = {[ZKS_COLUMN_LEDGER] = "ledger",
                                        [ZKS_COLUMN_RESERVE] = "reserve",
                                        [ZKS_COLUMN_ADVICE] = "advice",
                                        [ZKS_COLUMN_HELPER] = "helper",
                                        [ZKS_COLUMN_SLACK] = "slack"};
    bool is_total = table->scope == ZKS_SCOPE_POOL && run->first < table->columns + table->committed_count;
    return is_total ? "total" : names[run->first->kind];
}

static json_t *columns_json(const zks_circuit *circuit, const zks_table *table)
{
    json_t *list = json_array();
    for (size_t i = 0; i < table->column_count;) {
        column_run run = run_from(table, i);
        json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:I, s:I, s:I}", "kind", kind_name(table, &run), "name",
                                              declared_name(circuit, run.first), "count", (json_int_t)run.count,
                                              "narrowest", (json_int_t)run.narrowest, "widest", (json_int_t)run.widest,
                                              "cells", (json_int_t)run.cells));
        i += run.count;
    }
    return list;
}

/* ---- tables ------------------------------------------------------------------------------------------------- */

static json_t *largest_json(const zks_table *table)
{
    size_t most = 0, bits = 0;
    for (size_t i = 0; i < table->constraint_count; i++) {
        size_t own = zks_explain_constraint_bits(table, i);
        if (own > bits) {
            bits = own;
            most = i;
        }
    }
    return table->constraint_count == 0
               ? json_null()
               : json_pack("{s:s, s:I}", "constraint", table->constraints[most].name, "bits", (json_int_t)bits);
}

static size_t slack_bytes(const zks_table *table)
{
    size_t bytes = 0;
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].kind == ZKS_COLUMN_SLACK)
            bytes += table->columns[i].width;
    return bytes;
}

static json_t *table_json(const zks_circuit *circuit, const zks_table *table)
{
    return json_pack("{s:s, s:o, s:I, s:I, s:I, s:I, s:o}", "scope",
                     table->scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool", "columns", columns_json(circuit, table),
                     "column_count", (json_int_t)table->column_count, "cells", (json_int_t)table->system.cells,
                     "slack_bytes", (json_int_t)slack_bytes(table), "constraints", (json_int_t)table->constraint_count,
                     "largest", largest_json(table));
}

/* ---- requirements ------------------------------------------------------------------------------------------- */

static json_t *instance_json(const zks_table *table, size_t constraint, bool without_constant)
{
    char *text = zks_explain_constraint(table, constraint, SHOWN_TERMS, without_constant);
    return json_pack("{s:s, s:o, s:I}", "name", table->constraints[constraint].name, "text", zks_explain_take(text),
                     "bits", (json_int_t)zks_explain_constraint_bits(table, constraint));
}

/* The constraints of a requirement stand together. */
static json_t *requirement_json(const zks_explained_numbers *numbers, size_t requirement, size_t *next)
{
    zks_requirement declared = zks_circuit_requirement(numbers->circuit, requirement);
    const zks_table *table = declared.scope == ZKS_SCOPE_ACCOUNT ? numbers->account : numbers->pool;
    bool hides = numbers->pool_is_assumed && zks_explain_uses_pool_numbers(numbers->circuit, requirement);
    json_t *shown = json_array();
    size_t count = 0;
    bool whole = true;
    while (*next < table->constraint_count && table->constraints[*next].is_bound)
        ++*next;
    for (; *next < table->constraint_count && table->constraints[*next].declared == requirement; ++*next)
        if (count++ < SHOWN_INSTANCES)
            whole = zks_explain_append(shown, instance_json(table, *next, hides)) && whole;
    if (!whole) {
        json_decref(shown);
        return NULL;
    }
    return json_pack("{s:s, s:s, s:I, s:o}", "name", declared.name, "scope",
                     declared.scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool", "instances", (json_int_t)count, "shown",
                     shown);
}

static json_t *requirements_json(const zks_explained_numbers *numbers)
{
    json_t *list = json_array();
    size_t next[2] = {0}; /* by scope */
    for (size_t i = 0; i < zks_circuit_requirement_count(numbers->circuit); i++) {
        zks_scope scope = zks_circuit_requirement(numbers->circuit, i).scope;
        if (!zks_explain_append(list, requirement_json(numbers, i, &next[scope]))) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

/* ---- sizes and cost ----------------------------------------------------------------------------------------- */

static json_t *sizes_json(const zks_segments *segments)
{
    return json_pack("{s:I, s:I, s:I}", "segments", (json_int_t)segments->count, "accounts_bin",
                     (json_int_t)(segments->rows * sizeof(zks_word)), "proof_bin",
                     (json_int_t)(segments->words * sizeof(zks_word)));
}

static json_t *estimate_json(const zks_explained_numbers *numbers)
{
    zks_estimate e = zks_estimate_make(numbers->account, numbers->segments);
    return json_pack("{s:{s:f, s:f}, s:{s:f, s:f}, s:s}", "attest", "processor_seconds", e.attest.seconds, "memory_mib",
                     e.attest.mib, "verify", "processor_seconds", e.verify.seconds, "memory_mib", e.verify.mib,
                     "machine", zks_estimate_machine);
}

static const char *pool_numbers_name(const zks_explained_numbers *numbers)
{
    if (zks_circuit_pool_column_count(numbers->circuit) == 0)
        return "none";
    return numbers->pool_is_assumed ? "assumed" : "stated";
}

json_t *zks_explain_numbers_json(const zks_explained_numbers *numbers)
{
    return json_pack("{s:I, s:s, s:s, s:o, s:[o, o], s:o, s:o}", "accounts", (json_int_t)numbers->segments->rows,
                     "quote", numbers->quote, "pool_numbers", pool_numbers_name(numbers), "requirements",
                     requirements_json(numbers), "tables", table_json(numbers->circuit, numbers->account),
                     table_json(numbers->circuit, numbers->pool), "sizes", sizes_json(numbers->segments), "estimate",
                     estimate_json(numbers));
}
