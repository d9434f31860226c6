/* The issuer's log: the digest of every statement he ever signed, in order, in a text file that only grows, 64
 * hexadecimal digits and a line feed for each. Its Merkle tree is that of RFC 9162, section 2.1, over the 32-byte
 * digests (crypto/merkle.h). docs/signatures.md, "The log". */
#ifndef ZKS_SIGNATURE_LOG_H
#define ZKS_SIGNATURE_LOG_H

#include "signature/checkpoint.h"

#define ZKS_LOG_MAX_ENTRIES (1u << 20)

typedef struct {
    uint8_t *entries; /* 32 bytes each, owned */
    size_t count;
} zks_log;

void zks_log_clear(zks_log *log);

/* ZKS_OK, ZKS_ERROR_MEMORY, or ZKS_ERROR_INPUT with the line in *report. An empty text is an empty log. */
zks_status zks_log_parse(zks_log *log, const char *bytes, size_t length, zks_report *report);
zks_status zks_log_read(zks_log *log, const char *path, zks_report *report);

/* The log in the file with the digest in it, which is made where it is not there, and the digest's place. What stands
 * in the log already is not entered twice. Synced before it returns; two callers wait for each other. */
zks_status zks_log_enter(zks_log *log, size_t *index, const char *path, const uint8_t digest[32], zks_report *report);

/* What is to be signed of a log of at least one entry. False: `origin` is empty or longer than ZKS_NOTE_MAX_NAME. */
bool zks_log_checkpoint(zks_checkpoint *checkpoint, const zks_log *log, const char *origin);

#endif
