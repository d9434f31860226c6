#include "verifier/opening.h"

#include "argument/id.h"
#include "crypto/generators.h"
#include "crypto/secret.h"

static void scalar_of(zks_scalar *out, const zks_value *value)
{
    uint8_t bytes[32];
    for (size_t i = 0; i < 4; i++)
        zks_store_u64(bytes + 8 * i, value->limb[i]);
    zks_scalar_from_bytes(out, bytes, sizeof bytes);
    zks_wipe(bytes, sizeof bytes);
}

void zks_opening_commit(uint8_t commitment[ZKS_POINT_BYTES], zks_bytes id, const zks_value *values, size_t count,
                        const zks_scalar *blinding)
{
    zks_point sum = zks_point_identity;
    zks_scalar k;
    for (size_t i = 0; i < count; i++) {
        scalar_of(&k, &values[i]);
        zks_generators_add_multiple(&sum, &k, ZKS_GENERATOR_A, values[i].column);
    }
    zks_id_scalar(&k, id);
    zks_generators_add_multiple(&sum, &k, ZKS_GENERATOR_ID, 0);
    zks_generators_add_multiple(&sum, blinding, ZKS_GENERATOR_H, 0);
    zks_point_encode(commitment, &sum);
    zks_wipe(&k, sizeof k);
    zks_wipe(&sum, sizeof sum);
}
