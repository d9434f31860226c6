#include "prover/sign_options.h"

#include "cli/plain.h"

#include <inttypes.h>
#include <stdio.h>

void zks_put_signed(const zks_signed *made)
{
    zks_cli_put_line(stdout, made->name);
    printf(", entry %" PRIu64 " of the %" PRIu64 " in its log", made->index + 1, made->size);
}
