/* How a reader of circuits or numbers says what is wrong and what to write instead. */
#ifndef ZKS_CIRCUITS_DIAGNOSTICS_H
#define ZKS_CIRCUITS_DIAGNOSTICS_H

#include "circuits/circuit.h"

#include <stdint.h>

/* Counted from 1; characters, not bytes (outside comments they are the same). */
typedef struct {
    uint32_t line, column;
} zks_place;

/* One line "file:line:column: message". The message is a sentence without capital or full stop, with its hint after a
 * semicolon. After ZKS_MAX_FINDINGS lines findings are only counted. */
__attribute__((format(printf, 4, 5))) void zks_finding(zks_diagnostics *d, const char *file, zks_place place,
                                                       const char *format, ...);
/* The same for public numbers, which stand in no circuit text: "file: message", or the message alone. */
__attribute__((format(printf, 2, 3))) void zks_finding_anywhere(zks_diagnostics *d, const char *format, ...);

/* Whether further findings would not be shown: a reader may stop. */
bool zks_diagnostics_full(const zks_diagnostics *d);

#endif
