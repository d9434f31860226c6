/* The member "reserves" of a policy (docs/reserves.md, "In a policy"): an array of
 *
 *     column      the pool column, "reserve"
 *     keys        the custodians' public keys, or files of them
 *     age         in seconds
 *     statements  files of reserve statements; of one that hides amounts, an object of "statement" and "opening"
 */
#ifndef ZKS_POLICY_POLICY_RESERVES_H
#define ZKS_POLICY_POLICY_RESERVES_H

#include "policy/source_files.h"

/* What opens one statement. */
typedef struct {
    char *column;     /* of its element */
    size_t statement; /* its position there */
    char *file;       /* as seen from the working directory */
} zks_policy_opening;

typedef struct {
    size_t count;
    zks_policy_opening *list;
} zks_policy_openings;
void zks_policy_openings_clear(zks_policy_openings *openings);

/* Fills the empty elements of *sources, in their order, with keys and statements as they are, and the empty *openings;
 * `array` is NULL where the policy has none. ZKS_OK, ZKS_ERROR_MEMORY, ZKS_ERROR_INPUT or ZKS_ERROR_READ with policy
 * and place in *report; both are to be cleared in any case. */
zks_status zks_policy_reserves_read(zks_sources *sources, zks_policy_openings *openings, const json_t *array,
                                    zks_source_files *files, zks_report *report);

#endif
