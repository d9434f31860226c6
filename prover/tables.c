#include "prover/tables.h"

#include "prover/stage.h"
#include "prover/witness.h"

#include <omp.h>

static zks_transcript transcript_of(const zks_tables *t, size_t table)
{
    zks_transcript transcript;
    bool is_pool = table == t->segments->count;
    zks_schedule_claim(&transcript, t->claim, t->claim_length);
    zks_schedule_instance(&transcript, is_pool ? "pool" : "account", table, t->segments->count,
                          zks_segments_shape(t->segments, table)->rows);
    if (is_pool)
        zks_schedule_reserves(&transcript, t->hidden->commitments, t->hidden->count);
    return transcript;
}

/* The pool's one row: the totals, what custodians hide, and the pool's own advice. */
static bool pool_witness(zks_witness_rows *w, const zks_tables *t)
{
    zks_row_filler *filler = zks_row_filler_new(t->pool);
    bool made = filler != NULL && zks_witness_rows_make(w, 1);
    if (made) {
        zks_filled_row row = zks_row_fill_pool(filler, t->totals->values, t->totals->count, t->hidden->amounts);
        made = zks_witness_rows_add(w, t->pool, &row);
        if (!made)
            zks_witness_rows_clear(w);
    }
    zks_row_filler_free(filler);
    return made;
}

static zks_status prove_one(const zks_tables *t, const zks_prover_setup *setup, size_t table, int threads,
                            zks_word *proof, zks_prove_seconds *seconds)
{
    const zks_shape *shape = zks_segments_shape(t->segments, table);
    const zks_commitments *c = t->commitments;
    bool is_pool = table == t->segments->count;
    size_t first = is_pool ? 0 : zks_segments_first_row(t->segments, table);
    zks_witness_rows rows;
    bool made =
        is_pool ? pool_witness(&rows, t) : zks_witness_of_segment(&rows, t->rows, t->account, first, shape->rows);
    if (!made)
        return ZKS_ERROR_MEMORY;
    zks_witness witness = is_pool ? zks_witness_rows_view(&rows, &c->sum_id, &c->sum_blinding)
                                  : zks_witness_rows_view(&rows, c->id + first, c->blinding + first);
    if (is_pool)
        witness.external_blinding = t->hidden->blindings;
    zks_transcript transcript = transcript_of(t, table);
    zks_status status =
        zks_prove_table(setup, shape, is_pool ? &t->pool->system : &t->account->system, &witness, t->seed, &transcript,
                        threads, proof + zks_segments_first_word(t->segments, table), seconds);
    zks_witness_rows_clear(&rows);
    return status;
}

zks_status zks_tables_prove(const zks_tables *t, zks_word *proof, zks_prove_seconds *seconds,
                            const zks_progress *progress)
{
    zks_point h;
    zks_point_from_niels(&h, &t->generators->h);
    zks_fixed_base *h_table = zks_fixed_base_new(&h, ZKS_SCALAR_BYTES);
    if (h_table == NULL)
        return ZKS_ERROR_MEMORY;
    zks_prover_setup setup = {.generators = t->generators, .h = h_table};

    /* Segments side by side while there are enough of them, else the threads work inside each. */
    size_t tables = t->segments->count + 1, done = 0;
    int outer = (size_t)t->threads < t->segments->count ? t->threads : (int)t->segments->count;
    int inner = t->threads / outer;
    zks_status status = ZKS_OK;
    omp_set_max_active_levels(2);
#pragma omp parallel for schedule(dynamic) num_threads(outer)
    for (size_t table = 0; table < tables; table++) {
        zks_prove_seconds own = {0};
        zks_status one =
            zks_is_interrupted(progress) ? ZKS_ERROR_INTERRUPTED : prove_one(t, &setup, table, inner, proof, &own);
#pragma omp critical(zks_tables)
        {
            if (one != ZKS_OK)
                status = one;
            seconds->rows += own.rows;
            seconds->sumcheck += own.sumcheck;
            seconds->opening += own.opening;
        }
        zks_stage_advance(progress, "prove", &done, 1, tables);
    }
    zks_fixed_base_free(h_table);
    return status;
}
