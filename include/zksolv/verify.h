/* Verification of an attestation folder and of a customer's receipt (docs/protocol.md, section 6; docs/format.md). */
#ifndef ZKSOLV_VERIFY_H
#define ZKSOLV_VERIFY_H

#include "zksolv/progress.h"
#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(default)

typedef struct {
    char *name;
    char *index; /* for every member of which it holds, "asset"; several with commas; NULL: none */
    char *scope; /* "account" or "pool" */
    char *text;  /* the inequality as the circuit has it */
} zks_verified_requirement;

/* Whom to trust, and what else to ask for beside a valid proof (docs/signatures.md, docs/prices.md, docs/reserves.md).
 * All zero: nothing, and the files that vouch for an attestation have to be well-formed where they are there. */
typedef struct {
    size_t key_count;
    const char *const *keys; /* public keys, or files of them, for statement.tlog-proof */
    size_t threshold;        /* so many different keys have to have signed; 0: one */
    const char *log_memory;  /* the checkpoints seen before, made where there is none; needs keys. NULL: none */
    const char *log_entries; /* a copy of the log; NULL: statement.consistency has to do */
    const char *authorities; /* PEM certificates, for statement.p7s */
    const char *timestamp_authorities; /* PEM certificates, for statement.tsr */
    const char *at;  /* canonical: when certificates have to be valid, and from when age counts; NULL: the present */
    int has_max_age; /* then `created`, and the time of a checked timestamp, are at most so many seconds ago */
    uint64_t max_age;
    size_t oracle_count;
    const char *const *oracles; /* public keys, or files of them: whoever signs prices has to be among them */
    size_t custodian_count;
    const char *const *custodians; /* likewise of reserves, of which all have to be signed */
} zks_trust;

/* What was found of each file that vouches, and whether it was checked against a trust. */
typedef enum { ZKS_VOUCHED_NOT, ZKS_VOUCHED_UNCHECKED, ZKS_VOUCHED } zks_vouched;
typedef struct {
    zks_vouched log_proof, certificate, timestamp;
    /* Of statement.tlog-proof: names and ids, "issuer.example/solvency+c74f20a3", of the trusted keys that signed;
     * unchecked, of all that are said to have. */
    size_t signer_count;
    char **signers;
    char *origin;                 /* of the log */
    uint64_t log_index, log_size; /* the statement's entry, from 0 on, and how many there are */
    int log_is_compared;          /* with what was seen before: */
    uint64_t log_seen;            /* so many entries; 0: none, and this is the first that is remembered */
    char *subject;                /* of the signer's certificate (RFC 2253) */
    char time[21];                /* of the timestamp */
    const char *age_of;           /* the older of the times compared with max_age, "created" or "timestamp" */
} zks_vouchers;

/* A price note as it says of itself; `oracle` is NULL where it names no key of the feed, `source` where it is none. */
typedef struct {
    char *oracle, *source;
    char time[21];
    size_t prices;
} zks_verified_note;

/* Where a field of an index comes from (docs/prices.md). Keys are told by name and id, "oracle.example+c74f20a3". */
typedef struct {
    char *index, *field;
    size_t oracle_count;
    char **oracles;
    uint64_t quorum, latency; /* so many of the oracles; seconds between a note and the snapshot at most */
    size_t note_count;
    zks_verified_note *notes;
    char time_from[21], time_to[21]; /* the earliest and the latest of the notes */
    size_t declared_count;
    char **declared; /* members whose value is the issuer's word */
} zks_verified_feed;

/* Where a pool column comes from (docs/reserves.md). Keys are told by name and id. */
typedef struct {
    char *column;
    int hidden; /* its amounts are committed to, and nobody sees them */
    size_t custodian_count;
    char **custodians;
    uint64_t accounts, age;          /* so many statements; seconds between one and the snapshot at most */
    char time_from[21], time_to[21]; /* the earliest and the latest of the statements; empty: none is readable */
} zks_verified_custody;

/* What the attestation claims, as far as it could be read, and how long checking took. Strings are owned; NULL where
 * unknown. */
typedef struct {
    char *issuer, *snapshot, *created, *circuit;
    int circuit_is_shipped; /* whether its text is, byte for byte, that of the circuit of this name in this program */
    uint64_t rows, segments;
    uint8_t statement_digest[32];
    size_t requirement_count;
    zks_verified_requirement *requirements;
    zks_vouchers vouchers;
    const char *prices; /* "declared", "signed" by keys the issuer named, or "trusted"; NULL: not checked */
    size_t feed_count;  /* of checked prices */
    zks_verified_feed *feeds;
    const char *reserves; /* "none", "declared", "partly signed", "signed" by keys the issuer named, or "trusted"; NULL:
                             not checked */
    size_t custody_count; /* of checked reserves */
    zks_verified_custody *custodies;
    /* Files; circuit and tables; digests and root; points, transcripts, equations. */
    double seconds_read, seconds_compile, seconds_hash, seconds_proofs;
} zks_verification;

/* Checks everything, without trusting anybody. ZKS_OK only if the attestation is valid; otherwise ZKS_REJECT_*,
 * ZKS_ERROR_READ, ZKS_ERROR_MEMORY or ZKS_ERROR_INTERRUPTED, and *report says where. `path` is the folder. `threads`
 * >= 1. *out is always filled as far as possible; clear it. */
zks_status zks_verify_attestation(const char *path, int threads, const zks_progress *progress, zks_verification *out,
                                  zks_report *report);
/* The same, and what vouches for the attestation: its files right behind the statement, and the memory of the log last
 * of all. ZKS_ERROR_INPUT also where `trust` cannot be used as it is. */
zks_status zks_verify_trusted(const char *path, const zks_trust *trust, int threads, const zks_progress *progress,
                              zks_verification *out, zks_report *report);
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
    int has_folder;    /* whether the attestation's folder was at hand, and in it what vouches for it: */
    zks_vouchers vouchers;
} zks_receipt_verification;

/* Checks a receipt ("-" is standard input) against an attestation: its folder or its statement.json alone. With the
 * folder, and unless `skip_proof`, the attestation itself is verified first and its rejection is the result. Circuit,
 * policy, numbers and whose they are, by keys the issuer named, are always checked. */
zks_status zks_verify_receipt(const char *receipt_path, const char *attestation_path, int skip_proof, int threads,
                              const zks_progress *progress, zks_receipt_verification *out, zks_report *report);
/* The same, and what vouches for the attestation, right behind its statement. ZKS_ERROR_INPUT also where `trust` cannot
 * be used as it is: of a statement.json alone nothing can be asked that stands beside it, and nothing is remembered of
 * an attestation that is not verified. */
zks_status zks_verify_receipt_trusted(const char *receipt_path, const char *attestation_path, const zks_trust *trust,
                                      int skip_proof, int threads, const zks_progress *progress,
                                      zks_receipt_verification *out, zks_report *report);
void zks_receipt_verification_clear(zks_receipt_verification *v);

#pragma GCC visibility pop

#endif
