/* What custodians have hidden from everybody but the issuer: the amounts and blindings of the pool table's external
 * columns (docs/protocol.md, section 1), from the openings that a policy names. */
#ifndef ZKS_PROVER_CUSTODY_HIDDEN_RESERVES_H
#define ZKS_PROVER_CUSTODY_HIDDEN_RESERVES_H

#include "argument/shape.h"
#include "crypto/scalar.h"
#include "policy/policy_file.h"

/* By external column, in their order. */
typedef struct {
    size_t count;
    unsigned __int128 *amounts; /* in units of the column; this and the blindings are owned witness memory */
    zks_scalar *blindings;
    zks_word *commitments; /* what the statements give for them */
} zks_hidden_reserves;

void zks_hidden_reserves_clear(zks_hidden_reserves *hidden);

/* Opens every statement that hides an amount of a committed column, and adds up. The policy's numbers are checked, its
 * pool stated. ZKS_OK, ZKS_ERROR_MEMORY, or ZKS_ERROR_READ, ZKS_ERROR_INPUT or ZKS_REJECT_RESERVE_* with the place,
 * never an amount, in *report; *hidden is filled only on ZKS_OK. `path` is the policy's. */
zks_status zks_hidden_reserves_open(zks_hidden_reserves *hidden, const zks_policy *policy, const char *path,
                                    const zks_circuit *circuit, zks_report *report);

#endif
