#include "prover/unpacker.h"

#include "crypto/secret.h"

#include <string.h>
#include <zlib.h>
#include <zstd.h>

#define BLOCK_BYTES (1u << 16)
#define MAGIC_BYTES 4
#define MOST_ZSTD_WINDOW_LOG 27 /* 128 MiB, what the zstd program takes without being asked for more */

typedef struct unpacker unpacker;

/* One way of packing. */
typedef struct {
    const char *name;
    bool (*is_it)(const unsigned char magic[MAGIC_BYTES]);
    bool (*start)(unpacker *u); /* false: out of memory */
    /* Unpacks what it can of the block: *got bytes, perhaps none. NULL, or what is wrong with the stream. */
    const char *(*step)(unpacker *u, unsigned char *bytes, size_t room, size_t *got);
    void (*stop)(unpacker *u);
} packing;

struct unpacker {
    zks_byte_source source;
    zks_byte_source *packed;
    const char *path;
    const packing *packing; /* NULL: none */
    z_stream gzip;
    ZSTD_DStream *zstd;
    bool in_stream; /* its end has not been seen */

    unsigned char block[BLOCK_BYTES]; /* of the packed file */
    size_t length, used;
};

/* ---- gzip ---- */

static bool is_gzip(const unsigned char magic[MAGIC_BYTES])
{
    return magic[0] == 0x1F && magic[1] == 0x8B;
}

static voidpf gzip_new(voidpf opaque, uInt items, uInt size)
{
    (void)opaque;
    return zks_witness_new(items, size);
}

static void gzip_free(voidpf opaque, voidpf memory)
{
    (void)opaque;
    zks_witness_free(memory);
}

static bool gzip_start(unpacker *u)
{
    u->gzip = (z_stream){.zalloc = gzip_new, .zfree = gzip_free};
    return inflateInit2(&u->gzip, MAX_WBITS + 16) == Z_OK; /* 16: with the header and trailer of gzip */
}

static const char *gzip_step(unpacker *u, unsigned char *bytes, size_t room, size_t *got)
{
    size_t given = u->length - u->used;
    u->gzip.next_in = u->block + u->used;
    u->gzip.avail_in = (uInt)given;
    u->gzip.next_out = bytes;
    u->gzip.avail_out = (uInt)room;
    int result = inflate(&u->gzip, Z_NO_FLUSH);
    *got = room - u->gzip.avail_out;
    u->used = u->length - u->gzip.avail_in;
    if (result == Z_STREAM_END) {
        u->in_stream = false;
        return inflateReset(&u->gzip) == Z_OK ? NULL : "stream state";
    }
    if (result == Z_OK && u->gzip.avail_in < given)
        u->in_stream = true;
    if (result == Z_OK || result == Z_BUF_ERROR) /* the latter: wants more of the file */
        return NULL;
    return u->gzip.msg != NULL ? u->gzip.msg : zError(result);
}

static void gzip_stop(unpacker *u)
{
    inflateEnd(&u->gzip);
}

/* ---- zstd ---- */

/* A frame, or one to be skipped, with which some programs begin. */
static bool is_zstd(const unsigned char magic[MAGIC_BYTES])
{
    return memcmp(magic, "\x28\xB5\x2F\xFD", MAGIC_BYTES) == 0 ||
           ((magic[0] & 0xF0) == 0x50 && memcmp(magic + 1, "\x2A\x4D\x18", MAGIC_BYTES - 1) == 0);
}

static bool zstd_start(unpacker *u)
{
    u->zstd = ZSTD_createDStream();
    return u->zstd != NULL && !ZSTD_isError(ZSTD_DCtx_setParameter(u->zstd, ZSTD_d_windowLogMax, MOST_ZSTD_WINDOW_LOG));
}

static const char *zstd_step(unpacker *u, unsigned char *bytes, size_t room, size_t *got)
{
    ZSTD_inBuffer in = {u->block, u->length, u->used};
    ZSTD_outBuffer out = {bytes, room, 0};
    size_t wanted = ZSTD_decompressStream(u->zstd, &out, &in);
    if (ZSTD_isError(wanted))
        return ZSTD_getErrorName(wanted);
    if (in.pos > u->used || out.pos > 0)
        u->in_stream = wanted != 0;
    u->used = in.pos;
    *got = out.pos;
    return NULL;
}

static void zstd_stop(unpacker *u)
{
    ZSTD_freeDStream(u->zstd);
}

static const packing packings[] = {
    {"gzip", is_gzip, gzip_start, gzip_step, gzip_stop},
    {"zstd", is_zstd, zstd_start, zstd_step, zstd_stop},
};

/* ---- the source ---- */

/* Adds to the block; *got is 0 at the end of the file. */
static zks_status fill(unpacker *u, size_t *got, zks_report *report)
{
    zks_status status = u->packed->read(u->packed, u->block + u->length, BLOCK_BYTES - u->length, got, report);
    if (status == ZKS_OK)
        u->length += *got;
    u->source.bytes_read = u->packed->bytes_read;
    return status;
}

/* What was read to see how the file is packed, then the file itself. */
static zks_status read_plain(zks_byte_source *source, void *bytes, size_t room, size_t *got, zks_report *report)
{
    unpacker *u = (unpacker *)source;
    size_t kept = u->length - u->used;
    if (kept > 0) {
        *got = kept < room ? kept : room;
        memcpy(bytes, u->block + u->used, *got);
        u->used += *got;
        return ZKS_OK;
    }
    zks_status status = u->packed->read(u->packed, bytes, room, got, report);
    source->bytes_read = u->packed->bytes_read;
    return status;
}

static zks_status read_unpacked(zks_byte_source *source, void *bytes, size_t room, size_t *got, zks_report *report)
{
    unpacker *u = (unpacker *)source;
    for (*got = 0;;) {
        const char *damage = u->packing->step(u, bytes, room, got);
        if (damage != NULL)
            return zks_input_error(report, u->path, (zks_position){0, 0}, "damaged %s stream: %s", u->packing->name,
                                   damage);
        if (*got > 0)
            return ZKS_OK;
        if (u->used < u->length)
            continue;
        size_t added;
        u->length = u->used = 0;
        zks_status status = fill(u, &added, report);
        if (status != ZKS_OK)
            return status;
        if (added == 0)
            return u->in_stream ? zks_input_error(report, u->path, (zks_position){0, 0},
                                                  "ends inside a %s stream; was it cut off?", u->packing->name)
                                : ZKS_OK;
    }
}

static void close_unpacker(zks_byte_source *source)
{
    unpacker *u = (unpacker *)source;
    if (u->packing != NULL)
        u->packing->stop(u);
    u->packed->close(u->packed);
    zks_witness_free(u);
}

/* Looks how the file is packed. */
static zks_status recognise(unpacker *u, zks_report *report)
{
    size_t added = 1;
    zks_status status = ZKS_OK;
    while (status == ZKS_OK && added > 0 && u->length < MAGIC_BYTES)
        status = fill(u, &added, report);
    for (size_t i = 0; i < sizeof packings / sizeof *packings && u->length >= MAGIC_BYTES && status == ZKS_OK; i++)
        if (packings[i].is_it(u->block)) {
            u->packing = &packings[i];
            u->in_stream = true;
            u->source.read = read_unpacked;
            status = u->packing->start(u) ? ZKS_OK : zks_input_memory(report, u->path);
        }
    return status;
}

zks_status zks_unpacker_open(zks_byte_source **source, const char *path, zks_report *report)
{
    zks_byte_source *packed;
    zks_status status = zks_file_source_open(&packed, path, report);
    if (status != ZKS_OK)
        return status;
    unpacker *u = zks_witness_new(1, sizeof *u);
    if (u == NULL) {
        packed->close(packed);
        return zks_input_memory(report, path);
    }
    u->packed = packed;
    u->path = path;
    u->source = (zks_byte_source){.read = read_plain, .close = close_unpacker, .bytes = packed->bytes};
    status = recognise(u, report);
    if (status == ZKS_OK)
        *source = &u->source;
    else
        close_unpacker(&u->source);
    return status;
}
