/* The texts of --help, made from the tables. Within cli/. */
#ifndef ZKS_CLI_HELP_H
#define ZKS_CLI_HELP_H

#include "cli/program.h"

void zks_cli_program_help(const zks_cli_program *program);
void zks_cli_command_help(const zks_cli_program *program, const zks_cli_command *command);

#endif
