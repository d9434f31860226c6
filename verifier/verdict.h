/* How a verdict reads, for people and in --json. Within verifier/. */
#ifndef ZKS_VERIFIER_VERDICT_H
#define ZKS_VERIFIER_VERDICT_H

#include "zksolv/status.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Whether the report says more than the status: library code sets the status's text where it knows no more. */
bool zks_verdict_has_detail(zks_status status, const zks_report *report);

/* "rejected: opening: the opening fails: ... (segment 3)". Nothing where `status` is no rejection. */
void zks_verdict_print_rejection(zks_status status, const zks_report *report);
/* "valid" and the rest of its line. */
void zks_verdict_print_valid(const char *rest);
/* A name and its value, a plain line; the values of all lines stand in one column. */
void zks_verdict_print_field(const char *name, const char *value);
void zks_verdict_print_hash(const char *name, const uint8_t hash[32]);
void zks_verdict_print_rows(uint64_t rows);

/* An object with "valid", "reason" (null when valid), "detail" and "segment" where there are any. NULL: out of memory.
 */
json_t *zks_verdict_json(zks_status status, const zks_report *report);

#endif
