#include "attestation/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const zks_json_member feed_members[] = {
    {"declared", JSON_ARRAY},  {"field", JSON_STRING}, {"index", JSON_STRING},  {"keys", JSON_ARRAY},
    {"latency", JSON_INTEGER}, {"notes", JSON_ARRAY},  {"quorum", JSON_INTEGER}};
static const zks_json_member custody_members[] = {
    {"age", JSON_INTEGER}, {"column", JSON_STRING}, {"keys", JSON_ARRAY}, {"statements", JSON_ARRAY}};

static void texts_clear(zks_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->text[i]);
    free(texts->text);
}

void zks_sources_clear(zks_sources *sources)
{
    for (size_t i = 0; i < sources->feed_count; i++) {
        zks_price_feed *feed = &sources->feeds[i];
        free(feed->index);
        free(feed->field);
        texts_clear(&feed->declared);
        texts_clear(&feed->keys);
        texts_clear(&feed->notes);
    }
    for (size_t i = 0; i < sources->custody_count; i++) {
        zks_custody *custody = &sources->custodies[i];
        free(custody->column);
        texts_clear(&custody->keys);
        texts_clear(&custody->statements);
    }
    free(sources->feeds);
    free(sources->custodies);
    *sources = (zks_sources){0};
}

/* ---- from JSON ----------------------------------------------------------------------------------------------- */

static zks_status fault(zks_report *report, const zks_json_path *path, const char *text)
{
    zks_json_fault(report, path, NULL, text);
    return ZKS_REJECT_STATEMENT_SCHEMA;
}

static zks_status check_length(const json_t *array, const zks_json_path *path, zks_report *report)
{
    char text[64];
    snprintf(text, sizeof text, "more than %d elements", ZKS_SOURCES_MAX_TEXTS);
    return json_array_size(array) <= ZKS_SOURCES_MAX_TEXTS ? ZKS_OK : fault(report, path, text);
}

static zks_status read_text(char **out, const json_t *object, const char *name)
{
    *out = strdup(json_string_value(json_object_get(object, name)));
    return *out == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

static zks_status read_texts(zks_texts *out, const json_t *object, const char *name, const zks_json_path *above,
                             zks_report *report)
{
    const json_t *array = json_object_get(object, name);
    const zks_json_path path = {above, name, 0};
    zks_status status = check_length(array, &path, report);
    if (status != ZKS_OK)
        return status;
    out->text = calloc(json_array_size(array) + 1, sizeof *out->text);
    if (out->text == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *text = json_string_value(json_array_get(array, i));
        const zks_json_path at = {&path, NULL, i};
        if (text == NULL)
            return fault(report, &at, "not a string");
        out->text[i] = strdup(text);
        if (out->text[i] == NULL)
            return ZKS_ERROR_MEMORY;
        out->count++;
    }
    return ZKS_OK;
}

static uint64_t read_integer(const json_t *object, const char *name)
{
    return (uint64_t)json_integer_value(json_object_get(object, name));
}

static zks_status read_feed(zks_price_feed *feed, const json_t *object, const zks_json_path *path, zks_report *report)
{
    if (!zks_json_is_object_of(object, path, feed_members, COUNT(feed_members), report))
        return ZKS_REJECT_STATEMENT_SCHEMA;
    feed->latency = read_integer(object, "latency");
    feed->quorum = read_integer(object, "quorum");
    zks_status status = read_text(&feed->index, object, "index");
    if (status == ZKS_OK)
        status = read_text(&feed->field, object, "field");
    if (status == ZKS_OK)
        status = read_texts(&feed->declared, object, "declared", path, report);
    if (status == ZKS_OK)
        status = read_texts(&feed->keys, object, "keys", path, report);
    if (status == ZKS_OK)
        status = read_texts(&feed->notes, object, "notes", path, report);
    return status;
}

static zks_status read_custody(zks_custody *custody, const json_t *object, const zks_json_path *path,
                               zks_report *report)
{
    if (!zks_json_is_object_of(object, path, custody_members, COUNT(custody_members), report))
        return ZKS_REJECT_STATEMENT_SCHEMA;
    custody->age = read_integer(object, "age");
    zks_status status = read_text(&custody->column, object, "column");
    if (status == ZKS_OK)
        status = read_texts(&custody->keys, object, "keys", path, report);
    if (status == ZKS_OK)
        status = read_texts(&custody->statements, object, "statements", path, report);
    return status;
}

static zks_status read_feeds(zks_sources *sources, const json_t *array, zks_report *report)
{
    static const zks_json_path path = {NULL, "prices", 0};
    zks_status status = check_length(array, &path, report);
    if (status != ZKS_OK)
        return status;
    sources->feeds = calloc(json_array_size(array) + 1, sizeof *sources->feeds);
    if (sources->feeds == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(array); i++)
        status = read_feed(&sources->feeds[sources->feed_count++], json_array_get(array, i),
                           &(zks_json_path){&path, NULL, i}, report);
    return status;
}

static zks_status read_custodies(zks_sources *sources, const json_t *array, zks_report *report)
{
    static const zks_json_path path = {NULL, "reserves", 0};
    zks_status status = check_length(array, &path, report);
    if (status != ZKS_OK)
        return status;
    sources->custodies = calloc(json_array_size(array) + 1, sizeof *sources->custodies);
    if (sources->custodies == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(array); i++)
        status = read_custody(&sources->custodies[sources->custody_count++], json_array_get(array, i),
                              &(zks_json_path){&path, NULL, i}, report);
    return status;
}

zks_status zks_sources_from_json(zks_sources *sources, const json_t *claim, zks_report *report)
{
    zks_sources read = {0};
    zks_status status = read_feeds(&read, json_object_get(claim, "prices"), report);
    if (status == ZKS_OK)
        status = read_custodies(&read, json_object_get(claim, "reserves"), report);
    if (status == ZKS_OK)
        *sources = read;
    else
        zks_sources_clear(&read);
    return status;
}

/* ---- to JSON -------------------------------------------------------------------------------------------------- */

/* Whatever cannot be made is NULL, which jansson's setters refuse in turn. */
static json_t *texts_to_json(const zks_texts *texts)
{
    json_t *array = json_array();
    bool ok = array != NULL;
    for (size_t i = 0; ok && i < texts->count; i++)
        ok = json_array_append_new(array, json_string(texts->text[i])) == 0;
    if (ok)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *feed_to_json(const zks_price_feed *feed)
{
    return json_pack("{s:o, s:s, s:s, s:o, s:I, s:o, s:I}",          //
                     "declared", texts_to_json(&feed->declared),     //
                     "field", feed->field, "index", feed->index,     //
                     "keys", texts_to_json(&feed->keys),             //
                     "latency", (json_int_t)feed->latency,           //
                     "notes", texts_to_json(&feed->notes), "quorum", //
                     (json_int_t)feed->quorum);
}

static json_t *custody_to_json(const zks_custody *custody)
{
    return json_pack("{s:I, s:s, s:o, s:o}",                //
                     "age", (json_int_t)custody->age,       //
                     "column", custody->column,             //
                     "keys", texts_to_json(&custody->keys), //
                     "statements", texts_to_json(&custody->statements));
}

bool zks_sources_to_json(const zks_sources *sources, json_t *claim)
{
    json_t *feeds = json_array(), *custodies = json_array();
    bool ok =
        json_object_set_new(claim, "prices", feeds) == 0 && json_object_set_new(claim, "reserves", custodies) == 0;
    for (size_t i = 0; ok && i < sources->feed_count; i++)
        ok = json_array_append_new(feeds, feed_to_json(&sources->feeds[i])) == 0;
    for (size_t i = 0; ok && i < sources->custody_count; i++)
        ok = json_array_append_new(custodies, custody_to_json(&sources->custodies[i])) == 0;
    return ok;
}
