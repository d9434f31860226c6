#include "circuits/row_steps.h"

#include "crypto/secret.h"

#include <assert.h>
#include <stdlib.h>

/* The first of a column's uses in a constraint not before this one. */
static size_t first_use_from(const zks_table *table, uint32_t column, size_t constraint)
{
    size_t low = table->first_use[column], high = table->first_use[column + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->uses[middle].constraint < constraint)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

zks_step_uses zks_step_uses_of(const zks_table *table, const zks_step *step)
{
    return (zks_step_uses){first_use_from(table, step->column, step->first),
                           first_use_from(table, step->column, step->first + step->count)};
}

void zks_wipe_integer(mpz_t integer)
{
    zks_wipe(mpz_limbs_modify(integer, ZKS_RESULT_LIMBS), ZKS_RESULT_LIMBS * sizeof(mp_limb_t));
    mpz_clear(integer);
}

bool zks_step_scratch_init(zks_step_scratch *scratch, const zks_table *table)
{
    *scratch = (zks_step_scratch){.table = table};
    mpz_init2(scratch->quotient, ZKS_RESULT_LIMBS * GMP_NUMB_BITS);
    mpz_init2(scratch->limit, ZKS_RESULT_LIMBS * GMP_NUMB_BITS);
    size_t most = 0;
    for (size_t i = 0; i < table->step_count; i++)
        if (table->steps[i].kind == ZKS_STEP_ORDER && table->steps[i].count > most)
            most = table->steps[i].count;
    scratch->choices = malloc((most + 1) * sizeof *scratch->choices);
    scratch->sorted = malloc((most + 1) * sizeof *scratch->sorted);
    if (!scratch->choices || !scratch->sorted)
        return false;
    for (; scratch->choice_count < most; scratch->choice_count++)
        mpz_init2(scratch->choices[scratch->choice_count], ZKS_RESULT_LIMBS * GMP_NUMB_BITS);
    return true;
}

void zks_step_scratch_clear(zks_step_scratch *scratch)
{
    for (size_t i = 0; i < scratch->choice_count; i++)
        zks_wipe_integer(scratch->choices[i]);
    free(scratch->choices);
    free(scratch->sorted);
    zks_wipe_integer(scratch->quotient);
    zks_wipe_integer(scratch->limit);
}

/* The least value with which  coefficient * value + result >= 0  where the coefficient is positive, 0 where all hold
 * already. */
static void least_value(mpz_t out, zks_step_scratch *scratch, zks_step_uses uses, const mpz_t *results)
{
    mpz_set_ui(out, 0);
    for (size_t i = uses.begin; i < uses.end; i++) {
        const zks_use *use = &scratch->table->uses[i];
        if (mpz_sgn(use->term->coefficient) < 0 || mpz_sgn(results[use->constraint]) >= 0)
            continue;
        mpz_fdiv_q(scratch->quotient, results[use->constraint], use->term->coefficient);
        mpz_neg(scratch->quotient, scratch->quotient);
        if (mpz_cmp(scratch->quotient, out) > 0)
            mpz_set(out, scratch->quotient);
    }
}

/* The largest value with which  coefficient * value + result >= 0  where the coefficient is negative. False where no
 * such constraint limits it. */
static bool largest_value(mpz_t out, zks_step_scratch *scratch, zks_step_uses uses, const mpz_t *results)
{
    bool limited = false;
    for (size_t i = uses.begin; i < uses.end; i++) {
        const zks_use *use = &scratch->table->uses[i];
        if (mpz_sgn(use->term->coefficient) > 0)
            continue;
        mpz_cdiv_q(scratch->quotient, results[use->constraint], use->term->coefficient);
        mpz_neg(scratch->quotient, scratch->quotient);
        if (!limited || mpz_cmp(scratch->quotient, out) < 0)
            mpz_set(out, scratch->quotient);
        limited = true;
    }
    if (limited && mpz_sgn(out) < 0)
        mpz_set_ui(out, 0);
    return limited;
}

static int compare_choices(const void *left, const void *right)
{
    mpz_t *const *a = left, *const *b = right;
    return mpz_cmp(**a, **b);
}

/* E_j in units of nu: the constraint gives -E_j (largest) or E_j (smallest) times what nu is multiplied by. */
static void ordered_value(mpz_t out, zks_step_scratch *scratch, const zks_step *step, zks_step_uses uses,
                          const mpz_t *results)
{
    assert(uses.end - uses.begin == step->count && step->count <= scratch->choice_count);
    for (size_t j = 0; j < step->count; j++) {
        const zks_use *use = &scratch->table->uses[uses.begin + j];
        mpz_divexact(scratch->choices[j], results[use->constraint], use->term->coefficient);
        mpz_neg(scratch->choices[j], scratch->choices[j]);
        scratch->sorted[j] = &scratch->choices[j];
    }
    qsort(scratch->sorted, step->count, sizeof *scratch->sorted, compare_choices);
    mpz_set(out, *scratch->sorted[step->at_most ? step->rank - 1 : step->count - step->rank]);
    if (mpz_sgn(out) < 0)
        mpz_set_ui(out, 0);
}

void zks_step_value(mpz_t out, zks_step_scratch *scratch, const zks_step *step, zks_step_uses uses,
                    const mpz_t *results)
{
    switch (step->kind) {
    case ZKS_STEP_LEAST:
        least_value(out, scratch, uses, results);
        if (largest_value(scratch->limit, scratch, uses, results) && mpz_cmp(scratch->limit, out) < 0)
            mpz_set(out, scratch->limit);
        break;
    case ZKS_STEP_LARGEST:
        if (!largest_value(out, scratch, uses, results))
            mpz_set_ui(out, 0);
        break;
    case ZKS_STEP_OPEN:
        mpz_set_ui(out, (step->at_most ? mpz_sgn(results[step->first]) : -mpz_sgn(results[step->first])) > 0);
        break;
    case ZKS_STEP_ORDER:
        ordered_value(out, scratch, step, uses, results);
        break;
    }
}
