/* A table for people that is filled cell by cell. Within verifier/. */
#ifndef ZKS_VERIFIER_EXPLAIN_GRID_H
#define ZKS_VERIFIER_EXPLAIN_GRID_H

#include <stdbool.h>
#include <stddef.h>

/* All zero but `columns` to begin with. */
typedef struct {
    size_t columns, count, capacity;
    char **cells;
    bool exhausted;
} zks_grid;

/* The next cell, row by row. */
__attribute__((format(printf, 2, 3))) void zks_grid_add(zks_grid *grid, const char *format, ...);
/* Prints (cli/table.h) and clears it. False: no memory. */
bool zks_grid_print(zks_grid *grid, const bool *right);

#endif
