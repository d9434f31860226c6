/* A set of words that are names, compared by spelling. */
#ifndef ZKS_CIRCUITS_WORD_SET_H
#define ZKS_CIRCUITS_WORD_SET_H

#include "circuits/lex.h"
#include "circuits/memory.h"

/* All-zero: empty. Words are borrowed. It holds ZKS_MAX_NAMES; after that, it says of any word that it holds it. */
typedef struct {
    zks_word *slots;
    size_t count;
    bool is_full;
} zks_word_set;

/* False with the arena exhausted. */
bool zks_word_set_add(zks_word_set *set, zks_arena *arena, zks_word word);
bool zks_word_set_has(const zks_word_set *set, zks_word word);

#endif
