/* Vectors of what the protocol is built from (docs/format.md, "Vectors"): each kind a JSON file of cases, recomputed
 * here. */
#ifndef ZKS_VERIFIER_PRIMITIVES_H
#define ZKS_VERIFIER_PRIMITIVES_H

#include "zksolv/status.h"

#include <stddef.h>

typedef struct zks_primitive zks_primitive;

/* NULL where there is no such kind. */
const zks_primitive *zks_primitive_find(const char *kind);
const char *zks_primitive_kind(const zks_primitive *primitive);

/* Checks the bytes of one file. ZKS_OK, ZKS_ERROR_MEMORY, or ZKS_REJECT_VECTOR with the first case that is malformed or
 * does not hold. */
zks_status zks_primitive_check(const zks_primitive *primitive, const char *bytes, size_t length, zks_report *report);

#endif
