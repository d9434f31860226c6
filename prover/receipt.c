/* The receipt of one account, from the secrets and the ledger that made the attestation. */
#include "attestation/receipt.h"
#include "attestation/folder.h"
#include "attestation/statement.h"
#include "attestation/text.h"
#include "crypto/merkle.h"
#include "prover/committer.h"
#include "prover/inputs.h"
#include "prover/ledger_csv.h"
#include "prover/rows.h"
#include "prover/secrets_file.h"
#include "zksolv/prove.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const zks_receipt_options *options;
    zks_report *report;
    zks_secrets secrets;
    zks_derivation derivation;
    char *attestation; /* the folder */
    zks_folder folder;
    zks_statement statement;
    zks_circuit *circuit;
    zks_table *table;
    zks_ledger ledger;
    zks_account_filler filler;
    zks_receipt receipt;
} job;

static void job_clear(job *j)
{
    zks_secrets_clear(&j->secrets);
    zks_derivation_clear(&j->derivation);
    free(j->attestation);
    zks_folder_clear(&j->folder);
    zks_statement_clear(&j->statement);
    zks_circuit_free(j->circuit);
    zks_table_free(j->table);
    zks_ledger_clear(&j->ledger);
    zks_account_filler_clear(&j->filler);
    zks_receipt_clear(&j->receipt);
}

static zks_status fail(job *j, zks_status status, const char *path, const char *what)
{
    zks_report_detail(j->report, "%.256s: %s", path, what);
    return status;
}

/* Rejections are the verifier's; to the prover a bad attestation is bad input, and the reason is in the report. */
static zks_status as_input(job *j, zks_status status)
{
    if (!zks_status_is_rejection(status))
        return status;
    if (j->report->detail[0] == 0)
        zks_report_detail(j->report, "%.256s: %s", j->options->attestation, zks_status_text(status));
    return ZKS_ERROR_INPUT;
}

/* The folder a statement lies in, where its accounts are too: malloc'd. */
static char *folder_of(const char *statement)
{
    const char *name = strrchr(statement, '/');
    if (name == NULL)
        return strdup(".");
    return name == statement ? strdup("/") : strndup(statement, (size_t)(name - statement));
}

static zks_status read_attestation(job *j)
{
    int is_folder = 0;
    const char *path = j->options->attestation;
    zks_status status = as_input(j, zks_folder_read_statement(&j->folder, path, &is_folder, j->report));
    if (status != ZKS_OK)
        return status;
    j->attestation = is_folder ? strdup(path) : folder_of(path);
    if (j->attestation == NULL)
        return ZKS_ERROR_MEMORY;
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){j->folder.statement, j->folder.statement_length}, 1);
    if (memcmp(digest, j->secrets.statement, 32) != 0)
        return fail(j, ZKS_ERROR_SECRETS, j->options->secrets, "these are the secrets of another attestation");
    return as_input(j, zks_statement_read(&j->statement, j->folder.statement, j->folder.statement_length, j->report));
}

static zks_status compile(job *j)
{
    zks_claim *claim = &j->statement.claim;
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    j->circuit = zks_circuit_read(claim->circuit_text, strlen(claim->circuit_text), claim->circuit_name, &d, &status);
    if (j->circuit != NULL)
        status = zks_numbers_check(j->circuit, &claim->numbers, false, &d);
    if (status == ZKS_OK)
        j->table = zks_table_compile(j->circuit, &claim->numbers, ZKS_SCOPE_ACCOUNT, claim->rows, &d, &status);
    if (status == ZKS_ERROR_REQUIREMENT) /* of the public numbers: never the ledger's */
        status = ZKS_ERROR_POLICY;
    zks_report_finding(j->report, &d, status);
    zks_diagnostics_clear(&d);
    return status;
}

static zks_status find_account(job *j, size_t *account)
{
    const char *id = j->options->account;
    zks_status status = zks_ledger_read_csv(&j->ledger, j->options->ledger, j->circuit, &j->statement.claim.numbers,
                                            j->options->threads, NULL, j->report);
    if (status != ZKS_OK)
        return status;
    if (!zks_ledger_find(&j->ledger, id, strlen(id), account))
        return fail(j, ZKS_ERROR_INPUT, j->options->ledger.paths[0], "the ledger has no account of that id");
    if (j->ledger.account_count > j->statement.claim.rows)
        return fail(j, ZKS_ERROR_SECRETS, j->options->ledger.paths[0],
                    "the ledger has more accounts than the attestation has rows");
    return ZKS_OK;
}

static zks_status commit_account(const job *j, const zks_filled_row *row, const zks_scalar *id,
                                 const zks_scalar *blinding, uint8_t out[32])
{
    zks_generators *generators = zks_generators_new(1, j->table->committed_count, 1, j->options->threads);
    bool *used = calloc(j->table->committed_count + 1, sizeof *used);
    zks_committer *committer = NULL;
    if (generators != NULL && used != NULL) {
        for (size_t i = 0; i < row->committed; i++)
            used[row->values[i].column] = true;
        committer = zks_committer_new(generators, j->table, used, j->options->threads);
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

static bool start_derivation(job *j)
{
    size_t length;
    char *claim = zks_claim_bytes_without_root(&j->statement.claim, &length);
    bool started = claim != NULL && zks_derivation_start(&j->derivation, j->secrets.seed, claim, length);
    free(claim);
    return started;
}

static zks_status open_account(job *j, size_t account)
{
    const zks_claim *claim = &j->statement.claim;
    zks_receipt *r = &j->receipt;
    if (!start_derivation(j) || !zks_account_filler_make(&j->filler, &j->ledger, j->table, ZKS_FILL_COMMITTED))
        return ZKS_ERROR_MEMORY;
    zks_scalar id, blinding;
    zks_bytes name = zks_ledger_id(&j->ledger, account);
    zks_filled_row row = zks_account_fill(&j->filler, account);
    zks_id_scalar(&id, name);
    zks_derive_blinding(&j->derivation, name, row.values, row.committed, &blinding);
    zks_scalar_encode(r->blinding, &blinding);
    zks_status status = commit_account(j, &row, &id, &blinding, r->commitment);
    zks_wipe(&id, sizeof id);
    zks_wipe(&blinding, sizeof blinding);
    if (status != ZKS_OK)
        return status;
    r->index = zks_rows_find(&j->ledger, &j->derivation, (size_t)claim->rows, account, j->options->threads);
    r->account = strndup(name.data, name.length);
    memcpy(r->statement, j->secrets.statement, 32);
    if (r->account == NULL)
        return ZKS_ERROR_MEMORY;
    return zks_receipt_from_values(r, j->circuit, &claim->numbers, j->table, row.values, row.committed);
}

/* A receipt made from accounts.bin must be one that its customer can check. */
static zks_status check_accounts(job *j, const zks_folder *files)
{
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){files->accounts, files->accounts_length}, 1);
    if (memcmp(digest, j->statement.accounts_digest, 32) != 0)
        return as_input(j, ZKS_REJECT_ACCOUNTS_DIGEST);
    if (memcmp(files->accounts + 32 * j->receipt.index, j->receipt.commitment, 32) != 0)
        return fail(j, ZKS_ERROR_SECRETS, j->options->ledger.paths[0],
                    "this ledger is not the one that was attested: the account's commitment differs");
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
    size_t rows = (size_t)j->statement.claim.rows;
    zks_folder files = {0};
    zks_status status = as_input(j, zks_folder_read_accounts(&files, j->attestation, 32 * (uint64_t)rows, j->report));
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
    size_t account;
    zks_status status = zks_secrets_read(&j.secrets, options->secrets, options->passphrase, report);
    if (status == ZKS_OK)
        status = read_attestation(&j);
    if (status == ZKS_OK)
        status = compile(&j);
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
