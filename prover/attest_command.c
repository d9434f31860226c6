#include "attestation/statement.h"
#include "cli/output.h"
#include "cli/plain.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/style.h"
#include "crypto/counters.h"
#include "crypto/secret.h"
#include "prover/breach_output.h"
#include "prover/commands.h"
#include "prover/input_options.h"
#include "prover/passphrase.h"
#include "prover/sign_options.h"
#include "zksolv/prove.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const zks_cli_option zks_attest_command_options[] = {
    ZKS_POLICY_OPTION,
    ZKS_LEDGER_OPTION,
    ZKS_QUERY_OPTION,
    ZKS_WIDE_OPTION,
    ZKS_RESERVES_OPTION,
    {.name = "out",
     .letter = 'o',
     .value = "DIR",
     .help = "the attestation folder to write; must not exist",
     .required = true},
    {.name = "secrets",
     .letter = 's',
     .value = "FILE",
     .help = "the secrets file to write, mode 0600; must not exist",
     .required = true},
    ZKS_SIGN_KEY_OPTION(false),
    ZKS_LOG_OPTION(false),
    ZKS_LOG_MEMORY_OPTION,
    {.name = "pad-to",
     .value = "N",
     .help = "add empty accounts until there are N rows, to hide how many customers there are",
     .most = UINT32_MAX},
    {.name = "segment-rows",
     .value = "N",
     .help = "prove so many rows at a time, a power of two: fewer take less memory and give a longer proof",
     .most = ZKS_MAX_SEGMENT_ROWS},
    {.name = "encrypt", .help = "encrypt the secrets file under a passphrase asked for on the terminal"},
    {.name = "passphrase-file", .value = "FILE", .help = "encrypt the secrets file under the first line of FILE"},
    ZKS_CLI_THREADS,
    {.name = "json", .help = "print one JSON object instead of text"},
    {0},
};

const char zks_attest_command_notes[] =
    "FILE may be - for standard input, once. Nothing is written unless everything succeeds.\n"
    "A circuit whose columns stand over several combinations of indexes has a ledger file, and a reserves file, for\n"
    "each: give --ledger and --reserves once for each file, in any order.\n"
    "Keep the secrets file: with the same ledger it makes receipts. Who has both knows every balance.\n"
    "Without --sign-key and --log nothing in the folder says who made it.\n" ZKS_SIGN_NOTES;

static int check_signing(const zks_cli_arguments *arguments)
{
    bool has_key = zks_cli_value(arguments, "sign-key") != NULL, has_log = zks_cli_value(arguments, "log") != NULL;
    if (has_key != has_log)
        return zks_cli_usage_error("--%s also needs --%s", has_key ? "sign-key" : "log", has_key ? "log" : "sign-key");
    if (zks_cli_value(arguments, "log-memory") != NULL && !has_key)
        return zks_cli_usage_error("--log-memory also needs --sign-key and --log");
    return ZKS_EXIT_OK;
}

static int check_segment_rows(const zks_cli_arguments *arguments)
{
    uint64_t rows = zks_cli_number(arguments, "segment-rows", ZKS_SEGMENT_ROWS);
    if ((rows & (rows - 1)) != 0)
        return zks_cli_usage_error("--segment-rows %" PRIu64 " is not a power of two", rows);
    return ZKS_EXIT_OK;
}

static int check_streams(const zks_cli_arguments *arguments)
{
    static const char *const inputs[] = {"policy", "ledger", "reserves", "passphrase-file", NULL};
    int usage = zks_check_standard_input(arguments, inputs);
    if (usage != ZKS_EXIT_OK)
        return usage;
    if (strcmp(zks_cli_value(arguments, "out"), "-") == 0 || strcmp(zks_cli_value(arguments, "secrets"), "-") == 0)
        return zks_cli_usage_error("--out and --secrets name a folder and a file, not a stream");
    return ZKS_EXIT_OK;
}

static zks_status get_passphrase(const zks_cli_arguments *arguments, char **passphrase, zks_report *report)
{
    const char *file = zks_cli_value(arguments, "passphrase-file");
    *passphrase = NULL;
    if (file != NULL)
        return zks_passphrase_from_file(passphrase, file, report);
    if (zks_cli_flag(arguments, "encrypt"))
        return zks_passphrase_ask(passphrase, "Passphrase for the secrets file: ", 1, report);
    return ZKS_OK;
}

static double total_seconds(const zks_attestation *r)
{
    return r->seconds_read + r->seconds_check + r->seconds_commit + r->seconds_hash + r->seconds_rows +
           r->seconds_sumcheck + r->seconds_opening + r->seconds_write;
}

/* ---- for people ---------------------------------------------------------------------------------------------- */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static int explain_failure(zks_status status, const zks_attestation *r, const zks_report *report)
{
    bool is_listed = r->diagnostics != NULL || status == ZKS_ERROR_REQUIREMENT;
    int exit_status = zks_cli_fail(status, is_listed ? NULL : report);
    if (r->diagnostics != NULL)
        zks_cli_put_findings(r->diagnostics);
    if (status == ZKS_ERROR_REQUIREMENT) {
        zks_put_breaches(r->breaches, r->breach_count);
        fprintf(stderr, "nothing was written\n");
    }
    return exit_status;
}

static void print_requirement(const zks_attestation *r, size_t i)
{
    const char *index = r->requirements[i].index;
    printf("%s%s", i == 0 ? "" : ", ", r->requirements[i].name);
    if (index != NULL)
        printf("[%s]", index);
    printf(" (%s)", r->requirements[i].scope);
}

static void print_signature(const zks_signed *signature)
{
    printf("\n  signed     ");
    if (signature->size > 0)
        zks_put_signed(signature);
    else
        printf("NO: nothing in the folder says who made it (see sign)");
}

static void print_done(const zks_cli_arguments *arguments, const zks_attestation *r)
{
    printf("attested %" PRIu64 " account%s in %" PRIu64 " row%s under circuit ", r->accounts, plural(r->accounts),
           r->rows, plural(r->rows));
    zks_cli_put_line(stdout, r->circuit);
    printf(" in %.1f s\n  proved     ", total_seconds(r));
    for (size_t i = 0; i < r->requirement_count; i++)
        print_requirement(r, i);
    printf("%severy committed amount is in range\n  statement  ", r->requirement_count == 0 ? "" : "; ");
    for (size_t i = 0; i < sizeof r->statement_digest; i++)
        printf("%02x", r->statement_digest[i]);
    print_signature(&r->signature);
    printf("\n  folder     ");
    zks_cli_put_line(stdout, zks_cli_value(arguments, "out"));
    printf("  (publish it)\n  secrets    ");
    zks_cli_put_line(stdout, zks_cli_value(arguments, "secrets"));
    printf("  (keep it private)\n");
}

/* ---- for programs -------------------------------------------------------------------------------------------- */

static json_t *requirements_json(const zks_attestation *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->requirement_count; i++)
        json_array_append_new(list, json_pack("{s:s, s:o, s:s}", "name", r->requirements[i].name, "index",
                                              zks_cli_json_text(r->requirements[i].index), "scope",
                                              r->requirements[i].scope));
    return list;
}

static json_t *signature_json(const zks_signed *signature)
{
    if (signature->size == 0)
        return json_null();
    return json_pack("{s:o, s:I, s:I}", "name", zks_cli_json_text(signature->name), "index",
                     (json_int_t)signature->index, "size", (json_int_t)signature->size);
}

static json_t *work_json(void)
{
    json_t *object = json_object();
    for (zks_work_kind kind = 0; kind < ZKS_WORK_KINDS; kind++)
        json_object_set_new(object, zks_work_name(kind), json_integer((json_int_t)zks_work_done(kind)));
    return object;
}

static json_t *result_json(zks_status status, const zks_attestation *r, const zks_report *report)
{
    json_t *object =
        json_pack("{s:b, s:o, s:I, s:I, s:I, s:o}", "valid", status == ZKS_OK, "circuit", zks_cli_json_text(r->circuit),
                  "accounts", (json_int_t)r->accounts, "rows", (json_int_t)r->rows, "segments", (json_int_t)r->segments,
                  "requirements", requirements_json(r));
    if (status == ZKS_OK) {
        json_object_set_new(object, "reason", json_null());
        json_object_set_new(object, "statement", zks_cli_json_hash(r->statement_digest));
        json_object_set_new(object, "signature", signature_json(&r->signature));
    } else {
        json_object_set_new(object, "reason", json_string(zks_status_name(status)));
        json_object_set_new(object, "detail", zks_cli_json_text(report->detail));
        json_object_set_new(object, "breaches", zks_breaches_json(r->breaches, r->breach_count));
    }
    json_object_set_new(object, "timings",
                        json_pack("{s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f}", "read", r->seconds_read, "check",
                                  r->seconds_check, "commit", r->seconds_commit, "hash", r->seconds_hash, "rows",
                                  r->seconds_rows, "sumcheck", r->seconds_sumcheck, "opening", r->seconds_opening,
                                  "write", r->seconds_write, "total", total_seconds(r)));
    json_object_set_new(object, "work", work_json());
    return object;
}

static int report_result(const zks_cli_arguments *arguments, zks_status status, const zks_attestation *r,
                         const zks_report *report)
{
    bool json = zks_cli_flag(arguments, "json");
    int exit_status = zks_cli_exit_status(status);
    if (status != ZKS_OK)
        explain_failure(status, r, report);
    if (json)
        return zks_cli_print_json(result_json(status, r, report), exit_status);
    if (status == ZKS_OK)
        print_done(arguments, r);
    return exit_status;
}

int zks_attest_command(const zks_cli_arguments *arguments)
{
    int usage = check_streams(arguments);
    if (usage == ZKS_EXIT_OK)
        usage = check_signing(arguments);
    if (usage == ZKS_EXIT_OK)
        usage = check_segment_rows(arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_report report = {.segment = -1};
    char *passphrase;
    if (zks_crypto_start() == 0)
        return zks_cli_trouble("libsodium cannot start");
    zks_attestation result = {0};
    zks_status status = get_passphrase(arguments, &passphrase, &report);
    if (status != ZKS_OK)
        return report_result(arguments, status, &result, &report);

    const zks_signing signing = {.key = zks_cli_value(arguments, "sign-key"),
                                 .log = zks_cli_value(arguments, "log"),
                                 .memory = zks_cli_value(arguments, "log-memory")};
    zks_attest_options options = {.policy = zks_cli_value(arguments, "policy"),
                                  .ledger = zks_ledger_given(arguments),
                                  .reserves = zks_paths_given(arguments, "reserves"),
                                  .out = zks_cli_value(arguments, "out"),
                                  .secrets = zks_cli_value(arguments, "secrets"),
                                  .passphrase = passphrase,
                                  .padding = zks_cli_number(arguments, "pad-to", 0),
                                  .segment_rows = (uint32_t)zks_cli_number(arguments, "segment-rows", 0),
                                  .threads = zks_cli_threads(arguments),
                                  .signing = signing.key != NULL ? &signing : NULL};
    zks_cli_catch_interrupts();
    status = zks_attest(&options, zks_cli_progress(), &result, &report);
    zks_cli_progress_clear();
    zks_secret_free(passphrase);
    int exit_status = report_result(arguments, status, &result, &report);
    zks_attestation_clear(&result);
    return exit_status;
}
