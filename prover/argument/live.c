#include "prover/argument/live.h"

#include <string.h>

enum { CHUNK = 4096, BATCH = 256 };

static size_t node_of(const zks_live *live, size_t i)
{
    return live->digit != NULL ? live->digit[i] : i + 1;
}

/* Cuts the nodes into chunks that split no pair. */
static void cut(zks_live *live)
{
    live->chunks = 0;
    live->first[0] = 0;
    while (live->first[live->chunks] < live->count) {
        size_t end = live->first[live->chunks] + CHUNK;
        if (end >= live->count)
            end = live->count;
        else if (live->position[end - 1] >> 1 == live->position[end] >> 1)
            end++;
        live->first[++live->chunks] = end;
    }
}

bool zks_live_start(zks_live *live, const zks_shape *shape, const zks_witness *witness, const zks_node of_digit[256])
{
    size_t count = witness->row_start[shape->rows], chunks = count / CHUNK + 2;
    *live = (zks_live){.count = count, .digit = witness->digit};
    live->position = zks_witness_new(count + 1, sizeof *live->position);
    live->nodes = zks_witness_new(256, sizeof *live->nodes);
    live->first = zks_witness_new(chunks, sizeof *live->first);
    live->merged = zks_witness_new(chunks, sizeof *live->merged);
    if (live->position == NULL || live->nodes == NULL || live->first == NULL || live->merged == NULL) {
        zks_live_clear(live);
        return false;
    }
    memcpy(live->nodes, of_digit, 256 * sizeof *live->nodes);
    for (size_t row = 0; row < shape->rows; row++)
        for (size_t i = witness->row_start[row]; i < witness->row_start[row + 1]; i++)
            live->position[i] = ((uint64_t)row << shape->cell_bits) + witness->cell[i];
    cut(live);
    return true;
}

void zks_live_clear(zks_live *live)
{
    zks_witness_free(live->position);
    zks_witness_free(live->nodes);
    zks_witness_free(live->spare_position);
    zks_witness_free(live->spare_nodes);
    zks_witness_free(live->first);
    zks_witness_free(live->merged);
    *live = (zks_live){0};
}

/* The next pairs from node *at on, at most BATCH; where `position` is not NULL, the positions they will have. */
static size_t take_pairs(const zks_live *live, unsigned cell_bits, size_t *at, size_t end, zks_pair pairs[BATCH],
                         uint64_t *position)
{
    size_t count = 0, i = *at;
    uint64_t cell_mask = ((uint64_t)1 << cell_bits) - 1;
    while (i < end && count < BATCH) {
        uint64_t here = live->position[i], above = here >> 1;
        bool is_high = here & 1, both = !is_high && i + 1 < end && live->position[i + 1] == here + 1;
        zks_pair pair = {.cell = (uint32_t)(above & cell_mask), .row = (uint32_t)(above >> cell_bits)};
        if (is_high)
            pair.high = (uint32_t)node_of(live, i);
        else
            pair.low = (uint32_t)node_of(live, i);
        if (both)
            pair.high = (uint32_t)node_of(live, i + 1);
        if (position != NULL)
            position[count] = above;
        pairs[count++] = pair;
        i += both ? 2 : 1;
    }
    *at = i;
    return count;
}

void zks_live_sum(zks_live *live, const zks_live_weights *weights, zks_pair_sums *sums, int threads)
{
#pragma omp parallel num_threads(threads)
    {
        zks_pair_sums own = {0};
        zks_pair pairs[BATCH];
#pragma omp for schedule(dynamic)
        for (size_t chunk = 0; chunk < live->chunks; chunk++) {
            size_t at = live->first[chunk], end = live->first[chunk + 1], merged = 0;
            while (at < end) {
                size_t count = take_pairs(live, weights->cell_bits, &at, end, pairs, NULL);
                zks_pairs_sum(&own, pairs, count, live->nodes, weights->row_weight, weights->cell_weight,
                              weights->constraint_weight);
                merged += count;
            }
            live->merged[chunk] = merged;
        }
#pragma omp critical(zks_live)
        zks_pair_sums_add(sums, &own);
    }
}

/* live->merged from counts to the places where chunks begin; returns their sum. */
static size_t place_chunks(zks_live *live)
{
    size_t total = 0;
    for (size_t chunk = 0; chunk < live->chunks; chunk++) {
        size_t count = live->merged[chunk];
        live->merged[chunk] = total;
        total += count;
    }
    return total;
}

/* Room for `count` nodes and the zero one, in the spare arrays. */
static bool make_room(zks_live *live, size_t count)
{
    if (count + 1 <= live->spare_room)
        return true;
    zks_witness_free(live->spare_nodes);
    zks_witness_free(live->spare_position);
    live->spare_nodes = zks_witness_new(count + 1, sizeof *live->spare_nodes);
    live->spare_position = zks_witness_new(count + 1, sizeof *live->spare_position);
    live->spare_room = count + 1;
    return live->spare_nodes != NULL && live->spare_position != NULL;
}

/* The nodes now in the spare arrays become the nodes; those that were become spare, but for the table of digits. */
static void take_spare(zks_live *live, size_t count)
{
    zks_node *nodes = live->nodes;
    uint64_t *position = live->position;
    size_t room = live->room;
    live->nodes = live->spare_nodes;
    live->position = live->spare_position;
    live->room = live->spare_room;
    if (live->digit != NULL) {
        zks_witness_free(nodes);
        zks_witness_free(position);
        nodes = NULL;
        position = NULL;
        room = 0;
    }
    live->spare_nodes = nodes;
    live->spare_position = position;
    live->spare_room = room;
    live->digit = NULL;
    live->count = count;
}

bool zks_live_bind(zks_live *live, const zks_scalar *x, int threads)
{
    size_t total = place_chunks(live);
    if (!make_room(live, total))
        return false;
#pragma omp parallel for schedule(dynamic) num_threads(threads)
    for (size_t chunk = 0; chunk < live->chunks; chunk++) {
        zks_pair pairs[BATCH];
        size_t at = live->first[chunk], end = live->first[chunk + 1], to = live->merged[chunk];
        while (at < end) {
            size_t count = take_pairs(live, 0, &at, end, pairs, live->spare_position + to);
            zks_pairs_bind(live->spare_nodes + 1 + to, pairs, count, live->nodes, x);
            to += count;
        }
    }
    take_spare(live, total);
    cut(live);
    return true;
}
