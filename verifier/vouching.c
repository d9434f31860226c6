#include "verifier/vouching.h"

#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/secret.h"
#include "signature/age.h"
#include "signature/cms.h"
#include "signature/files.h"
#include "signature/log_memory.h"
#include "signature/timestamp.h"
#include "signature/trusted_keys.h"

#include <stdlib.h>
#include <string.h>

/* ---- whom to trust ------------------------------------------------------------------------------------------- */

static size_t needed_keys(const zks_vouching *v)
{
    return v->trust->threshold == 0 ? 1 : v->trust->threshold;
}

static bool is_repeated(const zks_vouching *v, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (memcmp(v->keys[i].public_key, v->keys[at].public_key, sizeof v->keys[i].public_key) == 0)
            return true;
    return false;
}

static zks_status read_keys(zks_vouching *v, zks_report *report)
{
    const zks_trust *trust = v->trust;
    if (trust->key_count == 0)
        return ZKS_OK;
    zks_status status = zks_trusted_keys(&v->keys, &v->key_count, trust->keys, trust->key_count, report);
    if (status != ZKS_OK)
        return status;
    size_t different = 0;
    for (size_t i = 0; i < v->key_count; i++)
        different += !is_repeated(v, i);
    if (needed_keys(v) <= different)
        return ZKS_OK;
    zks_report_detail(report, "%zu of the trusted keys are to have signed, and %zu are trusted", needed_keys(v),
                      different);
    return ZKS_ERROR_INPUT;
}

static zks_status read_all_keys(zks_vouching *v, zks_report *report)
{
    const zks_trust *trust = v->trust;
    zks_status status = read_keys(v, report);
    if (status == ZKS_OK && trust->oracle_count > 0)
        status = zks_trusted_keys(&v->oracles, &v->oracle_count, trust->oracles, trust->oracle_count, report);
    if (status == ZKS_OK && trust->custodian_count > 0)
        status =
            zks_trusted_keys(&v->custodians, &v->custodian_count, trust->custodians, trust->custodian_count, report);
    return status;
}

zks_status zks_vouching_start(zks_vouching *vouching, const zks_trust *trust, zks_report *report)
{
    vouching->trust = trust;
    if (!zks_crypto_start())
        return ZKS_ERROR_MEMORY;
    if (trust->at != NULL && !zks_time_is_canonical(trust->at)) {
        zks_report_detail(report, "'%.64s' is not a time like 2026-08-20T00:00:00Z", trust->at);
        return ZKS_ERROR_INPUT;
    }
    if (trust->log_memory != NULL && trust->key_count == 0) {
        zks_report_detail(report, "a log is remembered only where trusted keys have signed it");
        return ZKS_ERROR_INPUT;
    }
    if (trust->at != NULL)
        memcpy(vouching->now, trust->at, sizeof vouching->now);
    else
        zks_time_now(vouching->now);
    zks_time_to_seconds(&vouching->now_seconds, vouching->now);
    return read_all_keys(vouching, report);
}

void zks_vouching_clear(zks_vouching *vouching)
{
    free(vouching->keys);
    free(vouching->oracles);
    free(vouching->custodians);
    zks_voucher_files_clear(&vouching->files);
    zks_vouchers_clear(&vouching->found);
    *vouching = (zks_vouching){0};
}

/* ---- the checks ---------------------------------------------------------------------------------------------- */

static zks_status miss(zks_status status, const char *name, zks_report *report)
{
    zks_report_detail(report, "it has no %s", name);
    return status;
}

static zks_status check_log_proof(zks_vouching *v, const zks_vouched_statement *statement, zks_report *report)
{
    const zks_log_proof *proof = &v->files.proof;
    if (v->key_count == 0)
        return ZKS_OK;
    if (v->files.log_proof.bytes == NULL)
        return miss(ZKS_REJECT_SIGNATURE_MISSING, ZKS_FILE_LOG_PROOF, report);
    zks_status status = zks_log_proof_check(proof, statement->digest, v->keys, v->key_count, needed_keys(v), report);
    if (status != ZKS_OK)
        return status;
    v->found.log_proof = ZKS_VOUCHED;
    return zks_voucher_signers(&v->found, &proof->note, v->keys, v->key_count) ? ZKS_OK : ZKS_ERROR_MEMORY;
}

static zks_status check_cms(zks_vouching *v, const zks_vouched_statement *statement, zks_report *report)
{
    const zks_voucher_file *file = &v->files.cms;
    char *subject;
    if (v->trust->authorities == NULL)
        return ZKS_OK;
    if (file->bytes == NULL)
        return miss(ZKS_REJECT_SIGNATURE_MISSING, ZKS_FILE_CMS, report);
    zks_status status = zks_cms_check(&subject, file->bytes, file->length, statement->bytes, statement->length,
                                      &(zks_authorities){.path = v->trust->authorities}, v->now_seconds, report);
    if (status != ZKS_OK)
        return status;
    free(v->found.subject);
    v->found.subject = subject;
    v->found.certificate = ZKS_VOUCHED;
    return ZKS_OK;
}

static zks_status check_timestamp(zks_vouching *v, const zks_vouched_statement *statement, zks_report *report)
{
    const zks_voucher_file *file = &v->files.timestamp;
    if (v->trust->timestamp_authorities == NULL)
        return ZKS_OK;
    if (file->bytes == NULL)
        return miss(ZKS_REJECT_TIMESTAMP_MISSING, ZKS_FILE_TIMESTAMP, report);
    zks_status status =
        zks_timestamp_check(v->found.time, file->bytes, file->length, statement->digest, NULL, 0,
                            &(zks_authorities){.path = v->trust->timestamp_authorities}, v->now_seconds, report);
    if (status == ZKS_OK)
        v->found.timestamp = ZKS_VOUCHED;
    return status;
}

static zks_status check_age(zks_vouching *v, const zks_vouched_statement *statement, zks_report *report)
{
    if (!v->trust->has_max_age)
        return ZKS_OK;
    const char *timestamp = v->found.timestamp == ZKS_VOUCHED ? v->found.time : NULL;
    return zks_age_check_older(&v->found.age_of, statement->created, timestamp, v->now, v->trust->max_age, report);
}

static zks_status read_files(zks_vouching *v, const char *folder, zks_report *report)
{
    const zks_trust *trust = v->trust;
    if (folder != NULL)
        return zks_voucher_files_read(&v->files, &v->found, folder, report);
    if (trust->key_count == 0 && trust->authorities == NULL && trust->timestamp_authorities == NULL)
        return ZKS_OK;
    zks_report_detail(report, "what vouches for an attestation stands in its folder, and this is its statement alone");
    return ZKS_ERROR_INPUT;
}

zks_status zks_vouching_check(zks_vouching *vouching, const char *folder, const zks_vouched_statement *statement,
                              zks_report *report)
{
    zks_status status = read_files(vouching, folder, report);
    if (status == ZKS_OK)
        status = check_log_proof(vouching, statement, report);
    if (status == ZKS_OK)
        status = check_cms(vouching, statement, report);
    if (status == ZKS_OK)
        status = check_timestamp(vouching, statement, report);
    return status == ZKS_OK ? check_age(vouching, statement, report) : status;
}

zks_status zks_vouching_remember(zks_vouching *vouching, zks_report *report)
{
    const zks_trust *trust = vouching->trust;
    zks_log entries = {0};
    if (trust->log_memory == NULL)
        return ZKS_OK;
    zks_status status = trust->log_entries == NULL ? ZKS_OK : zks_log_read(&entries, trust->log_entries, report);
    if (status == ZKS_OK)
        status =
            zks_log_memory_visit(&vouching->found.log_seen, trust->log_memory, &vouching->files.proof,
                                 vouching->files.consistencies, trust->log_entries == NULL ? NULL : &entries, report);
    vouching->found.log_is_compared = status == ZKS_OK;
    zks_log_clear(&entries);
    return status;
}
