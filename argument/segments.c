#include "argument/segments.h"

bool zks_segments_make(zks_segments *segments, uint64_t rows, uint32_t segment_rows, const zks_system *account,
                       const zks_system *pool)
{
    if (rows == 0 || segment_rows == 0 || account->external > 0)
        return false;
    zks_segments s = {.rows = (size_t)rows, .segment_rows = segment_rows};
    s.count = (size_t)((rows - 1) / segment_rows + 1);
    uint64_t in_last = rows - (uint64_t)(s.count - 1) * segment_rows;
    if (!zks_shape_make(&s.full, segment_rows, account->cells, account->committed, 0) ||
        !zks_shape_make(&s.last, in_last, account->cells, account->committed, 0) ||
        !zks_shape_make(&s.pool, 1, pool->cells, pool->committed, pool->external))
        return false;
    s.words = (s.count - 1) * s.full.at.words + s.last.at.words + s.pool.at.words;
    *segments = s;
    return true;
}

const zks_shape *zks_segments_shape(const zks_segments *segments, size_t table)
{
    if (table == segments->count)
        return &segments->pool;
    return table + 1 == segments->count ? &segments->last : &segments->full;
}

size_t zks_segments_first_row(const zks_segments *segments, size_t table)
{
    return table * segments->segment_rows;
}

size_t zks_segments_first_word(const zks_segments *segments, size_t table)
{
    if (table < segments->count)
        return table * segments->full.at.words;
    return (segments->count - 1) * segments->full.at.words + segments->last.at.words;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

zks_generator_counts zks_segments_generators(const zks_segments *segments)
{
    zks_generator_counts most = {0};
    const zks_shape *first = zks_segments_shape(segments, 0);
    const zks_shape *shapes[] = {first, &segments->last, &segments->pool};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        most.g = larger(most.g, shapes[i]->row_length);
        most.a = larger(most.a, shapes[i]->committed);
        most.k = larger(most.k, 3 * (size_t)shapes[i]->rounds + 1);
    }
    return most;
}
