#include "signature/consistency.h"
#include "signature/log_proof.h"
#include "verifier/case_tools.h"
#include "verifier/cases.h"

#include <stdlib.h>
#include <string.h>

/* ---- proofs of inclusion ------------------------------------------------------------------------------------- */

static zks_status read_keys(zks_note_key *keys, const json_t *array, const zks_json_path *at, zks_report *report)
{
    zks_report inner;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *text = json_string_value(json_array_get(array, i));
        if (text == NULL || zks_note_key_parse(&keys[i], text, strlen(text), &inner) != ZKS_OK)
            return zks_case_fault(report, at, "keys", "not public keys");
    }
    return ZKS_OK;
}

static zks_status check_log_proof(const json_t *object, const zks_note_key *keys, size_t count, size_t threshold,
                                  const uint8_t statement[32])
{
    const char *file = zks_case_text(object, "file");
    zks_report report;
    zks_log_proof proof;
    zks_status status = zks_log_proof_parse(&proof, file, strlen(file), &report);
    return status == ZKS_OK ? zks_log_proof_check(&proof, statement, keys, count, threshold, &report) : status;
}

zks_status zks_case_log_proof(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"statement", JSON_STRING},
                                              {"keys", JSON_ARRAY},
                                              {"threshold", JSON_INTEGER},
                                              {"file", JSON_STRING},
                                              {"result", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const json_t *array = json_object_get(object, "keys");
    json_int_t threshold = json_integer_value(json_object_get(object, "threshold"));
    uint8_t statement[32];
    if (!zks_case_hex(statement, 32, json_object_get(object, "statement")))
        return zks_case_fault(report, at, "statement", "not 32 bytes in hexadecimal");
    if (threshold < 1 || json_array_size(array) > ZKS_NOTE_MAX_KEYS)
        return zks_case_fault(report, at, NULL, "a threshold below 1, or more than 256 keys");
    zks_note_key *keys = calloc(json_array_size(array) + 1, sizeof *keys);
    if (keys == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = read_keys(keys, array, at, report);
    if (status == ZKS_OK)
        status = zks_case_result(
            object, check_log_proof(object, keys, json_array_size(array), (size_t)threshold, statement), at, report);
    free(keys);
    return status;
}

/* ---- one log with another ------------------------------------------------------------------------------------ */

static zks_status read_checkpoint(zks_checkpoint *checkpoint, const json_t *object, const char *member,
                                  const zks_json_path *at, zks_report *report)
{
    const char *text = zks_case_text(object, member);
    zks_report inner;
    if (zks_checkpoint_parse(checkpoint, text, strlen(text), &inner) != ZKS_OK || checkpoint->size == 0)
        return zks_case_fault(report, at, member, "not a checkpoint of at least one entry");
    return ZKS_OK;
}

/* "" is a file that is not there. */
static zks_status check_consistency(const json_t *object, const zks_checkpoint *seen, const zks_checkpoint *found,
                                    const zks_log *entries)
{
    const char *file = zks_case_text(object, "file");
    zks_report report;
    zks_consistency *consistency = malloc(sizeof *consistency);
    zks_status status = consistency == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    if (status == ZKS_OK && file[0] != '\0')
        status = zks_consistency_parse(consistency, file, strlen(file), &report);
    if (status == ZKS_OK)
        status = zks_consistency_check(seen, found, file[0] != '\0' ? consistency : NULL, entries, &report);
    free(consistency);
    return status;
}

zks_status zks_case_log_consistency(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"seen", JSON_STRING},
                                              {"found", JSON_STRING},
                                              {"file", JSON_STRING},
                                              {"log", JSON_STRING},
                                              {"result", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const char *text = zks_case_text(object, "log");
    zks_checkpoint seen, found;
    zks_log log;
    zks_report inner;
    zks_status status = read_checkpoint(&seen, object, "seen", at, report);
    if (status == ZKS_OK)
        status = read_checkpoint(&found, object, "found", at, report);
    if (status != ZKS_OK)
        return status;
    if (strcmp(seen.origin, found.origin) != 0)
        return zks_case_fault(report, at, "found", "not of the same log");
    status = zks_log_parse(&log, text, strlen(text), &inner);
    if (status != ZKS_OK)
        return status == ZKS_ERROR_MEMORY ? status : zks_case_fault(report, at, "log", "not a log");
    status = zks_case_result(object, check_consistency(object, &seen, &found, log.count > 0 ? &log : NULL), at, report);
    zks_log_clear(&log);
    return status;
}
