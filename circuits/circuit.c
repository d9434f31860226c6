#include "circuits/circuit.h"

#include "circuits/check.h"
#include "circuits/parse.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool read_text(zks_circuit *circuit, const char *text, size_t length, const char *file, zks_diagnostics *d)
{
    const char *source = zks_arena_copy(&circuit->arena, text, length);
    circuit->file = zks_arena_copy(&circuit->arena, file, strlen(file));
    return source && circuit->file && zks_parse(circuit, source, length, d) && zks_check(circuit, d);
}

zks_circuit *zks_circuit_read(const char *text, size_t length, const char *file, zks_diagnostics *d, zks_status *status)
{
    if (length > ZKS_CIRCUIT_MAX_TEXT) {
        zks_finding(d, file, (zks_place){1, 1}, "text of %zu bytes; a circuit has at most %u", length,
                    ZKS_CIRCUIT_MAX_TEXT);
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

static zks_declared_column declared_column(const zks_symbol *symbol)
{
    return (zks_declared_column){symbol->name, symbol->index, symbol->unit, symbol->bytes};
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

size_t zks_circuit_requirement_count(const zks_circuit *circuit)
{
    return circuit->requirement_count;
}

zks_requirement zks_circuit_requirement(const zks_circuit *circuit, size_t requirement)
{
    assert(requirement < circuit->requirement_count);
    const zks_requirement_item *item = &circuit->requirements[requirement];
    return (zks_requirement){item->name, item->scope, item->index, item->comparison.text};
}
