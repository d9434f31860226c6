#include "argument/id.h"

void zks_id_scalar(zks_scalar *out, zks_bytes id)
{
    static const char domain[] = "zksolv/1 account id";
    uint8_t wide[64];
    zks_sha512(wide, (const zks_bytes[]){{domain, sizeof domain - 1}, id}, 2);
    zks_scalar_from_wide(out, wide);
}
