#include "signature/log_memory.h"

#include "attestation/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of the first record, its empty line at the end not included; 0 where it is not whole. Neither the text of a
 * checkpoint nor signature lines have an empty line in them, so the second one ends the record. */
static size_t record_length(const char *bytes, size_t length)
{
    const char *text_end = memmem(bytes, length, "\n\n", 2);
    if (text_end == NULL)
        return 0;
    size_t behind = (size_t)(text_end - bytes) + 2;
    const char *end = memmem(bytes + behind, length - behind, "\n\n", 2);
    return end == NULL ? 0 : (size_t)(end - bytes) + 1;
}

static zks_status read_record(zks_checkpoint *checkpoint, const char *bytes, size_t length, zks_report *report)
{
    zks_note note;
    zks_status status = length > 0 ? zks_note_parse(&note, bytes, length, report) : ZKS_REJECT_SIGNATURE_ENCODING;
    return status == ZKS_OK ? zks_checkpoint_parse(checkpoint, note.text, note.text_length, report) : status;
}

/* The last checkpoint of the origin into *seen, which is left as it is where there is none. */
static zks_status recall(zks_checkpoint *seen, const zks_journal *journal, const char *origin, zks_report *report)
{
    for (size_t at = 0; at < journal->length;) {
        zks_checkpoint checkpoint;
        size_t length = record_length(journal->bytes + at, journal->length - at);
        if (read_record(&checkpoint, journal->bytes + at, length, report) != ZKS_OK) {
            zks_report_detail(report, "'%.256s' is no memory of logs: what begins at its byte %zu is no checkpoint",
                              journal->path, at);
            return ZKS_ERROR_INPUT;
        }
        if (strcmp(checkpoint.origin, origin) == 0)
            *seen = checkpoint;
        at += length + 1;
    }
    return ZKS_OK;
}

zks_status zks_log_memory_open(zks_log_memory *memory, const char *path, const char *origin, zks_report *report)
{
    zks_log_memory opened = {0};
    zks_status status = zks_journal_open(&opened.journal, path, ZKS_LOG_MEMORY_MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    status = recall(&opened.last, &opened.journal, origin, report);
    if (status == ZKS_OK)
        *memory = opened;
    else
        zks_journal_close(&opened.journal);
    return status;
}

zks_status zks_log_memory_keep(const zks_log_memory *memory, const zks_log_proof *proof, zks_report *report)
{
    if (memory->last.size >= proof->checkpoint.size)
        return ZKS_OK;
    char *record;
    int length = asprintf(&record, "%.*s\n", (int)proof->note_length, proof->note_bytes);
    if (length < 0)
        return ZKS_ERROR_MEMORY;
    zks_status status = zks_journal_append(&memory->journal, record, (size_t)length, report);
    free(record);
    return status;
}

void zks_log_memory_close(zks_log_memory *memory)
{
    zks_journal_close(&memory->journal);
}

zks_status zks_log_memory_visit(uint64_t *seen, const char *path, const zks_log_proof *proof,
                                const zks_consistency *consistency, const zks_log *entries, zks_report *report)
{
    zks_log_memory memory;
    zks_status status = zks_log_memory_open(&memory, path, proof->checkpoint.origin, report);
    if (status != ZKS_OK)
        return status;
    if (memory.last.size > 0)
        status = zks_consistency_check(&memory.last, &proof->checkpoint, consistency, entries, report);
    if (status == ZKS_OK)
        status = zks_log_memory_keep(&memory, proof, report);
    zks_log_memory_close(&memory);
    if (status == ZKS_OK)
        *seen = memory.last.size;
    return status;
}
