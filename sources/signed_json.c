#include "sources/signed_json.h"

#include "attestation/text.h"

#include <stdlib.h>
#include <string.h>

void zks_source_keys_clear(zks_source_keys *keys)
{
    free(keys->keys);
    *keys = (zks_source_keys){0};
}

static bool is_same_key(const zks_note_key *a, const zks_note_key *b)
{
    return memcmp(a->public_key, b->public_key, sizeof a->public_key) == 0;
}

static zks_status read_key(zks_source_keys *keys, const char *text, zks_status otherwise, zks_report *report)
{
    zks_note_key *key = &keys->keys[keys->count];
    zks_report inner = {.segment = -1};
    if (zks_note_key_parse(key, text, strlen(text), &inner) != ZKS_OK) {
        zks_report_detail(report, "keys[%zu]: %.400s", keys->count, inner.detail);
        return otherwise;
    }
    for (size_t i = 0; i < keys->count; i++)
        if (is_same_key(&keys->keys[i], key)) {
            zks_report_detail(report, "keys[%zu]: the same key as keys[%zu]", keys->count, i);
            return otherwise;
        }
    keys->count++;
    return ZKS_OK;
}

zks_status zks_source_keys_read(zks_source_keys *keys, const zks_texts *texts, zks_status otherwise, zks_report *report)
{
    if (texts->count < 1 || texts->count > ZKS_SOURCE_MAX_KEYS) {
        zks_report_detail(report, "keys: %zu of them, not 1 to %d", texts->count, ZKS_SOURCE_MAX_KEYS);
        return otherwise;
    }
    keys->keys = calloc(texts->count, sizeof *keys->keys);
    zks_status status = keys->keys == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < texts->count; i++)
        status = read_key(keys, texts->text[i], otherwise, report);
    if (status != ZKS_OK)
        zks_source_keys_clear(keys);
    return status;
}

zks_status zks_signed_json_read(json_t **object, zks_note *note, const char *bytes, size_t length, zks_status otherwise,
                                zks_report *report)
{
    if (zks_note_parse_within(note, bytes, length, ZKS_SOURCE_MAX_BYTES, report) != ZKS_OK)
        return otherwise;
    if (memchr(note->text, '\n', note->text_length) != note->text + note->text_length - 1) {
        zks_report_detail(report, "its text is not one line");
        return otherwise;
    }
    return zks_json_read_canonical(object, note->text, note->text_length - 1, otherwise, report);
}

/* Whether the key has signed; otherwise = it did not, and nothing says that it did. That it did not is no finding, and
 * leaves *report alone. */
static zks_status look_for(bool *has_signed, const zks_note *note, const zks_note_key *key, zks_report *report)
{
    zks_report inner = {.segment = -1};
    zks_status status = zks_note_verify(note, key, 1, 1, NULL, &inner);
    *has_signed = status == ZKS_OK;
    if (status == ZKS_OK || status == ZKS_REJECT_SIGNATURE_UNTRUSTED)
        return ZKS_OK;
    zks_report_detail(report, "%s", inner.detail);
    return status;
}

zks_status zks_signed_json_signer(size_t *signer, const zks_note *note, const zks_source_keys *keys,
                                  zks_status otherwise, zks_report *report)
{
    size_t signers = 0;
    for (size_t i = 0; i < keys->count; i++) {
        bool has_signed;
        if (look_for(&has_signed, note, &keys->keys[i], report) != ZKS_OK)
            return otherwise;
        if (!has_signed)
            continue;
        *signer = i;
        signers++;
    }
    if (signers == 1)
        return ZKS_OK;
    if (signers == 0)
        zks_report_detail(report, "not signed by one of the keys that are named");
    else
        zks_report_detail(report, "signed by %zu of the keys that are named, not by one", signers);
    return otherwise;
}

bool zks_source_key_is_trusted(const char *text, const zks_note_key *trusted, size_t count)
{
    zks_note_key key;
    zks_report ignored;
    if (zks_note_key_parse(&key, text, strlen(text), &ignored) != ZKS_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        if (is_same_key(&key, &trusted[i]))
            return true;
    return false;
}

bool zks_times_are_near(const char *time, const char *snapshot, uint64_t seconds)
{
    int64_t a, b;
    if (!zks_time_to_seconds(&a, time) || !zks_time_to_seconds(&b, snapshot))
        return false;
    return (uint64_t)(a > b ? a - b : b - a) <= seconds;
}
