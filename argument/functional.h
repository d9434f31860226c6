/* The public vectors both sides compute from challenges (docs/protocol.md, section 5): eq tables, cell weights, and
 * what the opening asserts about the opened vector. Variable-time: everything here is public.
 */
#ifndef ZKS_ARGUMENT_FUNCTIONAL_H
#define ZKS_ARGUMENT_FUNCTIONAL_H

#include "argument/schedule.h"
#include "argument/system.h"

/* out[i] = eq(point, i) for i < 2^bits; bit j of i goes with point[j]. */
void zks_eq_table(zks_scalar *out, const zks_scalar *point, unsigned bits);
/* eq(a, b) of two vectors. */
void zks_eq_point(zks_scalar *out, const zks_scalar *a, const zks_scalar *b, unsigned count);

/* W over the padded cells (`padded` of them, zeros behind system->cells), and sum_c kappa^c const_c. */
void zks_cell_weights(zks_scalar *weights, size_t padded, zks_scalar *constant, const zks_system *system,
                      const zks_scalar *kappa, const zks_scalar *kappa_prime);

/* out = 1/(alpha + v) for v < 256; alpha is none of 0, -1 .. -255. */
void zks_reciprocals(zks_scalar out[256], const zks_scalar *alpha);

/* The value at x of the polynomial of degree 3 through (0, at[0]), (1, at[1]), (2, at[2]), (3, at[3]). */
void zks_cubic_at(zks_scalar *out, const zks_scalar at[4], const zks_scalar *x);

/* What the opening is about, from all challenges up to the separators. */
typedef struct {
    zks_scalar *matrix_rows;        /* e_k, all_matrix_rows of them */
    zks_scalar rest;                /* eta e_rest / alpha: the scalar of every G_c for the rows that are not sent */
    zks_scalar *weights;            /* u, basis.length of them */
    zks_scalar end_d, end_h, end_p; /* c_d, c_h, c_p */
    zks_scalar target;              /* T */
} zks_functional;

/* `rows_eq` = sum of eq(rho, i) over i < rows; `sum` = S', `last` = s_L. False: out of memory. */
bool zks_functional_make(zks_functional *f, const zks_shape *shape, const zks_challenges *c,
                         const zks_scalar *cell_weights, const zks_scalar *constant, const zks_scalar *rows_eq,
                         const zks_scalar *sum, const zks_scalar *last);
void zks_functional_clear(zks_functional *f);

#endif
