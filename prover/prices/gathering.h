/* Prices gathered from files, to be signed together (docs/prices.md, "Signing prices"). */
#ifndef ZKS_PROVER_PRICES_GATHERING_H
#define ZKS_PROVER_PRICES_GATHERING_H

#include "sources/price_note.h"

#include <stdint.h>

/* All-zero is an empty one. Strings are owned. */
typedef struct {
    size_t count, capacity;
    zks_price *prices;
    void *assets;      /* that are priced */
    size_t time_count; /* times of prices, in seconds since 1970 */
    int64_t oldest, newest;
} zks_gathering;

void zks_gathering_clear(zks_gathering *gathering);

/* Adds mantissa * 10^exponent, copied: the mantissa a canonical integer of any length. NULL, or ZKS_FAULT_MEMORY, or
 * what is wrong: an asset that is priced already, a price that is not above zero, or one that a note cannot hold. */
extern const char ZKS_FAULT_MEMORY[];
const char *zks_gathering_add(zks_gathering *gathering, const char *asset, const char *mantissa, int exponent);
/* The time of a price that was added; from the year 1970 to 9999. */
const char *zks_gathering_add_time(zks_gathering *gathering, int64_t seconds);

/* Brings the prices into the order of their assets. ZKS_ERROR_INPUT where there are none, or the times are further
 * than `spread` seconds apart. */
zks_status zks_gathering_finish(zks_gathering *gathering, uint64_t spread, zks_report *report);

#endif
