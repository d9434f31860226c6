#include "circuits/diagnostics.h"

#include "circuits/bounds.h"
#include "circuits/excerpt.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void zks_diagnostics_clear(zks_diagnostics *d)
{
    free(d->text);
    *d = (zks_diagnostics){0};
}

bool zks_diagnostics_full(const zks_diagnostics *d)
{
    return d->findings >= ZKS_MAX_FINDINGS;
}

/* Where memory is exhausted the text is lost; the finding still counts. */
static void append(zks_diagnostics *d, const char *text, size_t length)
{
    char *grown = realloc(d->text, d->length + length + 1);
    if (!grown)
        return;
    memcpy(grown + d->length, text, length);
    d->text = grown;
    d->length += length;
    d->text[d->length] = '\0';
}

/* The last line counts what is not shown; it is written anew with every finding. */
static void count_further(zks_diagnostics *d)
{
    char line[64];
    if (d->findings == ZKS_MAX_FINDINGS + 1)
        d->shown = d->length;
    d->length = d->shown;
    size_t further = d->findings - ZKS_MAX_FINDINGS;
    int length = snprintf(line, sizeof line, "%zu more error%s not shown\n", further, further == 1 ? " is" : "s are");
    append(d, line, (size_t)length);
}

/* The message's first line, then the excerpt of the text it is about, then what to write instead. */
static void print_finding(FILE *out, const zks_source *source, zks_place place, const char *message)
{
    size_t length = strcspn(message, "\n");
    fprintf(out, "error: %.*s\n", (int)length, message);
    if (source)
        zks_excerpt_print(out, source, place);
    if (message[length] != '\0')
        fprintf(out, "  %s\n", message + length + 1);
}

__attribute__((format(printf, 4, 0))) static void report(zks_diagnostics *d, const zks_source *source, zks_place place,
                                                         const char *format, va_list arguments)
{
    if (++d->findings > ZKS_MAX_FINDINGS) {
        count_further(d);
        return;
    }
    char *message, *text = NULL;
    size_t length = 0;
    if (vasprintf(&message, format, arguments) < 0)
        return;
    FILE *out = open_memstream(&text, &length);
    const char *name = source ? source->name : d->numbers_file;
    if (out) {
        if (name)
            fprintf(out, "%s:", name);
        if (place.line > 0)
            fprintf(out, "%u:%u:", place.line, place.column);
        fprintf(out, "%s", name ? " " : "");
        print_finding(out, place.line > 0 ? source : NULL, place, message);
        fclose(out);
        append(d, text, length);
    }
    free(text);
    free(message);
}

void zks_finding(zks_diagnostics *d, const zks_source *source, zks_place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(d, source, place, format, arguments);
    va_end(arguments);
}

void zks_finding_anywhere(zks_diagnostics *d, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(d, NULL, (zks_place){0, 0}, format, arguments);
    va_end(arguments);
}
