#include "prover/receipts/store.h"

#include "attestation/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

static bool ends_with(const char *path, const char *end)
{
    size_t length = strlen(path), wanted = strlen(end);
    return length > wanted && strcmp(path + length - wanted, end) == 0;
}

zks_store_kind zks_receipt_store_kind(const char *path)
{
    struct stat about;
    if (ends_with(path, "/") || (stat(path, &about) == 0 && S_ISDIR(about.st_mode)))
        return ZKS_STORE_FOLDER;
    if (ends_with(path, ".tar"))
        return ZKS_STORE_TAR;
    return ends_with(path, ".sqlite") ? ZKS_STORE_SQLITE : ZKS_STORE_UNKNOWN;
}

zks_status zks_receipt_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report)
{
    switch (zks_receipt_store_kind(set->path)) {
    case ZKS_STORE_FOLDER:
        return zks_folder_store_open(store, set, report);
    case ZKS_STORE_TAR:
        return zks_tar_store_open(store, set, report);
    case ZKS_STORE_SQLITE:
        return zks_sqlite_store_open(store, set, report);
    default:
        zks_report_detail(report, "'%.256s' ends in none of / .tar .sqlite", set->path);
        return ZKS_ERROR_WRITE;
    }
}

size_t zks_store_meta(char text[ZKS_STORE_META_BYTES], const zks_receipt_set *set)
{
    return (size_t)snprintf(text, ZKS_STORE_META_BYTES,
                            "{\"statement\":\"%s\",\"version\":\"" ZKS_RECEIPT_STORE_VERSION "\"}\n", set->statement);
}

void zks_store_place(char place[ZKS_STORE_PLACE_BYTES], const zks_receipt_name *name)
{
    zks_receipt_name_text(place + 3, name->digits);
    memcpy(place, place + 3, 2);
    place[2] = '/';
}

zks_status zks_store_exists(const char *path, const char *what, zks_report *report)
{
    zks_report_detail(report, "'%.256s': %s", path, what);
    return ZKS_ERROR_EXISTS;
}

zks_status zks_store_lock(int file, const char *path, zks_report *report)
{
    if (flock(file, LOCK_EX | LOCK_NB) == 0)
        return ZKS_OK;
    if (errno != EWOULDBLOCK)
        return zks_report_errno(report, ZKS_ERROR_WRITE, path);
    zks_report_detail(report, "'%.256s': another run is writing to it", path);
    return ZKS_ERROR_WRITE;
}
