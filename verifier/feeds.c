#include "verifier/feeds.h"

#include "attestation/json.h"
#include "sources/price_note.h"
#include "verifier/signed_source.h"

#include <stdlib.h>
#include <string.h>

void zks_feeds_free(zks_verified_feed *feeds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(feeds[i].index);
        free(feeds[i].field);
        zks_source_names_free(feeds[i].oracles, feeds[i].oracle_count);
        zks_source_names_free(feeds[i].declared, feeds[i].declared_count);
        for (size_t n = 0; n < feeds[i].note_count; n++) {
            free(feeds[i].notes[n].oracle);
            free(feeds[i].notes[n].source);
        }
        free(feeds[i].notes);
    }
    free(feeds);
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

static bool describe_feed(zks_verified_feed *out, const zks_price_feed *feed)
{
    size_t notes = zks_source_told(feed->notes.count);
    out->quorum = feed->quorum;
    out->latency = feed->latency;
    out->index = strdup(feed->index);
    out->field = strdup(feed->field);
    out->notes = calloc(notes + 1, sizeof *out->notes);
    bool ok = out->index != NULL && out->field != NULL && out->notes != NULL &&
              zks_source_names(&out->oracles, &out->oracle_count, &feed->keys) &&
              describe_declared(out, &feed->declared);
    for (size_t i = 0; ok && i < notes; i++) {
        zks_verified_note *note = &out->notes[out->note_count++];
        ok = describe_note(note, feed->notes.text[i], out);
        if (note->time[0] != '\0')
            zks_source_times_extend(out->time_from, out->time_to, note->time);
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
