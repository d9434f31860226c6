#include "crypto/transcript.h"
#include "verifier/case_tools.h"
#include "verifier/cases.h"

#include <stdlib.h>

static void free_items(zks_bytes *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free((void *)items[i].data);
    free(items);
}

/* The strings of an array from hexadecimal. */
static zks_status read_items(zks_bytes **items, const json_t *array, const zks_json_path *at, zks_report *report)
{
    size_t count = json_array_size(array);
    zks_bytes *read = calloc(count + 1, sizeof *read);
    zks_status status = read == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; i < count && status == ZKS_OK; i++) {
        const json_t *item = json_array_get(array, i);
        size_t length = json_string_length(item) / 2;
        uint8_t *bytes = malloc(length + 1);
        read[i] = (zks_bytes){bytes, length};
        if (bytes == NULL)
            status = ZKS_ERROR_MEMORY;
        else if (!zks_case_hex(bytes, length, item))
            status = zks_case_fault(report, at, "items", "not bytes in hexadecimal");
    }
    if (status == ZKS_OK)
        *items = read;
    else if (read != NULL)
        free_items(read, count);
    return status;
}

static zks_status absorb(zks_transcript *t, const json_t *step, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"absorb", JSON_STRING}, {"items", JSON_ARRAY}};
    zks_bytes *items;
    if (!zks_json_is_object_of(step, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const json_t *array = json_object_get(step, "items");
    zks_status status = read_items(&items, array, at, report);
    if (status != ZKS_OK)
        return status;
    zks_transcript_absorb(t, zks_case_text(step, "absorb"), items, json_array_size(array));
    free_items(items, json_array_size(array));
    return ZKS_OK;
}

static zks_status challenge(zks_transcript *t, const json_t *step, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"challenge", JSON_STRING}, {"value", JSON_STRING}};
    if (!zks_json_is_object_of(step, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    zks_scalar value;
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_transcript_challenge(t, zks_case_text(step, "challenge"), &value);
    zks_scalar_encode(bytes, &value);
    return zks_case_is_hex_of(step, "value", bytes) ? ZKS_OK : zks_case_differs(report, at, "value");
}

zks_status zks_case_transcript(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"steps", JSON_ARRAY}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const json_t *steps = json_object_get(object, "steps");
    const zks_json_path path = {at, "steps", 0};
    zks_transcript t;
    zks_transcript_start(&t);
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < json_array_size(steps) && status == ZKS_OK; i++) {
        const json_t *step = json_array_get(steps, i);
        zks_json_path here = {&path, NULL, i};
        bool absorbs = json_object_get(step, "absorb") != NULL;
        status = absorbs ? absorb(&t, step, &here, report) : challenge(&t, step, &here, report);
    }
    return status;
}
