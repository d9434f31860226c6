#include "policy/json_input.h"

#include "attestation/folder.h"
#include "policy/input.h"

#include <stdlib.h>

#define NOWHERE ((zks_position){0, 0})

zks_status zks_json_input_error(zks_report *report, const char *file, const zks_json_path *path, const json_t *value,
                                const char *fault)
{
    zks_report finding = {.segment = -1};
    zks_json_fault(&finding, path, value, fault);
    return zks_input_error(report, file, NOWHERE, "%s", finding.detail);
}

zks_status zks_json_input_read(json_t **value, const char *file, size_t most, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_report finding = {.segment = -1};
    zks_status status = zks_file_read(&bytes, &length, file, most, report);
    if (status != ZKS_OK)
        return status;
    status = zks_json_read(value, bytes, length, ZKS_ERROR_INPUT, &finding);
    free(bytes);
    if (status == ZKS_ERROR_MEMORY)
        return zks_input_memory(report, file);
    return status == ZKS_OK ? ZKS_OK : zks_input_error(report, file, NOWHERE, "%s", finding.detail);
}
