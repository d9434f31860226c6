/* The commitment of one account (docs/protocol.md, section 1):  C = sum_a value_a A_a + id Id + r H. */
#ifndef ZKS_VERIFIER_OPENING_H
#define ZKS_VERIFIER_OPENING_H

#include "circuits/table.h"
#include "crypto/group.h"
#include "crypto/hash.h"

/* The encoding of C. Constant-time in the values and the blinding, not in which columns are absent. */
void zks_opening_commit(uint8_t commitment[ZKS_POINT_BYTES], zks_bytes id, const zks_value *values, size_t count,
                        const zks_scalar *blinding);

#endif
