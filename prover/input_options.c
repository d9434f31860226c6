#include "prover/input_options.h"

#include "cli/report.h"

#include <string.h>

zks_paths zks_paths_given(const zks_cli_arguments *arguments, const char *name)
{
    zks_paths paths;
    paths.paths = zks_cli_values(arguments, name, &paths.count);
    return paths;
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
