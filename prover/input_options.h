/* The options that name the prover's inputs, the same in every command. */
#ifndef ZKS_PROVER_INPUT_OPTIONS_H
#define ZKS_PROVER_INPUT_OPTIONS_H

#include "cli/program.h"
#include "zksolv/prove.h"

#define ZKS_POLICY_OPTION                                                                                              \
    {                                                                                                                  \
        .name = "policy", .letter = 'p', .value = "FILE",                                                              \
        .help = "the policy: circuit, issuer, snapshot, public numbers (JSON)", .required = true                       \
    }
#define ZKS_LEDGER_OPTION                                                                                              \
    {                                                                                                                  \
        .name = "ledger", .letter = 'l', .value = "FILE",                                                              \
        .help = "the ledger: one line per account and index member (CSV), or a database", .required = true,            \
        .repeated = true                                                                                               \
    }
#define ZKS_QUERY_OPTION                                                                                               \
    {                                                                                                                  \
        .name = "query", .value = "SQL", .help = "what to ask the ledger's databases, one for each, in their order",   \
        .repeated = true                                                                                               \
    }
#define ZKS_WIDE_OPTION                                                                                                \
    {                                                                                                                  \
        .name = "wide", .value = "NAMES",                                                                              \
        .help = "a ledger has one line per account: e_{asset}=collateral,d_{asset}=debt"                               \
    }
#define ZKS_RESERVES_OPTION                                                                                            \
    {                                                                                                                  \
        .name = "reserves", .letter = 'r', .value = "FILE",                                                            \
        .help = "what the pool holds (CSV), where the circuit has pool columns", .repeated = true                      \
    }
/* What receipts are made with beside the ledger. */
#define ZKS_SECRETS_OPTION                                                                                             \
    {                                                                                                                  \
        .name = "secrets", .letter = 's', .value = "FILE", .help = "the secrets file of the attestation",              \
        .required = true                                                                                               \
    }
#define ZKS_ATTESTATION_OPTION                                                                                         \
    {                                                                                                                  \
        .name = "attestation", .letter = 'a', .value = "DIR",                                                          \
        .help = "the attestation folder, or the statement.json in it", .required = true                                \
    }
#define ZKS_PASSPHRASE_FILE_OPTION                                                                                     \
    {                                                                                                                  \
        .name = "passphrase-file", .value = "FILE",                                                                    \
        .help = "the passphrase of the secrets file is the first line of FILE"                                         \
    }

/* The values of --ledger, --query and --wide. */
zks_paths zks_ledger_given(const zks_cli_arguments *arguments);
/* The values of --ledger or --reserves alone. */
zks_paths zks_paths_given(const zks_cli_arguments *arguments, const char *name);
/* That standard input is given at most once among the values of these options, a list with NULL at its end: else a
 * usage error. */
int zks_check_standard_input(const zks_cli_arguments *arguments, const char *const *names);
/* The passphrase of --secrets where that is encrypted: the first line of --passphrase-file, or asked for on the
 * terminal. *passphrase is the caller's to zks_secret_free; NULL: none is needed. */
zks_status zks_passphrase_given(char **passphrase, const zks_cli_arguments *arguments, zks_report *report);

#endif
