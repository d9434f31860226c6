/* A file of JSON that a service has answered about feeds, while it is read. Within prover/prices. */
#ifndef ZKS_PROVER_PRICES_FEED_ANSWER_H
#define ZKS_PROVER_PRICES_FEED_ANSWER_H

#include "attestation/json.h"
#include "prover/prices/feed_map.h"
#include "prover/prices/gathering.h"

typedef struct {
    zks_gathering *gathering;
    const char *file;
    const zks_feed_map *map;
    zks_report *report;
} zks_feed_answer;

/* ZKS_ERROR_INPUT with file, place, fault and, unless it is NULL, the value; for ZKS_FAULT_MEMORY, ZKS_ERROR_MEMORY. */
zks_status zks_feed_answer_refuse(const zks_feed_answer *answer, const zks_json_path *path, const json_t *value,
                                  const char *fault);

/* The feed in the map; *feed is filled only on ZKS_OK. `shown` is the name as the file has it. */
zks_status zks_feed_answer_find(const zks_feed_answer *answer, const zks_mapped_feed **feed, const char *name,
                                const json_t *shown, const zks_json_path *path);

#endif
