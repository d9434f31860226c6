#include "verifier/claim.h"

#include "attestation/matrix.h"
#include "attestation/text.h"
#include "crypto/hash.h"

#include <stdlib.h>
#include <string.h>

void zks_stated_clear(zks_stated *stated)
{
    zks_table_free(stated->account);
    zks_table_free(stated->pool);
    zks_circuit_free(stated->circuit);
    free(stated->bytes);
    zks_statement_clear(&stated->statement);
    *stated = (zks_stated){0};
}

zks_status zks_stated_read(zks_stated *stated, const char *statement, size_t length, zks_report *report)
{
    zks_status status = zks_statement_read(&stated->statement, statement, length, report);
    if (status != ZKS_OK)
        return status;
    zks_sha256(stated->digest, &(zks_bytes){statement, length}, 1);
    stated->bytes = zks_claim_bytes(&stated->statement.claim, &stated->length);
    if (stated->bytes != NULL)
        return ZKS_OK;
    zks_stated_clear(stated);
    return ZKS_ERROR_MEMORY;
}

/* The first finding is the detail; the compiler's statuses become the verifier's. Clears the findings. */
static zks_status judge(zks_status status, zks_diagnostics *found, zks_report *report)
{
    if (status != ZKS_OK && status != ZKS_ERROR_MEMORY) {
        const char *text = found->text == NULL ? zks_status_text(status) : found->text;
        zks_report_detail(report, "%.*s", (int)strcspn(text, "\n"), text);
        status = status == ZKS_ERROR_REQUIREMENT ? ZKS_REJECT_POLICY : ZKS_REJECT_CIRCUIT;
    }
    zks_diagnostics_clear(found);
    return status;
}

static zks_status read_circuit(zks_stated *stated, zks_report *report)
{
    const zks_claim *claim = &stated->statement.claim;
    zks_diagnostics found = {0};
    zks_status status = ZKS_OK;
    stated->circuit =
        zks_circuit_read(claim->circuit_text, strlen(claim->circuit_text), "circuit.text", &found, &status);
    status = judge(stated->circuit == NULL ? status : ZKS_OK, &found, report);
    if (status != ZKS_OK || strcmp(zks_circuit_name(stated->circuit), claim->circuit_name) == 0)
        return status;
    zks_report_detail(report, "the circuit is stated as '%.64s' and calls itself '%.64s'", claim->circuit_name,
                      zks_circuit_name(stated->circuit));
    return ZKS_REJECT_CIRCUIT;
}

static zks_status check_numbers(zks_stated *stated, zks_report *report)
{
    zks_diagnostics found = {0};
    zks_status status = zks_numbers_check(stated->circuit, &stated->statement.claim.numbers, false, &found);
    return judge(status, &found, report);
}

static zks_status compile_table(zks_table **table, const zks_stated *stated, zks_scope scope, zks_report *report)
{
    const zks_claim *claim = &stated->statement.claim;
    zks_diagnostics found = {0};
    zks_status status = ZKS_OK;
    *table = zks_table_compile(stated->circuit, &claim->numbers, scope, claim->rows, &found, &status);
    return judge(*table == NULL ? status : ZKS_OK, &found, report);
}

static zks_status shape(zks_stated *stated, zks_report *report)
{
    const zks_claim *claim = &stated->statement.claim;
    const size_t most_words = SIZE_MAX / 1024; /* whatever is kept of a row or a word is smaller */
    if (claim->rows <= most_words &&
        zks_segments_make(&stated->segments, claim->rows, claim->segment_rows, &stated->account->system,
                          &stated->pool->system) &&
        stated->segments.words <= most_words)
        return ZKS_OK;
    zks_report_detail(report, "the tables are larger than any this program can verify");
    return ZKS_REJECT_SHAPE;
}

zks_status zks_stated_compile(zks_stated *stated, zks_report *report)
{
    zks_status status = read_circuit(stated, report);
    if (status == ZKS_OK)
        status = check_numbers(stated, report);
    if (status == ZKS_OK)
        status = compile_table(&stated->account, stated, ZKS_SCOPE_ACCOUNT, report);
    if (status == ZKS_OK)
        status = compile_table(&stated->pool, stated, ZKS_SCOPE_POOL, report);
    if (status == ZKS_OK)
        status = zks_matrices_check(stated->circuit, &stated->statement.claim.numbers, report);
    if (status == ZKS_OK)
        status = shape(stated, report);
    return status;
}

zks_circuit_origin zks_circuit_origin_of(const char *name, const char *text, size_t length)
{
    size_t shipped_length;
    const char *shipped = zks_shipped_circuit(name, &shipped_length);
    if (shipped == NULL)
        return ZKS_CIRCUIT_UNKNOWN;
    bool same = length == shipped_length && memcmp(text, shipped, length) == 0;
    return same ? ZKS_CIRCUIT_SHIPPED : ZKS_CIRCUIT_DIFFERS;
}

zks_circuit_origin zks_stated_circuit_origin(const zks_stated *stated)
{
    const zks_claim *claim = &stated->statement.claim;
    return zks_circuit_origin_of(claim->circuit_name, claim->circuit_text, strlen(claim->circuit_text));
}
