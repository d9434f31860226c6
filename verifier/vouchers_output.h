/* How what vouches for an attestation reads, for people and in --json. Within verifier/. */
#ifndef ZKS_VERIFIER_VOUCHERS_OUTPUT_H
#define ZKS_VERIFIER_VOUCHERS_OUTPUT_H

#include "zksolv/verify.h"

#include <jansson.h>

/* Of the two kinds of signature together. */
zks_vouched zks_vouchers_signature(const zks_vouchers *vouchers);

/* "signature: none: ...", "signature: unchecked: ..." or "signature: trusted...". */
void zks_vouchers_print_verdict(const zks_vouchers *vouchers);
/* Who signed, the log, the timestamp: a field each (verifier/verdict.h); nothing of what is not there. */
void zks_vouchers_print(const zks_vouchers *vouchers);
/* Sets "signature", "log", "certificate", "timestamp" and "age_of" of an object. */
void zks_vouchers_put_json(json_t *object, const zks_vouchers *vouchers);

#endif
