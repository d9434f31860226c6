/* Sums of lists of points, LANES lists side by side: one mixed addition of all lanes adds the next point of each.
 *
 *     lane 0   | p0 p1 p2 p3 p4 p5 |        The sums stay in registers; only the points to add are loaded. Lists are
 *     lane 1   | q0 q1 q2 q3 q4    |        taken in descending length, so that lanes end nearly together; one that
 *     lane 2   | r0 r1 r2 r3 r4    |        is at its end adds the identity. Long lists are cut into pieces, so that
 *     ...                                   a row with few distinct digits fills the lanes too.
 *
 * Buckets become lists by counting sort (crypto/buckets.c): additions into one bucket never meet in two lanes, and no
 * bucket is loaded or stored between additions.
 */
#ifndef ZKS_CRYPTO_LANES_LISTS_H
#define ZKS_CRYPTO_LANES_LISTS_H

#include "crypto/lanes/group.h"
#include "crypto/msm_parts.h"

#include <string.h>

enum { SHORTEST_CUT = 8, LONGEST_CUT = 128, PREFETCH = 4 };

typedef struct {
    const zks_summand *first;
    size_t length; /* 1 .. LONGEST_CUT */
    zks_point *out;
} piece;

static void prefetch_point(const zks_summand *summand)
{
    const char *point = (const char *)zks_summand_point(*summand);
    __builtin_prefetch(point);
    __builtin_prefetch(point + 64);
    __builtin_prefetch(point + sizeof(zks_niels) - 1);
}

/* What the first steps over these pieces will load. */
static void prefetch_pieces(const piece *const *pieces, size_t count)
{
    for (size_t step = 0; step < PREFETCH; step++)
        for (size_t lane = 0; lane < count && lane < LANES; lane++)
            if (step < pieces[lane]->length)
                prefetch_point(pieces[lane]->first + step);
}

/* Sums up to LANES pieces, the first the longest. */
static void sum_pieces(const piece *const *pieces, size_t count)
{
    const zks_niels *point[LANES];
    zks_point nowhere, *to[LANES];
    for (size_t lane = 0; lane < LANES; lane++)
        to[lane] = lane < count ? pieces[lane]->out : &nowhere;
    lane_point sum = lane_point_identity();
    for (size_t step = 0; step < pieces[0]->length; step++) {
        unsigned negative = 0;
        for (size_t lane = 0; lane < LANES; lane++) {
            point[lane] = &zks_niels_identity;
            if (lane >= count || step >= pieces[lane]->length)
                continue;
            const zks_summand *next = pieces[lane]->first + step;
            point[lane] = zks_summand_point(*next);
            negative |= (unsigned)zks_summand_is_negative(*next) << lane;
            if (step + PREFETCH < pieces[lane]->length)
                prefetch_point(next + PREFETCH);
        }
        lane_niels points = lane_niels_load(point);
        if (negative != 0)
            points = lane_niels_neg_if(&points, lane_mask_from_bits(negative));
        sum = step == 0 ? lane_point_from_niels(&points) : lane_point_add_niels(&sum, &points);
    }
    lane_point_store(to, &sum);
}

/* Takes the pieces in descending length: a counting sort. */
static void sum_all_pieces(const piece *pieces, size_t count)
{
    size_t at[LONGEST_CUT + 2] = {0};
    const piece **order = zks_msm_scratch_new(count + 1, sizeof *order);
    for (size_t i = 0; i < count; i++)
        at[LONGEST_CUT - pieces[i].length + 1]++;
    for (size_t i = 1; i < LONGEST_CUT + 2; i++)
        at[i] += at[i - 1];
    for (size_t i = 0; i < count; i++)
        order[at[LONGEST_CUT - pieces[i].length]++] = &pieces[i];
    for (size_t i = 0; i < count; i += LANES) {
        if (i + LANES < count)
            prefetch_pieces(order + i + LANES, count - i - LANES);
        sum_pieces(order + i, count - i < LANES ? count - i : LANES);
    }
    zks_msm_scratch_free(order, count + 1, sizeof *order);
}

/* A cut that leaves every lane something to do, where there is enough. */
static size_t cut_for(size_t total)
{
    const size_t fair = total / (4 * LANES);
    return fair < SHORTEST_CUT ? SHORTEST_CUT : fair > LONGEST_CUT ? LONGEST_CUT : fair;
}

static void lanes_sum_lists_var(zks_point *out, const zks_summand *list, const size_t *start, size_t count)
{
    const size_t cut = cut_for(start[count] - start[0]);
    const size_t most_rests = (start[count] - start[0]) / cut + 1, most_pieces = count + most_rests;
    piece *pieces = zks_msm_scratch_new(most_pieces, sizeof *pieces);
    zks_point *rest = zks_msm_scratch_new(most_rests, sizeof *rest);
    size_t *rest_of = zks_msm_scratch_new(most_rests, sizeof *rest_of);
    size_t piece_count = 0, rest_count = 0;
    for (size_t i = 0; i < count; i++) {
        out[i] = zks_point_identity;
        for (size_t first = start[i]; first < start[i + 1]; first += cut) {
            zks_point *to = &out[i];
            if (first > start[i]) {
                rest_of[rest_count] = i;
                to = &rest[rest_count++];
            }
            const size_t length = start[i + 1] - first < cut ? start[i + 1] - first : cut;
            pieces[piece_count++] = (piece){list + first, length, to};
        }
    }
    sum_all_pieces(pieces, piece_count);
    for (size_t i = 0; i < rest_count; i++)
        zks_point_add(&out[rest_of[i]], &out[rest_of[i]], &rest[i]);
    zks_msm_scratch_free(rest_of, most_rests, sizeof *rest_of);
    zks_msm_scratch_free(rest, most_rests, sizeof *rest);
    zks_msm_scratch_free(pieces, most_pieces, sizeof *pieces);
}

/* Sum of weights times buckets. Lane l takes the run of count / LANES buckets from l count / LANES on and weighs it
 * from 0 by running sums, from its end; what a whole run weighs more than the first one is made up for at the end:
 *
 *     sum_v v B_v = sum_l ( sum_j j B_{l m + j} ) + m sum_l l S_l,      m = count / LANES, S_l the sum of the run
 */
static void lanes_weigh_var(zks_point *out, const zks_point *buckets, size_t count, bool from_one)
{
    const size_t run = count / LANES;
    lane_point whole = lane_point_identity(), weighed = lane_point_identity();
    for (size_t j = run; j-- > 0;) {
        const zks_point *from[LANES];
        for (size_t lane = 0; lane < LANES; lane++)
            from[lane] = &buckets[lane * run + j];
        const lane_point bucket = lane_point_load(from);
        whole = lane_point_add(&whole, &bucket);
        if (j > 0)
            weighed = lane_point_add(&weighed, &whole);
    }
    zks_point wholes[LANES], sums[LANES], *to_wholes[LANES], *to_sums[LANES];
    for (int lane = 0; lane < LANES; lane++) {
        to_wholes[lane] = &wholes[lane];
        to_sums[lane] = &sums[lane];
    }
    lane_point_store(to_wholes, &whole);
    lane_point_store(to_sums, &weighed);
    zks_point suffix = zks_point_identity, total = zks_point_identity;
    for (int lane = LANES - 1; lane > 0; lane--) {
        zks_point_add(&suffix, &suffix, &wholes[lane]);
        zks_point_add(&total, &total, &suffix);
    }
    for (size_t m = run; m > 1; m /= 2)
        zks_point_double(&total, &total);
    for (int lane = 0; lane < LANES; lane++)
        zks_point_add(&total, &total, &sums[lane]);
    if (from_one) {
        zks_point_add(&suffix, &suffix, &wholes[0]);
        zks_point_add(&total, &total, &suffix);
    }
    *out = total;
}

#endif
