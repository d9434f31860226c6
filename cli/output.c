#include "cli/output.h"

#include "attestation/json.h"
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int zks_cli_print_json(json_t *object, int status)
{
    int failed =
        object == NULL || json_dumpf(object, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6)) != 0;
    /* A write that failed is zks_cli_finish_output's to tell. */
    if (failed && !ferror(stdout))
        status = zks_cli_fail(ZKS_ERROR_MEMORY, NULL);
    putchar('\n');
    json_decref(object);
    return status;
}

json_t *zks_cli_json_text(const char *text)
{
    json_t *string = text == NULL ? NULL : json_string(text);
    return string == NULL ? json_null() : string;
}

json_t *zks_cli_json_hash(const uint8_t hash[32])
{
    char hex[65];
    zks_hex_encode(hex, hash, 32);
    return json_string(hex);
}

int zks_cli_finish_output(int status)
{
    int failed = ferror(stdout);
    errno = 0;
    if (fclose(stdout) == 0 && !failed)
        return status;
    return zks_cli_trouble("cannot write to standard output%s%s", errno == 0 ? "" : ": ",
                           errno == 0 ? "" : strerror(errno));
}
