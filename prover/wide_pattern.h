/* How the columns of a ledger with one line per account are named: "e_{asset}=collateral,d_{asset}=debt" says that
 * e_BTC holds the collateral in BTC. */
#ifndef ZKS_PROVER_WIDE_PATTERN_H
#define ZKS_PROVER_WIDE_PATTERN_H

#include "policy/member_finder.h"

#define ZKS_MAX_WIDE_NAMES 64

/* Borrowed from the text. */
typedef struct {
    const char *before, *after; /* what stands around the index in braces */
    size_t before_length, after_length;
    zks_field column; /* of the circuit */
} zks_wide_name;

typedef struct {
    const zks_index *index;
    zks_member_finder members;
    size_t count;
    zks_wide_name names[ZKS_MAX_WIDE_NAMES];
} zks_wide_pattern;

/* Text and numbers are borrowed. ZKS_ERROR_MEMORY, or ZKS_ERROR_INPUT where the text is no pattern; clear it either
 * way. */
zks_status zks_wide_pattern_init(zks_wide_pattern *pattern, const char *text, const zks_numbers *numbers,
                                 zks_report *report);
void zks_wide_pattern_clear(zks_wide_pattern *pattern);

/* How many names a column of the file matches; *name and *member are those of the last one. */
size_t zks_wide_pattern_match(const zks_wide_pattern *pattern, const zks_field *column, size_t *name, uint32_t *member);

#endif
