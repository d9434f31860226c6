/* libFuzzer target: any bytes as a policy. Replayed over its corpus as a test. */
#include "policy/policy_file.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    zks_policy policy;
    zks_report report = {.segment = 0};
    if (zks_policy_parse(&policy, (const char *)bytes, length, "/nowhere/policy.json", &report) == ZKS_OK)
        zks_policy_clear(&policy);
    else
        assert(report.segment == -1 && strlen(report.detail) < sizeof report.detail);
    return 0;
}
