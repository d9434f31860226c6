/* policy.json: what the issuer says beside the ledger. An object with the members
 *
 *     issuer     1..256 bytes of text
 *     snapshot   RFC 3339 time with any offset, whole seconds
 *     circuit    the name of a shipped circuit, or the path of one (a relative one starts at the policy's folder)
 *     quote, indexes, params
 *                the public numbers (docs/circuits.md): decimals in strings, or integers; `bytes` may be absent, and
 *                so may `params`
 *     prices     may be absent: feeds of price notes (policy/policy_prices.h)
 *     reserves   may be absent: custodians' reserve statements (policy/policy_reserves.h)
 *
 * and no other, each once. A JSON number with a point or exponent is refused, since binary floating point may not
 * hold what was written. */
#ifndef ZKS_POLICY_POLICY_FILE_H
#define ZKS_POLICY_POLICY_FILE_H

#include "attestation/sources.h"
#include "circuits/circuit.h"
#include "policy/policy_reserves.h"
#include "zksolv/status.h"

#include <stddef.h>

#define ZKS_POLICY_MAX_BYTES (64u << 20)

/* A parameter over indexes whose values stand in a CSV file. */
typedef struct {
    char *param, *file; /* `file` as seen from the working directory */
} zks_policy_matrix;

/* All owned. The numbers are in the order of the file, not yet checked against the circuit. */
typedef struct {
    char *issuer, *snapshot; /* snapshot in UTC: "2026-08-20T00:00:00Z" */
    char *circuit_file;      /* for diagnostics: the shipped name, or the path */
    char *circuit_text;      /* with a NUL after its end */
    size_t circuit_length;
    zks_numbers numbers; /* without pool, the matrices that are still to be read, and what the sources say */
    size_t matrix_count;
    zks_policy_matrix *matrices;
    zks_sources sources; /* in the order of a claim, not yet checked */
    zks_policy_openings openings;
} zks_policy;

void zks_policy_clear(zks_policy *policy);

/* Reads a file, "-" being standard input, and the circuit it names. ZKS_ERROR_READ, ZKS_ERROR_MEMORY or
 * ZKS_ERROR_INPUT, the detail names line and column (syntax) or the member's path (content); *policy untouched. */
zks_status zks_policy_read(zks_policy *policy, const char *path, zks_report *report);
/* The same for bytes in memory; `path` names them and is what relative paths start from. */
zks_status zks_policy_parse(zks_policy *policy, const char *bytes, size_t length, const char *path, zks_report *report);

/* Reads the policy's matrices into its numbers, now that the circuit they belong to is read; none are left in
 * `matrices` then. `path` is the policy's. ZKS_ERROR_READ, ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT with the place in the
 * policy or in the matrix; the policy is to be cleared in any case. */
zks_status zks_policy_read_matrices(zks_policy *policy, const char *path, const zks_circuit *circuit,
                                    zks_report *report);

/* Puts the prices of the policy's notes into its numbers, likewise. ZKS_ERROR_MEMORY, ZKS_ERROR_INPUT, or where the
 * notes are what a verifier rejects ZKS_REJECT_PRICE_*; the policy is to be cleared then. */
zks_status zks_policy_fill_prices(zks_policy *policy, const char *path, const zks_circuit *circuit, zks_report *report);

/* Adds the pool columns that custodians state to its numbers, the rest of which is checked, likewise: as the sums of
 * their amounts, or as committed. */
zks_status zks_policy_state_reserves(zks_policy *policy, const char *path, const zks_circuit *circuit,
                                     zks_report *report);

#endif
