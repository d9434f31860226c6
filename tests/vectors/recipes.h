/* The valid attestations, from which all others are made. */
#ifndef ZKS_TESTS_VECTORS_RECIPES_H
#define ZKS_TESTS_VECTORS_RECIPES_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name;
    const char *policy, *ledger, *reserves; /* files of the inputs */
    uint32_t segment_rows;
    uint64_t padding; /* rows to pad to; 0: none */
    const char *comment;
} recipe;

extern const recipe recipes[];
extern const size_t recipe_count;
const recipe *recipe_find(const char *name);

/* Constant, so that every byte repeats. */
extern const uint8_t recipe_seed[32];
#define RECIPE_CREATED "2026-08-20T12:00:00Z"

#endif
