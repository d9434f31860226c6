#include "cli/plain.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "crypto/secret.h"
#include "prover/commands.h"
#include "prover/input_options.h"
#include "prover/receipts/receipts.h"
#include "prover/receipts/store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const zks_cli_option zks_receipts_command_options[] = {
    {.name = "all", .help = "of every account: that nobody's stands out is what this is for", .required = true},
    ZKS_SECRETS_OPTION,
    ZKS_LEDGER_OPTION,
    ZKS_QUERY_OPTION,
    ZKS_WIDE_OPTION,
    ZKS_ATTESTATION_OPTION,
    {.name = "out",
     .letter = 'o',
     .value = "PATH",
     .help = "where to write the receipts: a folder (PATH/), PATH.tar or PATH.sqlite",
     .required = true},
    {.name = "index",
     .value = "FILE",
     .help = "where to write whose receipt has which name, mode 0600 (default: beside PATH, PATH.index.csv)"},
    ZKS_PASSPHRASE_FILE_OPTION,
    ZKS_CLI_THREADS,
    {0},
};

const char zks_receipts_command_notes[] =
    "Who knows the name of a receipt in the folder can have it, and names cannot be guessed: give each customer his, "
    "and\n"
    "keep index, tar file and database private. A run that was ended early is gone on with by the same command.\n";

static int check_paths(const zks_cli_arguments *arguments)
{
    static const char *const inputs[] = {"ledger", "passphrase-file", NULL};
    static const char *const files[] = {"secrets", "attestation", "out", "index"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = zks_cli_value(arguments, files[i]);
        if (path != NULL && strcmp(path, "-") == 0)
            return zks_cli_usage_error("--%s names a file or a folder, not a stream", files[i]);
    }
    if (zks_receipt_store_kind(zks_cli_value(arguments, "out")) == ZKS_STORE_UNKNOWN)
        return zks_cli_usage_error("--out ends in / (a folder), .tar or .sqlite");
    return zks_check_standard_input(arguments, inputs);
}

/* "receipts/" has "receipts.index.csv" beside it; malloc'd. */
static char *index_path(const zks_cli_arguments *arguments)
{
    const char *index = zks_cli_value(arguments, "index"), *out = zks_cli_value(arguments, "out");
    if (index != NULL)
        return strdup(index);
    size_t length = strlen(out);
    while (length > 1 && out[length - 1] == '/')
        length--;
    char *path;
    return asprintf(&path, "%.*s.index.csv", (int)length, out) < 0 ? NULL : path;
}

static void print_made(const zks_cli_arguments *arguments, const char *index, const zks_receipts_made *made)
{
    printf("%" PRIu64 " receipt%s in ", made->receipts, made->receipts == 1 ? "" : "s");
    zks_cli_put_line(stdout, zks_cli_value(arguments, "out"));
    if (made->kept > 0)
        printf(", of which %" PRIu64 " were there", made->kept);
    printf("\n  seconds    read %.1f, commit %.1f, write %.1f\n  index      ", made->seconds_read, made->seconds_commit,
           made->seconds_write);
    zks_cli_put_line(stdout, index);
    printf("  (keep it private)\n");
}

int zks_receipts_command(const zks_cli_arguments *arguments)
{
    int usage = check_paths(arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_report report = {.segment = -1};
    char *passphrase;
    if (zks_crypto_start() == 0)
        return zks_cli_trouble("libsodium cannot start");
    zks_status status = zks_passphrase_given(&passphrase, arguments, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    char *index = index_path(arguments);
    if (index == NULL)
        return zks_cli_fail(ZKS_ERROR_MEMORY, NULL);
    const zks_receipts_options options = {.origin = {.secrets = zks_cli_value(arguments, "secrets"),
                                                     .passphrase = passphrase,
                                                     .ledger = zks_ledger_given(arguments),
                                                     .attestation = zks_cli_value(arguments, "attestation"),
                                                     .threads = zks_cli_threads(arguments)},
                                          .out = zks_cli_value(arguments, "out"),
                                          .index = index};
    zks_receipts_made made;
    zks_cli_catch_interrupts();
    status = zks_make_receipts(&options, zks_cli_progress(), &made, &report);
    zks_cli_progress_clear();
    zks_secret_free(passphrase);
    if (status == ZKS_OK)
        print_made(arguments, index, &made);
    free(index);
    return status == ZKS_OK ? ZKS_EXIT_OK : zks_cli_fail(status, &report);
}
