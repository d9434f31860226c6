/* A folder for a web server: a file each, under a temporary name until it is whole. Folders can be entered but not
 * listed by others, so that a name has to be known; a temporary one is as hard to guess. */
#include "prover/receipts/store.h"

#include "attestation/target.h"
#include "attestation/text.h"
#include "crypto/secret.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNFINISHED ".unfinished" /* behind a name */

enum { FOLDER_MODE = 0711, FILE_MODE = 0644, TEMPORARY_BYTES = ZKS_STORE_PLACE_BYTES + sizeof UNFINISHED };

typedef struct {
    zks_receipt_store base;
    const zks_receipt_set *set;
    int folder;
    bool made[256]; /* the folders of two digits */
} folder_store;

static zks_status fail(const folder_store *s, zks_report *report)
{
    return zks_report_errno(report, ZKS_ERROR_WRITE, s->set->path);
}

static zks_status write_whole(const folder_store *s, const char *place, const char *text, size_t length,
                              zks_report *report)
{
    char temporary[TEMPORARY_BYTES];
    snprintf(temporary, sizeof temporary, "%s" UNFINISHED, place);
    int file = openat(s->folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
    if (file < 0)
        return fail(s, report);
    zks_status status = zks_write_all(file, text, length, NULL, s->set->path, report);
    if (close(file) != 0 && status == ZKS_OK)
        status = fail(s, report);
    if (status == ZKS_OK && renameat(s->folder, temporary, s->folder, place) != 0)
        status = fail(s, report);
    if (status != ZKS_OK)
        unlinkat(s->folder, temporary, 0);
    return status;
}

typedef enum { ABSENT, BEGUN, WHOLE, OTHER } presence;

/* The same bytes, or only the first of them: what a power cut can leave of a file that had its name already. */
static presence compare(int file, const char *text, size_t length)
{
    char bytes[1 << 16];
    size_t at = 0;
    ssize_t got;
    while ((got = read(file, bytes, sizeof bytes)) > 0) {
        if ((size_t)got > length - at || memcmp(bytes, text + at, (size_t)got) != 0)
            return OTHER;
        at += (size_t)got;
    }
    zks_wipe(bytes, sizeof bytes);
    return got < 0 ? OTHER : at == length ? WHOLE : BEGUN;
}

static presence look(const folder_store *s, const char *place, const char *text, size_t length)
{
    int file = openat(s->folder, place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return errno == ENOENT ? ABSENT : OTHER;
    presence found = compare(file, text, length);
    close(file);
    return found;
}

static zks_status make_folder(folder_store *s, const zks_receipt_name *name, zks_report *report)
{
    if (s->made[name->digits[0]])
        return ZKS_OK;
    char digits[3];
    snprintf(digits, sizeof digits, "%02x", name->digits[0]);
    if (mkdirat(s->folder, digits, FOLDER_MODE) != 0 && errno != EEXIST)
        return fail(s, report);
    s->made[name->digits[0]] = true;
    return ZKS_OK;
}

static zks_status put_one(folder_store *s, const zks_receipt_file *f, zks_report *report)
{
    char place[ZKS_STORE_PLACE_BYTES];
    zks_store_place(place, f->name);
    zks_status status = make_folder(s, f->name, report);
    if (status != ZKS_OK)
        return status;
    presence found = s->base.was_there ? look(s, place, f->text, f->length) : ABSENT;
    if (found == OTHER)
        return zks_store_exists(s->set->path, "a file in it is not the receipt it should be", report);
    s->base.kept += found == WHOLE;
    return found == WHOLE ? ZKS_OK : write_whole(s, place, f->text, f->length, report);
}

static zks_status put(zks_receipt_store *store, const zks_receipt_file *files, size_t count, zks_report *report)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < count && status == ZKS_OK; i++)
        status = put_one((folder_store *)store, &files[i], report);
    return status;
}

static zks_status finish(zks_receipt_store *store, zks_report *report)
{
    folder_store *s = (folder_store *)store;
    return syncfs(s->folder) == 0 ? ZKS_OK : fail(s, report);
}

static void close_store(zks_receipt_store *store)
{
    folder_store *s = (folder_store *)store;
    if (s->folder >= 0)
        close(s->folder);
    free(s);
}

static bool is_empty(int folder)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = again < 0 ? NULL : fdopendir(again);
    bool empty = entries != NULL;
    for (struct dirent *entry; empty && (entry = readdir(entries)) != NULL;)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                strcmp(entry->d_name, ZKS_STORE_META UNFINISHED) == 0;
    if (entries != NULL)
        closedir(entries);
    return empty;
}

/* The folder says whose receipts it has before it has any. */
static zks_status claim_folder(folder_store *s, zks_report *report)
{
    char meta[ZKS_STORE_META_BYTES];
    size_t length = zks_store_meta(meta, s->set);
    switch (look(s, ZKS_STORE_META, meta, length)) {
    case WHOLE:
        s->base.was_there = true;
        return ZKS_OK;
    case ABSENT:
        if (is_empty(s->folder))
            return write_whole(s, ZKS_STORE_META, meta, length, report);
        return zks_store_exists(s->set->path, "a folder of something else than receipts", report);
    default:
        return zks_store_exists(s->set->path, "receipts of another attestation", report);
    }
}

zks_status zks_folder_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report)
{
    folder_store *s = calloc(1, sizeof *s);
    if (s == NULL)
        return ZKS_ERROR_MEMORY;
    *s = (folder_store){.base = {.put = put, .finish = finish, .close = close_store}, .set = set, .folder = -1};
    zks_status status = ZKS_OK;
    if (mkdir(set->path, FOLDER_MODE) != 0 && errno != EEXIST)
        status = fail(s, report);
    if (status == ZKS_OK && (s->folder = open(set->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        status = fail(s, report);
    if (status == ZKS_OK)
        status = zks_store_lock(s->folder, set->path, report);
    if (status == ZKS_OK)
        status = claim_folder(s, report);
    if (status == ZKS_OK)
        *store = &s->base;
    else
        close_store(&s->base);
    return status;
}
