/* What elements of reserves say of themselves, for people: checked or not (docs/reserves.md). */
#ifndef ZKS_VERIFIER_CUSTODIANS_H
#define ZKS_VERIFIER_CUSTODIANS_H

#include "attestation/statement.h"
#include "zksolv/verify.h"

/* Malformed keys are told as they are, statements that are none have no time, and no more of either than an element can
 * have are looked at. False: out of memory; *columns is to be freed in any case. */
bool zks_custodians_describe(zks_verified_custody **columns, size_t *count, const zks_claim *claim);
void zks_custodians_free(zks_verified_custody *columns, size_t count);

/* "none" where the claim has no pool columns, "declared" where none has custodians, "partly signed" or "signed". */
const char *zks_custodians_verdict(const zks_claim *claim);

#endif
