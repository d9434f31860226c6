/* What attesting and verifying cost, estimated from sizes alone (docs/performance.md, "Estimates"). Within verifier/.
 */
#ifndef ZKS_VERIFIER_EXPLAIN_ESTIMATE_H
#define ZKS_VERIFIER_EXPLAIN_ESTIMATE_H

#include "argument/segments.h"
#include "circuits/table.h"

/* Processor seconds, of all threads together, and peak memory. */
typedef struct {
    double seconds, mib;
} zks_cost;

typedef struct {
    zks_cost attest, verify;
} zks_estimate;

/* Of the machine below, for a ledger like those it was measured with. */
zks_estimate zks_estimate_make(const zks_table *account, const zks_segments *segments);
extern const char zks_estimate_machine[];

#endif
