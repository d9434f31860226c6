/* The keys and signed files that a policy names, for prices and reserves alike (docs/prices.md, docs/reserves.md). */
#ifndef ZKS_POLICY_SOURCE_FILES_H
#define ZKS_POLICY_SOURCE_FILES_H

#include "attestation/json.h"
#include "attestation/sources.h"

typedef struct {
    const char *policy; /* its path, which relative ones start from */
    size_t bytes;       /* of all signed files so far, which have to find room in a statement */
} zks_source_files;

/* Both append to empty *texts from an array of strings that stands at `path`: public keys, or files of them; files
 * that were signed, 1 to ZKS_SOURCE_MAX_KEYS of them. What is in the files is not looked at. ZKS_OK, ZKS_ERROR_MEMORY,
 * ZKS_ERROR_INPUT or ZKS_ERROR_READ with policy and place in *report; *texts is to be cleared in any case. */
zks_status zks_source_files_keys(zks_source_files *files, zks_texts *texts, const json_t *array,
                                 const zks_json_path *path, zks_report *report);
zks_status zks_source_files_signed(zks_source_files *files, zks_texts *texts, const json_t *array,
                                   const zks_json_path *path, zks_report *report);

/* The detail "POLICY: PATH: FAULT", with the value where it is one to show; returns ZKS_ERROR_INPUT. */
zks_status zks_source_files_fault(const zks_source_files *files, const zks_json_path *path, const json_t *value,
                                  const char *fault, zks_report *report);
/* Likewise that a `what` of this name, "column" say, stands there twice. */
zks_status zks_source_files_twice(const zks_source_files *files, const zks_json_path *path, const char *what,
                                  const char *name, zks_report *report);

#endif
