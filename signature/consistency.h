/* That a log only grew since earlier times, the file statement.consistency of an attestation: proofs of RFC 9162,
 * section 2.1.4, from several earlier sizes to that of the checkpoint in statement.tlog-proof, the largest first:
 *
 *     zksolv/1 consistency
 *     from NUMBER
 *     32 BYTES IN BASE64, one line for each node
 *
 *     from NUMBER ...
 *
 * docs/signatures.md, "Proofs of consistency". */
#ifndef ZKS_SIGNATURE_CONSISTENCY_H
#define ZKS_SIGNATURE_CONSISTENCY_H

#include "crypto/merkle.h"
#include "signature/log.h"

#define ZKS_CONSISTENCY_MAX_PROOFS 32
#define ZKS_CONSISTENCY_MAX_BYTES (1u << 17)

typedef struct {
    uint64_t from;
    size_t length;
    uint8_t nodes[ZKS_MERKLE_MAX_CONSISTENCY][32];
} zks_consistency_proof;

typedef struct {
    size_t count;
    zks_consistency_proof proofs[ZKS_CONSISTENCY_MAX_PROOFS];
} zks_consistency;

/* ZKS_OK or ZKS_REJECT_SIGNATURE_ENCODING; *consistency is filled only on ZKS_OK. */
zks_status zks_consistency_parse(zks_consistency *consistency, const char *bytes, size_t length, zks_report *report);
/* From the ZKS_CONSISTENCY_MAX_PROOFS sizes before the log's, or as many as there are. malloc'd; NULL: out of memory.
 */
char *zks_consistency_text(const zks_log *log, size_t *length);

/* Whether a log that was `seen` goes on as `found`, which has the same origin: of the same size only with the same
 * root, larger by a proof (`consistency`, NULL: none). Where the log's entries are at hand (`entries`, NULL: they are
 * not), they decide, and may also show that a smaller one is an earlier state. Else ZKS_REJECT_LOG_CONSISTENCY, whose
 * detail tells a contradiction from a proof that is missing. */
zks_status zks_consistency_check(const zks_checkpoint *seen, const zks_checkpoint *found,
                                 const zks_consistency *consistency, const zks_log *entries, zks_report *report);

#endif
