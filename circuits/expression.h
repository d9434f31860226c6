/* Expressions, evaluated exactly: public ones to a rational, the others to a linear form over the columns of a table. A
 * let is evaluated where it is used, with the members that are in scope there; every sum and every let binds its own.
 */
#ifndef ZKS_CIRCUITS_EXPRESSION_H
#define ZKS_CIRCUITS_EXPRESSION_H

#include "circuits/linear.h"
#include "circuits/members.h"
#include "circuits/table.h"

/* From this variable on, variables stand for totals that were written with `capped by` or `backed by`. */
#define ZKS_FIRST_COVERED ((uint32_t)1 << 31)

/* A covered total: what it stands for, and the requirement (and combination of its members) that bounds it. */
typedef struct {
    zks_linear total;
    size_t requirement, member;
    zks_place place;
} zks_covered_total;

typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    zks_in_scope scope;
    /* Where there are columns: the table they stand in so far, and the first of each account column, committed pool
     * column and advice. */
    const zks_table *table;
    const uint32_t *first_of_column, *first_of_pool_column, *first_of_advice;
    zks_diagnostics *diagnostics;
    size_t covered_count, covered_capacity;
    zks_covered_total *covered; /* met so far, variable ZKS_FIRST_COVERED + position */
    size_t covered_terms;       /* of all of them */
    bool over_reported;         /* that the work is past ZKS_MAX_WORK */
    bool exhausted;             /* memory */
} zks_evaluation;

/* Nothing in scope, no columns. False: out of memory. Clear it either way. */
bool zks_evaluation_init(zks_evaluation *e, const zks_circuit *circuit, const zks_numbers *numbers, zks_diagnostics *d);
void zks_evaluation_clear(zks_evaluation *e);
/* Forgets the covered totals. */
void zks_evaluation_forget_covered(zks_evaluation *e);
/* Counts work done against ZKS_MAX_WORK, with that of walks. False after a finding, or with memory exhausted. */
bool zks_evaluation_spend(zks_evaluation *e, zks_place place, uint64_t work);
/* Whether nothing more can be evaluated: memory has run out, or the work is done. */
bool zks_evaluation_is_over(const zks_evaluation *e);

/* out = a public expression. False after a finding (division by zero, a number or a computation that is too long). */
bool zks_evaluate_public(zks_evaluation *e, const zks_node *node, mpq_t out);
/* out += multiplier * expression, per unit of the variables' integers (10^-decimals human units); not collected. False
 * after a finding, or with memory exhausted. */
bool zks_evaluate_linear(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out);

#endif
