#include "signature/files.h"

#include "attestation/folder.h"
#include "attestation/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* A pipe in the folder would keep its reader waiting. */
static zks_status check_regular(const char *path, zks_status missing, zks_report *report)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return zks_report_errno(report, errno == ENOENT ? missing : ZKS_ERROR_READ, path);
    if (S_ISREG(about.st_mode))
        return ZKS_OK;
    zks_report_detail(report, "'%.256s' is not a file", path);
    return ZKS_ERROR_READ;
}

zks_status zks_signature_file_read(char **bytes, size_t *length, const char *folder, const char *name, size_t limit,
                                   zks_status missing, zks_status malformed, zks_report *report)
{
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return ZKS_ERROR_MEMORY;
    zks_status status = check_regular(path, missing, report);
    if (status == ZKS_OK)
        status = zks_file_read(bytes, length, path, limit, report);
    free(path);
    return status == ZKS_ERROR_INPUT ? malformed : status;
}
