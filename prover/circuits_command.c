#include "circuits/circuit.h"
#include "cli/output.h"
#include "cli/plain.h"
#include "cli/report.h"
#include "cli/style.h"
#include "prover/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const zks_cli_option zks_circuits_command_options[] = {
    {.name = "json", .help = "print one JSON object, with the circuits' texts, instead of text"},
    {0},
};

const char zks_circuits_command_notes[] = "A policy names one of these, or the path of a circuit file of its own; "
                                          "'new' writes a policy with a ledger to it.\n";

/* The first sentence of the comment a circuit begins with, in one line: malloc'd, NULL: out of memory. */
static char *first_sentence(const char *text)
{
    char *sentence = malloc(strlen(text) + 1);
    size_t length = 0;
    bool ended = false;
    while (sentence != NULL && !ended && text[0] == '#' && text[1] == ' ') {
        const char *end = strchrnul(text, '\n');
        for (const char *at = text + 1; at < end && !ended; at++) {
            if (length > 0 || *at != ' ')
                sentence[length++] = *at;
            ended = *at == '.' && (at + 1 == end || at[1] == ' ');
        }
        text = *end == '\0' ? end : end + 1;
    }
    if (sentence != NULL)
        sentence[length] = '\0';
    return sentence;
}

/* ---- for people ---------------------------------------------------------------------------------------------- */

static void print_requirement(const zks_circuit *circuit, const zks_requirement *requirement)
{
    fputs(requirement->name, stdout);
    for (size_t i = 0; i < requirement->over.count; i++)
        printf("%s%s", i == 0 ? "[" : ", ", zks_circuit_index_name(circuit, requirement->over.index[i]));
    printf("%s (%s)", requirement->over.count > 0 ? "]" : "",
           requirement->scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool");
}

static void print_circuit(const char *name, const char *about, const zks_circuit *circuit)
{
    printf("%s\n  %s\n  proves ", name, about);
    for (size_t i = 0; i < zks_circuit_requirement_count(circuit); i++) {
        zks_requirement requirement = zks_circuit_requirement(circuit, i);
        fputs(i == 0 ? "" : ", ", stdout);
        print_requirement(circuit, &requirement);
    }
    putchar('\n');
}

/* ---- for programs -------------------------------------------------------------------------------------------- */

static json_t *requirement_json(const zks_circuit *circuit, const zks_requirement *requirement)
{
    json_t *indexes = json_array();
    for (size_t i = 0; i < requirement->over.count; i++)
        json_array_append_new(indexes, json_string(zks_circuit_index_name(circuit, requirement->over.index[i])));
    return json_pack("{s:s, s:o, s:s, s:s}", "name", requirement->name, "indexes", indexes, "scope",
                     requirement->scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool", "text", requirement->text);
}

static json_t *circuit_json(const char *name, const char *about, const char *text, const zks_circuit *circuit)
{
    json_t *requirements = json_array();
    for (size_t i = 0; i < zks_circuit_requirement_count(circuit); i++) {
        zks_requirement requirement = zks_circuit_requirement(circuit, i);
        json_array_append_new(requirements, requirement_json(circuit, &requirement));
    }
    return json_pack("{s:s, s:s, s:o, s:s}", "name", name, "about", about, "requirements", requirements, "text", text);
}

/* -------------------------------------------------------------------------------------------------------------- */

/* Shows one circuit: adds it to the list, or prints it where there is no list. */
static zks_status show_circuit(const char *name, json_t *list)
{
    size_t length;
    const char *text = zks_shipped_circuit(name, &length);
    char *about = first_sentence(text);
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    zks_circuit *circuit = zks_circuit_read(text, length, name, &diagnostics, &status);
    if (about == NULL)
        status = ZKS_ERROR_MEMORY;
    if (diagnostics.text != NULL)
        zks_cli_put_findings(diagnostics.text);
    if (status == ZKS_OK && list != NULL)
        json_array_append_new(list, circuit_json(name, about, text, circuit));
    else if (status == ZKS_OK)
        print_circuit(name, about, circuit);
    zks_diagnostics_clear(&diagnostics);
    zks_circuit_free(circuit);
    free(about);
    return status;
}

int zks_circuits_command(const zks_cli_arguments *arguments)
{
    json_t *list = zks_cli_flag(arguments, "json") ? json_array() : NULL;
    zks_status status = ZKS_OK;
    for (size_t i = 0; zks_shipped_circuit_name(i) != NULL && status == ZKS_OK; i++)
        status = show_circuit(zks_shipped_circuit_name(i), list);
    if (status != ZKS_OK) {
        json_decref(list);
        return zks_cli_fail(status, NULL);
    }
    return list == NULL ? ZKS_EXIT_OK : zks_cli_print_json(json_pack("{s:o}", "circuits", list), ZKS_EXIT_OK);
}
