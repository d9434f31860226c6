#include "attestation/folder.h"
#include "cli/report.h"
#include "crypto/secret.h"
#include "prover/commands.h"
#include "prover/input_options.h"
#include "zksolv/prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const zks_cli_option zks_receipt_command_options[] = {
    ZKS_SECRETS_OPTION,
    ZKS_LEDGER_OPTION,
    ZKS_QUERY_OPTION,
    ZKS_WIDE_OPTION,
    ZKS_ATTESTATION_OPTION,
    {.name = "account", .letter = 'i', .value = "ID", .help = "the account's id, as in the ledger", .required = true},
    {.name = "out",
     .letter = 'o',
     .value = "FILE",
     .help = "where to write the receipt; must not exist (default: - for standard output)"},
    ZKS_PASSPHRASE_FILE_OPTION,
    ZKS_CLI_THREADS,
    {0},
};

const char zks_receipt_command_notes[] =
    "Give a receipt to its customer only: it opens his balances. The customer checks it with\n"
    "  zksolv-verifier receipt FILE --attestation DIR\n";

static bool is_standard_stream(const zks_cli_arguments *arguments, const char *name)
{
    return strcmp(zks_cli_value(arguments, name), "-") == 0;
}

static int check_streams(const zks_cli_arguments *arguments)
{
    static const char *const inputs[] = {"ledger", "passphrase-file", NULL};
    if (is_standard_stream(arguments, "secrets") || is_standard_stream(arguments, "attestation"))
        return zks_cli_usage_error("--secrets and --attestation name a file and a folder, not a stream");
    return zks_check_standard_input(arguments, inputs);
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
    zks_status status = zks_passphrase_given(&passphrase, arguments, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    zks_receipt_options options = {.secrets = zks_cli_value(arguments, "secrets"),
                                   .passphrase = passphrase,
                                   .ledger = zks_ledger_given(arguments),
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
