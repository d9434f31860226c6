#include "specimen.h"

#include "crypto/msm.h"
#include "prover/argument/prover.h"
#include "verifier/proofs.h"

#include <stdlib.h>
#include <string.h>

zks_word *specimen_words(specimen *s, size_t table)
{
    return (zks_word *)s->proof_bin + zks_segments_first_word(&s->segments, table);
}

/* The rows that a table proves. */
static specimen_rows rows_of(const specimen *s, size_t table)
{
    if (table == s->segments.count)
        return s->pool;
    specimen_rows rows = s->accounts;
    size_t first = zks_segments_first_row(&s->segments, table);
    rows.rows = zks_segments_shape(&s->segments, table)->rows;
    rows.held += first * rows.table->committed_count;
    rows.digit += first * rows.table->system.cells;
    rows.id += first;
    rows.blinding += first;
    return rows;
}

/* Claim and instance. */
static zks_transcript transcript_of(const specimen *s, size_t table, const specimen_lie *lie)
{
    bool pool = table == s->segments.count, other = lie != NULL && lie->role != NULL;
    size_t length;
    char *claim = specimen_claim(s, &length);
    zks_transcript t;
    zks_schedule_claim(&t, claim, length);
    zks_schedule_instance(&t,
                          other  ? lie->role
                          : pool ? "pool"
                                 : "account",
                          other ? (uint64_t)lie->segment : table, s->segments.count,
                          zks_segments_shape(&s->segments, table)->rows);
    free(claim);
    return t;
}

static void prove_honestly(specimen *s, size_t table, const zks_prover_setup *setup)
{
    const zks_shape *shape = zks_segments_shape(&s->segments, table);
    specimen_rows rows = rows_of(s, table);
    size_t *row_start = book_array(rows.rows + 1, sizeof *row_start), count = 0;
    uint32_t *cells = book_array(rows.rows * shape->cells, sizeof *cells);
    uint8_t *digits = book_array(rows.rows * shape->cells, 1);
    for (size_t i = 0; i < rows.rows; i++) {
        for (size_t cell = 0; cell < shape->cells; cell++)
            if (rows.digit[i * shape->cells + cell] != 0) {
                cells[count] = (uint32_t)cell;
                digits[count++] = rows.digit[i * shape->cells + cell];
            }
        row_start[i + 1] = count;
    }
    const zks_witness witness = {.row_start = row_start,
                                 .cell = cells,
                                 .digit = digits,
                                 .id = rows.id,
                                 .blinding = rows.blinding,
                                 .external_blinding = s->hidden.blindings};
    zks_transcript t = transcript_of(s, table, NULL);
    zks_schedule_reserves(&t, s->hidden.commitments, shape->external);
    MUST(zks_prove_table(setup, shape, &rows.table->system, &witness, recipe_seed, &t, 1, specimen_words(s, table),
                         NULL) == ZKS_OK);
    free(row_start);
    free(cells);
    free(digits);
}

static void prove_lying(specimen *s, const specimen_lie *lie)
{
    const zks_shape *shape = zks_segments_shape(&s->segments, lie->table);
    specimen_rows rows = rows_of(s, lie->table);
    MUST(shape->external == 0);
    zks_transcript t = transcript_of(s, lie->table, lie);
    dense_prover *p = dense_prover_new(specimen_generators(), shape, &rows.table->system, recipe_seed, &t, &lie->cheat,
                                       specimen_words(s, lie->table));
    for (size_t i = 0; i < rows.rows; i++) {
        zks_scalar *opening = p->rows + i * p->positions;
        for (size_t cell = 0; cell < shape->cells; cell++)
            zks_scalar_from_u64(&p->digit[cell * shape->padded_rows + i], rows.digit[i * shape->cells + cell]);
        memcpy(opening + shape->basis.a, rows.held + i * shape->committed, shape->committed * sizeof *opening);
        opening[shape->basis.id] = rows.id[i];
        opening[p->h] = rows.blinding[i];
    }
    if (lie->witness != NULL)
        lie->witness(p);
    dense_prover_run(p);
    dense_prover_free(p);
}

void specimen_prove(specimen *s, const specimen_lie *lie)
{
    const zks_generators *generators = specimen_generators();
    zks_point h;
    zks_point_from_niels(&h, &generators->h);
    zks_prover_setup setup = {.generators = generators, .h = zks_fixed_base_new(&h, ZKS_SCALAR_BYTES)};
    MUST(setup.h != NULL);
    for (size_t table = 0; table <= s->segments.count; table++)
        if (lie == NULL || table != lie->table)
            prove_honestly(s, table, &setup);
        else
            prove_lying(s, lie);
    zks_fixed_base_free((zks_fixed_base *)setup.h);
}

bool specimen_holds(const specimen *s)
{
    size_t length;
    char *claim = specimen_claim(s, &length);
    const zks_proofs proofs = {
        .claim = claim,
        .claim_length = length,
        .account = &s->account_table->system,
        .pool = &s->pool_table->system,
        .segments = &s->segments,
        .accounts = (const zks_word *)s->accounts_bin,
        .external = s->hidden.commitments,
        .proof = (const zks_word *)s->proof_bin,
        .threads = 1,
    };
    zks_report report;
    bool holds = zks_proofs_verify(&proofs, &report) == ZKS_OK;
    free(claim);
    return holds;
}
