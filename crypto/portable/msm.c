/* Multi-scalar multiplication: gathers the terms that count and hands them to the cheaper algorithm. */
#include "crypto/portable/msm_parts.h"

#include "crypto/secret.h"

#include <stdlib.h>

/* Up to here Straus was faster than Pippenger (bench/kernels.c, full-size scalars, one thread). */
enum { STRAUS_MAX_TERMS = 160 };

void *zks_msm_scratch_new(size_t count, size_t size)
{
    void *scratch = calloc(count, size);
    if (scratch == NULL)
        abort();
    return scratch;
}

void zks_msm_scratch_free(void *scratch, size_t count, size_t size)
{
    zks_wipe(scratch, count * size);
    free(scratch);
}

void zks_msm_var(zks_point *out, const zks_scalar *scalars, const zks_niels *points, size_t count, int threads)
{
    msm_term *terms = zks_msm_scratch_new(count + 1, sizeof *terms); /* never a request for 0 bytes */
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
    else if (used <= STRAUS_MAX_TERMS)
        zks_straus_var(out, terms, used, bits);
    else
        zks_pippenger_var(out, terms, used, bits, threads);
    zks_msm_scratch_free(terms, count + 1, sizeof *terms);
}
