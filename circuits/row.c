#include "circuits/row.h"

#include "circuits/row_filler.h"
#include "crypto/secret.h"

#include <assert.h>
#include <string.h>

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
        for (size_t i = 0; i < zks_defining_count(f, step); i++)
            touch(f, zks_defining_constraint(f, step, i));
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

/* Every step runs. */
void zks_row_fill_empty(zks_row_filler *f)
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

/* The given values, of which `committed` are committed, then what is filled. */
static zks_filled_row hand_out(zks_row_filler *f, size_t count, size_t committed)
{
    zks_filled_row row = {.count = count, .committed = committed, .values = f->values, .overflow = -1};
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

/* A value above zero goes behind those before it. */
static void give(zks_row_filler *f, size_t *held, const zks_value *value)
{
    if (is_zero(value))
        return;
    apply(f, value, 1);
    f->values[(*held)++] = *value;
}

zks_filled_row zks_row_fill(zks_row_filler *f, const zks_value *values, size_t count)
{
    size_t held = 0, committed = 0;
    restore(f);
    for (size_t i = 0; i < count; i++) {
        assert(values[i].column < f->given && (i == 0 || values[i - 1].column < values[i].column));
        give(f, &held, &values[i]);
        if (values[i].column < f->table->committed_count)
            committed = held;
    }
    run_due(f);
    return hand_out(f, held, committed);
}

zks_filled_row zks_row_fill_pool(zks_row_filler *f, const zks_value *totals, size_t count,
                                 const unsigned __int128 *amounts)
{
    const zks_table *table = f->table;
    size_t held = 0;
    restore(f);
    for (size_t i = 0; i < count; i++)
        give(f, &held, &totals[i]);
    size_t committed = held;
    for (size_t i = 0; i < table->external_count; i++) {
        uint32_t column = (uint32_t)(table->committed_count + i);
        zks_value value = {.column = column, .limb = {(uint64_t)amounts[i], (uint64_t)(amounts[i] >> 64)}};
        give(f, &held, &value);
        zks_wipe(&value, sizeof value);
    }
    run_due(f);
    return hand_out(f, held, committed);
}
