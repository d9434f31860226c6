#include "prover/line_reader.h"

#include "crypto/secret.h"

#include <string.h>

#define BLOCK_BYTES (1u << 16)

struct zks_line_reader {
    const char *path;
    zks_byte_source *source;
    uint64_t number; /* of the last line given */
    bool ended;
    char block[BLOCK_BYTES];
    size_t length, used;
    char text[ZKS_MAX_LINE];
};

zks_line_reader *zks_line_reader_open(const char *path, zks_byte_source *source)
{
    zks_line_reader *lines = zks_witness_new(1, sizeof *lines);
    if (lines == NULL) {
        source->close(source);
        return NULL;
    }
    lines->path = path;
    lines->source = source;
    return lines;
}

void zks_line_reader_close(zks_line_reader *lines)
{
    if (lines == NULL)
        return;
    lines->source->close(lines->source);
    zks_witness_free(lines);
}

static zks_status fill(zks_line_reader *lines, zks_report *report)
{
    lines->used = 0;
    zks_status status = lines->source->read(lines->source, lines->block, BLOCK_BYTES, &lines->length, report);
    lines->ended = status == ZKS_OK && lines->length == 0;
    return status;
}

zks_status zks_line_reader_next(zks_line_reader *lines, zks_field *line, zks_report *report)
{
    zks_position at = {++lines->number, 1};
    size_t length = 0;
    for (const char *end = NULL; end == NULL && !lines->ended;) {
        zks_status status = lines->used == lines->length ? fill(lines, report) : ZKS_OK;
        if (status != ZKS_OK)
            return status;
        const char *from = lines->block + lines->used;
        end = memchr(from, '\n', lines->length - lines->used);
        size_t more = end != NULL ? (size_t)(end - from) : lines->length - lines->used;
        if (more > ZKS_MAX_LINE - length)
            return zks_input_error(report, lines->path, at, "line of more than %u bytes", ZKS_MAX_LINE);
        memcpy(lines->text + length, from, more);
        length += more;
        lines->used += more + (end != NULL);
    }
    *line = (zks_field){lines->ended && length == 0 ? NULL : lines->text, length, at};
    return ZKS_OK;
}

const zks_byte_source *zks_line_reader_source(const zks_line_reader *lines)
{
    return lines->source;
}
