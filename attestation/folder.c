#include "attestation/folder.h"

#include "attestation/statement.h"
#include "attestation/target.h"
#include "attestation/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char statement_name[] = "statement.json", accounts_name[] = "accounts.bin", proof_name[] = "proof.bin";

/* malloc'd "folder/name"; NULL: out of memory. */
static char *path_within(const char *folder, const char *name)
{
    char *path;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static zks_status check_regular(const char *path, const struct stat *about, zks_report *report)
{
    if (S_ISREG(about->st_mode))
        return ZKS_OK;
    zks_report_detail(report, "'%.256s' is not a file", path);
    return ZKS_ERROR_READ;
}

static zks_status read_statement_file(zks_folder *folder, const char *path, zks_report *report)
{
    zks_status status =
        zks_file_read(&folder->statement, &folder->statement_length, path, ZKS_STATEMENT_MAX_BYTES, report);
    return status == ZKS_ERROR_INPUT ? ZKS_REJECT_STATEMENT_ENCODING : status;
}

/* The folder is somebody else's: a pipe in it would keep its reader waiting. */
static zks_status read_statement_within(zks_folder *folder, const char *path, zks_report *report)
{
    char *file = path_within(path, statement_name);
    if (file == NULL)
        return ZKS_ERROR_MEMORY;
    struct stat about;
    zks_status status =
        stat(file, &about) != 0 ? zks_report_errno(report, ZKS_ERROR_READ, file) : check_regular(file, &about, report);
    if (status == ZKS_OK)
        status = read_statement_file(folder, file, report);
    free(file);
    return status;
}

zks_status zks_folder_read_statement(zks_folder *folder, const char *path, int *is_folder, zks_report *report)
{
    struct stat about;
    int is_directory = strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    zks_folder read = {0};
    zks_status status =
        is_directory ? read_statement_within(&read, path, report) : read_statement_file(&read, path, report);
    if (status == ZKS_OK) {
        *folder = read;
        *is_folder = is_directory;
    }
    return status;
}

static void report_length(zks_report *report, const char *path, const struct stat *about, uint64_t length)
{
    zks_report_detail(report, "'%.256s' has %jd bytes, not %ju", path, (intmax_t)about->st_size, (uintmax_t)length);
}

/* Exactly `length` bytes into memory of their own: whoever may write to the folder cannot change them after they were
 * checked. */
static zks_status read_open_file(uint8_t **bytes, int file, const char *path, uint64_t length, zks_status wrong_length,
                                 zks_report *report)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return zks_report_errno(report, ZKS_ERROR_READ, path);
    zks_status status = check_regular(path, &about, report);
    if (status != ZKS_OK)
        return status;
    if ((uint64_t)about.st_size != length) {
        report_length(report, path, &about, length);
        return wrong_length;
    }
    uint8_t *read_bytes = malloc(length + 1);
    if (read_bytes == NULL)
        return ZKS_ERROR_MEMORY;
    for (uint64_t at = 0; at < length;) {
        ssize_t got = read(file, read_bytes + at, length - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            status = got < 0 ? zks_report_errno(report, ZKS_ERROR_READ, path) : wrong_length;
            free(read_bytes);
            return status;
        }
        at += (uint64_t)got;
    }
    *bytes = read_bytes;
    return ZKS_OK;
}

static zks_status read_within(uint8_t **bytes, const char *folder, const char *name, uint64_t length,
                              zks_status wrong_length, zks_report *report)
{
    char *path = path_within(folder, name);
    if (path == NULL)
        return ZKS_ERROR_MEMORY;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    zks_status status = file < 0 ? zks_report_errno(report, ZKS_ERROR_READ, path)
                                 : read_open_file(bytes, file, path, length, wrong_length, report);
    if (file >= 0)
        close(file);
    free(path);
    return status;
}

zks_status zks_folder_read_accounts(zks_folder *folder, const char *path, uint64_t length, zks_report *report)
{
    zks_status status = read_within(&folder->accounts, path, accounts_name, length, ZKS_REJECT_ACCOUNTS_LENGTH, report);
    if (status == ZKS_OK)
        folder->accounts_length = length;
    return status;
}

static zks_status read_proof(zks_folder *folder, const char *path, uint64_t length, zks_report *report)
{
    zks_status status = read_within(&folder->proof, path, proof_name, length, ZKS_REJECT_PROOF_LENGTH, report);
    if (status == ZKS_OK)
        folder->proof_length = length;
    return status;
}

/* Whether a file of the folder has its length, before either is read. */
static zks_status check_length(const char *folder, const char *name, uint64_t length, zks_status wrong_length,
                               zks_report *report)
{
    struct stat about;
    char *path = path_within(folder, name);
    if (path == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status =
        stat(path, &about) != 0 ? zks_report_errno(report, ZKS_ERROR_READ, path) : check_regular(path, &about, report);
    if (status == ZKS_OK && (uint64_t)about.st_size != length) {
        report_length(report, path, &about, length);
        status = wrong_length;
    }
    free(path);
    return status;
}

zks_status zks_folder_read_files(zks_folder *folder, const char *path, uint64_t accounts_length, uint64_t proof_length,
                                 zks_report *report)
{
    zks_folder read = {0};
    zks_status status = check_length(path, accounts_name, accounts_length, ZKS_REJECT_ACCOUNTS_LENGTH, report);
    if (status == ZKS_OK)
        status = check_length(path, proof_name, proof_length, ZKS_REJECT_PROOF_LENGTH, report);
    if (status == ZKS_OK)
        status = zks_folder_read_accounts(&read, path, accounts_length, report);
    if (status == ZKS_OK)
        status = read_proof(&read, path, proof_length, report);
    if (status != ZKS_OK) {
        zks_folder_clear(&read);
        return status;
    }
    folder->accounts = read.accounts;
    folder->accounts_length = accounts_length;
    folder->proof = read.proof;
    folder->proof_length = proof_length;
    return ZKS_OK;
}

void zks_folder_clear(zks_folder *folder)
{
    free(folder->statement);
    free(folder->accounts);
    free(folder->proof);
    *folder = (zks_folder){0};
}

/* What goes into a folder: files that are at hand, and those made last. */
typedef struct {
    const zks_folder_file *files;
    size_t count;
    const zks_folder_last *last; /* may be NULL */
    zks_folder_file made[ZKS_FOLDER_LAST_FILES];
} contents;

typedef struct {
    const zks_target *target;
    int directory; /* the temporary one */
    const volatile int *interrupted;
    zks_report *report;
} writer;

static zks_status sync_and_close(const writer *w, int file, zks_status status)
{
    if (status == ZKS_OK && fsync(file) != 0)
        status = zks_report_errno(w->report, ZKS_ERROR_WRITE, w->target->path);
    if (close(file) != 0 && status == ZKS_OK)
        status = zks_report_errno(w->report, ZKS_ERROR_WRITE, w->target->path);
    return status;
}

static zks_status write_within(const writer *w, const zks_folder_file *f)
{
    int file = openat(w->directory, f->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0)
        return zks_report_errno(w->report, ZKS_ERROR_WRITE, w->target->path);
    return sync_and_close(w, file,
                          zks_write_all(file, f->bytes, f->length, w->interrupted, w->target->path, w->report));
}

static zks_status write_last(writer *w, contents *c)
{
    zks_status status = c->last->make(c->last->context, c->made, w->report);
    w->interrupted = NULL;
    for (size_t i = 0; i < ZKS_FOLDER_LAST_FILES && status == ZKS_OK; i++)
        status = write_within(w, &c->made[i]);
    return status;
}

static zks_status write_contents(writer *w, contents *c)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < c->count && status == ZKS_OK; i++)
        status = write_within(w, &c->files[i]);
    if (status == ZKS_OK)
        status = zks_check_interrupted(w->interrupted, w->target->path, w->report);
    return status == ZKS_OK && c->last != NULL ? write_last(w, c) : status;
}

static void remove_temporary(const zks_target *target, const contents *c)
{
    int directory = openat(target->parent, target->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    for (size_t i = 0; i < c->count && directory >= 0; i++)
        unlinkat(directory, c->files[i].name, 0);
    for (size_t i = 0; i < ZKS_FOLDER_LAST_FILES && directory >= 0 && c->made[i].name != NULL; i++)
        unlinkat(directory, c->made[i].name, 0);
    if (directory >= 0)
        close(directory);
    unlinkat(target->parent, target->temporary, AT_REMOVEDIR);
}

static zks_status make_temporary(const zks_target *target, contents *c, const volatile int *interrupted,
                                 zks_report *report)
{
    if (mkdirat(target->parent, target->temporary, 0777) != 0)
        return zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
    writer w = {target, openat(target->parent, target->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
                interrupted, report};
    if (w.directory < 0)
        return zks_report_errno(report, ZKS_ERROR_WRITE, target->path);
    return sync_and_close(&w, w.directory, write_contents(&w, c));
}

static zks_status write_folder(const char *path, contents *c, const volatile int *interrupted, zks_report *report)
{
    zks_target target;
    zks_status status = zks_target_open(&target, path, report);
    if (status != ZKS_OK)
        return status;
    status = make_temporary(&target, c, interrupted, report);
    if (status == ZKS_OK)
        status = zks_target_take(&target, report);
    if (status != ZKS_OK)
        remove_temporary(&target, c);
    zks_target_close(&target);
    return status;
}

zks_status zks_folder_write_files(const char *path, const zks_folder_file *files, size_t count,
                                  const volatile int *interrupted, zks_report *report)
{
    return write_folder(path, &(contents){.files = files, .count = count}, interrupted, report);
}

zks_status zks_folder_write(const char *path, const zks_folder *folder, const volatile int *interrupted,
                            zks_report *report)
{
    const zks_folder_file files[] = {{accounts_name, folder->accounts, folder->accounts_length},
                                     {proof_name, folder->proof, folder->proof_length},
                                     {statement_name, folder->statement, folder->statement_length}};
    contents c = {.files = files, .count = sizeof files / sizeof *files, .last = folder->last};
    return write_folder(path, &c, interrupted, report);
}
