/* One feed of a claim: its keys and notes, checked up to the prices themselves (docs/prices.md, "The check", 1 to 3).
 */
#ifndef ZKS_SOURCES_PRICE_FEED_H
#define ZKS_SOURCES_PRICE_FEED_H

#include "sources/price_note.h"
#include "sources/prices.h"

typedef struct {
    const zks_price_feed *said; /* borrowed, like `priced` and `index` */
    size_t number;              /* of the feed in the claim */
    const zks_priced *priced;
    const zks_index *index;
    size_t note_count;
    zks_price_note *notes;
} zks_feed;

/* Fills *feed with the feed of this number over these numbers. Else ZKS_ERROR_MEMORY, ZKS_REJECT_CIRCUIT or
 * ZKS_REJECT_PRICE_*. To be cleared in any case. */
zks_status zks_feed_read(zks_feed *feed, const zks_priced *priced, size_t number, const zks_numbers *numbers,
                         zks_report *report);
void zks_feed_clear(zks_feed *feed);

/* Whether a member is in `declared`. */
bool zks_feed_is_declared(const zks_feed *feed, const char *member);

/* The detail "prices[0] (asset.price): ..."; returns `status`. */
__attribute__((format(printf, 4, 5))) zks_status zks_feed_fault(const zks_feed *feed, zks_status status,
                                                                zks_report *report, const char *format, ...);

#endif
