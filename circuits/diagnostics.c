#include "circuits/diagnostics.h"

#include "circuits/bounds.h"

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

static void append_line(zks_diagnostics *d, const char *prefix, const char *format, va_list arguments)
{
    char *message;
    int length = vasprintf(&message, format, arguments);
    if (length < 0)
        return;
    append(d, prefix, strlen(prefix));
    append(d, message, (size_t)length);
    append(d, "\n", 1);
    free(message);
}

void zks_finding(zks_diagnostics *d, const char *file, zks_place place, const char *format, ...)
{
    if (zks_diagnostics_full(d)) {
        d->findings++;
        return;
    }
    d->findings++;
    char *prefix;
    if (asprintf(&prefix, "%s:%u:%u: ", file, place.line, place.column) < 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    append_line(d, prefix, format, arguments);
    va_end(arguments);
    free(prefix);
}

void zks_finding_anywhere(zks_diagnostics *d, const char *format, ...)
{
    if (zks_diagnostics_full(d)) {
        d->findings++;
        return;
    }
    d->findings++;
    va_list arguments;
    if (d->numbers_file) {
        append(d, d->numbers_file, strlen(d->numbers_file));
        append(d, ": ", 2);
    }
    va_start(arguments, format);
    append_line(d, "", format, arguments);
    va_end(arguments);
}
