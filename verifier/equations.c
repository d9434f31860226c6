#include "verifier/equations.h"

#include <stdlib.h>

zks_status zks_proof_scalars_read(zks_proof_scalars *out, const zks_shape *shape, const zks_word *proof)
{
    bool canonical = zks_scalar_decode(&out->sum, proof[shape->at.sum]);
    for (unsigned i = 0; i < shape->rounds; i++)
        for (unsigned j = 0; j < 3; j++)
            canonical &= zks_scalar_decode(&out->rounds[i][j], proof[shape->at.rounds + 3 * (size_t)i + j]);
    for (unsigned j = 0; j < 3; j++)
        canonical &= zks_scalar_decode(&out->product_responses[j], proof[shape->at.product_responses + j]);
    for (unsigned j = 0; j < 2; j++)
        canonical &= zks_scalar_decode(&out->responses[j], proof[shape->at.responses + j]);
    return canonical ? ZKS_OK : ZKS_REJECT_SCALAR;
}

/* acc -= a b */
static void sub_product(zks_scalar *acc, const zks_scalar *a, const zks_scalar *b)
{
    zks_scalar product;
    zks_scalar_mul(&product, a, b);
    zks_scalar_sub(acc, acc, &product);
}

static void add_product_proof(zks_fixed_scalars *fixed, zks_scalar *points, const zks_checked_proof *proof,
                              const zks_scalar *first, const zks_scalar *second)
{
    const zks_layout *at = &proof->shape->at;
    const zks_scalar *z = proof->scalars->product_responses, *c = &proof->challenges->product;
    zks_scalar_add(&points[at->product], &points[at->product], first);
    zks_scalar_add(&points[at->product + 1], &points[at->product + 1], second);
    zks_scalar_add_product(&points[at->ends], first, c);
    sub_product(&points[at->ends + 1], second, &z[0]);
    zks_scalar_add_product(&points[at->ends + 2], second, c);
    sub_product(&fixed->q, first, &z[0]);
    sub_product(&fixed->h, first, &z[1]);
    sub_product(&fixed->h, second, &z[2]);
}

/* The last claim of the sumcheck. */
static void last_claim(zks_scalar *claim, const zks_checked_proof *proof)
{
    *claim = proof->scalars->sum;
    for (unsigned i = 0; i < proof->shape->rounds; i++) {
        const zks_scalar *sent = proof->scalars->rounds[i];
        zks_scalar at[4] = {sent[0], *claim, sent[1], sent[2]};
        zks_scalar_sub(&at[1], claim, &sent[0]);
        zks_cubic_at(claim, at, &proof->challenges->xi[i]);
    }
}

/* fold_scalars[i] = the scalar of basis position i in the folded basis: the product of the challenges of the folds in
 * which i stood in the high half. */
static void fold_table(zks_scalar *fold_scalars, const zks_challenges *c, unsigned folds)
{
    fold_scalars[0] = zks_scalar_one;
    for (unsigned bit = 0; bit < folds; bit++) {
        size_t half = (size_t)1 << bit;
        for (size_t i = 0; i < half; i++)
            zks_scalar_mul(&fold_scalars[half + i], &fold_scalars[i], &c->fold[folds - 1 - bit]);
    }
}

/* - z ( basis' + u' chi Q ) */
static void sub_folded_basis(zks_fixed_scalars *fixed, const zks_shape *s, const zks_challenges *c,
                             const zks_functional *functional, const zks_scalar *fold_scalars, const zks_scalar *z)
{
    const zks_basis *basis = &s->basis;
    for (size_t i = 0; i < s->row_length; i++)
        sub_product(&fixed->g[i], z, &fold_scalars[i]);
    for (size_t v = 0; v < 256; v++)
        sub_product(&fixed->m[v], z, &fold_scalars[basis->m + v]);
    for (size_t a = 0; a < s->committed; a++)
        sub_product(&fixed->a[a], z, &fold_scalars[basis->a + a]);
    sub_product(&fixed->id, z, &fold_scalars[basis->id]);
    for (size_t k = basis->k; k < basis->r; k++)
        sub_product(&fixed->k[k - basis->k], z, &fold_scalars[k]);
    if (s->external > 0)
        sub_product(&fixed->r, z, &fold_scalars[basis->r]);

    zks_scalar folded_weight = zks_scalar_zero;
    for (size_t i = 0; i < basis->used; i++)
        zks_scalar_add_product(&folded_weight, &functional->weights[i], &fold_scalars[i]);
    zks_scalar_mul(&folded_weight, &folded_weight, &c->chi);
    sub_product(&fixed->q, z, &folded_weight);
}

/* theta_R P_R, times `weight`. */
static void add_reserves(zks_scalar *external, const zks_shape *s, const zks_challenges *c, const zks_scalar *weight)
{
    zks_scalar scale;
    zks_scalar_mul(&scale, weight, &c->theta_r);
    for (size_t a = 0; a < s->committed; a++)
        zks_scalar_mul(&scale, &scale, &c->kappa_prime);
    for (size_t j = 0; j < s->external; j++) {
        zks_scalar_mul(&scale, &scale, &c->kappa_prime);
        zks_scalar_add(&external[j], &external[j], &scale);
    }
}

/* The folded Kc, times `weight`. */
static void add_folded_commitment(zks_fixed_scalars *fixed, const zks_table_scalars *table, const zks_scalar *rows_eq,
                                  const zks_checked_proof *proof, const zks_functional *functional,
                                  const zks_scalar *weight)
{
    zks_scalar *points = table->sent;
    const zks_shape *s = proof->shape;
    const zks_challenges *c = proof->challenges;
    const zks_layout *at = &s->at;

    /* Kc' = x^2 left + x Kc + right, folded again and again: from the last fold back. */
    zks_scalar later = *weight, term;
    for (unsigned i = s->folds; i-- > 0;) {
        const zks_scalar *x = &c->fold[i];
        zks_scalar *left = &points[at->folds + 2 * (size_t)i], *right = left + 1;
        zks_scalar_add(right, right, &later);
        zks_scalar_mul(&term, &later, x);
        zks_scalar_add_product(left, &term, x);
        later = term;
    }

    const zks_scalar *whole = &later;
    for (size_t i = 0; i < s->row_length; i++)
        zks_scalar_add_product(&fixed->g[i], whole, &functional->rest);
    for (size_t k = 0; k < s->matrix_rows; k++) {
        zks_scalar_mul(&term, whole, &functional->matrix_rows[k]);
        zks_scalar_add(&points[at->digits + k], &points[at->digits + k], &term);
        zks_scalar_add_product(&points[at->reciprocals + k], &term, &c->eta);
    }
    zks_scalar_add_product(&points[at->multiplicities], whole, &c->theta_m);
    zks_scalar_add_product(&points[at->mask], whole, &c->theta_k);
    zks_scalar_mul(&term, whole, &c->theta_p);
    for (size_t i = 0; i < s->rows; i++)
        zks_scalar_add_product(&table->commitments[i], &term, &rows_eq[i]);
    if (s->external > 0)
        add_reserves(table->external, s, c, whole);
    zks_scalar_mul(&term, whole, &c->chi);
    zks_scalar_add_product(&fixed->q, &term, &functional->target);
    zks_scalar_add_product(&points[at->ends], &term, &functional->end_d);
    zks_scalar_add_product(&points[at->ends + 1], &term, &functional->end_h);
    zks_scalar_add_product(&points[at->ends + 2], &term, &functional->end_p);
}

static bool add_opening(zks_fixed_scalars *fixed, const zks_table_scalars *table, const zks_checked_proof *proof,
                        const zks_scalar *weight)
{
    const zks_shape *s = proof->shape;
    const zks_challenges *c = proof->challenges;
    zks_scalar *rows_eq = malloc(s->padded_rows * sizeof *rows_eq);
    zks_scalar *cell_weights = malloc(s->padded_cells * sizeof *cell_weights);
    zks_scalar *fold_scalars = malloc(s->basis.length * sizeof *fold_scalars);
    zks_functional functional = {0};
    bool done = rows_eq != NULL && cell_weights != NULL && fold_scalars != NULL;
    if (done) {
        zks_scalar constant, real_rows = zks_scalar_zero, last;
        zks_cell_weights(cell_weights, s->padded_cells, &constant, proof->system, &c->kappa, &c->kappa_prime);
        zks_eq_table(rows_eq, c->anchor + s->cell_bits, s->row_bits);
        for (size_t i = 0; i < s->rows; i++)
            zks_scalar_add(&real_rows, &real_rows, &rows_eq[i]);
        last_claim(&last, proof);
        done = zks_functional_make(&functional, s, c, cell_weights, &constant, &real_rows, &proof->scalars->sum, &last);
    }
    if (done) {
        fold_table(fold_scalars, c, s->folds);
        zks_scalar on_commitment, on_basis;
        zks_scalar_mul(&on_commitment, weight, &c->schnorr);
        zks_scalar_mul(&on_basis, weight, &proof->scalars->responses[0]);
        add_folded_commitment(fixed, table, rows_eq, proof, &functional, &on_commitment);
        sub_folded_basis(fixed, s, c, &functional, fold_scalars, &on_basis);
        zks_scalar_add(&table->sent[s->at.schnorr], &table->sent[s->at.schnorr], weight);
        sub_product(&fixed->h, weight, &proof->scalars->responses[1]);
    }
    free(rows_eq);
    free(cell_weights);
    free(fold_scalars);
    zks_functional_clear(&functional);
    return done;
}

bool zks_equations_add(zks_fixed_scalars *fixed, const zks_table_scalars *table, const zks_checked_proof *proof,
                       const zks_scalar weight[ZKS_EQUATIONS])
{
    add_product_proof(fixed, table->sent, proof, &weight[ZKS_EQUATION_PRODUCT_FACTOR], &weight[ZKS_EQUATION_PRODUCT]);
    return add_opening(fixed, table, proof, &weight[ZKS_EQUATION_OPENING]);
}
