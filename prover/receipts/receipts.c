/* Commitments of all rows, compared with the attestation's; then batches of receipts, formatted by all threads and
 * written by one at a time, in order. */
#include "prover/receipts/receipts.h"

#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/merkle.h"
#include "prover/commitments.h"
#include "prover/ledger_csv.h"
#include "prover/receipts/store.h"
#include "prover/receipts/writer.h"
#include "prover/stage.h"

#include <stdlib.h>
#include <string.h>

/* A batch ends with the receipt that makes it so many bytes, about. */
enum { BATCH_BYTES = 1 << 20, USUAL_BYTES = 2048, VALUE_BYTES = 48 };

typedef struct {
    const zks_receipts_options *options;
    const zks_progress *progress;
    zks_report *report;
    zks_origin origin;
    zks_rows rows;
    zks_commitments commitments;
    zks_receipt_names names;
    zks_receipt_writer *writer;
    zks_merkle_tree *tree;
    zks_receipt_set set;
    zks_receipt_store *store;
    size_t batch_count, *batch_start; /* batch i has the names batch_start[i] .. batch_start[i + 1] - 1 */
    size_t written;
    _Atomic zks_status status;
} job;

static void job_clear(job *j)
{
    if (j->store != NULL)
        j->store->close(j->store);
    free(j->batch_start);
    zks_merkle_tree_free(j->tree);
    zks_receipt_writer_free(j->writer);
    zks_receipt_names_clear(&j->names);
    zks_commitments_clear(&j->commitments);
    zks_rows_clear(&j->rows);
    zks_origin_clear(&j->origin);
}

/* ---- commitments --------------------------------------------------------------------------------------------- */

/* The columns that anybody may have something in. NULL: out of memory. */
static zks_value *columns_in_use(const job *j, size_t *count)
{
    const zks_ledger *ledger = &j->origin.ledger;
    const zks_table *table = j->origin.table;
    zks_value *values = calloc(table->committed_count + 1, sizeof *values);
    bool *used = calloc(table->committed_count + 1, sizeof *used);
    *count = 0;
    if (values != NULL && used != NULL) {
        size_t entries = ledger->account_count == 0 ? 0 : ledger->entry_start[ledger->account_count];
        for (size_t i = 0; i < entries; i++)
            used[ledger->entries[i].column] = true;
        for (size_t i = 0; i < table->committed_count; i++)
            if (used[i] || i >= table->ledger_count)
                values[(*count)++].column = (uint32_t)i;
    } else {
        free(values);
        values = NULL;
    }
    free(used);
    return values;
}

static zks_status commit(job *j)
{
    const zks_origin *o = &j->origin;
    int threads = j->options->origin.threads;
    zks_totals totals;
    totals.values = columns_in_use(j, &totals.count);
    zks_generators *generators = zks_generators_new(1, o->table->committed_count, 1, threads);
    bool ready = totals.values != NULL && generators != NULL &&
                 zks_rows_make(&j->rows, &o->ledger, &o->derivation, (size_t)o->statement.claim.rows, threads);
    zks_status status = ZKS_ERROR_MEMORY;
    if (ready)
        status = zks_commitments_make(&j->commitments, &j->rows, &totals, o->table, generators, threads, j->progress);
    zks_generators_free(generators);
    free(totals.values);
    return status;
}

/* The attestation has the digest of all commitments: where these have another, some of them would be no receipts. */
static zks_status compare_commitments(job *j)
{
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){j->commitments.accounts, 32 * j->rows.count}, 1);
    if (memcmp(digest, j->origin.statement.accounts_digest, 32) == 0)
        return ZKS_OK;
    return zks_ledger_fault(j->options->origin.ledger, ZKS_ERROR_SECRETS,
                            "this ledger is not the one that was attested: its commitments differ", j->report);
}

/* ---- what is prepared ---------------------------------------------------------------------------------------- */

/* Whether the index is there already, from an earlier run. */
static bool index_is_there(const job *j, const char *bytes, size_t length)
{
    char *found;
    size_t found_length;
    zks_report ignored;
    if (zks_file_read(&found, &found_length, j->options->index, length, &ignored) != ZKS_OK)
        return false;
    bool same = found_length == length && memcmp(found, bytes, length) == 0;
    zks_wipe(found, found_length);
    free(found);
    return same;
}

static zks_status write_index(job *j)
{
    char *bytes;
    size_t length;
    if (!zks_receipt_index(&j->names, &j->origin.ledger, &bytes, &length))
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    if (!index_is_there(j, bytes, length))
        status = zks_file_write(j->options->index, bytes, length, 0600, j->report);
    zks_witness_free(bytes);
    return status;
}

static size_t estimate(const job *j, const zks_receipt_name *name)
{
    const zks_ledger *ledger = &j->origin.ledger;
    size_t advice = j->origin.table->committed_count - j->origin.table->ledger_count;
    size_t entries = ledger->entry_start[name->account + 1] - ledger->entry_start[name->account];
    return USUAL_BYTES + VALUE_BYTES * (entries + advice);
}

/* Bounds what a thread holds, however much the accounts have. */
static bool divide_into_batches(job *j)
{
    size_t room = j->names.count + 1, bytes = 0, count = 0;
    size_t *start = calloc(room + 1, sizeof *start);
    if (start == NULL)
        return false;
    start[0] = j->store->first;
    for (size_t i = j->store->first; i < j->names.count; i++) {
        bytes += estimate(j, &j->names.list[i]);
        if (bytes >= BATCH_BYTES || i + 1 == j->names.count) {
            start[++count] = i + 1;
            bytes = 0;
        }
    }
    j->batch_start = start;
    j->batch_count = count;
    return true;
}

static zks_status prepare(job *j)
{
    const zks_origin *o = &j->origin;
    int threads = j->options->origin.threads;
    if (!zks_receipt_names_make(&j->names, &j->rows, threads))
        return ZKS_ERROR_MEMORY;
    j->writer = zks_receipt_writer_new(o->circuit, &o->statement.claim.numbers, o->table, o->secrets.statement);
    j->tree = zks_merkle_tree_new(j->commitments.accounts, j->rows.count, threads);
    if (j->writer == NULL || j->tree == NULL)
        return ZKS_ERROR_MEMORY;
    j->set = (zks_receipt_set){.path = j->options->out, .names = &j->names};
    zks_hex_encode(j->set.statement, o->secrets.statement, 32);
    zks_status status = zks_receipt_store_open(&j->store, &j->set, j->report);
    if (status == ZKS_OK)
        status = write_index(j);
    return status == ZKS_OK && !divide_into_batches(j) ? ZKS_ERROR_MEMORY : status;
}

/* ---- writing ------------------------------------------------------------------------------------------------- */

/* What one thread works with: a batch of receipts one behind the other. */
typedef struct {
    zks_account_filler filler;
    char *text; /* witness memory */
    size_t length, room;
    size_t count, file_room;
    zks_receipt_file *files; /* of `text`, as soon as it moves no more */
} worker;

static void worker_clear(worker *w)
{
    zks_account_filler_clear(&w->filler);
    zks_witness_free(w->text);
    free(w->files);
}

static bool reserve_text(worker *w, size_t more)
{
    if (more <= w->room - w->length)
        return true;
    size_t room = 2 * w->room + more + BATCH_BYTES;
    char *text = zks_witness_new(room, 1);
    if (text == NULL)
        return false;
    if (w->length > 0)
        memcpy(text, w->text, w->length);
    zks_witness_free(w->text);
    w->text = text;
    w->room = room;
    return true;
}

static bool reserve_files(worker *w, size_t count)
{
    if (count <= w->file_room)
        return true;
    zks_receipt_file *files = reallocarray(w->files, count, sizeof *files);
    if (files == NULL)
        return false;
    w->files = files;
    w->file_room = count;
    return true;
}

static bool format_one(const job *j, worker *w, const zks_receipt_name *name)
{
    uint8_t path[ZKS_MERKLE_MAX_PATH][32], blinding[32];
    zks_filled_row filled = zks_rows_fill(&j->rows, name->row, &w->filler);
    zks_scalar_encode(blinding, &j->commitments.blinding[name->row]);
    zks_merkle_tree_path(path, j->tree, name->row);
    zks_opened_row row = {.account = zks_ledger_id(&j->origin.ledger, name->account),
                          .values = filled.values,
                          .value_count = filled.committed,
                          .blinding = blinding,
                          .commitment = j->commitments.accounts + 32 * (size_t)name->row,
                          .index = name->row,
                          .path_length = zks_merkle_path_length(name->row, j->rows.count),
                          .path = path};
    bool ok = reserve_text(w, zks_receipt_room(j->writer, &row));
    if (ok) {
        size_t length = zks_receipt_write(j->writer, &row, w->text + w->length);
        w->files[w->count++] = (zks_receipt_file){.name = name, .length = length};
        w->length += length;
    }
    zks_wipe(blinding, sizeof blinding);
    return ok;
}

static bool format_batch(const job *j, worker *w, size_t batch)
{
    size_t first = j->batch_start[batch], end = j->batch_start[batch + 1];
    w->count = w->length = 0;
    bool ok = reserve_files(w, end - first);
    for (size_t i = first; ok && i < end; i++)
        ok = format_one(j, w, &j->names.list[i]);
    const char *at = w->text;
    for (size_t i = 0; ok && i < w->count; at += w->files[i++].length)
        w->files[i].text = at;
    return ok;
}

static zks_status write_batch(job *j, const worker *w, bool is_formatted)
{
    if (zks_is_interrupted(j->progress)) {
        zks_report_detail(j->report, "'%.256s' is unfinished; the same command goes on with it", j->options->out);
        return ZKS_ERROR_INTERRUPTED;
    }
    if (!is_formatted)
        return ZKS_ERROR_MEMORY;
    zks_status status = j->store->put(j->store, w->files, w->count, j->report);
    zks_stage_advance(j->progress, "write", &j->written, w->count, j->names.count);
    return status;
}

/* In order, after all batches before this one; `is_formatted` if none of them failed until then. */
static void end_batch(job *j, const worker *w, bool is_formatted)
{
    if (j->status == ZKS_OK)
        j->status = write_batch(j, w, is_formatted);
}

static zks_status write_receipts(job *j)
{
    j->written = j->store->first;
#pragma omp parallel num_threads(j->options->origin.threads)
    {
        worker w = {0};
        bool ready = zks_account_filler_make(&w.filler, &j->origin.ledger, j->origin.table, ZKS_FILL_COMMITTED);
#pragma omp for ordered schedule(dynamic, 1)
        for (size_t batch = 0; batch < j->batch_count; batch++) {
            bool is_formatted = ready && j->status == ZKS_OK && format_batch(j, &w, batch);
#pragma omp ordered
            end_batch(j, &w, is_formatted);
        }
        worker_clear(&w);
    }
    return j->status == ZKS_OK ? j->store->finish(j->store, j->report) : j->status;
}

zks_status zks_make_receipts(const zks_receipts_options *options, const zks_progress *progress, zks_receipts_made *made,
                             zks_report *report)
{
    *report = (zks_report){.segment = -1};
    *made = (zks_receipts_made){0};
    if (zks_crypto_start() == 0)
        return ZKS_ERROR_MEMORY;
    job j = {.options = options, .progress = progress, .report = report};
    double since = 0;
    zks_stage_seconds(&since);
    zks_status status = zks_origin_open(&j.origin, &options->origin, progress, report);
    made->seconds_read = zks_stage_seconds(&since);
    if (status == ZKS_OK)
        status = commit(&j);
    if (status == ZKS_OK)
        status = compare_commitments(&j);
    made->seconds_commit = zks_stage_seconds(&since);
    if (status == ZKS_OK)
        status = prepare(&j);
    if (status == ZKS_OK)
        status = write_receipts(&j);
    made->seconds_write = zks_stage_seconds(&since);
    if (j.store != NULL)
        *made = (zks_receipts_made){j.names.count, j.store->kept, made->seconds_read, made->seconds_commit,
                                    made->seconds_write};
    if (status != ZKS_OK && report->detail[0] == 0)
        zks_report_detail(report, "%s", zks_status_text(status));
    job_clear(&j);
    return status;
}
