/* A table while it is compiled (docs/circuits.md, "From text to constraints"): columns, forms that become constraints
 * and steps, in the order in which they arise.
 */
#ifndef ZKS_CIRCUITS_COMPILER_H
#define ZKS_CIRCUITS_COMPILER_H

#include "circuits/expression.h"

#define ZKS_NO_FORM SIZE_MAX

/* What a form relies on a pool requirement for: `total` is bounded from above by that one. */
typedef zks_covered_total zks_reliance;

/* What must be at least zero, or zero: a bound of advice, or a requirement, for one combination of members. */
typedef struct {
    char *name;
    zks_place place;
    bool is_bound, equality, reversed;
    bool failed;     /* reported; of no use */
    bool incomplete; /* the column that it bounds is still to be added */
    size_t declared; /* the advice or the requirement */
    uint32_t member;
    zks_linear linear;
    size_t reliance_count;
    zks_reliance *reliances;
} zks_form;

typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    zks_scope scope;
    zks_diagnostics *diagnostics;
    zks_evaluation evaluation;
    zks_table *table;
    /* The first column of each account column, committed pool column and advice. */
    uint32_t *first_of_column, *first_of_pool_column, *first_of_advice;
    size_t *first_form; /* of each requirement; ZKS_NO_FORM where it is of the other scope, or failed */
    size_t column_capacity, step_capacity, form_capacity;
    size_t form_count, inequality_count;
    size_t term_count; /* of all forms and what they rely on */
    zks_form *forms;
    bool exhausted, too_large; /* memory; more than a table may have */
} zks_compiler;

/* A finding in the circuit's text; false. */
#define ZKS_COMPILER_FAIL(c, place, ...) (zks_finding((c)->diagnostics, (c)->circuit->file, place, __VA_ARGS__), false)

/* False: out of memory; clear it either way. */
bool zks_compiler_init(zks_compiler *c, const zks_circuit *circuit, const zks_numbers *numbers, zks_scope scope,
                       zks_diagnostics *d);
void zks_compiler_clear(zks_compiler *c);         /* but the table */
bool zks_compiler_out_of_memory(zks_compiler *c); /* false */
/* Whether nothing more can be compiled: out of memory or past a limit. */
bool zks_compiler_is_over(const zks_compiler *c);

/* Appends a column, whose name it takes; NULL as name: out of memory. */
bool zks_compiler_add_column(zks_compiler *c, zks_place place, zks_column column);
bool zks_compiler_add_step(zks_compiler *c, zks_step step);
/* Appends a form of these attributes with nothing in it. Takes its name, as above. NULL: out of memory, or too large.
 */
zks_form *zks_compiler_add_form(zks_compiler *c, zks_form attributes);
void zks_form_clear(zks_form *form);
/* The forms from `first` on are of no use: what they are of has been reported. */
void zks_forms_fail(zks_compiler *c, size_t first);

/* form += sign * expression, per unit of the columns' integers. */
bool zks_form_add(zks_compiler *c, zks_form *form, const zks_node *expression, int sign);
/* form += coefficient * column, in human units of the column. */
bool zks_form_add_column(zks_compiler *c, zks_form *form, uint32_t column, const mpq_t coefficient);
bool zks_form_add_signed_column(zks_compiler *c, zks_form *form, uint32_t column, int coefficient);
/* Collects a form whose expressions are all added, and counts its terms. In the pool's table covered totals are
 * replaced by what they stand for, and it is checked that no open one helps. */
bool zks_form_settle(zks_compiler *c, zks_form *form);
/* Collects and counts again after further columns were added. */
bool zks_form_complete(zks_compiler *c, zks_form *form);
/* The account column, pool column or advice that a column (but a slack) is of, or is a total or helper of. */
const zks_symbol *zks_declared_as(const zks_compiler *c, const zks_column *column);
/* The name of the advice or the requirement. */
const char *zks_form_owner(const zks_compiler *c, const zks_form *form);

#endif
