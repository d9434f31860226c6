#include "cli/output.h"
#include "cli/plain.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "verifier/commands.h"
#include "verifier/trust_options.h"
#include "verifier/verdict.h"
#include "verifier/vouchers_output.h"
#include "zksolv/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

const zks_cli_option zks_receipt_command_options[] = {
    {.name = "attestation",
     .letter = 'a',
     .value = "DIR|FILE",
     .help = "the attestation's folder, or its statement.json alone",
     .required = true},
    {.name = "no-proof", .help = "do not verify the attestation itself"},
    ZKS_TRUST_OPTIONS,
    {.name = "json", .help = "print one JSON object instead of text"},
    ZKS_CLI_THREADS,
    {0},
};

const char zks_receipt_command_notes[] =
    "FILE may be - for standard input. With a folder the attestation itself is verified first, and what vouches for\n"
    "it; without --trust and --ca it may be anybody's. Of a statement.json alone only --oracle, --custodian and\n"
    "--max-age can be asked.\n";

/* "[BTC, perpetual]", or nothing. */
static void print_members(const zks_verified_amount *amount)
{
    const size_t most = sizeof amount->members / sizeof *amount->members;
    for (size_t i = 0; i < most && amount->members[i] != NULL; i++) {
        fputs(i == 0 ? "[" : ", ", stdout);
        zks_cli_put_line(stdout, amount->members[i]);
    }
    if (amount->members[0] != NULL)
        putchar(']');
}

/* "collateral[BTC] 0.5": for the customer to compare with what he knows. */
static void print_amounts(const zks_receipt_verification *v)
{
    if (v->amount_count == 0)
        zks_verdict_print_field("amounts", "none but zeros");
    for (size_t i = 0; i < v->amount_count; i++) {
        const zks_verified_amount *amount = &v->amounts[i];
        printf("  %-10s", i == 0 ? "amounts" : "");
        zks_cli_put_line(stdout, amount->column);
        print_members(amount);
        printf(" %s\n", amount->amount);
    }
}

static void print(zks_status status, const zks_receipt_verification *v, const zks_report *report)
{
    zks_verdict_print_rejection(status, report);
    if (status != ZKS_OK)
        return;
    zks_verdict_print_valid(": the receipt opens the commitment published for this account");
    if (v->has_folder)
        zks_vouchers_print_verdict(&v->vouchers);
    zks_verdict_print_field("account", v->account);
    print_amounts(v);
    printf("  %-10s%" PRIu64 ", counted from 0, of %" PRIu64 "\n", "row", v->index, v->rows);
    zks_verdict_print_hash("statement", v->statement_digest);
    zks_verdict_print_field("proof", v->proof_checked ? "checked too: the attestation is valid"
                                                      : "not checked: run 'verify' on the attestation's folder");
    if (!v->has_folder)
        zks_verdict_print_field("signature", "not looked for: it stands in the attestation's folder");
    zks_vouchers_print(&v->vouchers);
}

static json_t *to_json(zks_status status, const zks_receipt_verification *v, const zks_report *report)
{
    json_t *object = zks_verdict_json(status, report);
    if (v->account != NULL) {
        json_object_set_new(object, "account", zks_cli_json_text(v->account));
        json_object_set_new(object, "index", json_integer((json_int_t)v->index));
    }
    if (v->rows > 0) {
        json_object_set_new(object, "rows", json_integer((json_int_t)v->rows));
        json_object_set_new(object, "statement", zks_cli_json_hash(v->statement_digest));
        zks_vouchers_put_json(object, &v->vouchers);
        if (!v->has_folder)
            json_object_set_new(object, "signature", json_null());
    }
    json_object_set_new(object, "proof_checked", json_boolean(v->proof_checked));
    return object;
}

/* What cannot be read is for the verification to say. */
static bool is_statement_alone(const char *attestation)
{
    struct stat about;
    return strcmp(attestation, "-") == 0 || (stat(attestation, &about) == 0 && !S_ISDIR(about.st_mode));
}

static int check_usage(const zks_cli_arguments *arguments)
{
    static const char *const of_a_folder[] = {"trust", "ca", "tsa-ca"};
    const char *receipt = zks_cli_operand(arguments, 0), *attestation = zks_cli_value(arguments, "attestation");
    if (strcmp(receipt, "-") == 0 && strcmp(attestation, "-") == 0)
        return zks_cli_usage_error("only one of receipt and attestation can be standard input");
    if (zks_cli_flag(arguments, "no-proof") && zks_cli_value(arguments, "log") != NULL)
        return zks_cli_usage_error("--log cannot be used with --no-proof: what is not verified is not remembered");
    for (size_t i = 0; i < sizeof of_a_folder / sizeof *of_a_folder; i++)
        if (zks_cli_value(arguments, of_a_folder[i]) != NULL && is_statement_alone(attestation))
            return zks_cli_usage_error("--%s needs the attestation's folder: '%s' is a statement alone", of_a_folder[i],
                                       attestation);
    return ZKS_EXIT_OK;
}

int zks_command_receipt(const zks_cli_arguments *arguments)
{
    zks_receipt_verification verification;
    zks_report report;
    zks_trust trust;
    int usage = zks_trust_given(&trust, arguments);
    if (usage == ZKS_EXIT_OK)
        usage = check_usage(arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_status status = zks_verify_receipt_trusted(
        zks_cli_operand(arguments, 0), zks_cli_value(arguments, "attestation"), &trust,
        zks_cli_flag(arguments, "no-proof"), zks_cli_threads(arguments), zks_cli_progress(), &verification, &report);
    zks_cli_progress_clear();
    int exit_status = zks_cli_exit_status(status);
    if (exit_status == ZKS_EXIT_TROUBLE)
        zks_cli_fail(status, &report);
    if (zks_cli_flag(arguments, "json"))
        exit_status = zks_cli_print_json(to_json(status, &verification, &report), exit_status);
    else
        print(status, &verification, &report);
    zks_receipt_verification_clear(&verification);
    return exit_status;
}
