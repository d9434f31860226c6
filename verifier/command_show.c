#include "cli/plain.h"
#include "cli/report.h"
#include "verifier/commands.h"
#include "verifier/custodians.h"
#include "verifier/feeds.h"
#include "verifier/prices_output.h"
#include "verifier/reserves_output.h"
#include "verifier/show_numbers.h"
#include "verifier/steps.h"
#include "verifier/verdict.h"
#include "verifier/vouchers_output.h"

#include <inttypes.h>
#include <stdio.h>

static const char *origin_text(zks_circuit_origin origin)
{
    switch (origin) {
    case ZKS_CIRCUIT_SHIPPED:
        return "byte for byte the circuit of this name shipped with this verifier";
    case ZKS_CIRCUIT_DIFFERS:
        return "NOT the text of the circuit of this name shipped with this verifier";
    default:
        return "no circuit of this name is shipped with this verifier";
    }
}

static void print_counts(const zks_claim *claim)
{
    zks_verdict_print_rows(claim->rows);
    printf("  %-10s%" PRIu64 " of at most %" PRIu32 " rows\n", "segments", (claim->rows - 1) / claim->segment_rows + 1,
           claim->segment_rows);
}

static void print_claim(const zks_stated *stated)
{
    const zks_claim *claim = &stated->statement.claim;
    printf("claimed, and not verified here:\n");
    zks_verdict_print_field("issuer", claim->issuer);
    zks_verdict_print_field("snapshot", claim->snapshot);
    zks_verdict_print_field("created", claim->created);
    print_counts(claim);
    zks_verdict_print_hash("statement", stated->digest);
    zks_verdict_print_hash("root", claim->root);
}

static void print_circuit(const zks_stated *stated)
{
    const zks_claim *claim = &stated->statement.claim;
    zks_verdict_print_field("circuit", claim->circuit_name);
    zks_verdict_print_field("", origin_text(zks_stated_circuit_origin(stated)));
    putchar('\n');
    zks_cli_put_quoted(stdout, "  | ", claim->circuit_text);
}

/* What is said to vouch for it. */
static zks_status show_vouchers(const zks_run *run)
{
    zks_voucher_files files = {0};
    zks_vouchers found = {0};
    zks_status status = run->is_folder ? zks_voucher_files_read(&files, &found, run->path, run->report) : ZKS_OK;
    if (status == ZKS_OK)
        zks_vouchers_print(&found);
    zks_voucher_files_clear(&files);
    zks_vouchers_clear(&found);
    return status;
}

/* Whose its prices are said to be. */
static zks_status show_feeds(const zks_claim *claim)
{
    zks_verified_feed *feeds;
    size_t count;
    bool described = zks_feeds_describe(&feeds, &count, &claim->sources);
    if (described)
        zks_feeds_print(feeds, count);
    zks_feeds_free(feeds, count);
    return described ? ZKS_OK : ZKS_ERROR_MEMORY;
}

/* And whose its reserves. */
static zks_status show_custodians(const zks_claim *claim)
{
    zks_verified_custody *columns;
    size_t count;
    bool described = zks_custodians_describe(&columns, &count, claim);
    if (described)
        zks_custodians_print(columns, count);
    zks_custodians_free(columns, count);
    return described ? ZKS_OK : ZKS_ERROR_MEMORY;
}

/* A claim whose circuit does not take its numbers is shown as far as it can be read. */
int zks_command_show(const zks_cli_arguments *arguments)
{
    zks_report report = {.segment = -1};
    zks_run run = {.path = zks_cli_operand(arguments, 0), .threads = 1, .report = &report};
    zks_status status = zks_step_statement(&run);
    if (status == ZKS_OK) {
        print_claim(&run.stated);
        status = show_vouchers(&run);
        if (status == ZKS_OK)
            status = show_feeds(&run.stated.statement.claim);
        if (status == ZKS_OK)
            status = show_custodians(&run.stated.statement.claim);
        print_circuit(&run.stated);
    }
    if (status == ZKS_OK)
        status = zks_step_circuit(&run);
    if (status == ZKS_OK)
        status = zks_show_numbers(run.stated.circuit, &run.stated.statement.claim.numbers);
    zks_run_clear(&run);
    return status == ZKS_OK ? ZKS_EXIT_OK : zks_cli_fail(status, &report);
}
