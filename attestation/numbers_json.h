/* The public numbers as JSON: the members "quote", "indexes", "params" and "pool" of a claim (canonical form only), and
 * the looser first three of a policy. */
#ifndef ZKS_ATTESTATION_NUMBERS_JSON_H
#define ZKS_ATTESTATION_NUMBERS_JSON_H

#include "attestation/json.h"

/* What a statement has in place of the values of a pool column that custodians have committed to. */
#define ZKS_COMMITTED "committed"

typedef enum {
    ZKS_NUMBERS_STRICT, /* a statement: all four members, decimals and bytes present, canonical decimal strings;
                           parameters over indexes with the digest of their CSV */
    ZKS_NUMBERS_POLICY  /* a policy: numbers as decimal strings or JSON integers, made canonical; bytes optional;
                           parameters over indexes as arrays, without a digest; no "pool" */
} zks_numbers_dialect;

/* Fills *numbers from `parent`'s members. On failure ZKS_ERROR_MEMORY, ZKS_REJECT_STATEMENT_SCHEMA (structure) or
 * ZKS_REJECT_NUMBER (a number), with a detail naming the member's path ("indexes.asset[3].price"); *numbers is cleared.
 * Other members of `parent` are the caller's to check. A member without decimals has bytes 0, and is written without
 * either. */
zks_status zks_numbers_from_json(zks_numbers *numbers, const json_t *parent, zks_numbers_dialect dialect,
                                 zks_report *report);
/* Adds the four members to `parent`. False: out of memory. */
bool zks_numbers_to_json(const zks_numbers *numbers, json_t *parent);

#endif
