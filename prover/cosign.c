#include "zksolv/sign.h"

#include "prover/sign_target.h"
#include "signature/files.h"
#include "signature/issue.h"
#include "signature/trusted_keys.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What is cosigned, and what it is compared with. */
typedef struct {
    char *proof_bytes, *consistency_bytes;
    zks_log_proof proof;
    zks_consistency consistency;
    bool has_consistency;
    zks_log entries;
} checkpoint_files;

static void clear_files(checkpoint_files *f)
{
    free(f->proof_bytes);
    free(f->consistency_bytes);
    zks_log_clear(&f->entries);
}

static zks_status read_proof(checkpoint_files *f, const zks_sign_target *t)
{
    size_t length;
    zks_status status =
        zks_signature_file_read(&f->proof_bytes, &length, t->path, ZKS_FILE_LOG_PROOF, ZKS_LOG_PROOF_MAX_BYTES,
                                ZKS_REJECT_SIGNATURE_MISSING, ZKS_REJECT_SIGNATURE_ENCODING, t->report);
    return status == ZKS_OK ? zks_log_proof_parse(&f->proof, f->proof_bytes, length, t->report) : status;
}

static zks_status read_consistency(checkpoint_files *f, const zks_sign_target *t)
{
    size_t length;
    zks_status status = zks_signature_file_read(&f->consistency_bytes, &length, t->path, ZKS_FILE_CONSISTENCY,
                                                ZKS_CONSISTENCY_MAX_BYTES, ZKS_REJECT_SIGNATURE_MISSING,
                                                ZKS_REJECT_SIGNATURE_ENCODING, t->report);
    if (status == ZKS_REJECT_SIGNATURE_MISSING)
        return ZKS_OK;
    f->has_consistency = true;
    return status == ZKS_OK ? zks_consistency_parse(&f->consistency, f->consistency_bytes, length, t->report) : status;
}

static zks_status check_trust(const checkpoint_files *f, const zks_sign_target *t, const zks_cosigning *cosigning)
{
    zks_note_key *keys;
    size_t count;
    zks_status status = zks_trusted_keys(&keys, &count, cosigning->trust, cosigning->trust_count, t->report);
    if (status != ZKS_OK)
        return status;
    status = zks_log_proof_check(&f->proof, t->digest, keys, count, 1, t->report);
    free(keys);
    return status;
}

static zks_status cosign(const checkpoint_files *f, const zks_sign_target *t, const zks_cosigning *cosigning,
                         zks_signed *result)
{
    zks_log_signer signer;
    char *text;
    size_t length;
    zks_status status = zks_log_signer_open(&signer, cosigning->key, cosigning->memory, t->report);
    if (status != ZKS_OK)
        return status;
    status = zks_cosign(&text, &length, &signer, &f->proof, f->has_consistency ? &f->consistency : NULL,
                        cosigning->entries != NULL ? &f->entries : NULL, t->report);
    if (status == ZKS_OK) {
        status = zks_sign_target_put(t, ZKS_FILE_LOG_PROOF, text, length, zks_file_replace);
        free(text);
    }
    if (status == ZKS_OK)
        zks_signed_fill(result, &signer.key.key, f->proof.index, f->proof.checkpoint.size);
    zks_log_signer_close(&signer);
    return status;
}

zks_status zks_cosign_folder(const char *folder, const zks_cosigning *cosigning, zks_signed *result, zks_report *report)
{
    zks_sign_target t;
    zks_status status = zks_sign_target_open(&t, folder, report);
    if (status != ZKS_OK)
        return status;
    checkpoint_files *files = calloc(1, sizeof *files);
    status = files == NULL ? ZKS_ERROR_MEMORY : read_proof(files, &t);
    if (status == ZKS_OK)
        status = read_consistency(files, &t);
    if (status == ZKS_OK && cosigning->entries != NULL)
        status = zks_log_read(&files->entries, cosigning->entries, report);
    if (status == ZKS_OK)
        status = check_trust(files, &t, cosigning);
    if (status == ZKS_OK)
        status = cosign(files, &t, cosigning, result);
    if (files != NULL)
        clear_files(files);
    free(files);
    zks_sign_target_close(&t);
    return status;
}
