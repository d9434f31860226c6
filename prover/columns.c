#include "prover/columns.h"

#include "circuits/decimal.h"
#include "policy/nearest.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static zks_declared_column declared_column(const zks_circuit *circuit, zks_scope scope, size_t column)
{
    return scope == ZKS_SCOPE_ACCOUNT ? zks_circuit_account_column(circuit, column)
                                      : zks_circuit_pool_column(circuit, column);
}

static const char *index_name(const zks_circuit *circuit, long index)
{
    return index < 0 ? "no index" : zks_circuit_index_name(circuit, (size_t)index);
}

static zks_status list_declared(zks_columns *columns, const zks_circuit *circuit, zks_scope scope, zks_report *report)
{
    columns->count =
        scope == ZKS_SCOPE_ACCOUNT ? zks_circuit_account_column_count(circuit) : zks_circuit_pool_column_count(circuit);
    columns->declared = calloc(columns->count + 1, sizeof *columns->declared);
    if (columns->declared == NULL)
        return zks_input_memory(report, columns->file);
    for (size_t i = 0; i < columns->count; i++) {
        columns->declared[i] = declared_column(circuit, scope, i);
        if (columns->declared[i].index != columns->declared[0].index)
            return zks_input_error(
                report, columns->file, (zks_position){0, 0},
                "circuit %s has %s over %s and %s over %s; one file cannot hold both, since each row is for "
                "one member of one index",
                zks_circuit_name(circuit), columns->declared[0].name, index_name(circuit, columns->declared[0].index),
                columns->declared[i].name, index_name(circuit, columns->declared[i].index));
    }
    return ZKS_OK;
}

static zks_status index_members(zks_columns *columns, zks_report *report)
{
    for (size_t i = 0; i < columns->member_count; i++) {
        const char *name = columns->index->members[i].name;
        if (!zks_hash_index_reserve(&columns->members))
            return zks_input_memory(report, columns->file);
        zks_hash_index_insert(&columns->members, zks_hash_index_hash(&columns->members, name, strlen(name)),
                              (uint32_t)i);
    }
    return ZKS_OK;
}

zks_status zks_columns_open(zks_columns *columns, const zks_circuit *circuit, const zks_numbers *numbers,
                            zks_scope scope, const char *file, zks_report *report)
{
    zks_columns opened = {.file = file, .numbers = numbers, .member_count = 1};
    zks_status status = list_declared(&opened, circuit, scope, report);
    if (status == ZKS_OK && opened.count > 0 && opened.declared[0].index >= 0) {
        assert((size_t)opened.declared[0].index < numbers->index_count);
        opened.index = &numbers->indexes[opened.declared[0].index];
        opened.member_count = opened.index->member_count;
        status = index_members(&opened, report);
    }
    if (status == ZKS_OK)
        *columns = opened;
    else
        zks_columns_clear(&opened);
    return status;
}

void zks_columns_clear(zks_columns *columns)
{
    free(columns->declared);
    zks_hash_index_clear(&columns->members);
    memset(columns, 0, sizeof *columns);
}

static zks_status report_unknown_member(const zks_columns *columns, const zks_field *name, zks_report *report)
{
    zks_nearest nearest = zks_nearest_to(name->text, name->length);
    for (size_t i = 0; i < columns->member_count; i++)
        zks_nearest_offer(&nearest, columns->index->members[i].name);
    return zks_input_error(report, columns->file, name->at, "%s is no %s of the policy%s", zks_quote_field(name).text,
                           columns->index->name, zks_nearest_hint(&nearest).text);
}

zks_status zks_columns_member(const zks_columns *columns, const zks_field *name, uint32_t *member, zks_report *report)
{
    uint32_t hash = zks_hash_index_hash(&columns->members, name->text, name->length), found;
    for (size_t probe = 0; (found = zks_hash_index_next(&columns->members, hash, &probe)) != ZKS_NO_ITEM;) {
        const char *known = columns->index->members[found].name;
        if (strlen(known) == name->length && memcmp(known, name->text, name->length) == 0) {
            *member = found;
            return ZKS_OK;
        }
    }
    return report_unknown_member(columns, name, report);
}

zks_amount_unit zks_columns_unit(const zks_columns *columns, size_t column, size_t member)
{
    const zks_declared_column *declared = &columns->declared[column];
    zks_amount_unit unit = {.name = declared->name, .bytes = ZKS_DEFAULT_BYTES};
    if (declared->unit != ZKS_UNIT_NONE) {
        const zks_member *source =
            declared->unit == ZKS_UNIT_MEMBER ? &columns->index->members[member] : &columns->numbers->quote;
        unit = (zks_amount_unit){source->name, source->decimals, source->bytes};
    }
    if (declared->bytes != 0)
        unit.bytes = declared->bytes;
    return unit;
}

static size_t significant_decimals(const zks_field *amount)
{
    const char *point = memchr(amount->text, '.', amount->length);
    size_t length = amount->length;
    while (point != NULL && amount->text[length - 1] == '0')
        length--;
    return point == NULL ? 0 : length - (size_t)(point - amount->text) - 1;
}

static zks_status report_overflow(const zks_columns *columns, size_t column, zks_amount_unit unit,
                                  const zks_field *field, zks_report *report)
{
    unsigned __int128 ignored;
    unsigned enough = unit.bytes + 1;
    while (enough <= ZKS_MAX_BYTES &&
           zks_units_parse(&ignored, field->text, field->length, unit.decimals, enough) == ZKS_UNITS_OVERFLOW)
        enough++;
    if (enough > ZKS_MAX_BYTES)
        return zks_input_error(report, columns->file, field->at, "%s does not fit %u bytes, nor any width up to %d",
                               zks_quote_field(field).text, unit.bytes, ZKS_MAX_BYTES);
    if (columns->declared[column].bytes != 0 || columns->declared[column].unit == ZKS_UNIT_NONE)
        return zks_input_error(report, columns->file, field->at,
                               "%s does not fit the %u bytes of %s; %u would do: set them in the circuit",
                               zks_quote_field(field).text, unit.bytes, columns->declared[column].name, enough);
    return zks_input_error(report, columns->file, field->at,
                           "%s does not fit the %u bytes of %s; set \"bytes\": %u for %s in the policy",
                           zks_quote_field(field).text, unit.bytes, unit.name, enough, unit.name);
}

zks_status zks_columns_amount(const zks_columns *columns, size_t column, size_t member, const zks_field *field,
                              unsigned __int128 *amount, zks_report *report)
{
    zks_amount_unit unit = zks_columns_unit(columns, column, member);
    switch (zks_units_parse(amount, field->text, field->length, unit.decimals, unit.bytes)) {
    case ZKS_UNITS_OK:
        return ZKS_OK;
    case ZKS_UNITS_NEGATIVE:
        return zks_input_error(report, columns->file, field->at, "%s is negative; %s holds amounts of 0 or more",
                               zks_quote_field(field).text, columns->declared[column].name);
    case ZKS_UNITS_DECIMALS:
        return zks_input_error(report, columns->file, field->at, "%s has %zu decimals, %s has %u",
                               zks_quote_field(field).text, significant_decimals(field), unit.name, unit.decimals);
    case ZKS_UNITS_OVERFLOW:
        return report_overflow(columns, column, unit, field, report);
    case ZKS_UNITS_MALFORMED:
        break;
    }
    if (field->length > ZKS_DECIMAL_MAX)
        return zks_input_error(report, columns->file, field->at, "%s has %zu characters; an amount has at most %d",
                               zks_quote_field(field).text, field->length, ZKS_DECIMAL_MAX);
    return zks_input_error(report, columns->file, field->at, "%s is no amount of %s; expected digits like 12.5, or 0",
                           zks_quote_field(field).text, columns->declared[column].name);
}
