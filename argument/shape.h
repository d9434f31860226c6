/* The sizes of one proof, all from the number of rows and the system (docs/protocol.md, "Shape"), and where each of its
 * 32-byte words stands. Prover and verifier index the same layout; nothing read from a proof decides a length.
 */
#ifndef ZKS_ARGUMENT_SHAPE_H
#define ZKS_ARGUMENT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZKS_MAX_ROUNDS 48 /* of the sumcheck, and of folding */

typedef uint8_t zks_word[32]; /* an encoded point or scalar */

/* Word offsets into a proof: all its points, then all its scalars. */
typedef struct {
    size_t digits;         /* matrix_rows points */
    size_t multiplicities; /* point */
    size_t reciprocals;    /* matrix_rows points */
    size_t mask;           /* point */
    size_t ends;           /* points V_d, V_h, V_p */
    size_t product;        /* points T_1, T_2 */
    size_t folds;          /* 2 points a fold: left, right */
    size_t schnorr;        /* point */

    size_t points;            /* how many: the first scalar's offset */
    size_t sum;               /* scalar */
    size_t rounds;            /* 3 scalars a round: at 0, 2, 3 */
    size_t product_responses; /* scalars z_1, z_2, z_3 */
    size_t responses;         /* scalars z, z' */
    size_t words;             /* of the whole proof */
} zks_layout;

/* Positions in the opened basis. */
typedef struct {
    size_t m, a, id, k, r; /* G stands at 0; r: only where there are external columns */
    size_t used;           /* positions with a generator */
    size_t length;         /* a power of two */
} zks_basis;

typedef struct {
    size_t rows, padded_rows;   /* N, N' */
    size_t cells, padded_cells; /* B, D */
    size_t committed, external; /* m, q */
    unsigned row_bits, cell_bits, rounds;
    size_t row_length;        /* n: cells of a matrix row, a power of two, a multiple of padded_rows */
    unsigned row_length_bits; /* log2 n */
    size_t matrix_rows;       /* R: those sent */
    size_t all_matrix_rows;   /* 2^L / n */
    unsigned folds;           /* log2 of the basis' length */
    zks_basis basis;
    zks_layout at;
} zks_shape;

/* False where rows or cells are zero, a size is beyond ZKS_MAX_ROUNDS, there are fewer cells than columns with a
 * commitment, or several rows and external columns; *shape is untouched then. */
bool zks_shape_make(zks_shape *shape, uint64_t rows, size_t cells, size_t committed, size_t external);

#endif
