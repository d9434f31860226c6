#include "prover/origin.h"

#include "attestation/text.h"
#include "prover/inputs.h"
#include "prover/ledger_csv.h"

#include <stdlib.h>
#include <string.h>

void zks_origin_clear(zks_origin *o)
{
    zks_secrets_clear(&o->secrets);
    zks_derivation_clear(&o->derivation);
    free(o->attestation);
    zks_folder_clear(&o->folder);
    zks_statement_clear(&o->statement);
    zks_circuit_free(o->circuit);
    zks_table_free(o->table);
    zks_ledger_clear(&o->ledger);
}

zks_status zks_as_input(zks_status status, const char *attestation, zks_report *report)
{
    if (!zks_status_is_rejection(status))
        return status;
    if (report->detail[0] == 0)
        zks_report_detail(report, "%.256s: %s", attestation, zks_status_text(status));
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

static zks_status read_attestation(zks_origin *o, const zks_origin_options *options, zks_report *report)
{
    int is_folder = 0;
    const char *path = options->attestation;
    zks_status status = zks_as_input(zks_folder_read_statement(&o->folder, path, &is_folder, report), path, report);
    if (status != ZKS_OK)
        return status;
    o->attestation = is_folder ? strdup(path) : folder_of(path);
    if (o->attestation == NULL)
        return ZKS_ERROR_MEMORY;
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){o->folder.statement, o->folder.statement_length}, 1);
    if (memcmp(digest, o->secrets.statement, 32) != 0) {
        zks_report_detail(report, "%.256s: these are the secrets of another attestation", options->secrets);
        return ZKS_ERROR_SECRETS;
    }
    status = zks_statement_read(&o->statement, o->folder.statement, o->folder.statement_length, report);
    return zks_as_input(status, path, report);
}

static zks_status compile(zks_origin *o, zks_report *report)
{
    zks_claim *claim = &o->statement.claim;
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    o->circuit = zks_circuit_read(claim->circuit_text, strlen(claim->circuit_text), claim->circuit_name, &d, &status);
    if (o->circuit != NULL)
        status = zks_numbers_check(o->circuit, &claim->numbers, false, &d);
    if (status == ZKS_OK)
        o->table = zks_table_compile(o->circuit, &claim->numbers, ZKS_SCOPE_ACCOUNT, claim->rows, &d, &status);
    if (status == ZKS_ERROR_REQUIREMENT) /* of the public numbers: never the ledger's */
        status = ZKS_ERROR_POLICY;
    zks_report_finding(report, &d, status);
    zks_diagnostics_clear(&d);
    return status;
}

static zks_status read_ledger(zks_origin *o, const zks_origin_options *options, const zks_progress *progress,
                              zks_report *report)
{
    zks_status status = zks_ledger_read_csv(&o->ledger, options->ledger, o->circuit, &o->statement.claim.numbers,
                                            options->threads, progress, report);
    if (status != ZKS_OK || o->ledger.account_count <= o->statement.claim.rows)
        return status;
    return zks_ledger_fault(options->ledger, ZKS_ERROR_SECRETS,
                            "the ledger has more accounts than the attestation has rows", report);
}

static zks_status start_derivation(zks_origin *o)
{
    size_t length;
    char *claim = zks_claim_bytes_without_root(&o->statement.claim, &length);
    bool started = claim != NULL && zks_derivation_start(&o->derivation, o->secrets.seed, claim, length);
    free(claim);
    return started ? ZKS_OK : ZKS_ERROR_MEMORY;
}

zks_status zks_origin_open(zks_origin *origin, const zks_origin_options *options, const zks_progress *progress,
                           zks_report *report)
{
    *origin = (zks_origin){0};
    zks_status status = zks_secrets_read(&origin->secrets, options->secrets, options->passphrase, report);
    if (status == ZKS_OK)
        status = read_attestation(origin, options, report);
    if (status == ZKS_OK)
        status = compile(origin, report);
    if (status == ZKS_OK)
        status = read_ledger(origin, options, progress, report);
    return status == ZKS_OK ? start_derivation(origin) : status;
}
