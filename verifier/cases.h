/* The cases of each kind of primitive vectors (docs/format.md, "Vectors"). Within verifier/. */
#ifndef ZKS_VERIFIER_CASES_H
#define ZKS_VERIFIER_CASES_H

#include "attestation/json.h"

/* Whether one case is well-formed and holds: ZKS_OK, ZKS_ERROR_MEMORY, or ZKS_REJECT_VECTOR with a detail. */
typedef zks_status zks_case_check(const json_t *object, const zks_json_path *at, zks_report *report);

zks_case_check zks_case_generators, zks_case_hash_to_group, zks_case_transcript, zks_case_merkle, zks_case_commitment,
    zks_case_reserve_commitment, zks_case_account_id, zks_case_shape, zks_case_log_proof, zks_case_log_consistency,
    zks_case_cms, zks_case_timestamp, zks_case_age;

/* Whether a string is one of a set, for kinds that are two lists, "valid" and "invalid". */
typedef bool zks_case_predicate(const char *text);

zks_case_predicate zks_case_is_point, zks_case_is_scalar, zks_case_is_decimal, zks_case_is_time;

#endif
