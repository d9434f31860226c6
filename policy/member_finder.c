#include "policy/member_finder.h"

#include "policy/nearest.h"

#include <string.h>

bool zks_member_finder_init(zks_member_finder *finder, const zks_index *index)
{
    *finder = (zks_member_finder){.index = index};
    for (size_t i = 0; i < index->member_count; i++) {
        const char *name = index->members[i].name;
        if (!zks_hash_index_reserve(&finder->by_name))
            return false;
        zks_hash_index_insert(&finder->by_name, zks_hash_index_hash(&finder->by_name, name, strlen(name)), (uint32_t)i);
    }
    return true;
}

void zks_member_finder_clear(zks_member_finder *finder)
{
    zks_hash_index_clear(&finder->by_name);
}

uint32_t zks_member_find(const zks_member_finder *finder, const zks_field *name)
{
    uint32_t hash = zks_hash_index_hash(&finder->by_name, name->text, name->length), found;
    for (size_t probe = 0; (found = zks_hash_index_next(&finder->by_name, hash, &probe)) != ZKS_NO_ITEM;)
        if (zks_field_is(name, finder->index->members[found].name))
            break;
    return found;
}

zks_status zks_member_report_unknown(const zks_member_finder *finder, const zks_field *name, const char *file,
                                     zks_report *report)
{
    zks_nearest nearest = zks_nearest_to(name->text, name->length);
    for (size_t i = 0; i < finder->index->member_count; i++)
        zks_nearest_offer(&nearest, finder->index->members[i].name);
    return zks_input_error(report, file, name->at, "%s is no %s of the policy%s", zks_quote_field(name).text,
                           finder->index->name, zks_nearest_hint(&nearest).text);
}
