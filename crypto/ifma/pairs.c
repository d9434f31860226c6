/* Pairs of a sumcheck round (crypto/pairs.h), eight side by side. */
#include "crypto/ifma/pairs.h"

#include "crypto/ifma/scalar.h"

#include <string.h>

/* Accumulators are emptied after so many groups of eight: they hold sums of up to 2^9 numbers a lane. */
enum { GROUPS_A_TURN = 512 };

typedef struct {
    lane_scalar d, h;
} lane_node;

WORDS_INLINE lane_scalar load_scalars(const zks_scalar *const from[LANES])
{
    __m512i word[SCALAR_WORDS];
    words_load(word, (const void *const *)from, SCALAR_WORDS);
    return scalar_from_words(word);
}

/* Two scalars that stand side by side, for each lane. */
WORDS_INLINE void load_two(lane_scalar *first, lane_scalar *second, const void *const from[LANES])
{
    __m512i word[2 * SCALAR_WORDS];
    words_load(word, from, 2 * SCALAR_WORDS);
    *first = scalar_from_words(word);
    *second = scalar_from_words(word + SCALAR_WORDS);
}

/* The pairs of one group; lanes beyond `count` take the node of zeros, which adds nothing. */
WORDS_INLINE void take_group(zks_pair group[LANES], const zks_pair *pairs, size_t count)
{
    for (size_t lane = 0; lane < LANES; lane++)
        group[lane] = lane < count ? pairs[lane] : (zks_pair){0};
}

WORDS_INLINE void load_nodes(lane_node *low, lane_node *high, const zks_pair group[LANES], const zks_node *nodes)
{
    const void *from_low[LANES], *from_high[LANES];
    for (int lane = 0; lane < LANES; lane++) {
        from_low[lane] = &nodes[group[lane].low];
        from_high[lane] = &nodes[group[lane].high];
    }
    load_two(&low->d, &low->h, from_low);
    load_two(&high->d, &high->h, from_high);
}

/* As zks_pair_sums, a lane each. */
typedef struct {
    lane_scalar product0, product1, product_leading;
    lane_scalar constraint0, constraint1, constraint_leading;
    lane_scalar h0, h1, d0, d1, plain0, plain1;
} lane_sums;

WORDS_INLINE void accumulate(lane_scalar *sum, const lane_scalar *x)
{
    *sum = scalar_add_raw(sum, x);
}

WORDS_INLINE void accumulate_product(lane_scalar *sum, const lane_scalar *a, const lane_scalar *b)
{
    const lane_scalar product = scalar_mul(a, b);
    accumulate(sum, &product);
}

WORDS_INLINE void add_group(lane_sums *s, const zks_pair group[LANES], const zks_node *nodes,
                            const zks_scalar *row_weight, const zks_scalar *cell_weight,
                            const zks_scalar *constraint_weight)
{
    lane_node low, high;
    lane_scalar w0, w1;
    const zks_scalar *from_row[LANES], *from_cell[LANES];
    const void *from_constraint[LANES];
    for (int lane = 0; lane < LANES; lane++) {
        from_row[lane] = &row_weight[group[lane].row];
        from_cell[lane] = &cell_weight[group[lane].cell];
        from_constraint[lane] = &constraint_weight[2 * (size_t)group[lane].cell];
    }
    load_nodes(&low, &high, group, nodes);
    load_two(&w0, &w1, from_constraint);
    const lane_scalar row = load_scalars(from_row), cell = load_scalars(from_cell);

    const lane_scalar d0 = scalar_mul(&row, &low.d), d1 = scalar_mul(&row, &high.d);
    const lane_scalar slope_d = scalar_sub(&d1, &d0), slope_w = scalar_sub(&w1, &w0);
    accumulate_product(&s->constraint0, &d0, &w0);
    accumulate_product(&s->constraint1, &d1, &w1);
    accumulate_product(&s->constraint_leading, &slope_d, &slope_w);
    accumulate_product(&s->d0, &d0, &cell);
    accumulate_product(&s->d1, &d1, &cell);

    const lane_scalar weight = scalar_mul(&row, &cell);
    const lane_scalar h0 = scalar_mul(&weight, &low.h), h1 = scalar_mul(&weight, &high.h);
    const lane_scalar slope_h = scalar_sub(&h1, &h0), slope = scalar_sub(&high.d, &low.d);
    accumulate(&s->h0, &h0);
    accumulate(&s->h1, &h1);
    accumulate_product(&s->product0, &h0, &low.d);
    accumulate_product(&s->product1, &h1, &high.d);
    accumulate_product(&s->product_leading, &slope_h, &slope);

    accumulate(&s->plain0, &low.h);
    accumulate(&s->plain1, &high.h);
}

/* How many factors are in each sum decides the power of two to be taken out. */
static void add_totals(zks_pair_sums *sums, const lane_sums *s)
{
    scalar_lanes_total(&sums->product.at0, &s->product0, 4);
    scalar_lanes_total(&sums->product.at1, &s->product1, 4);
    scalar_lanes_total(&sums->product.leading, &s->product_leading, 4);
    scalar_lanes_total(&sums->constraint.at0, &s->constraint0, 3);
    scalar_lanes_total(&sums->constraint.at1, &s->constraint1, 3);
    scalar_lanes_total(&sums->constraint.leading, &s->constraint_leading, 3);
    scalar_lanes_total(&sums->h_at0, &s->h0, 3);
    scalar_lanes_total(&sums->h_at1, &s->h1, 3);
    scalar_lanes_total(&sums->d_at0, &s->d0, 3);
    scalar_lanes_total(&sums->d_at1, &s->d1, 3);
    scalar_lanes_total(&sums->plain0, &s->plain0, 1);
    scalar_lanes_total(&sums->plain1, &s->plain1, 1);
}

void zks_ifma_pairs_sum(zks_pair_sums *sums, const zks_pair *pairs, size_t count, const zks_node *nodes,
                        const zks_scalar *row_weight, const zks_scalar *cell_weight,
                        const zks_scalar *constraint_weight)
{
    while (count > 0) {
        lane_sums s;
        memset(&s, 0, sizeof s);
        for (int turn = 0; turn < GROUPS_A_TURN && count > 0; turn++) {
            size_t here = count < LANES ? count : LANES;
            zks_pair group[LANES];
            take_group(group, pairs, here);
            add_group(&s, group, nodes, row_weight, cell_weight, constraint_weight);
            pairs += here;
            count -= here;
        }
        add_totals(sums, &s);
    }
}

/* low + x (high - low), canonical; x carries the factor 2^260. */
WORDS_INLINE lane_scalar interpolate(const lane_scalar *low, const lane_scalar *high, const lane_scalar *x)
{
    const lane_scalar slope = scalar_sub(high, low), step = scalar_mul(&slope, x);
    lane_scalar out = scalar_add_raw(low, &step); /* below 3 n */
    scalar_carry(&out);
    scalar_reduce_once(&out);
    scalar_reduce_once(&out);
    return out;
}

WORDS_INLINE void bind_group(zks_node *out, const zks_pair group[LANES], size_t count, const zks_node *nodes,
                             const lane_scalar *x)
{
    lane_node low, high;
    load_nodes(&low, &high, group, nodes);
    const lane_scalar d = interpolate(&low.d, &high.d, x), h = interpolate(&low.h, &high.h, x);
    __m512i word[2 * SCALAR_WORDS];
    scalar_to_words(word, &d);
    scalar_to_words(word + SCALAR_WORDS, &h);
    zks_node bound[LANES];
    void *to[LANES];
    for (int lane = 0; lane < LANES; lane++)
        to[lane] = &bound[lane];
    words_store(to, word, 2 * SCALAR_WORDS);
    memcpy(out, bound, count * sizeof *out);
}

void zks_ifma_pairs_bind(zks_node *out, const zks_pair *pairs, size_t count, const zks_node *nodes, const zks_scalar *x)
{
    zks_scalar scaled = *x;
    for (int i = 0; i < 4; i++)
        zks_scalar_add(&scaled, &scaled, &scaled);
    const zks_scalar *from[LANES];
    for (int lane = 0; lane < LANES; lane++)
        from[lane] = &scaled;
    const lane_scalar point = load_scalars(from);
    for (size_t i = 0; i < count; i += LANES) {
        size_t here = count - i < LANES ? count - i : LANES;
        zks_pair group[LANES];
        take_group(group, pairs + i, here);
        bind_group(out + i, group, here, nodes, &point);
    }
}
