/* Constraints as people write inequalities: positive coefficients on one side, negative ones on the other. */
#include "circuits/constraint.h"
#include "circuits/decimal.h"
#include "circuits/explain.h"
#include "circuits/words.h"

#include <assert.h>
#include <stdlib.h>

typedef struct {
    const zks_table *table;
    const zks_integer_constraint *constraint;
    size_t most;
    bool without_constant, exhausted;
    FILE *out;
} writer;

/* How much one human unit of the term's column counts, in human units of the form; positive. */
static void human_coefficient(mpq_t out, const writer *w, const zks_integer_term *term)
{
    mpz_ui_pow_ui(mpq_numref(out), 10, w->table->columns[term->column].decimals);
    mpz_mul(mpq_numref(out), mpq_numref(out), term->coefficient);
    mpz_set_ui(mpq_denref(out), 1);
    mpq_div(out, out, w->constraint->scale);
    mpq_abs(out, out);
}

static void put_number(writer *w, const mpq_t number)
{
    char *text = zks_decimal_from_rational(number);
    w->exhausted = w->exhausted || text == NULL;
    fputs(text != NULL ? text : "", w->out);
    free(text);
}

static void put_term(writer *w, const zks_integer_term *term)
{
    mpq_t coefficient;
    mpq_init(coefficient);
    human_coefficient(coefficient, w, term);
    if (mpq_cmp_ui(coefficient, 1, 1) != 0) {
        put_number(w, coefficient);
        fputs(" x ", w->out);
    }
    fputs(w->table->columns[term->column].name, w->out);
    mpq_clear(coefficient);
}

static void put_constant(writer *w)
{
    mpq_t constant;
    mpq_init(constant);
    mpq_set_z(constant, w->constraint->constant);
    mpq_div(constant, constant, w->constraint->scale);
    mpq_abs(constant, constant);
    put_number(w, constant);
    mpq_clear(constant);
}

/* Whether anything but zero stands for the constant on the side of this sign. */
static bool has_constant(const writer *w, int sign)
{
    return w->without_constant ? sign > 0 : mpz_sgn(w->constraint->constant) == sign;
}

/* Everything of one sign, as a positive sum; the slack has no place in it. */
static void put_side(writer *w, int sign)
{
    size_t count = 0;
    for (size_t i = 0; i < w->constraint->term_count; i++) {
        const zks_integer_term *term = &w->constraint->terms[i];
        if (mpz_sgn(term->coefficient) != sign || (long)term->column == w->constraint->slack)
            continue;
        if (count < w->most) {
            fputs(count == 0 ? "" : " + ", w->out);
            put_term(w, term);
        }
        count++;
    }
    if (count > w->most)
        fprintf(w->out, " + %zu more", count - w->most);
    if (count == 0 && !has_constant(w, sign))
        fputc('0', w->out);
    if (!has_constant(w, sign))
        return;
    fputs(count == 0 ? "" : " + ", w->out);
    if (w->without_constant)
        fputs("(pool numbers)", w->out);
    else
        put_constant(w);
}

char *zks_explain_constraint(const zks_table *table, size_t constraint, size_t most, bool without_constant)
{
    assert(constraint < table->constraint_count);
    zks_words words;
    zks_words_begin(&words);
    if (words.out == NULL)
        return NULL;
    writer w = {.table = table,
                .constraint = &table->constraints[constraint],
                .most = most,
                .without_constant = without_constant,
                .out = words.out};
    int left = w.constraint->reversed ? -1 : 1;
    put_side(&w, left);
    fputs(w.constraint->slack < 0 ? " = " : left > 0 ? " >= " : " <= ", w.out);
    put_side(&w, -left);
    char *text = zks_words_end(&words);
    if (!w.exhausted)
        return text;
    free(text);
    return NULL;
}

size_t zks_explain_constraint_bits(const zks_table *table, size_t constraint)
{
    assert(constraint < table->constraint_count);
    return zks_constraint_bits(&table->constraints[constraint], table->columns);
}
