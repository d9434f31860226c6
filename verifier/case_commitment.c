#include "argument/id.h"
#include "argument/reserve_commitment.h"
#include "circuits/decimal.h"
#include "verifier/case_tools.h"
#include "verifier/cases.h"
#include "verifier/opening.h"

#include <stdlib.h>
#include <string.h>

static zks_status read_value(zks_value *out, const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"column", JSON_INTEGER}, {"value", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    json_int_t column = json_integer_value(json_object_get(object, "column"));
    const char *text = zks_case_text(object, "value");
    unsigned __int128 value;
    if (column < 0 || column > UINT32_MAX)
        return zks_case_fault(report, at, "column", "not a column");
    if (zks_units_parse(&value, text, strlen(text), 0, ZKS_MAX_BYTES) != ZKS_UNITS_OK)
        return zks_case_fault(report, at, "value", "not an integer of at most 16 bytes");
    *out = (zks_value){.column = (uint32_t)column, .limb = {(uint64_t)value, (uint64_t)(value >> 64)}};
    return ZKS_OK;
}

static zks_status check_commitment(const json_t *object, zks_value *values, const zks_scalar *blinding,
                                   const zks_json_path *at, zks_report *report)
{
    const json_t *array = json_object_get(object, "values");
    const zks_json_path path = {at, "values", 0};
    size_t count = json_array_size(array);
    for (size_t i = 0; i < count; i++) {
        zks_json_path here = {&path, NULL, i};
        zks_status status = read_value(&values[i], json_array_get(array, i), &here, report);
        if (status != ZKS_OK)
            return status;
    }
    const char *account = zks_case_text(object, "account");
    uint8_t commitment[ZKS_POINT_BYTES];
    zks_opening_commit(commitment, (zks_bytes){account, strlen(account)}, values, count, blinding);
    return zks_case_is_hex_of(object, "commitment", commitment) ? ZKS_OK : zks_case_differs(report, at, "commitment");
}

zks_status zks_case_commitment(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {
        {"account", JSON_STRING}, {"values", JSON_ARRAY}, {"blinding", JSON_STRING}, {"commitment", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_scalar blinding;
    if (!zks_case_hex(bytes, sizeof bytes, json_object_get(object, "blinding")) || !zks_scalar_decode(&blinding, bytes))
        return zks_case_fault(report, at, "blinding", "not a canonical scalar");
    zks_value *values = calloc(json_array_size(json_object_get(object, "values")) + 1, sizeof *values);
    if (values == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = check_commitment(object, values, &blinding, at, report);
    free(values);
    return status;
}

zks_status zks_case_account_id(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"account", JSON_STRING}, {"scalar", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const char *account = zks_case_text(object, "account");
    zks_scalar id;
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_id_scalar(&id, (zks_bytes){account, strlen(account)});
    zks_scalar_encode(bytes, &id);
    return zks_case_is_hex_of(object, "scalar", bytes) ? ZKS_OK : zks_case_differs(report, at, "scalar");
}

zks_status zks_case_reserve_commitment(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {
        {"amount", JSON_STRING}, {"blinding", JSON_STRING}, {"commitment", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const char *text = zks_case_text(object, "amount");
    unsigned __int128 units;
    uint8_t amount[ZKS_AMOUNT_BYTES], bytes[ZKS_SCALAR_BYTES];
    zks_scalar blinding;
    zks_word commitment;
    if (zks_units_parse(&units, text, strlen(text), 0, ZKS_AMOUNT_BYTES) != ZKS_UNITS_OK)
        return zks_case_fault(report, at, "amount", "not an integer of at most 16 bytes");
    if (!zks_case_hex(bytes, sizeof bytes, json_object_get(object, "blinding")) || !zks_scalar_decode(&blinding, bytes))
        return zks_case_fault(report, at, "blinding", "not a canonical scalar");
    for (size_t i = 0; i < sizeof amount; i++)
        amount[i] = (uint8_t)(units >> (8 * i));
    zks_reserve_commit(commitment, amount, &blinding);
    return zks_case_is_hex_of(object, "commitment", commitment) ? ZKS_OK : zks_case_differs(report, at, "commitment");
}
