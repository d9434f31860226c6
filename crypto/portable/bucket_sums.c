/* Sums by digit of one row of the digit matrix: the additions that commit to digits and reciprocals at once. */
#include "crypto/msm.h"

#include "crypto/portable/bucket.h"

#include <assert.h>
#include <string.h>

enum { DIGITS = 256, PREFETCH = 8 };

void zks_bucket_sums_var(zks_point buckets[DIGITS], const zks_niels *points, const uint32_t *position,
                         const uint8_t *digit, size_t count)
{
    uint8_t occupied[DIGITS] = {0};
    for (size_t k = 0; k < count; k++) {
        assert(digit[k] != 0);
        if (k + PREFETCH < count)
            __builtin_prefetch(&points[position[k + PREFETCH]]);
        bucket_enter(&buckets[digit[k]], &occupied[digit[k]], &points[position[k]], false);
    }
    for (int v = 0; v < DIGITS; v++)
        if (!occupied[v])
            buckets[v] = zks_point_identity;
}

/* Identities are recognised by their coordinates, as zks_bucket_sums_var leaves them; any other costs an addition. */
void zks_bucket_weigh_var(zks_point *out, const zks_point buckets[DIGITS])
{
    uint8_t occupied[DIGITS];
    for (int v = 0; v < DIGITS; v++)
        occupied[v] = memcmp(&buckets[v], &zks_point_identity, sizeof zks_point_identity) != 0;
    buckets_weigh(out, buckets + 1, occupied + 1, DIGITS - 1);
}
