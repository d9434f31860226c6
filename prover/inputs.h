/* Policy, circuit, reserves with what opens them, and ledger, read in that order and checked against each other: where
 * attesting begins. */
#ifndef ZKS_PROVER_INPUTS_H
#define ZKS_PROVER_INPUTS_H

#include "circuits/table.h"
#include "policy/policy_file.h"
#include "prover/custody/hidden_reserves.h"
#include "prover/ledger.h"
#include "zksolv/prove.h"

typedef struct {
    zks_policy policy; /* its numbers, with prices and pool columns, are checked and in the order of declaration */
    zks_circuit *circuit;
    zks_table *account;
    zks_hidden_reserves hidden;
    zks_ledger ledger;
} zks_inputs;

/* On failure *inputs is empty; findings in circuit or policy go to *d, the first of them to *report as well. There are
 * no reserves where the circuit has no pool columns but those that custodians state. `progress` may be NULL (stage
 * "read"). */
zks_status zks_inputs_read(zks_inputs *inputs, const char *policy, zks_paths ledger, zks_paths reserves, int threads,
                           const zks_progress *progress, zks_diagnostics *d, zks_report *report);
void zks_inputs_clear(zks_inputs *inputs);

/* Puts the first finding into *report and returns the status. */
zks_status zks_report_finding(zks_report *report, const zks_diagnostics *d, zks_status status);
/* How a command ends: where it failed, its findings, if there are any, become *findings (the caller's to free), and a
 * report without a detail says what the status means. Returns the status. */
zks_status zks_report_end(zks_report *report, zks_diagnostics *d, char **findings, zks_status status);

#endif
