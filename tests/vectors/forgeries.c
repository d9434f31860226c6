/* Commitments and digits that say different things, digits that are none, components hidden along another basis, each
 * proved by the dense prover as well as it can be (tests/argument/dense_prover.h); and proofs of the truth for another
 * place in the transcript. */
#include "chapters.h"

#include "specimen.h"

#include <string.h>

static void add(zks_scalar *acc, const zks_scalar *x)
{
    zks_scalar_add(acc, acc, x);
}

static zks_scalar integer(int64_t x)
{
    zks_scalar scalar;
    zks_scalar_from_i64(&scalar, x);
    return scalar;
}

static void add_integer(zks_scalar *acc, int64_t x)
{
    zks_scalar term = integer(x);
    add(acc, &term);
}

/* a / b */
static zks_scalar quotient(const zks_scalar *a, const zks_scalar *b)
{
    zks_scalar q;
    zks_scalar_invert(&q, b);
    zks_scalar_mul(&q, &q, a);
    return q;
}

/* ---- commitments that hold something else ---- */

static void truth(specimen *s)
{
    (void)s;
}

static void hold_minus_one(specimen *s, size_t row)
{
    *specimen_held(s, row, 0) = integer(-1);
    memset(specimen_digits(s, row, 0), 0, s->account_table->columns[0].width);
    specimen_commit(s);
}

static void first_holds_minus_one(specimen *s)
{
    hold_minus_one(s, 0);
}

static void fourth_holds_minus_one(specimen *s)
{
    hold_minus_one(s, 3);
}

static void last_holds_minus_one(specimen *s)
{
    hold_minus_one(s, s->accounts.rows - 1);
}

static void one_less_held(specimen *s)
{
    size_t row = 4;
    add_integer(specimen_held(s, row, 1), -1);
    specimen_commit(s);
}

static void columns_exchanged(specimen *s)
{
    size_t row = 0;
    zks_scalar first = *specimen_held(s, row, 0);
    *specimen_held(s, row, 0) = *specimen_held(s, row, 1);
    *specimen_held(s, row, 1) = first;
    specimen_commit(s);
}

/* The next generator behind those of the columns. */
static void column_outside(specimen *s)
{
    zks_point point;
    MUST(zks_point_decode(&point, s->accounts_bin));
    zks_point_add_niels(&point, &point, &specimen_generators()->a[s->account_table->committed_count]);
    zks_point_encode(s->accounts_bin, &point);
    specimen_root(s);
}

enum { SHIFT = 100000000 };

/* The accounts of the first segment hold one coin less than the digits say. */
static void shifted_balances(specimen *s)
{
    for (size_t row = 0; row < s->segments.segment_rows; row++)
        add_integer(specimen_held(s, row, 0), -SHIFT);
    specimen_commit(s);
}

static void first_holds_minus_five(specimen *s)
{
    *specimen_held(s, 0, 0) = integer(-5);
    memset(specimen_digits(s, 0, 0), 0, s->account_table->columns[0].width);
    specimen_commit(s);
}

/* ---- digits that are none ---- */

static zks_scalar *digit_at(dense_prover *p, size_t row, size_t cell)
{
    return &p->digit[cell * p->shape->padded_rows + row];
}

static void lowest_digit_minus_one(dense_prover *p, size_t row)
{
    *digit_at(p, row, 0) = integer(-1);
}

static void first_digit_minus_one(dense_prover *p)
{
    lowest_digit_minus_one(p, 0);
}

static void last_digit_minus_one(dense_prover *p)
{
    lowest_digit_minus_one(p, p->shape->rows - 1);
}

static void first_digit_minus_five(dense_prover *p)
{
    *digit_at(p, 0, 0) = integer(-5);
}

/* The same value with one unit of the digit above taken from it. */
static void borrowed(dense_prover *p)
{
    size_t row = 0, cell = 1;
    while (zks_scalar_is_zero(digit_at(p, row, cell))) {
        row = (row + 1) % p->shape->rows;
        cell += row == 0;
        MUST(cell < p->system->width[0]);
    }
    add_integer(digit_at(p, row, cell), -1);
    add_integer(digit_at(p, row, cell - 1), 256);
}

/* The same value with one unit of the digit above lent to it. */
static void lent(dense_prover *p)
{
    add_integer(digit_at(p, 0, 1), 1);
    add_integer(digit_at(p, 0, 0), -256);
}

/* The same value with half of the digit above. */
static void halved(dense_prover *p)
{
    zks_scalar half;
    zks_scalar_half(&half, &zks_scalar_one);
    add(digit_at(p, 0, 1), &half);
    add_integer(digit_at(p, 0, 0), -128);
}

static void one_more_zero_counted(dense_prover *p)
{
    add_integer(&p->multiplicities[p->shape->basis.m], 1);
}

static void first_reciprocal_wrong(dense_prover *p)
{
    add_integer(&p->reciprocal[0], 1);
    add_integer(&p->reciprocal_rows[0], 1);
}

/* ---- components along another basis (docs/protocol.md, section 5, step 6) ---- */

static void shift_rows(const dense_prover *p, zks_scalar *rows)
{
    MUST(p->shape->matrix_rows == p->shape->all_matrix_rows); /* so that their weights add up to 1 */
    for (size_t k = 0; k < p->shape->matrix_rows; k++)
        add_integer(&rows[k * p->positions + p->shape->basis.a], SHIFT);
}

static void shift_in_multiplicities(dense_prover *p)
{
    add_integer(&p->multiplicities[p->shape->basis.a], SHIFT);
}

static void shift_in_digits(dense_prover *p)
{
    shift_rows(p, p->digit_rows);
}

static void shift_in_reciprocals(dense_prover *p)
{
    shift_rows(p, p->reciprocal_rows);
}

/* Chosen when it is known by how much the sum is off. */
static void balance_in_mask(dense_prover *p)
{
    zks_scalar defect, weight;
    dense_defect(p, &defect);
    zks_scalar_mul(&weight, &p->challenges.gamma, &p->challenges.kappa_prime);
    zks_scalar missing = quotient(&defect, &weight);
    add(&p->mask[p->shape->basis.a], &missing);
}

/* m_0 / alpha makes up for the reciprocals of digits that no multiplicity counts. */
static void multiplicity_in_mask(dense_prover *p)
{
    zks_scalar defect, weight;
    dense_defect(p, &defect);
    weight = quotient(&p->challenges.beta, &p->challenges.alpha);
    zks_scalar missing = quotient(&defect, &weight);
    add(&p->mask[p->shape->basis.m], &missing);
}

static void component_in_end_value(dense_prover *p)
{
    zks_scalar *end = p->ends + p->positions;
    add_integer(&end[p->q], SHIFT);
    for (size_t c = 0; c < p->shape->row_length; c++)
        add_integer(&end[c], SHIFT);
}

/* ---- the table ---- */

typedef struct {
    const char *name, *recipe;
    void (*prepare)(specimen *s);
    specimen_lie lie;
    zks_status expect;
    const char *comment;
} forgery;

static const forgery forgeries[] = {
    {"digit-256",
     "spot-9",
     truth,
     {.table = 1, .witness = borrowed},
     ZKS_REJECT_OPENING,
     "a digit of 256 or more, the value being what is committed"},
    {"digit-below-zero",
     "spot-9",
     truth,
     {.table = 2, .witness = lent},
     ZKS_REJECT_OPENING,
     "a digit below zero, the value being what is committed"},
    {"digit-half",
     "spot-9",
     truth,
     {.table = 0, .witness = halved},
     ZKS_REJECT_OPENING,
     "a digit with a half, the value being what is committed"},
    {"digit-multiplicity",
     "spot-9",
     truth,
     {.table = 0, .cheat = {.digits = one_more_zero_counted}},
     ZKS_REJECT_OPENING,
     "one digit 0 more is counted than there are"},
    {"digit-reciprocal",
     "spot-9",
     truth,
     {.table = 3, .cheat = {.reciprocals = first_reciprocal_wrong}},
     ZKS_REJECT_OPENING,
     "a reciprocal that is none, in the pool's proof"},
    {"value-minus-one-first",
     "spot-9",
     first_holds_minus_one,
     {.table = 0, .witness = first_digit_minus_one},
     ZKS_REJECT_OPENING,
     "a balance of -1 in the first row of a segment, with a digit of -1"},
    {"value-minus-one-last",
     "spot-9",
     fourth_holds_minus_one,
     {.table = 0, .witness = last_digit_minus_one},
     ZKS_REJECT_OPENING,
     "a balance of -1 in the last row of a segment, with a digit of -1"},
    {"value-minus-one-alone",
     "spot-9",
     last_holds_minus_one,
     {.table = 2, .witness = first_digit_minus_one},
     ZKS_REJECT_OPENING,
     "a balance of -1 in the only row of the last segment, with a digit of -1"},
    {"value-minus-one-as-zero",
     "spot-9",
     first_holds_minus_one,
     {.table = 0},
     ZKS_REJECT_OPENING,
     "a balance of -1 that the digits call 0"},
    {"value-one-less",
     "spot-9",
     one_less_held,
     {.table = 1},
     ZKS_REJECT_OPENING,
     "a commitment to one unit less than the digits say"},
    {"value-other-column",
     "spot-9",
     columns_exchanged,
     {.table = 0},
     ZKS_REJECT_OPENING,
     "the commitment has two balances exchanged"},
    {"value-outside",
     "spot-9",
     column_outside,
     {.table = 0},
     ZKS_REJECT_OPENING,
     "the commitment has a component along the generator of a column that the circuit does not have"},

    {"basis-multiplicities",
     "spot-9",
     shifted_balances,
     {.table = 0, .cheat = {.digits = shift_in_multiplicities}},
     ZKS_REJECT_OPENING,
     "balances of a segment off by one coin, hidden in Mc"},
    {"basis-digits",
     "spot-9",
     shifted_balances,
     {.table = 0, .cheat = {.digits = shift_in_digits}},
     ZKS_REJECT_OPENING,
     "balances of a segment off by one coin, hidden in D"},
    {"basis-reciprocals",
     "spot-9",
     shifted_balances,
     {.table = 0, .cheat = {.reciprocals = shift_in_reciprocals}},
     ZKS_REJECT_OPENING,
     "balances of a segment off by one coin, hidden in E"},
    {"basis-mask",
     "spot-9",
     shifted_balances,
     {.table = 0, .cheat = {.mask = balance_in_mask}},
     ZKS_REJECT_OPENING,
     "balances of a segment off by one coin, hidden in Gc after the challenges"},
    {"basis-mask-multiplicity",
     "spot-9",
     first_holds_minus_five,
     {.table = 0, .witness = first_digit_minus_five, .cheat = {.mask = multiplicity_in_mask}},
     ZKS_REJECT_OPENING,
     "a digit of -5, its missing multiplicity hidden in Gc after the challenges"},
    {"basis-end-value",
     "spot-9",
     truth,
     {.table = 1, .cheat = {.ends = component_in_end_value}},
     ZKS_REJECT_OPENING,
     "a component along G in V_h, made up for in its value"},

    {"transcript-role",
     "spot-9",
     truth,
     {.table = 3, .role = "account", .segment = 3},
     ZKS_REJECT_PRODUCT_FACTOR,
     "the pool's proof made in the role of an account segment"},
    {"transcript-segment",
     "spot-9",
     truth,
     {.table = 1, .role = "account", .segment = 0},
     ZKS_REJECT_PRODUCT_FACTOR,
     "the second segment's proof made for the first segment's place"},
};
enum { FORGERIES = sizeof forgeries / sizeof *forgeries };

void chapter_forgeries(book *b)
{
    for (size_t i = 0; i < FORGERIES; i++) {
        const forgery *f = &forgeries[i];
        specimen *s = specimen_new(b, f->recipe);
        f->prepare(s);
        specimen_prove(s, &f->lie);
        specimen_digest(s);
        specimen_write(s, b, &(book_entry){f->name, f->expect, (long)f->lie.table, f->comment});
        specimen_free(s);
    }
}
