#include "cli/report.h"
#include "crypto/secret.h"
#include "prover/commands.h"
#include "prover/passphrase.h"
#include "zksolv/sign.h"

#include <stdio.h>

const zks_cli_option zks_sign_cms_command_options[] = {
    {.name = "cert",
     .letter = 'c',
     .value = "FILE",
     .help = "the signer's certificate, then those between it and the authority (PEM)",
     .required = true},
    {.name = "key",
     .letter = 'k',
     .value = "FILE",
     .help = "the certificate's private key, P-256 or RSA (PEM)",
     .required = true},
    {.name = "passphrase-file", .value = "FILE", .help = "the passphrase of the key is the first line of FILE"},
    {0},
};

const char zks_sign_cms_command_notes[] =
    "Adds statement.p7s to DIR, a CMS signature over statement.json, which OpenSSL's program checks as well:\n"
    "  openssl cms -verify -binary -inform DER -in statement.p7s -content statement.json -CAfile authorities.pem\n";

int zks_sign_cms_command(const zks_cli_arguments *arguments)
{
    const char *passphrase_file = zks_cli_value(arguments, "passphrase-file");
    char *passphrase = NULL;
    zks_report report = {.segment = -1};
    if (zks_crypto_start() == 0)
        return zks_cli_trouble("libsodium cannot start");
    zks_status status =
        passphrase_file == NULL ? ZKS_OK : zks_passphrase_from_file(&passphrase, passphrase_file, &report);
    if (status == ZKS_OK)
        status = zks_sign_folder_cms(zks_cli_operand(arguments, 0), zks_cli_value(arguments, "cert"),
                                     zks_cli_value(arguments, "key"), passphrase, &report);
    zks_secret_free(passphrase);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    printf("signed with the certificate's key\n");
    return ZKS_EXIT_OK;
}
