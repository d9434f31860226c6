/* Whatever is read as a receipt is written, and then read and written again, as the same bytes. */
#include "attestation/receipt.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zks_receipt receipt, again;
    zks_report report = {0};
    zks_status status = zks_receipt_read(&receipt, (const char *)data, size, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_ERROR_MEMORY || (zks_status_is_rejection(status) && report.detail[0] != '\0'));
        return 0;
    }
    size_t length, length_again;
    char *bytes = zks_receipt_bytes(&receipt, &length);
    assert(bytes != NULL);
    status = zks_receipt_read(&again, bytes, length, &report);
    assert(status == ZKS_OK && again.value_count == receipt.value_count);
    char *bytes_again = zks_receipt_bytes(&again, &length_again);
    assert(bytes_again != NULL && length_again == length && memcmp(bytes, bytes_again, length) == 0);
    free(bytes);
    free(bytes_again);
    zks_receipt_clear(&receipt);
    zks_receipt_clear(&again);
    return 0;
}
