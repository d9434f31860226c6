/* From files of prices to a signed price note (docs/prices.md, "Signing prices"). */
#ifndef ZKS_PROVER_PRICES_PRICE_SIGNING_H
#define ZKS_PROVER_PRICES_PRICE_SIGNING_H

#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
    size_t count;
    const char *const *paths;
} zks_price_paths;

/* Borrowed. */
typedef struct {
    const char *key, *quote, *source, *out;
    const char *time; /* of the prices in `csv`, canonical; NULL where there is no such file */
    zks_price_paths csv, pyth, chainlink;
    const char *map; /* of feeds to assets; NULL: none */
    uint64_t spread; /* seconds between the oldest and the newest price at most */
} zks_price_signing;

typedef struct {
    size_t count;
    char time[21];
} zks_signed_prices;

/* Writes a new file, or standard output where it is "-"; the note has the oldest time of all. ZKS_ERROR_INPUT where the
 * files are not as they have to be, or `time` is missing or surplus; and as other writers of files. */
zks_status zks_sign_prices(const zks_price_signing *signing, zks_signed_prices *made, zks_report *report);

#endif
