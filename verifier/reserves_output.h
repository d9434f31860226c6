/* How the sources of reserves read, for people and in --json (docs/reserves.md). Within verifier/. */
#ifndef ZKS_VERIFIER_RESERVES_OUTPUT_H
#define ZKS_VERIFIER_RESERVES_OUTPUT_H

#include "zksolv/verify.h"

#include <jansson.h>

/* "reserves: declared: ...", "reserves: signed: ..." and so on. */
void zks_reserves_print_verdict(const zks_verification *v);
/* Columns with custodians, a few fields each (verifier/verdict.h); nothing where there are none. */
void zks_custodians_print(const zks_verified_custody *columns, size_t count);
/* The member "reserves": null where they are not checked. NULL: out of memory. */
json_t *zks_reserves_json(const zks_verification *v);

#endif
