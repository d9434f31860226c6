#include "cli/plain.h"

#include "circuits/utf8.h"

#include <string.h>

/* What is seen as nothing, as a space, or as another order of what stands around it: Unicode's spaces but U+0020, its
 * format characters and whatever else it lets a terminal leave out. Text with them reads other than it is. */
static bool is_invisible(uint32_t point)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x00a0, 0x00a0},   {0x00ad, 0x00ad}, {0x034f, 0x034f}, {0x061c, 0x061c},   {0x115f, 0x1160},
        {0x1680, 0x1680},   {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x2000, 0x200f},   {0x2028, 0x202f},
        {0x205f, 0x206f},   {0x2800, 0x2800}, {0x3000, 0x3000}, {0x3164, 0x3164},   {0xfe00, 0xfe0f},
        {0xfeff, 0xfeff},   {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
        {0xe0000, 0xe0fff},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

/* A space nobody would see at the end of a name, or that makes one word look like cells of a table. */
static bool is_hidden_space(const char *text, const char *at, size_t left)
{
    return *at == ' ' && (at == text || at[-1] == ' ' || left == 1);
}

typedef struct {
    size_t bytes;   /* taken from the text */
    bool verbatim;  /* or else shown as: */
    char shown[16]; /* `\u{...}` or `\x..` */
} piece;

/* The piece at `at`, of which and after which `left` bytes of the text are left. */
static piece next_piece(const char *text, const char *at, size_t left, bool keep_layout)
{
    uint32_t point;
    size_t size = zks_utf8_decode(&point, at, left);
    piece p = {.bytes = size == 0 ? 1 : size};
    if (size == 0)
        snprintf(p.shown, sizeof p.shown, "\\x%02x", (unsigned char)*at);
    else if (keep_layout && (point == '\n' || point == '\t'))
        p.verbatim = true;
    else if (zks_utf8_is_control(point) || is_invisible(point) || (!keep_layout && is_hidden_space(text, at, left)))
        snprintf(p.shown, sizeof p.shown, "\\u{%x}", (unsigned)point);
    else
        p.verbatim = true;
    return p;
}

static void put(FILE *out, const char *text, size_t length, bool keep_layout)
{
    const char *at = text;
    for (size_t left = length; left > 0;) {
        piece p = next_piece(text, at, left, keep_layout);
        if (p.verbatim)
            fwrite(at, 1, p.bytes, out);
        else
            fputs(p.shown, out);
        at += p.bytes;
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
    const char *at = text;
    for (size_t left = strlen(text); left > 0;) {
        piece p = next_piece(text, at, left, false);
        width += p.verbatim ? 1 : strlen(p.shown);
        at += p.bytes;
        left -= p.bytes;
    }
    return width;
}
