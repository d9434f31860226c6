#include "zksolv/sign.h"

#include "crypto/secret.h"
#include "prover/sign_target.h"
#include "signature/files.h"
#include "signature/issue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static zks_status write_key(const zks_note_signer *signer, const char *public_key, const char *path, zks_report *report)
{
    char *public_path, *line;
    if (asprintf(&public_path, "%s.pub", path) < 0)
        return ZKS_ERROR_MEMORY;
    int length = asprintf(&line, "%s\n", public_key);
    zks_status status = length < 0 ? ZKS_ERROR_MEMORY : zks_file_write(public_path, line, (size_t)length, 0666, report);
    if (status == ZKS_OK) {
        status = zks_note_signer_write(path, signer, report);
        if (status != ZKS_OK)
            unlink(public_path);
    }
    if (length >= 0)
        free(line);
    free(public_path);
    return status;
}

zks_status zks_make_key(char public_key[ZKS_PUBLIC_KEY], const char *name, const char *path, zks_report *report)
{
    _Static_assert(ZKS_PUBLIC_KEY > ZKS_NOTE_KEY_TEXT, "the longest public key");
    *report = (zks_report){.segment = -1};
    zks_note_signer signer;
    if (zks_crypto_start() == 0)
        return ZKS_ERROR_MEMORY;
    zks_status status = zks_note_signer_generate(&signer, name, report);
    if (status != ZKS_OK)
        return status;
    zks_note_key_text(public_key, &signer.key);
    status = write_key(&signer, public_key, path, report);
    zks_note_signer_clear(&signer);
    return status;
}

static zks_status issue(const zks_sign_target *t, const zks_log_signer *signer, const char *log, zks_signed *result)
{
    zks_issued issued;
    zks_status status = zks_issue(&issued, signer, log, t->digest, t->report);
    if (status != ZKS_OK)
        return status;
    status =
        zks_sign_target_put(t, ZKS_FILE_CONSISTENCY, issued.consistency, issued.consistency_length, zks_file_replace);
    if (status == ZKS_OK)
        status = zks_sign_target_put(t, ZKS_FILE_LOG_PROOF, issued.log_proof, issued.log_proof_length, zks_file_write);
    if (status == ZKS_OK)
        zks_signed_fill(result, &signer->key.key, issued.index, issued.size);
    zks_issued_clear(&issued);
    return status;
}

zks_status zks_sign_folder(const char *folder, const zks_signing *signing, zks_signed *result, zks_report *report)
{
    zks_sign_target t;
    zks_log_signer signer;
    zks_status status = zks_sign_target_open(&t, folder, report);
    if (status != ZKS_OK)
        return status;
    status = zks_sign_target_lacks(&t, ZKS_FILE_LOG_PROOF);
    if (status == ZKS_OK)
        status = zks_log_signer_open(&signer, signing->key, signing->memory, report);
    if (status == ZKS_OK) {
        status = issue(&t, &signer, signing->log, result);
        zks_log_signer_close(&signer);
    }
    zks_sign_target_close(&t);
    return status;
}
