#include "signature/issue.h"

#include "attestation/text.h"
#include "signature/log_memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

zks_status zks_log_signer_open(zks_log_signer *signer, const char *key, const char *memory, zks_report *report)
{
    zks_log_signer opened = {0};
    zks_status status = zks_note_signer_read(&opened.key, key, report);
    if (status != ZKS_OK)
        return status;
    if (asprintf(&opened.memory, "%s%s", memory != NULL ? memory : key, memory != NULL ? "" : ".checkpoints") < 0) {
        zks_note_signer_clear(&opened.key);
        return ZKS_ERROR_MEMORY;
    }
    *signer = opened;
    return ZKS_OK;
}

void zks_log_signer_close(zks_log_signer *signer)
{
    zks_note_signer_clear(&signer->key);
    free(signer->memory);
    *signer = (zks_log_signer){0};
}

static zks_status compare(const zks_checkpoint *signed_before, const zks_log *log, const char *path, zks_report *report)
{
    zks_checkpoint found;
    if (signed_before->size == 0)
        return ZKS_OK;
    if (log->count < signed_before->size || !zks_log_checkpoint(&found, log, signed_before->origin)) {
        zks_report_detail(report, "'%.200s' has %zu entries, and %" PRIu64 " were signed before: it is an old copy",
                          path, log->count, signed_before->size);
        return ZKS_REJECT_LOG_CONSISTENCY;
    }
    return zks_consistency_check(signed_before, &found, NULL, log, report);
}

/* Of the log as it is; one that is not there is empty. */
static zks_status check(const zks_log_memory *memory, const char *path, zks_report *report)
{
    zks_log log = {0};
    zks_status status = access(path, F_OK) == 0 ? zks_log_read(&log, path, report) : ZKS_OK;
    if (status == ZKS_OK)
        status = compare(&memory->last, &log, path, report);
    zks_log_clear(&log);
    return status;
}

zks_status zks_issue_check(const zks_log_signer *signer, const char *log, zks_report *report)
{
    zks_log_memory memory = {.journal.file = -1};
    zks_status status = ZKS_OK;
    if (access(signer->memory, F_OK) == 0)
        status = zks_log_memory_open(&memory, signer->memory, signer->key.key.name, report);
    if (status != ZKS_OK)
        return status;
    status = check(&memory, log, report);
    zks_log_memory_close(&memory);
    return status;
}

static zks_status make_files(zks_issued *issued, const zks_log *log, const zks_note_signer *key, zks_report *report)
{
    issued->size = log->count;
    issued->consistency = zks_consistency_text(log, &issued->consistency_length);
    if (issued->consistency == NULL)
        return ZKS_ERROR_MEMORY;
    return zks_log_proof_make(&issued->log_proof, &issued->log_proof_length, log, issued->index, key, report);
}

static zks_status enter(zks_issued *issued, const zks_log_memory *memory, const zks_note_signer *key, const char *path,
                        const uint8_t statement[32], zks_report *report)
{
    zks_log log;
    zks_log_proof proof;
    zks_status status = zks_log_enter(&log, &issued->index, path, statement, report);
    if (status != ZKS_OK)
        return status;
    status = make_files(issued, &log, key, report);
    if (status == ZKS_OK)
        status = zks_log_proof_parse(&proof, issued->log_proof, issued->log_proof_length, report);
    if (status == ZKS_OK)
        status = zks_log_memory_keep(memory, &proof, report);
    zks_log_clear(&log);
    return status;
}

zks_status zks_issue(zks_issued *issued, const zks_log_signer *signer, const char *log, const uint8_t statement[32],
                     zks_report *report)
{
    zks_log_memory memory;
    zks_issued made = {0};
    zks_status status = zks_log_memory_open(&memory, signer->memory, signer->key.key.name, report);
    if (status != ZKS_OK)
        return status;
    status = check(&memory, log, report);
    if (status == ZKS_OK)
        status = enter(&made, &memory, &signer->key, log, statement, report);
    zks_log_memory_close(&memory);
    if (status == ZKS_OK)
        *issued = made;
    else
        zks_issued_clear(&made);
    return status;
}

void zks_issued_clear(zks_issued *issued)
{
    free(issued->log_proof);
    free(issued->consistency);
    *issued = (zks_issued){0};
}

zks_status zks_cosign(char **text, size_t *length, const zks_log_signer *signer, const zks_log_proof *proof,
                      const zks_consistency *consistency, const zks_log *entries, zks_report *report)
{
    uint64_t seen;
    zks_status status = zks_log_memory_visit(&seen, signer->memory, proof, consistency, entries, report);
    return status == ZKS_OK ? zks_log_proof_sign(text, length, proof, &signer->key, report) : status;
}
