/* Reading the command line of one command. Within cli/. */
#ifndef ZKS_CLI_OPTIONS_H
#define ZKS_CLI_OPTIONS_H

#include "cli/program.h"

#define ZKS_CLI_MAX_OPTIONS 32
#define ZKS_CLI_MAX_VALUES 64 /* of one option */
#define ZKS_CLI_MAX_OPERANDS 3

struct zks_cli_arguments {
    const zks_cli_command *command;
    /* Beside command->options; a flag's is "" once given. */
    const char *values[ZKS_CLI_MAX_OPTIONS][ZKS_CLI_MAX_VALUES];
    size_t value_counts[ZKS_CLI_MAX_OPTIONS];
    const char *operands[ZKS_CLI_MAX_OPERANDS];
    bool help, version;
};

size_t zks_cli_option_count(const zks_cli_command *command);
size_t zks_cli_operand_count(const zks_cli_command *command);

/* argv[0] is the command. ZKS_EXIT_OK, or ZKS_EXIT_USAGE with the message printed. With --help or --version nothing
 * else is asked for. */
int zks_cli_read_arguments(zks_cli_arguments *arguments, const zks_cli_command *command, int argc, char **argv);

#endif
