#include "policy/policy_file.h"

#include "attestation/folder.h"
#include "attestation/numbers_json.h"
#include "attestation/statement.h"
#include "attestation/text.h"
#include "policy/input.h"
#include "policy/matrix_csv.h"
#include "policy/nearest.h"
#include "policy/policy_prices.h"
#include "sources/prices.h"
#include "sources/reserves.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOWHERE ((zks_position){0, 0})

static const char *const members[] = {"circuit", "indexes", "issuer",   "params",
                                      "prices",  "quote",   "reserves", "snapshot"};
#define MEMBER_COUNT (sizeof members / sizeof *members)

void zks_policy_clear(zks_policy *policy)
{
    free(policy->issuer);
    free(policy->snapshot);
    free(policy->circuit_file);
    free(policy->circuit_text);
    zks_numbers_clear(&policy->numbers);
    zks_sources_clear(&policy->sources);
    zks_policy_openings_clear(&policy->openings);
    for (size_t i = 0; i < policy->matrix_count; i++) {
        free(policy->matrices[i].param);
        free(policy->matrices[i].file);
    }
    free(policy->matrices);
    memset(policy, 0, sizeof *policy);
}

static bool is_member(const char *name)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (strcmp(name, members[i]) == 0)
            return true;
    return false;
}

static zks_status check_members(json_t *root, const char *file, zks_report *report)
{
    const char *name;
    json_t *value;
    json_object_foreach(root, name, value)
    {
        if (is_member(name))
            continue;
        zks_nearest nearest = zks_nearest_to(name, strlen(name));
        for (size_t i = 0; i < MEMBER_COUNT; i++)
            zks_nearest_offer(&nearest, members[i]);
        return zks_input_error(report, file, NOWHERE, "%s is no member of a policy%s",
                               zks_quote(name, strlen(name)).text, zks_nearest_hint(&nearest).text);
    }
    return ZKS_OK;
}

/* A place in the document: a chain from the value up to the root. */
typedef struct place {
    const struct place *parent;
    const char *name; /* NULL: element of an array */
    size_t position;
} place;

/* "indexes.asset[3].price", cut where long; returns how much of it is written. */
static size_t write_place(char *out, size_t size, const place *at)
{
    if (at == NULL)
        return 0;
    size_t used = write_place(out, size, at->parent);
    if (used >= size)
        return size;
    int more = at->name == NULL ? snprintf(out + used, size - used, "[%zu]", at->position)
                                : snprintf(out + used, size - used, "%s%s", used == 0 ? "" : ".", at->name);
    return used + (size_t)more;
}

/* Whether what stands here is an integer and never a string. */
static bool is_integer(const place *at)
{
    static const char *const names[] = {"age", "decimals", "bytes", "latency", "quorum"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (at != NULL && at->name != NULL && strcmp(at->name, names[i]) == 0)
            return true;
    return false;
}

static zks_status refuse_reals(json_t *value, const place *at, const char *file, zks_report *report)
{
    zks_status status = ZKS_OK;
    if (json_is_real(value)) {
        char path[256] = "";
        write_place(path, sizeof path, at);
        return zks_input_error(report, file, NOWHERE, "%s: %.15g is a JSON number with a point or exponent; write %s",
                               path, json_real_value(value), is_integer(at) ? "an integer" : "it as a string");
    }
    const char *name;
    json_t *inner;
    size_t i;
    json_object_foreach(value, name, inner) if (status == ZKS_OK) status =
        refuse_reals(inner, &(place){at, name, 0}, file, report);
    json_array_foreach(value, i, inner) if (status == ZKS_OK) status =
        refuse_reals(inner, &(place){at, NULL, i}, file, report);
    return status;
}

/* NULL with its finding in *report where the member is missing or no string: ZKS_ERROR_INPUT. */
static const char *read_string(const json_t *root, const char *name, const char *file, zks_report *report)
{
    const json_t *value = json_object_get(root, name);
    if (!json_is_string(value))
        zks_input_error(report, file, NOWHERE, "%s: %s", name,
                        value == NULL ? "missing; expected a string" : "not a string");
    return json_string_value(value);
}

static zks_status copy(char **out, const char *text, const char *file, zks_report *report)
{
    *out = strdup(text);
    return *out == NULL ? zks_input_memory(report, file) : ZKS_OK;
}

static zks_status read_issuer(zks_policy *policy, const json_t *root, const char *file, zks_report *report)
{
    const char *issuer = read_string(root, "issuer", file, report);
    if (issuer == NULL)
        return ZKS_ERROR_INPUT;
    if (!zks_text_is_line(issuer, ZKS_MAX_ISSUER))
        return zks_input_error(report, file, NOWHERE, "issuer: %s; expected 1 to %d bytes without control characters",
                               zks_quote(issuer, strlen(issuer)).text, ZKS_MAX_ISSUER);
    return copy(&policy->issuer, issuer, file, report);
}

static zks_status read_snapshot(zks_policy *policy, const json_t *root, const char *file, zks_report *report)
{
    const char *snapshot = read_string(root, "snapshot", file, report);
    char canonical[21];
    if (snapshot == NULL)
        return ZKS_ERROR_INPUT;
    if (!zks_time_canonical(canonical, snapshot))
        return zks_input_error(
            report, file, NOWHERE,
            "snapshot: %s is no time; expected one like 2026-08-20T00:00:00Z or 2026-08-20T02:00:00+02:00",
            zks_quote(snapshot, strlen(snapshot)).text);
    return copy(&policy->snapshot, canonical, file, report);
}

static zks_status copy_shipped(zks_policy *policy, const char *name, const char *file, zks_report *report)
{
    const char *text = zks_shipped_circuit(name, &policy->circuit_length);
    policy->circuit_text = strndup(text, policy->circuit_length);
    if (policy->circuit_text == NULL)
        return zks_input_memory(report, file);
    return copy(&policy->circuit_file, name, file, report);
}

static zks_status report_no_circuit(const char *reference, const char *circuit_file, const char *file,
                                    zks_report *report)
{
    zks_nearest nearest = zks_nearest_to(reference, strlen(reference));
    for (size_t i = 0; zks_shipped_circuit_name(i) != NULL; i++)
        zks_nearest_offer(&nearest, zks_shipped_circuit_name(i));
    zks_input_error(report, file, NOWHERE, "circuit: %s is no shipped circuit, and no file %s can be read%s",
                    zks_quote(reference, strlen(reference)).text, zks_quote(circuit_file, strlen(circuit_file)).text,
                    zks_nearest_hint(&nearest).text);
    return ZKS_ERROR_READ;
}

static zks_status read_circuit(zks_policy *policy, const json_t *root, const char *file, zks_report *report)
{
    const char *reference = read_string(root, "circuit", file, report);
    size_t length;
    if (reference == NULL)
        return ZKS_ERROR_INPUT;
    if (zks_shipped_circuit(reference, &length) != NULL)
        return copy_shipped(policy, reference, file, report);
    policy->circuit_file = zks_path_beside(file, reference);
    if (policy->circuit_file == NULL)
        return zks_input_memory(report, file);
    /* "-" would be standard input, which a policy has no say over. */
    zks_status status = ZKS_ERROR_READ;
    if (strcmp(policy->circuit_file, "-") != 0)
        status = zks_file_read(&policy->circuit_text, &policy->circuit_length, policy->circuit_file,
                               ZKS_CIRCUIT_MAX_TEXT, report);
    return status == ZKS_ERROR_READ ? report_no_circuit(reference, policy->circuit_file, file, report) : status;
}

static zks_status add_matrix(zks_policy *policy, const char *param, const json_t *reference, const char *file,
                             zks_report *report)
{
    const char *name = json_string_value(json_object_get(reference, "file"));
    if (name == NULL || json_object_size(reference) != 1)
        return zks_input_error(report, file, NOWHERE,
                               "params.%.64s: expected a number, an array or {\"file\": \"...\"}", param);
    if (strcmp(name, "-") == 0)
        return zks_input_error(report, file, NOWHERE, "params.%.64s.file: \"-\" is no file", param);
    zks_policy_matrix *matrix = &policy->matrices[policy->matrix_count++];
    matrix->param = strdup(param);
    matrix->file = zks_path_beside(file, name);
    return matrix->param == NULL || matrix->file == NULL ? zks_input_memory(report, file) : ZKS_OK;
}

/* Takes the parameters that stand in files out of the others. */
static zks_status take_matrices(zks_policy *policy, json_t *params, const char *file, zks_report *report)
{
    policy->matrices = calloc(json_object_size(params) + 1, sizeof *policy->matrices);
    if (policy->matrices == NULL)
        return zks_input_memory(report, file);
    const char *param;
    json_t *value;
    void *next;
    json_object_foreach_safe(params, next, param, value)
    {
        if (!json_is_object(value))
            continue;
        zks_status status = add_matrix(policy, param, value, file, report);
        if (status != ZKS_OK)
            return status;
        json_object_del(params, param);
    }
    return ZKS_OK;
}

static zks_status read_numbers(zks_policy *policy, json_t *root, const char *file, zks_report *report)
{
    if (json_object_get(root, "params") == NULL && json_object_set_new(root, "params", json_object()) != 0)
        return zks_input_memory(report, file);
    zks_status status = take_matrices(policy, json_object_get(root, "params"), file, report);
    if (status != ZKS_OK)
        return status;
    zks_report finding = {.segment = -1};
    status = zks_numbers_from_json(&policy->numbers, root, ZKS_NUMBERS_POLICY, &finding);
    if (status == ZKS_ERROR_MEMORY)
        return zks_input_memory(report, file);
    return status == ZKS_OK ? ZKS_OK : zks_input_error(report, file, NOWHERE, "%s", finding.detail);
}

static zks_status read_sources(zks_policy *policy, const json_t *root, const char *file, zks_report *report)
{
    zks_source_files files = {.policy = file};
    zks_status status = zks_policy_prices_read(&policy->sources, json_object_get(root, "prices"), &files, report);
    if (status == ZKS_OK)
        status = zks_policy_reserves_read(&policy->sources, &policy->openings, json_object_get(root, "reserves"),
                                          &files, report);
    return status == ZKS_ERROR_MEMORY ? zks_input_memory(report, file) : status;
}

static zks_status read_members(zks_policy *policy, json_t *root, const char *file, zks_report *report)
{
    if (!json_is_object(root))
        return zks_input_error(report, file, NOWHERE, "not a JSON object");
    zks_status status = check_members(root, file, report);
    if (status == ZKS_OK)
        status = refuse_reals(root, NULL, file, report);
    if (status == ZKS_OK)
        status = read_issuer(policy, root, file, report);
    if (status == ZKS_OK)
        status = read_snapshot(policy, root, file, report);
    if (status == ZKS_OK)
        status = read_numbers(policy, root, file, report);
    if (status == ZKS_OK)
        status = read_circuit(policy, root, file, report);
    if (status == ZKS_OK)
        status = read_sources(policy, root, file, report);
    return status;
}

static zks_status report_syntax(const json_error_t *error, const char *file, zks_report *report)
{
    if (json_error_code(error) == json_error_out_of_memory)
        return zks_input_memory(report, file);
    zks_position at = error->line < 1 ? NOWHERE : (zks_position){(uint64_t)error->line, (uint64_t)error->column};
    return zks_input_error(report, file, at, "%s", error->text);
}

zks_status zks_policy_parse(zks_policy *policy, const char *bytes, size_t length, const char *path, zks_report *report)
{
    json_error_t error;
    if (!zks_json_has_few_values(bytes, length))
        return zks_input_error(report, path, NOWHERE, "more than %u values", ZKS_JSON_MAX_VALUES);
    json_t *root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL)
        return report_syntax(&error, path, report);
    zks_policy read = {0};
    zks_status status = read_members(&read, root, path, report);
    json_decref(root);
    if (status == ZKS_OK)
        *policy = read;
    else
        zks_policy_clear(&read);
    return status;
}

zks_status zks_policy_read(zks_policy *policy, const char *path, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = zks_file_read(&bytes, &length, path, ZKS_POLICY_MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    status = zks_policy_parse(policy, bytes, length, path, report);
    free(bytes);
    return status;
}

/* The position of a parameter over indexes. */
static zks_status find_param(const zks_circuit *circuit, const char *name, const char *file, size_t *param,
                             zks_report *report)
{
    zks_nearest nearest = zks_nearest_to(name, strlen(name));
    for (*param = 0; *param < zks_circuit_param_count(circuit); ++*param) {
        if (strcmp(zks_circuit_param_name(circuit, *param), name) == 0)
            return zks_circuit_param_dimensions(circuit, *param).count > 0
                       ? ZKS_OK
                       : zks_input_error(report, file, NOWHERE, "params.%.64s: one number, which stands in no file",
                                         name);
        zks_nearest_offer(&nearest, zks_circuit_param_name(circuit, *param));
    }
    return zks_input_error(report, file, NOWHERE, "params.%.64s: no parameter of the circuit%s", name,
                           zks_nearest_hint(&nearest).text);
}

static zks_status read_matrix(zks_numbers *numbers, const zks_policy_matrix *matrix, const char *file,
                              const zks_circuit *circuit, zks_report *report)
{
    size_t param;
    zks_status status = find_param(circuit, matrix->param, file, &param, report);
    if (status != ZKS_OK)
        return status;
    zks_values *params = realloc(numbers->params, (numbers->param_count + 1) * sizeof *params);
    if (params == NULL)
        return zks_input_memory(report, file);
    numbers->params = params;
    params[numbers->param_count] = (zks_values){0};
    status = zks_matrix_read_csv(&params[numbers->param_count], matrix->file, circuit, param, numbers, report);
    numbers->param_count += status == ZKS_OK;
    return status;
}

zks_status zks_policy_read_matrices(zks_policy *policy, const char *path, const zks_circuit *circuit,
                                    zks_report *report)
{
    zks_status status = ZKS_OK;
    for (; status == ZKS_OK && policy->matrix_count > 0; policy->matrix_count--) {
        zks_policy_matrix *last = &policy->matrices[policy->matrix_count - 1];
        status = read_matrix(&policy->numbers, last, path, circuit, report);
        free(last->param);
        free(last->file);
    }
    return status;
}

/* What is wrong with the sources, in the policy's name. */
static zks_status pass_on(zks_status status, const zks_report *finding, const char *path, zks_report *report)
{
    if (status == ZKS_OK)
        return ZKS_OK;
    if (status == ZKS_ERROR_MEMORY)
        return zks_input_memory(report, path);
    zks_input_error(report, path, NOWHERE, "%s", finding->detail);
    return status == ZKS_REJECT_CIRCUIT ? ZKS_ERROR_INPUT : status;
}

zks_status zks_policy_fill_prices(zks_policy *policy, const char *path, const zks_circuit *circuit, zks_report *report)
{
    const zks_priced priced = {.sources = &policy->sources, .circuit = circuit, .snapshot = policy->snapshot};
    zks_report finding = {.segment = -1};
    return pass_on(zks_prices_fill(&policy->numbers, &priced, &finding), &finding, path, report);
}

zks_status zks_policy_state_reserves(zks_policy *policy, const char *path, const zks_circuit *circuit,
                                     zks_report *report)
{
    const zks_claim claim = {
        .issuer = policy->issuer, .snapshot = policy->snapshot, .numbers = policy->numbers, .sources = policy->sources};
    zks_report finding = {.segment = -1};
    return pass_on(zks_reserves_state(&policy->numbers, &claim, circuit, &finding), &finding, path, report);
}
