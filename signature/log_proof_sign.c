#include "signature/log_proof.h"

#include "attestation/text.h"
#include "signature/lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

char *zks_log_proof_text(const zks_log_proof *proof, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (out == NULL)
        return NULL;
    fprintf(out, ZKS_LOG_PROOF_FIRST_LINE "\nindex %" PRIu64 "\n", proof->index);
    for (size_t i = 0; i < proof->path_length; i++) {
        char node[ZKS_BASE64_HASH + 1];
        zks_hash_base64(node, proof->path[i]);
        fprintf(out, "%s\n", node);
    }
    fputc('\n', out);
    fwrite(proof->note_bytes, 1, proof->note_length, out);
    return zks_lines_close(out, &text);
}

zks_status zks_log_proof_sign(char **text, size_t *length, const zks_log_proof *proof, const zks_note_signer *signer,
                              zks_report *report)
{
    zks_log_proof with_signature = *proof;
    char *note;
    zks_status status = zks_note_sign(&note, &with_signature.note_length, &proof->note, signer, report);
    if (status != ZKS_OK)
        return status;
    with_signature.note_bytes = note;
    char *made = zks_log_proof_text(&with_signature, length);
    free(note);
    if (made == NULL)
        return ZKS_ERROR_MEMORY;
    *text = made;
    return ZKS_OK;
}

zks_status zks_log_proof_make(char **text, size_t *length, const zks_log *log, size_t index,
                              const zks_note_signer *signer, zks_report *report)
{
    zks_log_proof proof = {.index = index};
    char checkpoint[ZKS_CHECKPOINT_TEXT + 1];
    if (index >= log->count || !zks_log_checkpoint(&proof.checkpoint, log, signer->key.name)) {
        zks_report_detail(report, "the log has no entry %zu: it has %zu", index, log->count);
        return ZKS_ERROR_INPUT;
    }
    proof.path_length = zks_merkle_path_length(index, log->count);
    zks_merkle_path(proof.path, log->entries, log->count, index);
    proof.note.text = checkpoint;
    proof.note.text_length = zks_checkpoint_text(checkpoint, &proof.checkpoint);
    return zks_log_proof_sign(text, length, &proof, signer, report);
}
