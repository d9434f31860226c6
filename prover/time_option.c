#include "prover/time_option.h"

#include "attestation/json.h"
#include "cli/report.h"

int zks_time_given(char out[21], const zks_cli_arguments *arguments)
{
    const char *given = zks_cli_value(arguments, "time");
    out[0] = '\0';
    if (given == NULL || zks_time_canonical(out, given))
        return ZKS_EXIT_OK;
    return zks_cli_usage_error("option '--time' takes a time like 2026-06-30T00:00:00Z, not '%s'", given);
}
