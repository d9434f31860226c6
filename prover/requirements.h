/* Whether a ledger meets a circuit's requirements, in the clear, and by how much it does not: what the prover checks
 * before it proves anything. Exact.
 */
#ifndef ZKS_PROVER_REQUIREMENTS_H
#define ZKS_PROVER_REQUIREMENTS_H

#include "circuits/table.h"
#include "prover/ledger.h"
#include "zksolv/prove.h"

/* One constraint that does not hold. */
typedef struct {
    size_t constraint;
    uint64_t count;
    size_t shown;
    size_t account[ZKS_BREACHES_SHOWN];  /* the first in ledger order */
    char *shortfall[ZKS_BREACHES_SHOWN]; /* owned */
} zks_constraint_breach;

typedef struct {
    size_t count;
    zks_constraint_breach *breaches; /* in the order of the constraints */
} zks_breaches;

void zks_breaches_clear(zks_breaches *breaches);

/* What a report of a shortfall needs to know beside the table. */
typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    const zks_table *table;
} zks_compiled;

/* Every account of the ledger against the account table. ZKS_OK (also where breaches were found), ZKS_ERROR_MEMORY or
 * ZKS_ERROR_INTERRUPTED. */
zks_status zks_check_accounts(const zks_compiled *account, const zks_ledger *ledger, int threads,
                              const zks_progress *progress, zks_breaches *breaches);
/* One row of values (ascending columns) against a table: the pool's totals, or none at all for an empty account. */
zks_status zks_check_row(const zks_compiled *compiled, const zks_value *values, size_t count, zks_breaches *breaches);

/* The sum of every committed column over the ledger: committed_count values, zeros included. */
void zks_ledger_totals(const zks_ledger *ledger, const zks_table *account, zks_value *totals, zks_value *scratch);

#endif
