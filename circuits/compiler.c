#include "circuits/compiler.h"

#include "circuits/bounds.h"
#include "circuits/open_totals.h"

#include <stdlib.h>

bool zks_compiler_out_of_memory(zks_compiler *c)
{
    c->exhausted = true;
    return false;
}

bool zks_compiler_init(zks_compiler *c, const zks_circuit *circuit, const zks_numbers *numbers, zks_scope scope,
                       zks_diagnostics *d)
{
    *c = (zks_compiler){.circuit = circuit, .numbers = numbers, .scope = scope, .diagnostics = d};
    if (!zks_evaluation_init(&c->evaluation, circuit, numbers, d))
        return zks_compiler_out_of_memory(c);
    c->table = calloc(1, sizeof *c->table);
    c->first_of_column = calloc(circuit->account_columns.count + 1, sizeof *c->first_of_column);
    c->first_of_pool_column = calloc(circuit->pool_columns.count + 1, sizeof *c->first_of_pool_column);
    c->first_of_advice = calloc(circuit->advice.count + 1, sizeof *c->first_of_advice);
    c->first_form = malloc((circuit->requirement_count + 1) * sizeof *c->first_form);
    if (!c->table || !c->first_of_column || !c->first_of_pool_column || !c->first_of_advice || !c->first_form)
        return zks_compiler_out_of_memory(c);
    for (size_t i = 0; i < circuit->requirement_count; i++)
        c->first_form[i] = ZKS_NO_FORM;
    c->table->scope = scope;
    c->evaluation.table = c->table;
    c->evaluation.first_of_column = c->first_of_column;
    c->evaluation.first_of_pool_column = c->first_of_pool_column;
    c->evaluation.first_of_advice = c->first_of_advice;
    return true;
}

void zks_form_clear(zks_form *form)
{
    zks_linear_clear(&form->linear);
    for (size_t i = 0; i < form->reliance_count; i++)
        zks_linear_clear(&form->reliances[i].total);
    free(form->reliances);
    free(form->name);
}

void zks_compiler_clear(zks_compiler *c)
{
    for (size_t i = 0; i < c->form_count; i++)
        zks_form_clear(&c->forms[i]);
    free(c->forms);
    free(c->first_of_column);
    free(c->first_of_pool_column);
    free(c->first_of_advice);
    free(c->first_form);
    zks_evaluation_clear(&c->evaluation);
}

bool zks_compiler_is_over(const zks_compiler *c)
{
    return c->exhausted || c->too_large || zks_evaluation_is_over(&c->evaluation);
}

/* Every inequality will have a slack. */
static bool fits(zks_compiler *c, zks_place place)
{
    if (c->table->column_count + c->inequality_count <= ZKS_MAX_TABLE_COLUMNS && c->form_count <= ZKS_MAX_TABLE_COLUMNS)
        return true;
    if (!c->too_large)
        c->too_large = !ZKS_COMPILER_FAIL(c, place,
                                          "more than %d columns, or as many constraints, up to here\n"
                                          "use fewer members, or fewer indexes at once",
                                          ZKS_MAX_TABLE_COLUMNS);
    return false;
}

/* The array with room for one more item; NULL: out of memory. */
static void *with_room(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? 2 * *capacity : 64;
    void *grown = realloc(items, larger * size);
    if (grown)
        *capacity = larger;
    return grown;
}

bool zks_compiler_add_column(zks_compiler *c, zks_place place, zks_column column)
{
    zks_table *table = c->table;
    zks_column *columns = with_room(table->columns, table->column_count, &c->column_capacity, sizeof *columns);
    if (columns)
        table->columns = columns;
    if (!columns || !column.name) {
        free(column.name);
        return zks_compiler_out_of_memory(c);
    }
    columns[table->column_count++] = column;
    return fits(c, place);
}

bool zks_compiler_add_step(zks_compiler *c, zks_step step)
{
    zks_table *table = c->table;
    zks_step *steps = with_room(table->steps, table->step_count, &c->step_capacity, sizeof *steps);
    if (!steps)
        return zks_compiler_out_of_memory(c);
    table->steps = steps;
    steps[table->step_count++] = step;
    return true;
}

zks_form *zks_compiler_add_form(zks_compiler *c, zks_form attributes)
{
    zks_form *forms = with_room(c->forms, c->form_count, &c->form_capacity, sizeof *forms);
    if (forms)
        c->forms = forms;
    if (!forms || !attributes.name) {
        free(attributes.name);
        zks_compiler_out_of_memory(c);
        return NULL;
    }
    zks_form *form = &forms[c->form_count++];
    *form = attributes;
    zks_linear_init(&form->linear);
    c->inequality_count += !form->equality;
    return fits(c, form->place) ? form : NULL;
}

void zks_forms_fail(zks_compiler *c, size_t first)
{
    for (size_t i = first; i < c->form_count; i++)
        c->forms[i].failed = true;
}

bool zks_form_add(zks_compiler *c, zks_form *form, const zks_node *expression, int sign)
{
    mpq_t multiplier;
    mpq_init(multiplier);
    mpq_set_si(multiplier, sign, 1);
    bool ok = zks_evaluate_linear(&c->evaluation, expression, multiplier, &form->linear);
    mpq_clear(multiplier);
    return ok;
}

bool zks_form_add_column(zks_compiler *c, zks_form *form, uint32_t column, const mpq_t coefficient)
{
    mpq_t unit;
    mpq_init(unit);
    mpz_ui_pow_ui(mpq_numref(unit), 10, c->table->columns[column].decimals);
    mpq_div(unit, coefficient, unit);
    bool ok = mpq_sgn(unit) == 0 || zks_linear_add_term(&form->linear, column, unit);
    mpq_clear(unit);
    return ok || zks_compiler_out_of_memory(c);
}

bool zks_form_add_signed_column(zks_compiler *c, zks_form *form, uint32_t column, int coefficient)
{
    mpq_t number;
    mpq_init(number);
    mpq_set_si(number, coefficient, 1);
    bool ok = zks_form_add_column(c, form, column, number);
    mpq_clear(number);
    return ok;
}

const zks_symbol *zks_declared_as(const zks_compiler *c, const zks_column *column)
{
    switch (column->kind) {
    case ZKS_COLUMN_LEDGER:
        return c->circuit->account_columns.items[column->declared];
    case ZKS_COLUMN_RESERVE:
        return c->circuit->pool_columns.items[column->declared];
    default:
        return c->circuit->advice.items[column->declared];
    }
}

const char *zks_form_owner(const zks_compiler *c, const zks_form *form)
{
    return form->is_bound ? c->circuit->advice.items[form->declared]->name
                          : c->circuit->requirements[form->declared].name;
}

static bool collect(zks_compiler *c, zks_form *form)
{
    return zks_linear_collect(&form->linear) ||
           ZKS_COMPILER_FAIL(c, form->place, "a number of more than %d bits arises in '%s'", ZKS_MAX_RATIONAL_BITS,
                             zks_form_owner(c, form));
}

/* Form by form: all of one requirement could be out of proportion to its text. */
static bool count_terms(zks_compiler *c, const zks_form *form, size_t terms)
{
    c->term_count += terms;
    if (c->term_count <= ZKS_MAX_TABLE_TERMS)
        return true;
    c->too_large = true;
    return ZKS_COMPILER_FAIL(c, form->place, "more than %d terms in all constraints up to those of '%s'",
                             ZKS_MAX_TABLE_TERMS, zks_form_owner(c, form));
}

bool zks_form_settle(zks_compiler *c, zks_form *form)
{
    if (!collect(c, form) || (c->scope == ZKS_SCOPE_POOL && !zks_open_totals_settle(c, form)))
        return false;
    size_t terms = form->linear.count;
    for (size_t i = 0; i < form->reliance_count; i++)
        terms += form->reliances[i].total.count;
    return count_terms(c, form, terms) && zks_evaluation_spend(&c->evaluation, form->place, terms);
}

bool zks_form_complete(zks_compiler *c, zks_form *form)
{
    size_t before = form->linear.count;
    return collect(c, form) && count_terms(c, form, before);
}
