/* Whatever is read as proofs of consistency or as a log is within its bounds, and no proof makes a log follow another
 * that it does not. */
#include "signature/consistency.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_log(const char *bytes, size_t length)
{
    zks_log log;
    zks_report report = {0};
    zks_status status = zks_log_parse(&log, bytes, length, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_ERROR_INPUT && report.detail[0] != '\0');
        return;
    }
    assert(log.count == length / 65);
    zks_log_clear(&log);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static zks_consistency consistency;
    const zks_checkpoint found = {.origin = "log", .size = 1000, .root = {1}};
    zks_report report = {0};
    read_log((const char *)data, size);
    zks_status status = zks_consistency_parse(&consistency, (const char *)data, size, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_REJECT_SIGNATURE_ENCODING && report.detail[0] != '\0');
        return 0;
    }
    assert(consistency.count <= ZKS_CONSISTENCY_MAX_PROOFS);
    for (size_t i = 0; i < consistency.count; i++) {
        const zks_checkpoint seen = {.origin = "log", .size = consistency.proofs[i].from, .root = {2}};
        assert(consistency.proofs[i].length <= ZKS_MERKLE_MAX_CONSISTENCY);
        status = zks_consistency_check(&seen, &found, &consistency, NULL, &report);
        assert(status == ZKS_REJECT_LOG_CONSISTENCY);
    }
    return 0;
}
