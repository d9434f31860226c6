/* The bulk functions of group.h, by the backend in use, and counted. */
#include "crypto/backend.h"
#include "crypto/counters.h"

size_t zks_decode_batch(zks_niels *out, const uint8_t *bytes, size_t count)
{
    zks_work_add(ZKS_WORK_DECODING, count);
    return zks_backend_current()->decode_batch(out, bytes, count);
}

void zks_encode_batch(uint8_t *bytes, const zks_point *in, size_t count)
{
    zks_work_add(ZKS_WORK_ENCODING, count);
    zks_backend_current()->encode_batch(bytes, in, count);
}

void zks_encode_doubles_batch(uint8_t *bytes, const zks_point *in, size_t count)
{
    zks_work_add(ZKS_WORK_DOUBLE_ENCODING, count);
    zks_backend_current()->encode_doubles_batch(bytes, in, count);
}

void zks_point_from_uniform_batch(zks_point *out, const uint8_t *bytes, size_t count)
{
    zks_work_add(ZKS_WORK_GENERATOR, count);
    zks_backend_current()->from_uniform_batch(out, bytes, count);
}

void zks_niels_from_points(zks_niels *out, const zks_point *in, size_t count)
{
    zks_work_add(ZKS_WORK_NORMALISATION, count);
    zks_backend_current()->niels_from_points(out, in, count);
}
