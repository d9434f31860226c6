#include "circuits/row_filler.h"

#include "circuits/uses.h"
#include "crypto/secret.h"

#include <stdlib.h>

size_t zks_defining_count(const zks_row_filler *f, size_t step)
{
    return f->table->steps[step].kind == ZKS_STEP_OPEN ? 1 : f->step_uses[step].end - f->step_uses[step].begin;
}

size_t zks_defining_constraint(const zks_row_filler *f, size_t step, size_t position)
{
    const zks_step *at = &f->table->steps[step];
    return at->kind == ZKS_STEP_OPEN ? at->first : f->table->uses[f->step_uses[step].begin + position].constraint;
}

/* Count, prefix sums, fill; as circuits/uses.c. */
static void index_defined(zks_row_filler *f)
{
    size_t *next = f->first_defined;
    for (size_t step = 0; step < f->table->step_count; step++)
        for (size_t i = 0; i < zks_defining_count(f, step); i++)
            next[zks_defining_constraint(f, step, i) + 2]++;
    for (size_t c = 2; c < f->table->constraint_count + 2; c++)
        next[c] += next[c - 1];
    for (size_t step = 0; step < f->table->step_count; step++)
        for (size_t i = 0; i < zks_defining_count(f, step); i++)
            f->defined[next[zks_defining_constraint(f, step, i) + 1]++] = step;
}

static size_t count_defining(zks_row_filler *f)
{
    size_t count = 0;
    for (size_t step = 0; step < f->table->step_count; step++) {
        f->step_uses[step] = zks_step_uses_of(f->table, &f->table->steps[step]);
        count += zks_defining_count(f, step);
    }
    return count;
}

static bool allocate(zks_row_filler *f)
{
    size_t constraints = f->table->constraint_count, steps = f->table->step_count;
    f->results = malloc((constraints + 1) * sizeof *f->results);
    f->empty_results = malloc((constraints + 1) * sizeof *f->empty_results);
    f->filled = zks_witness_new(f->columns + 1, sizeof *f->filled);
    f->empty = calloc(f->columns + 1, sizeof *f->empty);
    f->values = zks_witness_new(f->columns + 1, sizeof *f->values);
    f->holds = zks_witness_new(f->columns + 1, sizeof *f->holds);
    f->step_uses = calloc(steps + 1, sizeof *f->step_uses);
    f->first_defined = calloc(constraints + 2, sizeof *f->first_defined);
    f->overflows = calloc(steps + 1, sizeof *f->overflows);
    f->empty_overflows = calloc(steps + 1, sizeof *f->empty_overflows);
    f->is_touched = calloc(constraints + 1, sizeof *f->is_touched);
    f->is_due = calloc(steps + 1, sizeof *f->is_due);
    f->touched = calloc(constraints + 1, sizeof *f->touched);
    f->due = calloc(steps + 1, sizeof *f->due);
    if (!f->results || !f->empty_results || !f->filled || !f->empty || !f->values || !f->holds || !f->step_uses ||
        !f->first_defined || !f->overflows || !f->empty_overflows || !f->is_touched || !f->is_due || !f->touched ||
        !f->due)
        return false;
    f->defined = calloc(count_defining(f) + 1, sizeof *f->defined);
    return f->defined;
}

static void init_integers(zks_row_filler *f)
{
    for (; f->initialized < f->table->constraint_count; f->initialized++) {
        mpz_init2(f->results[f->initialized], ZKS_RESULT_LIMBS * GMP_NUMB_BITS);
        mpz_set(f->results[f->initialized], f->table->constraints[f->initialized].constant);
        mpz_init(f->empty_results[f->initialized]);
    }
}

zks_row_filler *zks_row_filler_new(const zks_table *table)
{
    zks_row_filler *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->table = table;
    f->columns = zks_columns_before_slacks(table);
    f->given = table->scope == ZKS_SCOPE_POOL ? table->committed_count + table->external_count : table->ledger_count;
    mpz_init2(f->value, ZKS_RESULT_LIMBS * GMP_NUMB_BITS);
    bool has_scratch = zks_step_scratch_init(&f->scratch, table);
    if (!has_scratch || !allocate(f)) {
        zks_row_filler_free(f);
        return NULL;
    }
    init_integers(f);
    index_defined(f);
    zks_row_fill_empty(f);
    return f;
}

void zks_row_filler_free(zks_row_filler *f)
{
    if (!f)
        return;
    for (size_t c = 0; c < f->initialized; c++) {
        zks_wipe_integer(f->results[c]);
        mpz_clear(f->empty_results[c]);
    }
    zks_wipe_integer(f->value);
    zks_step_scratch_clear(&f->scratch);
    zks_witness_free(f->filled);
    zks_witness_free(f->values);
    zks_witness_free(f->holds);
    free(f->results);
    free(f->empty_results);
    free(f->empty);
    free(f->step_uses);
    free(f->first_defined);
    free(f->defined);
    free(f->overflows);
    free(f->empty_overflows);
    free(f->is_touched);
    free(f->is_due);
    free(f->touched);
    free(f->due);
    free(f);
}
