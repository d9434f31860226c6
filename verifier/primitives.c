#include "verifier/primitives.h"

#include "verifier/cases.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A file is an array "cases", or two arrays of strings, "valid" and "invalid". */
struct zks_primitive {
    const char *kind;
    zks_case_check *check;
    zks_case_predicate *predicate;
};

static const zks_primitive primitives[] = {
    {"generators", zks_case_generators, NULL},
    {"hash-to-group", zks_case_hash_to_group, NULL},
    {"transcript", zks_case_transcript, NULL},
    {"merkle", zks_case_merkle, NULL},
    {"commitment", zks_case_commitment, NULL},
    {"reserve-commitment", zks_case_reserve_commitment, NULL},
    {"account-id", zks_case_account_id, NULL},
    {"shape", zks_case_shape, NULL},
    {"log-proof", zks_case_log_proof, NULL},
    {"log-consistency", zks_case_log_consistency, NULL},
    {"cms", zks_case_cms, NULL},
    {"timestamp", zks_case_timestamp, NULL},
    {"age", zks_case_age, NULL},
    {"point", NULL, zks_case_is_point},
    {"scalar", NULL, zks_case_is_scalar},
    {"decimal", NULL, zks_case_is_decimal},
    {"time", NULL, zks_case_is_time},
};

const zks_primitive *zks_primitive_find(const char *kind)
{
    for (size_t i = 0; i < COUNT(primitives); i++)
        if (strcmp(primitives[i].kind, kind) == 0)
            return &primitives[i];
    return NULL;
}

const char *zks_primitive_kind(const zks_primitive *primitive)
{
    return primitive->kind;
}

static zks_status check_cases(const zks_primitive *primitive, const json_t *array, zks_report *report)
{
    const zks_json_path path = {NULL, "cases", 0};
    for (size_t i = 0; i < json_array_size(array); i++) {
        zks_json_path at = {&path, NULL, i};
        zks_status status = primitive->check(json_array_get(array, i), &at, report);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

static zks_status check_set(const zks_primitive *primitive, const json_t *root, const char *member, bool expected,
                            zks_report *report)
{
    const zks_json_path path = {NULL, member, 0};
    const json_t *array = json_object_get(root, member);
    for (size_t i = 0; i < json_array_size(array); i++) {
        zks_json_path at = {&path, NULL, i};
        const char *text = json_string_value(json_array_get(array, i));
        const char *fault = text == NULL ? "not a string" : expected ? "refused here" : "accepted here";
        if (text == NULL || primitive->predicate(text) != expected) {
            zks_json_fault(report, &at, json_array_get(array, i), fault);
            return ZKS_REJECT_VECTOR;
        }
    }
    return ZKS_OK;
}

static zks_status check_root(const zks_primitive *primitive, const json_t *root, zks_report *report)
{
    static const zks_json_member cases[] = {{"cases", JSON_ARRAY}};
    static const zks_json_member sets[] = {{"valid", JSON_ARRAY}, {"invalid", JSON_ARRAY}};
    bool has_cases = primitive->check != NULL;
    if (!zks_json_is_object_of(root, NULL, has_cases ? cases : sets, has_cases ? COUNT(cases) : COUNT(sets), report))
        return ZKS_REJECT_VECTOR;
    if (has_cases)
        return check_cases(primitive, json_object_get(root, "cases"), report);
    zks_status status = check_set(primitive, root, "valid", true, report);
    return status == ZKS_OK ? check_set(primitive, root, "invalid", false, report) : status;
}

zks_status zks_primitive_check(const zks_primitive *primitive, const char *bytes, size_t length, zks_report *report)
{
    json_t *root;
    zks_status status = zks_json_read(&root, bytes, length, ZKS_REJECT_VECTOR, report);
    if (status != ZKS_OK)
        return status;
    status = check_root(primitive, root, report);
    json_decref(root);
    return status;
}
