/* The live cells of a table while the sumcheck binds its variables: those where d, or h' = h - 1/alpha, is not zero.
 * Sorted by position (row * padded cells + cell, the order of the variables), so that the two halves of a pair are
 * neighbours; a round halves positions and merges pairs.
 */
#ifndef ZKS_PROVER_ARGUMENT_LIVE_H
#define ZKS_PROVER_ARGUMENT_LIVE_H

#include "crypto/pairs.h"
#include "prover/argument/prover.h"

typedef struct {
    size_t count;
    uint64_t *position;
    const uint8_t *digit;     /* before the first round: node i is nodes[digit[i]]; later NULL: it is nodes[i + 1] */
    zks_node *nodes;          /* nodes[0] is zero */
    uint64_t *spare_position; /* what held the nodes before, used again: room for `spare_room` */
    zks_node *spare_nodes;
    size_t room, spare_room; /* nodes[0] counts */
    size_t chunks; /* work is cut between pairs: chunk c is first[c] .. first[c + 1] - 1, and becomes nodes from
                      merged[c] on */
    size_t *first, *merged;
} zks_live;

/* The digits of a witness, with `of_digit[v]` the node of digit v. */
bool zks_live_start(zks_live *live, const zks_shape *shape, const zks_witness *witness, const zks_node of_digit[256]);
void zks_live_clear(zks_live *live);

/* What pairs weigh: eq over the cell and row variables above the current one, W over the current one and those above.
 * While the row is being bound, cell_bits is 0 and there is one cell. */
typedef struct {
    const zks_scalar *row_weight, *cell_weight, *constraint_weight;
    unsigned cell_bits; /* variables of the cell above the current one */
} zks_live_weights;

void zks_live_sum(zks_live *live, const zks_live_weights *weights, zks_pair_sums *sums, int threads);
/* Binds the current variable to x, after zks_live_sum. False: out of memory. */
bool zks_live_bind(zks_live *live, const zks_scalar *x, int threads);

#endif
