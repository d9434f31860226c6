/* What a verifier, or an issuer before he signs, remembers of logs: a text file of the signed checkpoints seen, each
 * followed by an empty line. It only grows; the last checkpoint of an origin counts, and what contradicts it is never
 * written, so that both signed checkpoints are left as evidence. docs/signatures.md, "Remembering a log". */
#ifndef ZKS_SIGNATURE_LOG_MEMORY_H
#define ZKS_SIGNATURE_LOG_MEMORY_H

#include "signature/consistency.h"
#include "signature/journal.h"
#include "signature/log_proof.h"

#define ZKS_LOG_MEMORY_MAX_BYTES (64u << 20) /* beyond, start another file with the last records */

/* A memory that is open, and locked until it is closed. */
typedef struct {
    zks_journal journal;
    zks_checkpoint last; /* of one origin; size 0: none is remembered */
} zks_log_memory;

/* The file is made where there is none. ZKS_ERROR_INPUT where it is not such a memory. */
zks_status zks_log_memory_open(zks_log_memory *memory, const char *path, const char *origin, zks_report *report);
/* Remembers the checkpoint of a proof where it is larger than the last one, which it was compared with. */
zks_status zks_log_memory_keep(const zks_log_memory *memory, const zks_log_proof *proof, zks_report *report);
void zks_log_memory_close(zks_log_memory *memory);

/* All of it at once: compares the checkpoint of a proof whose signatures were checked with what the file remembers of
 * its origin (zks_consistency_check), and appends it where it is larger, or the first of its origin. *seen: the number
 * of entries remembered before; 0: none, and nothing was compared. */
zks_status zks_log_memory_visit(uint64_t *seen, const char *path, const zks_log_proof *proof,
                                const zks_consistency *consistency, const zks_log *entries, zks_report *report);

#endif
