/* Parameters over indexes as CSV (docs/format.md, "statement.json"): the digest by which a statement refers to the
 * matrix that an issuer publishes as a file. The numbers are checked ones (zks_numbers_check). */
#ifndef ZKS_ATTESTATION_MATRIX_H
#define ZKS_ATTESTATION_MATRIX_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"
#include "zksolv/status.h"

#include <stdbool.h>

/* Gives every parameter over indexes the SHA-256 of its canonical CSV. False: out of memory. */
bool zks_matrices_digest(const zks_circuit *circuit, zks_numbers *numbers);
/* Whether they have it: ZKS_OK, ZKS_ERROR_MEMORY or ZKS_REJECT_MATRIX_DIGEST with the first that does not. */
zks_status zks_matrices_check(const zks_circuit *circuit, const zks_numbers *numbers, zks_report *report);

#endif
