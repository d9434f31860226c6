/* Text from outside: what may stand where people read a name, and how untrusted text enters a report. */
#ifndef ZKS_ATTESTATION_TEXT_H
#define ZKS_ATTESTATION_TEXT_H

#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether `text` is 1..limit bytes of well-formed UTF-8 without control characters (U+0000..U+001F, U+007F..U+009F). */
bool zks_text_is_line(const char *text, size_t limit);

/* Formats into report->detail and sets segment to -1; what is no printable UTF-8 becomes '?', what is too long is cut.
 * Cut quoted text with a precision. `report` may be NULL. */
__attribute__((format(printf, 2, 3))) void zks_report_detail(zks_report *report, const char *format, ...);

/* The detail "'path': what errno says"; returns `status`. */
zks_status zks_report_errno(zks_report *report, zks_status status, const char *path);

#endif
