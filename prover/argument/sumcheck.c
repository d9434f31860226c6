/* Step 4: the masked sumcheck, on the live cells only.
 *
 * With h' = h - 1/alpha both d and h' vanish wherever there is no digit, and folding keeps them at zero there: h = h' + 1/alpha all along. So
 *
 *   F = eq ( h' (alpha + d) + d/alpha ) + beta h' + beta/alpha + gamma eq_row W d + lambda g
 *
 * and a run of zero cells costs nothing but its share of the constant beta/alpha.
 *
 * While cell bits are bound, each row keeps a list of live nodes (block of cells, d, h'), which merge two by two. When they are used up a row is
 * one node, and the row bits are bound on dense arrays. The factors of eq for bound variables and for the current one stay outside the sums
 * (Gruen 2024; Dao, Thaler 2024): inside are only quadratic polynomials, summed by their values at 0 and 1 and their leading coefficient.
 */
#include "prover/argument/prover.h"

#include <string.h>

typedef struct {
    size_t block;
    zks_scalar d, h; /* h is h' of above */
} node;

/* A polynomial of degree 2 by its values at 0 and 1 and its leading coefficient. */
typedef struct {
    zks_scalar at0, at1, leading;
} quadratic;

/* The sums of one round, over pairs of nodes (d0, h0), (d1, h1) with weight E: what the round polynomial is made of. */
typedef struct {
    quadratic product;          /* E h d */
    zks_scalar h_at0, h_at1;    /* E h */
    zks_scalar d_at0, d_at1;    /* E d */
    zks_scalar plain0, plain1;  /* h, no weight */
    quadratic constraint;       /* eq_row W d */
} round_sums;

typedef struct {
    zks_prover *p;
    zks_scalar claim, inverse_alpha;
    zks_scalar bound_eq;       /* eq of the variables bound so far, anchor against xi */
    zks_scalar mask_bound;     /* g_0 and the bound variables' part of g */
    node *nodes;               /* row i has nodes row_start[i] .. + live[i] - 1 */
    size_t *live;              /* a row */
    zks_scalar *cell_eq, *row_eq; /* eq over the variables above the current one, cells and rows */
    zks_scalar *weights;       /* W over the unbound cell bits */
    zks_scalar *d, *h;         /* a row, once the cell bits are bound */
    zks_scalar bound_row_eq;   /* eq(rho, xi) over the bound row bits */
} sumcheck;

static void add_product(zks_scalar *acc, const zks_scalar *a, const zks_scalar *b)
{
    zks_scalar product;
    zks_scalar_mul(&product, a, b);
    zks_scalar_add(acc, acc, &product);
}

/* out = a + x (b - a) */
static void interpolate(zks_scalar *out, const zks_scalar *a, const zks_scalar *b, const zks_scalar *x)
{
    zks_scalar slope;
    zks_scalar_sub(&slope, b, a);
    zks_scalar_mul(&slope, &slope, x);
    zks_scalar_add(out, a, &slope);
}

static void quadratic_at(zks_scalar *out, const quadratic *q, const zks_scalar *x)
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

/* Adds a pair with weight E to everything but the constraint's sums. */
static void add_pair(round_sums *s, const zks_scalar *weight, const zks_scalar *d0, const zks_scalar *h0,
                     const zks_scalar *d1, const zks_scalar *h1)
{
    zks_scalar weighted0, weighted1, slope_d, slope_h;
    zks_scalar_mul(&weighted0, weight, h0);
    zks_scalar_mul(&weighted1, weight, h1);
    zks_scalar_add(&s->h_at0, &s->h_at0, &weighted0);
    zks_scalar_add(&s->h_at1, &s->h_at1, &weighted1);
    add_product(&s->product.at0, &weighted0, d0);
    add_product(&s->product.at1, &weighted1, d1);
    zks_scalar_sub(&slope_h, &weighted1, &weighted0);
    zks_scalar_sub(&slope_d, d1, d0);
    add_product(&s->product.leading, &slope_h, &slope_d);
    add_product(&s->d_at0, weight, d0);
    add_product(&s->d_at1, weight, d1);
    zks_scalar_add(&s->plain0, &s->plain0, h0);
    zks_scalar_add(&s->plain1, &s->plain1, h1);
}

static void add_sums(round_sums *total, const round_sums *part)
{
    zks_scalar *to = (zks_scalar *)total;
    const zks_scalar *from = (const zks_scalar *)part;
    for (size_t i = 0; i < sizeof *total / sizeof *to; i++)
        zks_scalar_add(&to[i], &to[i], &from[i]);
}

/* The sum over the unbound variables of lambda g, with the current one at x; `left` variables stand above it. */
static void mask_at(zks_scalar *out, const sumcheck *s, unsigned round, const zks_scalar *x)
{
    const zks_prover *p = s->p;
    unsigned left = p->shape->rounds - round - 1;
    zks_scalar here = s->mask_bound, power = zks_scalar_one, rest = zks_scalar_zero;
    for (unsigned k = 1; k <= 3; k++) {
        zks_scalar_mul(&power, &power, x);
        add_product(&here, &p->mask[3 * round + k], &power);
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

/* The round polynomial at x. `outside` multiplies eq's part, `outside_constraint` the constraint's. */
static void round_at(zks_scalar *out, const sumcheck *s, const round_sums *sums, unsigned round, const zks_scalar *x)
{
    const zks_prover *p = s->p;
    const zks_challenges *c = &p->challenges;
    zks_scalar current, inner, term, constraint;

    /* eq of the current variable: 1 - a - x + 2 a x */
    zks_eq_point(&current, &c->anchor[round], x, 1);

    quadratic_at(&inner, &sums->product, x);
    interpolate(&term, &sums->h_at0, &sums->h_at1, x);
    add_product(&inner, &term, &c->alpha);
    interpolate(&term, &sums->d_at0, &sums->d_at1, x);
    add_product(&inner, &term, &s->inverse_alpha);
    zks_scalar_mul(&inner, &inner, &s->bound_eq);

    if (round < p->shape->cell_bits) {
        zks_scalar_mul(&inner, &inner, &current);
        quadratic_at(&constraint, &sums->constraint, x);
    } else {
        /* eq(rho, row) W* d shares the row weights with the sums of d. */
        zks_scalar_mul(&constraint, &term, &s->weights[0]);
        zks_scalar_mul(&constraint, &constraint, &s->bound_row_eq);
        zks_scalar_mul(&constraint, &constraint, &current);
        zks_scalar_mul(&inner, &inner, &current);
    }
    add_product(&inner, &constraint, &c->gamma);

    interpolate(&term, &sums->plain0, &sums->plain1, x);
    add_product(&inner, &term, &c->beta);
    zks_scalar_mul(&term, &c->beta, &s->inverse_alpha);
    for (unsigned i = round + 1; i < p->shape->rounds; i++)
        zks_scalar_add(&term, &term, &term);
    zks_scalar_add(&inner, &inner, &term);
    mask_at(&term, s, round, x);
    zks_scalar_add(out, &inner, &term);
}

/* Sends the round, draws its challenge and moves what does not depend on the nodes. */
static void finish_round(sumcheck *s, const round_sums *sums, unsigned round)
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
        add_product(&s->mask_bound, &p->mask[3 * round + k], &power);
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

/* Splits the live nodes of a row into pairs: *low and *high are the two halves of the next block, zero nodes where one is missing. Returns how many
 * nodes the pair takes. */
static size_t next_pair(const node *at, const node *end, const node **low, const node **high)
{
    static const node dead;
    bool is_high = at->block & 1;
    bool both = !is_high && at + 1 < end && at[1].block == at->block + 1;
    *low = is_high ? &dead : at;
    *high = is_high ? at : both ? at + 1 : &dead;
    return both ? 2 : 1;
}

static void sum_cell_row(const sumcheck *s, size_t row, round_sums *sums)
{
    const node *at = s->nodes + s->p->witness->row_start[row], *end = at + s->live[row], *low, *high;
    const zks_scalar *row_weight = &s->p->rows_eq[row];
    quadratic constraint = {0};
    while (at < end) {
        size_t block = at->block >> 1;
        at += next_pair(at, end, &low, &high);
        zks_scalar weight, slope_w, slope_d;
        zks_scalar_mul(&weight, &s->cell_eq[block], row_weight);
        add_pair(sums, &weight, &low->d, &low->h, &high->d, &high->h);
        const zks_scalar *w = &s->weights[2 * block];
        add_product(&constraint.at0, &w[0], &low->d);
        add_product(&constraint.at1, &w[1], &high->d);
        zks_scalar_sub(&slope_w, &w[1], &w[0]);
        zks_scalar_sub(&slope_d, &high->d, &low->d);
        add_product(&constraint.leading, &slope_w, &slope_d);
    }
    add_product(&sums->constraint.at0, &constraint.at0, row_weight);
    add_product(&sums->constraint.at1, &constraint.at1, row_weight);
    add_product(&sums->constraint.leading, &constraint.leading, row_weight);
}

static void bind_cell_row(sumcheck *s, size_t row, const zks_scalar *x)
{
    node *to = s->nodes + s->p->witness->row_start[row], *at = to, *end = at + s->live[row];
    size_t count = 0;
    while (at < end) {
        const node *low, *high;
        size_t taken = next_pair(at, end, &low, &high);
        node merged = {.block = at->block >> 1};
        interpolate(&merged.d, &low->d, &high->d, x);
        interpolate(&merged.h, &low->h, &high->h, x);
        at += taken;
        to[count++] = merged;
    }
    s->live[row] = count;
}

static void bind_cells(sumcheck *s)
{
    zks_prover *p = s->p;
    size_t rows = p->shape->rows;
    for (unsigned round = 0; round < p->shape->cell_bits; round++) {
        size_t size = p->shape->padded_cells >> round;
        drop_lowest(s->cell_eq, size);
        round_sums sums = {0};
#pragma omp parallel num_threads(p->threads)
        {
            round_sums own = {0};
#pragma omp for schedule(static)
            for (size_t row = 0; row < rows; row++)
                sum_cell_row(s, row, &own);
#pragma omp critical
            add_sums(&sums, &own);
        }
        finish_round(s, &sums, round);
        const zks_scalar *x = &p->challenges.xi[round];
        bind_lowest(s->weights, size, x);
#pragma omp parallel for schedule(static) num_threads(p->threads)
        for (size_t row = 0; row < rows; row++)
            bind_cell_row(s, row, x);
    }
    for (size_t row = 0; row < rows; row++)
        if (s->live[row] > 0) {
            s->d[row] = s->nodes[p->witness->row_start[row]].d;
            s->h[row] = s->nodes[p->witness->row_start[row]].h;
        }
}

static void bind_rows(sumcheck *s)
{
    zks_prover *p = s->p;
    s->bound_row_eq = zks_scalar_one;
    for (unsigned i = 0; i < p->shape->row_bits; i++) {
        unsigned round = p->shape->cell_bits + i;
        size_t size = p->shape->padded_rows >> i;
        drop_lowest(s->row_eq, size);
        round_sums sums = {0};
#pragma omp parallel num_threads(p->threads)
        {
            round_sums own = {0};
#pragma omp for schedule(static)
            for (size_t k = 0; k < size / 2; k++)
                add_pair(&own, &s->row_eq[k], &s->d[2 * k], &s->h[2 * k], &s->d[2 * k + 1], &s->h[2 * k + 1]);
#pragma omp critical
            add_sums(&sums, &own);
        }
        finish_round(s, &sums, round);
        bind_lowest(s->d, size, &p->challenges.xi[round]);
        bind_lowest(s->h, size, &p->challenges.xi[round]);
    }
}

/* y_a, from the digits; and that of the id. */
static void row_openings(zks_prover *p)
{
    zks_scalar small[256], place, base, sum;
    for (uint64_t v = 0; v < 256; v++)
        zks_scalar_from_u64(&small[v], v);
    const zks_scalar *rho_eq = p->rows_eq;
    size_t row_mask = p->shape->padded_rows - 1;
    base = small[0];
    zks_scalar_from_u64(&base, 256);
    for (size_t a = 0; a < p->shape->committed; a++) {
        place = zks_scalar_one;
        p->openings[a] = zks_scalar_zero;
        for (size_t t = 0; t < p->system->width[a]; t++) {
            size_t cell = p->system->first_cell[a] + t;
            sum = zks_scalar_zero;
            for (size_t i = p->cell_start[cell]; i < p->cell_start[cell + 1]; i++)
                add_product(&sum, &rho_eq[p->column[i] & row_mask], &small[p->digit[i]]);
            add_product(&p->openings[a], &sum, &place);
            zks_scalar_mul(&place, &place, &base);
        }
    }
    zks_scalar *id = &p->openings[p->shape->committed];
    *id = zks_scalar_zero;
    for (size_t i = 0; i < p->shape->rows; i++)
        add_product(id, &rho_eq[i], &p->witness->id[i]);
}

/* S' = beta sum m_v/(alpha+v) + gamma ( sum kappa'^(a+1) y_a - const e_N ) + lambda sum g */
static void claimed_sum(zks_prover *p, zks_scalar *claim)
{
    const zks_challenges *c = &p->challenges;
    zks_scalar sum = zks_scalar_zero, power = c->kappa_prime, mask = zks_scalar_zero, term;
    for (size_t a = 0; a < p->shape->committed; a++) {
        add_product(&sum, &power, &p->openings[a]);
        zks_scalar_mul(&power, &power, &c->kappa_prime);
    }
    zks_scalar_mul(&term, &p->constant, &p->real_rows);
    zks_scalar_sub(&sum, &sum, &term);
    zks_scalar_mul(claim, &sum, &c->gamma);

    sum = zks_scalar_zero;
    for (size_t v = 0; v < 256; v++)
        add_product(&sum, &p->multiplicity[v], &p->reciprocal[v]);
    add_product(claim, &sum, &c->beta);

    for (size_t k = 1; k <= 3 * (size_t)p->shape->rounds; k++)
        zks_scalar_add(&mask, &mask, &p->mask[k]);
    zks_scalar_half(&mask, &mask);
    zks_scalar_add(&mask, &mask, &p->mask[0]);
    for (unsigned i = 0; i < p->shape->rounds; i++)
        zks_scalar_add(&mask, &mask, &mask);
    add_product(claim, &mask, &c->lambda);
}

static void place_nodes(sumcheck *s)
{
    const zks_prover *p = s->p;
    const zks_witness *w = p->witness;
    for (size_t row = 0; row < p->shape->rows; row++) {
        s->live[row] = w->row_start[row + 1] - w->row_start[row];
        for (size_t i = w->row_start[row]; i < w->row_start[row + 1]; i++) {
            s->nodes[i].block = w->cell[i];
            zks_scalar_from_u64(&s->nodes[i].d, w->digit[i]);
            zks_scalar_sub(&s->nodes[i].h, &p->reciprocal[w->digit[i]], &p->reciprocal[0]);
        }
    }
}

static bool sumcheck_make(sumcheck *s, zks_prover *p)
{
    const zks_shape *shape = p->shape;
    *s = (sumcheck){.p = p, .inverse_alpha = p->reciprocal[0], .bound_eq = zks_scalar_one, .mask_bound = p->mask[0]};
    s->nodes = zks_witness_new(p->witness->row_start[shape->rows] + 1, sizeof *s->nodes);
    s->live = zks_witness_new(shape->rows, sizeof *s->live);
    s->cell_eq = zks_witness_new(shape->padded_cells, sizeof *s->cell_eq);
    s->row_eq = zks_witness_new(shape->padded_rows, sizeof *s->row_eq);
    s->weights = zks_witness_new(shape->padded_cells, sizeof *s->weights);
    s->d = zks_witness_new(shape->padded_rows, sizeof *s->d);
    s->h = zks_witness_new(shape->padded_rows, sizeof *s->h);
    return s->nodes != NULL && s->live != NULL && s->cell_eq != NULL && s->row_eq != NULL && s->weights != NULL &&
           s->d != NULL && s->h != NULL;
}

static void sumcheck_free(sumcheck *s)
{
    zks_witness_free(s->nodes);
    zks_witness_free(s->live);
    zks_witness_free(s->cell_eq);
    zks_witness_free(s->row_eq);
    zks_witness_free(s->weights);
    zks_witness_free(s->d);
    zks_witness_free(s->h);
}

zks_status zks_prover_sumcheck(zks_prover *p)
{
    const zks_shape *shape = p->shape;
    const zks_challenges *c = &p->challenges;
    sumcheck s;
    if (!sumcheck_make(&s, p)) {
        sumcheck_free(&s);
        return ZKS_ERROR_MEMORY;
    }
    zks_cell_weights(p->cell_weights, shape->padded_cells, &p->constant, p->system, &c->kappa, &c->kappa_prime);
    zks_eq_table(p->rows_eq, c->anchor + shape->cell_bits, shape->row_bits);
    p->real_rows = zks_scalar_zero;
    for (size_t i = 0; i < shape->rows; i++)
        zks_scalar_add(&p->real_rows, &p->real_rows, &p->rows_eq[i]);
    row_openings(p);

    zks_eq_table(s.cell_eq, c->anchor, shape->cell_bits);
    memcpy(s.row_eq, p->rows_eq, shape->padded_rows * sizeof *s.row_eq);
    memcpy(s.weights, p->cell_weights, shape->padded_cells * sizeof *s.weights);
    place_nodes(&s);

    claimed_sum(p, &s.claim);
    zks_scalar_encode(p->proof[shape->at.sum], &s.claim);
    zks_schedule_sum(&p->transcript, shape, p->proof);
    bind_cells(&s);
    bind_rows(&s);

    p->last = s.claim;
    p->end_d = s.d[0];
    zks_scalar_add(&p->end_h, &s.h[0], &s.inverse_alpha);
    sumcheck_free(&s);
    return ZKS_OK;
}
