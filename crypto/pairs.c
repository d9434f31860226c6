#include "crypto/pairs.h"

#include "crypto/backend.h"
#include "crypto/counters.h"

enum { SUMMED = 13, BOUND = 2 }; /* multiplications a pair (crypto/portable/pairs.c) */

void zks_pair_sums_add(zks_pair_sums *total, const zks_pair_sums *part)
{
    zks_scalar *to = (zks_scalar *)total;
    const zks_scalar *from = (const zks_scalar *)part;
    for (size_t i = 0; i < sizeof *total / sizeof *to; i++)
        zks_scalar_add(&to[i], &to[i], &from[i]);
}

void zks_pairs_sum(zks_pair_sums *sums, const zks_pair *pairs, size_t count, const zks_node *nodes,
                   const zks_scalar *row_weight, const zks_scalar *cell_weight, const zks_scalar *constraint_weight)
{
    zks_work_add(ZKS_WORK_SCALAR, SUMMED * (uint64_t)count);
    zks_backend_current()->pairs_sum(sums, pairs, count, nodes, row_weight, cell_weight, constraint_weight);
}

void zks_pairs_bind(zks_node *out, const zks_pair *pairs, size_t count, const zks_node *nodes, const zks_scalar *x)
{
    zks_work_add(ZKS_WORK_SCALAR, BOUND * (uint64_t)count);
    zks_backend_current()->pairs_bind(out, pairs, count, nodes, x);
}
