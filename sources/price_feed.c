#include "sources/price_feed.h"

#include "attestation/text.h"
#include "sources/signed_json.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 64 }; /* bytes of a name in a detail */

void zks_feed_clear(zks_feed *feed)
{
    for (size_t i = 0; i < feed->note_count; i++)
        zks_price_note_clear(&feed->notes[i]);
    free(feed->notes);
    *feed = (zks_feed){0};
}

zks_status zks_feed_fault(const zks_feed *feed, zks_status status, zks_report *report, const char *format, ...)
{
    char what[sizeof report->detail];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    zks_report_detail(report, "prices[%zu] (%.*s.%.*s): %s", feed->number, SHOWN, feed->said->index, SHOWN,
                      feed->said->field, what);
    return status;
}

/* ---- what the circuit has -------------------------------------------------------------------------------------- */

static long find_index(const zks_circuit *circuit, const char *name)
{
    for (size_t i = 0; i < zks_circuit_index_count(circuit); i++)
        if (strcmp(zks_circuit_index_name(circuit, i), name) == 0)
            return (long)i;
    return -1;
}

static bool has_field(const zks_circuit *circuit, size_t index, const char *name)
{
    for (size_t i = 0; i < zks_circuit_field_count(circuit, index); i++)
        if (strcmp(zks_circuit_field_name(circuit, index, i), name) == 0)
            return true;
    return false;
}

static const zks_index *find_numbers(const zks_numbers *numbers, const char *name)
{
    for (size_t i = 0; i < numbers->index_count; i++)
        if (strcmp(numbers->indexes[i].name, name) == 0)
            return &numbers->indexes[i];
    return NULL;
}

static int compare_texts(const void *a, const void *b)
{
    char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

/* Every member that is declared has to be one of the index. */
static zks_status check_declared(const zks_feed *feed, zks_report *report)
{
    const zks_texts *declared = &feed->said->declared;
    if (declared->count == 0)
        return ZKS_OK;
    char **names = calloc(feed->index->member_count + 1, sizeof *names);
    if (names == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < feed->index->member_count; i++)
        names[i] = feed->index->members[i].name;
    qsort(names, feed->index->member_count, sizeof *names, compare_texts);
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < declared->count; i++)
        if (bsearch(&declared->text[i], names, feed->index->member_count, sizeof *names, compare_texts) == NULL)
            status = zks_feed_fault(feed, ZKS_REJECT_CIRCUIT, report, "declared[%zu]: the index has no member '%.*s'",
                                    i, SHOWN, declared->text[i]);
    free(names);
    return status;
}

static zks_status find(zks_feed *feed, const zks_numbers *numbers, zks_report *report)
{
    const zks_circuit *circuit = feed->priced->circuit;
    long index = find_index(circuit, feed->said->index);
    feed->index = find_numbers(numbers, feed->said->index);
    if (index < 0 || feed->index == NULL)
        return zks_feed_fault(feed, ZKS_REJECT_CIRCUIT, report, "the circuit has no such index");
    if (!has_field(circuit, (size_t)index, feed->said->field))
        return zks_feed_fault(feed, ZKS_REJECT_CIRCUIT, report, "the index has no such field");
    return check_declared(feed, report);
}

/* ---- how the feed is stated ------------------------------------------------------------------------------------ */

static zks_status fail(const zks_feed *feed, zks_report *report, const char *text)
{
    return zks_feed_fault(feed, ZKS_REJECT_PRICE_ENCODING, report, "%s", text);
}

static bool is_behind(const zks_price_feed *feed, const zks_price_feed *before)
{
    int order = strcmp(before->index, feed->index);
    return order < 0 || (order == 0 && strcmp(before->field, feed->field) < 0);
}

static bool are_ascending(const zks_texts *texts)
{
    for (size_t i = 1; i < texts->count; i++)
        if (strcmp(texts->text[i - 1], texts->text[i]) >= 0)
            return false;
    return true;
}

static zks_status check_form(const zks_feed *feed, zks_report *report)
{
    const zks_price_feed *said = feed->said;
    if (feed->number > 0 && !is_behind(said, said - 1))
        return fail(feed, report, "not behind the feed before it in the order of index and field");
    if (!are_ascending(&said->declared))
        return fail(feed, report, "declared: not in ascending order, each once");
    if (said->latency > ZKS_SOURCE_MAX_SECONDS)
        return fail(feed, report, "latency: not 0 to 2147483647 seconds");
    if (said->quorum < 1 || said->quorum > said->keys.count)
        return zks_feed_fault(feed, ZKS_REJECT_PRICE_ENCODING, report,
                              "quorum: %" PRIu64 ", not 1 to the number of keys, %zu", said->quorum, said->keys.count);
    if (said->notes.count < 1 || said->notes.count > ZKS_SOURCE_MAX_KEYS)
        return zks_feed_fault(feed, ZKS_REJECT_PRICE_ENCODING, report, "notes: %zu of them, not 1 to %d",
                              said->notes.count, ZKS_SOURCE_MAX_KEYS);
    return ZKS_OK;
}

/* ---- notes ----------------------------------------------------------------------------------------------------- */

/* The keys, and which of them have signed a note so far. */
typedef struct {
    zks_source_keys keys;
    bool has_signed[ZKS_SOURCE_MAX_KEYS];
} oracles;

static zks_status check_note(const zks_feed *feed, const zks_price_note *note, const zks_numbers *numbers,
                             zks_report *report)
{
    if (strcmp(note->quote, numbers->quote.name) != 0) {
        zks_report_detail(report, "in '%.*s', not in '%.*s'", SHOWN, note->quote, SHOWN, numbers->quote.name);
        return ZKS_REJECT_PRICE_QUOTE;
    }
    if (!zks_times_are_near(note->time, feed->priced->snapshot, feed->said->latency)) {
        zks_report_detail(report, "of %s, more than %" PRIu64 " s from the snapshot, %s", note->time,
                          feed->said->latency, feed->priced->snapshot);
        return ZKS_REJECT_PRICE_STALE;
    }
    return ZKS_OK;
}

static zks_status read_note(zks_feed *feed, const char *text, oracles *known, const zks_numbers *numbers,
                            zks_report *report)
{
    zks_price_note *note = &feed->notes[feed->note_count++];
    zks_note signatures;
    size_t signer;
    zks_status status = zks_price_note_read(note, &signatures, text, strlen(text), report);
    if (status == ZKS_OK)
        status = zks_signed_json_signer(&signer, &signatures, &known->keys, ZKS_REJECT_PRICE_SIGNATURE, report);
    if (status == ZKS_OK)
        status = check_note(feed, note, numbers, report);
    if (status == ZKS_OK && known->has_signed[signer]) {
        zks_report_detail(report, "a second one of '%.255s'", known->keys.keys[signer].name);
        status = ZKS_REJECT_PRICE_REPEATED;
    }
    if (status == ZKS_OK)
        known->has_signed[signer] = true;
    return status;
}

static zks_status read_notes(zks_feed *feed, oracles *known, const zks_numbers *numbers, zks_report *report)
{
    const zks_texts *texts = &feed->said->notes;
    feed->notes = calloc(texts->count, sizeof *feed->notes);
    zks_status status = feed->notes == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < texts->count; i++) {
        zks_report found = {.segment = -1};
        status = read_note(feed, texts->text[i], known, numbers, &found);
        if (status != ZKS_OK)
            zks_feed_fault(feed, status, report, "notes[%zu]: %s", i, found.detail);
    }
    return status;
}

static zks_status read_keys(const zks_feed *feed, zks_source_keys *keys, zks_report *report)
{
    zks_report found = {.segment = -1};
    zks_status status = zks_source_keys_read(keys, &feed->said->keys, ZKS_REJECT_PRICE_ENCODING, &found);
    return status == ZKS_OK ? ZKS_OK : zks_feed_fault(feed, status, report, "%s", found.detail);
}

zks_status zks_feed_read(zks_feed *feed, const zks_priced *priced, size_t number, const zks_numbers *numbers,
                         zks_report *report)
{
    oracles known = {0};
    *feed = (zks_feed){.said = &priced->sources->feeds[number], .number = number, .priced = priced};
    zks_status status = find(feed, numbers, report);
    if (status == ZKS_OK)
        status = read_keys(feed, &known.keys, report);
    if (status == ZKS_OK)
        status = check_form(feed, report);
    if (status == ZKS_OK)
        status = read_notes(feed, &known, numbers, report);
    zks_source_keys_clear(&known.keys);
    return status;
}

bool zks_feed_is_declared(const zks_feed *feed, const char *member)
{
    const zks_texts *declared = &feed->said->declared;
    return declared->count > 0 &&
           bsearch(&member, declared->text, declared->count, sizeof *declared->text, compare_texts) != NULL;
}
