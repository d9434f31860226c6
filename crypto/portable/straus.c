/* Straus: all terms share one chain of doublings; each brings a table of its odd multiples P, 3P .. 15P and adds one of
 * them wherever its scalar has a digit. Digits are in width-5 non-adjacent form: odd, at most 15 in absolute value,
 * four zeros at least after each, so one addition per six bits on average.
 *
 * Sources: Straus, "Addition chains of vectors" (1964); Solinas, "Efficient arithmetic on Koblitz curves" (2000) for
 * the form of the digits.
 */
#include "crypto/portable/group_inline.h"
#include "crypto/portable/msm_parts.h"

enum {
    NAF_WIDTH = 5,
    NAF_MAX_DIGITS = 253, /* one more than the bits of a magnitude, for the last carry */
    ODD_MULTIPLES = 1 << (NAF_WIDTH - 2)
};

typedef struct {
    cached_point odd[ODD_MULTIPLES]; /* odd[i] = (2 i + 1) P */
} odd_table;

static void fill_odd_table(odd_table *table, const zks_point *p)
{
    const zks_point twice = point_double_times(p, 1);
    const cached_point step = cached_from_point(&twice);
    zks_point multiple = *p;
    table->odd[0] = cached_from_point(p);
    for (int i = 1; i < ODD_MULTIPLES; i++) {
        const completed_point next = completed_add_cached(&multiple, &step, false);
        multiple = point_from_completed(&next);
        table->odd[i] = cached_from_point(&multiple);
    }
}

/* Bits position .. position + NAF_WIDTH - 1 of the magnitude. */
static int bits_at(const uint64_t limb[4], int position)
{
    const int word = position / 64, shift = position % 64;
    uint64_t bits = limb[word] >> shift;
    if (shift > 64 - NAF_WIDTH && word < 3)
        bits |= limb[word + 1] << (64 - shift);
    return (int)(bits & ((1 << NAF_WIDTH) - 1));
}

/* Sets the non-zero ones of digit[i * stride], 0 <= i <= bits. An even window leaves the carry as it is: 0 where its
 * lowest bit is 0, still 1 where a one in that place met the carry. */
static void recode(int8_t *digit, size_t stride, const signed_scalar *k, int bits)
{
    int carry = 0;
    for (int i = 0; i <= bits;) {
        int window = bits_at(k->limb, i) + carry;
        if (window % 2 == 0) {
            i++;
            continue;
        }
        carry = window > ODD_MULTIPLES * 2;
        window -= carry << NAF_WIDTH;
        digit[(size_t)i * stride] = (int8_t)(k->negative ? -window : window);
        i += NAF_WIDTH;
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
    for (size_t j = 0; j < count; j++) {
        const zks_point p = point_from_niels(terms[j].point);
        fill_odd_table(&tables[j], &p);
        recode(digit + j, count, &terms[j].k, bits);
    }
    sum_by_digits(out, tables, digit, count, bits);
    zks_msm_scratch_free(digit, count, (size_t)bits + 1);
    zks_msm_scratch_free(tables, count, sizeof *tables);
}

/* The sum of one term. */
void zks_point_mul_var(zks_point *out, const zks_scalar *k, const zks_point *p)
{
    const signed_scalar magnitude = signed_from_scalar(k);
    const int bits = signed_scalar_bits(&magnitude);
    odd_table table;
    int8_t digit[NAF_MAX_DIGITS] = {0};
    fill_odd_table(&table, p);
    recode(digit, 1, &magnitude, bits);
    sum_by_digits(out, &table, digit, 1, bits);
}
