#include "signature/checkpoint.h"

#include "signature/lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static zks_status read_extensions(zks_lines *lines, zks_report *report)
{
    while (lines->at < lines->end) {
        zks_line line;
        if (!zks_lines_next(lines, &line) || line.length == 0)
            return zks_lines_fault(lines, "an extension line is empty or without its line feed", report);
    }
    return ZKS_OK;
}

zks_status zks_checkpoint_parse(zks_checkpoint *checkpoint, const char *text, size_t length, zks_report *report)
{
    zks_checkpoint read = {0};
    zks_lines lines = zks_lines_of(text, length);
    zks_line line;
    if (!zks_lines_next(&lines, &line) || line.length == 0 || line.length > ZKS_NOTE_MAX_NAME)
        return zks_lines_fault(&lines, "not an origin of 1 to 255 bytes", report);
    memcpy(read.origin, line.bytes, line.length);
    if (!zks_lines_next(&lines, &line) || !zks_line_number(&read.size, line))
        return zks_lines_fault(&lines, "not a number of entries: decimal, below 2^63, no leading zero", report);
    if (!zks_lines_next(&lines, &line) || !zks_line_base64(read.root, sizeof read.root, line))
        return zks_lines_fault(&lines, "not a root: 32 bytes in base64", report);
    zks_status status = read_extensions(&lines, report);
    if (status == ZKS_OK)
        *checkpoint = read;
    return status;
}

size_t zks_checkpoint_text(char out[ZKS_CHECKPOINT_TEXT + 1], const zks_checkpoint *checkpoint)
{
    char root[ZKS_BASE64_HASH + 1];
    zks_hash_base64(root, checkpoint->root);
    return (size_t)snprintf(out, ZKS_CHECKPOINT_TEXT + 1, "%s\n%" PRIu64 "\n%s\n", checkpoint->origin, checkpoint->size,
                            root);
}
