/* Any bytes as a CMS signature and as a timestamp, under no authority: they are rejected, for a reason. */
#include "signature/cms.h"
#include "signature/timestamp.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t digest[32] = {1};
    static const zks_authorities authorities = {.path = ZKS_TEST_AUTHORITIES};
    zks_report report = {0};
    char *signer, time[21];
    zks_status status = zks_cms_check(&signer, data, size, "statement\n", 10, &authorities, 0, &report);
    assert(zks_status_is_rejection(status) && report.detail[0] != '\0');
    status = zks_timestamp_check(time, data, size, digest, NULL, 0, &authorities, 0, &report);
    assert(zks_status_is_rejection(status) && report.detail[0] != '\0');
    return 0;
}
