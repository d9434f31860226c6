#include "signature/age.h"

#include "attestation/json.h"
#include "attestation/text.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

zks_status zks_age_check(const char *time, const char *now, uint64_t limit, zks_report *report)
{
    int64_t then_seconds, now_seconds;
    bool are_times = zks_time_to_seconds(&then_seconds, time) && zks_time_to_seconds(&now_seconds, now);
    assert(are_times);
    (void)are_times;
    int64_t age = now_seconds - then_seconds;
    if (age < -ZKS_AGE_CLOCK_SECONDS) {
        zks_report_detail(report, "%s is in the future: it is %s", time, now);
        return ZKS_REJECT_AGE;
    }
    if (age > 0 && (uint64_t)age > limit) {
        zks_report_detail(report, "%s is %" PRId64 " seconds before %s, more than %" PRIu64, time, age, now, limit);
        return ZKS_REJECT_AGE;
    }
    return ZKS_OK;
}

/* Canonical times are in the order of their characters. */
zks_status zks_age_check_older(const char **of, const char *created, const char *timestamp, const char *now,
                               uint64_t limit, zks_report *report)
{
    bool is_of_timestamp = timestamp != NULL && strcmp(timestamp, created) < 0;
    zks_report inner;
    *of = is_of_timestamp ? "timestamp" : "created";
    zks_status status = zks_age_check(is_of_timestamp ? timestamp : created, now, limit, &inner);
    if (status != ZKS_OK)
        zks_report_detail(report, "%s: %.400s", *of, inner.detail);
    return status;
}
