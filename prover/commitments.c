#include "prover/commitments.h"

#include "crypto/secret.h"
#include "prover/stage.h"

#include <stdlib.h>

enum {
    CHUNK = 256, /* rows whose encodings share work */
    BATCH = 64,  /* rows whose additions share work, fewer where a row may hold so much that their lists get longer */
    MOST_SUMMANDS = 1 << 23
};

void zks_commitments_clear(zks_commitments *commitments)
{
    free(commitments->accounts);
    zks_witness_free(commitments->id);
    zks_witness_free(commitments->blinding);
    zks_wipe(commitments, sizeof *commitments);
}

/* Which committed columns anybody has anything in. */
static bool *used_columns(const zks_totals *totals, const zks_table *account)
{
    bool *used = calloc(account->committed_count + 1, sizeof *used);
    for (size_t i = 0; used != NULL && i < totals->count; i++)
        used[totals->values[i].column] = true;
    return used;
}

/* What one thread works with. */
typedef struct {
    zks_account_filler filler;
    size_t batch;
    zks_summand *list;  /* of `batch` rows */
    zks_scalar sums[2]; /* of ids and blindings */
} worker;

static bool worker_make(worker *w, const zks_rows *rows, const zks_table *account)
{
    size_t advice = account->committed_count - account->ledger_count;
    size_t length = zks_commit_list_most(rows->ledger->max_values + advice);
    size_t batch = length <= MOST_SUMMANDS / BATCH ? BATCH : length <= MOST_SUMMANDS ? MOST_SUMMANDS / length : 1;
    *w = (worker){.batch = batch,
                  .list = zks_witness_new(batch * length, sizeof *w->list),
                  .sums = {zks_scalar_zero, zks_scalar_zero}};
    return w->list != NULL && zks_account_filler_make(&w->filler, rows->ledger, account, ZKS_FILL_COMMITTED);
}

static void worker_clear(worker *w)
{
    zks_account_filler_clear(&w->filler);
    zks_witness_free(w->list);
    zks_wipe(w, sizeof *w);
}

/* half[i] = half the commitment to row first + i, i < count <= w->batch. */
static void commit_batch(zks_commitments *out, worker *w, const zks_rows *rows, const zks_committer *committer,
                         size_t first, size_t count, zks_point *half)
{
    size_t start[BATCH + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        zks_scalar *id = &out->id[first + i], *blinding = &out->blinding[first + i];
        zks_filled_row row = zks_row_open(rows, first + i, &w->filler, id, blinding);
        start[i + 1] =
            start[i] + zks_commit_half_list(committer, row.values, row.committed, id, blinding, w->list + start[i]);
        zks_scalar_add(&w->sums[0], &w->sums[0], id);
        zks_scalar_add(&w->sums[1], &w->sums[1], blinding);
    }
    zks_sum_lists_var(half, w->list, start, count);
}

/* Commits to rows first .. first + count - 1, count <= CHUNK. */
static void commit_chunk(zks_commitments *out, worker *w, const zks_rows *rows, const zks_committer *committer,
                         size_t first, size_t count)
{
    zks_point half[CHUNK];
    for (size_t done = 0; done < count; done += w->batch)
        commit_batch(out, w, rows, committer, first + done, count - done < w->batch ? count - done : w->batch,
                     half + done);
    zks_encode_doubles_batch(out->accounts + 32 * first, half, count);
    zks_wipe(half, count * sizeof *half);
}

static zks_status commit_all(zks_commitments *out, const zks_rows *rows, const zks_table *account,
                             const zks_committer *committer, int threads, const zks_progress *progress)
{
    size_t chunks = (rows->count - 1) / CHUNK + 1, done = 0;
    bool memory = true;
#pragma omp parallel num_threads(threads) reduction(&& : memory)
    {
        worker w;
        memory = worker_make(&w, rows, account);
#pragma omp for schedule(dynamic)
        for (size_t chunk = 0; chunk < chunks; chunk++) {
            if (!memory || zks_is_interrupted(progress))
                continue;
            size_t first = chunk * CHUNK, count = rows->count - first < CHUNK ? rows->count - first : CHUNK;
            commit_chunk(out, &w, rows, committer, first, count);
            zks_stage_advance(progress, "commit", &done, count, rows->count);
        }
#pragma omp critical(zks_commitment_sums)
        {
            zks_scalar_add(&out->sum_id, &out->sum_id, &w.sums[0]);
            zks_scalar_add(&out->sum_blinding, &out->sum_blinding, &w.sums[1]);
        }
        worker_clear(&w);
    }
    if (zks_is_interrupted(progress))
        return ZKS_ERROR_INTERRUPTED;
    return memory ? ZKS_OK : ZKS_ERROR_MEMORY;
}

zks_status zks_commitments_make(zks_commitments *out, const zks_rows *rows, const zks_totals *totals,
                                const zks_table *account, const zks_generators *generators, int threads,
                                const zks_progress *progress)
{
    *out = (zks_commitments){.sum_id = zks_scalar_zero, .sum_blinding = zks_scalar_zero};
    bool *used = used_columns(totals, account);
    zks_committer *committer = used == NULL ? NULL : zks_committer_new(generators, account, used, threads);
    out->accounts = malloc(32 * rows->count);
    out->id = zks_witness_new(rows->count, sizeof *out->id);
    out->blinding = zks_witness_new(rows->count, sizeof *out->blinding);
    bool made = committer != NULL && out->accounts != NULL && out->id != NULL && out->blinding != NULL;
    zks_status status = made ? commit_all(out, rows, account, committer, threads, progress) : ZKS_ERROR_MEMORY;
    zks_committer_free(committer);
    free(used);
    if (status != ZKS_OK)
        zks_commitments_clear(out);
    return status;
}
