#include "circuits/memory.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 << 10)

struct zks_arena_block {
    zks_arena_block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char data[];
};

static zks_arena_block *new_block(zks_arena *arena, size_t size)
{
    size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    zks_arena_block *block = calloc(1, sizeof *block + capacity);
    if (!block) {
        arena->exhausted = true;
        return NULL;
    }
    block->size = capacity;
    block->next = arena->blocks;
    return arena->blocks = block;
}

void *zks_arena_alloc(zks_arena *arena, size_t size)
{
    assert(size <= SIZE_MAX / 2);
    size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    zks_arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size)
        block = new_block(arena, size);
    if (!block)
        return NULL;
    void *result = block->data + block->used;
    block->used += size;
    return result;
}

char *zks_arena_copy(zks_arena *arena, const char *text, size_t length)
{
    char *copy = zks_arena_alloc(arena, length + 1);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}

void *zks_arena_append(zks_arena *arena, void *array, size_t *count, size_t item_size)
{
    unsigned char *items;
    memcpy(&items, array, sizeof items);
    /* The capacity is the count rounded up to a power of two: full exactly where the count is one (or zero). */
    if ((*count & (*count - 1)) == 0) {
        unsigned char *grown = zks_arena_alloc(arena, (*count ? 2 * *count : 1) * item_size);
        if (!grown)
            return NULL;
        if (*count)
            memcpy(grown, items, *count * item_size);
        items = grown;
        memcpy(array, &items, sizeof items);
    }
    return items + (*count)++ * item_size;
}

void zks_arena_free(zks_arena *arena)
{
    while (arena->blocks) {
        zks_arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}
