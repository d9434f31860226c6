#include "verifier/steps.h"

#include "attestation/text.h"
#include "crypto/hash.h"
#include "crypto/merkle.h"
#include "crypto/secret.h"
#include "sources/prices.h"
#include "sources/reserves.h"
#include "verifier/proofs.h"

#include <assert.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void zks_run_clear(zks_run *run)
{
    zks_stated_clear(&run->stated);
    zks_folder_clear(&run->folder);
    zks_reserves_clear(&run->reserves);
}

zks_status zks_step_statement(zks_run *run)
{
    double start = now();
    zks_status status = zks_folder_read_statement(&run->folder, run->path, &run->is_folder, run->report);
    if (status == ZKS_OK)
        status = zks_stated_read(&run->stated, run->folder.statement, run->folder.statement_length, run->report);
    run->seconds_read += now() - start;
    return status;
}

zks_status zks_step_vouchers(zks_run *run)
{
    if (run->vouching == NULL)
        return ZKS_OK;
    const zks_vouched_statement statement = {.bytes = run->folder.statement,
                                             .length = run->folder.statement_length,
                                             .digest = run->stated.digest,
                                             .created = run->stated.statement.claim.created};
    return zks_vouching_check(run->vouching, run->is_folder ? run->path : NULL, &statement, run->report);
}

zks_status zks_step_log(zks_run *run)
{
    return run->vouching == NULL ? ZKS_OK : zks_vouching_remember(run->vouching, run->report);
}

zks_status zks_step_circuit(zks_run *run)
{
    double start = now();
    zks_status status = zks_stated_compile(&run->stated, run->report);
    run->seconds_compile += now() - start;
    return status;
}

zks_status zks_step_prices(zks_run *run)
{
    double start = now();
    const zks_claim *claim = &run->stated.statement.claim;
    const zks_priced priced = {.sources = &claim->sources, .circuit = run->stated.circuit, .snapshot = claim->snapshot};
    zks_status status = zks_prices_check(&priced, &claim->numbers, run->report);
    const zks_vouching *vouching = run->vouching;
    if (status == ZKS_OK && vouching != NULL && vouching->oracle_count > 0)
        status = zks_prices_are_trusted(&claim->sources, vouching->oracles, vouching->oracle_count, run->report);
    run->prices_are_checked = status == ZKS_OK;
    run->seconds_compile += now() - start;
    return status;
}

zks_status zks_step_reserves(zks_run *run)
{
    double start = now();
    const zks_claim *claim = &run->stated.statement.claim;
    zks_status status = zks_reserves_check(&run->reserves, claim, run->stated.circuit, run->report);
    const zks_vouching *vouching = run->vouching;
    if (status == ZKS_OK && vouching != NULL && vouching->custodian_count > 0)
        status = zks_reserves_are_trusted(claim, vouching->custodians, vouching->custodian_count, run->report);
    run->reserves_are_checked = status == ZKS_OK;
    run->seconds_compile += now() - start;
    return status;
}

zks_status zks_step_lengths(zks_run *run)
{
    double start = now();
    const zks_segments *segments = &run->stated.segments;
    if (!run->is_folder) {
        zks_report_detail(run->report, "'%.256s' is not a folder", run->path);
        return ZKS_ERROR_READ;
    }
    zks_status status = zks_folder_read_files(&run->folder, run->path, segments->rows * sizeof(zks_word),
                                              segments->words * sizeof(zks_word), run->report);
    run->seconds_read += now() - start;
    return status;
}

static bool has_digest(const uint8_t *bytes, size_t length, const uint8_t expected[32])
{
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){bytes, length}, 1);
    return memcmp(digest, expected, sizeof digest) == 0;
}

zks_status zks_step_digests(zks_run *run)
{
    double start = now();
    const zks_statement *statement = &run->stated.statement;
    const zks_folder *folder = &run->folder;
    zks_status status = ZKS_OK;
    if (!has_digest(folder->accounts, folder->accounts_length, statement->accounts_digest))
        status = ZKS_REJECT_ACCOUNTS_DIGEST;
    else if (!has_digest(folder->proof, folder->proof_length, statement->proof_digest))
        status = ZKS_REJECT_PROOF_DIGEST;
    run->seconds_hash += now() - start;
    return status;
}

zks_status zks_step_root(zks_run *run)
{
    double start = now();
    uint8_t root[32];
    zks_merkle_root(root, run->folder.accounts, run->stated.segments.rows, run->threads);
    run->seconds_hash += now() - start;
    return memcmp(root, run->stated.statement.claim.root, sizeof root) == 0 ? ZKS_OK : ZKS_REJECT_ROOT;
}

zks_status zks_step_proofs(zks_run *run)
{
    double start = now();
    const zks_stated *stated = &run->stated;
    assert(run->reserves.count == stated->pool->system.external);
    const zks_proofs proofs = {
        .claim = stated->bytes,
        .claim_length = stated->length,
        .account = &stated->account->system,
        .pool = &stated->pool->system,
        .segments = &stated->segments,
        .accounts = (const zks_word *)run->folder.accounts,
        .external = run->reserves.commitments,
        .proof = (const zks_word *)run->folder.proof,
        .threads = run->threads,
        .progress = run->progress,
    };
    zks_status status = zks_proofs_verify(&proofs, run->report);
    run->seconds_proofs += now() - start;
    return status;
}

static bool is_interrupted(const zks_progress *progress)
{
    return progress != NULL && progress->interrupted != NULL && *progress->interrupted != 0;
}

zks_status zks_run_steps(zks_run *run, zks_verification_step *const *steps, size_t count)
{
    if (!zks_crypto_start())
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (is_interrupted(run->progress))
            return ZKS_ERROR_INTERRUPTED;
        zks_status status = steps[i](run);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}
