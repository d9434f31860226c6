/* Signing checkpoints, and remembering which, so that nobody signs two logs of one name: neither an issuer whose log
 * was restored from an old copy, nor an auditor who is shown another one. docs/signatures.md, "Signing". */
#ifndef ZKS_SIGNATURE_ISSUE_H
#define ZKS_SIGNATURE_ISSUE_H

#include "signature/consistency.h"
#include "signature/log_proof.h"

/* A private key, and the file in which it remembers what it signed (signature/log_memory.h). */
typedef struct {
    zks_note_signer key;
    char *memory; /* owned */
} zks_log_signer;

/* `memory` NULL: beside the key, under its name with ".checkpoints" behind it. ZKS_ERROR_READ, ZKS_ERROR_INPUT or
 * ZKS_ERROR_MEMORY. */
zks_status zks_log_signer_open(zks_log_signer *signer, const char *key, const char *memory, zks_report *report);
void zks_log_signer_close(zks_log_signer *signer);

/* What goes into the folder of an attestation, and its place in the log. */
typedef struct {
    char *log_proof, *consistency; /* the files of these names; owned */
    size_t log_proof_length, consistency_length;
    size_t index, size; /* of the log, this entry included */
} zks_issued;

/* Whether the log in a file (there may be none yet) continues what was signed of it before, without changing anything:
 * ZKS_OK, ZKS_REJECT_LOG_CONSISTENCY, ZKS_ERROR_READ or ZKS_ERROR_INPUT. Worth asking before work that takes long. */
zks_status zks_issue_check(const zks_log_signer *signer, const char *log, zks_report *report);

/* Checks the same, enters the statement digest (a second time has no effect), signs the checkpoint of the log, whose
 * origin is the key's name, and remembers it. Files that are not there are made. Who shares a memory waits for each
 * other. A failure in between leaves an entry in the log that nobody has a proof of. */
zks_status zks_issue(zks_issued *issued, const zks_log_signer *signer, const char *log, const uint8_t statement[32],
                     zks_report *report);
void zks_issued_clear(zks_issued *issued);

/* Adds a signature to a proof that was checked (zks_log_proof_check): compares with what is remembered of its log
 * (zks_consistency_check), remembers it, and signs. *text: the file statement.tlog-proof, malloc'd. */
zks_status zks_cosign(char **text, size_t *length, const zks_log_signer *signer, const zks_log_proof *proof,
                      const zks_consistency *consistency, const zks_log *entries, zks_report *report);

#endif
