/* What the reserves are, as CSV: a header `asset,reserve` (the index the circuit's pool columns stand over, where they
 * have one, and the columns in any order), then a row for each member; a member without a row has reserves of 0.
 * Amounts are in human units. */
#ifndef ZKS_PROVER_RESERVES_H
#define ZKS_PROVER_RESERVES_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"

/* Reads a file ("-": standard input) into numbers->pool, which must be empty; the rest of the numbers is checked
 * against the circuit. ZKS_ERROR_READ, ZKS_ERROR_MEMORY or, at the first finding, ZKS_ERROR_INPUT, with *numbers
 * untouched. */
zks_status zks_reserves_read_csv(zks_numbers *numbers, const char *path, const zks_circuit *circuit,
                                 zks_report *report);

#endif
