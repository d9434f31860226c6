#include "prover/prices/feed_answer.h"

#include "policy/input.h"
#include "policy/json_input.h"

zks_status zks_feed_answer_refuse(const zks_feed_answer *answer, const zks_json_path *path, const json_t *value,
                                  const char *fault)
{
    return fault == ZKS_FAULT_MEMORY ? zks_input_memory(answer->report, answer->file)
                                     : zks_json_input_error(answer->report, answer->file, path, value, fault);
}

zks_status zks_feed_answer_find(const zks_feed_answer *answer, const zks_mapped_feed **feed, const char *name,
                                const json_t *shown, const zks_json_path *path)
{
    const zks_mapped_feed *found = zks_feed_map_find(answer->map, name);
    if (found == NULL)
        return zks_feed_answer_refuse(answer, path, shown, "a feed that the map does not have");
    *feed = found;
    return ZKS_OK;
}
