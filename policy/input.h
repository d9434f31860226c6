/* What every reader of the prover's inputs shares: a field with the place it was read from, and how a finding about it
 * is written: one line, `file:line:column: message`, short, lower case, naming the value and what was expected. The
 * detail quotes the offending value: it is for the operator who owns the file, and goes nowhere else. */
#ifndef ZKS_POLICY_INPUT_H
#define ZKS_POLICY_INPUT_H

#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Both count from 1; columns are characters. Line 0: the file as a whole. */
typedef struct {
    uint64_t line, column;
} zks_position;

/* Bytes of any kind, not NUL-terminated, borrowed from the reader until it reads on. */
typedef struct {
    const char *text;
    size_t length;
    zks_position at;
} zks_field;

/* Bytes of any kind as printable UTF-8 in double quotes, shortened where long. Used inside one call
 * of zks_input_error. */
typedef struct {
    char text[96];
} zks_quoted;
zks_quoted zks_quote(const char *text, size_t length);
static inline zks_quoted zks_quote_field(const zks_field *field)
{
    return zks_quote(field->text, field->length);
}

static inline bool zks_field_is(const zks_field *field, const char *text)
{
    return field->length == strlen(text) && memcmp(field->text, text, field->length) == 0;
}

/* `path` as seen from the folder of `file`; malloc'd, NULL: out of memory. */
char *zks_path_beside(const char *file, const char *path);

/* Fills *report and returns ZKS_ERROR_INPUT. `file` is a path as given; "-" is written as <stdin>. */
zks_status zks_input_error(zks_report *report, const char *file, zks_position at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Fills *report and returns ZKS_ERROR_MEMORY. */
zks_status zks_input_memory(zks_report *report, const char *file);

#endif
