/* JSON of others as an input: read whole, and findings about a place in it. */
#ifndef ZKS_POLICY_JSON_INPUT_H
#define ZKS_POLICY_JSON_INPUT_H

#include "attestation/json.h"

/* A file of at most `most` bytes, "-" being standard input. *value is the caller's to json_decref. ZKS_ERROR_READ,
 * ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT. */
zks_status zks_json_input_read(json_t **value, const char *file, size_t most, zks_report *report);

/* The detail "FILE: PATH: FAULT", with `value` where it is not NULL and one to show; returns ZKS_ERROR_INPUT. */
zks_status zks_json_input_error(zks_report *report, const char *file, const zks_json_path *path, const json_t *value,
                                const char *fault);

#endif
