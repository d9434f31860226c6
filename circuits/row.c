#include "circuits/row.h"

#include "circuits/row_steps.h"
#include "circuits/uses.h"
#include "crypto/secret.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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

/* The constraints that define a step, by position. */
static size_t defining_count(const zks_row_filler *f, size_t step)
{
    return f->table->steps[step].kind == ZKS_STEP_OPEN ? 1 : f->step_uses[step].end - f->step_uses[step].begin;
}

static size_t defining_constraint(const zks_row_filler *f, size_t step, size_t position)
{
    const zks_step *at = &f->table->steps[step];
    return at->kind == ZKS_STEP_OPEN ? at->first : f->table->uses[f->step_uses[step].begin + position].constraint;
}

static void make_due(zks_row_filler *f, size_t step)
{
    if (f->is_due[step])
        return;
    f->is_due[step] = true;
    f->due[f->due_count++] = step;
}

static void touch(zks_row_filler *f, size_t constraint)
{
    if (f->is_touched[constraint])
        return;
    f->is_touched[constraint] = true;
    f->touched[f->touched_count++] = constraint;
    for (size_t i = f->first_defined[constraint]; i < f->first_defined[constraint + 1]; i++)
        make_due(f, f->defined[i]);
}

/* results += sign * value, in every constraint the column stands in. */
static void apply(zks_row_filler *f, const zks_value *value, int sign)
{
    const zks_table *table = f->table;
    mpz_t integer;
    mpz_roinit_n(integer, value->limb, 4);
    for (size_t i = table->first_use[value->column]; i < table->first_use[value->column + 1]; i++) {
        const zks_use *use = &table->uses[i];
        touch(f, use->constraint);
        (sign > 0 ? mpz_addmul : mpz_submul)(f->results[use->constraint], use->term->coefficient, integer);
    }
}

static bool is_zero(const zks_value *value)
{
    return (value->limb[0] | value->limb[1] | value->limb[2] | value->limb[3]) == 0;
}

static void set_filled(zks_row_filler *f, uint32_t column, const uint64_t limb[4])
{
    memcpy(f->filled[column].limb, limb, sizeof f->filled[column].limb);
    f->holds[column] = !is_zero(&f->filled[column]);
}

/* Takes the columns of all steps that are due out of the constraints, and makes due what comes of it. */
static void open_due(zks_row_filler *f)
{
    static const uint64_t zero[4] = {0};
    while (f->opened_count < f->due_count) {
        size_t step = f->due[f->opened_count++];
        uint32_t column = f->table->steps[step].column;
        if (f->holds[column])
            apply(f, &f->filled[column], -1);
        set_filled(f, column, zero);
        for (size_t i = 0; i < defining_count(f, step); i++)
            touch(f, defining_constraint(f, step, i));
    }
}

static void run_step(zks_row_filler *f, size_t step)
{
    const zks_step *at = &f->table->steps[step];
    uint64_t limb[4] = {0};
    zks_step_value(f->value, &f->scratch, at, f->step_uses[step], f->results);
    bool overflows = mpz_sizeinbase(f->value, 2) > 8 * (size_t)f->table->columns[at->column].width;
    f->overflow_count += overflows;
    f->overflow_count -= f->overflows[step];
    f->overflows[step] = overflows;
    if (overflows || mpz_sgn(f->value) == 0)
        return;
    mpz_export(limb, NULL, -1, sizeof *limb, 0, 0, f->value);
    set_filled(f, at->column, limb);
    zks_wipe(limb, sizeof limb);
    apply(f, &f->filled[at->column], 1);
}

/* Runs the steps that are due, in order. What one makes due stands after it. */
static void run_due(zks_row_filler *f)
{
    open_due(f);
    for (size_t next = 0; next < f->table->step_count;) {
        const bool *due = memchr(f->is_due + next, true, f->table->step_count - next);
        if (!due)
            return;
        next = (size_t)(due - f->is_due);
        run_step(f, next++);
        open_due(f);
    }
}

/* Makes everything that was touched as the empty row has it. */
static void restore(zks_row_filler *f)
{
    for (size_t i = 0; i < f->touched_count; i++) {
        mpz_set(f->results[f->touched[i]], f->empty_results[f->touched[i]]);
        f->is_touched[f->touched[i]] = false;
    }
    for (size_t i = 0; i < f->due_count; i++) {
        size_t step = f->due[i];
        uint32_t column = f->table->steps[step].column;
        set_filled(f, column, f->empty[column].limb);
        f->overflow_count += f->empty_overflows[step];
        f->overflow_count -= f->overflows[step];
        f->overflows[step] = f->empty_overflows[step];
        f->is_due[step] = false;
    }
    f->touched_count = f->due_count = f->opened_count = 0;
}

/* Count, prefix sums, fill; as circuits/uses.c. */
static void index_defined(zks_row_filler *f)
{
    size_t *next = f->first_defined;
    for (size_t step = 0; step < f->table->step_count; step++)
        for (size_t i = 0; i < defining_count(f, step); i++)
            next[defining_constraint(f, step, i) + 2]++;
    for (size_t c = 2; c < f->table->constraint_count + 2; c++)
        next[c] += next[c - 1];
    for (size_t step = 0; step < f->table->step_count; step++)
        for (size_t i = 0; i < defining_count(f, step); i++)
            f->defined[next[defining_constraint(f, step, i) + 1]++] = step;
}

static size_t count_defining(zks_row_filler *f)
{
    size_t count = 0;
    for (size_t step = 0; step < f->table->step_count; step++) {
        f->step_uses[step] = zks_step_uses_of(f->table, &f->table->steps[step]);
        count += defining_count(f, step);
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

/* The empty row: every step runs. */
static void fill_empty(zks_row_filler *f)
{
    for (size_t column = 0; column < f->columns; column++)
        f->filled[column].column = (uint32_t)column;
    for (size_t step = 0; step < f->table->step_count; step++)
        make_due(f, step);
    run_due(f);
    for (size_t c = 0; c < f->table->constraint_count; c++)
        mpz_set(f->empty_results[c], f->results[c]);
    memcpy(f->empty, f->filled, f->columns * sizeof *f->empty);
    memcpy(f->empty_overflows, f->overflows, f->table->step_count * sizeof *f->empty_overflows);
    restore(f);
}

zks_row_filler *zks_row_filler_new(const zks_table *table)
{
    zks_row_filler *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->table = table;
    f->columns = zks_columns_before_slacks(table);
    f->given = table->scope == ZKS_SCOPE_POOL ? table->committed_count : table->ledger_count;
    mpz_init2(f->value, ZKS_RESULT_LIMBS * GMP_NUMB_BITS);
    bool has_scratch = zks_step_scratch_init(&f->scratch, table);
    if (!has_scratch || !allocate(f)) {
        zks_row_filler_free(f);
        return NULL;
    }
    init_integers(f);
    index_defined(f);
    fill_empty(f);
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

/* The given values, then what is filled. */
static zks_filled_row hand_out(zks_row_filler *f, size_t count)
{
    zks_filled_row row = {.count = count, .committed = count, .values = f->values, .overflow = -1};
    row.results = (const mpz_t *)f->results;
    for (size_t column = f->given; column < f->columns; column++) {
        const bool *held = memchr(f->holds + column, true, f->columns - column);
        if (!held)
            break;
        column = (size_t)(held - f->holds);
        row.committed += column < f->table->committed_count;
        f->values[row.count++] = f->filled[column];
    }
    if (f->overflow_count > 0) {
        const bool *overflow = memchr(f->overflows, true, f->table->step_count);
        row.overflow = (long)f->table->steps[overflow - f->overflows].column;
    }
    return row;
}

zks_filled_row zks_row_fill(zks_row_filler *f, const zks_value *values, size_t count)
{
    size_t held = 0;
    restore(f);
    for (size_t i = 0; i < count; i++) {
        assert(values[i].column < f->given && (i == 0 || values[i - 1].column < values[i].column));
        if (is_zero(&values[i]))
            continue;
        apply(f, &values[i], 1);
        f->values[held++] = values[i];
    }
    run_due(f);
    return hand_out(f, held);
}
