/* A hash table of 32-bit item numbers over things the caller keeps: it finds the few items whose thing may be the one
 * looked for, and the caller compares. Keyed (SipHash-2-4, a key of its own for each table), so that who chooses the
 * names in a file cannot choose them to collide. Open addressing, at most two thirds full; in witness memory. */
#ifndef ZKS_POLICY_HASH_INDEX_H
#define ZKS_POLICY_HASH_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t hash, item_plus_one; /* 0: empty */
} zks_hash_slot;

/* All zero is an empty table, which needs no clearing. */
typedef struct {
    zks_hash_slot *slots;
    size_t mask, count;
    uint8_t key[16];
} zks_hash_index;

#define ZKS_NO_ITEM UINT32_MAX

void zks_hash_index_clear(zks_hash_index *index);
/* Makes room for one more item (the first call draws the key); to be called before hashing what will be inserted.
 * False: out of memory. */
bool zks_hash_index_reserve(zks_hash_index *index);
uint32_t zks_hash_index_hash(const zks_hash_index *index, const void *thing, size_t length);
/* The next item with that hash; *probe starts at 0 and belongs to the call. ZKS_NO_ITEM: no more. */
uint32_t zks_hash_index_next(const zks_hash_index *index, uint32_t hash, size_t *probe);
/* Needs room; `item` < ZKS_NO_ITEM. */
void zks_hash_index_insert(zks_hash_index *index, uint32_t hash, uint32_t item);

#endif
