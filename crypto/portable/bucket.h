/* A row of buckets: sums of points by digit. Empty ones are marked as such, so that the first point to enter a bucket
 * is copied rather than added, and empty buckets cost nothing when they are weighed. */
#ifndef ZKS_CRYPTO_PORTABLE_BUCKET_H
#define ZKS_CRYPTO_PORTABLE_BUCKET_H

#include "crypto/portable/group_inline.h"

/* bucket += point, or -= point. */
ZKS_FIELD_INLINE void bucket_enter(zks_point *bucket, uint8_t *occupied, const zks_niels *point, bool subtract)
{
    if (*occupied) {
        const completed_point c =
            subtract ? completed_add_niels(bucket, point, true) : completed_add_niels(bucket, point, false);
        *bucket = point_from_completed(&c);
        return;
    }
    *occupied = 1;
    *bucket = point_from_niels(point);
    if (subtract)
        zks_point_neg(bucket, bucket);
}

/* sum_{v=1..count} v * buckets[v - 1], as the sum of all suffix sums: at most 2 count additions. */
static inline void buckets_weigh(zks_point *out, const zks_point *buckets, const uint8_t *occupied, size_t count)
{
    zks_point suffix = zks_point_identity, sum = zks_point_identity;
    bool any = false;
    for (size_t v = count; v-- > 0;) {
        if (occupied[v]) {
            zks_point_add(&suffix, &suffix, &buckets[v]);
            any = true;
        }
        if (any)
            zks_point_add(&sum, &sum, &suffix);
    }
    *out = sum;
}

#endif
