/* Files of prices, each added to what is gathered (docs/prices.md, "Signing prices"). `file` may be "-".
 * ZKS_ERROR_READ, ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT with the place in the file. */
#ifndef ZKS_PROVER_PRICES_PRICE_FILES_H
#define ZKS_PROVER_PRICES_PRICE_FILES_H

#include "prover/prices/feed_map.h"
#include "prover/prices/gathering.h"

#define ZKS_PRICE_FILE_MAX_BYTES (16u << 20) /* of JSON */

/* CSV with the columns `asset` and `price`, decimals without a time. */
zks_status zks_prices_from_csv(zks_gathering *gathering, const char *file, zks_report *report);
/* What Pyth's Hermes answers: an object with `parsed`. Every feed in it has to be in the map. */
zks_status zks_prices_from_pyth(zks_gathering *gathering, const char *file, const zks_feed_map *map,
                                zks_report *report);
/* Answers about Chainlink's feeds: of nodes of a chain to eth_call of latestRoundData, or of the Data Streams API with
 * reports of version 3. Every feed has to be in the map, with its decimals. */
zks_status zks_prices_from_chainlink(zks_gathering *gathering, const char *file, const zks_feed_map *map,
                                     zks_report *report);

#endif
