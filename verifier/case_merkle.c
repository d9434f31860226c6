#include "crypto/merkle.h"
#include "verifier/case_tools.h"
#include "verifier/cases.h"

#include <stdlib.h>
#include <string.h>

/* The words of an array, malloc'd, from hexadecimal. */
static zks_status read_words(uint8_t (**words)[32], const json_t *array, const zks_json_path *at, zks_report *report)
{
    size_t count = json_array_size(array);
    uint8_t(*read)[32] = calloc(count + 1, sizeof *read);
    if (read == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (!zks_case_hex(read[i], 32, json_array_get(array, i))) {
            free(read);
            return zks_case_fault(report, at, NULL, "not 32 bytes in hexadecimal");
        }
    }
    *words = read;
    return ZKS_OK;
}

static zks_status check_path(const uint8_t root[32], const uint8_t (*leaves)[32], size_t count, size_t index,
                             const json_t *array, const zks_json_path *at, zks_report *report)
{
    uint8_t(*path)[32] = NULL, computed[ZKS_MERKLE_MAX_PATH][32];
    zks_status status = read_words(&path, array, at, report);
    if (status != ZKS_OK)
        return status;
    size_t length = json_array_size(array);
    bool same = length == zks_merkle_path_length(index, count);
    if (same) {
        zks_merkle_path(computed, leaves[0], count, index);
        same = memcmp(computed, path, length * sizeof *path) == 0 &&
               zks_merkle_check(root, leaves[index], index, count, (const uint8_t(*)[32])path, length);
    }
    free(path);
    return same ? ZKS_OK : zks_case_differs(report, at, NULL);
}

static zks_status check_tree(const json_t *object, const uint8_t (*leaves)[32], size_t count, const zks_json_path *at,
                             zks_report *report)
{
    uint8_t root[32];
    zks_merkle_root(root, leaves[0], count, 1);
    if (!zks_case_is_hex_of(object, "root", root))
        return zks_case_differs(report, at, "root");
    const json_t *paths = json_object_get(object, "paths");
    const zks_json_path path = {at, "paths", 0};
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < count && status == ZKS_OK; i++) {
        zks_json_path here = {&path, NULL, i};
        status = check_path(root, leaves, count, i, json_array_get(paths, i), &here, report);
    }
    return status;
}

zks_status zks_case_merkle(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"leaves", JSON_ARRAY}, {"root", JSON_STRING}, {"paths", JSON_ARRAY}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const json_t *array = json_object_get(object, "leaves");
    size_t count = json_array_size(array);
    if (count == 0 || json_array_size(json_object_get(object, "paths")) != count)
        return zks_case_fault(report, at, NULL, "not a path for each of at least one leaf");
    const zks_json_path path = {at, "leaves", 0};
    uint8_t(*leaves)[32] = NULL;
    zks_status status = read_words(&leaves, array, &path, report);
    if (status != ZKS_OK)
        return status;
    status = check_tree(object, (const uint8_t(*)[32])leaves, count, at, report);
    free(leaves);
    return status;
}
