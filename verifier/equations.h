/* The three equations of one proof (docs/protocol.md, section 5) as one weighted linear combination of points that must
 * be neutral:
 *
 *   weight[0] ( T_1 + c V_d - z_1 Q - z_2 H )                   product-factor
 *   weight[1] ( T_2 + c V_p - z_1 V_h - z_3 H )                 product
 *   weight[2] ( Z + c Kc' - z (basis' + u' chi Q) - z' H )      opening
 *
 * Scalars of the fixed generators are summed over all proofs; those of the commitments and of the proof's own points
 * are written beside the points.
 */
#ifndef ZKS_VERIFIER_EQUATIONS_H
#define ZKS_VERIFIER_EQUATIONS_H

#include "argument/functional.h"
#include "argument/segments.h"

enum { ZKS_EQUATION_PRODUCT_FACTOR, ZKS_EQUATION_PRODUCT, ZKS_EQUATION_OPENING, ZKS_EQUATIONS };

/* The scalars of a proof, decoded. */
typedef struct {
    zks_scalar sum;
    zks_scalar rounds[ZKS_MAX_ROUNDS][3];
    zks_scalar product_responses[3];
    zks_scalar responses[2];
} zks_proof_scalars;

/* ZKS_OK or ZKS_REJECT_SCALAR. */
zks_status zks_proof_scalars_read(zks_proof_scalars *out, const zks_shape *shape, const zks_word *proof);

/* Scalars of the fixed generators: each array as long as all proofs together need. */
typedef struct {
    zks_scalar *g, *m, *a, *k;
    zks_scalar id, q, h, r;
} zks_fixed_scalars;

typedef struct {
    const zks_shape *shape;
    const zks_system *system;
    const zks_challenges *challenges;
    const zks_proof_scalars *scalars;
} zks_checked_proof;

/* Scalars of the points of one table. */
typedef struct {
    zks_scalar *commitments; /* one a row; a pool of one row passes one, to be given to every account's commitment */
    zks_scalar *external;    /* one an external column */
    zks_scalar *sent;        /* shape->at.points of them, in the order of the proof */
} zks_table_scalars;

/* Adds the weighted equations to the scalars. False: out of memory. */
bool zks_equations_add(zks_fixed_scalars *fixed, const zks_table_scalars *table, const zks_checked_proof *proof,
                       const zks_scalar weight[ZKS_EQUATIONS]);

#endif
