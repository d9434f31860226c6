/* The valid attestations, from which all others are made. */
#ifndef ZKS_TESTS_VECTORS_RECIPES_H
#define ZKS_TESTS_VECTORS_RECIPES_H

#include "book.h"
#include "zksolv/prove.h"

typedef struct {
    const char *name;
    const char *policy, *ledger[3], *reserves[2]; /* files of the inputs; NULL: no more */
    uint32_t segment_rows;
    uint64_t padding; /* rows to pad to; 0: none */
    const char *comment;
} recipe;

extern const recipe recipes[];
extern const size_t recipe_count;
const recipe *recipe_find(const char *name);

/* The files as paths, as many as there are of `most`. */
zks_paths recipe_paths(const book *b, const char *const *files, size_t most);
#define RECIPE_PATHS(b, files) recipe_paths(b, files, sizeof(files) / sizeof *(files))
void recipe_free_paths(zks_paths paths);

/* Constant, so that every byte repeats. */
extern const uint8_t recipe_seed[32];
#define RECIPE_CREATED "2026-08-20T12:00:00Z"

#endif
