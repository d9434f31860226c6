#include "witness.h"

#include "circuits/row.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static mpz_t *new_integers(size_t count)
{
    mpz_t *integers = calloc(count + 1, sizeof *integers);
    assert_non_null(integers);
    for (size_t i = 0; i < count; i++)
        mpz_init(integers[i]);
    return integers;
}

static void free_integers(mpz_t *integers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mpz_clear(integers[i]);
    free(integers);
}

witness *witness_new(const zks_table *table)
{
    witness *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->table = table;
    while (w->columns < table->column_count && table->columns[w->columns].kind != ZKS_COLUMN_SLACK)
        w->columns++;
    w->value = new_integers(table->column_count);
    w->result = new_integers(table->constraint_count);
    for (size_t c = 0; c < table->constraint_count; c++)
        mpz_set(w->result[c], table->constraints[c].constant);
    return w;
}

void witness_free(witness *w)
{
    free_integers(w->value, w->table->column_count);
    free_integers(w->result, w->table->constraint_count);
    free(w);
}

void witness_copy(witness *w, const witness *from)
{
    for (size_t a = 0; a < w->table->column_count; a++)
        mpz_set(w->value[a], from->value[a]);
    for (size_t c = 0; c < w->table->constraint_count; c++)
        mpz_set(w->result[c], from->result[c]);
}

static bool is_in_range(const witness *w, size_t column)
{
    return mpz_sgn(w->value[column]) >= 0 &&
           mpz_sizeinbase(w->value[column], 2) <= 8 * (size_t)w->table->columns[column].width;
}

bool witness_move(witness *w, size_t column, const mpz_t change)
{
    mpz_add(w->value[column], w->value[column], change);
    if (!is_in_range(w, column)) {
        mpz_sub(w->value[column], w->value[column], change);
        return false;
    }
    for (size_t i = w->table->first_use[column]; i < w->table->first_use[column + 1]; i++)
        mpz_addmul(w->result[w->table->uses[i].constraint], w->table->uses[i].term->coefficient, change);
    return true;
}

bool witness_fill(witness *w, const zks_value *values, size_t count)
{
    zks_row_filler *filler = zks_row_filler_new(w->table);
    assert_non_null(filler);
    zks_filled_row row = zks_row_fill(filler, values, count);
    bool fits = row.overflow < 0;
    mpz_t change;
    mpz_init(change);
    for (size_t a = 0, next = 0; fits && a < w->columns; a++) {
        mpz_neg(change, w->value[a]);
        if (next < row.count && row.values[next].column == a) {
            mpz_t value;
            mpz_add(change, change, mpz_roinit_n(value, row.values[next++].limb, 4));
        }
        assert_true(witness_move(w, a, change));
    }
    for (size_t c = 0; fits && c < w->table->constraint_count; c++)
        assert_int_equal(mpz_cmp(w->result[c], row.results[c]), 0);
    mpz_clear(change);
    zks_row_filler_free(filler);
    witness_settle(w);
    return fits;
}

bool witness_holds(const witness *w, size_t constraint)
{
    int sign = mpz_sgn(w->result[constraint]);
    return w->table->constraints[constraint].slack >= 0 ? sign >= 0 : sign == 0;
}

void witness_settle(witness *w)
{
    for (size_t c = 0; c < w->table->constraint_count; c++) {
        long slack = w->table->constraints[c].slack;
        if (slack >= 0 && witness_holds(w, c))
            mpz_set(w->value[slack], w->result[c]);
        else if (slack >= 0)
            mpz_set_ui(w->value[slack], 0);
    }
}

static bool is_met(const witness *w, const zks_integer_constraint *constraint)
{
    mpz_t sum;
    mpz_init_set(sum, constraint->constant);
    for (size_t i = 0; i < constraint->term_count; i++)
        mpz_addmul(sum, constraint->terms[i].coefficient, w->value[constraint->terms[i].column]);
    bool met = mpz_sgn(sum) == 0;
    mpz_clear(sum);
    return met;
}

bool witness_breaks_only(const witness *w, size_t constraint)
{
    for (size_t a = 0; a < w->table->column_count; a++)
        if (!is_in_range(w, a))
            return false;
    for (size_t c = 0; c < w->table->constraint_count; c++)
        if (is_met(w, &w->table->constraints[c]) == (c == constraint))
            return false;
    return true;
}
