/* zksolv-verifier: checks attestations, receipts and vectors; contains nothing that makes them. */
#include "cli/report.h"
#include "crypto/secret.h"
#include "verifier/commands.h"

#include <stdint.h>
#include <stdio.h>

#define JSON_OPTION                                                                                                    \
    {                                                                                                                  \
        .name = "json", .help = "print one JSON object instead of text"                                                \
    }

static const zks_cli_option no_options[] = {{0}};
static const zks_cli_option audit_options[] = {JSON_OPTION, ZKS_CLI_THREADS, {0}};

static const zks_cli_option explain_options[] = {
    {.name = "policy",
     .letter = 'p',
     .value = "FILE",
     .help = "explain it with a policy's numbers; without CIRCUIT, the circuit it names"},
    {.name = "accounts",
     .value = "N",
     .help = "with a policy: for how many accounts (default: 1048576)",
     .most = UINT32_MAX},
    {.name = "attestation",
     .letter = 'a',
     .value = "DIR|FILE",
     .help = "explain what an attestation, or its statement.json alone, claims"},
    JSON_OPTION,
    {0},
};

static const zks_cli_command commands[] = {
    {.name = "verify",
     .summary = "check an attestation",
     .operands = {"DIR"},
     .options = zks_verify_command_options,
     .notes = zks_verify_command_notes,
     .run = zks_command_verify},
    {.name = "report",
     .summary = "check an attestation, and write what it says as one HTML page",
     .operands = {"DIR"},
     .options = zks_report_command_options,
     .notes = zks_report_command_notes,
     .run = zks_command_report},
    {.name = "receipt",
     .summary = "check that an account is in an attestation with the amounts of its receipt",
     .operands = {"FILE"},
     .options = zks_receipt_command_options,
     .notes = zks_receipt_command_notes,
     .run = zks_command_receipt},
    {.name = "show",
     .summary = "print what an attestation claims, without a verdict",
     .operands = {"DIR"},
     .options = no_options,
     .notes = "DIR may also be a statement.json alone, or - for standard input.\n",
     .run = zks_command_show},
    {.name = "audit",
     .summary = "run a folder of test vectors and compare every result",
     .operands = {"DIR"},
     .options = audit_options,
     .notes = "DIR holds index.json, which says what is in the folder and what each vector has to give.\n",
     .run = zks_command_audit},
    {.name = "explain",
     .summary = "say in plain words what a circuit proves, and what it takes",
     .operands = {"CIRCUIT"},
     .optional = 1,
     .options = explain_options,
     .notes =
         "CIRCUIT is the name of a shipped circuit or the path of a file, - being standard input. With a policy or an\n"
         "attestation the inequalities are shown with their numbers, and the sizes that follow from them; reserves\n"
         "and other pool numbers are in no policy, only in attestations.\n"
         "exit status: 2 for a circuit or policy that is wrong, with what is wrong about it\n",
     .run = zks_command_explain},
    {0},
};

static const zks_cli_program program = {
    .name = "zksolv-verifier",
    .summary = "Checks zero-knowledge proofs of solvency.",
    .commands = commands,
    .notes = "exit status: 0 valid, 1 rejected, 2 usage, 3 a file cannot be read or the system fails\n",
};

int main(int argc, char **argv)
{
    if (!zks_crypto_start()) {
        fputs("zksolv-verifier: error: libsodium does not start\n", stderr);
        return ZKS_EXIT_TROUBLE;
    }
    return zks_cli_main(&program, argc, argv);
}
