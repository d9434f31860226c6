/* Sums by digit of one row of the digit matrix: the additions that commit to digits and reciprocals at once. A counting
 * sort makes a list of points of each digit, and the backend adds the lists up. */
#include "crypto/backend.h"
#include "crypto/counters.h"
#include "crypto/msm_parts.h"

#include <assert.h>

enum { DIGITS = 256 };

void zks_bucket_sums_var(zks_point buckets[DIGITS], const zks_niels *points, const uint32_t *position,
                         const uint8_t *digit, size_t count)
{
    size_t start[DIGITS + 2] = {
        0}; /* start[v + 1] counts digit v, then becomes where its next point goes, then its end */
    for (size_t k = 0; k < count; k++) {
        assert(digit[k] != 0);
        start[digit[k] + 2]++;
    }
    for (int v = 0; v < DIGITS; v++)
        start[v + 2] += start[v + 1];
    zks_summand *list = zks_msm_scratch_new(count, sizeof *list);
    for (size_t k = 0; k < count; k++)
        list[start[digit[k] + 1]++] = zks_summand_of(&points[position[k]], false);
    zks_sum_lists_var(buckets, list, start, DIGITS);
    zks_msm_scratch_free(list, count, sizeof *list);
}

void zks_bucket_weigh_var(zks_point *out, const zks_point buckets[DIGITS])
{
    zks_work_add(ZKS_WORK_BUCKET, DIGITS - 1);
    zks_backend_current()->weigh_var(out, buckets, DIGITS, false);
}
