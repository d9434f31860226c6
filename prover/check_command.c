#include "cli/output.h"
#include "cli/plain.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/style.h"
#include "cli/table.h"
#include "crypto/secret.h"
#include "prover/breach_output.h"
#include "prover/commands.h"
#include "prover/input_options.h"
#include "zksolv/prove.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const zks_cli_option zks_check_command_options[] = {
    ZKS_POLICY_OPTION,
    ZKS_LEDGER_OPTION,
    ZKS_QUERY_OPTION,
    ZKS_WIDE_OPTION,
    ZKS_RESERVES_OPTION,
    {.name = "values",
     .value = "FILE",
     .help = "write margins and advice of every account (CSV, mode 0600); must not exist"},
    {.name = "account",
     .letter = 'a',
     .value = "ID",
     .help = "show what this account has: its columns, advice and margins"},
    ZKS_CLI_THREADS,
    {.name = "json", .help = "print one JSON object instead of text"},
    {0},
};

const char zks_check_command_notes[] =
    "Evaluates every requirement exactly, in the clear, and proves nothing. FILE of an input may be - for standard\n"
    "input, once. For each requirement, the account or member whose margin is smallest is shown, margins rounded\n"
    "down; where members have units of their own, one for each unit; '-' where no unit is certain.\n"
    "--values has lines account,name,value: for every account each requirement's margin, and advice above zero;\n"
    "those of the pool have no account. Values are exact: decimals, or fractions a/b.\n"
    "exit status 1: a requirement is broken, or advice does not fit its column.\n";

static int check_streams(const zks_cli_arguments *arguments)
{
    static const char *const inputs[] = {"policy", "ledger", "reserves", NULL};
    const char *values = zks_cli_value(arguments, "values");
    if (values != NULL && strcmp(values, "-") == 0)
        return zks_cli_usage_error("--values names a file, not a stream");
    return zks_check_standard_input(arguments, inputs);
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- for people --------------------------------------------------------------------------------------------- */

static const char *or_dash(const char *text)
{
    return text != NULL ? text : "-";
}

/* "covered[asset]"; malloc'd. */
static char *requirement_text(const zks_checked_requirement *r)
{
    char *text;
    int length = r->index == NULL ? asprintf(&text, "%s", r->name) : asprintf(&text, "%s[%s]", r->name, r->index);
    return length < 0 ? NULL : text;
}

static char *verdict_text(const zks_checked_requirement *r)
{
    char *text;
    bool counted = r->broken > 0 && strcmp(r->scope, "account") == 0;
    int length = counted ? asprintf(&text, "broken by %" PRIu64 " account%s", r->broken, plural(r->broken))
                         : asprintf(&text, "%s", r->verdict);
    return length < 0 ? NULL : text;
}

enum { COLUMNS = 7, VERDICT = 2 }; /* of the table of requirements */

static bool print_requirements(const zks_checked *r)
{
    static const char *const head[COLUMNS] = {"requirement", "scope", "verdict", "account", "member", "margin", "unit"};
    static const bool right[COLUMNS] = {[5] = true};
    const char **cells = calloc((r->requirement_count + 1) * COLUMNS, sizeof *cells);
    char **owned = calloc(2 * r->requirement_count + 1, sizeof *owned);
    bool memory = cells != NULL && owned != NULL;
    if (memory)
        memcpy(cells, head, sizeof head);
    for (size_t i = 0; memory && i < r->requirement_count; i++) {
        const zks_checked_requirement *q = &r->requirements[i];
        owned[2 * i] = requirement_text(q);
        owned[2 * i + 1] = verdict_text(q);
        memory = owned[2 * i] != NULL && owned[2 * i + 1] != NULL;
        const char *row[COLUMNS] = {owned[2 * i],        q->scope,           owned[2 * i + 1],
                                    or_dash(q->account), or_dash(q->member), or_dash(q->rounded),
                                    or_dash(q->unit)};
        memcpy(cells + (i + 1) * COLUMNS, row, sizeof row);
    }
    memory = memory && zks_cli_table_of_verdicts(cells, r->requirement_count + 1, COLUMNS, right, VERDICT);
    for (size_t i = 0; owned != NULL && i < 2 * r->requirement_count; i++)
        free(owned[i]);
    free(owned);
    free(cells);
    return memory;
}

static bool print_values(const zks_checked *r, const char *account)
{
    static const bool right[3] = {[2] = true};
    const char **cells = calloc(3 * (r->value_count + 1), sizeof *cells);
    if (cells == NULL)
        return false;
    memcpy(cells, (const char *const[]){"", "name", "value"}, 3 * sizeof *cells);
    for (size_t i = 0; i < r->value_count; i++) {
        const zks_checked_value *value = &r->values[i];
        memcpy(cells + 3 * (i + 1), (const char *const[]){value->kind, value->name, value->value}, 3 * sizeof *cells);
    }
    printf("\naccount ");
    zks_cli_put_line(stdout, account);
    putchar('\n');
    bool printed = zks_cli_table(cells, r->value_count + 1, 3, right);
    free(cells);
    return printed;
}

static bool print_result(const zks_cli_arguments *arguments, const zks_checked *r)
{
    const char *account = zks_cli_value(arguments, "account");
    printf("%" PRIu64 " account%s under circuit ", r->accounts, plural(r->accounts));
    zks_cli_put_line(stdout, r->circuit);
    printf(", checked in %.1f s\n\n", r->seconds_read + r->seconds_check);
    return print_requirements(r) && (account == NULL || print_values(r, account));
}

/* ---- for programs ------------------------------------------------------------------------------------------- */

static json_t *requirements_json(const zks_checked *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->requirement_count; i++) {
        const zks_checked_requirement *q = &r->requirements[i];
        json_array_append_new(list, json_pack("{s:s, s:o, s:s, s:s, s:I, s:o, s:o, s:o, s:o}", "name", q->name, "index",
                                              zks_cli_json_text(q->index), "scope", q->scope, "verdict", q->verdict,
                                              "broken", (json_int_t)q->broken, "account", zks_cli_json_text(q->account),
                                              "member", zks_cli_json_text(q->member), "margin",
                                              zks_cli_json_text(q->margin), "unit", zks_cli_json_text(q->unit)));
    }
    return list;
}

static json_t *values_json(const zks_checked *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->value_count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "kind", r->values[i].kind, "name", r->values[i].name,
                                              "value", r->values[i].value));
    return list;
}

static json_t *result_json(const zks_cli_arguments *arguments, zks_status status, const zks_checked *r,
                           const zks_report *report)
{
    const char *account = zks_cli_value(arguments, "account");
    json_t *object = json_pack("{s:b, s:o, s:I, s:o, s:o}", "valid", status == ZKS_OK, "circuit",
                               zks_cli_json_text(r->circuit), "accounts", (json_int_t)r->accounts, "requirements",
                               requirements_json(r), "breaches", zks_breaches_json(r->breaches, r->breach_count));
    json_object_set_new(object, "reason", zks_cli_json_text(status == ZKS_OK ? NULL : zks_status_name(status)));
    if (status != ZKS_OK)
        json_object_set_new(object, "detail", zks_cli_json_text(report->detail));
    if (account != NULL)
        json_object_set_new(object, "account",
                            json_pack("{s:o, s:o}", "id", zks_cli_json_text(account), "values", values_json(r)));
    json_object_set_new(object, "timings",
                        json_pack("{s:f, s:f, s:f}", "read", r->seconds_read, "check", r->seconds_check, "total",
                                  r->seconds_read + r->seconds_check));
    return object;
}

/* ---- the command -------------------------------------------------------------------------------------------- */

static void explain_failure(zks_status status, const zks_checked *r, const zks_report *report)
{
    bool is_listed = r->diagnostics != NULL || status == ZKS_ERROR_REQUIREMENT;
    zks_cli_fail(status, is_listed ? NULL : report);
    if (r->diagnostics != NULL)
        zks_cli_put_findings(r->diagnostics);
    zks_put_breaches(r->breaches, r->breach_count);
}

static int report_result(const zks_cli_arguments *arguments, zks_status status, const zks_checked *r,
                         const zks_report *report)
{
    int exit_status = zks_cli_exit_status(status);
    bool is_checked = status == ZKS_OK || status == ZKS_ERROR_REQUIREMENT;
    if (zks_cli_flag(arguments, "json"))
        exit_status = zks_cli_print_json(result_json(arguments, status, r, report), exit_status);
    else if (is_checked && !print_result(arguments, r))
        return zks_cli_trouble("%s", zks_status_text(ZKS_ERROR_MEMORY));
    if (status != ZKS_OK) {
        fflush(stdout);
        explain_failure(status, r, report);
    }
    return exit_status;
}

int zks_check_command(const zks_cli_arguments *arguments)
{
    int usage = check_streams(arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    if (zks_crypto_start() == 0)
        return zks_cli_trouble("libsodium cannot start");
    zks_check_options options = {.policy = zks_cli_value(arguments, "policy"),
                                 .ledger = zks_ledger_given(arguments),
                                 .reserves = zks_paths_given(arguments, "reserves"),
                                 .values = zks_cli_value(arguments, "values"),
                                 .account = zks_cli_value(arguments, "account"),
                                 .threads = zks_cli_threads(arguments)};
    zks_checked result = {0};
    zks_report report = {.segment = -1};
    zks_cli_catch_interrupts();
    zks_status status = zks_check(&options, zks_cli_progress(), &result, &report);
    zks_cli_progress_clear();
    int exit_status = report_result(arguments, status, &result, &report);
    zks_checked_clear(&result);
    return exit_status;
}
