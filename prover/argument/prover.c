#include "prover/argument/prover.h"

#include <time.h>

enum { SMALL_TABLE = 4096 };

void zks_prover_nonce(const zks_prover *p, const char *label, uint64_t index, zks_scalar *out)
{
    uint8_t number[8], wide[64];
    zks_store_u64(number, index);
    zks_prf(wide, p->seed, label, (const zks_bytes[]){{p->transcript.state, sizeof p->transcript.state}, {number, 8}},
            2);
    zks_scalar_from_wide(out, wide);
    zks_wipe(wide, sizeof wide);
}

/* Sorts the witness's digits by cell. */
static void transpose(zks_prover *p)
{
    const zks_witness *w = p->witness;
    const zks_shape *s = p->shape;
    size_t digits = w->row_start[s->rows], cell_mask = (s->row_length >> s->row_bits) - 1;
    size_t *next = p->cell_start + 1; /* next[b] counts cell b, then becomes where its next digit goes, then its end */
    for (size_t i = 0; i < digits; i++)
        next[w->cell[i]]++;
    size_t start = 0;
    for (size_t b = 0; b < s->cells; b++) {
        size_t count = next[b];
        next[b] = start;
        start += count;
    }
    for (size_t row = 0; row < s->rows; row++)
        for (size_t i = w->row_start[row]; i < w->row_start[row + 1]; i++) {
            size_t at = next[w->cell[i]]++;
            p->column[at] = (uint32_t)(((w->cell[i] & cell_mask) << s->row_bits) + row);
            p->digit[at] = w->digit[i];
        }
}

size_t zks_prover_row_digits(const zks_prover *p, size_t k, size_t *first)
{
    size_t cells_a_row = p->shape->row_length >> p->shape->row_bits, end_cell = (k + 1) * cells_a_row;
    if (end_cell > p->shape->cells)
        end_cell = p->shape->cells;
    *first = p->cell_start[k * cells_a_row];
    return p->cell_start[end_cell] - *first;
}

/* Room for the bucket sums: no row has more than it has digits, nor more than 255. */
static bool reserve_sums(zks_prover *p)
{
    for (size_t k = 0; k < p->shape->matrix_rows; k++) {
        size_t first, count = zks_prover_row_digits(p, k, &first);
        p->sum_start[k + 1] = p->sum_start[k] + (count < 255 ? count : 255);
    }
    size_t most = p->sum_start[p->shape->matrix_rows] + 1;
    p->sum_digit = zks_witness_new(most, sizeof *p->sum_digit);
    p->sum = zks_witness_new(most, sizeof *p->sum);
    return p->sum_digit != NULL && p->sum != NULL;
}

zks_prover *zks_prover_new(const zks_prover_setup *setup, const zks_shape *shape, const zks_system *system,
                           const zks_witness *witness, const uint8_t *seed, const zks_transcript *transcript,
                           int threads, zks_word *proof)
{
    zks_prover *p = zks_witness_new(1, sizeof *p);
    if (p == NULL)
        return NULL;
    p->setup = setup;
    p->shape = shape;
    p->system = system;
    p->witness = witness;
    p->seed = seed;
    p->transcript = *transcript;
    p->proof = proof;
    /* Threads cost more to wake than a small table takes. */
    size_t digits = witness->row_start[shape->rows];
    p->threads = digits + shape->row_length < SMALL_TABLE ? 1 : threads;
    p->cell_start = zks_witness_new(shape->cells + 1, sizeof *p->cell_start);
    p->column = zks_witness_new(digits + 1, sizeof *p->column);
    p->digit = zks_witness_new(digits + 1, sizeof *p->digit);
    p->sum_start = zks_witness_new(shape->matrix_rows + 1, sizeof *p->sum_start);
    p->sum_count = zks_witness_new(shape->matrix_rows, sizeof *p->sum_count);
    p->delta = zks_witness_new(shape->matrix_rows, sizeof *p->delta);
    p->eps = zks_witness_new(shape->matrix_rows, sizeof *p->eps);
    p->cell_weights = zks_witness_new(shape->padded_cells, sizeof *p->cell_weights);
    p->rows_eq = zks_witness_new(shape->padded_rows, sizeof *p->rows_eq);
    p->openings = zks_witness_new(shape->committed + 1, sizeof *p->openings);
    p->mask = zks_witness_new(3 * (size_t)shape->rounds + 1, sizeof *p->mask);
    if (p->cell_start == NULL || p->column == NULL || p->digit == NULL || p->sum_start == NULL ||
        p->sum_count == NULL || p->delta == NULL || p->eps == NULL || p->cell_weights == NULL || p->rows_eq == NULL ||
        p->openings == NULL || p->mask == NULL) {
        zks_prover_free(p);
        return NULL;
    }
    transpose(p);
    if (!reserve_sums(p)) {
        zks_prover_free(p);
        return NULL;
    }
    return p;
}

void zks_prover_free(zks_prover *p)
{
    if (p == NULL)
        return;
    zks_witness_free(p->cell_start);
    zks_witness_free(p->column);
    zks_witness_free(p->digit);
    zks_witness_free(p->sum_start);
    zks_witness_free(p->sum_count);
    zks_witness_free(p->sum_digit);
    zks_witness_free(p->sum);
    zks_witness_free(p->delta);
    zks_witness_free(p->eps);
    zks_witness_free(p->cell_weights);
    zks_witness_free(p->rows_eq);
    zks_witness_free(p->openings);
    zks_witness_free(p->mask);
    zks_witness_free(p);
}

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static zks_status prove_rows(zks_prover *p)
{
    zks_prover_digits(p);
    zks_status status = zks_schedule_digits(&p->transcript, p->shape, p->proof, &p->challenges);
    if (status != ZKS_OK)
        return status;
    zks_prover_reciprocals(p);
    zks_schedule_reciprocals(&p->transcript, p->shape, p->proof, &p->challenges);
    return ZKS_OK;
}

/* From the mask to the separators. */
static zks_status prove_sum(zks_prover *p)
{
    zks_transcript *t = &p->transcript;
    zks_challenges *c = &p->challenges;
    zks_scalar nonce[3];
    zks_prover_mask(p);
    zks_status status = zks_schedule_mask(t, p->shape, p->proof, c);
    if (status == ZKS_OK)
        status = zks_prover_sumcheck(p);
    if (status != ZKS_OK)
        return status;
    zks_prover_ends(p);
    zks_schedule_ends(t, p->shape, p->proof);
    zks_prover_product(p, nonce);
    zks_schedule_product(t, p->shape, p->proof, c);
    zks_prover_product_responses(p, nonce);
    zks_wipe(nonce, sizeof nonce);
    return zks_schedule_separators(t, p->shape, p->proof, c);
}

static zks_status run(zks_prover *p, zks_prove_seconds *seconds)
{
    double start = seconds_now();
    zks_status status = prove_rows(p);
    double summing = seconds_now();
    if (status == ZKS_OK)
        status = prove_sum(p);
    double opening = seconds_now();
    if (status == ZKS_OK)
        status = zks_prover_opening(p);
    if (seconds != NULL) {
        seconds->rows += summing - start;
        seconds->sumcheck += opening - summing;
        seconds->opening += seconds_now() - opening;
    }
    return status;
}

zks_status zks_prove_table(const zks_prover_setup *setup, const zks_shape *shape, const zks_system *system,
                           const zks_witness *witness, const uint8_t *seed, const zks_transcript *transcript,
                           int threads, zks_word *proof, zks_prove_seconds *seconds)
{
    zks_prover *p = zks_prover_new(setup, shape, system, witness, seed, transcript, threads, proof);
    if (p == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = run(p, seconds);
    zks_prover_free(p);
    return status;
}
