/* What the reserves are, as CSV: for each combination of indexes that pool columns are over, a file with a header
 * `asset,reserve` (the indexes, then the columns in any order), then a row for each member, without an index one row.
 * Amounts are in human units, and 0 is written too: what is declared to be there is never a matter of what is missing.
 */
#ifndef ZKS_PROVER_RESERVES_H
#define ZKS_PROVER_RESERVES_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"
#include "zksolv/prove.h"

/* Reads at least one file ("-": standard input) of all pool columns but those that numbers->pool has already, and adds
 * them to it; the rest of the numbers is checked against the circuit; `progress` may be NULL. ZKS_ERROR_READ,
 * ZKS_ERROR_MEMORY, ZKS_ERROR_INTERRUPTED or, at the first finding, ZKS_ERROR_INPUT, with *numbers untouched. */
zks_status zks_reserves_read_csv(zks_numbers *numbers, zks_paths paths, const zks_circuit *circuit,
                                 const zks_progress *progress, zks_report *report);

#endif
