/* Steps 1 to 3: the matrix of digits, the matrix of reciprocals, the mask.
 *
 * Reciprocals take only 256 different values, so both matrices come from the same sums: with B_v the sum of the
 * generators at which a matrix row has digit v,
 *
 *     D = sum_{v>0} v B_v        E = 1/alpha sum_c G_c + sum_{v>0} (1/(alpha+v) - 1/alpha) B_v
 *
 * and a row costs one addition per non-zero digit, besides a multi-scalar multiplication over the digits that occur in
 * it.
 */
#include "prover/argument/prover.h"

/* Keeps the sums of the buckets that are not empty, for step 2. */
static void keep_sums(zks_prover *p, size_t k, const zks_point buckets[256], const bool present[256])
{
    zks_point points[255];
    uint8_t *digit = p->sum_digit + p->sum_start[k];
    size_t count = 0;
    for (size_t v = 1; v < 256; v++)
        if (present[v]) {
            points[count] = buckets[v];
            digit[count++] = (uint8_t)v;
        }
    zks_niels_from_points(p->sum + p->sum_start[k], points, count);
    p->sum_count[k] = count;
    zks_wipe(points, sizeof points);
}

static void digit_row(zks_prover *p, size_t k, zks_point *out)
{
    size_t first, count = zks_prover_row_digits(p, k, &first);
    *out = zks_point_identity;
    if (count > 0) {
        zks_point buckets[256];
        bool present[256] = {false};
        for (size_t i = 0; i < count; i++)
            present[p->digit[first + i]] = true;
        zks_bucket_sums_var(buckets, p->setup->generators->g, p->column + first, p->digit + first, count);
        zks_bucket_weigh_var(out, buckets);
        keep_sums(p, k, buckets, present);
        zks_wipe(buckets, sizeof buckets);
    }
    zks_prover_nonce(p, "delta", k, &p->delta[k]);
    zks_fixed_base_add_var(out, p->setup->h, &p->delta[k]);
}

static void digit_rows(zks_prover *p, size_t first, size_t count, zks_point *out, const void *context)
{
    (void)context;
    for (size_t i = 0; i < count; i++)
        digit_row(p, first + i, &out[i]);
}

static void multiplicities(zks_prover *p, zks_word out)
{
    uint64_t count[256] = {0};
    size_t digits = p->cell_start[p->shape->cells];
    for (size_t i = 0; i < digits; i++)
        count[p->digit[i]]++;
    count[0] = ((uint64_t)1 << p->shape->rounds) - digits;
    for (size_t v = 0; v < 256; v++)
        zks_scalar_from_u64(&p->multiplicity[v], count[v]);
    zks_wipe(count, sizeof count);

    zks_point point;
    zks_prover_nonce(p, "mu", 0, &p->mu);
    zks_msm_var(&point, p->multiplicity, p->setup->generators->m, 256, p->threads);
    zks_fixed_base_add_var(&point, p->setup->h, &p->mu);
    zks_point_encode(out, &point);
}

enum { CHUNK = 8 }; /* matrix rows a task */

/* Computes and encodes all matrix rows; `rows` makes up to CHUNK of them. */
static void encode_rows(zks_prover *p, zks_word *out,
                        void (*rows)(zks_prover *, size_t first, size_t count, zks_point *, const void *),
                        const void *context)
{
    size_t chunks = (p->shape->matrix_rows - 1) / CHUNK + 1;
#pragma omp parallel for schedule(dynamic) num_threads(p->threads)
    for (size_t chunk = 0; chunk < chunks; chunk++) {
        zks_point points[CHUNK];
        size_t first = chunk * CHUNK, left = p->shape->matrix_rows - first, count = left < CHUNK ? left : CHUNK;
        rows(p, first, count, points, context);
        zks_encode_batch(out[first], points, count);
    }
}

void zks_prover_digits(zks_prover *p)
{
    multiplicities(p, p->proof[p->shape->at.multiplicities]);
    encode_rows(p, p->proof + p->shape->at.digits, digit_rows, NULL);
}

/* What all rows of reciprocals share. */
typedef struct {
    zks_point all_zero;          /* 1/alpha sum_c G_c */
    zks_scalar beyond_zero[256]; /* 1/(alpha+v) - 1/alpha */
} reciprocal_base;

/* The digits that occur in some of the rows; returns how many. */
static size_t digits_of(const zks_prover *p, size_t first, size_t count, uint8_t digits[255])
{
    bool present[256] = {false};
    size_t found = 0;
    for (size_t k = first; k < first + count; k++)
        for (size_t i = 0; i < p->sum_count[k]; i++)
            present[p->sum_digit[p->sum_start[k] + i]] = true;
    for (size_t v = 1; v < 256; v++)
        if (present[v])
            digits[found++] = (uint8_t)v;
    return found;
}

/* points[j * count + i] = the sum of digits[j] in row first + i, neutral where it does not occur. */
static void align_sums(const zks_prover *p, size_t first, size_t count, const uint8_t *digits, size_t found,
                       zks_niels *points)
{
    for (size_t i = 0; i < count; i++) {
        size_t next = p->sum_start[first + i], end = next + p->sum_count[first + i];
        for (size_t j = 0; j < found; j++)
            points[j * count + i] = next < end && p->sum_digit[next] == digits[j] ? p->sum[next++] : zks_niels_identity;
    }
}

/* The rows share their scalars, so they are combined together, over the digits that occur in any of them. */
static void reciprocal_rows(zks_prover *p, size_t first, size_t count, zks_point *out, const void *context)
{
    const reciprocal_base *base = context;
    uint8_t digits[255];
    zks_scalar scalars[255];
    zks_niels points[255 * CHUNK];
    size_t found = digits_of(p, first, count, digits);
    points[0] = zks_niels_identity; /* where no digit occurs, nothing is aligned */
    for (size_t j = 0; j < found; j++)
        scalars[j] = base->beyond_zero[digits[j]];
    align_sums(p, first, count, digits, found, points);
    zks_combine_var(out, points, count, count, scalars, found, 1);
    zks_wipe(points, found * count * sizeof *points);
    for (size_t i = 0; i < count; i++) {
        zks_point_add(&out[i], &out[i], &base->all_zero);
        zks_prover_nonce(p, "epsilon", first + i, &p->eps[first + i]);
        zks_fixed_base_add_var(&out[i], p->setup->h, &p->eps[first + i]);
    }
}

void zks_prover_reciprocals(zks_prover *p)
{
    reciprocal_base base;
    zks_reciprocals(p->reciprocal, &p->challenges.alpha);
    for (size_t v = 0; v < 256; v++)
        zks_scalar_sub(&base.beyond_zero[v], &p->reciprocal[v], &p->reciprocal[0]);
    base.all_zero = zks_point_identity;
    for (size_t c = 0; c < p->shape->row_length; c++)
        zks_point_add_niels(&base.all_zero, &base.all_zero, &p->setup->generators->g[c]);
    zks_point_mul_var(&base.all_zero, &p->reciprocal[0], &base.all_zero);
    encode_rows(p, p->proof + p->shape->at.reciprocals, reciprocal_rows, &base);
}

void zks_prover_mask(zks_prover *p)
{
    size_t count = 3 * (size_t)p->shape->rounds + 1;
    for (size_t k = 0; k < count; k++)
        zks_prover_nonce(p, "mask", k, &p->mask[k]);
    zks_prover_nonce(p, "mask blinding", 0, &p->mask_blinding);
    zks_point point;
    zks_msm_var(&point, p->mask, p->setup->generators->k, count, p->threads);
    zks_fixed_base_add_var(&point, p->setup->h, &p->mask_blinding);
    zks_point_encode(p->proof[p->shape->at.mask], &point);
}
