/* Whatever is read as a statement is written again as the same bytes, and its claim too. */
#include "attestation/statement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zks_statement statement;
    zks_report report = {0};
    zks_status status = zks_statement_read(&statement, (const char *)data, size, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_ERROR_MEMORY || (zks_status_is_rejection(status) && report.detail[0] != '\0'));
        return 0;
    }
    size_t length, claim_length;
    char *bytes = zks_statement_bytes(&statement, &length);
    assert(bytes != NULL && length == size && memcmp(bytes, data, size) == 0);
    char *claim = zks_claim_bytes(&statement.claim, &claim_length);
    assert(claim != NULL && memcmp(claim, bytes + strlen("{\"claim\":"), claim_length) == 0);
    free(claim);
    free(bytes);
    zks_statement_clear(&statement);
    return 0;
}
