/* The member "prices" of a policy (docs/prices.md, "In a policy"): an array of
 *
 *     field      "asset.price"
 *     keys       the oracles' public keys, or files of them
 *     latency    in seconds
 *     notes      files of price notes
 *     quorum     may be absent: as many as keys
 *     declared   may be absent: names of members that state the field themselves
 */
#ifndef ZKS_POLICY_POLICY_PRICES_H
#define ZKS_POLICY_POLICY_PRICES_H

#include "policy/source_files.h"

/* Fills the empty feeds of *sources, in their order, with keys and notes as they are; `array` is NULL where the policy
 * has none. ZKS_OK, ZKS_ERROR_MEMORY, ZKS_ERROR_INPUT or ZKS_ERROR_READ with policy and place in *report; *sources is
 * to be cleared in any case. */
zks_status zks_policy_prices_read(zks_sources *sources, const json_t *array, zks_source_files *files,
                                  zks_report *report);

#endif
