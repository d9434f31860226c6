/* Making an attestation from a policy, a ledger and reserves, and receipts from what it left behind. */
#ifndef ZKSOLV_PROVE_H
#define ZKSOLV_PROVE_H

#include "zksolv/progress.h"
#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *policy, *ledger,
        *reserves;             /* paths, "-" for standard input; reserves NULL where the circuit has no pool columns */
    const char *out, *secrets; /* a folder and a file that must not exist yet */
    const char *passphrase;    /* NULL: the secrets file is not encrypted */
    uint64_t padding; /* empty accounts to add until there are this many rows, at least as many as accounts; 0: none */
    int threads;      /* >= 1 */

    /* For tests and vectors, where every byte has to repeat; the program has no option for them. */
    const uint8_t *seed;   /* 32 bytes; NULL: fresh randomness */
    const char *created;   /* NULL: now */
    uint32_t segment_rows; /* 0: ZKS_SEGMENT_ROWS */
} zks_attest_options;

/* Rows of a segment, chosen by measured cost (docs/performance.md). */
#define ZKS_SEGMENT_ROWS 32768

/* One requirement that the ledger breaks. */
#define ZKS_BREACHES_SHOWN 20
typedef struct {
    char *requirement; /* "margin", "backed[BTC]" */
    const char *scope; /* "account" or "pool" */
    int is_equality;   /* then a shortfall is a difference */
    uint64_t count;    /* accounts, or 1 */
    size_t shown;      /* how many of the first are named */
    struct {
        char *account;   /* NULL for the pool */
        char *shortfall; /* "12.5 USDT": by how much, rounded up to the unit */
    } first[ZKS_BREACHES_SHOWN];
} zks_breach;

typedef struct {
    char *circuit;
    uint64_t accounts, rows, segments;
    uint8_t statement_digest[32];
    char *diagnostics;   /* findings in circuit or policy, a line each; NULL where there are none */
    size_t breach_count; /* where the status is ZKS_ERROR_REQUIREMENT */
    zks_breach *breaches;
    size_t requirement_count;
    struct {
        char *name;
        char *index; /* for every member of which it holds; NULL: none */
        const char *scope;
    } * requirements;
    /* Read and compile; check requirements; order rows and commit; Merkle tree and digests; then the proofs: matrix
     * rows, sumcheck, opening, which share the time that passed as they share the processors' time; write. */
    double seconds_read, seconds_check, seconds_commit, seconds_hash, seconds_rows, seconds_sumcheck, seconds_opening,
        seconds_write;
} zks_attestation;

/* ZKS_OK: `out` and `secrets` are written, whole. ZKS_ERROR_REQUIREMENT: the ledger breaks requirements, named in
 * *result; nothing is written. Otherwise ZKS_ERROR_* with its detail in *report; nothing is written. Clear *result in
 * every case. */
zks_status zks_attest(const zks_attest_options *options, const zks_progress *progress, zks_attestation *result,
                      zks_report *report);
void zks_attestation_clear(zks_attestation *result);

typedef struct {
    const char *secrets, *passphrase;
    const char *ledger;
    const char *attestation; /* the folder, or the statement.json in it */
    const char *account;
    int threads;
} zks_receipt_options;

/* Makes the receipt of one account: JSON text with a line feed at the end, malloc'd; the caller wipes and frees it.
 * ZKS_ERROR_SECRETS where secrets or ledger are not those of the attestation; ZKS_ERROR_INPUT where the ledger has no
 * such account or the attestation is damaged. */
zks_status zks_make_receipt(const zks_receipt_options *options, char **receipt, size_t *length, zks_report *report);

/* Whether a secrets file is encrypted, so that a passphrase must be asked for: *encrypted is 0 or 1. */
zks_status zks_secrets_need_passphrase(const char *path, int *encrypted, zks_report *report);

#endif
