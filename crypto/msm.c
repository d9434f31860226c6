/* Multi-scalar multiplication: gathers the terms that count and hands them to the cheaper algorithm. */
#include "crypto/backend.h"
#include "crypto/counters.h"
#include "crypto/msm_parts.h"
#include "crypto/naf.h"
#include "crypto/secret.h"

#include <stdlib.h>
#include <string.h>

/* Larger sums are cut: every window loads all points again, so they had better stay in the last-level cache (measured),
 * and scratch stays bounded. */
enum { MOST_AT_ONCE = 1 << 16, ALIGNMENT = 64 };

static size_t scratch_bytes(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - 2 * ALIGNMENT)
        abort();
    return bytes / ALIGNMENT * ALIGNMENT + ALIGNMENT; /* never a request for 0 bytes */
}

void *zks_msm_scratch_new(size_t count, size_t size)
{
    void *scratch = aligned_alloc(ALIGNMENT, scratch_bytes(count, size));
    if (scratch == NULL)
        abort();
    return scratch;
}

void zks_msm_scratch_free(void *scratch, size_t count, size_t size)
{
    zks_wipe(scratch, count * size);
    free(scratch);
}

static void sum_terms(zks_point *out, const zks_scalar *scalars, const zks_niels *points, size_t count, int threads)
{
    msm_term *terms = zks_msm_scratch_new(count, sizeof *terms);
    size_t used = 0;
    int bits = 0;
    for (size_t i = 0; i < count; i++) {
        if (zks_scalar_is_zero(&scalars[i]))
            continue;
        terms[used] = (msm_term){signed_from_scalar(&scalars[i]), &points[i]};
        const int length = signed_scalar_bits(&terms[used].k);
        bits = length > bits ? length : bits;
        used++;
    }
    if (used == 0)
        *out = zks_point_identity;
    else if (used <= zks_backend_current()->straus_max)
        zks_straus_var(out, terms, used, bits);
    else
        zks_pippenger_var(out, terms, used, bits, threads);
    zks_msm_scratch_free(terms, count, sizeof *terms);
}

void zks_msm_var(zks_point *out, const zks_scalar *scalars, const zks_niels *points, size_t count, int threads)
{
    zks_point total = zks_point_identity;
    for (size_t done = 0; done < count; done += MOST_AT_ONCE) {
        const size_t length = count - done < MOST_AT_ONCE ? count - done : MOST_AT_ONCE;
        zks_point sum;
        sum_terms(&sum, scalars + done, points + done, length, threads);
        zks_point_add(&total, &total, &sum);
    }
    *out = total;
}

void zks_sum_lists_var(zks_point *out, const zks_summand *list, const size_t *start, size_t count)
{
    zks_work_add(ZKS_WORK_ADDITION, start[count] - start[0]);
    zks_backend_current()->sum_lists_var(out, list, start, count);
}

/* Digits of all scalars, those of one position together, and how many; returns the length of the longest magnitude. */
static int recode_all(int8_t *digit, size_t *digits, const zks_scalar *scalars, size_t terms)
{
    int bits = 0;
    *digits = 0;
    memset(digit, 0, NAF_MAX_DIGITS * terms);
    for (size_t j = 0; j < terms; j++) {
        const signed_scalar k = signed_from_scalar(&scalars[j]);
        const int length = signed_scalar_bits(&k);
        *digits += naf_recode(digit + j, terms, &k, length);
        bits = length > bits ? length : bits;
    }
    return bits;
}

void zks_combine_var(zks_point *out, const zks_niels *points, size_t stride, size_t count, const zks_scalar *scalars,
                     size_t terms, int threads)
{
    enum { CHUNK = 32 }; /* results a task */
    int8_t *digit = zks_msm_scratch_new(terms, NAF_MAX_DIGITS);
    size_t digits;
    const int bits = recode_all(digit, &digits, scalars, terms);
    naf_count_work(digits, terms, bits, count);
    const size_t chunks = (count + CHUNK - 1) / CHUNK;
#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)
    for (size_t chunk = 0; chunk < chunks; chunk++) {
        const size_t first = chunk * CHUNK, length = count - first < CHUNK ? count - first : CHUNK;
        zks_backend_current()->combine_var(out + first, points + first, stride, length, digit, terms, bits);
    }
    zks_msm_scratch_free(digit, terms, NAF_MAX_DIGITS);
}
