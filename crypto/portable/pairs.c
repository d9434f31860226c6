/* Pairs of a sumcheck round, one after the other: the reference for crypto/ifma/pairs.c. */
#include "crypto/portable/pairs.h"

static void add_pair(zks_pair_sums *s, const zks_node *low, const zks_node *high, const zks_scalar *row_weight,
                     const zks_scalar *cell_weight, const zks_scalar w[2])
{
    zks_scalar d0, d1, weight, h0, h1, slope, other_slope;
    zks_scalar_mul(&d0, row_weight, &low->d);
    zks_scalar_mul(&d1, row_weight, &high->d);
    zks_scalar_add_product(&s->constraint.at0, &d0, &w[0]);
    zks_scalar_add_product(&s->constraint.at1, &d1, &w[1]);
    zks_scalar_sub(&slope, &d1, &d0);
    zks_scalar_sub(&other_slope, &w[1], &w[0]);
    zks_scalar_add_product(&s->constraint.leading, &slope, &other_slope);
    zks_scalar_add_product(&s->d_at0, &d0, cell_weight);
    zks_scalar_add_product(&s->d_at1, &d1, cell_weight);

    zks_scalar_mul(&weight, row_weight, cell_weight);
    zks_scalar_mul(&h0, &weight, &low->h);
    zks_scalar_mul(&h1, &weight, &high->h);
    zks_scalar_add(&s->h_at0, &s->h_at0, &h0);
    zks_scalar_add(&s->h_at1, &s->h_at1, &h1);
    zks_scalar_add_product(&s->product.at0, &h0, &low->d);
    zks_scalar_add_product(&s->product.at1, &h1, &high->d);
    zks_scalar_sub(&slope, &h1, &h0);
    zks_scalar_sub(&other_slope, &high->d, &low->d);
    zks_scalar_add_product(&s->product.leading, &slope, &other_slope);

    zks_scalar_add(&s->plain0, &s->plain0, &low->h);
    zks_scalar_add(&s->plain1, &s->plain1, &high->h);
}

void zks_portable_pairs_sum(zks_pair_sums *sums, const zks_pair *pairs, size_t count, const zks_node *nodes,
                            const zks_scalar *row_weight, const zks_scalar *cell_weight,
                            const zks_scalar *constraint_weight)
{
    for (size_t i = 0; i < count; i++)
        add_pair(sums, &nodes[pairs[i].low], &nodes[pairs[i].high], &row_weight[pairs[i].row],
                 &cell_weight[pairs[i].cell], &constraint_weight[2 * (size_t)pairs[i].cell]);
}

/* out = a + x (b - a) */
static void interpolate(zks_scalar *out, const zks_scalar *a, const zks_scalar *b, const zks_scalar *x)
{
    zks_scalar slope;
    zks_scalar_sub(&slope, b, a);
    zks_scalar_mul(&slope, &slope, x);
    zks_scalar_add(out, a, &slope);
}

void zks_portable_pairs_bind(zks_node *out, const zks_pair *pairs, size_t count, const zks_node *nodes,
                             const zks_scalar *x)
{
    for (size_t i = 0; i < count; i++) {
        const zks_node *low = &nodes[pairs[i].low], *high = &nodes[pairs[i].high];
        interpolate(&out[i].d, &low->d, &high->d, x);
        interpolate(&out[i].h, &low->h, &high->h, x);
    }
}
