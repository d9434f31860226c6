#include "verifier/case_tools.h"

#include <string.h>

zks_status zks_case_fault(zks_report *report, const zks_json_path *at, const char *member, const char *text)
{
    zks_json_path path = {at, member, 0};
    zks_json_fault(report, member == NULL ? at : &path, NULL, text);
    return ZKS_REJECT_VECTOR;
}

zks_status zks_case_differs(zks_report *report, const zks_json_path *at, const char *member)
{
    return zks_case_fault(report, at, member, "not what is computed here");
}

zks_status zks_case_result(const json_t *object, zks_status got, const zks_json_path *at, zks_report *report)
{
    if (got == ZKS_ERROR_MEMORY)
        return got;
    return strcmp(zks_status_name(got), zks_case_text(object, "result")) == 0 ? ZKS_OK
                                                                              : zks_case_differs(report, at, "result");
}

const char *zks_case_text(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

bool zks_case_hex(uint8_t *out, size_t length, const json_t *value)
{
    return json_is_string(value) && zks_hex_decode(out, length, json_string_value(value));
}

bool zks_case_is_hex_of(const json_t *object, const char *member, const uint8_t bytes[32])
{
    char hex[65];
    zks_hex_encode(hex, bytes, 32);
    return strcmp(hex, zks_case_text(object, member)) == 0;
}
