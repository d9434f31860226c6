#include "verifier/audit.h"

#include "attestation/folder.h"
#include "attestation/text.h"
#include "zksolv/verify.h"

#include <stdio.h>
#include <stdlib.h>

void zks_audit_clear(zks_audit *audit)
{
    zks_vector_index_clear(&audit->index);
    free(audit->results);
    *audit = (zks_audit){0};
}

static zks_status run_attestation(const char *path, int threads, zks_report *report)
{
    zks_verification verification;
    zks_status status = zks_verify_attestation(path, threads, NULL, &verification, report);
    zks_verification_clear(&verification);
    return status;
}

static zks_status run_receipt(const char *path, const char *attestation, int threads, zks_report *report)
{
    zks_receipt_verification verification;
    zks_status status = zks_verify_receipt(path, attestation, 0, threads, NULL, &verification, report);
    zks_receipt_verification_clear(&verification);
    return status;
}

static zks_status run_primitive(const zks_primitive *primitive, const char *path, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = zks_file_read(&bytes, &length, path, ZKS_VECTOR_MAX_BYTES, report);
    if (status != ZKS_OK)
        return status == ZKS_ERROR_INPUT ? ZKS_REJECT_VECTOR : status;
    status = zks_primitive_check(primitive, bytes, length, report);
    free(bytes);
    return status;
}

/* malloc'd "folder/name"; NULL for no name, or out of memory. */
static char *path_within(const char *folder, const char *name)
{
    char *path;
    return name == NULL || asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static zks_status run_vector(const zks_vector *vector, const char *folder, int threads, zks_report *report)
{
    char *path = path_within(folder, vector->path), *attestation = path_within(folder, vector->attestation);
    zks_status status = ZKS_ERROR_MEMORY;
    if (path != NULL && vector->kind == ZKS_VECTOR_ATTESTATION)
        status = run_attestation(path, threads, report);
    else if (path != NULL && vector->kind == ZKS_VECTOR_PRIMITIVE)
        status = run_primitive(vector->primitive, path, report);
    else if (path != NULL && attestation != NULL)
        status = run_receipt(path, attestation, threads, report);
    free(attestation);
    free(path);
    return status;
}

static bool agrees(const zks_vector *vector, const zks_audit_result *result)
{
    return result->got == vector->expected && (vector->segment < 0 || result->report.segment == vector->segment);
}

static zks_status run_all(zks_audit *audit, const char *folder, int threads, const zks_progress *progress,
                          zks_report *report)
{
    for (size_t i = 0; i < audit->index.count; i++) {
        zks_audit_result *result = &audit->results[i];
        if (progress != NULL && progress->interrupted != NULL && *progress->interrupted != 0)
            return ZKS_ERROR_INTERRUPTED;
        if (progress != NULL && progress->report != NULL)
            progress->report(progress->context, "running vectors", i, audit->index.count);
        result->report = (zks_report){.segment = -1};
        result->got = run_vector(&audit->index.vectors[i], folder, threads, &result->report);
        if (result->got != ZKS_OK && !zks_status_is_rejection(result->got)) {
            *report = result->report;
            return result->got;
        }
        result->agrees = agrees(&audit->index.vectors[i], result);
        audit->disagreements += result->agrees ? 0 : 1;
    }
    return ZKS_OK;
}

static zks_status run(zks_audit *audit, const char *folder, int threads, const zks_progress *progress,
                      zks_report *report)
{
    zks_status status = zks_vector_index_read(&audit->index, folder, report);
    if (status != ZKS_OK)
        return status;
    audit->results = calloc(audit->index.count + 1, sizeof *audit->results);
    return audit->results == NULL ? ZKS_ERROR_MEMORY : run_all(audit, folder, threads, progress, report);
}

zks_status zks_audit_run(const char *folder, int threads, const zks_progress *progress, zks_audit *audit,
                         zks_report *report)
{
    *report = (zks_report){.segment = -1};
    *audit = (zks_audit){0};
    zks_status status = run(audit, folder, threads, progress, report);
    if (status != ZKS_OK)
        zks_audit_clear(audit);
    else if (audit->disagreements > 0) {
        zks_report_detail(report, "%zu of %zu vectors", audit->disagreements, audit->index.count);
        status = ZKS_REJECT_VECTOR;
    }
    return status;
}
