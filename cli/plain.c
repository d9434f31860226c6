#include "cli/plain.h"

#include "circuits/utf8.h"

#include <string.h>

/* Zero-width and bidirectional characters: text around them reads other than it is. */
static bool is_invisible(uint32_t point)
{
    return (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2060 && point <= 0x2069) || point == 0x061c || point == 0xfeff;
}

typedef struct {
    size_t bytes;   /* taken from the text */
    bool verbatim;  /* or else shown as: */
    char shown[16]; /* `\u{...}` or `\x..` */
} piece;

static piece next_piece(const char *text, size_t left, bool keep_layout)
{
    uint32_t point;
    size_t size = zks_utf8_decode(&point, text, left);
    piece p = {.bytes = size == 0 ? 1 : size};
    if (size == 0)
        snprintf(p.shown, sizeof p.shown, "\\x%02x", (unsigned char)*text);
    else if (keep_layout && (point == '\n' || point == '\t'))
        p.verbatim = true;
    else if (zks_utf8_is_control(point) || is_invisible(point))
        snprintf(p.shown, sizeof p.shown, "\\u{%x}", (unsigned)point);
    else
        p.verbatim = true;
    return p;
}

static void put(FILE *out, const char *text, size_t length, bool keep_layout)
{
    for (size_t left = length; left > 0;) {
        piece p = next_piece(text, left, keep_layout);
        if (p.verbatim)
            fwrite(text, 1, p.bytes, out);
        else
            fputs(p.shown, out);
        text += p.bytes;
        left -= p.bytes;
    }
}

void zks_cli_put_line(FILE *out, const char *text)
{
    put(out, text, strlen(text), false);
}

void zks_cli_put_text(FILE *out, const char *text)
{
    put(out, text, strlen(text), true);
}

void zks_cli_put_quoted(FILE *out, const char *prefix, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        fputs(prefix, out);
        put(out, text, length, true);
        putc('\n', out);
        text += length + (text[length] == '\n' ? 1 : 0);
    }
}

size_t zks_cli_width(const char *text)
{
    size_t width = 0;
    for (size_t left = strlen(text); left > 0;) {
        piece p = next_piece(text, left, false);
        width += p.verbatim ? 1 : strlen(p.shown);
        text += p.bytes;
        left -= p.bytes;
    }
    return width;
}
