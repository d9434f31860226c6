#include "verifier/feeds.h"

#include "attestation/json.h"
#include "sources/price_note.h"
#include "sources/signed_json.h"

#include <stdlib.h>
#include <string.h>

static void free_texts(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
}

void zks_feeds_free(zks_verified_feed *feeds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(feeds[i].index);
        free(feeds[i].field);
        free_texts(feeds[i].oracles, feeds[i].oracle_count);
        free_texts(feeds[i].declared, feeds[i].declared_count);
        for (size_t n = 0; n < feeds[i].note_count; n++) {
            free(feeds[i].notes[n].oracle);
            free(feeds[i].notes[n].source);
        }
        free(feeds[i].notes);
    }
    free(feeds);
}

/* How much of a key's text is its name and id. */
static size_t name_length(const char *key)
{
    const char *plus = strchr(key, '+');
    plus = plus == NULL ? NULL : strchr(plus + 1, '+');
    return plus == NULL ? strlen(key) : (size_t)(plus - key);
}

/* What has more keys or notes than a feed can have is told no further. */
static size_t at_most(size_t count)
{
    return count < ZKS_SOURCE_MAX_KEYS ? count : ZKS_SOURCE_MAX_KEYS;
}

static bool describe_oracles(zks_verified_feed *out, const zks_texts *keys)
{
    size_t count = at_most(keys->count);
    out->oracles = calloc(count + 1, sizeof *out->oracles);
    bool ok = out->oracles != NULL;
    for (size_t i = 0; ok && i < count; i++) {
        ok = (out->oracles[i] = strndup(keys->text[i], name_length(keys->text[i]))) != NULL;
        out->oracle_count += ok;
    }
    return ok;
}

static bool describe_declared(zks_verified_feed *out, const zks_texts *declared)
{
    out->declared = calloc(declared->count + 1, sizeof *out->declared);
    bool ok = out->declared != NULL;
    for (size_t i = 0; ok && i < declared->count; i++) {
        ok = (out->declared[i] = strdup(declared->text[i])) != NULL;
        out->declared_count += ok;
    }
    return ok;
}

static bool names(const zks_note_signature *s, const char *oracle)
{
    char id[2 * sizeof s->id + 1];
    zks_hex_encode(id, s->id, sizeof s->id);
    return strncmp(oracle, s->name, s->name_length) == 0 && oracle[s->name_length] == '+' &&
           strcmp(oracle + s->name_length + 1, id) == 0;
}

/* The first key that a signature of the note names. False: out of memory. */
static bool describe_signer(zks_verified_note *out, const zks_note *note, const zks_verified_feed *feed)
{
    for (size_t i = 0; i < feed->oracle_count; i++)
        for (size_t s = 0; s < note->signature_count; s++)
            if (names(&note->signatures[s], feed->oracles[i]))
                return (out->oracle = strdup(feed->oracles[i])) != NULL;
    return true;
}

static bool describe_note(zks_verified_note *out, const char *text, const zks_verified_feed *feed)
{
    zks_price_note note;
    zks_note signatures;
    zks_status status = zks_price_note_read(&note, &signatures, text, strlen(text), NULL);
    if (status != ZKS_OK)
        return status != ZKS_ERROR_MEMORY;
    memcpy(out->time, note.time, sizeof out->time);
    out->prices = note.count;
    out->source = note.source;
    note.source = NULL;
    zks_price_note_clear(&note);
    return describe_signer(out, &signatures, feed);
}

/* Canonical times are in the order of their characters. */
static void extend_times(zks_verified_feed *out, const char *time)
{
    if (time[0] == '\0')
        return;
    if (out->time_from[0] == '\0' || strcmp(time, out->time_from) < 0)
        memcpy(out->time_from, time, sizeof out->time_from);
    if (strcmp(time, out->time_to) > 0)
        memcpy(out->time_to, time, sizeof out->time_to);
}

static bool describe_feed(zks_verified_feed *out, const zks_price_feed *feed)
{
    size_t notes = at_most(feed->notes.count);
    out->quorum = feed->quorum;
    out->latency = feed->latency;
    out->index = strdup(feed->index);
    out->field = strdup(feed->field);
    out->notes = calloc(notes + 1, sizeof *out->notes);
    bool ok = out->index != NULL && out->field != NULL && out->notes != NULL && describe_oracles(out, &feed->keys) &&
              describe_declared(out, &feed->declared);
    for (size_t i = 0; ok && i < notes; i++) {
        zks_verified_note *note = &out->notes[out->note_count++];
        ok = describe_note(note, feed->notes.text[i], out);
        extend_times(out, note->time);
    }
    return ok;
}

bool zks_feeds_describe(zks_verified_feed **feeds, size_t *count, const zks_sources *sources)
{
    *count = 0;
    *feeds = calloc(sources->feed_count + 1, sizeof **feeds);
    bool ok = *feeds != NULL;
    for (size_t i = 0; ok && i < sources->feed_count; i++)
        ok = describe_feed(&(*feeds)[(*count)++], &sources->feeds[i]);
    return ok;
}
