#include "circuits/excerpt.h"

#include "circuits/utf8.h"

#include <string.h>

#define WIDTH 100 /* characters of a line that are shown */
#define BEFORE 60 /* of these, before the place, where the line is longer */

typedef struct {
    const char *at, *end;
} span;

static span find_line(const zks_source *source, uint32_t line)
{
    span rest = {source->text, source->text + source->length};
    for (; line > 1; line--) {
        const char *feed = memchr(rest.at, '\n', (size_t)(rest.end - rest.at));
        rest.at = feed ? feed + 1 : rest.end;
    }
    const char *feed = memchr(rest.at, '\n', (size_t)(rest.end - rest.at));
    if (feed)
        rest.end = feed;
    return rest;
}

/* The bytes of the first character, 1 where they are no character; *shown whether it can be shown as it is. */
static size_t character(span rest, bool *shown)
{
    uint32_t point = 0;
    size_t size = zks_utf8_decode(&point, rest.at, (size_t)(rest.end - rest.at));
    *shown = size > 0 && !zks_utf8_is_control(point) && !zks_utf8_is_deceptive(point);
    return size > 0 ? size : 1;
}

static span skip(span line, uint32_t characters)
{
    bool shown;
    for (; characters > 0 && line.at < line.end; characters--)
        line.at += character(line, &shown);
    return line;
}

/* Up to `limit` characters; how many there were. */
static uint32_t print_characters(FILE *out, span *line, uint32_t limit)
{
    uint32_t count = 0;
    for (; count < limit && line->at < line->end; count++) {
        bool shown;
        size_t size = character(*line, &shown);
        if (shown)
            fwrite(line->at, 1, size, out);
        else
            fputc(*line->at == '\t' ? ' ' : '?', out);
        line->at += size;
    }
    return count;
}

/* The characters of the name, number or sign that begins here; at least 1. */
static size_t word_length(span rest)
{
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"
    static const char name[] = LETTERS, number[] = LETTERS ".", sign[] = "<>=!&|*";
    size_t length = 0;
    if (rest.at == rest.end || *rest.at == '\0')
        return 1;
    const char *set = strchr("0123456789", *rest.at) ? number : strchr(name, *rest.at) ? name : sign;
    while (rest.at + length < rest.end && rest.at[length] != '\0' && strchr(set, rest.at[length]))
        length++;
    return length > 0 ? length : 1;
}

void zks_excerpt_print(FILE *out, const zks_source *source, zks_place place)
{
    span line = find_line(source, place.line);
    bool is_long = (size_t)(line.end - line.at) > WIDTH;
    uint32_t before = place.column - 1, cut = is_long && before > BEFORE ? before - BEFORE : 0;
    size_t marked = word_length(skip(line, before));
    line = skip(line, cut);
    fprintf(out, "    %s", cut > 0 ? "..." : "");
    uint32_t count = print_characters(out, &line, WIDTH);
    fprintf(out, "%s\n    %*s^", line.at < line.end ? "..." : "", (int)(before - cut + (cut > 0 ? 3 : 0)), "");
    for (size_t i = 1; i < marked && before - cut + i < count; i++)
        fputc('~', out);
    fputc('\n', out);
}
