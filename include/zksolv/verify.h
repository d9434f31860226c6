/* Verification of an attestation folder and of a customer's receipt (docs/protocol.md, section 6; docs/format.md). */
#ifndef ZKSOLV_VERIFY_H
#define ZKSOLV_VERIFY_H

#include "zksolv/progress.h"
#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
    char *name;
    char *index; /* for every member of which it holds, "asset"; several with commas; NULL: none */
    char *scope; /* "account" or "pool" */
    char *text;  /* the inequality as the circuit has it */
} zks_verified_requirement;

/* What the attestation claims, as far as it could be read, and how long checking took. Strings are owned; NULL where
 * unknown. */
typedef struct {
    char *issuer, *snapshot, *created, *circuit;
    int circuit_is_shipped; /* whether its text is, byte for byte, that of the circuit of this name in this program */
    uint64_t rows, segments;
    uint8_t statement_digest[32];
    size_t requirement_count;
    zks_verified_requirement *requirements;
    double seconds_read, seconds_compile,
        seconds_proofs; /* files, digests and root; circuit and tables; points, transcripts, equations */
} zks_verification;

/* Checks everything. ZKS_OK only if the attestation is valid; otherwise ZKS_REJECT_*, ZKS_ERROR_READ, ZKS_ERROR_MEMORY
 * or ZKS_ERROR_INTERRUPTED, and *report says where. `path` is the folder. `threads` >= 1. *out is always filled as far
 * as possible; clear it. */
zks_status zks_verify_attestation(const char *path, int threads, const zks_progress *progress, zks_verification *out,
                                  zks_report *report);
void zks_verification_clear(zks_verification *v);

/* One amount other than zero. */
typedef struct {
    char *column;     /* of the circuit: an account column, or committed advice */
    char *members[3]; /* of the column's indexes, the outer ones first; NULL from their number on */
    char *amount;     /* canonical decimal, human units */
} zks_verified_amount;

/* What a receipt says, as far as it could be read; amounts only where the receipt is valid. Strings are owned. */
typedef struct {
    char *account;
    size_t amount_count;
    zks_verified_amount *amounts;
    uint64_t index, rows;
    uint8_t statement_digest[32];
    int proof_checked; /* whether the attestation's proof was verified too */
} zks_receipt_verification;

/* Checks a receipt ("-" is standard input) against an attestation: its folder or its statement.json alone. With the
 * folder, and unless `skip_proof`, the attestation itself is verified first and its rejection is the result. Circuit,
 * policy and numbers of the statement are always checked. */
zks_status zks_verify_receipt(const char *receipt_path, const char *attestation_path, int skip_proof, int threads,
                              const zks_progress *progress, zks_receipt_verification *out, zks_report *report);
void zks_receipt_verification_clear(zks_receipt_verification *v);

#endif
