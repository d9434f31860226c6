/* statement.json: what an attestation claims, in canonical bytes (docs/format.md, "statement.json"). Reading checks
 * form only, in the order of the statuses: encoding, schema, version, generators, time, number, shape; that the circuit
 * compiles, the policy holds and the proof is right is the verifier's work.
 */
#ifndef ZKS_ATTESTATION_STATEMENT_H
#define ZKS_ATTESTATION_STATEMENT_H

#include "attestation/sources.h"
#include "circuits/numbers.h"
#include "zksolv/status.h"

#include <stdint.h>

#define ZKS_FORMAT_VERSION "zksolv/3"
#define ZKS_STATEMENT_MAX_BYTES (256u << 20)
#define ZKS_MAX_ROWS (UINT64_C(1) << 32)
#define ZKS_MAX_SEGMENT_ROWS (1u << 16)
#define ZKS_MAX_ISSUER 256 /* bytes of UTF-8 without control characters, at least 1 */

typedef struct {
    char *issuer;
    char *snapshot, *created; /* RFC 3339, UTC, whole seconds: "2026-08-20T00:00:00Z" */
    char *circuit_name, *circuit_text;
    zks_numbers numbers;
    zks_sources sources;
    uint64_t rows;         /* accounts, padding included; 1..ZKS_MAX_ROWS */
    uint32_t segment_rows; /* a power of two, at most ZKS_MAX_SEGMENT_ROWS */
    uint8_t root[32];
} zks_claim;

typedef struct {
    zks_claim claim;
    uint8_t accounts_digest[32], proof_digest[32]; /* SHA-256 of accounts.bin, proof.bin */
} zks_statement;

void zks_claim_clear(zks_claim *claim);
void zks_statement_clear(zks_statement *statement);

/* The canonical bytes of the claim, and without its member "root" (what blindings are derived from: the root depends on
 * them). malloc'd; NULL: out of memory. The numbers need not be in the order of declaration; parameters over indexes
 * have their digest (attestation/matrix.h). */
char *zks_claim_bytes(const zks_claim *claim, size_t *length);
char *zks_claim_bytes_without_root(const zks_claim *claim, size_t *length);
/* The whole file, line feed at the end included. */
char *zks_statement_bytes(const zks_statement *statement, size_t *length);

/* ZKS_OK, ZKS_ERROR_MEMORY or the first ZKS_REJECT_* with its detail in *report. *statement is filled only on ZKS_OK.
 * The bytes must be exactly zks_statement_bytes() of what they say. */
zks_status zks_statement_read(zks_statement *statement, const char *bytes, size_t length, zks_report *report);

#endif
