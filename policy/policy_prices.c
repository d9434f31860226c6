#include "policy/policy_prices.h"

#include "policy/input.h"
#include "sources/signed_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const zks_json_member feed_members[] = {{"declared", JSON_ARRAY}, {"field", JSON_STRING},
                                               {"keys", JSON_ARRAY},     {"latency", JSON_INTEGER},
                                               {"notes", JSON_ARRAY},    {"quorum", JSON_INTEGER}};

/* A feed on its way. */
typedef struct {
    zks_price_feed *feed;
    json_t *object;
    zks_json_path path;
    zks_source_files *files;
    zks_report *report;
} reading;

static zks_status fault(const reading *r, const char *member, bool shows, const char *text)
{
    const json_t *value = shows ? json_object_get(r->object, member) : NULL;
    return zks_source_files_fault(r->files, &(zks_json_path){&r->path, member, 0}, value, text, r->report);
}

static int compare_texts(const void *a, const void *b)
{
    char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

/* In the order that a claim has them. */
static zks_status read_declared(reading *r)
{
    const json_t *array = json_object_get(r->object, "declared");
    zks_texts *declared = &r->feed->declared;
    declared->text = calloc(json_array_size(array) + 1, sizeof *declared->text);
    if (declared->text == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *name = json_string_value(json_array_get(array, i));
        if (name == NULL)
            return fault(r, "declared", false, "not an array of strings");
        if ((declared->text[declared->count++] = strdup(name)) == NULL)
            return ZKS_ERROR_MEMORY;
    }
    qsort(declared->text, declared->count, sizeof *declared->text, compare_texts);
    for (size_t i = 1; i < declared->count; i++)
        if (strcmp(declared->text[i - 1], declared->text[i]) == 0)
            return zks_source_files_twice(r->files, &(zks_json_path){&r->path, "declared", 0}, "member",
                                          declared->text[i], r->report);
    return ZKS_OK;
}

static zks_status read_field(reading *r)
{
    const char *text = json_string_value(json_object_get(r->object, "field")), *dot = strchr(text, '.');
    if (dot == NULL || dot == text || dot[1] == '\0' || strchr(dot + 1, '.') != NULL)
        return fault(r, "field", true, "not an index and a field of it, like asset.price");
    r->feed->index = strndup(text, (size_t)(dot - text));
    r->feed->field = strdup(dot + 1);
    return r->feed->index == NULL || r->feed->field == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

static zks_status read_numbers(reading *r)
{
    json_int_t latency = json_integer_value(json_object_get(r->object, "latency"));
    const json_t *quorum = json_object_get(r->object, "quorum");
    if (latency < 0 || latency > (json_int_t)ZKS_SOURCE_MAX_SECONDS)
        return fault(r, "latency", true, "not 0 to 2147483647 seconds");
    r->feed->latency = (uint64_t)latency;
    r->feed->quorum = quorum == NULL ? r->feed->keys.count : (uint64_t)json_integer_value(quorum);
    if (quorum != NULL && (json_integer_value(quorum) < 1 || r->feed->quorum > r->feed->keys.count))
        return fault(r, "quorum", true, "not 1 to the number of keys");
    return ZKS_OK;
}

/* Whether the object has the members of a feed; those that may be absent count as there. */
static zks_status check_members(const reading *r)
{
    zks_report finding = {.segment = -1};
    json_t *whole = json_pack("{s:[], s:i}", "declared", "quorum", 0);
    bool memory = whole != NULL && (!json_is_object(r->object) || json_object_update(whole, r->object) == 0);
    const json_t *checked = json_is_object(r->object) ? whole : r->object;
    bool good = memory && zks_json_is_object_of(checked, &r->path, feed_members, COUNT(feed_members), &finding);
    json_decref(whole);
    if (!memory)
        return ZKS_ERROR_MEMORY;
    return good ? ZKS_OK : zks_input_error(r->report, r->files->policy, (zks_position){0, 0}, "%s", finding.detail);
}

static zks_status read_feed(reading *r)
{
    const zks_json_path keys = {&r->path, "keys", 0}, notes = {&r->path, "notes", 0};
    zks_status status = check_members(r);
    if (status == ZKS_OK)
        status = read_field(r);
    if (status == ZKS_OK)
        status = read_declared(r);
    if (status == ZKS_OK)
        status = zks_source_files_keys(r->files, &r->feed->keys, json_object_get(r->object, "keys"), &keys, r->report);
    if (status == ZKS_OK)
        status = read_numbers(r);
    if (status == ZKS_OK)
        status =
            zks_source_files_signed(r->files, &r->feed->notes, json_object_get(r->object, "notes"), &notes, r->report);
    return status;
}

static int compare_feeds(const void *a, const void *b)
{
    const zks_price_feed *left = a, *right = b;
    int order = strcmp(left->index, right->index);
    return order != 0 ? order : strcmp(left->field, right->field);
}

static zks_status put_in_order(zks_sources *sources, const zks_json_path *path, zks_source_files *files,
                               zks_report *report)
{
    qsort(sources->feeds, sources->feed_count, sizeof *sources->feeds, compare_feeds);
    for (size_t i = 1; i < sources->feed_count; i++) {
        const zks_price_feed *feed = &sources->feeds[i];
        char name[160];
        if (compare_feeds(feed - 1, feed) != 0)
            continue;
        snprintf(name, sizeof name, "%.64s.%.64s", feed->index, feed->field);
        return zks_source_files_twice(files, path, "field", name, report);
    }
    return ZKS_OK;
}

zks_status zks_policy_prices_read(zks_sources *sources, const json_t *array, zks_source_files *files,
                                  zks_report *report)
{
    static const zks_json_path path = {NULL, "prices", 0};
    if (array == NULL)
        return ZKS_OK;
    if (!json_is_array(array))
        return zks_source_files_fault(files, &path, NULL, "not an array", report);
    sources->feeds = calloc(json_array_size(array) + 1, sizeof *sources->feeds);
    zks_status status = sources->feeds == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(array); i++) {
        reading feed = {.feed = &sources->feeds[sources->feed_count++],
                        .object = json_array_get(array, i),
                        .path = {&path, NULL, i},
                        .files = files,
                        .report = report};
        status = read_feed(&feed);
    }
    return status == ZKS_OK ? put_in_order(sources, &path, files, report) : status;
}
