/* A tar file (POSIX.1-1988, ustar) of what a folder of receipts holds, in the order of names. Times and owners are 0,
 * so that the same receipts give the same bytes. */
#include "prover/receipts/store.h"

#include "attestation/target.h"
#include "attestation/text.h"
#include "crypto/secret.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 512, BUFFER = 1 << 20, META_ENTRY = 2 * BLOCK };

static_assert(ZKS_STORE_META_BYTES <= BLOCK, "meta.json is one block");

typedef struct {
    zks_receipt_store base;
    const zks_receipt_set *set;
    int file;
    char *buffer; /* witness memory, BUFFER bytes */
    size_t filled;
} tar_store;

static zks_status fail(const tar_store *s, zks_report *report)
{
    return zks_report_errno(report, ZKS_ERROR_WRITE, s->set->path);
}

typedef union {
    char bytes[BLOCK];
    struct {
        char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100], magic[6],
            version[2], owner[32], group[32], major[8], minor[8], prefix[155];
    };
} header;

static header make_header(const char *name, size_t size)
{
    header h = {0};
    unsigned sum = 0;
    strcpy(h.name, name);
    strcpy(h.mode, "0000644");
    strcpy(h.uid, "0000000");
    strcpy(h.gid, "0000000");
    snprintf(h.size, sizeof h.size, "%011zo", size);
    strcpy(h.mtime, "00000000000");
    memset(h.checksum, ' ', sizeof h.checksum);
    h.type = '0';
    memcpy(h.magic, "ustar", sizeof h.magic);
    memcpy(h.version, "00", sizeof h.version);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)h.bytes[i];
    snprintf(h.checksum, sizeof h.checksum - 1, "%06o", sum);
    return h;
}

static size_t padding_of(size_t size)
{
    return (BLOCK - size % BLOCK) % BLOCK;
}

/* ---- writing ------------------------------------------------------------------------------------------------- */

static zks_status flush(tar_store *s, zks_report *report)
{
    size_t length = s->filled;
    s->filled = 0;
    return zks_write_all(s->file, s->buffer, length, NULL, s->set->path, report);
}

static zks_status append(tar_store *s, const void *bytes, size_t length, zks_report *report)
{
    zks_status status = ZKS_OK;
    for (const char *at = bytes; length > 0 && status == ZKS_OK;) {
        size_t some = length < BUFFER - s->filled ? length : BUFFER - s->filled;
        memcpy(s->buffer + s->filled, at, some);
        s->filled += some;
        at += some;
        length -= some;
        if (s->filled == BUFFER)
            status = flush(s, report);
    }
    return status;
}

static zks_status append_entry(tar_store *s, const char *name, const char *text, size_t length, zks_report *report)
{
    static const char zeros[BLOCK];
    header h = make_header(name, length);
    zks_status status = append(s, &h, sizeof h, report);
    if (status == ZKS_OK)
        status = append(s, text, length, report);
    return status == ZKS_OK ? append(s, zeros, padding_of(length), report) : status;
}

static zks_status put(zks_receipt_store *store, const zks_receipt_file *files, size_t count, zks_report *report)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < count && status == ZKS_OK; i++) {
        char place[ZKS_STORE_PLACE_BYTES];
        zks_store_place(place, files[i].name);
        status = append_entry((tar_store *)store, place, files[i].text, files[i].length, report);
    }
    return status;
}

static zks_status finish(zks_receipt_store *store, zks_report *report)
{
    static const char end[2 * BLOCK];
    tar_store *s = (tar_store *)store;
    zks_status status = append(s, end, sizeof end, report);
    if (status == ZKS_OK)
        status = flush(s, report);
    return status == ZKS_OK && fsync(s->file) != 0 ? fail(s, report) : status;
}

/* What was put is kept, as far as it can be. */
static void close_store(zks_receipt_store *store)
{
    tar_store *s = (tar_store *)store;
    zks_report ignored;
    if (s->filled > 0)
        flush(s, &ignored);
    if (s->file >= 0)
        close(s->file);
    zks_witness_free(s->buffer);
    free(s);
}

/* ---- opening ------------------------------------------------------------------------------------------------- */

/* Reads up to `length` bytes; false: an error. */
static bool read_at(const tar_store *s, off_t at, char *bytes, size_t length, size_t *got)
{
    for (*got = 0; *got < length;) {
        ssize_t more = pread(s->file, bytes + *got, length - *got, at + (off_t)*got);
        if (more < 0 && errno != EINTR)
            return false;
        if (more == 0)
            break;
        *got += more < 0 ? 0 : (size_t)more;
    }
    return true;
}

/* The size in a header if that is the one of the next receipt; SIZE_MAX otherwise. */
static size_t entry_size(const tar_store *s, const header *h, size_t position)
{
    char place[ZKS_STORE_PLACE_BYTES];
    size_t size = strtoull(h->size, NULL, 8);
    zks_store_place(place, &s->set->names->list[position]);
    header expected = make_header(place, size);
    return memcmp(h, &expected, sizeof expected) == 0 ? size : SIZE_MAX;
}

static bool is_zero(const header *h)
{
    return h->bytes[0] == 0 && memcmp(h->bytes, h->bytes + 1, BLOCK - 1) == 0;
}

/* Finds the end of the last whole entry, and counts. */
static zks_status find_end(tar_store *s, off_t file_size, off_t *end, zks_report *report)
{
    for (*end = META_ENTRY; s->base.first < s->set->names->count; s->base.first++) {
        header h;
        size_t got;
        if (!read_at(s, *end, h.bytes, BLOCK, &got))
            return fail(s, report);
        if (got < BLOCK || is_zero(&h))
            return ZKS_OK;
        size_t size = entry_size(s, &h, s->base.first);
        if (size == SIZE_MAX)
            return zks_store_exists(s->set->path, "an entry in it is not the receipt it should be", report);
        off_t next = *end + BLOCK + (off_t)(size + padding_of(size));
        if (next > file_size)
            return ZKS_OK;
        *end = next;
    }
    return ZKS_OK;
}

/* What the file begins with says whose receipts it has; as little as a part of that is begun anew. */
static zks_status go_on(tar_store *s, off_t file_size, zks_report *report)
{
    char expected[META_ENTRY] = {0}, found[META_ENTRY];
    size_t got;
    size_t length = zks_store_meta(expected + BLOCK, s->set);
    header h = make_header(ZKS_STORE_META, length);
    memcpy(expected, &h, sizeof h);
    if (!read_at(s, 0, found, META_ENTRY, &got))
        return fail(s, report);
    if (memcmp(expected, found, got) != 0)
        return zks_store_exists(s->set->path, "something else, or receipts of another attestation", report);
    off_t end = 0;
    s->base.was_there = got > 0;
    zks_status status = got == META_ENTRY ? find_end(s, file_size, &end, report) : ZKS_OK;
    s->base.kept = s->base.first;
    if (status == ZKS_OK && (ftruncate(s->file, end) != 0 || lseek(s->file, end, SEEK_SET) < 0))
        status = fail(s, report);
    return status == ZKS_OK && end == 0 ? append(s, expected, META_ENTRY, report) : status;
}

static zks_status open_file(tar_store *s, zks_report *report)
{
    struct stat about;
    s->file = open(s->set->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (s->file < 0 || fstat(s->file, &about) != 0)
        return fail(s, report);
    if (!S_ISREG(about.st_mode))
        return zks_store_exists(s->set->path, "not a file", report);
    zks_status status = zks_store_lock(s->file, s->set->path, report);
    return status == ZKS_OK ? go_on(s, about.st_size, report) : status;
}

zks_status zks_tar_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report)
{
    tar_store *s = calloc(1, sizeof *s);
    if (s == NULL)
        return ZKS_ERROR_MEMORY;
    *s = (tar_store){.base = {.put = put, .finish = finish, .close = close_store}, .set = set, .file = -1};
    s->buffer = zks_witness_new(BUFFER, 1);
    zks_status status = s->buffer != NULL ? open_file(s, report) : ZKS_ERROR_MEMORY;
    if (status == ZKS_OK)
        *store = &s->base;
    else
        close_store(&s->base);
    return status;
}
