#include "cli/paragraph.h"

#include "cli/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 40, WIDEST = 120, OTHERWISE = 80 };

size_t zks_cli_line_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return OTHERWISE;
    return size.ws_col < NARROWEST ? NARROWEST : size.ws_col > WIDEST ? WIDEST : size.ws_col;
}

/* A space beside another is shown by its number, as in a line. */
static const char *shown_word(const char *word)
{
    return word[0] == '\0' ? "\\u{20}" : word;
}

static void put_spaces(size_t count)
{
    printf("%*s", (int)count, "");
}

/* Returns the column at which the text begins. */
static size_t put_lead(const zks_paragraph *paragraph)
{
    size_t width = zks_cli_width(paragraph->lead), at = paragraph->margin + width;
    put_spaces(paragraph->margin);
    zks_cli_put_line(stdout, paragraph->lead);
    size_t gap = at < paragraph->indent ? paragraph->indent - at : width > 0;
    put_spaces(gap);
    return at + gap;
}

bool zks_cli_put_paragraph(zks_paragraph paragraph, const char *text)
{
    char *words = strdup(text), *rest = words, *next;
    if (words == NULL)
        return false;
    size_t width = zks_cli_line_width(), at = put_lead(&paragraph);
    for (bool first = true; (next = strsep(&rest, " ")) != NULL; first = false) {
        const char *word = shown_word(next);
        size_t length = zks_cli_width(word);
        if (!first && at + 1 + length > width) {
            putchar('\n');
            put_spaces(paragraph.indent);
            at = paragraph.indent;
        } else if (!first) {
            putchar(' ');
            at++;
        }
        zks_cli_put_line(stdout, word);
        at += length;
    }
    putchar('\n');
    free(words);
    return true;
}
