#include "signature/note_key.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"
#include "circuits/utf8.h"
#include "crypto/hash.h"
#include "signature/lines.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ED25519 = 0x01 };

/* The property White_Space of Unicode. */
static bool is_space(uint32_t point)
{
    return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0x85 || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 || point == 0x202F ||
           point == 0x205F || point == 0x3000;
}

bool zks_note_name_is_valid(const char *name, size_t length)
{
    if (length == 0)
        return false;
    while (length > 0) {
        uint32_t point;
        size_t size = zks_utf8_decode(&point, name, length);
        if (size == 0 || point < 0x20 || is_space(point) || point == '+')
            return false;
        name += size;
        length -= size;
    }
    return true;
}

bool zks_note_key_make(zks_note_key *key, const char *name, size_t length, const uint8_t public_key[32])
{
    if (length > ZKS_NOTE_MAX_NAME || !zks_note_name_is_valid(name, length))
        return false;
    uint8_t digest[32];
    const zks_bytes pieces[] = {{name, length}, {"\n\x01", 2}, {public_key, 32}};
    zks_sha256(digest, pieces, 3);
    memset(key->name, 0, sizeof key->name);
    memcpy(key->name, name, length);
    memcpy(key->id, digest, sizeof key->id);
    memcpy(key->public_key, public_key, 32);
    return true;
}

void zks_note_key_text(char out[ZKS_NOTE_KEY_TEXT + 1], const zks_note_key *key)
{
    uint8_t typed[33] = {ED25519};
    char id[9], encoded[45];
    memcpy(typed + 1, key->public_key, 32);
    zks_hex_encode(id, key->id, sizeof key->id);
    sodium_bin2base64(encoded, sizeof encoded, typed, sizeof typed, sodium_base64_VARIANT_ORIGINAL);
    snprintf(out, ZKS_NOTE_KEY_TEXT + 1, "%s+%s+%s", key->name, id, encoded);
}

bool zks_note_key_is_private(const char *text)
{
    return strncmp(text, ZKS_NOTE_PRIVATE, strlen(ZKS_NOTE_PRIVATE)) == 0;
}

static zks_status fail(zks_report *report, const char *what)
{
    zks_report_detail(report, "%s", what);
    return ZKS_ERROR_INPUT;
}

zks_status zks_note_key_parse(zks_note_key *key, const char *text, size_t length, zks_report *report)
{
    zks_line line = {text, length}, name, id;
    uint8_t typed[33];
    if (length > 0 && text[length - 1] == '\r')
        return fail(report, "a carriage return at its end; lines end in a line feed alone");
    if (zks_line_skip(&line, ZKS_NOTE_PRIVATE))
        return fail(report, "a private key; expected the public one, which keygen writes beside it");
    if (!zks_line_split(&line, '+', &name) || !zks_line_split(&line, '+', &id))
        return fail(report, "a public key is its name, its id and its base64, with plus signs between");
    if (!zks_line_base64(typed, sizeof typed, line) || typed[0] != ED25519 ||
        !crypto_core_ed25519_is_valid_point(typed + 1))
        return fail(report, "not a public key of Ed25519: base64 of the byte 1 and 32 more");
    zks_note_key read;
    char hex[9];
    if (!zks_note_key_make(&read, name.bytes, name.length, typed + 1))
        return fail(report, "the name of a public key is not 1 to 255 bytes of UTF-8 without spaces");
    zks_hex_encode(hex, read.id, sizeof read.id);
    if (!zks_line_is(id, hex))
        return fail(report, "the id of a public key is not that of its name and bytes");
    *key = read;
    return ZKS_OK;
}

static zks_status parse_file(zks_note_key *keys, size_t *count, const char *bytes, size_t length, const char *path,
                             zks_report *report)
{
    zks_lines lines = zks_lines_of(bytes, length);
    zks_line line;
    while (zks_lines_next(&lines, &line)) {
        zks_report inner;
        if (line.length == 0 || line.bytes[0] == '#')
            continue;
        if (*count == ZKS_NOTE_MAX_KEYS) {
            zks_report_detail(report, "'%.256s', line %zu: more than %d keys", path, lines.number, ZKS_NOTE_MAX_KEYS);
            return ZKS_ERROR_INPUT;
        }
        if (zks_note_key_parse(&keys[(*count)++], line.bytes, line.length, &inner) != ZKS_OK) {
            zks_report_detail(report, "'%.256s', line %zu: %.200s", path, lines.number, inner.detail);
            return ZKS_ERROR_INPUT;
        }
    }
    if (lines.at == lines.end && *count > 0)
        return ZKS_OK;
    zks_report_detail(report, *count == 0 ? "'%.256s' holds no key" : "'%.256s' does not end in a line feed", path);
    return ZKS_ERROR_INPUT;
}

zks_status zks_note_keys_read(zks_note_key **keys, size_t *count, const char *path, zks_report *report)
{
    char *bytes;
    size_t length, read_count = 0;
    zks_status status = zks_file_read(&bytes, &length, path, 1 << 20, report);
    if (status != ZKS_OK)
        return status;
    zks_note_key *read = calloc(ZKS_NOTE_MAX_KEYS, sizeof *read);
    status = read == NULL ? ZKS_ERROR_MEMORY : parse_file(read, &read_count, bytes, length, path, report);
    free(bytes);
    if (status == ZKS_OK) {
        *keys = read;
        *count = read_count;
    } else {
        free(read);
    }
    return status;
}
