#include "prover/prices/feed_map.h"

#include "circuits/numbers.h"
#include "prover/prices/named_rows.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FEED, ASSET, DECIMALS, COLUMNS };

static const zks_named_column columns[COLUMNS] = {
    [FEED] = {.name = "feed"}, [ASSET] = {.name = "asset"}, [DECIMALS] = {.name = "decimals", .may_be_missing = true}};

void zks_feed_map_clear(zks_feed_map *map)
{
    for (size_t i = 0; i < map->count; i++) {
        free(map->feeds[i].feed);
        free(map->feeds[i].asset);
    }
    free(map->feeds);
    *map = (zks_feed_map){0};
}

static const char *without_0x(const char *feed)
{
    return strncasecmp(feed, "0x", 2) == 0 ? feed + 2 : feed;
}

static int compare_feeds(const void *a, const void *b)
{
    const zks_mapped_feed *left = a, *right = b;
    return strcasecmp(without_0x(left->feed), without_0x(right->feed));
}

static bool make_room(zks_feed_map *map)
{
    if (map->count < map->capacity)
        return true;
    size_t capacity = 2 * map->capacity + 16;
    zks_mapped_feed *feeds = realloc(map->feeds, capacity * sizeof *feeds);
    if (feeds == NULL)
        return false;
    map->feeds = feeds;
    map->capacity = capacity;
    return true;
}

/* "0" to "36"; an empty field says nothing. */
static bool read_decimals(int *decimals, const char *text)
{
    *decimals = ZKS_NO_DECIMALS;
    if (text == NULL || text[0] == '\0')
        return true;
    size_t digits = strspn(text, "0123456789");
    if (digits > 2 || text[digits] != '\0' || (digits == 2 && text[0] == '0'))
        return false;
    *decimals = atoi(text);
    return *decimals <= ZKS_MAX_DECIMALS;
}

typedef struct {
    zks_feed_map *map;
    const char *file;
} reading;

static zks_status read_row(void *context, const char *const *fields, const zks_position *at, zks_report *report)
{
    const reading *r = context;
    int decimals;
    if (fields[FEED][0] == '\0')
        return zks_input_error(report, r->file, at[FEED], "an empty feed");
    if (r->map->count == ZKS_MAX_MEMBERS)
        return zks_input_error(report, r->file, at[FEED], "more than %d feeds", ZKS_MAX_MEMBERS);
    if (!read_decimals(&decimals, fields[DECIMALS]))
        return zks_input_error(report, r->file, at[DECIMALS], "decimals %s; expected 0 to %d",
                               zks_quote(fields[DECIMALS], strlen(fields[DECIMALS])).text, ZKS_MAX_DECIMALS);
    if (!make_room(r->map))
        return zks_input_memory(report, r->file);
    zks_mapped_feed *feed = &r->map->feeds[r->map->count++];
    *feed = (zks_mapped_feed){.feed = strdup(fields[FEED]), .asset = strdup(fields[ASSET]), .decimals = decimals};
    return feed->feed == NULL || feed->asset == NULL ? zks_input_memory(report, r->file) : ZKS_OK;
}

zks_status zks_feed_map_read(zks_feed_map *map, const char *file, zks_report *report)
{
    reading r = {map, file};
    zks_status status = zks_named_rows_read(file, columns, COLUMNS, read_row, &r, report);
    if (status != ZKS_OK || map->count == 0)
        return status;
    qsort(map->feeds, map->count, sizeof *map->feeds, compare_feeds);
    for (size_t i = 1; i < map->count; i++)
        if (compare_feeds(&map->feeds[i - 1], &map->feeds[i]) == 0)
            return zks_input_error(report, file, (zks_position){0, 0}, "feed %s stands there twice",
                                   zks_quote(map->feeds[i].feed, strlen(map->feeds[i].feed)).text);
    return ZKS_OK;
}

const zks_mapped_feed *zks_feed_map_find(const zks_feed_map *map, const char *feed)
{
    const zks_mapped_feed wanted = {.feed = (char *)feed};
    return map->count == 0 ? NULL : bsearch(&wanted, map->feeds, map->count, sizeof *map->feeds, compare_feeds);
}
