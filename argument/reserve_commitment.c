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

bool zks_reserve_opens(const zks_word commitment, const uint8_t amount[ZKS_AMOUNT_BYTES], const zks_scalar *blinding)
{
    zks_word made;
    uint8_t differs = 0;
    zks_reserve_commit(made, amount, blinding);
    for (size_t i = 0; i < sizeof made; i++)
        differs |= made[i] ^ commitment[i];
    return differs == 0;
}

size_t zks_reserve_sum(zks_word out, const zks_word *commitments, size_t count)
{
    zks_point sum = zks_point_identity, point;
    for (size_t i = 0; i < count; i++) {
        if (!zks_point_decode(&point, commitments[i]))
            return i;
        zks_point_add(&sum, &sum, &point);
    }
    zks_point_encode(out, &sum);
    return count;
}
