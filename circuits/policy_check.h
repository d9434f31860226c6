/* Conditions on the public numbers alone, on which the soundness of a circuit rests (docs/circuits.md, "Policy
 * checks"). */
#ifndef ZKS_CIRCUITS_POLICY_CHECK_H
#define ZKS_CIRCUITS_POLICY_CHECK_H

#include "circuits/ast.h"
#include "circuits/numbers.h"

/* Evaluates every policy check of a circuit, for every combination of members of its indexes (a child with its own
 * parent), on numbers that fit the circuit. ZKS_OK, ZKS_ERROR_REQUIREMENT with findings, or ZKS_ERROR_MEMORY. */
zks_status zks_policy_check_all(const zks_circuit *circuit, const zks_numbers *numbers, zks_diagnostics *d);

#endif
