#include "verifier/voucher_files.h"

#include "attestation/json.h"
#include "signature/cms.h"
#include "signature/files.h"
#include "signature/timestamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static zks_status read_file(zks_voucher_file *file, const char *folder, const char *name, size_t limit,
                            zks_status malformed, zks_report *report)
{
    const zks_status missing = ZKS_REJECT_SIGNATURE_MISSING; /* which is no fault here */
    zks_status status =
        zks_signature_file_read(&file->bytes, &file->length, folder, name, limit, missing, malformed, report);
    if (status != missing)
        return status;
    *report = (zks_report){.segment = -1};
    return ZKS_OK;
}

static zks_status read_log_proof(zks_voucher_files *files, zks_vouchers *found, const char *folder, zks_report *report)
{
    zks_voucher_file *file = &files->log_proof;
    zks_status status =
        read_file(file, folder, ZKS_FILE_LOG_PROOF, ZKS_LOG_PROOF_MAX_BYTES, ZKS_REJECT_SIGNATURE_ENCODING, report);
    if (status != ZKS_OK || file->bytes == NULL)
        return status;
    status = zks_log_proof_parse(&files->proof, file->bytes, file->length, report);
    if (status != ZKS_OK)
        return status;
    const zks_checkpoint *checkpoint = &files->proof.checkpoint;
    found->log_proof = ZKS_VOUCHED_UNCHECKED;
    found->origin = strdup(checkpoint->origin);
    found->log_index = files->proof.index;
    found->log_size = checkpoint->size;
    return found->origin != NULL && zks_voucher_signers(found, &files->proof.note, NULL, 0) ? ZKS_OK : ZKS_ERROR_MEMORY;
}

static zks_status read_consistency(zks_voucher_files *files, const char *folder, zks_report *report)
{
    zks_voucher_file *file = &files->consistency;
    zks_status status =
        read_file(file, folder, ZKS_FILE_CONSISTENCY, ZKS_CONSISTENCY_MAX_BYTES, ZKS_REJECT_SIGNATURE_ENCODING, report);
    if (status != ZKS_OK || file->bytes == NULL)
        return status;
    files->consistencies = malloc(sizeof *files->consistencies);
    return files->consistencies == NULL
               ? ZKS_ERROR_MEMORY
               : zks_consistency_parse(files->consistencies, file->bytes, file->length, report);
}

static zks_status read_cms(zks_voucher_files *files, zks_vouchers *found, const char *folder, zks_report *report)
{
    zks_voucher_file *file = &files->cms;
    zks_status status = read_file(file, folder, ZKS_FILE_CMS, ZKS_CMS_MAX_BYTES, ZKS_REJECT_SIGNATURE_ENCODING, report);
    if (status != ZKS_OK || file->bytes == NULL)
        return status;
    status = zks_cms_read(&found->subject, file->bytes, file->length, report);
    if (status == ZKS_OK)
        found->certificate = ZKS_VOUCHED_UNCHECKED;
    return status;
}

static zks_status read_timestamp(zks_voucher_files *files, zks_vouchers *found, const char *folder, zks_report *report)
{
    zks_voucher_file *file = &files->timestamp;
    zks_status status =
        read_file(file, folder, ZKS_FILE_TIMESTAMP, ZKS_TIMESTAMP_MAX_BYTES, ZKS_REJECT_TIMESTAMP_ENCODING, report);
    if (status != ZKS_OK || file->bytes == NULL)
        return status;
    status = zks_timestamp_read(found->time, file->bytes, file->length, NULL, report);
    if (status == ZKS_OK)
        found->timestamp = ZKS_VOUCHED_UNCHECKED;
    return status;
}

zks_status zks_voucher_files_read(zks_voucher_files *files, zks_vouchers *found, const char *folder, zks_report *report)
{
    zks_status status = read_log_proof(files, found, folder, report);
    if (status == ZKS_OK)
        status = read_consistency(files, folder, report);
    if (status == ZKS_OK)
        status = read_cms(files, found, folder, report);
    if (status == ZKS_OK)
        status = read_timestamp(files, found, folder, report);
    return status;
}

void zks_voucher_files_clear(zks_voucher_files *files)
{
    free(files->log_proof.bytes);
    free(files->consistency.bytes);
    free(files->cms.bytes);
    free(files->timestamp.bytes);
    free(files->consistencies);
    *files = (zks_voucher_files){0};
}

static void clear_signers(zks_vouchers *found)
{
    for (size_t i = 0; i < found->signer_count; i++)
        free(found->signers[i]);
    free(found->signers);
    found->signers = NULL;
    found->signer_count = 0;
}

static bool is_of_any(const zks_note_signature *s, const zks_note_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (zks_note_signature_names(s, &keys[i]))
            return true;
    return keys == NULL;
}

bool zks_voucher_signers(zks_vouchers *found, const zks_note *note, const zks_note_key *keys, size_t count)
{
    clear_signers(found);
    found->signers = calloc(note->signature_count + 1, sizeof *found->signers);
    for (size_t i = 0; found->signers != NULL && i < note->signature_count; i++) {
        const zks_note_signature *s = &note->signatures[i];
        char id[2 * sizeof s->id + 1];
        if (!is_of_any(s, keys, count))
            continue;
        zks_hex_encode(id, s->id, sizeof s->id);
        if (asprintf(&found->signers[found->signer_count], "%.*s+%s", (int)s->name_length, s->name, id) < 0)
            return false;
        found->signer_count++;
    }
    return found->signers != NULL;
}

void zks_vouchers_clear(zks_vouchers *found)
{
    clear_signers(found);
    free(found->origin);
    free(found->subject);
    *found = (zks_vouchers){0};
}
