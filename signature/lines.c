#include "signature/lines.h"

#include "attestation/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

zks_lines zks_lines_of(const char *text, size_t length)
{
    return (zks_lines){text, text + length, 0};
}

bool zks_lines_next(zks_lines *lines, zks_line *line)
{
    size_t left = (size_t)(lines->end - lines->at);
    const char *end = left > 0 ? memchr(lines->at, '\n', left) : NULL;
    lines->number++;
    if (end == NULL)
        return false;
    *line = (zks_line){lines->at, (size_t)(end - lines->at)};
    lines->at = end + 1;
    return true;
}

zks_status zks_lines_fault(const zks_lines *lines, const char *fault, zks_report *report)
{
    zks_report_detail(report, "line %zu: %s", lines->number, fault);
    return ZKS_REJECT_SIGNATURE_ENCODING;
}

bool zks_line_is(zks_line line, const char *text)
{
    return line.length == strlen(text) && memcmp(line.bytes, text, line.length) == 0;
}

static void skip(zks_line *line, size_t length)
{
    line->bytes += length;
    line->length -= length;
}

bool zks_line_skip(zks_line *line, const char *prefix)
{
    size_t length = strlen(prefix);
    if (line->length < length || memcmp(line->bytes, prefix, length) != 0)
        return false;
    skip(line, length);
    return true;
}

bool zks_line_split(zks_line *line, char end, zks_line *before)
{
    const char *at = line->length > 0 ? memchr(line->bytes, end, line->length) : NULL;
    if (at == NULL)
        return false;
    *before = (zks_line){line->bytes, (size_t)(at - line->bytes)};
    skip(line, before->length + 1);
    return true;
}

bool zks_line_number(uint64_t *number, zks_line line)
{
    uint64_t read = 0;
    if (line.length == 0 || (line.bytes[0] == '0' && line.length > 1))
        return false;
    for (size_t i = 0; i < line.length; i++) {
        char digit = line.bytes[i];
        if (digit < '0' || digit > '9' || read > (uint64_t)INT64_MAX / 10)
            return false;
        read = 10 * read + (uint64_t)(digit - '0');
    }
    if (read > (uint64_t)INT64_MAX)
        return false;
    *number = read;
    return true;
}

/* libsodium takes some bytes beyond ASCII for digits. */
static bool is_ascii(zks_line line)
{
    unsigned char bits = 0;
    for (size_t i = 0; i < line.length; i++)
        bits |= (unsigned char)line.bytes[i];
    return bits < 0x80;
}

bool zks_line_base64_any(uint8_t *bytes, size_t capacity, size_t *length, zks_line line)
{
    return is_ascii(line) && sodium_base642bin(bytes, capacity, line.bytes, line.length, NULL, length, NULL,
                                               sodium_base64_VARIANT_ORIGINAL) == 0;
}

bool zks_line_base64(uint8_t *bytes, size_t length, zks_line line)
{
    size_t decoded;
    return zks_line_base64_any(bytes, length, &decoded, line) && decoded == length;
}

void zks_hash_base64(char out[ZKS_BASE64_HASH + 1], const uint8_t hash[32])
{
    sodium_bin2base64(out, ZKS_BASE64_HASH + 1, hash, 32, sodium_base64_VARIANT_ORIGINAL);
}

char *zks_lines_close(FILE *out, char **text)
{
    bool is_whole = ferror(out) == 0;
    if (fclose(out) == 0 && is_whole)
        return *text;
    free(*text);
    return NULL;
}
