#include "verifier/proofs.h"

#include "crypto/generators.h"
#include "crypto/msm.h"
#include "verifier/equations.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECODE_CHUNK 1024

/* Every point of the attestation in one array, each with a scalar beside it:
 *
 *   [ G | M | A | K | Id Q H R | commitments | external | points of proof 0 | points of proof 1 | ... ]
 */
typedef struct {
    const zks_proofs *in;
    size_t tables;
    zks_generator_counts generators;
    size_t at_m, at_a, at_k, at_id, at_commitments, at_external, at_proofs, count;
    zks_transcript claimed; /* the claim absorbed, once: a hostile one may be long, and its tables many */
    zks_niels *points;
    zks_scalar *scalars;
    zks_status *found; /* of each table */
} zks_batch;

static size_t points_before(const zks_batch *b, size_t table)
{
    const zks_segments *s = b->in->segments;
    if (table < s->count)
        return b->at_proofs + table * s->full.at.points;
    return b->at_proofs + (s->count - 1) * s->full.at.points + s->last.at.points;
}

static void batch_clear(zks_batch *b)
{
    free(b->points);
    free(b->scalars);
    free(b->found);
}

static bool batch_make(zks_batch *b, const zks_proofs *in)
{
    *b = (zks_batch){.in = in, .tables = in->segments->count + 1};
    b->generators = zks_segments_generators(in->segments);
    b->at_m = b->generators.g;
    b->at_a = b->at_m + 256;
    b->at_k = b->at_a + b->generators.a;
    b->at_id = b->at_k + b->generators.k;
    b->at_commitments = b->at_id + 4;
    b->at_external = b->at_commitments + in->segments->rows;
    b->at_proofs = b->at_external + in->pool->external;
    b->count = points_before(b, in->segments->count) + in->segments->pool.at.points;
    zks_schedule_claim(&b->claimed, in->claim, in->claim_length);
    b->points = calloc(b->count, sizeof *b->points);
    b->scalars = calloc(b->count, sizeof *b->scalars);
    b->found = calloc(b->tables, sizeof *b->found);
    zks_generators *g = zks_generators_new(b->generators.g, b->generators.a, b->generators.k, in->threads);
    bool made = g != NULL && b->points != NULL && b->scalars != NULL && b->found != NULL;
    if (made) {
        memcpy(b->points, g->g, b->generators.g * sizeof *b->points);
        memcpy(b->points + b->at_m, g->m, 256 * sizeof *b->points);
        memcpy(b->points + b->at_a, g->a, b->generators.a * sizeof *b->points);
        memcpy(b->points + b->at_k, g->k, b->generators.k * sizeof *b->points);
        b->points[b->at_id] = g->id;
        b->points[b->at_id + 1] = g->q;
        b->points[b->at_id + 2] = g->h;
        b->points[b->at_id + 3] = g->r;
    }
    zks_generators_free(g);
    if (!made)
        batch_clear(b);
    return made;
}

/* From one thread at a time. */
static void tell(const zks_batch *b, const char *stage, uint64_t done, uint64_t total)
{
    const zks_progress *progress = b->in->progress;
    if (progress != NULL && progress->report != NULL)
        progress->report(progress->context, stage, done, total);
}

static zks_status decode_commitments(zks_batch *b, zks_report *report)
{
    const zks_segments *s = b->in->segments;
    size_t chunks = (s->rows - 1) / DECODE_CHUNK + 1, first_bad = s->rows, done = 0;
#pragma omp parallel for schedule(dynamic) num_threads(b->in->threads) reduction(min : first_bad)
    for (size_t i = 0; i < chunks; i++) {
        size_t first = i * DECODE_CHUNK, count = s->rows - first < DECODE_CHUNK ? s->rows - first : DECODE_CHUNK;
        size_t good = zks_decode_batch(b->points + b->at_commitments + first, b->in->accounts[first], count);
        if (good < count && first + good < first_bad)
            first_bad = first + good;
#pragma omp critical
        tell(b, "reading commitments", done += count, s->rows);
    }
    if (first_bad == s->rows)
        return ZKS_OK;
    report->segment = (long)(first_bad / s->segment_rows);
    snprintf(report->detail, sizeof report->detail, "row %zu of accounts.bin is not a canonical point", first_bad);
    return ZKS_REJECT_COMMITMENT;
}

static zks_status decode_external(zks_batch *b, zks_report *report)
{
    size_t count = b->in->pool->external;
    size_t good = count == 0 ? 0 : zks_decode_batch(b->points + b->at_external, b->in->external[0], count);
    if (good == count)
        return ZKS_OK;
    report->segment = (long)b->in->segments->count;
    snprintf(report->detail, sizeof report->detail, "reserve commitment %zu is not a canonical point", good);
    return ZKS_REJECT_COMMITMENT;
}

/* The scalars and challenges of one proof, whose points have been decoded. */
static zks_status replay_table(const zks_batch *b, size_t table, zks_proof_scalars *scalars, zks_challenges *challenges)
{
    const zks_segments *s = b->in->segments;
    const zks_shape *shape = zks_segments_shape(s, table);
    const zks_word *proof = b->in->proof + zks_segments_first_word(s, table);
    if (zks_proof_scalars_read(scalars, shape, proof) != ZKS_OK)
        return ZKS_REJECT_SCALAR;
    zks_transcript t = b->claimed;
    zks_schedule_instance(&t, table < s->count ? "account" : "pool", table, s->count, shape->rows);
    zks_schedule_reserves(&t, b->in->external, shape->external);
    return zks_schedule_replay(&t, shape, proof, challenges);
}

/* Decodes the points of all proofs; *readable is the number of tables before the first with a point that is not
 * canonical. */
static void decode_proofs(zks_batch *b, size_t *readable)
{
    const zks_segments *s = b->in->segments;
    size_t first_bad = b->tables, done = 0;
#pragma omp parallel for schedule(dynamic) num_threads(b->in->threads) reduction(min : first_bad)
    for (size_t table = 0; table < b->tables; table++) {
        size_t points = zks_segments_shape(s, table)->at.points;
        const zks_word *proof = b->in->proof + zks_segments_first_word(s, table);
        if (zks_decode_batch(b->points + points_before(b, table), proof[0], points) < points && table < first_bad)
            first_bad = table;
#pragma omp critical
        tell(b, "reading proofs", ++done, b->tables);
    }
    *readable = first_bad;
}

static zks_status reject_table(zks_report *report, size_t table, zks_status reason)
{
    report->segment = (long)table;
    snprintf(report->detail, sizeof report->detail, "%s", zks_status_text(reason));
    return reason;
}

/* One independent weight per equation, from everything the equations depend on. */
static zks_status draw_weights(const zks_batch *b, zks_scalar *weights, zks_report *report)
{
    zks_transcript t = b->claimed;
    zks_transcript_absorb(&t, "proofs", &(zks_bytes){b->in->proof, b->in->segments->words * sizeof(zks_word)}, 1);
    for (size_t i = 0; i < b->tables * ZKS_EQUATIONS; i++) {
        zks_transcript_challenge(&t, "weight", &weights[i]);
        if (zks_scalar_is_zero(&weights[i]))
            return reject_table(report, i / ZKS_EQUATIONS, ZKS_REJECT_CHALLENGE);
    }
    return ZKS_OK;
}

/* The fixed scalars of one thread, in the order of the batch's array. */
static zks_fixed_scalars fixed_in(const zks_batch *b, zks_scalar *scalars)
{
    return (zks_fixed_scalars){.g = scalars, .m = scalars + b->at_m, .a = scalars + b->at_a, .k = scalars + b->at_k};
}

static void add_scalars(zks_scalar *sum, const zks_scalar *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        zks_scalar_add(&sum[i], &sum[i], &x[i]);
}

/* Adds the equations of one table, or says what is wrong with its scalars or challenges. They are not kept: those of
 * all tables would let a hostile folder of many small segments take memory out of proportion. Commitments' scalars of
 * account segments do not overlap; the pool's one is left in *pool. */
static zks_status add_table(zks_batch *b, size_t table, zks_fixed_scalars *fixed, zks_scalar *pool,
                            const zks_scalar *weights)
{
    const zks_segments *s = b->in->segments;
    zks_proof_scalars scalars;
    zks_challenges challenges;
    zks_status status = replay_table(b, table, &scalars, &challenges);
    if (status != ZKS_OK)
        return status;
    zks_checked_proof proof = {
        .shape = zks_segments_shape(s, table),
        .system = table < s->count ? b->in->account : b->in->pool,
        .challenges = &challenges,
        .scalars = &scalars,
    };
    const zks_table_scalars own = {
        .commitments = table < s->count ? b->scalars + b->at_commitments + zks_segments_first_row(s, table) : pool,
        .external = b->scalars + b->at_external,
        .sent = b->scalars + points_before(b, table),
    };
    bool added = zks_equations_add(fixed, &own, &proof, weights);
    return added ? ZKS_OK : ZKS_ERROR_MEMORY;
}

/* Sums the scalars of all equations of tables first .. first + count - 1, weights[3 i] being the first of table first +
 * i; b->found says what each table came to. */
static void sum_equations(zks_batch *b, size_t first, size_t count, const zks_scalar *weights)
{
    memset(b->scalars, 0, b->count * sizeof *b->scalars);
    zks_scalar pool = zks_scalar_zero;
#pragma omp parallel num_threads(b->in->threads)
    {
        zks_scalar *own = calloc(b->at_id, sizeof *own);
        zks_fixed_scalars fixed = fixed_in(b, own);
#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < count; i++)
            b->found[first + i] =
                own == NULL ? ZKS_ERROR_MEMORY : add_table(b, first + i, &fixed, &pool, weights + i * ZKS_EQUATIONS);
#pragma omp critical
        if (own != NULL) {
            add_scalars(b->scalars, own, b->at_id);
            const zks_scalar single[] = {fixed.id, fixed.q, fixed.h, fixed.r};
            add_scalars(b->scalars + b->at_id, single, sizeof single / sizeof *single);
        }
        free(own);
    }
    if (!zks_scalar_is_zero(&pool))
        for (size_t i = 0; i < b->in->segments->rows; i++)
            zks_scalar_add(&b->scalars[b->at_commitments + i], &b->scalars[b->at_commitments + i], &pool);
}

/* Whether the weighted sum of all equations of these tables is neutral; the first table that has no equations is the
 * result. */
static zks_status check_sum(zks_batch *b, size_t first, size_t count, const zks_scalar *weights, bool *neutral,
                            zks_report *report)
{
    sum_equations(b, first, count, weights);
    for (size_t table = first; table < first + count; table++)
        if (b->found[table] != ZKS_OK)
            return reject_table(report, table, b->found[table]);
    zks_point sum;
    zks_msm_var(&sum, b->scalars, b->points, b->count, b->in->threads);
    *neutral = zks_point_is_identity(&sum);
    return ZKS_OK;
}

/* The first table of a batch that has failed: the least number of tables whose sum is not neutral, by halving. */
static zks_status find_failed_table(zks_batch *b, const zks_scalar *weights, size_t *table, zks_report *report)
{
    size_t neutral_count = 0, failing_count = b->tables;
    while (failing_count - neutral_count > 1) {
        size_t middle = neutral_count + (failing_count - neutral_count) / 2;
        bool neutral;
        zks_status status = check_sum(b, 0, middle, weights, &neutral, report);
        if (status != ZKS_OK)
            return status;
        *(neutral ? &neutral_count : &failing_count) = middle;
    }
    *table = neutral_count;
    return ZKS_OK;
}

/* The batch has failed: names the first equation that fails on its own. */
static zks_status name_failure(zks_batch *b, const zks_scalar *weights, zks_report *report)
{
    static const zks_status reason[ZKS_EQUATIONS] = {
        [ZKS_EQUATION_PRODUCT_FACTOR] = ZKS_REJECT_PRODUCT_FACTOR,
        [ZKS_EQUATION_PRODUCT] = ZKS_REJECT_PRODUCT,
        [ZKS_EQUATION_OPENING] = ZKS_REJECT_OPENING,
    };
    size_t table, equation;
    zks_status status = find_failed_table(b, weights, &table, report);
    if (status != ZKS_OK)
        return status;
    for (equation = 0; equation < ZKS_EQUATION_OPENING; equation++) {
        zks_scalar only[ZKS_EQUATIONS] = {0};
        bool neutral;
        only[equation] = zks_scalar_one;
        status = check_sum(b, table, 1, only, &neutral, report);
        if (status != ZKS_OK)
            return status;
        if (!neutral)
            break;
    }
    return reject_table(report, table, reason[equation]);
}

/* `readable` tables have points; the next one, where there is one, has not. */
static zks_status check_equations(zks_batch *b, size_t readable, zks_report *report)
{
    zks_scalar *weights = malloc(b->tables * ZKS_EQUATIONS * sizeof *weights);
    if (weights == NULL)
        return ZKS_ERROR_MEMORY;
    bool neutral = false;
    tell(b, "checking equations", 0, 1);
    zks_status status = draw_weights(b, weights, report);
    if (status == ZKS_OK)
        status = check_sum(b, 0, readable, weights, &neutral, report);
    if (status == ZKS_OK && readable < b->tables)
        status = reject_table(report, readable, ZKS_REJECT_POINT);
    if (status == ZKS_OK && !neutral)
        status = name_failure(b, weights, report);
    free(weights);
    return status;
}

zks_status zks_proofs_verify(const zks_proofs *proofs, zks_report *report)
{
    zks_batch batch;
    if (!batch_make(&batch, proofs))
        return ZKS_ERROR_MEMORY;
    zks_status status = decode_commitments(&batch, report);
    if (status == ZKS_OK)
        status = decode_external(&batch, report);
    if (status == ZKS_OK) {
        size_t readable;
        decode_proofs(&batch, &readable);
        status = check_equations(&batch, readable, report);
    }
    batch_clear(&batch);
    return status;
}
