/* What a row filler is made of. */
#ifndef ZKS_CIRCUITS_ROW_FILLER_H
#define ZKS_CIRCUITS_ROW_FILLER_H

#include "circuits/row.h"
#include "circuits/row_steps.h"

/* Between rows everything is as the empty row has it. A row touches the constraints that its values reach; a step is
 * due where a constraint that defines it is touched. A step that is due has its column taken out of all constraints (as
 * later columns have to be while earlier ones are filled), and touches all that define it, so that every other step
 * these define is due as well. Then the steps that are due run in order, and what they give touches further ones. */
struct zks_row_filler {
    const zks_table *table;
    size_t columns, given; /* before the slacks; those that are given, not filled */
    size_t initialized;    /* results and empty_results */
    mpz_t *results, *empty_results;
    zks_value *filled, *empty;         /* by column: advice as it is, and of the empty row */
    bool *holds;                       /* by column: the filled value is above zero */
    zks_step_uses *step_uses;          /* by step */
    size_t *first_defined, *defined;   /* constraint c defines the steps defined[first_defined[c]] .. */
    bool *overflows, *empty_overflows; /* by step */
    size_t overflow_count;
    bool *is_touched, *is_due; /* by constraint, by step */
    size_t touched_count, due_count, opened_count;
    size_t *touched, *due; /* as they came; the first opened_count of those due have been taken out */
    zks_value *values;     /* of the row that is handed out */
    zks_step_scratch scratch;
    mpz_t value;
};

/* How many constraints define a step, and which. */
size_t zks_defining_count(const zks_row_filler *f, size_t step);
size_t zks_defining_constraint(const zks_row_filler *f, size_t step, size_t position);

/* Fills the row that holds nothing, and keeps it. */
void zks_row_fill_empty(zks_row_filler *f);

#endif
