/* The members of an index by name. */
#ifndef ZKS_POLICY_MEMBER_FINDER_H
#define ZKS_POLICY_MEMBER_FINDER_H

#include "circuits/numbers.h"
#include "policy/hash_index.h"
#include "policy/input.h"

typedef struct {
    const zks_index *index; /* borrowed */
    zks_hash_index by_name;
} zks_member_finder;

/* Of members with the same name it finds the first. False: out of memory. Clear it either way. */
bool zks_member_finder_init(zks_member_finder *finder, const zks_index *index);
void zks_member_finder_clear(zks_member_finder *finder);

/* The position of the member a field names; ZKS_NO_ITEM where there is none. */
uint32_t zks_member_find(const zks_member_finder *finder, const zks_field *name);
/* Reports that there is no such member, with the nearest one. Returns ZKS_ERROR_INPUT. */
zks_status zks_member_report_unknown(const zks_member_finder *finder, const zks_field *name, const char *file,
                                     zks_report *report);

#endif
