#include "circuits/word_set.h"

#include "circuits/bounds.h"

#include <string.h>

#define SLOTS (4 * ZKS_MAX_NAMES) /* a power of two */

/* FNV-1a. */
static size_t first_slot(zks_word word)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (unsigned char)word.text[i]) * 16777619u;
    return hash % SLOTS;
}

static size_t find_slot(const zks_word_set *set, zks_word word)
{
    size_t slot = first_slot(word);
    while (set->slots[slot].length > 0 &&
           (set->slots[slot].length != word.length || memcmp(set->slots[slot].text, word.text, word.length) != 0))
        slot = (slot + 1) % SLOTS;
    return slot;
}

bool zks_word_set_add(zks_word_set *set, zks_arena *arena, zks_word word)
{
    if (!set->slots && !(set->slots = zks_arena_alloc(arena, SLOTS * sizeof *set->slots)))
        return false;
    zks_word *slot = &set->slots[find_slot(set, word)];
    if (slot->length > 0 || set->is_full)
        return true;
    if (set->count == ZKS_MAX_NAMES) {
        set->is_full = true;
        return true;
    }
    *slot = word;
    set->count++;
    return true;
}

bool zks_word_set_has(const zks_word_set *set, zks_word word)
{
    return set->is_full || (set->slots && set->slots[find_slot(set, word)].length > 0);
}
