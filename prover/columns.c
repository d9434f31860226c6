#include "prover/columns.h"

#include "circuits/decimal.h"

#include <stdio.h>
#include <string.h>

static const zks_index *index_at(const zks_columns *columns, size_t dimension)
{
    return &columns->numbers->indexes[columns->over.index[dimension]];
}

bool zks_columns_open(zks_columns *columns)
{
    for (size_t i = 0; i < columns->over.count; i++)
        if (!zks_member_finder_init(&columns->members[i], index_at(columns, i)))
            return false;
    return true;
}

void zks_columns_clear(zks_columns *columns)
{
    for (size_t i = 0; i < columns->over.count; i++)
        zks_member_finder_clear(&columns->members[i]);
}

static bool has_account(const zks_columns *columns)
{
    return columns->scope == ZKS_SCOPE_ACCOUNT;
}

size_t zks_columns_key_count(const zks_columns *columns)
{
    return has_account(columns) + columns->over.count;
}

const char *zks_columns_key(const zks_columns *columns, size_t key)
{
    return has_account(columns) && key == 0 ? "account" : index_at(columns, key - has_account(columns))->name;
}

/* Adds a name to a list of them, with dots at the end of one that is too long. */
static void append_name(char text[ZKS_LIST_TEXT], const char *name)
{
    size_t used = strlen(text), room = ZKS_LIST_TEXT - used;
    if ((size_t)snprintf(text + used, room, "%s%s", used == 0 ? "" : ",", name) >= room)
        memcpy(text + ZKS_LIST_TEXT - sizeof "...", "...", sizeof "...");
}

zks_list_text zks_columns_header(const zks_columns *columns)
{
    zks_list_text header = {""};
    for (size_t i = 0; i < zks_columns_key_count(columns); i++)
        append_name(header.text, zks_columns_key(columns, i));
    for (size_t i = 0; i < columns->count; i++)
        append_name(header.text, columns->list[i].declared.name);
    return header;
}

/* Of a combination, the member of one index. */
static const zks_member *member_at(const zks_columns *columns, size_t member, size_t dimension)
{
    for (size_t i = columns->over.count - 1; i > dimension; i--)
        member /= index_at(columns, i)->member_count;
    const zks_index *index = index_at(columns, dimension);
    return &index->members[dimension == 0 ? member : member % index->member_count];
}

zks_list_text zks_columns_member_name(const zks_columns *columns, size_t member)
{
    zks_list_text name = {""};
    for (size_t i = 0; i < columns->over.count; i++)
        append_name(name.text, member_at(columns, member, i)->name);
    return name;
}

zks_status zks_columns_member(const zks_columns *columns, const zks_field *names, uint32_t *member, zks_report *report)
{
    size_t combination = 0;
    for (size_t i = 0; i < columns->over.count; i++) {
        uint32_t found = zks_member_find(&columns->members[i], &names[i]);
        if (found == ZKS_NO_ITEM)
            return zks_member_report_unknown(&columns->members[i], &names[i], columns->file, report);
        combination = combination * index_at(columns, i)->member_count + found;
    }
    *member = (uint32_t)combination;
    return ZKS_OK;
}

/* The member whose units a column has: of one of its indexes, or the parent of such a one. */
static const zks_member *unit_member(const zks_columns *columns, const zks_declared_column *declared, size_t member)
{
    size_t unit_index = (size_t)declared->unit_index, dimension = 0;
    for (size_t i = 0; i < columns->over.count; i++)
        if (columns->over.index[i] == unit_index)
            return member_at(columns, member, i);
    while (zks_circuit_index_parent(columns->circuit, columns->over.index[dimension]) != declared->unit_index)
        dimension++;
    return &columns->numbers->indexes[unit_index].members[member_at(columns, member, dimension)->parent_position];
}

zks_amount_unit zks_columns_unit(const zks_columns *columns, size_t column, size_t member)
{
    const zks_declared_column *declared = &columns->list[column].declared;
    zks_amount_unit unit = {.name = declared->name, .bytes = ZKS_DEFAULT_BYTES};
    if (declared->unit != ZKS_UNIT_NONE) {
        const zks_member *source =
            declared->unit == ZKS_UNIT_MEMBER ? unit_member(columns, declared, member) : &columns->numbers->quote;
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
    if (columns->list[column].declared.bytes != 0 || columns->list[column].declared.unit == ZKS_UNIT_NONE)
        return zks_input_error(report, columns->file, field->at,
                               "%s does not fit the %u bytes of %s; %u would do: set them in the circuit",
                               zks_quote_field(field).text, unit.bytes, columns->list[column].declared.name, enough);
    return zks_input_error(report, columns->file, field->at,
                           "%s does not fit the %u bytes of %s; set \"bytes\": %u for %s in the policy",
                           zks_quote_field(field).text, unit.bytes, unit.name, enough, unit.name);
}

static zks_status report_bad_amount(const zks_columns *columns, size_t column, zks_amount_unit unit,
                                    const zks_field *field, zks_units_result result, zks_report *report)
{
    const char *name = columns->list[column].declared.name;
    switch (result) {
    case ZKS_UNITS_NEGATIVE:
        return zks_input_error(report, columns->file, field->at, "%s is negative; %s holds amounts of 0 or more",
                               zks_quote_field(field).text, name);
    case ZKS_UNITS_DECIMALS:
        return zks_input_error(report, columns->file, field->at, "%s has %zu decimals, %s has %u",
                               zks_quote_field(field).text, significant_decimals(field), unit.name, unit.decimals);
    case ZKS_UNITS_OVERFLOW:
        return report_overflow(columns, column, unit, field, report);
    default:
        break;
    }
    if (field->length > ZKS_DECIMAL_MAX)
        return zks_input_error(report, columns->file, field->at, "%s has %zu characters; an amount has at most %d",
                               zks_quote_field(field).text, field->length, ZKS_DECIMAL_MAX);
    return zks_input_error(report, columns->file, field->at, "%s is no amount of %s; expected digits like 12.5, or 0",
                           zks_quote_field(field).text, name);
}

zks_status zks_columns_amount(const zks_columns *columns, size_t column, size_t member, const zks_field *field,
                              unsigned __int128 *amount, zks_report *report)
{
    zks_amount_unit unit = zks_columns_unit(columns, column, member);
    zks_units_result result = zks_units_parse(amount, field->text, field->length, unit.decimals, unit.bytes);
    return result == ZKS_UNITS_OK ? ZKS_OK : report_bad_amount(columns, column, unit, field, result, report);
}

zks_status zks_columns_check_public(const zks_columns *columns, size_t column, size_t member, const zks_field *field,
                                    zks_report *report)
{
    unsigned __int128 ignored;
    zks_amount_unit unit = zks_columns_unit(columns, column, member);
    bool any_decimals = columns->list[column].declared.unit == ZKS_UNIT_NONE;
    zks_units_result result = zks_units_parse(&ignored, field->text, field->length, unit.decimals, ZKS_MAX_BYTES);
    if (result == ZKS_UNITS_OK || result == ZKS_UNITS_OVERFLOW || (result == ZKS_UNITS_DECIMALS && any_decimals))
        return ZKS_OK;
    return report_bad_amount(columns, column, unit, field, result, report);
}
