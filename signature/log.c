#include "signature/log.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/merkle.h"
#include "signature/journal.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRY = 65 };
#define MAX_BYTES ((size_t)ENTRY * ZKS_LOG_MAX_ENTRIES)

void zks_log_clear(zks_log *log)
{
    free(log->entries);
    *log = (zks_log){0};
}

static bool read_entry(uint8_t entry[32], const char *line)
{
    char hex[ENTRY] = {0};
    memcpy(hex, line, ENTRY - 1);
    return line[ENTRY - 1] == '\n' && zks_hex_decode(entry, 32, hex);
}

zks_status zks_log_parse(zks_log *log, const char *bytes, size_t length, zks_report *report)
{
    if (length % ENTRY != 0 || length > MAX_BYTES) {
        zks_report_detail(report, "%zu bytes are no log: 65 for each entry, at most %u entries", length,
                          ZKS_LOG_MAX_ENTRIES);
        return ZKS_ERROR_INPUT;
    }
    zks_log read = {malloc(length / ENTRY * 32 + 32), length / ENTRY}; /* room for one more */
    if (read.entries == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < read.count; i++)
        if (!read_entry(read.entries + 32 * i, bytes + ENTRY * i)) {
            zks_log_clear(&read);
            zks_report_detail(report, "line %zu of the log: not 64 lower-case hexadecimal digits", i + 1);
            return ZKS_ERROR_INPUT;
        }
    *log = read;
    return ZKS_OK;
}

zks_status zks_log_read(zks_log *log, const char *path, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = zks_file_read(&bytes, &length, path, MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    status = zks_log_parse(log, bytes, length, report);
    free(bytes);
    return status;
}

static size_t find(const zks_log *log, const uint8_t digest[32])
{
    size_t i = 0;
    while (i < log->count && memcmp(log->entries + 32 * i, digest, 32) != 0)
        i++;
    return i;
}

static zks_status append(zks_log *log, const zks_journal *journal, const uint8_t digest[32], zks_report *report)
{
    char line[ENTRY + 1];
    if (log->count == ZKS_LOG_MAX_ENTRIES) {
        zks_report_detail(report, "'%.256s' is full: it has %u entries", journal->path, ZKS_LOG_MAX_ENTRIES);
        return ZKS_ERROR_INPUT;
    }
    zks_hex_encode(line, digest, 32);
    line[ENTRY - 1] = '\n';
    zks_status status = zks_journal_append(journal, line, ENTRY, report);
    if (status == ZKS_OK)
        memcpy(log->entries + 32 * log->count++, digest, 32);
    return status;
}

zks_status zks_log_enter(zks_log *log, size_t *index, const char *path, const uint8_t digest[32], zks_report *report)
{
    zks_journal journal;
    zks_log read = {0};
    zks_status status = zks_journal_open(&journal, path, MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    status = zks_log_parse(&read, journal.bytes, journal.length, report);
    size_t at = find(&read, digest);
    if (status == ZKS_OK && at == read.count)
        status = append(&read, &journal, digest, report);
    zks_journal_close(&journal);
    if (status == ZKS_OK) {
        *log = read;
        *index = at;
    } else {
        zks_log_clear(&read);
    }
    return status;
}

bool zks_log_checkpoint(zks_checkpoint *checkpoint, const zks_log *log, const char *origin)
{
    size_t length = strnlen(origin, ZKS_NOTE_MAX_NAME + 1);
    if (length == 0 || length > ZKS_NOTE_MAX_NAME)
        return false;
    zks_checkpoint made = {.size = log->count};
    memcpy(made.origin, origin, length);
    zks_merkle_root(made.root, log->entries, log->count, 1);
    *checkpoint = made;
    return true;
}
