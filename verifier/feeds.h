/* What feeds of prices say of themselves, for people: checked or not (docs/prices.md). */
#ifndef ZKS_VERIFIER_FEEDS_H
#define ZKS_VERIFIER_FEEDS_H

#include "attestation/sources.h"
#include "zksolv/verify.h"

/* Malformed keys are told as they are, notes that are none without a source, and no more of either than a feed can
 * have. False: out of memory; *feeds is to be freed in any case. */
bool zks_feeds_describe(zks_verified_feed **feeds, size_t *count, const zks_sources *sources);
void zks_feeds_free(zks_verified_feed *feeds, size_t count);

#endif
