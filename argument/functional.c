#include "argument/functional.h"

#include <stdlib.h>
#include <string.h>

void zks_eq_table(zks_scalar *out, const zks_scalar *point, unsigned bits)
{
    out[0] = zks_scalar_one;
    for (unsigned j = 0; j < bits; j++) {
        size_t size = (size_t)1 << j;
        for (size_t i = 0; i < size; i++) {
            zks_scalar_mul(&out[size + i], &out[i], &point[j]);
            zks_scalar_sub(&out[i], &out[i], &out[size + i]);
        }
    }
}

void zks_eq_point(zks_scalar *out, const zks_scalar *a, const zks_scalar *b, unsigned count)
{
    zks_scalar product = zks_scalar_one;
    for (unsigned j = 0; j < count; j++) {
        /* ab + (1-a)(1-b) = 1 - a - b + 2ab */
        zks_scalar ab, factor;
        zks_scalar_mul(&ab, &a[j], &b[j]);
        zks_scalar_add(&ab, &ab, &ab);
        zks_scalar_sub(&factor, &zks_scalar_one, &a[j]);
        zks_scalar_sub(&factor, &factor, &b[j]);
        zks_scalar_add(&factor, &factor, &ab);
        zks_scalar_mul(&product, &product, &factor);
    }
    *out = product;
}

/* Adds `factor` times a column's value to the weights of its cells. */
static void spread(zks_scalar *weights, const zks_system *system, size_t column, const zks_scalar *factor)
{
    zks_scalar base, place = *factor;
    zks_scalar_from_u64(&base, 256);
    zks_scalar *cell = weights + system->first_cell[column];
    for (unsigned t = 0; t < system->width[column]; t++) {
        zks_scalar_add(&cell[t], &cell[t], &place);
        zks_scalar_mul(&place, &place, &base);
    }
}

void zks_cell_weights(zks_scalar *weights, size_t padded, zks_scalar *constant, const zks_system *system,
                      const zks_scalar *kappa, const zks_scalar *kappa_prime)
{
    memset(weights, 0, padded * sizeof *weights);
    *constant = zks_scalar_zero;
    zks_scalar power = zks_scalar_one, factor;
    for (size_t c = 0; c < system->constraint_count; c++) {
        const zks_constraint *constraint = &system->constraints[c];
        for (size_t k = 0; k < constraint->term_count; k++) {
            const zks_term *term = &system->terms[constraint->first_term + k];
            zks_scalar_mul(&factor, &power, &term->coefficient);
            spread(weights, system, term->column, &factor);
        }
        zks_scalar_mul(&factor, &power, &constraint->constant);
        zks_scalar_add(constant, constant, &factor);
        zks_scalar_mul(&power, &power, kappa);
    }
    power = *kappa_prime;
    for (size_t a = 0; a < system->committed + system->external; a++) {
        spread(weights, system, a, &power);
        zks_scalar_mul(&power, &power, kappa_prime);
    }
}

void zks_reciprocals(zks_scalar out[256], const zks_scalar *alpha)
{
    zks_scalar scratch[256];
    for (uint64_t v = 0; v < 256; v++) {
        zks_scalar_from_u64(&out[v], v);
        zks_scalar_add(&out[v], &out[v], alpha);
    }
    zks_scalar_invert_batch(out, scratch, 256);
}

void zks_cubic_at(zks_scalar *out, const zks_scalar at[4], const zks_scalar *x)
{
    /* Newton's forward differences: f(x) = f0 + x d1 + x(x-1)/2 d2 + x(x-1)(x-2)/6 d3. */
    zks_scalar d1, d2, d3, e1, e2, binomial, term, sum = at[0], k, sixth;
    zks_scalar_sub(&d1, &at[1], &at[0]);
    zks_scalar_sub(&e1, &at[2], &at[1]);
    zks_scalar_sub(&e2, &at[3], &at[2]);
    zks_scalar_sub(&d2, &e1, &d1);
    zks_scalar_sub(&d3, &e2, &e1);
    zks_scalar_sub(&d3, &d3, &d2);

    zks_scalar_mul(&term, x, &d1);
    zks_scalar_add(&sum, &sum, &term);
    zks_scalar_sub(&k, x, &zks_scalar_one);
    zks_scalar_mul(&binomial, x, &k);
    zks_scalar_half(&term, &d2);
    zks_scalar_mul(&term, &term, &binomial);
    zks_scalar_add(&sum, &sum, &term);
    zks_scalar_sub(&k, &k, &zks_scalar_one);
    zks_scalar_mul(&binomial, &binomial, &k);
    zks_scalar_from_u64(&sixth, 6);
    zks_scalar_invert(&sixth, &sixth);
    zks_scalar_mul(&term, &d3, &binomial);
    zks_scalar_mul(&term, &term, &sixth);
    zks_scalar_add(out, &sum, &term);
}

/* u_K: lambda (zeta * sum over the cube of each monomial + zeta^2 * its value at xi) / theta_K. */
static void mask_weights(zks_scalar *u, const zks_shape *s, const zks_challenges *c, const zks_scalar *zeta2)
{
    zks_scalar scale, half_cube = zks_scalar_one, power, term;
    zks_scalar_invert(&scale, &c->theta_k);
    zks_scalar_mul(&scale, &scale, &c->lambda);
    for (unsigned i = 1; i < s->rounds; i++)
        zks_scalar_add(&half_cube, &half_cube, &half_cube); /* 2^(L-1), unused for L = 0 */

    zks_scalar cube = zks_scalar_one, on_cube;
    if (s->rounds > 0)
        zks_scalar_add(&cube, &half_cube, &half_cube);
    zks_scalar_mul(&term, &c->zeta, &cube);
    zks_scalar_add(&term, &term, zeta2);
    zks_scalar_mul(&u[0], &term, &scale);
    zks_scalar_mul(&on_cube, &c->zeta, &half_cube);
    for (unsigned i = 0; i < s->rounds; i++) {
        power = zks_scalar_one;
        for (unsigned p = 1; p <= 3; p++) {
            zks_scalar_mul(&power, &power, &c->xi[i]);
            zks_scalar_mul(&term, zeta2, &power);
            zks_scalar_add(&term, &term, &on_cube);
            zks_scalar_mul(&u[3 * i + p], &term, &scale);
        }
    }
}

static void basis_weights(zks_scalar *u, const zks_shape *s, const zks_challenges *c, const zks_scalar *column_point,
                          const zks_scalar *zeta2)
{
    zks_scalar scale, reciprocal[256];
    zks_eq_table(u, column_point, s->row_length_bits);

    zks_reciprocals(reciprocal, &c->alpha);
    zks_scalar_invert(&scale, &c->theta_m);
    zks_scalar_mul(&scale, &scale, &c->zeta);
    zks_scalar_mul(&scale, &scale, &c->beta);
    for (size_t v = 0; v < 256; v++)
        zks_scalar_mul(&u[s->basis.m + v], &scale, &reciprocal[v]);

    zks_scalar linked;
    zks_scalar_mul(&linked, &c->zeta, &c->gamma);
    zks_scalar_invert(&scale, &c->theta_p);
    zks_scalar_mul(&scale, &scale, &linked);
    for (size_t a = 0; a < s->committed; a++) {
        zks_scalar_mul(&scale, &scale, &c->kappa_prime);
        u[s->basis.a + a] = scale;
    }
    u[s->basis.id] = zks_scalar_zero;
    mask_weights(u + s->basis.k, s, c, zeta2);
    if (s->external > 0) {
        zks_scalar_invert(&scale, &c->theta_r);
        zks_scalar_mul(&u[s->basis.r], &scale, &linked);
    }
    memset(u + s->basis.used, 0, (s->basis.length - s->basis.used) * sizeof *u);
}

bool zks_functional_make(zks_functional *f, const zks_shape *shape, const zks_challenges *c,
                         const zks_scalar *cell_weights, const zks_scalar *constant, const zks_scalar *rows_eq,
                         const zks_scalar *sum, const zks_scalar *last)
{
    unsigned cell_bits = shape->cell_bits, row_bits = shape->row_bits;
    zks_scalar *cell_eq = malloc(shape->padded_cells * sizeof *cell_eq);
    f->matrix_rows = malloc(shape->all_matrix_rows * sizeof *f->matrix_rows);
    f->weights = malloc(shape->basis.length * sizeof *f->weights);
    if (cell_eq == NULL || f->matrix_rows == NULL || f->weights == NULL) {
        free(cell_eq);
        zks_functional_clear(f);
        return false;
    }

    /* xi in the order of the bits of a flat position: row bits, then cell bits. */
    zks_scalar position[ZKS_MAX_ROUNDS];
    memcpy(position, c->xi + cell_bits, row_bits * sizeof *position);
    memcpy(position + row_bits, c->xi, cell_bits * sizeof *position);

    zks_scalar zeta2, e, w, rows_at_xi, term;
    zks_scalar_square(&zeta2, &c->zeta);
    basis_weights(f->weights, shape, c, position, &zeta2);

    zks_eq_table(f->matrix_rows, position + shape->row_length_bits, shape->rounds - shape->row_length_bits);
    f->rest = zks_scalar_zero;
    for (size_t k = shape->matrix_rows; k < shape->all_matrix_rows; k++)
        zks_scalar_add(&f->rest, &f->rest, &f->matrix_rows[k]);
    zks_scalar_invert(&term, &c->alpha);
    zks_scalar_mul(&f->rest, &f->rest, &term);
    zks_scalar_mul(&f->rest, &f->rest, &c->eta);

    zks_eq_point(&e, c->anchor, c->xi, shape->rounds);
    zks_eq_point(&rows_at_xi, c->anchor + cell_bits, c->xi + cell_bits, row_bits);
    zks_eq_table(cell_eq, c->xi, cell_bits);
    w = zks_scalar_zero;
    for (size_t cell = 0; cell < shape->cells; cell++) {
        zks_scalar_mul(&term, &cell_eq[cell], &cell_weights[cell]);
        zks_scalar_add(&w, &w, &term);
    }
    zks_scalar_mul(&w, &w, &rows_at_xi);
    free(cell_eq);

    /* T = zeta (S' + gamma const e_N) + zeta^2 (s_L + e) */
    zks_scalar_mul(&term, &c->gamma, constant);
    zks_scalar_mul(&term, &term, rows_eq);
    zks_scalar_add(&term, &term, sum);
    zks_scalar_mul(&f->target, &term, &c->zeta);
    zks_scalar_add(&term, last, &e);
    zks_scalar_mul(&term, &term, &zeta2);
    zks_scalar_add(&f->target, &f->target, &term);

    /* c_d = 1 - zeta^2 gamma w, c_h = eta - zeta^2 (e alpha + beta), c_p = - zeta^2 e */
    zks_scalar_mul(&term, &zeta2, &c->gamma);
    zks_scalar_mul(&term, &term, &w);
    zks_scalar_sub(&f->end_d, &zks_scalar_one, &term);
    zks_scalar_mul(&term, &e, &c->alpha);
    zks_scalar_add(&term, &term, &c->beta);
    zks_scalar_mul(&term, &term, &zeta2);
    zks_scalar_sub(&f->end_h, &c->eta, &term);
    zks_scalar_mul(&term, &zeta2, &e);
    zks_scalar_neg(&f->end_p, &term);
    return true;
}

void zks_functional_clear(zks_functional *f)
{
    free(f->matrix_rows);
    free(f->weights);
    *f = (zks_functional){0};
}
