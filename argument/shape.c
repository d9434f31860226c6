#include "argument/shape.h"

static unsigned bits_of_pow2_at_least(uint64_t x)
{
    unsigned bits = 0;
    while (bits < 63 && (UINT64_C(1) << bits) < x)
        bits++;
    return bits;
}

static zks_layout layout_of(const zks_shape *s)
{
    zks_layout at;
    size_t next = 0;
    at.digits = next, next += s->matrix_rows;
    at.multiplicities = next, next += 1;
    at.reciprocals = next, next += s->matrix_rows;
    at.mask = next, next += 1;
    at.ends = next, next += 3;
    at.product = next, next += 2;
    at.folds = next, next += 2 * (size_t)s->folds;
    at.schnorr = next, next += 1;
    at.points = next;
    at.sum = next, next += 1;
    at.rounds = next, next += 3 * (size_t)s->rounds;
    at.product_responses = next, next += 3;
    at.responses = next, next += 2;
    at.words = next;
    return at;
}

bool zks_shape_make(zks_shape *shape, uint64_t rows, size_t cells, size_t committed, size_t external)
{
    if (rows == 0 || cells == 0 || rows > UINT32_MAX || cells > UINT32_MAX)
        return false;
    if (committed > cells || external > cells - committed || (external > 0 && rows > 1))
        return false;
    zks_shape s = {.rows = (size_t)rows, .cells = cells, .committed = committed, .external = external};
    s.row_bits = bits_of_pow2_at_least(rows);
    s.cell_bits = bits_of_pow2_at_least(cells);
    s.rounds = s.row_bits + s.cell_bits;
    if (s.rounds > ZKS_MAX_ROUNDS)
        return false;
    s.padded_rows = (size_t)1 << s.row_bits;
    s.padded_cells = (size_t)1 << s.cell_bits;

    unsigned half = (s.rounds + 1) / 2;
    s.row_length_bits = half > s.row_bits ? half : s.row_bits;
    s.row_length = (size_t)1 << s.row_length_bits;
    s.all_matrix_rows = (size_t)1 << (s.rounds - s.row_length_bits);
    size_t cells_a_row = s.row_length >> s.row_bits;
    s.matrix_rows = (s.cells + cells_a_row - 1) / cells_a_row;

    s.basis.m = s.row_length;
    s.basis.a = s.basis.m + 256;
    s.basis.id = s.basis.a + committed;
    s.basis.k = s.basis.id + 1;
    s.basis.r = s.basis.k + 3 * (size_t)s.rounds + 1;
    s.basis.used = s.basis.r + (external > 0);
    s.folds = bits_of_pow2_at_least(s.basis.used);
    if (s.folds > ZKS_MAX_ROUNDS)
        return false;
    s.basis.length = (size_t)1 << s.folds;
    s.at = layout_of(&s);
    *shape = s;
    return true;
}
