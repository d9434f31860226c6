/* The commands of zksolv-verifier, one file each. */
#ifndef ZKS_VERIFIER_COMMANDS_H
#define ZKS_VERIFIER_COMMANDS_H

#include "cli/program.h"

extern const zks_cli_option zks_verify_command_options[];
extern const char zks_verify_command_notes[];
extern const zks_cli_option zks_receipt_command_options[];
extern const char zks_receipt_command_notes[];
extern const zks_cli_option zks_report_command_options[];
extern const char zks_report_command_notes[];

int zks_command_verify(const zks_cli_arguments *arguments);
int zks_command_receipt(const zks_cli_arguments *arguments);
int zks_command_show(const zks_cli_arguments *arguments);
int zks_command_audit(const zks_cli_arguments *arguments);
int zks_command_report(const zks_cli_arguments *arguments);
int zks_command_explain(const zks_cli_arguments *arguments);

#endif
