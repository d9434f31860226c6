#include "attestation/folder.h"
#include "cli/report.h"
#include "crypto/secret.h"
#include "prover/commands.h"
#include "prover/passphrase.h"
#include "zksolv/prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const zks_cli_option zks_receipt_command_options[] = {
    {"secrets", 's', "FILE", "the secrets file of the attestation", true, 0},
    {"ledger", 'l', "FILE", "the ledger that was attested (CSV)", true, 0},
    {"attestation", 'a', "DIR", "the attestation folder, or the statement.json in it", true, 0},
    {"account", 'i', "ID", "the account's id, as in the ledger", true, 0},
    {"out", 'o', "FILE", "where to write the receipt; must not exist (default: - for standard output)", false, 0},
    {"passphrase-file", 0, "FILE", "the passphrase of the secrets file is the first line of FILE", false, 0},
    ZKS_CLI_THREADS,
    {0},
};

const char zks_receipt_command_notes[] =
    "Give a receipt to its customer only: it opens his balances. The customer checks it with\n"
    "  zksolv-verifier receipt FILE --attestation DIR\n";

static bool is_standard_input(const zks_cli_arguments *arguments, const char *name)
{
    const char *value = zks_cli_value(arguments, name);
    return value != NULL && strcmp(value, "-") == 0;
}

static int check_streams(const zks_cli_arguments *arguments)
{
    if (is_standard_input(arguments, "ledger") && is_standard_input(arguments, "passphrase-file"))
        return zks_cli_usage_error("standard input (-) can be only one of the inputs");
    if (is_standard_input(arguments, "secrets") || is_standard_input(arguments, "attestation"))
        return zks_cli_usage_error("--secrets and --attestation name a file and a folder, not a stream");
    return ZKS_EXIT_OK;
}

static zks_status get_passphrase(const zks_cli_arguments *arguments, char **passphrase, zks_report *report)
{
    const char *file = zks_cli_value(arguments, "passphrase-file");
    int encrypted = 0;
    *passphrase = NULL;
    if (file != NULL)
        return zks_passphrase_from_file(passphrase, file, report);
    zks_status status = zks_secrets_need_passphrase(zks_cli_value(arguments, "secrets"), &encrypted, report);
    if (status != ZKS_OK || !encrypted)
        return status;
    return zks_passphrase_ask(passphrase, "Passphrase of the secrets file: ", 0, report);
}

int zks_receipt_command(const zks_cli_arguments *arguments)
{
    int usage = check_streams(arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_report report = {.segment = -1};
    char *passphrase, *receipt = NULL;
    size_t length = 0;
    if (zks_crypto_start() == 0)
        return zks_cli_trouble("libsodium cannot start");
    zks_status status = get_passphrase(arguments, &passphrase, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    zks_receipt_options options = {.secrets = zks_cli_value(arguments, "secrets"),
                                   .passphrase = passphrase,
                                   .ledger = zks_cli_value(arguments, "ledger"),
                                   .attestation = zks_cli_value(arguments, "attestation"),
                                   .account = zks_cli_value(arguments, "account"),
                                   .threads = zks_cli_threads(arguments)};
    status = zks_make_receipt(&options, &receipt, &length, &report);
    zks_secret_free(passphrase);
    if (status == ZKS_OK) {
        const char *out = zks_cli_value(arguments, "out");
        status = zks_file_write(out != NULL ? out : "-", receipt, length, 0600, &report);
        zks_wipe(receipt, length);
        free(receipt);
    }
    return status == ZKS_OK ? ZKS_EXIT_OK : zks_cli_fail(status, &report);
}
