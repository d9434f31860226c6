/* The arithmetic of a sumcheck round over a sparse table (docs/protocol.md, section 5, step 4): sums over pairs of
 * nodes, and pairs bound to one. Eight pairs side by side where the processor can (crypto/backend.h).
 */
#ifndef ZKS_CRYPTO_PAIRS_H
#define ZKS_CRYPTO_PAIRS_H

#include "crypto/scalar.h"

/* The values of the two folded functions at one place. */
typedef struct {
    zks_scalar d, h;
} zks_node;

/* Two neighbours, by their places in an array of nodes (a node of zeros stands for one that is not there), and where
 * their weights stand: E = row_weight[row] * cell_weight[cell], W = constraint_weight[2 cell], constraint_weight[2 cell
 * + 1]. */
typedef struct {
    uint32_t low, high, cell, row;
} zks_pair;

/* A polynomial of degree 2 by its values at 0 and 1 and its leading coefficient. */
typedef struct {
    zks_scalar at0, at1, leading;
} zks_quadratic;

/* Sums over pairs, each as a polynomial in the variable that binds the pair. Nothing but scalars. */
typedef struct {
    zks_quadratic product;     /* E h d */
    zks_quadratic constraint;  /* row_weight W d */
    zks_scalar h_at0, h_at1;   /* E h */
    zks_scalar d_at0, d_at1;   /* E d */
    zks_scalar plain0, plain1; /* h */
} zks_pair_sums;

/* Adds `count` pairs to *sums. */
void zks_pairs_sum(zks_pair_sums *sums, const zks_pair *pairs, size_t count, const zks_node *nodes,
                   const zks_scalar *row_weight, const zks_scalar *cell_weight, const zks_scalar *constraint_weight);
void zks_pair_sums_add(zks_pair_sums *total, const zks_pair_sums *part);

/* out[i] = low + x (high - low) for pair i. `out` and `nodes` do not overlap. */
void zks_pairs_bind(zks_node *out, const zks_pair *pairs, size_t count, const zks_node *nodes, const zks_scalar *x);

#endif
