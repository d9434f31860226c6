#include "circuits/circuit.h"

#include "circuits/check.h"
#include "circuits/parse.h"
#include "circuits/requirement_units.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool read_text(zks_circuit *circuit, const char *text, size_t length, const char *file, zks_diagnostics *d)
{
    zks_source *source = &circuit->source;
    *source = (zks_source){zks_arena_copy(&circuit->arena, file, strlen(file)),
                           zks_arena_copy(&circuit->arena, text, length), length};
    circuit->file = source;
    if (!source->name || !source->text)
        return false;
    /* Where only the form of some items is wrong, what is wrong with the others is worth saying too. */
    bool is_text = zks_lex_check_encoding(&(zks_lexer){.source = source, .diagnostics = d});
    bool is_parsed = is_text && zks_parse(circuit, d);
    return is_text && zks_circuit_check(circuit, d) && is_parsed && zks_requirement_units_find(circuit);
}

zks_circuit *zks_circuit_read(const char *text, size_t length, const char *file, zks_diagnostics *d, zks_status *status)
{
    if (length > ZKS_CIRCUIT_MAX_TEXT) {
        zks_finding(d, &(zks_source){.name = file}, (zks_place){0, 0}, "text of %zu bytes; a circuit has at most %u",
                    length, ZKS_CIRCUIT_MAX_TEXT);
        *status = ZKS_ERROR_CIRCUIT;
        return NULL;
    }
    zks_circuit *circuit = calloc(1, sizeof *circuit);
    if (circuit && read_text(circuit, text, length, file, d))
        return circuit;
    *status = !circuit || circuit->arena.exhausted ? ZKS_ERROR_MEMORY : ZKS_ERROR_CIRCUIT;
    zks_circuit_free(circuit);
    return NULL;
}

void zks_circuit_free(zks_circuit *circuit)
{
    if (!circuit)
        return;
    zks_arena_free(&circuit->arena);
    free(circuit);
}

const char *zks_circuit_name(const zks_circuit *circuit)
{
    return circuit->name;
}

static const zks_symbol *symbol_at(const zks_symbols *symbols, size_t position)
{
    assert(position < symbols->count);
    return symbols->items[position];
}

size_t zks_circuit_index_count(const zks_circuit *circuit)
{
    return circuit->indexes.count;
}

const char *zks_circuit_index_name(const zks_circuit *circuit, size_t index)
{
    return symbol_at(&circuit->indexes, index)->name;
}

long zks_circuit_index_parent(const zks_circuit *circuit, size_t index)
{
    return symbol_at(&circuit->indexes, index)->parent;
}

bool zks_circuit_index_has_decimals(const zks_circuit *circuit, size_t index)
{
    return symbol_at(&circuit->indexes, index)->has_decimals;
}

size_t zks_circuit_field_count(const zks_circuit *circuit, size_t index)
{
    return symbol_at(&circuit->indexes, index)->fields.count;
}

const char *zks_circuit_field_name(const zks_circuit *circuit, size_t index, size_t field)
{
    return symbol_at(&symbol_at(&circuit->indexes, index)->fields, field)->name;
}

size_t zks_circuit_param_count(const zks_circuit *circuit)
{
    return circuit->params.count;
}

const char *zks_circuit_param_name(const zks_circuit *circuit, size_t param)
{
    return symbol_at(&circuit->params, param)->name;
}

static zks_dimensions dimensions(const zks_over *over)
{
    zks_dimensions dimensions = {.count = over->count};
    for (size_t i = 0; i < over->count; i++)
        dimensions.index[i] = over->index[i];
    return dimensions;
}

zks_dimensions zks_circuit_param_dimensions(const zks_circuit *circuit, size_t param)
{
    return dimensions(&symbol_at(&circuit->params, param)->over);
}

static zks_declared_column declared_column(const zks_symbol *symbol)
{
    return (zks_declared_column){.name = symbol->name,
                                 .over = dimensions(&symbol->over),
                                 .unit = symbol->unit,
                                 .unit_index = symbol->unit_index,
                                 .bytes = symbol->bytes,
                                 .may_be_committed = symbol->may_be_committed};
}

size_t zks_circuit_account_column_count(const zks_circuit *circuit)
{
    return circuit->account_columns.count;
}

zks_declared_column zks_circuit_account_column(const zks_circuit *circuit, size_t column)
{
    return declared_column(symbol_at(&circuit->account_columns, column));
}

size_t zks_circuit_pool_column_count(const zks_circuit *circuit)
{
    return circuit->pool_columns.count;
}

zks_declared_column zks_circuit_pool_column(const zks_circuit *circuit, size_t column)
{
    return declared_column(symbol_at(&circuit->pool_columns, column));
}

size_t zks_circuit_advice_count(const zks_circuit *circuit)
{
    return circuit->advice.count;
}

zks_declared_advice zks_circuit_advice(const zks_circuit *circuit, size_t advice)
{
    const zks_symbol *symbol = symbol_at(&circuit->advice, advice);
    const zks_advice_item *item = symbol->advice;
    return (zks_declared_advice){.name = symbol->name,
                                 .over = dimensions(&symbol->over),
                                 .scope = item->scope,
                                 .committed = item->committed,
                                 .flag = item->kind == ZKS_ADVICE_FLAG,
                                 .text = item->text};
}

size_t zks_circuit_requirement_count(const zks_circuit *circuit)
{
    return circuit->requirement_count;
}

zks_requirement zks_circuit_requirement(const zks_circuit *circuit, size_t requirement)
{
    assert(requirement < circuit->requirement_count);
    const zks_requirement_item *item = &circuit->requirements[requirement];
    return (zks_requirement){item->name, item->scope,     dimensions(&item->over), item->comparison.text,
                             item->unit, item->unit_index};
}
