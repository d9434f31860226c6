/* What vouches for a statement under certificates, at a time and under authorities that are part of the case. */
#include "signature/age.h"
#include "signature/cms.h"
#include "signature/timestamp.h"
#include "verifier/case_tools.h"
#include "verifier/cases.h"

#include <stdlib.h>
#include <string.h>

/* ---- signatures and timestamps ------------------------------------------------------------------------------- */

typedef struct {
    uint8_t *bytes;
    size_t length;
    zks_authorities authorities;
    int64_t at;
} voucher;

/* Text in PEM, or bytes in hexadecimal. *bytes is malloc'd. */
static zks_status read_file(uint8_t **bytes, size_t *length, const char *text, const zks_json_path *at,
                            zks_report *report)
{
    static const char pem_start[] = "-----BEGIN";
    bool is_pem = strncmp(text, pem_start, sizeof pem_start - 1) == 0;
    *length = is_pem ? strlen(text) : strlen(text) / 2;
    *bytes = malloc(*length + 1);
    if (*bytes == NULL)
        return ZKS_ERROR_MEMORY;
    if (is_pem)
        memcpy(*bytes, text, *length);
    else if (!zks_hex_decode(*bytes, *length, text)) {
        free(*bytes);
        return zks_case_fault(report, at, "file", "neither PEM nor bytes in hexadecimal");
    }
    return ZKS_OK;
}

static zks_status read_time(int64_t *seconds, const json_t *object, const char *member, const zks_json_path *at,
                            zks_report *report)
{
    return zks_time_to_seconds(seconds, zks_case_text(object, member)) ? ZKS_OK
                                                                       : zks_case_fault(report, at, member, "no time");
}

static zks_status read_voucher(voucher *v, const json_t *object, const zks_json_path *at, zks_report *report)
{
    v->authorities = (zks_authorities){.text = zks_case_text(object, "authorities")};
    zks_status status = read_time(&v->at, object, "at", at, report);
    return status == ZKS_OK ? read_file(&v->bytes, &v->length, zks_case_text(object, "file"), at, report) : status;
}

static zks_status compare(const json_t *object, zks_status got, const zks_json_path *at, zks_report *report)
{
    return got == ZKS_ERROR_INPUT ? zks_case_fault(report, at, "authorities", "not certificates in PEM")
                                  : zks_case_result(object, got, at, report);
}

zks_status zks_case_cms(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"statement", JSON_STRING},
                                              {"file", JSON_STRING},
                                              {"authorities", JSON_STRING},
                                              {"at", JSON_STRING},
                                              {"result", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const char *statement = zks_case_text(object, "statement");
    voucher v;
    zks_status status = read_voucher(&v, object, at, report);
    if (status != ZKS_OK)
        return status;
    char *signer = NULL;
    zks_report inner;
    status = zks_cms_check(&signer, v.bytes, v.length, statement, strlen(statement), &v.authorities, v.at, &inner);
    free(signer);
    free(v.bytes);
    return compare(object, status, at, report);
}

/* A good timestamp's case also says which time it is of. */
static bool is_timestamp_case(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"statement", JSON_STRING},   {"file", JSON_STRING},
                                              {"authorities", JSON_STRING}, {"at", JSON_STRING},
                                              {"result", JSON_STRING},      {"time", JSON_STRING}};
    bool has_time = json_object_get(object, "time") != NULL;
    return zks_json_is_object_of(object, at, members, COUNT(members) - (has_time ? 0 : 1), report);
}

static zks_status compare_time(const json_t *object, const char *got, const zks_json_path *at, zks_report *report)
{
    const char *time = zks_case_text(object, "time");
    return strcmp(got, time == NULL ? "" : time) == 0 ? ZKS_OK : zks_case_differs(report, at, "time");
}

zks_status zks_case_timestamp(const json_t *object, const zks_json_path *at, zks_report *report)
{
    uint8_t statement[32];
    voucher v;
    if (!is_timestamp_case(object, at, report))
        return ZKS_REJECT_VECTOR;
    if (!zks_case_hex(statement, 32, json_object_get(object, "statement")))
        return zks_case_fault(report, at, "statement", "not 32 bytes in hexadecimal");
    zks_status status = read_voucher(&v, object, at, report);
    if (status != ZKS_OK)
        return status;
    char time[21] = "";
    zks_report inner;
    status = zks_timestamp_check(time, v.bytes, v.length, statement, NULL, 0, &v.authorities, v.at, &inner);
    free(v.bytes);
    status = compare(object, status, at, report);
    return status == ZKS_OK ? compare_time(object, time, at, report) : status;
}

/* ---- age ----------------------------------------------------------------------------------------------------- */

/* "" is a timestamp that is not there. */
static zks_status read_times(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const char *const names[] = {"created", "now", "timestamp"};
    bool has_timestamp = zks_case_text(object, "timestamp")[0] != '\0';
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < COUNT(names) - (has_timestamp ? 0 : 1); i++) {
        int64_t seconds;
        status = read_time(&seconds, object, names[i], at, report);
    }
    return status;
}

zks_status zks_case_age(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"created", JSON_STRING}, {"timestamp", JSON_STRING},
                                              {"now", JSON_STRING},     {"max_age", JSON_INTEGER},
                                              {"result", JSON_STRING},  {"of", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    json_int_t max_age = json_integer_value(json_object_get(object, "max_age"));
    if (max_age < 0)
        return zks_case_fault(report, at, "max_age", "below zero");
    zks_status status = read_times(object, at, report);
    if (status != ZKS_OK)
        return status;
    const char *of, *timestamp = zks_case_text(object, "timestamp");
    zks_report inner;
    status = zks_age_check_older(&of, zks_case_text(object, "created"), timestamp[0] == '\0' ? NULL : timestamp,
                                 zks_case_text(object, "now"), (uint64_t)max_age, &inner);
    status = zks_case_result(object, status, at, report);
    if (status == ZKS_OK && strcmp(of, zks_case_text(object, "of")) != 0)
        status = zks_case_differs(report, at, "of");
    return status;
}
