/* What a verifier, or an issuer before he signs, remembers of logs: a text file of the signed checkpoints seen, each
 * followed by an empty line. It only grows; the last checkpoint of an origin counts, and what contradicts it is never
 * written, so that both signed checkpoints are left as evidence. docs/signatures.md, "Remembering a log". */
#ifndef ZKS_SIGNATURE_LOG_MEMORY_H
#define ZKS_SIGNATURE_LOG_MEMORY_H

#include "signature/consistency.h"
#include "signature/log_proof.h"

#define ZKS_LOG_MEMORY_MAX_BYTES (64u << 20) /* beyond, start another file with the last records */

/* Compares the checkpoint of a proof whose signatures were checked with what the file remembers of its origin
 * (zks_consistency_check), and appends it where it is larger, or the first of its origin. The file is made where there
 * is none, and locked meanwhile. *seen: the number of entries remembered before; 0: none, and nothing was compared.
 * ZKS_ERROR_INPUT where the file is not such a memory. */
zks_status zks_log_memory_visit(uint64_t *seen, const char *path, const zks_log_proof *proof,
                                const zks_consistency *consistency, const zks_log *entries, zks_report *report);

#endif
