#include "cli/plain.h"
#include "cli/report.h"
#include "verifier/commands.h"
#include "verifier/show_numbers.h"
#include "verifier/steps.h"
#include "verifier/verdict.h"

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
    zks_verdict_print_field("circuit", claim->circuit_name);
    zks_verdict_print_field("", origin_text(zks_stated_circuit_origin(stated)));
    putchar('\n');
    zks_cli_put_quoted(stdout, "  | ", claim->circuit_text);
}

/* A claim whose circuit does not take its numbers is shown as far as it can be read. */
int zks_command_show(const zks_cli_arguments *arguments)
{
    zks_report report = {.segment = -1};
    zks_run run = {.path = zks_cli_operand(arguments, 0), .threads = 1, .report = &report};
    zks_status status = zks_step_statement(&run);
    if (status == ZKS_OK) {
        status = zks_step_circuit(&run);
        print_claim(&run.stated);
    }
    if (status == ZKS_OK)
        status = zks_show_numbers(run.stated.circuit, &run.stated.statement.claim.numbers);
    zks_run_clear(&run);
    return status == ZKS_OK ? ZKS_EXIT_OK : zks_cli_fail(status, &report);
}
