#include "attestation/folder.h"
#include "circuits/circuit.h"
#include "cli/plain.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "policy/nearest.h"
#include "prover/commands.h"
#include "prover/samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const zks_cli_option zks_new_command_options[] = {
    {.name = "circuit",
     .letter = 'c',
     .value = "NAME",
     .help = "the shipped circuit to begin with; 'circuits' lists them",
     .required = true},
    {0},
};

const char zks_new_command_notes[] =
    "DIR must not exist. It gets the inputs of an invented exchange: policy.json, ledger and reserves as CSV, and\n"
    "whatever else the policy names. Try them, then put yours in their place.\n";

static int unknown_circuit(const char *name)
{
    zks_nearest nearest = zks_nearest_to(name, strlen(name));
    for (size_t i = 0; zks_shipped_circuit_name(i) != NULL; i++)
        zks_nearest_offer(&nearest, zks_shipped_circuit_name(i));
    return zks_cli_usage_error("'%s' is no shipped circuit%s", name, zks_nearest_hint(&nearest).text);
}

static zks_status write_sample(const char *folder, const zks_sample_file *files, size_t count, zks_report *report)
{
    zks_folder_file *written = calloc(count, sizeof *written);
    if (written == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        written[i] = (zks_folder_file){files[i].name, files[i].text, files[i].length};
    zks_status status = zks_folder_write_files(folder, written, count, zks_cli_progress()->interrupted, report);
    free(written);
    return status;
}

static void print_inputs(const zks_sample_file *files, size_t count)
{
    static const char *const kinds[] = {"policy", "ledger", "reserves"};
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
        for (size_t i = 0; i < count; i++)
            if (strncmp(files[i].name, kinds[kind], strlen(kinds[kind])) == 0)
                printf(" --%s %s", kinds[kind], files[i].name);
}

static void print_done(const char *folder, const zks_sample_file *files, size_t count)
{
    printf("wrote ");
    zks_cli_put_line(stdout, folder);
    for (size_t i = 0; i < count; i++)
        printf("%s%s", i == 0 ? ": " : ", ", files[i].name);
    printf("\nin that folder, check the ledger, prove what it meets, and verify the proof:\n  zksolv-prover check");
    print_inputs(files, count);
    printf("\n  zksolv-prover attest");
    print_inputs(files, count);
    printf(" --out attestation --secrets secrets\n  zksolv-verifier verify attestation\n");
}

int zks_new_command(const zks_cli_arguments *arguments)
{
    const char *circuit = zks_cli_value(arguments, "circuit"), *folder = zks_cli_operand(arguments, 0);
    size_t count;
    const zks_sample_file *files = zks_sample_files(circuit, &count);
    if (count == 0)
        return unknown_circuit(circuit);
    zks_report report = {.segment = -1};
    zks_cli_catch_interrupts();
    zks_status status = write_sample(folder, files, count, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    print_done(folder, files, count);
    return ZKS_EXIT_OK;
}
