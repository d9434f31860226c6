#include "cli/report.h"
#include "prover/commands.h"
#include "zksolv/sign.h"

#include <stdio.h>

const zks_cli_option zks_timestamp_request_command_options[] = {
    {.name = "out",
     .letter = 'o',
     .value = "FILE",
     .help = "the request to write; must not exist (- for standard output)",
     .required = true},
    {0},
};

const char zks_timestamp_request_command_notes[] =
    "Send it to a timestamp authority yourself, for nothing here opens a connection:\n"
    "  curl -H 'Content-Type: application/timestamp-query' --data-binary @FILE URL > answer.tsr\n";

const zks_cli_option zks_timestamp_attach_command_options[] = {
    {.name = "tsa-ca", .value = "FILE", .help = "check the answer with these trusted certificates (PEM)"},
    {.name = "request", .value = "FILE", .help = "and that it answers this request"},
    {0},
};

const char zks_timestamp_attach_command_notes[] =
    "Adds TOKEN, a timestamp authority's answer for this attestation, to DIR as statement.tsr.\n";

int zks_timestamp_request_command(const zks_cli_arguments *arguments)
{
    zks_report report;
    zks_status status = zks_request_timestamp(zks_cli_operand(arguments, 0), zks_cli_value(arguments, "out"), &report);
    return status == ZKS_OK ? ZKS_EXIT_OK : zks_cli_fail(status, &report);
}

int zks_timestamp_attach_command(const zks_cli_arguments *arguments)
{
    const char *authorities = zks_cli_value(arguments, "tsa-ca"), *request = zks_cli_value(arguments, "request");
    if (request != NULL && authorities == NULL)
        return zks_cli_usage_error("--request is checked with --tsa-ca only");
    char time[21];
    zks_report report;
    zks_status status = zks_attach_timestamp(zks_cli_operand(arguments, 0), zks_cli_operand(arguments, 1), authorities,
                                             request, time, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    printf("timestamp of %s%s\n", time, authorities == NULL ? ", whose authority was not checked (see --tsa-ca)" : "");
    return ZKS_EXIT_OK;
}
