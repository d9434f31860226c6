#include "signature/consistency.h"

#include "attestation/text.h"
#include "signature/lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_line[] = "zksolv/1 consistency";

static zks_status read_nodes(zks_consistency_proof *proof, zks_lines *lines, zks_report *report)
{
    while (lines->at < lines->end) {
        zks_line line;
        if (!zks_lines_next(lines, &line))
            return zks_lines_fault(lines, "no line feed at its end", report);
        if (line.length == 0)
            return lines->at < lines->end ? ZKS_OK : zks_lines_fault(lines, "an empty line at the end", report);
        if (proof->length == ZKS_MERKLE_MAX_CONSISTENCY)
            return zks_lines_fault(lines, "more than 65 nodes", report);
        if (!zks_line_base64(proof->nodes[proof->length++], 32, line))
            return zks_lines_fault(lines, "not a node: 32 bytes in base64", report);
    }
    return ZKS_OK;
}

static zks_status read_proof(zks_consistency *consistency, zks_lines *lines, zks_report *report)
{
    zks_line line;
    bool has_line = zks_lines_next(lines, &line);
    if (consistency->count == ZKS_CONSISTENCY_MAX_PROOFS)
        return zks_lines_fault(lines, "more than 32 proofs", report);
    zks_consistency_proof *proof = &consistency->proofs[consistency->count++];
    if (!has_line || !zks_line_skip(&line, "from ") || !zks_line_number(&proof->from, line) || proof->from == 0)
        return zks_lines_fault(lines, "not 'from' and a decimal number, 1 to 2^63 - 1", report);
    if (consistency->count > 1 && proof->from >= proof[-1].from)
        return zks_lines_fault(lines, "a proof from a size that is not below the last one's", report);
    return read_nodes(proof, lines, report);
}

zks_status zks_consistency_parse(zks_consistency *consistency, const char *bytes, size_t length, zks_report *report)
{
    zks_lines lines = zks_lines_of(bytes, length);
    zks_line line;
    if (!zks_lines_next(&lines, &line) || !zks_line_is(line, first_line))
        return zks_lines_fault(&lines, "not 'zksolv/1 consistency'", report);
    zks_consistency *read = calloc(1, sizeof *read);
    if (read == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    while (status == ZKS_OK && lines.at < lines.end)
        status = read_proof(read, &lines, report);
    if (status == ZKS_OK)
        *consistency = *read;
    free(read);
    return status;
}

static void put_proof(FILE *out, const zks_log *log, size_t from)
{
    uint8_t nodes[ZKS_MERKLE_MAX_CONSISTENCY][32];
    size_t count = zks_merkle_consistency(nodes, log->entries, from, log->count);
    fprintf(out, "from %zu\n", from);
    for (size_t i = 0; i < count; i++) {
        char node[ZKS_BASE64_HASH + 1];
        zks_hash_base64(node, nodes[i]);
        fprintf(out, "%s\n", node);
    }
}

char *zks_consistency_text(const zks_log *log, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (out == NULL)
        return NULL;
    fprintf(out, "%s\n", first_line);
    for (size_t back = 1; back <= ZKS_CONSISTENCY_MAX_PROOFS && back < log->count; back++) {
        if (back > 1)
            fputc('\n', out);
        put_proof(out, log, log->count - back);
    }
    return zks_lines_close(out, &text);
}

/* Nobody is shown a statement in an empty log, so none is known. */
static bool has_root(const zks_log *entries, const zks_checkpoint *checkpoint)
{
    uint8_t root[32];
    if (checkpoint->size == 0)
        return false;
    zks_merkle_root(root, entries->entries, checkpoint->size, 1);
    return memcmp(root, checkpoint->root, sizeof root) == 0;
}

static zks_status contradict(const zks_checkpoint *seen, const zks_checkpoint *found, zks_report *report)
{
    zks_report_detail(report,
                      "the log of '%.255s' was rewritten: its %" PRIu64 " entries do not agree with the %" PRIu64
                      " seen before",
                      found->origin, found->size, seen->size);
    return ZKS_REJECT_LOG_CONSISTENCY;
}

/* Both states are parts of the entries, hence the smaller one of the larger. */
static zks_status check_entries(const zks_checkpoint *seen, const zks_checkpoint *found, const zks_log *entries,
                                zks_report *report)
{
    uint64_t larger = seen->size > found->size ? seen->size : found->size;
    if (entries->count < larger) {
        zks_report_detail(report, "the log's entries given are %zu, and %" PRIu64 " are needed", entries->count,
                          larger);
        return ZKS_REJECT_LOG_CONSISTENCY;
    }
    if (!has_root(entries, found)) {
        zks_report_detail(report, "the log's entries given are not those of the checkpoint of '%.255s'", found->origin);
        return ZKS_REJECT_LOG_CONSISTENCY;
    }
    return has_root(entries, seen) ? ZKS_OK : contradict(seen, found, report);
}

static zks_status check_proof(const zks_checkpoint *seen, const zks_checkpoint *found,
                              const zks_consistency_proof *proof, zks_report *report)
{
    if (zks_merkle_check_consistency(seen->root, seen->size, found->root, found->size,
                                     (const uint8_t(*)[32])proof->nodes, proof->length))
        return ZKS_OK;
    zks_report_detail(report,
                      "the proof that the log of '%.255s' grew from %" PRIu64 " to %" PRIu64
                      " entries does not hold: the log was rewritten, or the proof damaged",
                      found->origin, seen->size, found->size);
    return ZKS_REJECT_LOG_CONSISTENCY;
}

static zks_status lack_proof(const zks_checkpoint *seen, const zks_checkpoint *found, zks_report *report)
{
    zks_report_detail(report,
                      "the log of '%.255s' has %" PRIu64 " entries here and had %" PRIu64
                      " when last seen, and nothing shows that these are one log: its entries are needed",
                      found->origin, found->size, seen->size);
    return ZKS_REJECT_LOG_CONSISTENCY;
}

zks_status zks_consistency_check(const zks_checkpoint *seen, const zks_checkpoint *found,
                                 const zks_consistency *consistency, const zks_log *entries, zks_report *report)
{
    if (seen->size == found->size)
        return memcmp(seen->root, found->root, sizeof seen->root) == 0 ? ZKS_OK : contradict(seen, found, report);
    if (entries != NULL)
        return check_entries(seen, found, entries, report);
    for (size_t i = 0; consistency != NULL && i < consistency->count && seen->size < found->size; i++)
        if (consistency->proofs[i].from == seen->size)
            return check_proof(seen, found, &consistency->proofs[i], report);
    return lack_proof(seen, found, report);
}
