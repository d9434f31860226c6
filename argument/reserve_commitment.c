#include "argument/reserve_commitment.h"

#include "crypto/generators.h"
#include "crypto/secret.h"

void zks_reserve_commit(zks_word out, const uint8_t amount[ZKS_AMOUNT_BYTES], const zks_scalar *blinding)
{
    zks_point sum = zks_point_identity;
    zks_scalar k;
    zks_scalar_from_bytes(&k, amount, ZKS_AMOUNT_BYTES);
    zks_generators_add_multiple(&sum, &k, ZKS_GENERATOR_R, 0);
    zks_generators_add_multiple(&sum, blinding, ZKS_GENERATOR_H, 0);
    zks_point_encode(out, &sum);
    zks_wipe(&k, sizeof k);
    zks_wipe(&sum, sizeof sum);
}
