#include "dense_prover.h"

#include "crypto/msm.h"
#include "crypto/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void *new_array(size_t count, size_t size)
{
    void *array = calloc(count, size);
    assert_non_null(array);
    return array;
}

static void call(dense_prover *p, void (*moment)(dense_prover *))
{
    if (moment != NULL)
        moment(p);
}

/* ---- scalars ---------------------------------------------------------------------------------------------------- */

void dense_add_multiple(zks_scalar *acc, const zks_scalar *k, const zks_scalar *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        zks_scalar product;
        zks_scalar_mul(&product, k, &x[i]);
        zks_scalar_add(&acc[i], &acc[i], &product);
    }
}

static void add_product(zks_scalar *acc, const zks_scalar *a, const zks_scalar *b)
{
    dense_add_multiple(acc, a, b, 1);
}

static zks_scalar product_of(const zks_scalar *a, const zks_scalar *b)
{
    zks_scalar product;
    zks_scalar_mul(&product, a, b);
    return product;
}

static zks_scalar sum_of(const zks_scalar *a, const zks_scalar *b)
{
    zks_scalar sum;
    zks_scalar_add(&sum, a, b);
    return sum;
}

static zks_scalar power_of(const zks_scalar *a, size_t exponent)
{
    zks_scalar power = zks_scalar_one;
    for (size_t i = 0; i < exponent; i++)
        power = product_of(&power, a);
    return power;
}

static zks_scalar inverse_of(const zks_scalar *a)
{
    zks_scalar inverse;
    zks_scalar_invert(&inverse, a);
    return inverse;
}

static zks_scalar small(uint64_t x)
{
    zks_scalar scalar;
    zks_scalar_from_u64(&scalar, x);
    return scalar;
}

static zks_scalar inner_product(const zks_scalar *a, const zks_scalar *b, size_t count)
{
    zks_scalar sum = zks_scalar_zero;
    for (size_t i = 0; i < count; i++)
        add_product(&sum, &a[i], &b[i]);
    return sum;
}

/* eq(point, i) for the number i. */
static zks_scalar eq_number(const zks_scalar *point, unsigned bits, size_t i)
{
    zks_scalar product = zks_scalar_one;
    for (unsigned j = 0; j < bits; j++) {
        zks_scalar factor = point[j];
        if ((i >> j & 1) == 0)
            zks_scalar_sub(&factor, &zks_scalar_one, &point[j]);
        product = product_of(&product, &factor);
    }
    return product;
}

/* eq(a, b) for two vectors. */
static zks_scalar eq_vectors(const zks_scalar *a, const zks_scalar *b, unsigned count)
{
    zks_scalar product = zks_scalar_one;
    for (unsigned j = 0; j < count; j++) {
        zks_scalar not_a, not_b, factor = product_of(&a[j], &b[j]);
        zks_scalar_sub(&not_a, &zks_scalar_one, &a[j]);
        zks_scalar_sub(&not_b, &zks_scalar_one, &b[j]);
        add_product(&factor, &not_a, &not_b);
        product = product_of(&product, &factor);
    }
    return product;
}

/* ---- what is sent, and what is drawn ---------------------------------------------------------------------------- */

static zks_scalar nonce(const dense_prover *p, const char *label, uint64_t index)
{
    uint8_t number[8], wide[64];
    zks_scalar out;
    zks_store_u64(number, index);
    zks_prf(wide, p->seed, label,
            (const zks_bytes[]){{p->transcript.state, sizeof p->transcript.state}, {number, sizeof number}}, 2);
    zks_scalar_from_wide(&out, wide);
    return out;
}

static void encode_opening(const dense_prover *p, zks_word out, const zks_scalar *opening)
{
    zks_point point;
    zks_msm_var(&point, opening, p->generators, p->positions, 1);
    zks_point_encode(out, &point);
}

static void commit(dense_prover *p, size_t word, const zks_scalar *opening)
{
    encode_opening(p, p->proof[word], opening);
}

void dense_publish_reserves(dense_prover *p)
{
    for (size_t j = 0; j < p->shape->external; j++)
        encode_opening(p, p->external[j], p->reserves + j * p->positions);
}

static void absorb(dense_prover *p, const char *label, size_t first, size_t count)
{
    if (p->cheat->send != NULL)
        p->cheat->send(p, first, count);
    zks_transcript_absorb_words(&p->transcript, label, p->proof[first], count);
}

static void draw(dense_prover *p, const char *label, zks_scalar *challenge)
{
    zks_transcript_challenge(&p->transcript, label, challenge);
}

/* ---- 1. digits -------------------------------------------------------------------------------------------------- */

static void count_digits(const dense_prover *p, uint64_t count[256])
{
    for (size_t f = 0; f < p->cube; f++) {
        uint8_t bytes[32];
        zks_scalar_encode(bytes, &p->digit[f]);
        static const uint8_t zeros[31];
        if (memcmp(bytes + 1, zeros, sizeof zeros) == 0)
            count[bytes[0]]++;
    }
}

static void digits(dense_prover *p)
{
    const zks_shape *s = p->shape;
    uint64_t count[256] = {0};
    for (size_t k = 0; k < s->matrix_rows; k++) {
        zks_scalar *opening = p->digit_rows + k * p->positions;
        memcpy(opening, p->digit + k * s->row_length, s->row_length * sizeof *opening);
        opening[p->h] = nonce(p, "delta", k);
    }
    count_digits(p, count);
    for (size_t v = 0; v < 256; v++)
        p->multiplicities[s->basis.m + v] = small(count[v]);
    p->multiplicities[p->h] = nonce(p, "mu", 0);
    call(p, p->cheat->digits);

    for (size_t k = 0; k < s->matrix_rows; k++)
        commit(p, s->at.digits + k, p->digit_rows + k * p->positions);
    commit(p, s->at.multiplicities, p->multiplicities);
    absorb(p, "digits", s->at.digits, s->matrix_rows + 1);
    draw(p, "alpha", &p->challenges.alpha);
}

/* ---- 2. reciprocals --------------------------------------------------------------------------------------------- */

static void make_cell_weights(dense_prover *p)
{
    const zks_system *system = p->system;
    for (size_t j = 0; j < system->columns; j++) {
        zks_scalar factor = zks_scalar_zero, place = zks_scalar_one, base = small(256);
        zks_scalar kappa_power = zks_scalar_one, link = p->challenges.kappa_prime;
        for (size_t c = 0; c < system->constraint_count; c++) {
            const zks_constraint *constraint = &system->constraints[c];
            for (size_t k = 0; k < constraint->term_count; k++)
                if (system->terms[constraint->first_term + k].column == j)
                    add_product(&factor, &kappa_power, &system->terms[constraint->first_term + k].coefficient);
            kappa_power = product_of(&kappa_power, &p->challenges.kappa);
        }
        for (size_t a = 0; a < j; a++)
            link = product_of(&link, &p->challenges.kappa_prime);
        if (j < system->committed + system->external)
            factor = sum_of(&factor, &link);
        for (size_t t = 0; t < system->width[j]; t++) {
            p->cell_weights[system->first_cell[j] + t] = product_of(&factor, &place);
            place = product_of(&place, &base);
        }
    }
    zks_scalar kappa_power = zks_scalar_one;
    for (size_t c = 0; c < system->constraint_count; c++) {
        add_product(&p->constant, &kappa_power, &system->constraints[c].constant);
        kappa_power = product_of(&kappa_power, &p->challenges.kappa);
    }
}

static void reciprocals(dense_prover *p)
{
    const zks_shape *s = p->shape;
    zks_challenges *c = &p->challenges;
    for (size_t f = 0; f < p->cube; f++) {
        zks_scalar shifted = sum_of(&c->alpha, &p->digit[f]);
        bool same = f > 0 && zks_scalar_equal(&p->digit[f], &p->digit[f - 1]);
        p->reciprocal[f] = same ? p->reciprocal[f - 1] : inverse_of(&shifted);
    }
    for (size_t k = 0; k < s->matrix_rows; k++) {
        zks_scalar *opening = p->reciprocal_rows + k * p->positions;
        memcpy(opening, p->reciprocal + k * s->row_length, s->row_length * sizeof *opening);
        opening[p->h] = nonce(p, "epsilon", k);
    }
    call(p, p->cheat->reciprocals);

    for (size_t k = 0; k < s->matrix_rows; k++)
        commit(p, s->at.reciprocals + k, p->reciprocal_rows + k * p->positions);
    absorb(p, "reciprocals", s->at.reciprocals, s->matrix_rows);
    zks_scalar *tau = c->anchor, *rho = c->anchor + s->cell_bits;
    for (unsigned j = 0; j < s->row_bits; j++)
        draw(p, "rho", &rho[j]);
    for (unsigned j = 0; j < s->cell_bits; j++)
        draw(p, "tau", &tau[j]);
    draw(p, "kappa", &c->kappa);
    draw(p, "kappa'", &c->kappa_prime);
    draw(p, "beta", &c->beta);
    draw(p, "gamma", &c->gamma);
    for (size_t i = 0; i < s->padded_rows; i++)
        p->row_eq[i] = eq_number(rho, s->row_bits, i);
    make_cell_weights(p);
}

/* ---- 3. mask ---------------------------------------------------------------------------------------------------- */

static void mask(dense_prover *p)
{
    const zks_shape *s = p->shape;
    for (size_t k = 0; k < 3 * (size_t)s->rounds + 1; k++)
        p->mask[s->basis.k + k] = nonce(p, "mask", k);
    p->mask[p->h] = nonce(p, "mask blinding", 0);
    call(p, p->cheat->mask);
    commit(p, s->at.mask, p->mask);
    absorb(p, "mask", s->at.mask, 1);
    draw(p, "lambda", &p->challenges.lambda);
}

/* What g has for variable i at x: g_{3i+1} x + g_{3i+2} x^2 + g_{3i+3} x^3. */
static zks_scalar mask_term(const dense_prover *p, unsigned i, const zks_scalar *x)
{
    const zks_scalar *g = p->mask + p->shape->basis.k + 3 * (size_t)i;
    zks_scalar power = *x, sum = zks_scalar_zero;
    for (size_t k = 1; k <= 3; k++) {
        add_product(&sum, &g[k], &power);
        power = product_of(&power, x);
    }
    return sum;
}

/* The sum of lambda g with the first `bound` variables at `point`, over all corners of the others. */
static zks_scalar mask_sum(const dense_prover *p, const zks_scalar *point, unsigned bound)
{
    unsigned left = p->shape->rounds - bound;
    zks_scalar here = p->mask[p->shape->basis.k], sum = zks_scalar_zero, at_one[ZKS_MAX_ROUNDS];
    for (unsigned i = 0; i < bound; i++) {
        zks_scalar term = mask_term(p, i, &point[i]);
        here = sum_of(&here, &term);
    }
    for (unsigned i = 0; i < left; i++)
        at_one[i] = mask_term(p, bound + i, &zks_scalar_one);
    for (size_t corner = 0; corner < (size_t)1 << left; corner++) {
        sum = sum_of(&sum, &here);
        for (unsigned i = 0; i < left; i++)
            if (corner >> i & 1)
                sum = sum_of(&sum, &at_one[i]);
    }
    return product_of(&p->challenges.lambda, &sum);
}

/* ---- 4. sumcheck ------------------------------------------------------------------------------------------------ */

/* The four functions that F is made of, by their values on a cube: position x has the sumcheck's first variable as its
 * lowest bit. */
enum { CUBE_DIGIT, CUBE_RECIPROCAL, CUBE_EQ, CUBE_WEIGHT, CUBE_FUNCTIONS };

typedef struct {
    zks_scalar *values[CUBE_FUNCTIONS];
    size_t size;
} cube;

static cube cube_new(const dense_prover *p)
{
    const zks_shape *s = p->shape;
    cube c = {.size = p->cube};
    for (size_t k = 0; k < CUBE_FUNCTIONS; k++)
        c.values[k] = new_array(c.size, sizeof(zks_scalar));
    for (size_t x = 0; x < c.size; x++) {
        size_t cell = x & (s->padded_cells - 1), row = x >> s->cell_bits, f = cell * s->padded_rows + row;
        c.values[CUBE_DIGIT][x] = p->digit[f];
        c.values[CUBE_RECIPROCAL][x] = p->reciprocal[f];
        c.values[CUBE_EQ][x] = eq_number(p->challenges.anchor, s->rounds, x);
        c.values[CUBE_WEIGHT][x] = product_of(&p->row_eq[row], &p->cell_weights[cell]);
    }
    return c;
}

static void cube_free(cube *c)
{
    for (size_t k = 0; k < CUBE_FUNCTIONS; k++)
        free(c->values[k]);
}

/* out[k] = function k at `first variable = x, the others = the bits of corner`. */
static void cube_at(const cube *c, zks_scalar out[CUBE_FUNCTIONS], size_t corner, const zks_scalar *x)
{
    for (size_t k = 0; k < CUBE_FUNCTIONS; k++) {
        const zks_scalar *pair = c->values[k] + 2 * corner;
        zks_scalar slope;
        zks_scalar_sub(&slope, &pair[1], &pair[0]);
        out[k] = pair[0];
        add_product(&out[k], &slope, x);
    }
}

static void cube_bind(cube *c, const zks_scalar *x)
{
    c->size /= 2;
    for (size_t corner = 0; corner < c->size; corner++) {
        zks_scalar bound[CUBE_FUNCTIONS];
        cube_at(c, bound, corner, x);
        for (size_t k = 0; k < CUBE_FUNCTIONS; k++)
            c->values[k][corner] = bound[k];
    }
}

/* F without its mask: eq ( h (alpha + d) - 1 ) + beta h + gamma eq_row W d. */
static zks_scalar unmasked(const dense_prover *p, const zks_scalar at[CUBE_FUNCTIONS])
{
    const zks_challenges *c = &p->challenges;
    zks_scalar shifted = sum_of(&c->alpha, &at[CUBE_DIGIT]), sum, weighted;
    zks_scalar inner = product_of(&at[CUBE_RECIPROCAL], &shifted);
    zks_scalar_sub(&inner, &inner, &zks_scalar_one);
    sum = product_of(&at[CUBE_EQ], &inner);
    add_product(&sum, &c->beta, &at[CUBE_RECIPROCAL]);
    weighted = product_of(&at[CUBE_WEIGHT], &at[CUBE_DIGIT]);
    add_product(&sum, &c->gamma, &weighted);
    return sum;
}

static zks_scalar unmasked_sum(const dense_prover *p, const cube *c)
{
    zks_scalar sum = zks_scalar_zero;
    for (size_t x = 0; x < c->size; x++) {
        zks_scalar at[CUBE_FUNCTIONS], term;
        for (size_t k = 0; k < CUBE_FUNCTIONS; k++)
            at[k] = c->values[k][x];
        term = unmasked(p, at);
        sum = sum_of(&sum, &term);
    }
    return sum;
}

void dense_defect(const dense_prover *p, zks_scalar *out)
{
    const zks_shape *s = p->shape;
    const zks_challenges *c = &p->challenges;
    cube whole = cube_new(p);
    zks_scalar implied = zks_scalar_zero, linked = zks_scalar_zero;
    for (size_t v = 0; v < 256; v++) {
        zks_scalar pole = small(v);
        pole = sum_of(&pole, &c->alpha);
        pole = inverse_of(&pole);
        pole = product_of(&pole, &c->beta);
        add_product(&implied, &pole, &p->multiplicities[s->basis.m + v]);
    }
    for (size_t i = 0; i < s->rows; i++) {
        zks_scalar power = c->kappa_prime, row = zks_scalar_zero;
        for (size_t a = 0; a < s->committed; a++) {
            add_product(&row, &power, &p->rows[i * p->positions + s->basis.a + a]);
            power = product_of(&power, &c->kappa_prime);
        }
        zks_scalar_sub(&row, &row, &p->constant);
        add_product(&linked, &row, &p->row_eq[i]);
    }
    for (size_t j = 0; j < s->external; j++) {
        zks_scalar link = power_of(&c->kappa_prime, s->committed + 1 + j);
        add_product(&linked, &link, &p->reserves[j * p->positions + s->basis.r]);
    }
    add_product(&implied, &c->gamma, &linked);
    *out = unmasked_sum(p, &whole);
    zks_scalar_sub(out, out, &implied);
    cube_free(&whole);
}

/* The round's polynomial at x, all earlier variables bound. */
static zks_scalar round_at(const dense_prover *p, const cube *c, unsigned round, const zks_scalar *x)
{
    zks_scalar point[ZKS_MAX_ROUNDS], sum;
    memcpy(point, p->challenges.xi, round * sizeof *point);
    point[round] = *x;
    sum = mask_sum(p, point, round + 1);
    for (size_t corner = 0; corner < c->size / 2; corner++) {
        zks_scalar at[CUBE_FUNCTIONS], term;
        cube_at(c, at, corner, x);
        term = unmasked(p, at);
        sum = sum_of(&sum, &term);
    }
    return sum;
}

/* Leaves the end values d(xi), h(xi) in the openings of V_d and V_h. */
static void sumcheck(dense_prover *p)
{
    const zks_shape *s = p->shape;
    cube c = cube_new(p);
    zks_scalar total = unmasked_sum(p, &c), masks = mask_sum(p, NULL, 0);
    total = sum_of(&total, &masks);
    zks_scalar_encode(p->proof[s->at.sum], &total);
    absorb(p, "sum", s->at.sum, 1);
    for (unsigned i = 0; i < s->rounds; i++) {
        static const uint64_t sent[3] = {0, 2, 3};
        size_t first = s->at.rounds + 3 * (size_t)i;
        for (size_t k = 0; k < 3; k++) {
            zks_scalar x = small(sent[k]), value = round_at(p, &c, i, &x);
            zks_scalar_encode(p->proof[first + k], &value);
        }
        absorb(p, "round", first, 3);
        draw(p, "xi", &p->challenges.xi[i]);
        cube_bind(&c, &p->challenges.xi[i]);
    }
    p->ends[p->q] = c.values[CUBE_DIGIT][0];
    p->ends[p->positions + p->q] = c.values[CUBE_RECIPROCAL][0];
    cube_free(&c);
}

/* ---- 5. end values ---------------------------------------------------------------------------------------------- */

static void end_values(dense_prover *p)
{
    const zks_shape *s = p->shape;
    zks_scalar *v_d = p->ends, *v_h = v_d + p->positions, *v_p = v_h + p->positions;
    v_d[p->h] = nonce(p, "end value", 0);
    v_h[p->h] = nonce(p, "end value", 1);
    call(p, p->cheat->ends);
    dense_add_multiple(v_p, &v_d[p->q], v_h, p->positions);
    v_p[p->h] = nonce(p, "end value", 2);
    for (size_t i = 0; i < 3; i++)
        commit(p, s->at.ends + i, p->ends + i * p->positions);
    absorb(p, "end values", s->at.ends, 3);
}

static void product_proof(dense_prover *p)
{
    const zks_shape *s = p->shape;
    const zks_scalar *v_d = p->ends, *v_h = v_d + p->positions, *v_p = v_h + p->positions;
    zks_scalar a[3], *t = new_array(2 * p->positions, sizeof *t), *t_1 = t, *t_2 = t + p->positions;
    for (size_t i = 0; i < 3; i++)
        a[i] = nonce(p, "product", i);
    t_1[p->q] = a[0];
    t_1[p->h] = a[1];
    dense_add_multiple(t_2, &a[0], v_h, p->positions);
    t_2[p->h] = sum_of(&t_2[p->h], &a[2]);
    commit(p, s->at.product, t_1);
    commit(p, s->at.product + 1, t_2);
    free(t);
    absorb(p, "product", s->at.product, 2);
    draw(p, "product", &p->challenges.product);

    zks_scalar witness[3] = {v_d[p->q], v_d[p->h], v_p[p->h]}, cross = product_of(&v_d[p->q], &v_h[p->h]);
    zks_scalar_sub(&witness[2], &witness[2], &cross);
    dense_add_multiple(a, &p->challenges.product, witness, 3);
    for (size_t i = 0; i < 3; i++)
        zks_scalar_encode(p->proof[s->at.product_responses + i], &a[i]);
    absorb(p, "product response", s->at.product_responses, 3);
}

/* ---- 6. one opening --------------------------------------------------------------------------------------------- */

/* What the opening is made of, besides the openings. */
typedef struct {
    zks_scalar position[ZKS_MAX_ROUNDS]; /* xi in the order of the bits of a flat position */
    zks_scalar end[3];                   /* c_d, c_h, c_p */
} end_point;

static end_point find_end_point(const dense_prover *p)
{
    const zks_shape *s = p->shape;
    const zks_challenges *c = &p->challenges;
    const zks_scalar *xi_cell = c->xi, *xi_row = c->xi + s->cell_bits;
    end_point end;
    memcpy(end.position, xi_row, s->row_bits * sizeof *end.position);
    memcpy(end.position + s->row_bits, xi_cell, s->cell_bits * sizeof *end.position);

    zks_scalar e = eq_vectors(c->anchor, c->xi, s->rounds), w = zks_scalar_zero;
    zks_scalar rows = eq_vectors(c->anchor + s->cell_bits, xi_row, s->row_bits), zeta2, term;
    for (size_t cell = 0; cell < s->padded_cells; cell++) {
        term = eq_number(xi_cell, s->cell_bits, cell);
        add_product(&w, &term, &p->cell_weights[cell]);
    }
    w = product_of(&w, &rows);
    zeta2 = product_of(&c->zeta, &c->zeta);

    term = product_of(&zeta2, &c->gamma);
    term = product_of(&term, &w);
    zks_scalar_sub(&end.end[0], &zks_scalar_one, &term);
    term = product_of(&e, &c->alpha);
    term = sum_of(&term, &c->beta);
    term = product_of(&term, &zeta2);
    zks_scalar_sub(&end.end[1], &c->eta, &term);
    term = product_of(&zeta2, &e);
    zks_scalar_neg(&end.end[2], &term);
    return end;
}

/* The opening of Kc without its T Q. */
static zks_scalar *combine_openings(const dense_prover *p, const end_point *end)
{
    const zks_shape *s = p->shape;
    const zks_challenges *c = &p->challenges;
    zks_scalar *opening = new_array(p->positions, sizeof *opening), rest = zks_scalar_zero;
    size_t all_rows = p->cube / s->row_length;
    for (size_t k = 0; k < all_rows; k++) {
        zks_scalar e = eq_number(end->position + s->row_length_bits, s->rounds - s->row_length_bits, k);
        zks_scalar eta_e = product_of(&c->eta, &e);
        if (k < s->matrix_rows) {
            dense_add_multiple(opening, &e, p->digit_rows + k * p->positions, p->positions);
            dense_add_multiple(opening, &eta_e, p->reciprocal_rows + k * p->positions, p->positions);
        } else {
            rest = sum_of(&rest, &eta_e);
        }
    }
    zks_scalar inverse_alpha = inverse_of(&c->alpha);
    rest = product_of(&rest, &inverse_alpha);
    for (size_t i = 0; i < s->row_length; i++)
        opening[i] = sum_of(&opening[i], &rest);

    dense_add_multiple(opening, &c->theta_m, p->multiplicities, p->positions);
    for (size_t i = 0; i < s->rows; i++) {
        zks_scalar theta_e = product_of(&c->theta_p, &p->row_eq[i]);
        dense_add_multiple(opening, &theta_e, p->rows + i * p->positions, p->positions);
    }
    dense_add_multiple(opening, &c->theta_k, p->mask, p->positions);
    for (size_t j = 0; j < s->external; j++) {
        zks_scalar theta_link = power_of(&c->kappa_prime, s->committed + 1 + j);
        theta_link = product_of(&theta_link, &c->theta_r);
        dense_add_multiple(opening, &theta_link, p->reserves + j * p->positions, p->positions);
    }
    for (size_t i = 0; i < 3; i++) {
        zks_scalar chi_end = product_of(&c->chi, &end->end[i]);
        dense_add_multiple(opening, &chi_end, p->ends + i * p->positions, p->positions);
    }
    return opening;
}

/* The public vector u. */
static zks_scalar *public_vector(const dense_prover *p, const end_point *end)
{
    const zks_shape *s = p->shape;
    const zks_challenges *c = &p->challenges;
    zks_scalar *u = new_array(s->basis.length, sizeof *u), scale, zeta2 = product_of(&c->zeta, &c->zeta);
    for (size_t i = 0; i < s->row_length; i++)
        u[i] = eq_number(end->position, s->row_length_bits, i);

    scale = inverse_of(&c->theta_m);
    scale = product_of(&scale, &c->zeta);
    scale = product_of(&scale, &c->beta);
    for (size_t v = 0; v < 256; v++) {
        zks_scalar pole = small(v);
        pole = sum_of(&pole, &c->alpha);
        pole = inverse_of(&pole);
        u[s->basis.m + v] = product_of(&scale, &pole);
    }

    scale = inverse_of(&c->theta_p);
    scale = product_of(&scale, &c->zeta);
    scale = product_of(&scale, &c->gamma);
    for (size_t a = 0; a < s->committed; a++) {
        scale = product_of(&scale, &c->kappa_prime);
        u[s->basis.a + a] = scale;
    }

    scale = inverse_of(&c->theta_k);
    scale = product_of(&scale, &c->lambda);
    zks_scalar on_cube = small((uint64_t)1 << s->rounds);
    on_cube = product_of(&on_cube, &c->zeta);
    zks_scalar *u_k = u + s->basis.k, half;
    u_k[0] = sum_of(&on_cube, &zeta2);
    u_k[0] = product_of(&u_k[0], &scale);
    zks_scalar_half(&half, &on_cube);
    for (unsigned i = 0; i < s->rounds; i++) {
        zks_scalar power = c->xi[i];
        for (size_t k = 1; k <= 3; k++) {
            zks_scalar value = half;
            add_product(&value, &zeta2, &power);
            u_k[3 * i + k] = product_of(&value, &scale);
            power = product_of(&power, &c->xi[i]);
        }
    }

    if (s->external > 0) {
        scale = inverse_of(&c->theta_r);
        scale = product_of(&scale, &c->zeta);
        u[s->basis.r] = product_of(&scale, &c->gamma);
    }
    return u;
}

/* The inner-product argument's state. */
typedef struct {
    size_t length;
    zks_scalar *opened, *u;
    zks_point *basis;
    zks_scalar blinding;
} argument;

/* out = <opened, basis> + <opened, u> chi Q + blinding H */
static void inner_product_point(const dense_prover *p, zks_point *out, const zks_scalar *opened, const zks_point *basis,
                                const zks_scalar *u, size_t count, const zks_scalar *blinding)
{
    zks_niels *points = new_array(count, sizeof *points);
    zks_niels_from_points(points, basis, count);
    zks_msm_var(out, opened, points, count, 1);
    free(points);
    zks_scalar value = inner_product(opened, u, count);
    value = product_of(&value, &p->challenges.chi);
    const zks_scalar scalars[2] = {value, *blinding};
    const zks_niels singles[2] = {p->generators[p->q], p->generators[p->h]};
    zks_point single;
    zks_msm_var(&single, scalars, singles, 2, 1);
    zks_point_add(out, out, &single);
}

static void fold(dense_prover *p, argument *a, unsigned round)
{
    const zks_shape *s = p->shape;
    size_t half = a->length / 2, word = s->at.folds + 2 * (size_t)round;
    zks_scalar left_blinding = nonce(p, "left", round), right_blinding = nonce(p, "right", round);
    zks_point left, right;
    inner_product_point(p, &left, a->opened, a->basis + half, a->u + half, half, &left_blinding);
    inner_product_point(p, &right, a->opened + half, a->basis, a->u, half, &right_blinding);
    zks_point_encode(p->proof[word], &left);
    zks_point_encode(p->proof[word + 1], &right);
    absorb(p, "fold", word, 2);
    draw(p, "fold", &p->challenges.fold[round]);

    const zks_scalar *x = &p->challenges.fold[round];
    for (size_t i = 0; i < half; i++) {
        a->opened[i] = product_of(x, &a->opened[i]);
        a->opened[i] = sum_of(&a->opened[i], &a->opened[half + i]);
        add_product(&a->u[i], x, &a->u[half + i]);
        if (!zks_point_is_identity(&a->basis[half + i])) {
            zks_point moved;
            zks_point_mul_var(&moved, x, &a->basis[half + i]);
            zks_point_add(&a->basis[i], &a->basis[i], &moved);
        }
    }
    zks_scalar x2 = product_of(x, x);
    a->blinding = product_of(x, &a->blinding);
    add_product(&a->blinding, &x2, &left_blinding);
    a->blinding = sum_of(&a->blinding, &right_blinding);
    a->length = half;
}

static void schnorr(dense_prover *p, const argument *a)
{
    const zks_layout *at = &p->shape->at;
    zks_scalar response[2] = {nonce(p, "schnorr", 0), nonce(p, "schnorr blinding", 0)};
    zks_point point;
    inner_product_point(p, &point, &response[0], a->basis, a->u, 1, &response[1]);
    zks_point_encode(p->proof[at->schnorr], &point);
    absorb(p, "schnorr", at->schnorr, 1);
    draw(p, "schnorr", &p->challenges.schnorr);
    add_product(&response[0], &p->challenges.schnorr, &a->opened[0]);
    add_product(&response[1], &p->challenges.schnorr, &a->blinding);
    zks_scalar_encode(p->proof[at->responses], &response[0]);
    zks_scalar_encode(p->proof[at->responses + 1], &response[1]);
    absorb(p, "schnorr response", at->responses, 2);
}

static void open_everything(dense_prover *p)
{
    const zks_shape *s = p->shape;
    zks_challenges *c = &p->challenges;
    draw(p, "eta", &c->eta);
    draw(p, "zeta", &c->zeta);
    draw(p, "chi", &c->chi);
    draw(p, "theta M", &c->theta_m);
    draw(p, "theta P", &c->theta_p);
    draw(p, "theta K", &c->theta_k);
    if (s->external > 0)
        draw(p, "theta R", &c->theta_r);

    end_point end = find_end_point(p);
    argument a = {
        .length = s->basis.length,
        .opened = combine_openings(p, &end),
        .u = public_vector(p, &end),
        .basis = new_array(s->basis.length, sizeof *a.basis),
    };
    a.blinding = a.opened[p->h];
    for (size_t i = 0; i < a.length; i++)
        zks_point_from_niels(&a.basis[i], &p->generators[i]);
    for (unsigned i = 0; i < s->folds; i++)
        fold(p, &a, i);
    schnorr(p, &a);
    free(a.opened);
    free(a.u);
    free(a.basis);
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static void place_generators(dense_prover *p, const zks_generators *g)
{
    const zks_basis *basis = &p->shape->basis;
    for (size_t i = 0; i < p->positions; i++)
        p->generators[i] = zks_niels_identity;
    memcpy(p->generators, g->g, basis->m * sizeof *g->g);
    memcpy(p->generators + basis->m, g->m, 256 * sizeof *g->m);
    memcpy(p->generators + basis->a, g->a, p->shape->committed * sizeof *g->a);
    p->generators[basis->id] = g->id;
    memcpy(p->generators + basis->k, g->k, (3 * (size_t)p->shape->rounds + 1) * sizeof *g->k);
    if (p->shape->external > 0)
        p->generators[basis->r] = g->r;
    p->generators[p->q] = g->q;
    p->generators[p->h] = g->h;
}

dense_prover *dense_prover_new(const zks_generators *generators, const zks_shape *shape, const zks_system *system,
                               const uint8_t *seed, const zks_transcript *transcript, const dense_cheat *cheat,
                               zks_word *proof)
{
    static const dense_cheat honest;
    dense_prover *p = new_array(1, sizeof *p);
    p->shape = shape;
    p->system = system;
    p->seed = seed;
    p->cheat = cheat == NULL ? &honest : cheat;
    p->proof = proof;
    p->transcript = *transcript;
    p->q = shape->basis.length;
    p->h = p->q + 1;
    p->positions = p->h + 1;
    p->cube = (size_t)1 << shape->rounds;
    p->generators = new_array(p->positions, sizeof *p->generators);
    p->digit = new_array(p->cube, sizeof *p->digit);
    p->reciprocal = new_array(p->cube, sizeof *p->reciprocal);
    p->row_eq = new_array(shape->padded_rows, sizeof *p->row_eq);
    p->cell_weights = new_array(shape->padded_cells, sizeof *p->cell_weights);
    p->rows = new_array(shape->rows * p->positions, sizeof *p->rows);
    p->digit_rows = new_array(shape->matrix_rows * p->positions, sizeof *p->digit_rows);
    p->multiplicities = new_array(p->positions, sizeof *p->multiplicities);
    p->reciprocal_rows = new_array(shape->matrix_rows * p->positions, sizeof *p->reciprocal_rows);
    p->mask = new_array(p->positions, sizeof *p->mask);
    p->ends = new_array(3 * p->positions, sizeof *p->ends);
    p->reserves = new_array(shape->external * p->positions + 1, sizeof *p->reserves);
    place_generators(p, generators);
    return p;
}

void dense_prover_run(dense_prover *p)
{
    if (p->shape->external > 0)
        zks_transcript_absorb_words(&p->transcript, "reserves", p->external[0], p->shape->external);
    digits(p);
    reciprocals(p);
    mask(p);
    sumcheck(p);
    end_values(p);
    product_proof(p);
    open_everything(p);
}

void dense_prover_free(dense_prover *p)
{
    free(p->generators);
    free(p->digit);
    free(p->reciprocal);
    free(p->row_eq);
    free(p->cell_weights);
    free(p->rows);
    free(p->digit_rows);
    free(p->multiplicities);
    free(p->reciprocal_rows);
    free(p->mask);
    free(p->ends);
    free(p->reserves);
    free(p);
}
