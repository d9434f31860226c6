#include "attestation/target.h"

#include "attestation/json.h"
#include "attestation/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static zks_status exists(const zks_target *target, zks_report *report)
{
    zks_report_detail(report, "'%.256s'", target->path);
    return ZKS_ERROR_EXISTS;
}

/* Splits "a/b/" into the directory "a" and the name "b". */
static zks_status open_parent(zks_target *target, zks_report *report)
{
    char *directory = strdup(target->path);
    if (directory == NULL)
        return ZKS_ERROR_MEMORY;
    size_t length = strlen(directory);
    while (length > 1 && directory[length - 1] == '/')
        directory[--length] = '\0';
    char *slash = strrchr(directory, '/');
    target->name = strdup(slash != NULL && length > 1 ? slash + 1 : directory);
    if (slash != NULL)
        slash[slash == directory ? 1 : 0] = '\0';
    target->parent = open(slash != NULL ? directory : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(directory);
    if (target->name == NULL)
        return ZKS_ERROR_MEMORY;
    return target->parent < 0 ? zks_report_errno(report, ZKS_ERROR_WRITE, target->path) : ZKS_OK;
}

/* Asked before the work is done; renaming asks again. */
static zks_status check_absent(const zks_target *target, zks_report *report)
{
    struct stat present;
    if (fstatat(target->parent, target->name, &present, AT_SYMLINK_NOFOLLOW) == 0)
        return exists(target, report);
    return errno == ENOENT ? ZKS_OK : zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
}

static zks_status open_target(zks_target *target, const char *path, bool replaces, zks_report *report)
{
    *target = (zks_target){.path = path, .parent = -1, .replaces = replaces};
    uint8_t random[8];
    zks_status status = open_parent(target, report);
    if (status == ZKS_OK && !replaces)
        status = check_absent(target, report);
    if (status == ZKS_OK && getrandom(random, sizeof random, 0) != sizeof random)
        status = zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
    if (status != ZKS_OK) {
        zks_target_close(target);
        return status;
    }
    char hex[2 * sizeof random + 1];
    zks_hex_encode(hex, random, sizeof random);
    snprintf(target->temporary, sizeof target->temporary, ".zksolv-%s", hex);
    return ZKS_OK;
}

zks_status zks_target_open(zks_target *target, const char *path, zks_report *report)
{
    return open_target(target, path, false, report);
}

zks_status zks_target_open_over(zks_target *target, const char *path, zks_report *report)
{
    return open_target(target, path, true, report);
}

/* The name is durable only once its directory is synced; if that fails, a power cut may take the new name away, but
 * whole. */
zks_status zks_target_take(const zks_target *target, zks_report *report)
{
    unsigned flags = target->replaces ? 0 : RENAME_NOREPLACE;
    if (renameat2(target->parent, target->temporary, target->parent, target->name, flags) != 0)
        return errno == EEXIST ? exists(target, report) : zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
    (void)fsync(target->parent);
    return ZKS_OK;
}

void zks_target_close(zks_target *target)
{
    free(target->name);
    if (target->parent >= 0)
        close(target->parent);
    *target = (zks_target){.parent = -1};
}

zks_status zks_check_interrupted(const volatile int *interrupted, const char *path, zks_report *report)
{
    if (interrupted == NULL || *interrupted == 0)
        return ZKS_OK;
    zks_report_detail(report, "'%.256s' is not written", path);
    return ZKS_ERROR_INTERRUPTED;
}

zks_status zks_write_all(int file, const void *bytes, size_t length, const volatile int *interrupted, const char *path,
                         zks_report *report)
{
    const size_t most = 1 << 20; /* bytes between two looks at the flag */
    for (const char *at = bytes; length > 0;) {
        zks_status status = zks_check_interrupted(interrupted, path, report);
        if (status != ZKS_OK)
            return status;
        ssize_t written = write(file, at, length < most ? length : most);
        if (written < 0 && errno != EINTR)
            return zks_report_errno(report, ZKS_ERROR_WRITE, path);
        at += written < 0 ? 0 : written;
        length -= written < 0 ? 0 : (size_t)written;
    }
    return ZKS_OK;
}
