/* zksolv-verifier: checks attestations, receipts and vectors; contains nothing that makes them. */
#include "cli/report.h"
#include "crypto/secret.h"
#include "verifier/commands.h"

#include <stdio.h>

#define JSON_OPTION {"json", 0, NULL, "print one JSON object instead of text", false, 0}
#define END {0}

static const zks_cli_option verify_options[] = {JSON_OPTION, ZKS_CLI_THREADS, END};
static const zks_cli_option receipt_options[] = {
    {"attestation", 'a', "DIR|FILE", "the attestation's folder, or its statement.json alone", true, 0},
    {"no-proof", 0, NULL, "do not verify the attestation itself", false, 0},
    JSON_OPTION,
    ZKS_CLI_THREADS,
    END};
static const zks_cli_option show_options[] = {END};

static const zks_cli_command commands[] = {
    {"verify", "check an attestation", {"DIR"}, verify_options,
     "DIR holds statement.json, accounts.bin and proof.bin. The verdict is the first word printed.\n", zks_command_verify},
    {"receipt", "check that an account is in an attestation with the amounts of its receipt", {"FILE"}, receipt_options,
     "FILE may be - for standard input. With a folder the attestation itself is verified first.\n", zks_command_receipt},
    {"show", "print what an attestation claims, without a verdict", {"DIR"}, show_options,
     "DIR may also be a statement.json alone, or - for standard input.\n", zks_command_show},
    {"audit", "run a folder of test vectors and compare every result", {"DIR"}, verify_options, NULL, zks_command_audit},
    END};

static const zks_cli_program program = {
    "zksolv-verifier", "Checks zero-knowledge proofs of solvency.", commands,
    "exit status: 0 valid, 1 rejected, 2 usage, 3 a file cannot be read or the system fails\n"};

int main(int argc, char **argv)
{
    if (!zks_crypto_start()) {
        fputs("zksolv-verifier: error: libsodium does not start\n", stderr);
        return ZKS_EXIT_TROUBLE;
    }
    return zks_cli_main(&program, argc, argv);
}
