#include "attestation/folder.h"

#include "attestation/target.h"
#include "attestation/text.h"
#include "crypto/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char *bytes;
    size_t length, capacity; /* one byte of the allocation is beyond, for the NUL */
} buffer;

static void wipe_and_free(buffer *b)
{
    if (b->bytes != NULL)
        zks_wipe(b->bytes, b->length);
    free(b->bytes);
    *b = (buffer){0};
}

/* Not realloc(), which leaves a copy behind: the file may be a secret. */
static bool grow(buffer *b, size_t capacity)
{
    char *bytes = malloc(capacity + 1);
    if (bytes == NULL)
        return false;
    size_t length = b->length;
    if (length > 0)
        memcpy(bytes, b->bytes, length);
    wipe_and_free(b);
    *b = (buffer){bytes, length, capacity};
    return true;
}

/* What fstat() says of a regular file, which is then read without growing; of pipes it says nothing. */
static size_t expected_length(int file, size_t limit)
{
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size <= 0)
        return 0;
    return (uint64_t)about.st_size < limit ? (size_t)about.st_size : limit;
}

/* Asks for one byte more than expected, and than `limit`: so the end is seen, and a longer file. */
static zks_status read_all(buffer *b, int file, const char *path, size_t limit, zks_report *report)
{
    const size_t least = 4096;
    size_t expected = expected_length(file, limit);
    if (!grow(b, expected < least ? least : expected + 1))
        return ZKS_ERROR_MEMORY;
    for (;;) {
        if (b->length == b->capacity && !grow(b, 2 * b->capacity))
            return ZKS_ERROR_MEMORY;
        ssize_t got = read(file, b->bytes + b->length, b->capacity - b->length);
        if (got < 0 && errno != EINTR)
            return zks_report_errno(report, ZKS_ERROR_READ, path);
        b->length += got < 0 ? 0 : (size_t)got;
        if (b->length > limit) {
            zks_report_detail(report, "'%.256s' is longer than %zu bytes", path, limit);
            return ZKS_ERROR_INPUT;
        }
        if (got == 0)
            return ZKS_OK;
    }
}

zks_status zks_file_read(char **bytes, size_t *length, const char *path, size_t limit, zks_report *report)
{
    bool is_standard_input = strcmp(path, "-") == 0;
    int file = is_standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return zks_report_errno(report, ZKS_ERROR_READ, path);
    buffer b = {0};
    zks_status status = read_all(&b, file, path, limit, report);
    if (!is_standard_input)
        close(file);
    if (status != ZKS_OK) {
        wipe_and_free(&b);
        return status;
    }
    b.bytes[b.length] = '\0';
    *bytes = b.bytes;
    *length = b.length;
    return ZKS_OK;
}

static zks_status make(const zks_target *target, const void *bytes, size_t length, unsigned mode, zks_report *report)
{
    int file = openat(target->parent, target->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0)
        return zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
    zks_status status = zks_write_all(file, bytes, length, NULL, target->path, report);
    if (status == ZKS_OK && fsync(file) != 0)
        status = zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
    if (close(file) != 0 && status == ZKS_OK)
        status = zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
    if (status == ZKS_OK)
        status = zks_target_take(target, report);
    if (status != ZKS_OK)
        unlinkat(target->parent, target->temporary, 0);
    return status;
}

zks_status zks_file_replace(const char *path, const void *bytes, size_t length, unsigned mode, zks_report *report)
{
    zks_target target;
    zks_status status = zks_target_open_over(&target, path, report);
    if (status != ZKS_OK)
        return status;
    status = make(&target, bytes, length, mode, report);
    zks_target_close(&target);
    return status;
}

zks_status zks_file_write(const char *path, const void *bytes, size_t length, unsigned mode, zks_report *report)
{
    if (strcmp(path, "-") == 0)
        return zks_write_all(STDOUT_FILENO, bytes, length, NULL, "standard output", report);
    zks_target target;
    zks_status status = zks_target_open(&target, path, report);
    if (status != ZKS_OK)
        return status;
    status = make(&target, bytes, length, mode, report);
    zks_target_close(&target);
    return status;
}
