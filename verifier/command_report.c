#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "verifier/commands.h"
#include "verifier/explain_json.h"
#include "verifier/report_page.h"
#include "verifier/steps.h"
#include "verifier/trust_options.h"
#include "verifier/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const zks_cli_option zks_report_command_options[] = {
    {.name = "out",
     .letter = 'o',
     .value = "FILE",
     .help = "where to write the page; must not exist (- for standard output)",
     .required = true},
    {.name = "force", .letter = 'f', .help = "write the page over a file that exists"},
    ZKS_TRUST_OPTIONS,
    ZKS_CLI_THREADS,
    {0},
};

const char zks_report_command_notes[] =
    "DIR is verified first, as by verify. Where it is rejected the page is written too, and begins with the reason.\n"
    "The page is one file that loads nothing; it is for reading, and proves nothing to those it is shown to.\n";

/* ---- what the page is about --------------------------------------------------------------------------------- */

/* The statement once more, which has to be the one that was verified; as much of it as can be shown. */
static zks_status read_again(zks_run *run, const zks_verification *v)
{
    if (v->issuer == NULL)
        return ZKS_OK;
    zks_status status = zks_step_statement(run);
    bool is_same = status == ZKS_OK && memcmp(run->stated.digest, v->statement_digest, sizeof v->statement_digest) == 0;
    if (is_same || (status != ZKS_OK && !zks_status_is_rejection(status)))
        return status;
    zks_report_detail(run->report, "'%.256s' changed while it was verified", run->path);
    return ZKS_ERROR_READ;
}

static zks_status make_page(char **page, size_t *length, zks_reported *reported, zks_run *run)
{
    zks_stated *stated = &run->stated;
    json_t *circuit = NULL;
    char now[21];
    zks_status status = stated->bytes == NULL ? ZKS_OK : zks_step_circuit(run);
    if (status != ZKS_OK && !zks_status_is_rejection(status))
        return status;
    if (stated->circuit != NULL)
        circuit = zks_explain_circuit_json(stated->circuit, zks_stated_circuit_origin(stated));
    zks_time_now(now);
    reported->stated = stated;
    reported->has_numbers = stated->circuit != NULL && status == ZKS_OK;
    reported->circuit = circuit;
    reported->time = now;
    bool memory = stated->circuit == NULL || circuit != NULL;
    *page = memory ? zks_report_page(reported, length) : NULL;
    json_decref(circuit);
    return *page == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

/* ---- the command -------------------------------------------------------------------------------------------- */

static zks_status write_page(const zks_cli_arguments *arguments, const char *page, size_t length, zks_report *report)
{
    const char *out = zks_cli_value(arguments, "out");
    if (zks_cli_flag(arguments, "force") && strcmp(out, "-") != 0)
        return zks_file_replace(out, page, length, 0666, report);
    return zks_file_write(out, page, length, 0666, report);
}

static void print(const zks_cli_arguments *arguments, zks_status status, const zks_report *report)
{
    const char *out = zks_cli_value(arguments, "out");
    if (strcmp(out, "-") == 0)
        return;
    if (status == ZKS_OK)
        zks_verdict_print_valid("");
    zks_verdict_print_rejection(status, report);
    zks_verdict_print_field("report", out);
}

static int report_on(const zks_cli_arguments *arguments, const zks_verification *v, zks_status verdict,
                     const zks_report *found)
{
    zks_report report = {.segment = -1};
    zks_run run = {.path = zks_cli_operand(arguments, 0), .threads = 1, .report = &report};
    zks_reported reported = {.status = verdict, .report = found, .verification = v};
    char *page = NULL;
    size_t length;
    zks_status status = read_again(&run, v);
    if (status == ZKS_OK)
        status = make_page(&page, &length, &reported, &run);
    zks_run_clear(&run);
    if (status == ZKS_OK)
        status = write_page(arguments, page, length, &report);
    free(page);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    print(arguments, verdict, found);
    return zks_cli_exit_status(verdict);
}

int zks_command_report(const zks_cli_arguments *arguments)
{
    zks_verification verification;
    zks_report report;
    zks_trust trust;
    int usage = zks_trust_given(&trust, arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_cli_catch_interrupts();
    zks_status status = zks_verify_trusted(zks_cli_operand(arguments, 0), &trust, zks_cli_threads(arguments),
                                           zks_cli_progress(), &verification, &report);
    zks_cli_progress_clear();
    int exit_status = status == ZKS_OK || zks_status_is_rejection(status)
                          ? report_on(arguments, &verification, status, &report)
                          : zks_cli_fail(status, &report);
    zks_verification_clear(&verification);
    return exit_status;
}
