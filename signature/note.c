#include "signature/note.h"

#include "attestation/text.h"
#include "circuits/utf8.h"
#include "signature/lines.h"

#include <assert.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>

static const char dash[] = "\u2014 ";

/* The number of the first line with a character that may not be in a note; 0: there is none. */
static size_t find_foul_line(const char *bytes, size_t length)
{
    size_t line = 1;
    while (length > 0) {
        uint32_t point;
        size_t size = zks_utf8_decode(&point, bytes, length);
        if (size == 0 || (point < 0x20 && point != '\n'))
            return line;
        line += point == '\n';
        bytes += size;
        length -= size;
    }
    return 0;
}

/* The bytes before the last empty line; 0 where there is none. */
static size_t find_text_end(const char *bytes, size_t length)
{
    for (size_t i = length; i-- > 1;)
        if (bytes[i] == '\n' && bytes[i - 1] == '\n')
            return i;
    return 0;
}

static size_t count_lines(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    return count;
}

static bool read_encoded(zks_note_signature *s, zks_line line)
{
    uint8_t bytes[ZKS_NOTE_MAX_SIGNATURE];
    size_t length;
    if (!zks_line_base64_any(bytes, sizeof bytes, &length, line) || length <= sizeof s->id)
        return false;
    s->encoded = line.bytes;
    s->encoded_length = line.length;
    memcpy(s->id, bytes, sizeof s->id);
    return true;
}

static zks_status read_signature(zks_note_signature *s, const zks_lines *lines, zks_line line, zks_report *report)
{
    zks_line name;
    if (!zks_line_skip(&line, dash) || !zks_line_split(&line, ' ', &name))
        return zks_lines_fault(lines, "not an em dash, a key's name and a signature", report);
    if (!zks_note_name_is_valid(name.bytes, name.length))
        return zks_lines_fault(lines, "a key's name is empty, or has a space or a plus sign in it", report);
    if (!read_encoded(s, line))
        return zks_lines_fault(lines, "the signature is not canonical base64 of 5 to 8192 bytes", report);
    s->name = name.bytes;
    s->name_length = name.length;
    return ZKS_OK;
}

static zks_status read_signatures(zks_note *note, zks_lines lines, zks_report *report)
{
    while (lines.at < lines.end) {
        zks_line line;
        if (!zks_lines_next(&lines, &line))
            return zks_lines_fault(&lines, "no line feed at its end", report);
        if (note->signature_count == ZKS_NOTE_MAX_SIGNATURES)
            return zks_lines_fault(&lines, "more than 100 signatures", report);
        zks_status status = read_signature(&note->signatures[note->signature_count++], &lines, line, report);
        if (status != ZKS_OK)
            return status;
    }
    return note->signature_count > 0 ? ZKS_OK : zks_lines_fault(&lines, "no signature behind the empty line", report);
}

zks_status zks_note_parse(zks_note *note, const char *bytes, size_t length, zks_report *report)
{
    return zks_note_parse_within(note, bytes, length, ZKS_NOTE_MAX_BYTES, report);
}

zks_status zks_note_parse_within(zks_note *note, const char *bytes, size_t length, size_t most, zks_report *report)
{
    zks_lines lines = zks_lines_of(bytes, length);
    if (length > most) {
        zks_report_detail(report, "a signed note of more than %zu bytes", most);
        return ZKS_REJECT_SIGNATURE_ENCODING;
    }
    lines.number = find_foul_line(bytes, length);
    if (lines.number > 0)
        return zks_lines_fault(&lines, "a control character, or not UTF-8", report);
    zks_note read = {.text = bytes, .text_length = find_text_end(bytes, length)};
    if (read.text_length == 0) {
        zks_report_detail(report, "a signed note without an empty line before its signatures");
        return ZKS_REJECT_SIGNATURE_ENCODING;
    }
    lines.at = bytes + read.text_length + 1;
    lines.number = count_lines(bytes, read.text_length) + 1;
    zks_status status = read_signatures(&read, lines, report);
    if (status == ZKS_OK)
        *note = read;
    return status;
}

bool zks_note_signature_names(const zks_note_signature *s, const zks_note_key *key)
{
    return s->name_length == strlen(key->name) && memcmp(s->name, key->name, s->name_length) == 0 &&
           memcmp(s->id, key->id, sizeof s->id) == 0;
}

static bool is_made_by(const zks_note *note, const zks_note_signature *s, const zks_note_key *key)
{
    uint8_t bytes[sizeof s->id + crypto_sign_BYTES];
    return zks_line_base64(bytes, sizeof bytes, (zks_line){s->encoded, s->encoded_length}) &&
           crypto_sign_verify_detached(bytes + sizeof s->id, (const uint8_t *)note->text, note->text_length,
                                       key->public_key) == 0;
}

static bool has_signed(const zks_note *note, const zks_note_key *key)
{
    for (size_t i = 0; i < note->signature_count; i++)
        if (zks_note_signature_names(&note->signatures[i], key))
            return true;
    return false;
}

/* Whether a key before `at` is the same one, and has signed too. */
static bool is_counted(const zks_note *note, const zks_note_key *keys, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (memcmp(keys[i].public_key, keys[at].public_key, sizeof keys[i].public_key) == 0 &&
            has_signed(note, &keys[i]))
            return true;
    return false;
}

static zks_status check_claims(const zks_note *note, const zks_note_key *keys, size_t count, zks_report *report)
{
    for (size_t i = 0; i < note->signature_count; i++)
        for (size_t k = 0; k < count; k++)
            if (zks_note_signature_names(&note->signatures[i], &keys[k]) &&
                !is_made_by(note, &note->signatures[i], &keys[k])) {
                zks_report_detail(report, "the signature of '%.255s' does not verify", keys[k].name);
                return ZKS_REJECT_SIGNATURE_INVALID;
            }
    return ZKS_OK;
}

zks_status zks_note_verify(const zks_note *note, const zks_note_key *keys, size_t count, size_t needed,
                           const char *name, zks_report *report)
{
    assert(needed >= 1);
    zks_status status = check_claims(note, keys, count, report);
    if (status != ZKS_OK)
        return status;
    size_t signers = 0;
    bool has_name = name == NULL;
    for (size_t k = 0; k < count; k++) {
        if (!has_signed(note, &keys[k]))
            continue;
        signers += !is_counted(note, keys, k);
        has_name = has_name || strcmp(keys[k].name, name) == 0;
    }
    if (signers < needed) {
        zks_report_detail(report, "signed by %zu of %zu trusted keys, not by %zu", signers, count, needed);
        return ZKS_REJECT_SIGNATURE_UNTRUSTED;
    }
    if (!has_name) {
        zks_report_detail(report, "not signed by a trusted key named '%.255s'", name);
        return ZKS_REJECT_SIGNATURE_UNTRUSTED;
    }
    return ZKS_OK;
}
