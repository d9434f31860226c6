#include "attestation/receipt.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/secret.h"

#include <assert.h>
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the statement calls a committed column of the account table. */
typedef struct {
    const char *column, *members[ZKS_MAX_DIMENSIONS]; /* NULL from its number of indexes on */
    uint32_t position;
} column_name;

static column_name name_of(const zks_circuit *circuit, const zks_numbers *numbers, const zks_table *table,
                           size_t position)
{
    const zks_column *column = &table->columns[position];
    assert(position < table->committed_count);
    bool is_ledger = column->kind == ZKS_COLUMN_LEDGER;
    assert(is_ledger || column->kind == ZKS_COLUMN_ADVICE);
    column_name name = {.position = (uint32_t)position};
    zks_dimensions over;
    if (is_ledger) {
        zks_declared_column declared = zks_circuit_account_column(circuit, column->declared);
        name.column = declared.name;
        over = declared.over;
    } else {
        zks_declared_advice declared = zks_circuit_advice(circuit, column->declared);
        name.column = declared.name;
        over = declared.over;
    }
    size_t member = column->member;
    for (size_t i = over.count; i-- > 0;) {
        const zks_index *index = &numbers->indexes[over.index[i]];
        name.members[i] = index->members[member % index->member_count].name;
        member /= index->member_count;
    }
    return name;
}

static int compare_names(const void *left, const void *right)
{
    const column_name *a = left, *b = right;
    int order = strcmp(a->column, b->column);
    for (size_t i = 0; order == 0 && i < ZKS_MAX_DIMENSIONS; i++) {
        if (a->members[i] == NULL || b->members[i] == NULL)
            return (a->members[i] != NULL) - (b->members[i] != NULL);
        order = strcmp(a->members[i], b->members[i]);
    }
    return order;
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
    char name[(1 + ZKS_MAX_DIMENSIONS) * (ZKS_MAX_NAME + 1) + 1];
    int used = snprintf(name, sizeof name, "%.*s", ZKS_MAX_NAME, value->column);
    for (size_t i = 0; i < value->member_count; i++)
        used += snprintf(name + used, sizeof name - (size_t)used, ".%.*s", ZKS_MAX_NAME, value->members[i]);
    zks_report_detail(report, "values.%s: %s", name, text);
    zks_wipe(name, sizeof name);
    return ZKS_REJECT_RECEIPT_VALUE;
}

static const char *amount_fault(uint64_t units[4], const char *amount, const zks_column *column)
{
    size_t length = strnlen(amount, ZKS_DECIMAL_MAX + 1);
    if (length > ZKS_DECIMAL_MAX || !zks_decimal_is_canonical(amount))
        return "not a canonical decimal";
    switch (zks_units_parse_limbs(units, amount, length, column->decimals, column->width)) {
    case ZKS_UNITS_OK:
        return (units[0] | units[1] | units[2] | units[3]) == 0 ? "zero, which is left out" : NULL;
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
    column_name wanted = {.column = value->column};
    for (size_t i = 0; i < value->member_count; i++)
        wanted.members[i] = value->members[i];
    const column_name *found = bsearch(&wanted, names, table->committed_count, sizeof *names, compare_names);
    if (found == NULL)
        return fault(report, value, "no committed column of the circuit");
    out->column = found->position;
    const char *text = amount_fault(out->limb, value->amount, &table->columns[found->position]);
    return text == NULL ? ZKS_OK : fault(report, value, text);
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
    out->amount = zks_decimal_from_units(units, table->columns[value->column].decimals);
    bool ok = out->column != NULL && out->amount != NULL;
    for (size_t i = 0; ok && i < ZKS_MAX_DIMENSIONS && name.members[i] != NULL; i++) {
        out->members[i] = strdup(name.members[i]);
        ok = out->members[i] != NULL;
        out->member_count++;
    }
    zks_wipe(mpz_limbs_modify(units, 4), 4 * sizeof(mp_limb_t));
    mpz_clear(units);
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
