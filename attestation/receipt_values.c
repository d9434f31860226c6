#include "attestation/receipt.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/secret.h"

#include <assert.h>
#include <gmp.h>
#include <stdlib.h>
#include <string.h>

/* What the statement calls a committed column of the account table. */
typedef struct {
    const char *column, *member; /* NULL: a column without an index */
    uint32_t position;
} column_name;

static column_name name_of(const zks_circuit *circuit, const zks_numbers *numbers, const zks_table *table,
                           size_t position)
{
    const zks_column *column = &table->columns[position];
    assert(position < table->committed_count && column->kind == ZKS_COLUMN_COMMITTED);
    zks_declared_column declared = zks_circuit_account_column(circuit, column->declared);
    const char *member = declared.index < 0 ? NULL : numbers->indexes[declared.index].members[column->member].name;
    return (column_name){declared.name, member, (uint32_t)position};
}

static int compare_names(const void *left, const void *right)
{
    const column_name *a = left, *b = right;
    int columns = strcmp(a->column, b->column);
    if (columns != 0)
        return columns;
    if (a->member == NULL || b->member == NULL)
        return (a->member != NULL) - (b->member != NULL);
    return strcmp(a->member, b->member);
}

/* All names, sorted: a receipt and a statement of many members must not cost their product. NULL: out of memory. */
static column_name *sorted_names(const zks_circuit *circuit, const zks_numbers *numbers, const zks_table *table)
{
    column_name *names = calloc(table->committed_count + 1, sizeof *names);
    if (names == NULL)
        return NULL;
    for (size_t i = 0; i < table->committed_count; i++)
        names[i] = name_of(circuit, numbers, table, i);
    qsort(names, table->committed_count, sizeof *names, compare_names);
    return names;
}

static int compare_columns(const void *left, const void *right)
{
    const zks_value *a = left, *b = right;
    return (a->column > b->column) - (a->column < b->column);
}

/* The amount itself is left out: it is the customer's. */
static zks_status fault(zks_report *report, const zks_receipt_value *value, const char *text)
{
    zks_report_detail(report, "values.%.64s%s%.64s: %s", value->column, value->member == NULL ? "" : ".",
                      value->member == NULL ? "" : value->member, text);
    return ZKS_REJECT_RECEIPT_VALUE;
}

static const char *amount_fault(unsigned __int128 *units, const char *amount, const zks_column *column)
{
    size_t length = strnlen(amount, ZKS_DECIMAL_MAX + 1);
    if (length > ZKS_DECIMAL_MAX || !zks_decimal_is_canonical(amount))
        return "not a canonical decimal";
    switch (zks_units_parse(units, amount, length, column->decimals, column->width)) {
    case ZKS_UNITS_OK:
        return *units == 0 ? "zero, which is left out" : NULL;
    case ZKS_UNITS_NEGATIVE:
        return "below zero";
    case ZKS_UNITS_DECIMALS:
        return "more decimals than the column has";
    case ZKS_UNITS_OVERFLOW:
        return "more than the column holds";
    default:
        return "not a canonical decimal";
    }
}

static zks_status to_value(zks_value *out, const zks_receipt_value *value, const column_name *names,
                           const zks_table *table, zks_report *report)
{
    column_name wanted = {value->column, value->member, 0};
    const column_name *found = bsearch(&wanted, names, table->committed_count, sizeof *names, compare_names);
    if (found == NULL)
        return fault(report, value, "no account column of the circuit");
    unsigned __int128 units;
    const char *text = amount_fault(&units, value->amount, &table->columns[found->position]);
    if (text != NULL)
        return fault(report, value, text);
    *out = (zks_value){.column = found->position, .limb = {(uint64_t)units, (uint64_t)(units >> 64)}};
    return ZKS_OK;
}

static zks_status to_sorted_values(zks_value *out, const zks_receipt *receipt, const column_name *names,
                                   const zks_table *table, zks_report *report)
{
    size_t count = receipt->value_count;
    for (size_t i = 0; i < count; i++) {
        zks_status status = to_value(&out[i], &receipt->values[i], names, table, report);
        if (status != ZKS_OK)
            return status;
    }
    qsort(out, count, sizeof *out, compare_columns);
    for (size_t i = 1; i < count; i++) {
        if (out[i].column == out[i - 1].column) {
            zks_report_detail(report, "%.128s is named twice", table->columns[out[i].column].name);
            return ZKS_REJECT_RECEIPT_VALUE;
        }
    }
    return ZKS_OK;
}

zks_status zks_receipt_to_values(const zks_receipt *receipt, const zks_circuit *circuit, const zks_numbers *numbers,
                                 const zks_table *table, zks_value **values, size_t *count, zks_report *report)
{
    column_name *names = sorted_names(circuit, numbers, table);
    size_t room = receipt->value_count + 1;
    zks_value *out = calloc(room, sizeof *out);
    zks_status status =
        names == NULL || out == NULL ? ZKS_ERROR_MEMORY : to_sorted_values(out, receipt, names, table, report);
    free(names);
    if (status == ZKS_OK) {
        *values = out;
        *count = receipt->value_count;
        return ZKS_OK;
    }
    if (out != NULL)
        zks_wipe(out, room * sizeof *out);
    free(out);
    return status;
}

static zks_status from_value(zks_receipt_value *out, const zks_circuit *circuit, const zks_numbers *numbers,
                             const zks_table *table, const zks_value *value)
{
    column_name name = name_of(circuit, numbers, table, value->column);
    mpz_t units;
    mpz_init2(units, 256);
    mpz_import(units, 4, -1, sizeof *value->limb, 0, 0, value->limb);
    out->column = strdup(name.column);
    out->member = name.member == NULL ? NULL : strdup(name.member);
    out->amount = zks_decimal_from_units(units, table->columns[value->column].decimals);
    zks_wipe(mpz_limbs_modify(units, 4), 4 * sizeof(mp_limb_t));
    mpz_clear(units);
    bool ok = out->column != NULL && (name.member == NULL || out->member != NULL) && out->amount != NULL;
    return ok ? ZKS_OK : ZKS_ERROR_MEMORY;
}

zks_status zks_receipt_from_values(zks_receipt *receipt, const zks_circuit *circuit, const zks_numbers *numbers,
                                   const zks_table *table, const zks_value *values, size_t count)
{
    zks_receipt filled = {.values = calloc(count + 1, sizeof *filled.values)};
    zks_status status = filled.values == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < count; i++)
        status = from_value(&filled.values[filled.value_count++], circuit, numbers, table, &values[i]);
    if (status != ZKS_OK) {
        zks_receipt_clear(&filled);
        return status;
    }
    receipt->values = filled.values;
    receipt->value_count = count;
    return ZKS_OK;
}
