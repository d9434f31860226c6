#include "signature/journal.h"

#include "attestation/target.h"
#include "attestation/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static zks_status lock(int file, const char *path, zks_report *report)
{
    while (flock(file, LOCK_EX) != 0)
        if (errno != EINTR)
            return zks_report_errno(report, ZKS_ERROR_READ, path);
    return ZKS_OK;
}

static zks_status check_length(size_t *length, int file, const char *path, size_t limit, zks_report *report)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return zks_report_errno(report, ZKS_ERROR_READ, path);
    if (!S_ISREG(about.st_mode)) {
        zks_report_detail(report, "'%.256s' is not a file", path);
        return ZKS_ERROR_READ;
    }
    if ((uint64_t)about.st_size > limit) {
        zks_report_detail(report, "'%.256s' is longer than %zu bytes", path, limit);
        return ZKS_ERROR_INPUT;
    }
    *length = (size_t)about.st_size;
    return ZKS_OK;
}

static zks_status read_all(zks_journal *journal, zks_report *report)
{
    journal->bytes = malloc(journal->length + 1);
    if (journal->bytes == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t at = 0; at < journal->length;) {
        ssize_t got = pread(journal->file, journal->bytes + at, journal->length - at, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return zks_report_errno(report, ZKS_ERROR_READ, journal->path);
        if (got == 0) {
            zks_report_detail(report, "'%.256s' was cut short while it was read", journal->path);
            return ZKS_ERROR_READ;
        }
        at += (size_t)got;
    }
    return ZKS_OK;
}

zks_status zks_journal_open(zks_journal *journal, const char *path, size_t limit, zks_report *report)
{
    zks_journal opened = {.path = path};
    opened.file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
    if (opened.file < 0)
        return zks_report_errno(report, ZKS_ERROR_READ, path);
    zks_status status = lock(opened.file, path, report);
    if (status == ZKS_OK)
        status = check_length(&opened.length, opened.file, path, limit, report);
    if (status == ZKS_OK)
        status = read_all(&opened, report);
    if (status == ZKS_OK)
        *journal = opened;
    else
        zks_journal_close(&opened);
    return status;
}

zks_status zks_journal_append(const zks_journal *journal, const char *bytes, size_t length, zks_report *report)
{
    zks_status status = zks_write_all(journal->file, bytes, length, NULL, journal->path, report);
    if (status == ZKS_OK && fsync(journal->file) != 0)
        status = zks_report_errno(report, ZKS_ERROR_WRITE, journal->path);
    if (status != ZKS_OK && ftruncate(journal->file, (off_t)journal->length) != 0)
        return zks_report_errno(report, ZKS_ERROR_WRITE, journal->path);
    return status;
}

void zks_journal_close(zks_journal *journal)
{
    if (journal->file >= 0)
        close(journal->file);
    free(journal->bytes);
    *journal = (zks_journal){.file = -1};
}
