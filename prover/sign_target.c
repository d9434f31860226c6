#include "prover/sign_target.h"

#include "attestation/statement.h"
#include "attestation/text.h"
#include "crypto/hash.h"
#include "crypto/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is no attestation of this version is not signed by mistake. */
static zks_status read_statement(zks_sign_target *t)
{
    int is_folder = 0;
    zks_statement statement;
    zks_status status = zks_folder_read_statement(&t->files, t->path, &is_folder, t->report);
    if (status == ZKS_OK && !is_folder) {
        zks_report_detail(t->report, "'%.256s' is not the folder of an attestation", t->path);
        status = ZKS_ERROR_INPUT;
    }
    if (status == ZKS_OK)
        status = zks_statement_read(&statement, t->files.statement, t->files.statement_length, t->report);
    if (status == ZKS_OK)
        zks_statement_clear(&statement);
    return zks_status_is_rejection(status) ? ZKS_ERROR_INPUT : status;
}

zks_status zks_sign_target_open(zks_sign_target *t, const char *path, zks_report *report)
{
    *report = (zks_report){.segment = -1};
    *t = (zks_sign_target){.path = path, .report = report};
    if (zks_crypto_start() == 0)
        return ZKS_ERROR_MEMORY;
    zks_status status = read_statement(t);
    if (status == ZKS_OK)
        zks_sha256(t->digest, &(zks_bytes){t->files.statement, t->files.statement_length}, 1);
    else
        zks_folder_clear(&t->files);
    return status;
}

void zks_sign_target_close(zks_sign_target *t)
{
    zks_folder_clear(&t->files);
}

/* malloc'd; NULL: out of memory. */
static char *path_of(const zks_sign_target *t, const char *name)
{
    char *path;
    return asprintf(&path, "%s/%s", t->path, name) < 0 ? NULL : path;
}

zks_status zks_sign_target_put(const zks_sign_target *t, const char *name, const void *bytes, size_t length,
                               zks_file_writer *write)
{
    char *path = path_of(t, name);
    zks_status status = path == NULL ? ZKS_ERROR_MEMORY : write(path, bytes, length, 0666, t->report);
    free(path);
    return status;
}

zks_status zks_sign_target_lacks(const zks_sign_target *t, const char *name)
{
    char *path = path_of(t, name);
    if (path == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    if (access(path, F_OK) == 0) {
        zks_report_detail(t->report, "'%.256s'", path);
        status = ZKS_ERROR_EXISTS;
    }
    free(path);
    return status;
}

void zks_signed_fill(zks_signed *result, const zks_note_key *key, uint64_t index, uint64_t size)
{
    _Static_assert(sizeof result->name == sizeof key->name, "the longest name");
    *result = (zks_signed){.index = index, .size = size};
    memcpy(result->name, key->name, sizeof key->name);
}
