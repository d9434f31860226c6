#include "sources/price_median.h"

#include "circuits/decimal.h"

#include <assert.h>
#include <gmp.h>
#include <stdlib.h>
#include <string.h>

/* Prices of one member, all in units of 10^-ZKS_PRICE_MAX_EXPONENT, which makes integers of them. */
typedef struct {
    size_t count;
    mpz_t units[ZKS_MEDIAN_MAX_NOTES];
    mpz_t sum; /* of the two in the middle */
} sample;

static void sample_init(sample *s)
{
    s->count = 0;
    mpz_init(s->sum);
    for (size_t i = 0; i < ZKS_MEDIAN_MAX_NOTES; i++)
        mpz_init(s->units[i]);
}

static void sample_clear(sample *s)
{
    mpz_clear(s->sum);
    for (size_t i = 0; i < ZKS_MEDIAN_MAX_NOTES; i++)
        mpz_clear(s->units[i]);
}

static void sample_add(sample *s, const zks_price *price)
{
    mpz_t *units = &s->units[s->count++];
    mpz_set_str(*units, price->mantissa, 10);
    mpz_ui_pow_ui(s->sum, 10, (unsigned)(price->exponent + ZKS_PRICE_MAX_EXPONENT));
    mpz_mul(*units, *units, s->sum);
}

static int compare_units(const void *a, const void *b)
{
    const mpz_srcptr *left = a, *right = b;
    return mpz_cmp(*left, *right);
}

/* Half the sum of the two in the middle, which are one and the same where the number is odd; five times the sum are as
 * many units of a tenth. NULL: out of memory. */
static char *sample_median(sample *s)
{
    mpz_srcptr sorted[ZKS_MEDIAN_MAX_NOTES];
    for (size_t i = 0; i < s->count; i++)
        sorted[i] = s->units[i];
    qsort(sorted, s->count, sizeof *sorted, compare_units);
    mpz_add(s->sum, sorted[(s->count - 1) / 2], sorted[s->count / 2]);
    mpz_mul_ui(s->sum, s->sum, 5);
    return zks_decimal_from_units(s->sum, ZKS_PRICE_MAX_EXPONENT + 1);
}

static int compare_names(const void *a, const void *b)
{
    const zks_member *const *left = a, *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

static const zks_member **sort_members(const zks_index *index)
{
    const zks_member **sorted = calloc(index->member_count + 1, sizeof *sorted);
    if (sorted == NULL)
        return NULL;
    for (size_t i = 0; i < index->member_count; i++)
        sorted[i] = &index->members[i];
    qsort(sorted, index->member_count, sizeof *sorted, compare_names);
    return sorted;
}

/* The price of an asset that is not before the one asked for the last time; `at` is how far the note has been read. */
static const zks_price *find_price(const zks_price_note *note, size_t *at, const char *asset)
{
    int order = -1;
    while (*at < note->count && (order = strcmp(note->prices[*at].asset, asset)) < 0)
        ++*at;
    return *at < note->count && order == 0 ? &note->prices[*at] : NULL;
}

/* Members and notes are both sorted by name, so that one walk over all of them finds everything. */
static bool fill(zks_median *medians, const zks_index *index, const zks_member **sorted, const zks_price_note *notes,
                 size_t note_count, sample *s)
{
    size_t at[ZKS_MEDIAN_MAX_NOTES] = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < index->member_count; i++) {
        zks_median *median = &medians[sorted[i] - index->members];
        s->count = 0;
        for (size_t n = 0; n < note_count; n++) {
            const zks_price *price = find_price(&notes[n], &at[n], sorted[i]->name);
            if (price != NULL)
                sample_add(s, price);
        }
        median->notes = s->count;
        if (s->count > 0)
            ok = (median->price = sample_median(s)) != NULL;
    }
    return ok;
}

zks_median *zks_medians_make(const zks_index *index, const zks_price_note *notes, size_t note_count)
{
    assert(note_count <= ZKS_MEDIAN_MAX_NOTES);
    zks_median *medians = calloc(index->member_count + 1, sizeof *medians);
    const zks_member **sorted = sort_members(index);
    sample s;
    sample_init(&s);
    bool ok = medians != NULL && sorted != NULL && fill(medians, index, sorted, notes, note_count, &s);
    sample_clear(&s);
    free(sorted);
    if (ok)
        return medians;
    zks_medians_free(medians, index);
    return NULL;
}

void zks_medians_free(zks_median *medians, const zks_index *index)
{
    for (size_t i = 0; medians != NULL && i < index->member_count; i++)
        free(medians[i].price);
    free(medians);
}
