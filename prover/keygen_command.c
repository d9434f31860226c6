#include "cli/plain.h"
#include "cli/report.h"
#include "prover/commands.h"
#include "zksolv/sign.h"

#include <stdio.h>

const zks_cli_option zks_keygen_command_options[] = {
    {.name = "name",
     .letter = 'n',
     .value = "NAME",
     .help = "whose key it is, such as issuer.example/solvency; also the name of the issuer's log",
     .required = true},
    {.name = "out",
     .letter = 'o',
     .value = "KEYFILE",
     .help = "the private key to write, mode 0600; must not exist",
     .required = true},
    {0},
};

const char zks_keygen_command_notes[] =
    "Prints the public key and writes it to KEYFILE.pub: publish it where everybody knows that it is yours. Who has\n"
    "KEYFILE signs in your name.\n";

int zks_keygen_command(const zks_cli_arguments *arguments)
{
    const char *out = zks_cli_value(arguments, "out");
    char public_key[ZKS_PUBLIC_KEY];
    zks_report report;
    if (out[0] == '-' && out[1] == '\0')
        return zks_cli_usage_error("--out names a file, not a stream");
    zks_status status = zks_make_key(public_key, zks_cli_value(arguments, "name"), out, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    zks_cli_put_line(stdout, public_key);
    putchar('\n');
    return ZKS_EXIT_OK;
}
