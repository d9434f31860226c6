#include "attestation/receipt.h"
#include "attestation/text.h"
#include "crypto/merkle.h"
#include "crypto/secret.h"
#include "verifier/opening.h"
#include "verifier/steps.h"
#include "zksolv/verify.h"

#include <stdlib.h>
#include <string.h>

static zks_status check_statement(const zks_receipt *receipt, const zks_run *run)
{
    bool same = memcmp(receipt->statement, run->stated.digest, sizeof receipt->statement) == 0;
    return same ? ZKS_OK : ZKS_REJECT_RECEIPT_STATEMENT;
}

static bool opens(const zks_receipt *receipt, const zks_value *values, size_t count)
{
    zks_scalar blinding;
    if (!zks_scalar_decode(&blinding, receipt->blinding))
        return false;
    uint8_t commitment[ZKS_POINT_BYTES];
    zks_opening_commit(commitment, (zks_bytes){receipt->account, strlen(receipt->account)}, values, count, &blinding);
    zks_wipe(&blinding, sizeof blinding);
    return memcmp(commitment, receipt->commitment, sizeof commitment) == 0;
}

/* Whether the commitment is the one published at the index, where accounts.bin is at hand; an index past its end is the
 * path's to refuse. */
static bool is_published(const zks_receipt *receipt, const zks_run *run)
{
    if (run->folder.accounts == NULL || receipt->index >= run->stated.segments.rows)
        return true;
    return memcmp(run->folder.accounts + receipt->index * sizeof(zks_word), receipt->commitment, sizeof(zks_word)) == 0;
}

static zks_status check_opening(const zks_receipt *receipt, const zks_run *run)
{
    const zks_stated *stated = &run->stated;
    zks_value *values;
    size_t count;
    zks_status status = zks_receipt_to_values(receipt, stated->circuit, &stated->statement.claim.numbers,
                                              stated->account, &values, &count, run->report);
    if (status != ZKS_OK)
        return status;
    bool good = opens(receipt, values, count) && is_published(receipt, run);
    zks_wipe(values, count * sizeof *values);
    free(values);
    return good ? ZKS_OK : ZKS_REJECT_RECEIPT_OPENING;
}

static zks_status check_path(const zks_receipt *receipt, const zks_run *run)
{
    const zks_claim *claim = &run->stated.statement.claim;
    bool leads = zks_merkle_check(claim->root, receipt->commitment, receipt->index, claim->rows,
                                  (const uint8_t(*)[32])receipt->path, receipt->path_length);
    return leads ? ZKS_OK : ZKS_REJECT_RECEIPT_PATH;
}

/* docs/format.md, "Receipt": the check, in this order. */
static zks_status check_receipt(const zks_receipt *receipt, const zks_run *run)
{
    zks_status status = check_statement(receipt, run);
    if (status == ZKS_OK)
        status = check_opening(receipt, run);
    if (status == ZKS_OK)
        status = check_path(receipt, run);
    return status;
}

/* The attestation: all of it, or what the receipt itself rests on. */
static zks_status check_attestation(zks_run *run, bool skip_proof)
{
    static zks_verification_step *const stated[] = {zks_step_statement, zks_step_vouchers, zks_step_circuit,
                                                    zks_step_prices, zks_step_reserves};
    static zks_verification_step *const files[] = {zks_step_lengths, zks_step_digests, zks_step_root};
    static zks_verification_step *const proofs[] = {zks_step_proofs, zks_step_log};
    zks_status status = zks_run_steps(run, stated, sizeof stated / sizeof *stated);
    if (status == ZKS_OK && run->is_folder)
        status = zks_run_steps(run, files, sizeof files / sizeof *files);
    if (status == ZKS_OK && run->is_folder && !skip_proof)
        status = zks_run_steps(run, proofs, sizeof proofs / sizeof *proofs);
    return status;
}

static zks_status read_file(char **bytes, size_t *length, const char *path, zks_report *report)
{
    zks_status status = zks_file_read(bytes, length, path, ZKS_RECEIPT_MAX_BYTES, report);
    return status == ZKS_ERROR_INPUT ? ZKS_REJECT_RECEIPT_ENCODING : status;
}

static bool describe_amount(zks_verified_amount *out, const zks_receipt_value *value)
{
    _Static_assert(sizeof out->members == sizeof value->members, "as many members as a column can have indexes");
    out->column = strdup(value->column);
    out->amount = strdup(value->amount);
    bool ok = out->column != NULL && out->amount != NULL;
    for (size_t i = 0; ok && i < value->member_count; i++)
        ok = (out->members[i] = strdup(value->members[i])) != NULL;
    return ok;
}

static bool describe_amounts(zks_receipt_verification *out, const zks_receipt *receipt)
{
    out->amounts = calloc(receipt->value_count + 1, sizeof *out->amounts);
    bool ok = out->amounts != NULL;
    for (size_t i = 0; ok && i < receipt->value_count; i++)
        ok = describe_amount(&out->amounts[out->amount_count++], &receipt->values[i]);
    return ok;
}

static bool describe(zks_receipt_verification *out, const zks_receipt *receipt, const zks_run *run)
{
    if (run->stated.bytes != NULL) {
        out->has_folder = run->is_folder;
        out->rows = run->stated.statement.claim.rows;
        memcpy(out->statement_digest, run->stated.digest, sizeof out->statement_digest);
    }
    if (receipt->account == NULL)
        return true;
    out->index = receipt->index;
    out->account = strdup(receipt->account);
    return out->account != NULL;
}

/* The attestation first, then the receipt's bytes, which are at hand by then. */
static zks_status check(zks_run *run, const char *bytes, size_t length, bool skip_proof, zks_receipt_verification *out)
{
    zks_receipt receipt = {0};
    zks_status status = check_attestation(run, skip_proof);
    out->proof_checked = status == ZKS_OK && run->is_folder && !skip_proof;
    if (status == ZKS_OK)
        status = zks_receipt_read(&receipt, bytes, length, run->report);
    if (status == ZKS_OK)
        status = check_receipt(&receipt, run);
    if (!describe(out, &receipt, run) && status == ZKS_OK)
        status = ZKS_ERROR_MEMORY;
    if (status == ZKS_OK && !describe_amounts(out, &receipt))
        status = ZKS_ERROR_MEMORY;
    zks_receipt_clear(&receipt);
    return status;
}

static zks_status read_and_check(zks_run *run, const char *receipt_path, bool skip_proof, zks_receipt_verification *out)
{
    char *bytes;
    size_t length;
    zks_status status = read_file(&bytes, &length, receipt_path, run->report);
    if (status != ZKS_OK)
        return status;
    status = check(run, bytes, length, skip_proof, out);
    zks_wipe(bytes, length);
    free(bytes);
    zks_run_clear(run);
    return status;
}

static zks_status start(zks_vouching *vouching, const zks_trust *trust, bool skip_proof, zks_report *report)
{
    if (skip_proof && trust->log_memory != NULL) {
        zks_report_detail(report, "a log is remembered only of an attestation that is verified");
        return ZKS_ERROR_INPUT;
    }
    return zks_vouching_start(vouching, trust, report);
}

zks_status zks_verify_receipt_trusted(const char *receipt_path, const char *attestation_path, const zks_trust *trust,
                                      int skip_proof, int threads, const zks_progress *progress,
                                      zks_receipt_verification *out, zks_report *report)
{
    *report = (zks_report){.segment = -1};
    *out = (zks_receipt_verification){0};
    zks_vouching vouching = {0};
    zks_run run = {
        .path = attestation_path, .threads = threads, .progress = progress, .report = report, .vouching = &vouching};
    zks_status status = start(&vouching, trust, skip_proof != 0, report);
    if (status == ZKS_OK)
        status = read_and_check(&run, receipt_path, skip_proof != 0, out);
    out->vouchers = vouching.found;
    vouching.found = (zks_vouchers){0};
    zks_vouching_clear(&vouching);
    return status;
}

zks_status zks_verify_receipt(const char *receipt_path, const char *attestation_path, int skip_proof, int threads,
                              const zks_progress *progress, zks_receipt_verification *out, zks_report *report)
{
    return zks_verify_receipt_trusted(receipt_path, attestation_path, &(zks_trust){0}, skip_proof, threads, progress,
                                      out, report);
}

void zks_receipt_verification_clear(zks_receipt_verification *v)
{
    for (size_t i = 0; i < v->amount_count; i++) {
        free(v->amounts[i].column);
        for (size_t j = 0; j < sizeof v->amounts[i].members / sizeof *v->amounts[i].members; j++)
            free(v->amounts[i].members[j]);
        free(v->amounts[i].amount);
    }
    free(v->amounts);
    free(v->account);
    zks_vouchers_clear(&v->vouchers);
    *v = (zks_receipt_verification){0};
}
