/* Compiles circuits for a comparison with another compiler: reads a JSON array of objects, each with `text`, a circuit,
 * `rows`, and the four members of public numbers that a claim has, and prints a line of JSON for each: {"refused":
 * REASON}, or the two tables. */
#include "attestation/numbers_json.h"
#include "circuits/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *integer(const mpz_t value)
{
    char *digits = mpz_get_str(NULL, 10, value);
    json_t *string = json_string(digits);
    free(digits);
    return string;
}

static json_t *column_json(const zks_column *column)
{
    return json_pack("{s:s, s:i, s:i}", "name", column->name, "width", (int)column->width, "decimals",
                     (int)column->decimals);
}

static json_t *constraint_json(const zks_integer_constraint *constraint)
{
    json_t *terms = json_array();
    for (size_t i = 0; i < constraint->term_count; i++) {
        const zks_integer_term *term = &constraint->terms[i];
        json_array_append_new(terms, json_pack("[i, o]", (int)term->column, integer(term->coefficient)));
    }
    return json_pack("{s:s, s:o, s:o}", "name", constraint->name, "terms", terms, "constant",
                     integer(constraint->constant));
}

static json_t *table_json(const zks_table *table)
{
    json_t *columns = json_array(), *constraints = json_array();
    for (size_t i = 0; i < table->column_count; i++)
        json_array_append_new(columns, column_json(&table->columns[i]));
    for (size_t i = 0; i < table->constraint_count; i++)
        json_array_append_new(constraints, constraint_json(&table->constraints[i]));
    return json_pack("{s:i, s:i, s:o, s:o}", "committed", (int)table->committed_count, "external",
                     (int)table->external_count, "columns", columns, "constraints", constraints);
}

static json_t *refusal(const char *reason, const char *why)
{
    return json_pack("{s:s, s:s}", "refused", reason, "why", why != NULL ? why : "");
}

static json_t *compile_tables(const zks_circuit *circuit, const zks_numbers *numbers, uint64_t rows, zks_diagnostics *d)
{
    zks_status status = ZKS_OK;
    zks_table *account = zks_table_compile(circuit, numbers, ZKS_SCOPE_ACCOUNT, rows, d, &status);
    zks_table *pool = account == NULL ? NULL : zks_table_compile(circuit, numbers, ZKS_SCOPE_POOL, rows, d, &status);
    json_t *result = pool == NULL ? refusal("circuit", d->text)
                                  : json_pack("{s:o, s:o}", "account", table_json(account), "pool", table_json(pool));
    zks_table_free(pool);
    zks_table_free(account);
    return result;
}

static json_t *compile_numbers(const zks_circuit *circuit, const json_t *entry, zks_diagnostics *d)
{
    zks_numbers numbers = {0};
    zks_report report = {.segment = -1};
    if (zks_numbers_from_json(&numbers, entry, ZKS_NUMBERS_STRICT, &report) != ZKS_OK)
        return refusal("numbers", report.detail);
    json_t *result;
    zks_status status = zks_numbers_check(circuit, &numbers, false, d);
    if (status == ZKS_OK)
        result = compile_tables(circuit, &numbers, (uint64_t)json_integer_value(json_object_get(entry, "rows")), d);
    else
        result = refusal(status == ZKS_ERROR_REQUIREMENT ? "policy" : "circuit", d->text);
    zks_numbers_clear(&numbers);
    return result;
}

static json_t *compile_entry(const json_t *entry)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    const json_t *text = json_object_get(entry, "text");
    zks_circuit *circuit = zks_circuit_read(json_string_value(text), json_string_length(text), "circuit", &d, &status);
    json_t *result = circuit == NULL ? refusal("circuit", d.text) : compile_numbers(circuit, entry, &d);
    zks_circuit_free(circuit);
    zks_diagnostics_clear(&d);
    return result;
}

int main(int count, char **words)
{
    json_t *entries = count == 2 ? json_load_file(words[1], 0, NULL) : NULL;
    if (!json_is_array(entries)) {
        fprintf(stderr, "usage: dump_tables FILE, a JSON array of circuits with their numbers\n");
        return 2;
    }
    for (size_t i = 0; i < json_array_size(entries); i++) {
        json_t *result = compile_entry(json_array_get(entries, i));
        json_dumpf(result, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(result);
    }
    json_decref(entries);
    return 0;
}
