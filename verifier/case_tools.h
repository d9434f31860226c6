/* What the readers of cases share. Within verifier/. */
#ifndef ZKS_VERIFIER_CASE_TOOLS_H
#define ZKS_VERIFIER_CASE_TOOLS_H

#include "attestation/json.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Both return ZKS_REJECT_VECTOR; `member` may be NULL. */
zks_status zks_case_fault(zks_report *report, const zks_json_path *at, const char *member, const char *text);
zks_status zks_case_differs(zks_report *report, const zks_json_path *at, const char *member);

/* Whether the member "result" is the name of this status: ZKS_OK, ZKS_REJECT_VECTOR, or ZKS_ERROR_MEMORY where it is
 * that. */
zks_status zks_case_result(const json_t *object, zks_status got, const zks_json_path *at, zks_report *report);

/* Members whose types have been checked. */
const char *zks_case_text(const json_t *object, const char *member);
/* Whether the member is the hexadecimal form of these 32 bytes. */
bool zks_case_is_hex_of(const json_t *object, const char *member, const uint8_t bytes[32]);
/* Any value: false where it is no string of `length` bytes in hexadecimal. */
bool zks_case_hex(uint8_t *out, size_t length, const json_t *value);

#endif
