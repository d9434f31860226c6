/* The same combination of many tuples of points, LANES results side by side, by Straus (crypto/portable/straus.c): as
 * all lanes share their scalars they share their digits, so every step is the same for all and no lane looks up
 * anything of its own.
 *
 *     out[i] = sum_j k_j points[i + j stride]         lane l: out[l], points[l + j stride]
 *
 * Terms go by blocks, so that a block's tables of odd multiples stay in the second-level cache. */
#ifndef ZKS_CRYPTO_LANES_COMBINE_H
#define ZKS_CRYPTO_LANES_COMBINE_H

#include "crypto/lanes/group.h"
#include "crypto/msm_parts.h"
#include "crypto/naf.h"

enum { TERMS = 64 };

typedef struct {
    lane_cached odd[NAF_ODD_MULTIPLES]; /* odd[i] = (2 i + 1) P */
} lane_odd_table;

static void fill_odd_table(lane_odd_table *table, const lane_niels *niels)
{
    lane_point multiple = lane_point_from_niels(niels);
    const lane_completed twice = lane_completed_double(&multiple);
    const lane_point step_point = lane_point_from_completed(&twice);
    const lane_cached step = lane_cached_from_point(&step_point);
    table->odd[0] = lane_cached_from_point(&multiple);
    for (int i = 1; i < NAF_ODD_MULTIPLES; i++) {
        multiple = lane_point_add_cached(&multiple, &step);
        table->odd[i] = lane_cached_from_point(&multiple);
    }
}

/* -q exchanges Y + X with Y - X and negates T, so C of the sum, which exchanges F and G. Only an F may be larger than
 * carried there. */
static lane_completed completed_sub_cached(const lane_point *p, const lane_cached *q)
{
    const lane_cached swapped = {q->y_minus_x, q->y_plus_x, q->z, q->t2d};
    const lane_completed c = lane_completed_add_cached(p, &swapped);
    return (lane_completed){c.e, c.g, lane_carry(&c.f), c.h};
}

/* sum of one block; digit[position * terms + j]. */
static lane_point sum_by_digits(const lane_odd_table *tables, const int8_t *digit, size_t terms, size_t block, int bits)
{
    lane_point sum = lane_point_identity();
    for (int i = bits; i >= 0; i--) {
        lane_completed c = lane_completed_double(&sum);
        sum = lane_point_from_completed(&c);
        for (size_t j = 0; j < block; j++) {
            const int k = digit[(size_t)i * terms + j];
            if (k == 0)
                continue;
            c = k > 0 ? lane_completed_add_cached(&sum, &tables[j].odd[k / 2])
                      : completed_sub_cached(&sum, &tables[j].odd[-k / 2]);
            sum = lane_point_from_completed(&c);
        }
    }
    return sum;
}

/* Results first .. first + LANES - 1; those past the end repeat the first one. */
static void combine_lanes(zks_point *out, const zks_niels *points, size_t stride, size_t first, size_t count,
                          const int8_t *digit, size_t terms, int bits, lane_odd_table *tables)
{
    zks_point nowhere, *to[LANES];
    for (size_t lane = 0; lane < LANES; lane++)
        to[lane] = first + lane < count ? &out[first + lane] : &nowhere;
    lane_point total = lane_point_identity();
    for (size_t done = 0; done < terms; done += TERMS) {
        const size_t block = terms - done < TERMS ? terms - done : TERMS;
        for (size_t j = 0; j < block; j++) {
            const zks_niels *from[LANES];
            for (size_t lane = 0; lane < LANES; lane++)
                from[lane] = &points[(first + lane < count ? first + lane : first) + (done + j) * stride];
            const lane_niels niels = lane_niels_load(from);
            fill_odd_table(&tables[j], &niels);
        }
        const lane_point sum = sum_by_digits(tables, digit + done, terms, block, bits);
        total = lane_point_add(&total, &sum);
    }
    lane_point_store(to, &total);
}

static void lanes_combine_var(zks_point *out, const zks_niels *points, size_t stride, size_t count, const int8_t *digit,
                              size_t terms, int bits)
{
    const size_t block = terms < TERMS ? terms : TERMS;
    lane_odd_table *tables = zks_msm_scratch_new(block + 1, sizeof *tables);
    for (size_t first = 0; first < count; first += LANES)
        combine_lanes(out, points, stride, first, count, digit, terms, bits, tables);
    zks_msm_scratch_free(tables, block + 1, sizeof *tables);
}

#endif
