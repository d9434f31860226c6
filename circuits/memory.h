/* An arena: what a circuit is made of lives and dies together. */
#ifndef ZKS_CIRCUITS_MEMORY_H
#define ZKS_CIRCUITS_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct zks_arena_block zks_arena_block;
typedef struct {
    zks_arena_block *blocks;
    bool exhausted; /* an allocation has failed */
} zks_arena;

/* `size` zeroed bytes, aligned for anything; NULL where memory is exhausted. */
void *zks_arena_alloc(zks_arena *arena, size_t size);
/* A NUL-terminated copy. */
char *zks_arena_copy(zks_arena *arena, const char *text, size_t length);
/* Appends one zeroed item to an array that only this function has grown, starting from NULL and 0: `array` is the
 * address of the pointer to its first item. Returns the new item, NULL where memory is exhausted (the array is
 * unchanged). */
void *zks_arena_append(zks_arena *arena, void *array, size_t *count, size_t item_size);
void zks_arena_free(zks_arena *arena);

#endif
