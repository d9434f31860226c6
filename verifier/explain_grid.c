#include "verifier/explain_grid.h"

#include "cli/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool has_room(zks_grid *grid)
{
    if (grid->count < grid->capacity)
        return true;
    size_t capacity = grid->capacity == 0 ? 64 : 2 * grid->capacity;
    char **cells = realloc(grid->cells, capacity * sizeof *cells);
    if (cells == NULL)
        return false;
    grid->cells = cells;
    grid->capacity = capacity;
    return true;
}

void zks_grid_add(zks_grid *grid, const char *format, ...)
{
    va_list arguments;
    char *text;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    grid->exhausted = grid->exhausted || length < 0 || !has_room(grid);
    if (!grid->exhausted)
        grid->cells[grid->count++] = text;
    else if (length >= 0)
        free(text);
}

bool zks_grid_print(zks_grid *grid, const bool *right)
{
    bool printed = !grid->exhausted &&
                   zks_cli_table((const char *const *)grid->cells, grid->count / grid->columns, grid->columns, right);
    for (size_t i = 0; i < grid->count; i++)
        free(grid->cells[i]);
    free(grid->cells);
    *grid = (zks_grid){0};
    return printed;
}
