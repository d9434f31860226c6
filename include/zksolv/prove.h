/* Making an attestation from a policy, a ledger and reserves, and receipts from what it left behind. */
#ifndef ZKSOLV_PROVE_H
#define ZKSOLV_PROVE_H

#include "zksolv/progress.h"
#include "zksolv/sign.h"
#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(default)

/* Where rows are read from (docs/ledgers.md), in any order: one for each combination of indexes that the circuit's
 * columns are over (docs/circuits.md, "What the issuer writes beside a circuit"). A path is that of a CSV file, or of
 * lines of JSON, packed with gzip or zstd or not, one of all paths may be "-", standard input; or "sqlite:" and the
 * path of a database, or "postgresql://" and where one is, for each of which, in their order, there is a query whose
 * rows these are. Borrowed. */
typedef struct {
    size_t count;
    const char *const *paths;
    size_t query_count;
    const char *const *queries;
    const char
        *wide; /* how columns are named where there is one row for each account (docs/ledgers.md); NULL: nowhere */
} zks_paths;

typedef struct {
    const char *policy;
    zks_paths ledger, reserves; /* no reserves where custodians state all pool columns, or there are none */
    const char *out, *secrets;  /* a folder and a file that must not exist yet */
    const char *passphrase;     /* NULL: the secrets file is not encrypted */
    uint64_t padding; /* empty accounts to add until there are this many rows, at least as many as accounts; 0: none */
    int threads;      /* >= 1 */
    uint32_t segment_rows;      /* a power of two, at most 65536; 0: ZKS_SEGMENT_ROWS */
    const zks_signing *signing; /* NULL: nothing in the folder says who made it */

    /* For tests and vectors, where every byte has to repeat; the program has no option for them. */
    const uint8_t *seed; /* 32 bytes; NULL: fresh randomness */
    const char *created; /* NULL: now */
} zks_attest_options;

/* Rows of a segment, chosen by measured cost (docs/performance.md). Fewer take less memory and give a longer proof. */
#define ZKS_SEGMENT_ROWS 32768

typedef enum {
    ZKS_BREACH_REQUIREMENT, /* a requirement does not hold */
    ZKS_BREACH_BOUND,       /* no value of advice meets its bounds */
    ZKS_BREACH_WIDTH        /* advice does not fit the width of its column */
} zks_breach_kind;

/* One requirement that the ledger breaks, or advice that it cannot be given. */
#define ZKS_BREACHES_SHOWN 20
typedef struct {
    zks_breach_kind kind;
    char *name;        /* of the requirement, "margin", "backed[BTC]", or of the advice, "risk[BTC]" */
    const char *scope; /* "account" or "pool" */
    int is_equality;   /* then a shortfall is a difference */
    unsigned bytes;    /* ZKS_BREACH_WIDTH: those of the column */
    uint64_t count;    /* accounts, or 1 */
    size_t shown;      /* how many of the first are named */
    struct {
        char *account;   /* NULL for the pool */
        char *shortfall; /* by how much: of a requirement "12.5 USDT", rounded up to the unit; of a bound an exact
                            number; NULL: a width */
    } first[ZKS_BREACHES_SHOWN];
} zks_breach;

typedef struct {
    char *circuit;
    uint64_t accounts, rows, segments;
    uint8_t statement_digest[32];
    zks_signed signature;
    char *diagnostics;   /* findings in circuit or policy, a line each; NULL where there are none */
    size_t breach_count; /* where the status is ZKS_ERROR_REQUIREMENT */
    zks_breach *breaches;
    size_t requirement_count;
    struct {
        char *name;
        char *index; /* for every member of which it holds, "asset"; several with commas; NULL: none */
        const char *scope;
    } * requirements;
    /* Read and compile; check requirements; order rows and commit; Merkle tree and digests; then the proofs: matrix
     * rows, sumcheck, opening, which share the time that passed as they share the processors' time; write. */
    double seconds_read, seconds_check, seconds_commit, seconds_hash, seconds_rows, seconds_sumcheck, seconds_opening,
        seconds_write;
} zks_attestation;

/* ZKS_OK: `out` and `secrets` are written, whole. ZKS_ERROR_REQUIREMENT: the ledger breaks requirements, named in
 * *result; nothing is written. Otherwise ZKS_ERROR_* with its detail in *report, ZKS_REJECT_PRICE_* or
 * ZKS_REJECT_RESERVE_* where the policy's notes are what a verifier rejects, or ZKS_REJECT_LOG_CONSISTENCY where the
 * log of the signing does not continue what its key signed; nothing is written, but where the folder fails once the log
 * has the statement's entry, which then stays there. Clear *result in every case. */
zks_status zks_attest(const zks_attest_options *options, const zks_progress *progress, zks_attestation *result,
                      zks_report *report);
void zks_attestation_clear(zks_attestation *result);

/* ---- checking without proving ---- */

typedef struct {
    const char *policy;
    zks_paths ledger, reserves; /* no reserves where custodians state all pool columns, or there are none */
    const char *values;  /* a file that must not exist yet, for the margins and advice of every account; NULL: none */
    const char *account; /* the id of an account to show; NULL: none */
    int threads;         /* >= 1 */
} zks_check_options;

/* How a requirement stands. One that counts in units of an index's members (docs/circuits.md, "Units of margins") has
 * margins in different units: it is told once for each unit. A margin is what the larger side has more, of an equality
 * the difference, which is 0. */
typedef struct {
    char *name;        /* "margin", "backed" */
    char *index;       /* as in zks_attestation */
    const char *scope; /* "account" or "pool" */
    const char
        *verdict;    /* "holds", "broken", or "unknown" where advice does not fit its column, and nothing is broken */
    uint64_t broken; /* accounts that break it; of the pool, 1 or 0 */
    /* The account and member of the smallest margin, of an equality of the largest difference, and that margin. */
    char *account; /* NULL for the pool */
    char *member;  /* "BTC"; several with commas; NULL where it is over no index */
    char *margin;  /* exact: a decimal, or a fraction "1/3" where it is no finite one; NULL: unknown */
    char *rounded; /* the same down to the decimals of its unit, without one to 8; NULL: unknown */
    char *unit;    /* NULL where it has none that is certain */
} zks_checked_requirement;

/* A number of one account, in human units, exact. */
typedef struct {
    const char *kind; /* "column" and "advice" (those above zero), then "margin" */
    char *name;       /* "collateral[BTC]", "risk[BTC]", "margin" */
    char *value;
} zks_checked_value;

typedef struct {
    char *circuit;
    uint64_t accounts;
    char *diagnostics;   /* findings in circuit or policy, a line each; NULL where there are none */
    size_t breach_count; /* where the status is ZKS_ERROR_REQUIREMENT */
    zks_breach *breaches;
    size_t requirement_count;
    zks_checked_requirement *requirements;
    size_t value_count; /* of the account asked for; without advice and margins where some advice does not fit */
    zks_checked_value *values;
    double seconds_read, seconds_check;
} zks_checked;

/* Evaluates every requirement exactly and in the clear. ZKS_OK: all hold. ZKS_ERROR_REQUIREMENT: the ledger breaks some
 * or cannot be given its advice; everything in *result is filled in then too, and the file of values is written. Other
 * statuses as zks_attest's, and nothing is written. Clear *result in every case. */
zks_status zks_check(const zks_check_options *options, const zks_progress *progress, zks_checked *result,
                     zks_report *report);
void zks_checked_clear(zks_checked *result);

/* ---- receipts ---- */

typedef struct {
    const char *secrets, *passphrase;
    zks_paths ledger;
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

#pragma GCC visibility pop

#endif
