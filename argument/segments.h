/* How an attestation's accounts are cut into segments, and where each proof stands in proof.bin (docs/protocol.md,
 * sections 1 and 4). Tables are numbered: account segments 0 .. count - 1, then the pool, `count`.
 */
#ifndef ZKS_ARGUMENT_SEGMENTS_H
#define ZKS_ARGUMENT_SEGMENTS_H

#include "argument/shape.h"
#include "argument/system.h"

typedef struct {
    size_t rows, segment_rows;
    size_t count;               /* account segments */
    zks_shape full, last, pool; /* shapes of segments 0 .. count - 2, of segment count - 1, of the pool */
    size_t words;               /* of proof.bin */
} zks_segments;

/* False where a table's size is out of range (zks_shape_make), or the account table has external columns; *segments is
 * untouched then. rows >= 1, segment_rows >= 1. */
bool zks_segments_make(zks_segments *segments, uint64_t rows, uint32_t segment_rows, const zks_system *account,
                       const zks_system *pool);

const zks_shape *zks_segments_shape(const zks_segments *segments, size_t table);
/* First row of an account segment. */
size_t zks_segments_first_row(const zks_segments *segments, size_t table);
/* First word of the table's proof. */
size_t zks_segments_first_word(const zks_segments *segments, size_t table);

/* Generators that all tables together need (crypto/generators.h). */
typedef struct {
    size_t g, a, k;
} zks_generator_counts;
zks_generator_counts zks_segments_generators(const zks_segments *segments);

#endif
