/* What others vouch for with certificates: CMS signatures and timestamps. */
#include "zksolv/sign.h"

#include "attestation/json.h"
#include "prover/sign_target.h"
#include "signature/cms.h"
#include "signature/files.h"
#include "signature/timestamp.h"

#include <stdlib.h>

zks_status zks_sign_folder_cms(const char *folder, const char *certificate, const char *key, const char *passphrase,
                               zks_report *report)
{
    zks_sign_target t;
    uint8_t *der;
    size_t length;
    zks_status status = zks_sign_target_open(&t, folder, report);
    if (status != ZKS_OK)
        return status;
    status =
        zks_cms_sign(&der, &length, t.files.statement, t.files.statement_length, certificate, key, passphrase, report);
    if (status == ZKS_OK) {
        status = zks_sign_target_put(&t, ZKS_FILE_CMS, der, length, zks_file_write);
        free(der);
    }
    zks_sign_target_close(&t);
    return status;
}

zks_status zks_request_timestamp(const char *folder, const char *out, zks_report *report)
{
    zks_sign_target t;
    uint8_t *der;
    size_t length;
    zks_status status = zks_sign_target_open(&t, folder, report);
    if (status != ZKS_OK)
        return status;
    status = zks_timestamp_request(&der, &length, t.digest);
    if (status == ZKS_OK) {
        status = zks_file_write(out, der, length, 0666, report);
        free(der);
    }
    zks_sign_target_close(&t);
    return status;
}

static zks_status check_answer(const zks_sign_target *t, char time[21], const char *answer, size_t length,
                               const char *authorities, const char *request)
{
    if (authorities == NULL)
        return zks_timestamp_read(time, answer, length, t->digest, t->report);
    char now_text[21], *sent = NULL;
    int64_t now = 0;
    size_t sent_length = 0;
    zks_time_now(now_text);
    zks_time_to_seconds(&now, now_text);
    zks_status status = ZKS_OK;
    if (request != NULL)
        status = zks_file_read(&sent, &sent_length, request, ZKS_TIMESTAMP_MAX_BYTES, t->report);
    if (status == ZKS_OK)
        status = zks_timestamp_check(time, answer, length, t->digest, sent, sent_length,
                                     &(zks_authorities){.path = authorities}, now, t->report);
    free(sent);
    return status;
}

zks_status zks_attach_timestamp(const char *folder, const char *answer, const char *authorities, const char *request,
                                char time[21], zks_report *report)
{
    zks_sign_target t;
    char *bytes;
    size_t length;
    zks_status status = zks_sign_target_open(&t, folder, report);
    if (status != ZKS_OK)
        return status;
    status = zks_file_read(&bytes, &length, answer, ZKS_TIMESTAMP_MAX_BYTES, report);
    if (status == ZKS_OK) {
        status = check_answer(&t, time, bytes, length, authorities, request);
        if (status == ZKS_OK)
            status = zks_sign_target_put(&t, ZKS_FILE_TIMESTAMP, bytes, length, zks_file_write);
        free(bytes);
    }
    zks_sign_target_close(&t);
    return status;
}
