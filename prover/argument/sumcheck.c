/* Step 4: the masked sumcheck, on the live cells only (live.h).
 *
 * With h' = h - 1/alpha both d and h' vanish wherever there is no digit, and folding keeps them at zero there: h = h' +
 * 1/alpha all along. So
 *
 *   F = eq ( h' (alpha + d) + d/alpha ) + beta h' + beta/alpha + gamma eq_row W d + lambda g
 *
 * and a run of zero cells costs nothing but its share of the constant beta/alpha.
 *
 * The factors of eq for the bound variables and for the current one stay outside the sums (Gruen 2024; Dao, Thaler
 * 2024): inside are only polynomials of degree 2, known by their values at 0 and 1 and their leading coefficient.
 */
#include "prover/argument/live.h"

#include <string.h>

typedef struct {
    zks_prover *p;
    zks_scalar claim, inverse_alpha;
    zks_scalar bound_eq;          /* eq of the variables bound so far, anchor against xi */
    zks_scalar bound_row_eq;      /* the same of the row's variables alone */
    zks_scalar mask_bound;        /* g_0 and the bound variables' part of g */
    zks_scalar *cell_eq, *row_eq; /* eq over the variables above the current one: cells, rows */
    zks_scalar *weights;          /* W over the unbound cell bits; once they are used up, twice the one value left */
    zks_live live;
} sumcheck;

/* out = a + x (b - a) */
static void interpolate(zks_scalar *out, const zks_scalar *a, const zks_scalar *b, const zks_scalar *x)
{
    zks_scalar slope;
    zks_scalar_sub(&slope, b, a);
    zks_scalar_mul(&slope, &slope, x);
    zks_scalar_add(out, a, &slope);
}

static void quadratic_at(zks_scalar *out, const zks_quadratic *q, const zks_scalar *x)
{
    /* at0 + x (at1 - at0 - leading) + x^2 leading */
    zks_scalar slope;
    zks_scalar_mul(out, x, &q->leading);
    zks_scalar_sub(&slope, &q->at1, &q->at0);
    zks_scalar_sub(&slope, &slope, &q->leading);
    zks_scalar_add(out, out, &slope);
    zks_scalar_mul(out, out, x);
    zks_scalar_add(out, out, &q->at0);
}

/* The sum over the unbound variables of lambda g, with the current one at x; `left` variables stand above it. */
static void mask_at(zks_scalar *out, const sumcheck *s, unsigned round, const zks_scalar *x)
{
    const zks_prover *p = s->p;
    unsigned left = p->shape->rounds - round - 1;
    zks_scalar here = s->mask_bound, power = zks_scalar_one, rest = zks_scalar_zero;
    for (unsigned k = 1; k <= 3; k++) {
        zks_scalar_mul(&power, &power, x);
        zks_scalar_add_product(&here, &p->mask[3 * round + k], &power);
    }
    for (size_t k = 3 * (size_t)round + 4; k <= 3 * (size_t)p->shape->rounds; k++)
        zks_scalar_add(&rest, &rest, &p->mask[k]);
    /* 2^left here + 2^(left-1) rest */
    zks_scalar_half(&rest, &rest);
    zks_scalar_add(&here, &here, &rest);
    for (unsigned i = 0; i < left; i++)
        zks_scalar_add(&here, &here, &here);
    zks_scalar_mul(out, &here, &p->challenges.lambda);
}

/* The round polynomial at x. */
static void round_at(zks_scalar *out, const sumcheck *s, const zks_pair_sums *sums, unsigned round, const zks_scalar *x)
{
    const zks_prover *p = s->p;
    const zks_challenges *c = &p->challenges;
    zks_scalar current, inner, term, constraint;

    /* eq of the current variable */
    zks_eq_point(&current, &c->anchor[round], x, 1);

    quadratic_at(&inner, &sums->product, x);
    interpolate(&term, &sums->h_at0, &sums->h_at1, x);
    zks_scalar_add_product(&inner, &term, &c->alpha);
    interpolate(&term, &sums->d_at0, &sums->d_at1, x);
    zks_scalar_add_product(&inner, &term, &s->inverse_alpha);
    zks_scalar_mul(&inner, &inner, &s->bound_eq);
    zks_scalar_mul(&inner, &inner, &current);

    /* eq(rho, row) has bound factors only while the row is being bound. */
    quadratic_at(&constraint, &sums->constraint, x);
    if (round >= p->shape->cell_bits) {
        zks_scalar_mul(&constraint, &constraint, &s->bound_row_eq);
        zks_scalar_mul(&constraint, &constraint, &current);
    }
    zks_scalar_add_product(&inner, &constraint, &c->gamma);

    interpolate(&term, &sums->plain0, &sums->plain1, x);
    zks_scalar_add_product(&inner, &term, &c->beta);
    zks_scalar_mul(&term, &c->beta, &s->inverse_alpha);
    for (unsigned i = round + 1; i < p->shape->rounds; i++)
        zks_scalar_add(&term, &term, &term);
    zks_scalar_add(&inner, &inner, &term);
    mask_at(&term, s, round, x);
    zks_scalar_add(out, &inner, &term);
}

/* Sends the round, draws its challenge and moves what does not depend on the nodes. */
static void finish_round(sumcheck *s, const zks_pair_sums *sums, unsigned round)
{
    zks_prover *p = s->p;
    zks_challenges *c = &p->challenges;
    zks_word *sent = p->proof + p->shape->at.rounds + 3 * (size_t)round;
    zks_scalar at[4], point;
    for (uint64_t x = 0; x < 4; x++)
        if (x != 1) {
            zks_scalar_from_u64(&point, x);
            round_at(&at[x], s, sums, round, &point);
        }
    zks_scalar_sub(&at[1], &s->claim, &at[0]);
    zks_scalar_encode(sent[0], &at[0]);
    zks_scalar_encode(sent[1], &at[2]);
    zks_scalar_encode(sent[2], &at[3]);
    zks_schedule_round(&p->transcript, p->shape, p->proof, round, c);

    const zks_scalar *xi = &c->xi[round];
    zks_cubic_at(&s->claim, at, xi);
    zks_eq_point(&point, &c->anchor[round], xi, 1);
    zks_scalar_mul(&s->bound_eq, &s->bound_eq, &point);
    if (round >= p->shape->cell_bits)
        zks_scalar_mul(&s->bound_row_eq, &s->bound_row_eq, &point);
    zks_scalar power = zks_scalar_one;
    for (unsigned k = 1; k <= 3; k++) {
        zks_scalar_mul(&power, &power, xi);
        zks_scalar_add_product(&s->mask_bound, &p->mask[3 * round + k], &power);
    }
}

/* table[i] of `size` becomes table[2i] + table[2i+1]: eq over one variable fewer. */
static void drop_lowest(zks_scalar *table, size_t size)
{
    for (size_t i = 0; i < size / 2; i++)
        zks_scalar_add(&table[i], &table[2 * i], &table[2 * i + 1]);
}

static void bind_lowest(zks_scalar *table, size_t size, const zks_scalar *x)
{
    for (size_t i = 0; i < size / 2; i++)
        interpolate(&table[i], &table[2 * i], &table[2 * i + 1], x);
}

static bool bind_cell_bit(sumcheck *s, unsigned round)
{
    zks_prover *p = s->p;
    size_t size = p->shape->padded_cells >> round;
    zks_pair_sums sums = {0};
    drop_lowest(s->cell_eq, size);
    zks_live_weights weights = {.row_weight = p->rows_eq,
                                .cell_weight = s->cell_eq,
                                .constraint_weight = s->weights,
                                .cell_bits = p->shape->cell_bits - round - 1};
    zks_live_sum(&s->live, &weights, &sums, p->threads);
    finish_round(s, &sums, round);
    bind_lowest(s->weights, size, &p->challenges.xi[round]);
    return zks_live_bind(&s->live, &p->challenges.xi[round], p->threads);
}

/* One cell is left, of weight 1 and the same W on both sides of every pair. */
static bool bind_row_bit(sumcheck *s, unsigned round)
{
    zks_prover *p = s->p;
    zks_pair_sums sums = {0};
    drop_lowest(s->row_eq, p->shape->padded_rows >> (round - p->shape->cell_bits));
    zks_live_weights weights = {
        .row_weight = s->row_eq, .cell_weight = &zks_scalar_one, .constraint_weight = s->weights};
    zks_live_sum(&s->live, &weights, &sums, p->threads);
    finish_round(s, &sums, round);
    return zks_live_bind(&s->live, &p->challenges.xi[round], p->threads);
}

static bool bind_all(sumcheck *s)
{
    bool bound = true;
    unsigned cell_bits = s->p->shape->cell_bits;
    for (unsigned round = 0; bound && round < cell_bits; round++)
        bound = bind_cell_bit(s, round);
    s->bound_row_eq = zks_scalar_one;
    s->weights[1] = s->weights[0];
    for (unsigned round = cell_bits; bound && round < s->p->shape->rounds; round++)
        bound = bind_row_bit(s, round);
    return bound;
}

static void make_small(zks_scalar small[256])
{
    for (uint64_t v = 0; v < 256; v++)
        zks_scalar_from_u64(&small[v], v);
}

/* sum_i eq(rho, i) value[i][column], from the digits. */
static void open_column(const zks_prover *p, const zks_scalar small[256], size_t column, zks_scalar *out)
{
    zks_scalar place = zks_scalar_one, base, sum;
    size_t row_mask = p->shape->padded_rows - 1;
    zks_scalar_from_u64(&base, 256);
    *out = zks_scalar_zero;
    for (size_t t = 0; t < p->system->width[column]; t++) {
        size_t cell = p->system->first_cell[column] + t;
        sum = zks_scalar_zero;
        for (size_t i = p->cell_start[cell]; i < p->cell_start[cell + 1]; i++)
            zks_scalar_add_product(&sum, &p->rows_eq[p->column[i] & row_mask], &small[p->digit[i]]);
        zks_scalar_add_product(out, &sum, &place);
        zks_scalar_mul(&place, &place, &base);
    }
}

/* y_a, and that of the id. */
static void open_committed(zks_prover *p, const zks_scalar small[256])
{
    for (size_t a = 0; a < p->shape->committed; a++)
        open_column(p, small, a, &p->openings[a]);
    zks_scalar *id = &p->openings[p->shape->committed];
    *id = zks_scalar_zero;
    for (size_t i = 0; i < p->shape->rows; i++)
        zks_scalar_add_product(id, &p->rows_eq[i], &p->witness->id[i]);
}

/* What P_R opens to: the external columns and their blindings, each times its power of kappa'. */
static void open_external(zks_prover *p, const zks_scalar small[256])
{
    const zks_scalar *kappa_prime = &p->challenges.kappa_prime;
    zks_scalar power = *kappa_prime, value;
    for (size_t a = 0; a < p->shape->committed; a++)
        zks_scalar_mul(&power, &power, kappa_prime);
    p->reserve = p->reserve_blinding = zks_scalar_zero;
    for (size_t j = 0; j < p->shape->external; j++) {
        open_column(p, small, p->shape->committed + j, &value);
        zks_scalar_add_product(&p->reserve, &power, &value);
        zks_scalar_add_product(&p->reserve_blinding, &power, &p->witness->external_blinding[j]);
        zks_scalar_mul(&power, &power, kappa_prime);
    }
}

/* S' = beta sum m_v/(alpha+v) + gamma ( sum kappa'^(a+1) y_a + z_R - const e_N ) + lambda sum g */
static void claimed_sum(zks_prover *p, zks_scalar *claim)
{
    const zks_challenges *c = &p->challenges;
    zks_scalar sum = zks_scalar_zero, power = c->kappa_prime, mask = zks_scalar_zero, term;
    for (size_t a = 0; a < p->shape->committed; a++) {
        zks_scalar_add_product(&sum, &power, &p->openings[a]);
        zks_scalar_mul(&power, &power, &c->kappa_prime);
    }
    zks_scalar_add(&sum, &sum, &p->reserve);
    zks_scalar_mul(&term, &p->constant, &p->real_rows);
    zks_scalar_sub(&sum, &sum, &term);
    zks_scalar_mul(claim, &sum, &c->gamma);

    sum = zks_scalar_zero;
    for (size_t v = 0; v < 256; v++)
        zks_scalar_add_product(&sum, &p->multiplicity[v], &p->reciprocal[v]);
    zks_scalar_add_product(claim, &sum, &c->beta);

    for (size_t k = 1; k <= 3 * (size_t)p->shape->rounds; k++)
        zks_scalar_add(&mask, &mask, &p->mask[k]);
    zks_scalar_half(&mask, &mask);
    zks_scalar_add(&mask, &mask, &p->mask[0]);
    for (unsigned i = 0; i < p->shape->rounds; i++)
        zks_scalar_add(&mask, &mask, &mask);
    zks_scalar_add_product(claim, &mask, &c->lambda);
}

static bool start_live(sumcheck *s)
{
    const zks_prover *p = s->p;
    zks_node of_digit[256];
    for (uint64_t v = 0; v < 256; v++) {
        zks_scalar_from_u64(&of_digit[v].d, v);
        zks_scalar_sub(&of_digit[v].h, &p->reciprocal[v], &p->reciprocal[0]);
    }
    return zks_live_start(&s->live, p->shape, p->witness, of_digit);
}

static bool sumcheck_make(sumcheck *s, zks_prover *p)
{
    const zks_shape *shape = p->shape;
    *s = (sumcheck){.p = p, .inverse_alpha = p->reciprocal[0], .bound_eq = zks_scalar_one, .mask_bound = p->mask[0]};
    s->cell_eq = zks_witness_new(shape->padded_cells, sizeof *s->cell_eq);
    s->row_eq = zks_witness_new(shape->padded_rows, sizeof *s->row_eq);
    s->weights = zks_witness_new(shape->padded_cells + 1, sizeof *s->weights);
    return s->cell_eq != NULL && s->row_eq != NULL && s->weights != NULL && start_live(s);
}

static void sumcheck_clear(sumcheck *s)
{
    zks_witness_free(s->cell_eq);
    zks_witness_free(s->row_eq);
    zks_witness_free(s->weights);
    zks_live_clear(&s->live);
}

/* W, const, eq(rho, .), e_N, the openings y and z_R. */
static void weigh(zks_prover *p)
{
    const zks_shape *shape = p->shape;
    const zks_challenges *c = &p->challenges;
    zks_scalar small[256];
    zks_cell_weights(p->cell_weights, shape->padded_cells, &p->constant, p->system, &c->kappa, &c->kappa_prime);
    zks_eq_table(p->rows_eq, c->anchor + shape->cell_bits, shape->row_bits);
    p->real_rows = zks_scalar_zero;
    for (size_t i = 0; i < shape->rows; i++)
        zks_scalar_add(&p->real_rows, &p->real_rows, &p->rows_eq[i]);
    make_small(small);
    open_committed(p, small);
    open_external(p, small);
}

/* What is left when every variable is bound: one node, or none. */
static void take_end(sumcheck *s)
{
    zks_prover *p = s->p;
    const zks_live *live = &s->live;
    zks_node end = {zks_scalar_zero, zks_scalar_zero};
    if (live->count > 0)
        end = live->nodes[live->digit != NULL ? live->digit[0] : 1];
    p->last = s->claim;
    p->end_d = end.d;
    zks_scalar_add(&p->end_h, &end.h, &s->inverse_alpha);
}

zks_status zks_prover_sumcheck(zks_prover *p)
{
    const zks_shape *shape = p->shape;
    sumcheck s;
    bool done = sumcheck_make(&s, p);
    if (done) {
        weigh(p);
        zks_eq_table(s.cell_eq, p->challenges.anchor, shape->cell_bits);
        memcpy(s.row_eq, p->rows_eq, shape->padded_rows * sizeof *s.row_eq);
        memcpy(s.weights, p->cell_weights, shape->padded_cells * sizeof *s.weights);
        claimed_sum(p, &s.claim);
        zks_scalar_encode(p->proof[shape->at.sum], &s.claim);
        zks_schedule_sum(&p->transcript, shape, p->proof);
        done = bind_all(&s);
    }
    if (done)
        take_end(&s);
    sumcheck_clear(&s);
    return done ? ZKS_OK : ZKS_ERROR_MEMORY;
}
