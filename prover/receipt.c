/* The receipt of one account, from the secrets and the ledger that made the attestation. */
#include "attestation/receipt.h"
#include "attestation/text.h"
#include "crypto/merkle.h"
#include "prover/committer.h"
#include "prover/ledger_csv.h"
#include "prover/origin.h"
#include "prover/rows.h"
#include "zksolv/prove.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const zks_receipt_options *options;
    zks_report *report;
    zks_origin origin;
    zks_account_filler filler;
    zks_receipt receipt;
} job;

static void job_clear(job *j)
{
    zks_origin_clear(&j->origin);
    zks_account_filler_clear(&j->filler);
    zks_receipt_clear(&j->receipt);
}

static zks_status find_account(job *j, size_t *account)
{
    const char *id = j->options->account;
    if (!zks_ledger_find(&j->origin.ledger, id, strlen(id), account))
        return zks_ledger_fault(j->options->ledger, ZKS_ERROR_INPUT, "the ledger has no account of that id", j->report);
    return ZKS_OK;
}

static zks_status commit_account(const job *j, const zks_filled_row *row, const zks_scalar *id,
                                 const zks_scalar *blinding, uint8_t out[32])
{
    const zks_table *table = j->origin.table;
    zks_generators *generators = zks_generators_new(1, table->committed_count, 1, j->options->threads);
    bool *used = calloc(table->committed_count + 1, sizeof *used);
    zks_committer *committer = NULL;
    if (generators != NULL && used != NULL) {
        for (size_t i = 0; i < row->committed; i++)
            used[row->values[i].column] = true;
        committer = zks_committer_new(generators, table, used, j->options->threads);
    }
    if (committer != NULL) {
        zks_point half;
        zks_commit_half(committer, row->values, row->committed, id, blinding, &half);
        zks_encode_doubles_batch(out, &half, 1);
    }
    zks_status status = committer != NULL ? ZKS_OK : ZKS_ERROR_MEMORY;
    zks_committer_free(committer);
    zks_generators_free(generators);
    free(used);
    return status;
}

static zks_status open_account(job *j, size_t account)
{
    zks_origin *o = &j->origin;
    const zks_claim *claim = &o->statement.claim;
    zks_receipt *r = &j->receipt;
    if (!zks_account_filler_make(&j->filler, &o->ledger, o->table, ZKS_FILL_COMMITTED))
        return ZKS_ERROR_MEMORY;
    zks_scalar id, blinding;
    zks_bytes name = zks_ledger_id(&o->ledger, account);
    zks_filled_row row = zks_account_fill(&j->filler, account);
    zks_id_scalar(&id, name);
    zks_derive_blinding(&o->derivation, name, row.values, row.committed, &blinding);
    zks_scalar_encode(r->blinding, &blinding);
    zks_status status = commit_account(j, &row, &id, &blinding, r->commitment);
    zks_wipe(&id, sizeof id);
    zks_wipe(&blinding, sizeof blinding);
    if (status != ZKS_OK)
        return status;
    r->index = zks_rows_find(&o->ledger, &o->derivation, (size_t)claim->rows, account, j->options->threads);
    r->account = strndup(name.data, name.length);
    memcpy(r->statement, o->secrets.statement, 32);
    if (r->account == NULL)
        return ZKS_ERROR_MEMORY;
    return zks_receipt_from_values(r, o->circuit, &claim->numbers, o->table, row.values, row.committed);
}

/* A receipt made from accounts.bin must be one that its customer can check. */
static zks_status check_accounts(job *j, const zks_folder *files)
{
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){files->accounts, files->accounts_length}, 1);
    if (memcmp(digest, j->origin.statement.accounts_digest, 32) != 0)
        return zks_as_input(ZKS_REJECT_ACCOUNTS_DIGEST, j->options->attestation, j->report);
    if (memcmp(files->accounts + 32 * j->receipt.index, j->receipt.commitment, 32) != 0)
        return zks_ledger_fault(j->options->ledger, ZKS_ERROR_SECRETS,
                                "this ledger is not the one that was attested: the account's commitment differs",
                                j->report);
    return ZKS_OK;
}

static zks_status fill_path(zks_receipt *r, const zks_folder *files, size_t rows)
{
    r->path_length = zks_merkle_path_length(r->index, rows);
    r->path = calloc(r->path_length + 1, sizeof *r->path);
    if (r->path == NULL)
        return ZKS_ERROR_MEMORY;
    zks_merkle_path(r->path, files->accounts, rows, r->index);
    return ZKS_OK;
}

static zks_status prove_inclusion(job *j)
{
    size_t rows = (size_t)j->origin.statement.claim.rows;
    zks_folder files = {0};
    zks_status status = zks_folder_read_accounts(&files, j->origin.attestation, 32 * (uint64_t)rows, j->report);
    status = zks_as_input(status, j->options->attestation, j->report);
    if (status == ZKS_OK)
        status = check_accounts(j, &files);
    if (status == ZKS_OK)
        status = fill_path(&j->receipt, &files, rows);
    zks_folder_clear(&files);
    return status;
}

zks_status zks_make_receipt(const zks_receipt_options *options, char **receipt, size_t *length, zks_report *report)
{
    *report = (zks_report){.segment = -1};
    if (zks_crypto_start() == 0)
        return ZKS_ERROR_MEMORY;
    job j = {.options = options, .report = report};
    const zks_origin_options origin = {.secrets = options->secrets,
                                       .passphrase = options->passphrase,
                                       .ledger = options->ledger,
                                       .attestation = options->attestation,
                                       .threads = options->threads};
    size_t account;
    zks_status status = zks_origin_open(&j.origin, &origin, NULL, report);
    if (status == ZKS_OK)
        status = find_account(&j, &account);
    if (status == ZKS_OK)
        status = open_account(&j, account);
    if (status == ZKS_OK)
        status = prove_inclusion(&j);
    if (status == ZKS_OK) {
        *receipt = zks_receipt_bytes(&j.receipt, length);
        status = *receipt != NULL ? ZKS_OK : ZKS_ERROR_MEMORY;
    }
    if (status != ZKS_OK && report->detail[0] == 0)
        zks_report_detail(report, "%s", zks_status_text(status));
    job_clear(&j);
    return status;
}
