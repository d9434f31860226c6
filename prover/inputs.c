#include "prover/inputs.h"

#include "attestation/matrix.h"
#include "attestation/text.h"
#include "prover/ledger_csv.h"
#include "prover/reserves.h"

#include <string.h>

zks_status zks_report_finding(zks_report *report, const zks_diagnostics *d, zks_status status)
{
    if (d->length > 0)
        zks_report_detail(report, "%.*s", (int)strcspn(d->text, "\n"), d->text);
    return status;
}

zks_status zks_report_end(zks_report *report, zks_diagnostics *d, char **findings, zks_status status)
{
    if (status != ZKS_OK && d->findings > 0) {
        *findings = d->text;
        *d = (zks_diagnostics){0};
    }
    if (status != ZKS_OK && report->detail[0] == 0)
        zks_report_detail(report, "%s", zks_status_text(status));
    return status;
}

void zks_inputs_clear(zks_inputs *inputs)
{
    zks_policy_clear(&inputs->policy);
    zks_circuit_free(inputs->circuit);
    zks_table_free(inputs->account);
    zks_hidden_reserves_clear(&inputs->hidden);
    zks_ledger_clear(&inputs->ledger);
    *inputs = (zks_inputs){0};
}

static zks_status read_circuit(zks_inputs *in, zks_diagnostics *d, zks_report *report)
{
    zks_status status = ZKS_OK;
    in->circuit =
        zks_circuit_read(in->policy.circuit_text, in->policy.circuit_length, in->policy.circuit_file, d, &status);
    return in->circuit != NULL ? ZKS_OK : zks_report_finding(report, d, status);
}

/* A broken policy check is the policy's fault, never the ledger's. */
static zks_status check_numbers(zks_inputs *in, bool without_pool, zks_diagnostics *d, zks_report *report)
{
    zks_status status = zks_numbers_check(in->circuit, &in->policy.numbers, without_pool, d);
    if (status == ZKS_ERROR_REQUIREMENT)
        status = ZKS_ERROR_POLICY;
    return status == ZKS_OK ? ZKS_OK : zks_report_finding(report, d, status);
}

/* Pool columns that no custodian states stand in files. */
static zks_status read_declared(zks_inputs *in, zks_paths reserves, const zks_progress *progress, zks_report *report)
{
    bool wanted = zks_circuit_pool_column_count(in->circuit) > in->policy.numbers.pool_count;
    if (wanted && reserves.count > 0)
        return zks_reserves_read_csv(&in->policy.numbers, reserves, in->circuit, progress, report);
    if (!wanted && reserves.count == 0)
        return ZKS_OK;
    const char *columns = in->policy.numbers.pool_count > 0 ? "pool columns that no custodian states" : "pool columns";
    zks_report_detail(report,
                      wanted ? "circuit %s has %s: give their amounts with --reserves FILE"
                             : "circuit %s has no %s: leave --reserves out",
                      zks_circuit_name(in->circuit), columns);
    return ZKS_ERROR_INPUT;
}

static zks_status read_reserves(zks_inputs *in, const char *policy, zks_paths reserves, const zks_progress *progress,
                                zks_diagnostics *d, zks_report *report)
{
    zks_status status = check_numbers(in, true, d, report);
    if (status == ZKS_OK)
        status = zks_policy_state_reserves(&in->policy, policy, in->circuit, report);
    if (status == ZKS_OK)
        status = read_declared(in, reserves, progress, report);
    if (status == ZKS_OK)
        status = check_numbers(in, false, d, report);
    if (status == ZKS_OK)
        status = zks_hidden_reserves_open(&in->hidden, &in->policy, policy, in->circuit, report);
    return status;
}

static zks_status compile_account(zks_inputs *in, zks_diagnostics *d, zks_report *report)
{
    zks_status status = ZKS_OK;
    in->account = zks_table_compile(in->circuit, &in->policy.numbers, ZKS_SCOPE_ACCOUNT, 1, d, &status);
    return in->account != NULL ? ZKS_OK : zks_report_finding(report, d, status);
}

zks_status zks_inputs_read(zks_inputs *inputs, const char *policy, zks_paths ledger, zks_paths reserves, int threads,
                           const zks_progress *progress, zks_diagnostics *d, zks_report *report)
{
    *inputs = (zks_inputs){0};
    d->numbers_file = policy;
    zks_status status = zks_policy_read(&inputs->policy, policy, report);
    if (status == ZKS_OK)
        status = read_circuit(inputs, d, report);
    if (status == ZKS_OK)
        status = zks_policy_read_matrices(&inputs->policy, policy, inputs->circuit, report);
    if (status == ZKS_OK)
        status = zks_policy_fill_prices(&inputs->policy, policy, inputs->circuit, report);
    if (status == ZKS_OK)
        status = read_reserves(inputs, policy, reserves, progress, d, report);
    if (status == ZKS_OK && !zks_matrices_digest(inputs->circuit, &inputs->policy.numbers))
        status = ZKS_ERROR_MEMORY;
    if (status == ZKS_OK)
        status = compile_account(inputs, d, report);
    if (status == ZKS_OK)
        status = zks_ledger_read_csv(&inputs->ledger, ledger, inputs->circuit, &inputs->policy.numbers, threads,
                                     progress, report);
    if (status != ZKS_OK)
        zks_inputs_clear(inputs);
    return status;
}
