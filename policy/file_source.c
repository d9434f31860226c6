#include "policy/byte_source.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    zks_byte_source source;
    const char *path;
    int descriptor;
} file_source;

static zks_status read_error(zks_report *report, const char *path)
{
    char reason[128];
    zks_input_error(report, path, (zks_position){0, 0}, "%s", strerror_r(errno, reason, sizeof reason));
    return ZKS_ERROR_READ;
}

static zks_status read_file(zks_byte_source *source, void *bytes, size_t room, size_t *got, zks_report *report)
{
    const file_source *file = (const file_source *)source;
    ssize_t count;
    do
        count = read(file->descriptor, bytes, room);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return read_error(report, file->path);
    source->bytes_read += (uint64_t)count;
    *got = (size_t)count;
    return ZKS_OK;
}

static void close_file(zks_byte_source *source)
{
    close(((file_source *)source)->descriptor);
    free(source);
}

/* Takes the descriptor over. */
static zks_status start(zks_byte_source **source, const char *path, int descriptor, const struct stat *about,
                        zks_report *report)
{
    file_source *file = calloc(1, sizeof *file);
    if (file == NULL) {
        close(descriptor);
        return zks_input_memory(report, path);
    }
    file->path = path;
    file->descriptor = descriptor;
    file->source.read = read_file;
    file->source.close = close_file;
    file->source.bytes = S_ISREG(about->st_mode) ? (uint64_t)about->st_size : 0;
    *source = &file->source;
    return ZKS_OK;
}

/* Reports what failed in opening a file. */
static zks_status cannot_open(zks_report *report, const char *path, int descriptor)
{
    zks_status status = read_error(report, path);
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

zks_status zks_file_source_open(zks_byte_source **source, const char *path, zks_report *report)
{
    struct stat about;
    int descriptor = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &about) != 0)
        return cannot_open(report, path, descriptor);
    return start(source, path, descriptor, &about, report);
}

zks_status zks_file_source_open_regular(zks_byte_source **source, const char *path, uint64_t most_bytes,
                                        zks_report *report)
{
    struct stat about;
    /* O_NONBLOCK: a pipe must not be waited for to be refused. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0 || fstat(descriptor, &about) != 0)
        return cannot_open(report, path, descriptor);
    bool is_file = S_ISREG(about.st_mode);
    if (is_file && (uint64_t)about.st_size <= most_bytes)
        return start(source, path, descriptor, &about, report);
    close(descriptor);
    return is_file ? zks_input_error(report, path, (zks_position){0, 0}, "longer than %" PRIu64 " bytes", most_bytes)
                   : zks_input_error(report, path, (zks_position){0, 0}, "not a regular file");
}
