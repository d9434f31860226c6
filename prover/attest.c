/* From a ledger to an attestation folder: read, check, commit, prove, write. */
#include "zksolv/prove.h"

#include "attestation/folder.h"
#include "attestation/index_names.h"
#include "attestation/json.h"
#include "attestation/statement.h"
#include "attestation/text.h"
#include "crypto/merkle.h"
#include "prover/breaches.h"
#include "prover/check_ledger.h"
#include "prover/inputs.h"
#include "prover/secrets_file.h"
#include "prover/sign_target.h"
#include "prover/stage.h"
#include "prover/tables.h"
#include "signature/files.h"
#include "signature/issue.h"

#include <libgen.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    const zks_attest_options *options;
    const zks_progress *progress;
    zks_attestation *result;
    zks_report *report;

    zks_inputs in;
    zks_diagnostics diagnostics;
    zks_table *pool;
    zks_totals totals;
    size_t rows_wanted;

    zks_statement statement;
    char *claim;
    size_t claim_length;
    zks_secrets secrets;
    zks_derivation derivation;
    zks_segments segments;
    zks_generators *generators;
    zks_rows rows;
    zks_commitments commitments;
    zks_word *proof;
    zks_prove_seconds proof_seconds;
    zks_log_signer signer; /* empty where nothing is signed */
    zks_issued issued;
} job;

static void job_clear(job *j)
{
    zks_inputs_clear(&j->in);
    zks_diagnostics_clear(&j->diagnostics);
    zks_table_free(j->pool);
    zks_witness_free(j->totals.values);
    zks_statement_clear(&j->statement);
    free(j->claim);
    zks_secrets_clear(&j->secrets);
    zks_derivation_clear(&j->derivation);
    zks_generators_free(j->generators);
    zks_rows_clear(&j->rows);
    zks_commitments_clear(&j->commitments);
    free(j->proof);
    zks_log_signer_close(&j->signer);
    zks_issued_clear(&j->issued);
}

static zks_status fail(job *j, zks_status status, const char *format, const char *what)
{
    zks_report_detail(j->report, format, what);
    return status;
}

static zks_status check_target(job *j, const char *path)
{
    struct stat existing;
    if (lstat(path, &existing) == 0)
        return fail(j, ZKS_ERROR_EXISTS, "'%.256s'", path);
    char *copy = strdup(path);
    if (copy == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status =
        access(dirname(copy), W_OK | X_OK) == 0 ? ZKS_OK : zks_report_errno(j->report, ZKS_ERROR_WRITE, path);
    free(copy);
    return status;
}

/* Hours of work should not end in finding that the result has no place; whoever takes it meanwhile is still met when it
 * is written. */
static zks_status check_targets(job *j)
{
    const zks_attest_options *o = j->options;
    if (strcmp(o->out, o->secrets) == 0)
        return fail(j, ZKS_ERROR_INPUT, "%.256s: --out and --secrets are the same", o->out);
    zks_status status = check_target(j, o->out);
    return status == ZKS_OK ? check_target(j, o->secrets) : status;
}

/* Nor in finding that it cannot be signed. */
static zks_status open_signer(job *j)
{
    const zks_signing *signing = j->options->signing;
    if (signing == NULL)
        return ZKS_OK;
    zks_status status = zks_log_signer_open(&j->signer, signing->key, signing->memory, j->report);
    return status == ZKS_OK ? zks_issue_check(&j->signer, signing->log, j->report) : status;
}

static zks_status describe_requirements(job *j)
{
    zks_attestation *r = j->result;
    size_t count = zks_circuit_requirement_count(j->in.circuit);
    r->circuit = strdup(zks_circuit_name(j->in.circuit));
    r->requirements = calloc(count + 1, sizeof *r->requirements);
    if (r->circuit == NULL || r->requirements == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        zks_requirement requirement = zks_circuit_requirement(j->in.circuit, i);
        r->requirements[i].name = strdup(requirement.name);
        r->requirements[i].scope = requirement.scope == ZKS_SCOPE_POOL ? "pool" : "account";
        r->requirement_count++;
        if (r->requirements[i].name == NULL ||
            !zks_index_names(&r->requirements[i].index, j->in.circuit, &requirement.over))
            return ZKS_ERROR_MEMORY;
    }
    return ZKS_OK;
}

static zks_status count_rows(job *j)
{
    size_t accounts = j->in.ledger.account_count;
    uint64_t padding = j->options->padding;
    if (padding != 0 && padding < accounts) {
        zks_report_detail(j->report, "%.256s: --pad-to %ju is less than its %zu accounts", j->options->ledger.paths[0],
                          (uintmax_t)padding, accounts);
        return ZKS_ERROR_INPUT;
    }
    uint64_t rows = padding != 0 ? padding : accounts;
    if (rows > UINT32_MAX)
        return fail(j, ZKS_ERROR_INPUT, "%.256s: more rows than the prover can order (2^32 - 1)",
                    j->options->ledger.paths[0]);
    j->rows_wanted = (size_t)rows;
    j->result->accounts = accounts;
    j->result->rows = rows;
    return ZKS_OK;
}

static zks_status read_inputs(job *j)
{
    zks_status status = zks_inputs_read(&j->in, j->options->policy, j->options->ledger, j->options->reserves,
                                        j->options->threads, j->progress, &j->diagnostics, j->report);
    if (status != ZKS_OK)
        return status;
    status = count_rows(j);
    if (status == ZKS_OK)
        status = describe_requirements(j);
    if (status != ZKS_OK)
        return status;
    j->pool = zks_table_compile(j->in.circuit, &j->in.policy.numbers, ZKS_SCOPE_POOL, j->rows_wanted, &j->diagnostics,
                                &status);
    return j->pool != NULL ? ZKS_OK : zks_report_finding(j->report, &j->diagnostics, status);
}

static zks_status check_padding(job *j, const zks_compiled *account)
{
    if (j->rows_wanted == j->in.ledger.account_count)
        return ZKS_OK;
    zks_findings findings = {0};
    zks_breach *breaches = NULL;
    size_t count = 0;
    zks_status status = zks_check_empty_account(account, &j->in.ledger, &findings);
    if (status == ZKS_OK && !zks_breaches_append(&breaches, &count, &findings, NULL))
        status = ZKS_ERROR_MEMORY;
    if (status == ZKS_OK && count > 0)
        status = fail(j, ZKS_ERROR_INPUT,
                      breaches[0].kind == ZKS_BREACH_REQUIREMENT
                          ? "--pad-to cannot be used with this policy: an empty account breaks requirement %s"
                          : "--pad-to cannot be used with this policy: an empty account has no fitting advice %s",
                      breaches[0].name);
    zks_breaches_free(breaches, count);
    zks_findings_clear(&findings);
    return status;
}

static zks_status check_requirements(job *j)
{
    zks_attestation *r = j->result;
    const zks_ledger *ledger = &j->in.ledger;
    zks_ledger_check check = {.account = {j->in.circuit, &j->in.policy.numbers, j->in.account},
                              .pool = {j->in.circuit, &j->in.policy.numbers, j->pool},
                              .ledger = ledger,
                              .amounts = j->in.hidden.amounts,
                              .padding = j->rows_wanted - ledger->account_count,
                              .threads = j->options->threads,
                              .progress = j->progress};
    zks_status status = check_padding(j, &check.account);
    if (status != ZKS_OK)
        return status;
    zks_ledger_findings findings;
    status = zks_check_ledger(&check, &findings);
    if (status == ZKS_OK && !(zks_breaches_append(&r->breaches, &r->breach_count, &findings.account, ledger) &&
                              zks_breaches_append(&r->breaches, &r->breach_count, &findings.pool, ledger)))
        status = ZKS_ERROR_MEMORY;
    j->totals = findings.totals;
    findings.totals = (zks_totals){0};
    zks_ledger_findings_clear(&findings);
    if (status == ZKS_OK && r->breach_count > 0) {
        zks_breach_report(j->report, &r->breaches[0]);
        status = ZKS_ERROR_REQUIREMENT;
    }
    return status;
}

/* Everything the claim says but the root. The numbers and their sources move from the policy into it. */
static zks_status state_claim(job *j)
{
    zks_claim *claim = &j->statement.claim;
    zks_policy *policy = &j->in.policy;
    char now[21];
    zks_time_now(now);
    claim->issuer = strdup(policy->issuer);
    claim->snapshot = strdup(policy->snapshot);
    claim->created = strdup(j->options->created != NULL ? j->options->created : now);
    claim->circuit_name = strdup(zks_circuit_name(j->in.circuit));
    claim->circuit_text = strdup(policy->circuit_text);
    claim->numbers = policy->numbers;
    policy->numbers = (zks_numbers){0};
    claim->sources = policy->sources;
    policy->sources = (zks_sources){0};
    claim->rows = j->rows_wanted;
    claim->segment_rows = j->options->segment_rows != 0 ? j->options->segment_rows : ZKS_SEGMENT_ROWS;
    if (claim->issuer == NULL || claim->snapshot == NULL || claim->created == NULL || claim->circuit_name == NULL ||
        claim->circuit_text == NULL)
        return ZKS_ERROR_MEMORY;
    if (!zks_segments_make(&j->segments, claim->rows, claim->segment_rows, &j->in.account->system, &j->pool->system))
        return fail(j, ZKS_ERROR_INPUT, "%.256s: the table is larger than a proof can be", j->options->ledger.paths[0]);
    return ZKS_OK;
}

static const char no_locked_memory[] = "no memory can be locked for the seed (see ulimit -l)";

/* Of a claim without its root. The statement has the root too, its version and the digests of two files. */
enum { MOST_CLAIM_BYTES = ZKS_STATEMENT_MAX_BYTES - 4096 };

static zks_status open_seed(job *j)
{
    j->secrets.seed = zks_secret_new(ZKS_SEED_BYTES);
    if (j->secrets.seed == NULL)
        return fail(j, ZKS_ERROR_MEMORY, "%s", no_locked_memory);
    if (j->options->seed != NULL)
        memcpy(j->secrets.seed, j->options->seed, ZKS_SEED_BYTES);
    else
        randombytes_buf(j->secrets.seed, ZKS_SEED_BYTES);
    size_t length;
    char *claim = zks_claim_bytes_without_root(&j->statement.claim, &length);
    if (claim == NULL)
        return ZKS_ERROR_MEMORY;
    if (length > MOST_CLAIM_BYTES) {
        free(claim);
        return fail(j, ZKS_ERROR_INPUT, "%.256s: with its signed files, a larger statement than can be verified",
                    j->options->policy);
    }
    bool started = zks_derivation_start(&j->derivation, j->secrets.seed, claim, length);
    free(claim);
    return started ? ZKS_OK : fail(j, ZKS_ERROR_MEMORY, "%s", no_locked_memory);
}

static zks_status commit(job *j)
{
    int threads = j->options->threads;
    zks_generator_counts need = zks_segments_generators(&j->segments);
    j->generators = zks_generators_new(need.g, need.a, need.k, threads);
    if (j->generators == NULL || !zks_rows_make(&j->rows, &j->in.ledger, &j->derivation, j->rows_wanted, threads))
        return ZKS_ERROR_MEMORY;
    return zks_commitments_make(&j->commitments, &j->rows, &j->totals, j->in.account, j->generators, threads,
                                j->progress);
}

static zks_status hash_accounts(job *j)
{
    const uint8_t *accounts = j->commitments.accounts;
    zks_merkle_root(j->statement.claim.root, accounts, j->rows_wanted, j->options->threads);
    zks_sha256(j->statement.accounts_digest, &(zks_bytes){accounts, 32 * j->rows_wanted}, 1);
    j->claim = zks_claim_bytes(&j->statement.claim, &j->claim_length);
    return j->claim != NULL ? ZKS_OK : ZKS_ERROR_MEMORY;
}

static zks_status prove(job *j)
{
    j->proof = calloc(j->segments.words, sizeof *j->proof);
    if (j->proof == NULL)
        return ZKS_ERROR_MEMORY;
    j->result->segments = j->segments.count;
    zks_tables tables = {.claim = j->claim,
                         .claim_length = j->claim_length,
                         .account = j->in.account,
                         .pool = j->pool,
                         .segments = &j->segments,
                         .rows = &j->rows,
                         .commitments = &j->commitments,
                         .totals = &j->totals,
                         .hidden = &j->in.hidden,
                         .generators = j->generators,
                         .seed = j->secrets.seed,
                         .threads = j->options->threads};
    return zks_tables_prove(&tables, j->proof, &j->proof_seconds, j->progress);
}

static zks_status sign(void *context, zks_folder_file files[ZKS_FOLDER_LAST_FILES], zks_report *report)
{
    job *j = context;
    zks_issued *issued = &j->issued;
    zks_status status = zks_issue(issued, &j->signer, j->options->signing->log, j->result->statement_digest, report);
    if (status != ZKS_OK)
        return status;
    files[0] = (zks_folder_file){ZKS_FILE_CONSISTENCY, issued->consistency, issued->consistency_length};
    files[1] = (zks_folder_file){ZKS_FILE_LOG_PROOF, issued->log_proof, issued->log_proof_length};
    zks_signed_fill(&j->result->signature, &j->signer.key.key, issued->index, issued->size);
    return ZKS_OK;
}

/* The secrets first: an attestation without them could never give receipts. They go again where the folder cannot be
 * written. */
static zks_status publish(job *j)
{
    const zks_folder_last signatures = {sign, j};
    zks_folder folder = {.accounts = j->commitments.accounts,
                         .accounts_length = 32 * j->rows_wanted,
                         .proof = j->proof[0],
                         .proof_length = j->segments.words * sizeof *j->proof,
                         .last = j->options->signing != NULL ? &signatures : NULL};
    zks_sha256(j->statement.proof_digest, &(zks_bytes){folder.proof, folder.proof_length}, 1);
    folder.statement = zks_statement_bytes(&j->statement, &folder.statement_length);
    if (folder.statement == NULL)
        return ZKS_ERROR_MEMORY;
    zks_sha256(j->result->statement_digest, &(zks_bytes){folder.statement, folder.statement_length}, 1);
    memcpy(j->secrets.statement, j->result->statement_digest, 32);

    zks_status status = zks_secrets_write(j->options->secrets, &j->secrets, j->options->passphrase, j->report);
    if (status == ZKS_OK) {
        status = zks_folder_write(j->options->out, &folder, j->progress != NULL ? j->progress->interrupted : NULL,
                                  j->report);
        if (status != ZKS_OK)
            unlink(j->options->secrets);
    }
    free(folder.statement);
    return status;
}

/* What is done, in order, and which of the result's times it counts to. All proofs count to the opening at first. */
static const struct {
    zks_status (*run)(job *j);
    size_t seconds;
} stages[] = {
    {check_targets, offsetof(zks_attestation, seconds_read)},
    {open_signer, offsetof(zks_attestation, seconds_read)},
    {read_inputs, offsetof(zks_attestation, seconds_read)},
    {check_requirements, offsetof(zks_attestation, seconds_check)},
    {state_claim, offsetof(zks_attestation, seconds_commit)},
    {open_seed, offsetof(zks_attestation, seconds_commit)},
    {commit, offsetof(zks_attestation, seconds_commit)},
    {hash_accounts, offsetof(zks_attestation, seconds_hash)},
    {prove, offsetof(zks_attestation, seconds_opening)},
    {publish, offsetof(zks_attestation, seconds_write)},
};

/* Shares the time that the proofs took among their steps. */
static void share_proof_time(zks_attestation *r, const zks_prove_seconds *own)
{
    double passed = r->seconds_opening, all = own->rows + own->sumcheck + own->opening;
    if (all <= 0)
        return;
    r->seconds_rows = passed * own->rows / all;
    r->seconds_sumcheck = passed * own->sumcheck / all;
    r->seconds_opening = passed * own->opening / all;
}

static zks_status attest(job *j)
{
    double clock = 0;
    zks_stage_seconds(&clock);
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < sizeof stages / sizeof *stages && status == ZKS_OK; i++) {
        status = stages[i].run(j);
        *(double *)((char *)j->result + stages[i].seconds) += zks_stage_seconds(&clock);
    }
    share_proof_time(j->result, &j->proof_seconds);
    return status;
}

zks_status zks_attest(const zks_attest_options *options, const zks_progress *progress, zks_attestation *result,
                      zks_report *report)
{
    *result = (zks_attestation){0};
    *report = (zks_report){.segment = -1};
    if (zks_crypto_start() == 0)
        return ZKS_ERROR_MEMORY;
    job j = {.options = options, .progress = progress, .result = result, .report = report};
    zks_status status = zks_report_end(report, &j.diagnostics, &result->diagnostics, attest(&j));
    job_clear(&j);
    return status;
}

void zks_attestation_clear(zks_attestation *r)
{
    free(r->circuit);
    free(r->diagnostics);
    zks_breaches_free(r->breaches, r->breach_count);
    for (size_t i = 0; i < r->requirement_count; i++) {
        free(r->requirements[i].name);
        free(r->requirements[i].index);
    }
    free(r->requirements);
    *r = (zks_attestation){0};
}
