#include "prover/input_options.h"

#include "cli/report.h"
#include "prover/passphrase.h"

#include <string.h>

zks_paths zks_paths_given(const zks_cli_arguments *arguments, const char *name)
{
    zks_paths paths = {.queries = NULL};
    paths.paths = zks_cli_values(arguments, name, &paths.count);
    return paths;
}

zks_paths zks_ledger_given(const zks_cli_arguments *arguments)
{
    zks_paths ledger = zks_paths_given(arguments, "ledger");
    ledger.queries = zks_cli_values(arguments, "query", &ledger.query_count);
    ledger.wide = zks_cli_value(arguments, "wide");
    return ledger;
}

int zks_check_standard_input(const zks_cli_arguments *arguments, const char *const *names)
{
    size_t standard = 0;
    for (; *names != NULL; names++) {
        zks_paths given = zks_paths_given(arguments, *names);
        for (size_t i = 0; i < given.count; i++)
            standard += strcmp(given.paths[i], "-") == 0;
    }
    return standard > 1 ? zks_cli_usage_error("standard input (-) can be only one of the inputs") : ZKS_EXIT_OK;
}

zks_status zks_passphrase_given(char **passphrase, const zks_cli_arguments *arguments, zks_report *report)
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
