#include "crypto/generators.h"
#include "verifier/case_tools.h"
#include "verifier/cases.h"

#include <string.h>

static bool is_point_of(const json_t *object, const char *member, const zks_point *point)
{
    uint8_t bytes[ZKS_POINT_BYTES];
    zks_point_encode(bytes, point);
    return zks_case_is_hex_of(object, member, bytes);
}

static bool find_generator_kind(zks_generator_kind *kind, const char *name)
{
    static const char *const names[] = {
        [ZKS_GENERATOR_G] = "G", [ZKS_GENERATOR_M] = "M", [ZKS_GENERATOR_A] = "A", [ZKS_GENERATOR_ID] = "Id",
        [ZKS_GENERATOR_K] = "K", [ZKS_GENERATOR_Q] = "Q", [ZKS_GENERATOR_H] = "H", [ZKS_GENERATOR_R] = "R",
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        if (strcmp(names[i], name) == 0) {
            *kind = (zks_generator_kind)i;
            return true;
        }
    }
    return false;
}

zks_status zks_case_generators(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"kind", JSON_STRING}, {"index", JSON_INTEGER}, {"point", JSON_STRING}};
    zks_generator_kind kind;
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    json_int_t index = json_integer_value(json_object_get(object, "index"));
    if (!find_generator_kind(&kind, zks_case_text(object, "kind")) || index < 0)
        return zks_case_fault(report, at, NULL, "no generator");
    zks_point point;
    zks_generators_derive(&point, kind, (uint64_t)index, 1, 1);
    return is_point_of(object, "point", &point) ? ZKS_OK : zks_case_differs(report, at, "point");
}

zks_status zks_case_hash_to_group(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"uniform", JSON_STRING}, {"point", JSON_STRING}};
    uint8_t uniform[64];
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    if (!zks_case_hex(uniform, sizeof uniform, json_object_get(object, "uniform")))
        return zks_case_fault(report, at, "uniform", "not 64 bytes in hexadecimal");
    zks_point point;
    zks_point_from_uniform(&point, uniform);
    return is_point_of(object, "point", &point) ? ZKS_OK : zks_case_differs(report, at, "point");
}
