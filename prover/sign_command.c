#include "cli/report.h"
#include "prover/commands.h"
#include "prover/sign_options.h"

#include <stdio.h>

const zks_cli_option zks_sign_command_options[] = {
    ZKS_SIGN_KEY_OPTION(true),
    ZKS_LOG_OPTION(true),
    ZKS_LOG_MEMORY_OPTION,
    {0},
};

const char zks_sign_command_notes[] = "Adds statement.tlog-proof and statement.consistency to DIR, what attest does "
                                      "with the same options.\n" ZKS_SIGN_NOTES;

const zks_cli_option zks_cosign_command_options[] = {
    ZKS_SIGN_KEY_OPTION(true),
    {.name = "trust",
     .letter = 't',
     .value = "KEY",
     .help = "the issuer's public key, or a file of keys, one of which has to have signed",
     .required = true,
     .repeated = true},
    {.name = "log-entries",
     .value = "LOGFILE",
     .help = "a copy of the issuer's log, where statement.consistency does not reach back far enough"},
    ZKS_LOG_MEMORY_OPTION,
    {0},
};

const char zks_cosign_command_notes[] =
    "Adds a signature to the checkpoint in statement.tlog-proof, after comparing it with what this key signed of the\n"
    "same log before. Verify DIR first: others will rely on it.\n";

static int report_signed(zks_status status, const zks_signed *made, const zks_report *report)
{
    if (status != ZKS_OK)
        return zks_cli_fail(status, report);
    printf("signed by ");
    zks_put_signed(made);
    putchar('\n');
    return ZKS_EXIT_OK;
}

int zks_sign_command(const zks_cli_arguments *arguments)
{
    const zks_signing signing = {.key = zks_cli_value(arguments, "sign-key"),
                                 .log = zks_cli_value(arguments, "log"),
                                 .memory = zks_cli_value(arguments, "log-memory")};
    zks_signed made;
    zks_report report;
    zks_status status = zks_sign_folder(zks_cli_operand(arguments, 0), &signing, &made, &report);
    return report_signed(status, &made, &report);
}

int zks_cosign_command(const zks_cli_arguments *arguments)
{
    zks_cosigning cosigning = {.key = zks_cli_value(arguments, "sign-key"),
                               .memory = zks_cli_value(arguments, "log-memory"),
                               .entries = zks_cli_value(arguments, "log-entries")};
    cosigning.trust = zks_cli_values(arguments, "trust", &cosigning.trust_count);
    zks_signed made;
    zks_report report;
    zks_status status = zks_cosign_folder(zks_cli_operand(arguments, 0), &cosigning, &made, &report);
    return report_signed(status, &made, &report);
}
