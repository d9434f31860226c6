/* Whatever is read as a checkpoint or as a proof of inclusion is written again, read, and the same. */
#include "signature/log_proof.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_checkpoint(const char *bytes, size_t length)
{
    zks_checkpoint checkpoint, again;
    zks_report report = {0};
    char text[ZKS_CHECKPOINT_TEXT + 1];
    zks_status status = zks_checkpoint_parse(&checkpoint, bytes, length, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_REJECT_SIGNATURE_ENCODING && report.detail[0] != '\0');
        return;
    }
    if (memchr(bytes, '\0', length) != NULL) /* which no note holds */
        return;
    size_t text_length = zks_checkpoint_text(text, &checkpoint);
    assert(text_length <= length && memcmp(text, bytes, text_length) == 0);
    status = zks_checkpoint_parse(&again, text, text_length, &report);
    assert(status == ZKS_OK && memcmp(&again, &checkpoint, sizeof again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zks_log_proof proof, again;
    zks_report report = {0};
    read_checkpoint((const char *)data, size);
    zks_status status = zks_log_proof_parse(&proof, (const char *)data, size, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_REJECT_SIGNATURE_ENCODING && report.detail[0] != '\0');
        return 0;
    }
    size_t length;
    char *text = zks_log_proof_text(&proof, &length);
    assert(text != NULL);
    status = zks_log_proof_parse(&again, text, length, &report);
    assert(status == ZKS_OK && again.index == proof.index && again.path_length == proof.path_length);
    assert(memcmp(again.path, proof.path, sizeof proof.path) == 0);
    assert(memcmp(&again.checkpoint, &proof.checkpoint, sizeof proof.checkpoint) == 0);
    free(text);
    return 0;
}
