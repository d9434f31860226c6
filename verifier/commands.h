/* The commands of zksolv-verifier, one file each. */
#ifndef ZKS_VERIFIER_COMMANDS_H
#define ZKS_VERIFIER_COMMANDS_H

#include "cli/program.h"

int zks_command_verify(const zks_cli_arguments *arguments);
int zks_command_receipt(const zks_cli_arguments *arguments);
int zks_command_show(const zks_cli_arguments *arguments);
int zks_command_audit(const zks_cli_arguments *arguments);

#endif
