#ifndef ZKS_CRYPTO_IFMA_PAIRS_H
#define ZKS_CRYPTO_IFMA_PAIRS_H

#include "crypto/pairs.h"

void zks_ifma_pairs_sum(zks_pair_sums *sums, const zks_pair *pairs, size_t count, const zks_node *nodes,
                        const zks_scalar *row_weight, const zks_scalar *cell_weight,
                        const zks_scalar *constraint_weight);
void zks_ifma_pairs_bind(zks_node *out, const zks_pair *pairs, size_t count, const zks_node *nodes,
                         const zks_scalar *x);

#endif
