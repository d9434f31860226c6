/* The ledger as CSV: a header `account,asset,collateral,debt` (`asset` being the index the circuit's account columns
 * stand over; without one, `account,...`), the declared columns in any order, then a row for each account and member.
 * Amounts are in human units. */
#ifndef ZKS_PROVER_LEDGER_CSV_H
#define ZKS_PROVER_LEDGER_CSV_H

#include "prover/ledger.h"

/* Reads a file, "-" being standard input. `numbers` are checked against the circuit (pool numbers may be absent).
 * ZKS_ERROR_READ, ZKS_ERROR_MEMORY or, at the first finding, ZKS_ERROR_INPUT, with *ledger untouched. */
zks_status zks_ledger_read_csv(zks_ledger *ledger, const char *path, const zks_circuit *circuit,
                               const zks_numbers *numbers, zks_report *report);

#endif
