/* Sums of lists of points, and of buckets by weight: the additions behind digit rows, commitments and Pippenger. */
#include "crypto/portable/kernels.h"

#include <string.h>

enum { PREFETCH = 4 };

static void enter(zks_point *sum, const zks_niels *point, bool subtract)
{
    const completed_point c = subtract ? completed_add_niels(sum, point, true) : completed_add_niels(sum, point, false);
    *sum = point_from_completed(&c);
}

static void sum_list(zks_point *out, const zks_summand *list, size_t count)
{
    zks_point sum = point_from_niels(zks_summand_point(list[0]));
    if (zks_summand_is_negative(list[0]))
        zks_point_neg(&sum, &sum);
    for (size_t k = 1; k < count; k++) {
        if (k + PREFETCH < count)
            __builtin_prefetch(zks_summand_point(list[k + PREFETCH]));
        enter(&sum, zks_summand_point(list[k]), zks_summand_is_negative(list[k]));
    }
    *out = sum;
}

void zks_portable_sum_lists_var(zks_point *out, const zks_summand *list, const size_t *start, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t length = start[i + 1] - start[i];
        if (length == 0)
            out[i] = zks_point_identity;
        else
            sum_list(&out[i], list + start[i], length);
    }
}

/* As the sum of all suffix sums: at most 2 count additions. Identities are recognised by their coordinates, as sums of
 * no point have them; any other costs an addition. */
void zks_portable_weigh_var(zks_point *out, const zks_point *buckets, size_t count, bool from_one)
{
    zks_point suffix = zks_point_identity, sum = zks_point_identity;
    bool any = false;
    for (size_t v = count; v-- > (from_one ? 0 : 1);) {
        if (memcmp(&buckets[v], &zks_point_identity, sizeof zks_point_identity) != 0) {
            zks_point_add(&suffix, &suffix, &buckets[v]);
            any = true;
        }
        if (any)
            zks_point_add(&sum, &sum, &suffix);
    }
    *out = sum;
}
