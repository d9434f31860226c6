/* Straus: all terms share one chain of doublings; each brings a table of its odd multiples P, 3P .. 15P and adds one of
 * them wherever its scalar has a digit (crypto/naf.h).
 *
 * Source: Straus, "Addition chains of vectors" (1964).
 */
#include "crypto/msm_parts.h"
#include "crypto/naf.h"
#include "crypto/portable/kernels.h"

#include <string.h>

typedef struct {
    cached_point odd[NAF_ODD_MULTIPLES]; /* odd[i] = (2 i + 1) P */
} odd_table;

static void fill_odd_table(odd_table *table, const zks_point *p)
{
    const zks_point twice = point_double_times(p, 1);
    const cached_point step = cached_from_point(&twice);
    zks_point multiple = *p;
    table->odd[0] = cached_from_point(p);
    for (int i = 1; i < NAF_ODD_MULTIPLES; i++) {
        const completed_point next = completed_add_cached(&multiple, &step, false);
        multiple = point_from_completed(&next);
        table->odd[i] = cached_from_point(&multiple);
    }
}

/* Digits of one position lie together: digit[position * count + term]. */
static void sum_by_digits(zks_point *out, const odd_table *tables, const int8_t *digit, size_t count, int bits)
{
    completed_point c = completed_identity();
    for (int i = bits; i >= 0; i--) {
        const projective_point sum = projective_from_completed(&c);
        c = completed_double(&sum);
        for (size_t j = 0; j < count; j++) {
            const int k = digit[(size_t)i * count + j];
            if (k == 0)
                continue;
            const zks_point p = point_from_completed(&c);
            c = k > 0 ? completed_add_cached(&p, &tables[j].odd[k / 2], false)
                      : completed_add_cached(&p, &tables[j].odd[-k / 2], true);
        }
    }
    *out = point_from_completed(&c);
}

void zks_straus_var(zks_point *out, const msm_term *terms, size_t count, int bits)
{
    odd_table *tables = zks_msm_scratch_new(count, sizeof *tables);
    int8_t *digit = zks_msm_scratch_new(count, (size_t)bits + 1);
    size_t digits = 0;
    memset(digit, 0, count * ((size_t)bits + 1));
    for (size_t j = 0; j < count; j++) {
        const zks_point p = point_from_niels(terms[j].point);
        fill_odd_table(&tables[j], &p);
        digits += naf_recode(digit + j, count, &terms[j].k, bits);
    }
    naf_count_work(digits, count, bits, 1);
    sum_by_digits(out, tables, digit, count, bits);
    zks_msm_scratch_free(digit, count, (size_t)bits + 1);
    zks_msm_scratch_free(tables, count, sizeof *tables);
}

/* One result after another, from digits recoded once. Rows of the digit matrix come with many neutral points,
 * recognised by their coordinates: the digits of a result are only those of the others. */
void zks_portable_combine_var(zks_point *out, const zks_niels *points, size_t stride, size_t count, const int8_t *digit,
                              size_t terms, int bits)
{
    const size_t positions = (size_t)bits + 1;
    odd_table *tables = zks_msm_scratch_new(terms, sizeof *tables);
    int8_t *own = zks_msm_scratch_new(terms, positions);
    size_t *term = zks_msm_scratch_new(terms, sizeof *term);
    for (size_t i = 0; i < count; i++) {
        size_t used = 0;
        for (size_t j = 0; j < terms; j++) {
            const zks_niels *point = &points[i + j * stride];
            if (memcmp(point, &zks_niels_identity, sizeof *point) == 0)
                continue;
            const zks_point p = point_from_niels(point);
            fill_odd_table(&tables[used], &p);
            term[used++] = j;
        }
        for (size_t k = 0; k < positions; k++)
            for (size_t j = 0; j < used; j++)
                own[k * used + j] = digit[k * terms + term[j]];
        sum_by_digits(&out[i], tables, own, used, bits);
    }
    zks_msm_scratch_free(term, terms, sizeof *term);
    zks_msm_scratch_free(own, terms, positions);
    zks_msm_scratch_free(tables, terms, sizeof *tables);
}

/* The sum of one term. */
void zks_point_mul_var(zks_point *out, const zks_scalar *k, const zks_point *p)
{
    const signed_scalar magnitude = signed_from_scalar(k);
    const int bits = signed_scalar_bits(&magnitude);
    odd_table table;
    int8_t digit[NAF_MAX_DIGITS] = {0};
    fill_odd_table(&table, p);
    naf_recode(digit, 1, &magnitude, bits);
    sum_by_digits(out, &table, digit, 1, bits);
}
