/* The ledger as CSV: for each combination of indexes that account columns are over, a file with a header
 * `account,asset,collateral,debt` (the indexes in the order they are declared with, then the columns in any order;
 * `account,fee` where there is no index), then a row for each account and member. Amounts are in human units; what is
 * not listed is 0. Accounts are those of all files. */
#ifndef ZKS_PROVER_LEDGER_CSV_H
#define ZKS_PROVER_LEDGER_CSV_H

#include "prover/ledger.h"
#include "zksolv/prove.h"

/* Reads at least one file, "-" being standard input. `numbers` are checked against the circuit (pool numbers may be
 * absent); with `threads` > 1 a second one reads ahead; `progress` may be NULL. ZKS_ERROR_READ, ZKS_ERROR_MEMORY,
 * ZKS_ERROR_INTERRUPTED or, at the first finding, ZKS_ERROR_INPUT, with *ledger untouched. */
zks_status zks_ledger_read_csv(zks_ledger *ledger, zks_paths paths, const zks_circuit *circuit,
                               const zks_numbers *numbers, int threads, const zks_progress *progress,
                               zks_report *report);

/* Says what is wrong with a ledger as a whole, by the name of its first file, and returns the status. */
zks_status zks_ledger_fault(zks_paths paths, zks_status status, const char *what, zks_report *report);

#endif
