/* How a reader of circuits or numbers says what is wrong and what to write instead. */
#ifndef ZKS_CIRCUITS_DIAGNOSTICS_H
#define ZKS_CIRCUITS_DIAGNOSTICS_H

#include "circuits/circuit.h"

#include <stdint.h>

/* A text that findings are about, and what it is called. */
typedef struct {
    const char *name, *text;
    size_t length;
} zks_source;

/* Counted from 1; characters, not bytes (outside comments they are the same). Line 0: the text as a whole. */
typedef struct {
    uint32_t line, column;
} zks_place;

/* "file:line:column: error: message", the line of the text and a caret under the word at the place. The message is a
 * sentence without capital or full stop; after a line feed, what to write instead, which begins with a verb. After
 * ZKS_MAX_FINDINGS findings the others are only counted, in a last line. */
__attribute__((format(printf, 4, 5))) void zks_finding(zks_diagnostics *d, const zks_source *source, zks_place place,
                                                       const char *format, ...);
/* The same for public numbers, which stand in no circuit text: "file: error: message", or "error: message" alone. */
__attribute__((format(printf, 2, 3))) void zks_finding_anywhere(zks_diagnostics *d, const char *format, ...);

/* Whether further findings would not be shown: a reader may stop. */
bool zks_diagnostics_full(const zks_diagnostics *d);

#endif
