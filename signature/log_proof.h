/* That a statement is in a log (c2sp.org/tlog-proof), the file statement.tlog-proof of an attestation:
 *
 *     c2sp.org/tlog-proof@v1
 *     index NUMBER
 *     32 BYTES IN BASE64, one line for each node of the inclusion path, lowest first
 *
 *     THE SIGNED CHECKPOINT
 *
 * The leaf is the statement digest. docs/signatures.md, "Proofs of inclusion". */
#ifndef ZKS_SIGNATURE_LOG_PROOF_H
#define ZKS_SIGNATURE_LOG_PROOF_H

#include "crypto/merkle.h"
#include "signature/checkpoint.h"
#include "signature/log.h"
#include "signature/note_signer.h"

#define ZKS_LOG_PROOF_FIRST_LINE "c2sp.org/tlog-proof@v1"
#define ZKS_LOG_PROOF_MAX_BYTES (ZKS_NOTE_MAX_BYTES + (1u << 16))

/* The note points into the bytes it was read from. */
typedef struct {
    uint64_t index;
    size_t path_length;
    uint8_t path[ZKS_MERKLE_MAX_PATH][32];
    const char *note_bytes;
    size_t note_length;
    zks_note note;
    zks_checkpoint checkpoint;
} zks_log_proof;

/* ZKS_OK or ZKS_REJECT_SIGNATURE_ENCODING; *proof is filled only on ZKS_OK. A line "extra ..." behind the first, which
 * nobody signs, is skipped. */
zks_status zks_log_proof_parse(zks_log_proof *proof, const char *bytes, size_t length, zks_report *report);
/* malloc'd; NULL: out of memory. What is read again is the same, save for a line "extra". */
char *zks_log_proof_text(const zks_log_proof *proof, size_t *length);

/* That entry `index` is in the log as it is now, signed by `signer`, whose name is the log's origin. Text as above.
 * ZKS_ERROR_MEMORY, or ZKS_ERROR_INPUT where `index` is beyond the log. */
zks_status zks_log_proof_make(char **text, size_t *length, const zks_log *log, size_t index,
                              const zks_note_signer *signer, zks_report *report);
/* The same proof with a further signature under its checkpoint, or with the signer's own renewed (zks_note_sign). Text
 * as above. */
zks_status zks_log_proof_sign(char **text, size_t *length, const zks_log_proof *proof, const zks_note_signer *signer,
                              zks_report *report);

/* That `needed` of the trusted keys (zks_note_verify), one of them named like the log's origin, signed the checkpoint,
 * and that the statement digest is in the log under it (else ZKS_REJECT_LOG_INCLUSION). */
zks_status zks_log_proof_check(const zks_log_proof *proof, const uint8_t statement[32], const zks_note_key *keys,
                               size_t count, size_t needed, zks_report *report);

#endif
