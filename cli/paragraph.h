/* Sentences for people, in lines no longer than the terminal. */
#ifndef ZKS_CLI_PARAGRAPH_H
#define ZKS_CLI_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

/* The columns of a line on standard output: those of the terminal, at least 40 and at most 120; where it is none, 80.
 */
size_t zks_cli_line_width(void);

/* `margin` spaces, the lead, and the text from column `indent` on, in all its lines; a lead that is longer moves the
 * first one. */
typedef struct {
    size_t margin, indent;
    const char *lead;
} zks_paragraph;
/* One line of text (cli/plain.h), broken at its spaces, to standard output. A word that is longer than a line stands
 * alone. False: no memory. */
bool zks_cli_put_paragraph(zks_paragraph paragraph, const char *text);

#endif
