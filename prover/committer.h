/* Commitments to accounts in bulk: C = sum_a value_a A_a + id Id + r H (docs/protocol.md, section 1).
 *
 * Tables are of the halved generators: a sum over them is C/2, and the encoding of a double needs no square root
 * (crypto/group.h, zks_encode_doubles_batch).
 */
#ifndef ZKS_PROVER_COMMITTER_H
#define ZKS_PROVER_COMMITTER_H

#include "circuits/table.h"
#include "crypto/generators.h"
#include "crypto/msm.h"

typedef struct zks_committer zks_committer;

/* `used[a]` says whether any account has anything in committed column a: only those get a table. NULL: no memory. */
zks_committer *zks_committer_new(const zks_generators *generators, const zks_table *account, const bool *used,
                                 int threads);
void zks_committer_free(zks_committer *committer);

/* out = C/2. Columns of `values` are used ones. */
void zks_commit_half(const zks_committer *committer, const zks_value *values, size_t count, const zks_scalar *id,
                     const zks_scalar *blinding, zks_point *out);
/* The same as a list of points to add up (zks_sum_lists_var), for many accounts at once. Returns its length, at most
 * zks_commit_list_most(count). */
size_t zks_commit_half_list(const zks_committer *committer, const zks_value *values, size_t count, const zks_scalar *id,
                            const zks_scalar *blinding, zks_summand *list);
size_t zks_commit_list_most(size_t count);

#endif
