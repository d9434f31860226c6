#include "policy/hash_index.h"

#include "crypto/secret.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

_Static_assert(sizeof((zks_hash_index){0}.key) == crypto_shorthash_KEYBYTES, "SipHash key");

void zks_hash_index_clear(zks_hash_index *index)
{
    zks_witness_free(index->slots);
    memset(index, 0, sizeof *index);
}

static void place(zks_hash_slot *slots, size_t mask, zks_hash_slot slot)
{
    size_t at = slot.hash & mask;
    while (slots[at].item_plus_one != 0)
        at = (at + 1) & mask;
    slots[at] = slot;
}

static bool enlarge(zks_hash_index *index)
{
    size_t size = index->slots == NULL ? 16 : 2 * (index->mask + 1);
    zks_hash_slot *slots = zks_witness_new(size, sizeof *slots);
    if (slots == NULL)
        return false;
    if (index->slots == NULL)
        randombytes_buf(index->key, sizeof index->key);
    else
        for (size_t i = 0; i <= index->mask; i++)
            if (index->slots[i].item_plus_one != 0)
                place(slots, size - 1, index->slots[i]);
    zks_witness_free(index->slots);
    index->slots = slots;
    index->mask = size - 1;
    return true;
}

static bool has_room(const zks_hash_index *index)
{
    return index->slots != NULL && 3 * (index->count + 1) <= 2 * (index->mask + 1);
}

bool zks_hash_index_reserve(zks_hash_index *index)
{
    return has_room(index) || enlarge(index);
}

uint32_t zks_hash_index_hash(const zks_hash_index *index, const void *thing, size_t length)
{
    uint32_t hash[crypto_shorthash_BYTES / sizeof(uint32_t)];
    crypto_shorthash((unsigned char *)hash, thing, length, index->key);
    return hash[0];
}

uint32_t zks_hash_index_next(const zks_hash_index *index, uint32_t hash, size_t *probe)
{
    if (index->slots == NULL)
        return ZKS_NO_ITEM;
    for (;;) {
        zks_hash_slot slot = index->slots[(hash + (*probe)++) & index->mask];
        if (slot.item_plus_one == 0)
            return ZKS_NO_ITEM;
        if (slot.hash == hash)
            return slot.item_plus_one - 1;
    }
}

void zks_hash_index_insert(zks_hash_index *index, uint32_t hash, uint32_t item)
{
    assert(has_room(index) && item < ZKS_NO_ITEM);
    place(index->slots, index->mask, (zks_hash_slot){.hash = hash, .item_plus_one = item + 1});
    index->count++;
}
