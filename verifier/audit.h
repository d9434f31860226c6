/* Running a folder of vectors: attestations, receipts and primitives, each with the result it must give
 * (docs/format.md, "Vectors"). */
#ifndef ZKS_VERIFIER_AUDIT_H
#define ZKS_VERIFIER_AUDIT_H

#include "verifier/vector_index.h"
#include "zksolv/progress.h"

#include <stdbool.h>

typedef struct {
    zks_status got;
    zks_report report; /* of the check that was run */
    bool agrees;       /* with the vector, its segment included where it names one */
} zks_audit_result;

typedef struct {
    zks_vector_index index;
    zks_audit_result *results; /* beside index.vectors */
    size_t disagreements;
} zks_audit;

/* Runs every vector of the folder. ZKS_OK: all agree. ZKS_REJECT_VECTOR: some do not (*audit has them), or the index is
 * malformed (*audit is empty). ZKS_ERROR_READ, _MEMORY, _INTERRUPTED: not all could be run; *audit is empty. Clear
 * *audit in every case. */
zks_status zks_audit_run(const char *folder, int threads, const zks_progress *progress, zks_audit *audit,
                         zks_report *report);
void zks_audit_clear(zks_audit *audit);

#endif
