/* Which asset a feed of prices is of, from a CSV file with the columns `feed` and `asset`, and `decimals` where the
 * feeds do not say theirs. */
#ifndef ZKS_PROVER_PRICES_FEED_MAP_H
#define ZKS_PROVER_PRICES_FEED_MAP_H

#include "zksolv/status.h"

#include <stddef.h>

typedef struct {
    char *feed, *asset;
    int decimals; /* ZKS_NO_DECIMALS: not said */
} zks_mapped_feed;
#define ZKS_NO_DECIMALS (-1)

typedef struct {
    size_t count, capacity;
    zks_mapped_feed *feeds;
} zks_feed_map;

/* Fills an empty map; `file` may be "-". ZKS_ERROR_READ, ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT with the position; to be
 * cleared in any case. */
zks_status zks_feed_map_read(zks_feed_map *map, const char *file, zks_report *report);
void zks_feed_map_clear(zks_feed_map *map);

/* NULL: it is not there. Ids are the same where they differ only in upper and lower case or in a 0x before them. */
const zks_mapped_feed *zks_feed_map_find(const zks_feed_map *map, const char *feed);

#endif
