#include "cli/table.h"

#include "cli/plain.h"
#include "cli/style.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static size_t column_width(const char *const *cells, size_t rows, size_t columns, size_t column)
{
    size_t widest = 0;
    for (size_t row = 0; row < rows; row++) {
        size_t width = zks_cli_width(cells[row * columns + column]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void put_spaces(size_t count)
{
    for (size_t i = 0; i < count; i++)
        putchar(' ');
}

/* No spaces behind the last cell of a row. */
static void put_cell(const char *cell, zks_cli_style style, size_t width, bool right, bool last)
{
    size_t space = width - zks_cli_width(cell);
    if (right)
        put_spaces(space);
    zks_cli_put_styled(stdout, style, cell);
    if (!right && !last)
        put_spaces(space);
    fputs(last ? "\n" : "  ", stdout);
}

bool zks_cli_table_of_verdicts(const char *const *cells, size_t rows, size_t columns, const bool *right,
                               size_t verdicts)
{
    size_t *widths = calloc(columns, sizeof *widths);
    if (widths == NULL)
        return false;
    for (size_t column = 0; column < columns; column++)
        widths[column] = column_width(cells, rows, columns, column);
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++) {
            const char *cell = cells[row * columns + column];
            zks_cli_style style = row == 0             ? ZKS_STYLE_HEAD
                                  : column == verdicts ? zks_cli_verdict_style(cell)
                                                       : ZKS_STYLE_PLAIN;
            put_cell(cell, style, widths[column], right[column], column + 1 == columns);
        }
    free(widths);
    return true;
}

bool zks_cli_table(const char *const *cells, size_t rows, size_t columns, const bool *right)
{
    return zks_cli_table_of_verdicts(cells, rows, columns, right, SIZE_MAX);
}
