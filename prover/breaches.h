/* What was found of a ledger, as results tell it (zksolv/prove.h). */
#ifndef ZKS_PROVER_BREACHES_H
#define ZKS_PROVER_BREACHES_H

#include "prover/ledger.h"
#include "prover/requirements.h"

/* Appends to a list that the caller owns, in the order of constraints, then of columns. Accounts are named where a
 * ledger is given. False: out of memory; the list is to be cleared all the same. */
bool zks_breaches_append(zks_breach **breaches, size_t *count, const zks_findings *findings, const zks_ledger *ledger);
void zks_breaches_free(zks_breach *breaches, size_t count);

/* The detail of a report: one sentence about the first breach, without accounts. */
void zks_breach_report(zks_report *report, const zks_breach *breach);

#endif
