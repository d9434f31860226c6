/* Text from outside on its way to a terminal. What could move the cursor, recolour or reorder what stands around it, or
 * is not seen at all, is shown by its number instead: control characters, the invisible characters and special spaces
 * of Unicode as \u{1b}, bytes that are no UTF-8 as \xff. */
#ifndef ZKS_CLI_PLAIN_H
#define ZKS_CLI_PLAIN_H

#include <stdio.h>

/* One line: line feeds, tabs, and spaces at either end or behind another space are shown by number too. */
void zks_cli_put_line(FILE *out, const char *text);
/* A whole text, whose line feeds and tabs stay. */
void zks_cli_put_text(FILE *out, const char *text);
/* The same, each line behind a prefix, so that nothing in it passes for a line of the program. */
void zks_cli_put_quoted(FILE *out, const char *prefix, const char *text);
/* The columns zks_cli_put_line fills, a character taken as one column. */
size_t zks_cli_width(const char *text);

#endif
