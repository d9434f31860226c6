#include "attestation/folder.h"
#include "attestation/text.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/style.h"
#include "policy/input.h"
#include "policy/nearest.h"
#include "policy/policy_file.h"
#include "verifier/commands.h"
#include "verifier/explain_json.h"
#include "verifier/explain_text.h"
#include "verifier/steps.h"
#include "zksolv/prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_ACCOUNTS (1ul << 20)

/* What is explained, and where it comes from: an attestation, or a circuit and perhaps a policy. */
typedef struct {
    const zks_cli_arguments *arguments;
    zks_run run; /* an attestation's */
    zks_policy policy;
    char *text; /* of a circuit given by its path */
    zks_circuit *circuit;
    zks_table *account, *pool;
    zks_segments segments;
    zks_diagnostics diagnostics;
    zks_report report;
    zks_circuit_origin origin;
    zks_explained_numbers numbers; /* without a circuit where there are none */
    json_t *json;
} explanation;

static void explanation_clear(explanation *e)
{
    json_decref(e->json);
    zks_table_free(e->account);
    zks_table_free(e->pool);
    zks_circuit_free(e->circuit);
    free(e->text);
    zks_policy_clear(&e->policy);
    zks_diagnostics_clear(&e->diagnostics);
    zks_run_clear(&e->run);
}

/* ---- the circuit -------------------------------------------------------------------------------------------- */

static zks_status report_no_circuit(explanation *e, const char *name)
{
    zks_nearest nearest = zks_nearest_to(name, strlen(name));
    for (size_t i = 0; zks_shipped_circuit_name(i) != NULL; i++)
        zks_nearest_offer(&nearest, zks_shipped_circuit_name(i));
    char detail[sizeof e->report.detail];
    snprintf(detail, sizeof detail, "%s is no shipped circuit%s, and as a file: %.200s",
             zks_quote(name, strlen(name)).text, zks_nearest_hint(&nearest).text, e->report.detail);
    memcpy(e->report.detail, detail, sizeof detail);
    return ZKS_ERROR_READ;
}

static zks_status read_circuit(explanation *e, const char *text, size_t length, const char *name)
{
    zks_status status = ZKS_OK;
    e->circuit = zks_circuit_read(text, length, name, &e->diagnostics, &status);
    if (e->circuit != NULL)
        e->origin = zks_circuit_origin_of(zks_circuit_name(e->circuit), text, length);
    return status;
}

/* The name of a shipped circuit, or a path. */
static zks_status read_named_circuit(explanation *e, const char *name)
{
    size_t length;
    const char *shipped = zks_shipped_circuit(name, &length);
    if (shipped != NULL)
        return read_circuit(e, shipped, length, name);
    zks_status status = zks_file_read(&e->text, &length, name, ZKS_CIRCUIT_MAX_TEXT, &e->report);
    if (status != ZKS_OK)
        return status == ZKS_ERROR_READ ? report_no_circuit(e, name) : status;
    return read_circuit(e, e->text, length, name);
}

/* ---- a policy ----------------------------------------------------------------------------------------------- */

/* A broken policy check is the policy's fault, never a ledger's. */
static zks_status check_numbers(explanation *e, bool without_pool)
{
    zks_status status = zks_numbers_check(e->circuit, &e->policy.numbers, without_pool, &e->diagnostics);
    return status == ZKS_ERROR_REQUIREMENT ? ZKS_ERROR_POLICY : status;
}

static bool assume_values(zks_values *values, const zks_numbers *numbers, const zks_declared_column *column)
{
    *values = (zks_values){.name = strdup(column->name), .dimension_count = column->over.count, .value_count = 1};
    for (size_t i = 0; i < column->over.count; i++) {
        values->dimensions[i] = numbers->indexes[column->over.index[i]].member_count;
        values->value_count *= values->dimensions[i];
    }
    if (values->name == NULL || values->value_count > ZKS_MAX_VALUES)
        return values->name != NULL; /* the check of the numbers tells of too many */
    values->values = calloc(values->value_count, sizeof *values->values);
    for (size_t i = 0; values->values != NULL && i < values->value_count; i++)
        if ((values->values[i] = strdup(ZKS_ASSUMED_POOL_NUMBER)) == NULL)
            return false;
    return values->values != NULL;
}

static bool has_column(const zks_numbers *numbers, const char *name)
{
    for (size_t i = 0; i < numbers->pool_count; i++)
        if (strcmp(numbers->pool[i].name, name) == 0)
            return true;
    return false;
}

/* Of the columns that no custodian states. */
static zks_status assume_pool(explanation *e)
{
    zks_numbers *numbers = &e->policy.numbers;
    size_t count = zks_circuit_pool_column_count(e->circuit);
    zks_values *pool = realloc(numbers->pool, (count + 1) * sizeof *pool);
    if (pool == NULL)
        return ZKS_ERROR_MEMORY;
    numbers->pool = pool;
    for (size_t i = 0; i < count; i++) {
        zks_declared_column column = zks_circuit_pool_column(e->circuit, i);
        if (has_column(numbers, column.name))
            continue;
        if (!assume_values(&pool[numbers->pool_count++], numbers, &column))
            return ZKS_ERROR_MEMORY;
        e->numbers.pool_is_assumed = true;
    }
    return ZKS_OK;
}

static zks_status compile(explanation *e, zks_table **table, zks_scope scope, uint64_t rows)
{
    zks_status status = ZKS_OK;
    *table = zks_table_compile(e->circuit, &e->policy.numbers, scope, rows, &e->diagnostics, &status);
    return status;
}

static zks_status shape(explanation *e, uint64_t rows)
{
    if (zks_segments_make(&e->segments, rows, ZKS_SEGMENT_ROWS, &e->account->system, &e->pool->system))
        return ZKS_OK;
    zks_report_detail(&e->report, "the tables are larger than a proof can be");
    return ZKS_ERROR_INPUT;
}

static zks_status compile_policy(explanation *e, const char *path)
{
    uint64_t rows = zks_cli_number(e->arguments, "accounts", DEFAULT_ACCOUNTS);
    e->diagnostics.numbers_file = path;
    zks_status status = zks_policy_read_matrices(&e->policy, path, e->circuit, &e->report);
    if (status == ZKS_OK)
        status = zks_policy_fill_prices(&e->policy, path, e->circuit, &e->report);
    if (status == ZKS_OK)
        status = check_numbers(e, true);
    if (status == ZKS_OK)
        status = zks_policy_state_reserves(&e->policy, path, e->circuit, &e->report);
    if (status == ZKS_OK)
        status = assume_pool(e);
    if (status == ZKS_OK)
        status = check_numbers(e, false);
    if (status == ZKS_OK)
        status = compile(e, &e->account, ZKS_SCOPE_ACCOUNT, 1);
    if (status == ZKS_OK)
        status = compile(e, &e->pool, ZKS_SCOPE_POOL, rows);
    if (status == ZKS_OK)
        status = shape(e, rows);
    e->numbers.circuit = e->circuit;
    e->numbers.quote = e->policy.numbers.quote.name;
    e->numbers.account = e->account;
    e->numbers.pool = e->pool;
    e->numbers.segments = &e->segments;
    return status;
}

static zks_status read_policy(explanation *e)
{
    const char *path = zks_cli_value(e->arguments, "policy"), *circuit = zks_cli_operand(e->arguments, 0);
    zks_status status = path != NULL ? zks_policy_read(&e->policy, path, &e->report) : ZKS_OK;
    if (status == ZKS_OK)
        status = circuit != NULL
                     ? read_named_circuit(e, circuit)
                     : read_circuit(e, e->policy.circuit_text, e->policy.circuit_length, e->policy.circuit_file);
    return status == ZKS_OK && path != NULL ? compile_policy(e, path) : status;
}

/* ---- an attestation ----------------------------------------------------------------------------------------- */

static zks_status read_attestation(explanation *e, const char *path)
{
    e->run = (zks_run){.path = path, .threads = 1, .report = &e->report};
    zks_status status = zks_step_statement(&e->run);
    if (status == ZKS_OK)
        status = zks_step_circuit(&e->run);
    if (status != ZKS_OK)
        return status;
    const zks_stated *stated = &e->run.stated;
    e->origin = zks_stated_circuit_origin(stated);
    e->numbers = (zks_explained_numbers){.circuit = stated->circuit,
                                         .quote = stated->statement.claim.numbers.quote.name,
                                         .account = stated->account,
                                         .pool = stated->pool,
                                         .segments = &stated->segments};
    return ZKS_OK;
}

/* ---- the command -------------------------------------------------------------------------------------------- */

static zks_status make_json(explanation *e)
{
    const zks_circuit *circuit = e->circuit != NULL ? e->circuit : e->run.stated.circuit;
    e->json = zks_explain_circuit_json(circuit, e->origin);
    if (e->json == NULL)
        return ZKS_ERROR_MEMORY;
    if (e->numbers.circuit == NULL)
        return ZKS_OK;
    return json_object_set_new(e->json, "numbers", zks_explain_numbers_json(&e->numbers)) == 0 ? ZKS_OK
                                                                                               : ZKS_ERROR_MEMORY;
}

static zks_status print(const explanation *e)
{
    const json_t *numbers = json_object_get(e->json, "numbers");
    bool printed = zks_explain_print_circuit(e->json) && (numbers == NULL || zks_explain_print_numbers(numbers));
    return printed ? ZKS_OK : ZKS_ERROR_MEMORY;
}

/* What is wrong about a circuit or a policy is for who wrote the command line. */
static int fail(const explanation *e, zks_status status)
{
    bool is_listed = e->diagnostics.length > 0;
    int exit_status = zks_cli_fail(status, is_listed ? NULL : &e->report);
    if (is_listed)
        zks_cli_put_findings(e->diagnostics.text);
    if (is_listed && e->numbers.pool_is_assumed)
        fprintf(stderr, "pool numbers are in no policy, and taken as %s each\n", ZKS_ASSUMED_POOL_NUMBER);
    bool is_wrong = status == ZKS_ERROR_CIRCUIT || status == ZKS_ERROR_POLICY || status == ZKS_ERROR_INPUT;
    return is_wrong ? ZKS_EXIT_USAGE : exit_status;
}

static int check_usage(const zks_cli_arguments *arguments)
{
    const char *circuit = zks_cli_operand(arguments, 0), *policy = zks_cli_value(arguments, "policy");
    bool attestation = zks_cli_flag(arguments, "attestation");
    if (circuit == NULL && policy == NULL && !attestation)
        return zks_cli_usage_error("CIRCUIT is missing");
    if (attestation && (circuit != NULL || policy != NULL))
        return zks_cli_usage_error("an attestation has its own circuit and numbers");
    if (policy == NULL && zks_cli_flag(arguments, "accounts"))
        return zks_cli_usage_error("option '--accounts' goes with '--policy'");
    if (circuit != NULL && policy != NULL && strcmp(circuit, "-") == 0 && strcmp(policy, "-") == 0)
        return zks_cli_usage_error("only one of CIRCUIT and --policy can be standard input");
    return ZKS_EXIT_OK;
}

int zks_command_explain(const zks_cli_arguments *arguments)
{
    int usage = check_usage(arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    explanation e = {.arguments = arguments, .report = {.segment = -1}};
    const char *attestation = zks_cli_value(arguments, "attestation");
    zks_status status = attestation != NULL ? read_attestation(&e, attestation) : read_policy(&e);
    if (status == ZKS_OK)
        status = make_json(&e);
    int exit_status = ZKS_EXIT_OK;
    if (status == ZKS_OK && zks_cli_flag(arguments, "json"))
        exit_status = zks_cli_print_json(json_incref(e.json), ZKS_EXIT_OK);
    else if (status == ZKS_OK)
        status = print(&e);
    if (status != ZKS_OK)
        exit_status = fail(&e, status);
    explanation_clear(&e);
    return exit_status;
}
