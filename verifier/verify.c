#include "zksolv/verify.h"

#include "attestation/index_names.h"
#include "verifier/custodians.h"
#include "verifier/feeds.h"
#include "verifier/steps.h"

#include <stdlib.h>
#include <string.h>

static char *copy(const char *text, bool *memory)
{
    char *copied = strdup(text);
    *memory = *memory && copied != NULL;
    return copied;
}

static bool describe_requirements(zks_verification *out, const zks_circuit *circuit)
{
    size_t count = zks_circuit_requirement_count(circuit);
    out->requirements = calloc(count + 1, sizeof *out->requirements);
    if (out->requirements == NULL)
        return false;
    out->requirement_count = count;
    bool memory = true;
    for (size_t i = 0; i < count; i++) {
        zks_requirement requirement = zks_circuit_requirement(circuit, i);
        out->requirements[i] = (zks_verified_requirement){
            .name = copy(requirement.name, &memory),
            .scope = copy(requirement.scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool", &memory),
            .text = copy(requirement.text, &memory),
        };
        memory = zks_index_names(&out->requirements[i].index, circuit, &requirement.over) && memory;
    }
    return memory;
}

static bool describe_prices(zks_verification *out, const zks_run *run)
{
    const zks_sources *sources = &run->stated.statement.claim.sources;
    if (!run->prices_are_checked)
        return true;
    out->prices = sources->feed_count == 0 ? "declared" : run->vouching->oracle_count > 0 ? "trusted" : "signed";
    return zks_feeds_describe(&out->feeds, &out->feed_count, sources);
}

static bool describe_reserves(zks_verification *out, const zks_run *run)
{
    const zks_claim *claim = &run->stated.statement.claim;
    if (!run->reserves_are_checked)
        return true;
    out->reserves = zks_custodians_verdict(claim);
    if (run->vouching->custodian_count > 0 && claim->numbers.pool_count > 0)
        out->reserves = "trusted";
    return zks_custodians_describe(&out->custodies, &out->custody_count, claim);
}

/* What is claimed, as far as the steps came. */
static bool describe(zks_verification *out, const zks_run *run)
{
    const zks_stated *stated = &run->stated;
    out->seconds_read = run->seconds_read;
    out->seconds_compile = run->seconds_compile;
    out->seconds_hash = run->seconds_hash;
    out->seconds_proofs = run->seconds_proofs;
    if (stated->bytes == NULL)
        return true;
    const zks_claim *claim = &stated->statement.claim;
    bool memory = true;
    out->issuer = copy(claim->issuer, &memory);
    out->snapshot = copy(claim->snapshot, &memory);
    out->created = copy(claim->created, &memory);
    out->circuit = copy(claim->circuit_name, &memory);
    out->circuit_is_shipped = zks_stated_circuit_origin(stated) == ZKS_CIRCUIT_SHIPPED;
    out->rows = claim->rows;
    out->segments = (claim->rows - 1) / claim->segment_rows + 1;
    memcpy(out->statement_digest, stated->digest, sizeof out->statement_digest);
    memory = describe_prices(out, run) && memory;
    memory = describe_reserves(out, run) && memory;
    return memory && (stated->circuit == NULL || describe_requirements(out, stated->circuit));
}

static zks_status verify(zks_run *run, zks_verification *out)
{
    static zks_verification_step *const steps[] = {
        zks_step_statement, zks_step_vouchers, zks_step_circuit, zks_step_prices, zks_step_reserves,
        zks_step_lengths,   zks_step_digests,  zks_step_root,    zks_step_proofs, zks_step_log};
    zks_status status = zks_run_steps(run, steps, sizeof steps / sizeof *steps);
    if (!describe(out, run) && status == ZKS_OK)
        status = ZKS_ERROR_MEMORY;
    zks_run_clear(run);
    return status;
}

zks_status zks_verify_trusted(const char *path, const zks_trust *trust, int threads, const zks_progress *progress,
                              zks_verification *out, zks_report *report)
{
    *report = (zks_report){.segment = -1};
    *out = (zks_verification){0};
    zks_vouching vouching = {0};
    zks_run run = {.path = path, .threads = threads, .progress = progress, .report = report, .vouching = &vouching};
    zks_status status = zks_vouching_start(&vouching, trust, report);
    if (status == ZKS_OK)
        status = verify(&run, out);
    out->vouchers = vouching.found;
    vouching.found = (zks_vouchers){0};
    zks_vouching_clear(&vouching);
    return status;
}

zks_status zks_verify_attestation(const char *path, int threads, const zks_progress *progress, zks_verification *out,
                                  zks_report *report)
{
    return zks_verify_trusted(path, &(zks_trust){0}, threads, progress, out, report);
}

void zks_verification_clear(zks_verification *v)
{
    for (size_t i = 0; i < v->requirement_count; i++) {
        free(v->requirements[i].name);
        free(v->requirements[i].index);
        free(v->requirements[i].scope);
        free(v->requirements[i].text);
    }
    free(v->requirements);
    free(v->issuer);
    free(v->snapshot);
    free(v->created);
    free(v->circuit);
    zks_vouchers_clear(&v->vouchers);
    zks_feeds_free(v->feeds, v->feed_count);
    zks_custodians_free(v->custodies, v->custody_count);
    *v = (zks_verification){0};
}
