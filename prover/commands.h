/* The commands of zksolv-prover; each returns the exit status. */
#ifndef ZKS_PROVER_COMMANDS_H
#define ZKS_PROVER_COMMANDS_H

#include "cli/program.h"

extern const zks_cli_option zks_attest_command_options[], zks_receipt_command_options[], zks_receipts_command_options[],
    zks_new_command_options[], zks_circuits_command_options[], zks_check_command_options[],
    zks_keygen_command_options[], zks_reserve_commit_command_options[], zks_reserve_check_command_options[],
    zks_price_sign_command_options[], zks_sign_command_options[], zks_cosign_command_options[],
    zks_sign_cms_command_options[], zks_timestamp_request_command_options[], zks_timestamp_attach_command_options[];
extern const char zks_attest_command_notes[], zks_receipt_command_notes[], zks_receipts_command_notes[],
    zks_new_command_notes[], zks_circuits_command_notes[], zks_check_command_notes[], zks_keygen_command_notes[],
    zks_reserve_commit_command_notes[], zks_reserve_check_command_notes[], zks_price_sign_command_notes[],
    zks_sign_command_notes[], zks_cosign_command_notes[], zks_sign_cms_command_notes[],
    zks_timestamp_request_command_notes[], zks_timestamp_attach_command_notes[];

int zks_attest_command(const zks_cli_arguments *arguments);
int zks_check_command(const zks_cli_arguments *arguments);
int zks_receipt_command(const zks_cli_arguments *arguments);
int zks_receipts_command(const zks_cli_arguments *arguments);
int zks_keygen_command(const zks_cli_arguments *arguments);
int zks_reserve_commit_command(const zks_cli_arguments *arguments);
int zks_reserve_check_command(const zks_cli_arguments *arguments);
int zks_price_sign_command(const zks_cli_arguments *arguments);
int zks_sign_command(const zks_cli_arguments *arguments);
int zks_cosign_command(const zks_cli_arguments *arguments);
int zks_sign_cms_command(const zks_cli_arguments *arguments);
int zks_timestamp_request_command(const zks_cli_arguments *arguments);
int zks_timestamp_attach_command(const zks_cli_arguments *arguments);
int zks_new_command(const zks_cli_arguments *arguments);
int zks_circuits_command(const zks_cli_arguments *arguments);

#endif
