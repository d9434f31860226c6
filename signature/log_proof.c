#include "signature/log_proof.h"

#include "attestation/text.h"
#include "signature/lines.h"

#include <inttypes.h>

static zks_status read_path(zks_log_proof *proof, zks_lines *lines, zks_report *report)
{
    zks_line line;
    while (zks_lines_next(lines, &line)) {
        if (line.length == 0)
            return ZKS_OK;
        if (proof->path_length == ZKS_MERKLE_MAX_PATH)
            return zks_lines_fault(lines, "more than 64 nodes", report);
        if (!zks_line_base64(proof->path[proof->path_length++], 32, line))
            return zks_lines_fault(lines, "not a node: 32 bytes in base64", report);
    }
    return zks_lines_fault(lines, "no empty line before the checkpoint", report);
}

static zks_status read_head(zks_log_proof *proof, zks_lines *lines, zks_report *report)
{
    zks_line line;
    if (!zks_lines_next(lines, &line) || !zks_line_is(line, ZKS_LOG_PROOF_FIRST_LINE))
        return zks_lines_fault(lines, "not '" ZKS_LOG_PROOF_FIRST_LINE "'", report);
    bool has_line = zks_lines_next(lines, &line);
    if (has_line && zks_line_skip(&line, "extra "))
        has_line = zks_lines_next(lines, &line);
    if (!has_line || !zks_line_skip(&line, "index ") || !zks_line_number(&proof->index, line))
        return zks_lines_fault(lines, "not 'index' and a decimal number below 2^63", report);
    return read_path(proof, lines, report);
}

/* Lines are counted from the beginning of the file; what is wrong with the note in it is told by the note's own. */
static zks_status read_note(zks_log_proof *proof, zks_report *report)
{
    zks_report inner;
    zks_status status = zks_note_parse(&proof->note, proof->note_bytes, proof->note_length, &inner);
    if (status == ZKS_OK)
        status = zks_checkpoint_parse(&proof->checkpoint, proof->note.text, proof->note.text_length, &inner);
    if (status != ZKS_OK)
        zks_report_detail(report, "the checkpoint: %.400s", inner.detail);
    return status;
}

zks_status zks_log_proof_parse(zks_log_proof *proof, const char *bytes, size_t length, zks_report *report)
{
    if (length > ZKS_LOG_PROOF_MAX_BYTES) {
        zks_report_detail(report, "a proof of inclusion of more than %u bytes", ZKS_LOG_PROOF_MAX_BYTES);
        return ZKS_REJECT_SIGNATURE_ENCODING;
    }
    zks_log_proof read = {0};
    zks_lines lines = zks_lines_of(bytes, length);
    zks_status status = read_head(&read, &lines, report);
    if (status != ZKS_OK)
        return status;
    read.note_bytes = lines.at;
    read.note_length = (size_t)(lines.end - lines.at);
    status = read_note(&read, report);
    if (status == ZKS_OK)
        *proof = read;
    return status;
}

zks_status zks_log_proof_check(const zks_log_proof *proof, const uint8_t statement[32], const zks_note_key *keys,
                               size_t count, size_t needed, zks_report *report)
{
    const zks_checkpoint *checkpoint = &proof->checkpoint;
    zks_status status = zks_note_verify(&proof->note, keys, count, needed, checkpoint->origin, report);
    if (status != ZKS_OK)
        return status;
    if (zks_merkle_check(checkpoint->root, statement, proof->index, checkpoint->size, (const uint8_t(*)[32])proof->path,
                         proof->path_length))
        return ZKS_OK;
    zks_report_detail(report, "the log of %" PRIu64 " entries of '%.255s' has another statement at its entry %" PRIu64,
                      checkpoint->size, checkpoint->origin, proof->index);
    return ZKS_REJECT_LOG_INCLUSION;
}
