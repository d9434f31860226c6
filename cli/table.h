/* A table for people: columns as wide as their widest cell, two spaces between. */
#ifndef ZKS_CLI_TABLE_H
#define ZKS_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* `cells` are rows of `columns` strings each, the first row the head; `right` says for each column whether it is
 * aligned to the right. Cells are put as lines of plain text (cli/plain.h). To standard output. False: no memory. */
bool zks_cli_table(const char *const *cells, size_t rows, size_t columns, const bool *right);
/* The same, of which the cells of column `verdicts` are verdicts (cli/style.h). */
bool zks_cli_table_of_verdicts(const char *const *cells, size_t rows, size_t columns, const bool *right,
                               size_t verdicts);

#endif
