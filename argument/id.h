/* The free coordinate of an account's commitment (docs/protocol.md, section 1). */
#ifndef ZKS_ARGUMENT_ID_H
#define ZKS_ARGUMENT_ID_H

#include "crypto/hash.h"
#include "crypto/scalar.h"

/* SHA-512( "zksolv/1 account id" || id ) modulo the order. */
void zks_id_scalar(zks_scalar *out, zks_bytes id);

#endif
