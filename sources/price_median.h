/* The prices of an index's members: for each the median of what price notes say (docs/prices.md, "Feeds"). Exact. */
#ifndef ZKS_SOURCES_PRICE_MEDIAN_H
#define ZKS_SOURCES_PRICE_MEDIAN_H

#include "circuits/numbers.h"
#include "sources/price_note.h"
#include "sources/signed_json.h"

#define ZKS_MEDIAN_MAX_NOTES ZKS_SOURCE_MAX_KEYS

typedef struct {
    size_t notes; /* that have a price of the member */
    char *price;  /* their median as a canonical decimal; NULL where there are none */
} zks_median;

/* One for each member, in the order of the index, of at most ZKS_MEDIAN_MAX_NOTES notes; malloc'd, NULL: out of memory.
 * Takes time as members and prices together, but for sorting the members by name. */
zks_median *zks_medians_make(const zks_index *index, const zks_price_note *notes, size_t note_count);
void zks_medians_free(zks_median *medians, const zks_index *index);

#endif
