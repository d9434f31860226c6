/* Expressions, evaluated exactly: public ones to a rational, the others to a linear form over account columns (in an
 * account requirement) or their totals (in a pool requirement).
 */
#ifndef ZKS_CIRCUITS_EXPRESSION_H
#define ZKS_CIRCUITS_EXPRESSION_H

#include "circuits/ast.h"
#include "circuits/linear.h"
#include "circuits/numbers.h"

#define ZKS_NO_MEMBER SIZE_MAX

/* From this variable on, variables stand for totals that were written with `capped by` or `backed by`. */
#define ZKS_FIRST_COVERED ((uint32_t)1 << 31)

/* A covered total: what it stands for, and the requirement (and member of its index) that bounds it. */
typedef struct {
    zks_linear total;
    size_t requirement, member;
    zks_place place;
} zks_covered_total;

typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    const uint32_t
        *first_variable; /* of each account column: the variable of its first member; unused in policy checks */
    size_t *member;      /* per index: the member in scope, or ZKS_NO_MEMBER */
    zks_diagnostics *diagnostics;
    uint64_t work; /* spent so far */
    size_t covered_count, covered_capacity;
    zks_covered_total *covered; /* met so far, variable ZKS_FIRST_COVERED + position */
    size_t covered_terms;       /* of all of them */
    bool exhausted;             /* memory */
} zks_evaluation;

/* Nothing in scope. False: out of memory. Clear it either way. */
bool zks_evaluation_init(zks_evaluation *e, const zks_circuit *circuit, const zks_numbers *numbers, zks_diagnostics *d);
void zks_evaluation_clear(zks_evaluation *e);
/* Forgets the covered totals. */
void zks_evaluation_forget_covered(zks_evaluation *e);
/* Counts work done against ZKS_MAX_WORK. False after a finding. */
bool zks_evaluation_spend(zks_evaluation *e, zks_place place, uint64_t work);

/* out = a public expression. False after a finding (division by zero, a number or a computation that is too long). */
bool zks_evaluate_public(zks_evaluation *e, const zks_node *node, mpq_t out);
/* out += multiplier * expression, per unit of the variables' integers (10^-decimals human units); not collected. False
 * after a finding, or with memory exhausted. */
bool zks_evaluate_linear(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out);

/* How many members the index has: 1 for ZKS_NO_INDEX. */
size_t zks_member_count(const zks_numbers *numbers, long index);
/* The unit of a column's member: its decimals and its width. */
typedef struct {
    unsigned decimals, bytes;
} zks_column_unit;
zks_column_unit zks_column_unit_of(const zks_numbers *numbers, const zks_symbol *column, size_t member);
/* "" or " for asset BTC, tier 2": the members in scope, for people. Valid until the next call with the same buffer. */
const char *zks_scope_text(const zks_evaluation *e, char buffer[256]);

#endif
