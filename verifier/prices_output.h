/* How the sources of prices read, for people and in --json (docs/prices.md). Within verifier/. */
#ifndef ZKS_VERIFIER_PRICES_OUTPUT_H
#define ZKS_VERIFIER_PRICES_OUTPUT_H

#include "zksolv/verify.h"

#include <jansson.h>

/* "prices: declared: ...", "prices: signed: ..." or "prices: trusted". */
void zks_prices_print_verdict(const zks_verification *v);
/* Feeds, a few fields each (verifier/verdict.h); nothing where there are none. */
void zks_feeds_print(const zks_verified_feed *feeds, size_t count);
/* The member "prices": null where they are not checked. NULL: out of memory. */
json_t *zks_prices_json(const zks_verification *v);

#endif
