/* A whole ledger in the clear: every account, then the pool of all. What attesting begins with, and all that checking
 * does. */
#ifndef ZKS_PROVER_CHECK_LEDGER_H
#define ZKS_PROVER_CHECK_LEDGER_H

#include "prover/account.h"
#include "prover/check_values.h"
#include "prover/requirements.h"

typedef struct {
    zks_findings account, pool;
    zks_totals totals;
} zks_ledger_findings;

typedef struct {
    zks_compiled account, pool;
    const zks_ledger *ledger;
    const unsigned __int128 *amounts; /* of the pool table's external columns, in their order; NULL where it has none */
    uint64_t padding;                 /* empty accounts beside the ledger's: they count in the totals */
    zks_values_file *values;          /* takes margins and advice; NULL: not wanted */
    int threads;
    const zks_progress *progress;
} zks_ledger_check;

/* ZKS_OK, also where requirements are broken; ZKS_ERROR_MEMORY, ZKS_ERROR_INTERRUPTED, or what writing values gave.
 * Where advice of some account does not fit and some is committed, the totals are not known, and nothing is found of
 * the pool. Clear *findings in every case. */
zks_status zks_check_ledger(const zks_ledger_check *check, zks_ledger_findings *findings);
void zks_ledger_findings_clear(zks_ledger_findings *findings);

/* The empty account alone. */
zks_status zks_check_empty_account(const zks_compiled *account, const zks_ledger *ledger, zks_findings *findings);

#endif
