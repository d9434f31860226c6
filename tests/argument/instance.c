#include "instance.h"

#include "crypto/msm.h"
#include "tests/crypto/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { REST = 7 }; /* what the pool's last column has more than the first external one */

/* How many generators of each kind there are. */
enum { MAX_MATRIX_ROW = 512, MAX_COMMITTED = MAX_COLUMNS, MAX_MASK = 64 };

static void *new_array(size_t count, size_t size)
{
    void *array = calloc(count + 1, size);
    assert_non_null(array);
    return array;
}

const zks_generators *instance_generators(void)
{
    static zks_generators *generators;
    if (generators == NULL) {
        generators = zks_generators_new(MAX_MATRIX_ROW, MAX_COMMITTED, MAX_MASK, 1);
        assert_non_null(generators);
    }
    return generators;
}

void instance_random(void *out, size_t length)
{
    random_bytes(out, length);
}

zks_scalar instance_random_scalar(void)
{
    return random_scalar();
}

zks_scalar instance_integer(int64_t x)
{
    zks_scalar scalar;
    zks_scalar_from_i64(&scalar, x);
    return scalar;
}

/* ---- systems ---------------------------------------------------------------------------------------------------- */

static void place_columns(zks_system *system, const uint8_t *width, size_t columns, size_t committed)
{
    system->columns = columns;
    system->committed = committed;
    system->width = new_array(columns, sizeof *system->width);
    system->first_cell = new_array(columns, sizeof *system->first_cell);
    for (size_t j = 0; j < columns; j++) {
        system->width[j] = width[j];
        system->first_cell[j] = (uint32_t)system->cells;
        system->cells += width[j];
    }
}

static void make_account_system(zks_system *system, const instance_spec *spec)
{
    *system = (zks_system){0};
    place_columns(system, spec->width, spec->columns, spec->committed);
    system->constraints = new_array(spec->constraints, sizeof *system->constraints);
    system->terms = new_array(spec->constraints * MAX_TERMS, sizeof *system->terms);
    system->constraint_count = spec->constraints;
    for (size_t c = 0; c < spec->constraints; c++) {
        const constraint_spec *from = &spec->constraint[c];
        zks_constraint *to = &system->constraints[c];
        to->first_term = system->term_count;
        to->term_count = from->count;
        zks_scalar_from_i64(&to->constant, from->constant);
        for (size_t k = 0; k < from->count; k++) {
            zks_term *term = &system->terms[system->term_count++];
            term->column = from->terms[k].column;
            zks_scalar_from_i64(&term->coefficient, from->terms[k].coefficient);
        }
    }
}

static uint8_t wider(uint8_t width)
{
    return width < ZKS_MAX_WIDTH ? (uint8_t)(width + 1) : ZKS_MAX_WIDTH;
}

/* First external column + REST - last column = 0. */
static void constrain_pool(zks_system *system)
{
    system->constraint_count = 1;
    system->term_count = 2;
    system->constraints = new_array(system->constraint_count, sizeof *system->constraints);
    system->terms = new_array(system->term_count, sizeof *system->terms);
    system->terms[0] = (zks_term){.column = (uint32_t)system->committed, .coefficient = instance_integer(1)};
    system->terms[1] = (zks_term){.column = (uint32_t)system->columns - 1, .coefficient = instance_integer(-1)};
    system->constraints[0] = (zks_constraint){.term_count = 2, .constant = instance_integer(REST)};
}

static void make_pool_system(zks_system *system, const instance_spec *spec)
{
    uint8_t width[MAX_COLUMNS + MAX_EXTERNAL + 1];
    size_t columns = 0;
    for (size_t a = 0; a < spec->committed; a++)
        width[columns++] = wider(spec->width[a]);
    for (size_t j = 0; j < spec->external; j++)
        width[columns++] = spec->external_width[j];
    if (spec->external > 0)
        width[columns++] = wider(spec->external_width[0]);
    else if (columns == 0)
        width[columns++] = 1;
    *system = (zks_system){.external = spec->external};
    place_columns(system, width, columns, spec->committed);
    if (spec->external > 0)
        constrain_pool(system);
}

static void free_system(zks_system *system)
{
    free(system->width);
    free(system->first_cell);
    free(system->constraints);
    free(system->terms);
}

/* ---- witness ---------------------------------------------------------------------------------------------------- */

static uint8_t *column_digits(const instance *in, size_t row, size_t column)
{
    return in->digit + row * in->account.cells + in->account.first_cell[column];
}

/* The value of a committed column from its digits. */
static void hold(instance *in, size_t row, size_t column)
{
    if (column < in->spec.committed)
        zks_scalar_from_bytes(&in->value[row * in->spec.committed + column], column_digits(in, row, column),
                              in->account.width[column]);
}

/* sum += coefficient * digits, as little-endian integers of 40 and `width` bytes. */
static void add_multiple(uint8_t sum[40], uint64_t coefficient, const uint8_t *digits, size_t width)
{
    unsigned __int128 carry = 0;
    for (size_t t = 0; t < 40; t++) {
        carry += sum[t] + (unsigned __int128)coefficient * (t < width ? digits[t] : 0);
        sum[t] = (uint8_t)carry;
        carry >>= 8;
    }
}

/* The columns that constraints give their values. */
static void fill_dependents(instance *in, size_t row)
{
    for (size_t c = 0; c < in->spec.constraints; c++) {
        const constraint_spec *constraint = &in->spec.constraint[c];
        uint8_t sum[40] = {0}, constant[8];
        zks_store_u64(constant, (uint64_t)constraint->constant);
        add_multiple(sum, 1, constant, sizeof constant);
        for (size_t k = 0; k + 1 < constraint->count; k++) {
            size_t column = constraint->terms[k].column;
            add_multiple(sum, (uint64_t)constraint->terms[k].coefficient, column_digits(in, row, column),
                         in->account.width[column]);
        }
        size_t dependent = constraint->terms[constraint->count - 1].column, width = in->account.width[dependent];
        for (size_t t = width; t < sizeof sum; t++)
            assert_int_equal(sum[t], 0);
        memcpy(column_digits(in, row, dependent), sum, width);
        hold(in, row, dependent);
    }
}

void instance_set(instance *in, size_t row, size_t column, uint64_t value)
{
    uint8_t bytes[ZKS_MAX_WIDTH + 1] = {0};
    zks_store_u64(bytes, value);
    memcpy(column_digits(in, row, column), bytes, in->account.width[column]);
    hold(in, row, column);
    fill_dependents(in, row);
}

static uint8_t *pool_digits(const instance *in, size_t column)
{
    return in->pool_digit + in->pool.first_cell[column];
}

/* An external value from its digits, and what follows from it. */
static void hold_external(instance *in, size_t j)
{
    size_t column = in->pool.committed + j, last = in->pool.columns - 1;
    zks_scalar_from_bytes(&in->external_value[j], pool_digits(in, column), in->pool.width[column]);
    if (j > 0)
        return;
    uint8_t sum[40] = {REST};
    add_multiple(sum, 1, pool_digits(in, column), in->pool.width[column]);
    memcpy(pool_digits(in, last), sum, in->pool.width[last]);
}

void instance_set_external(instance *in, size_t j, uint64_t value)
{
    size_t column = in->pool.committed + j;
    uint8_t bytes[ZKS_MAX_WIDTH + 1] = {0};
    zks_store_u64(bytes, value);
    memcpy(pool_digits(in, column), bytes, in->pool.width[column]);
    hold_external(in, j);
}

/* Half the range of the greatest width is left free, for the column that has more. */
static void fill_external(instance *in)
{
    for (size_t j = 0; j < in->pool.external; j++) {
        size_t column = in->pool.committed + j, width = in->pool.width[column];
        uint8_t *digits = pool_digits(in, column);
        instance_random(digits, width);
        if (width == ZKS_MAX_WIDTH)
            digits[width - 1] /= 2;
        hold_external(in, j);
    }
}

/* A third of the rows and a third of the values are zero. In a column of the greatest width the totals still fit the
 * pool's. */
static void fill_row(instance *in, size_t row)
{
    uint8_t empty, zero;
    instance_random(&empty, 1);
    for (size_t j = 0; j < in->spec.columns && empty % 3 != 0; j++) {
        uint8_t *digits = column_digits(in, row, j), width = in->account.width[j];
        instance_random(&zero, 1);
        if (zero % 3 == 0)
            continue;
        instance_random(digits, width);
        if (width == ZKS_MAX_WIDTH)
            digits[width - 1] = (uint8_t)(digits[width - 1] / in->spec.rows);
    }
    for (size_t j = 0; j < in->spec.columns; j++)
        hold(in, row, j);
    fill_dependents(in, row);
}

/* ---- commitments and the claim ---------------------------------------------------------------------------------- */

static void commit_row(instance *in, size_t row)
{
    const zks_generators *g = instance_generators();
    size_t m = in->spec.committed;
    zks_scalar *scalars = new_array(m + 2, sizeof *scalars);
    zks_niels *points = new_array(m + 2, sizeof *points);
    memcpy(scalars, in->value + row * m, m * sizeof *scalars);
    memcpy(points, g->a, m * sizeof *points);
    scalars[m] = in->id[row];
    points[m] = g->id;
    scalars[m + 1] = in->blinding[row];
    points[m + 1] = g->h;
    zks_point commitment;
    zks_msm_var(&commitment, scalars, points, m + 2, 1);
    zks_point_encode(in->accounts[row], &commitment);
    free(scalars);
    free(points);
}

static void commit_external(instance *in, size_t j)
{
    const zks_generators *g = instance_generators();
    const zks_scalar scalars[2] = {in->external_value[j], in->external_blinding[j]};
    const zks_niels points[2] = {g->r, g->h};
    zks_point commitment;
    zks_msm_var(&commitment, scalars, points, 2, 1);
    zks_point_encode(in->external[j], &commitment);
}

static void total_up(instance *in)
{
    size_t m = in->spec.committed;
    in->pool_id = in->pool_blinding = zks_scalar_zero;
    for (size_t row = 0; row < in->spec.rows; row++) {
        zks_scalar_add(&in->pool_id, &in->pool_id, &in->id[row]);
        zks_scalar_add(&in->pool_blinding, &in->pool_blinding, &in->blinding[row]);
    }
    for (size_t a = 0; a < m; a++) {
        uint8_t bytes[32];
        in->pool_value[a] = zks_scalar_zero;
        for (size_t row = 0; row < in->spec.rows; row++)
            zks_scalar_add(&in->pool_value[a], &in->pool_value[a], &in->value[row * m + a]);
        zks_scalar_encode(bytes, &in->pool_value[a]);
        memcpy(in->pool_digit + in->pool.first_cell[a], bytes, in->pool.width[a]);
    }
}

/* Appends to the claim; counts only where there is no claim yet. */
static void append(instance *in, const void *data, size_t length)
{
    if (in->claim != NULL && length > 0)
        memcpy(in->claim + in->claim_length, data, length);
    in->claim_length += length;
}

static void append_u64(instance *in, uint64_t x)
{
    uint8_t bytes[8];
    zks_store_u64(bytes, x);
    append(in, bytes, sizeof bytes);
}

static void append_scalar(instance *in, const zks_scalar *x)
{
    uint8_t bytes[32];
    zks_scalar_encode(bytes, x);
    append(in, bytes, sizeof bytes);
}

static void append_system(instance *in, const zks_system *system)
{
    append_u64(in, system->columns);
    append_u64(in, system->committed);
    append(in, system->width, system->columns);
    append_u64(in, system->constraint_count);
    for (size_t c = 0; c < system->constraint_count; c++) {
        const zks_constraint *constraint = &system->constraints[c];
        append_u64(in, constraint->term_count);
        append_scalar(in, &constraint->constant);
        for (size_t k = 0; k < constraint->term_count; k++) {
            append_u64(in, system->terms[constraint->first_term + k].column);
            append_scalar(in, &system->terms[constraint->first_term + k].coefficient);
        }
    }
}

static void append_everything(instance *in)
{
    in->claim_length = 0;
    append_system(in, &in->account);
    append_system(in, &in->pool);
    append_u64(in, in->spec.segment_rows);
    append(in, in->accounts, in->spec.rows * sizeof *in->accounts);
}

void instance_describe(instance *in)
{
    free(in->claim);
    in->claim = NULL;
    append_everything(in);
    in->claim = new_array(in->claim_length, 1);
    append_everything(in);
}

void instance_commit(instance *in)
{
    for (size_t row = 0; row < in->spec.rows; row++)
        commit_row(in, row);
    for (size_t j = 0; j < in->pool.external; j++)
        commit_external(in, j);
    total_up(in);
    instance_describe(in);
}

instance *instance_of_systems(const zks_system *account, const zks_system *pool, size_t rows, uint32_t segment_rows)
{
    instance *in = new_array(1, sizeof *in);
    in->spec = (instance_spec){
        .rows = rows, .segment_rows = segment_rows, .columns = account->columns, .committed = account->committed};
    in->threads = 1;
    in->account = *account;
    in->pool = *pool;
    assert_true(zks_segments_make(&in->segments, rows, segment_rows, &in->account, &in->pool));
    zks_generator_counts needed = zks_segments_generators(&in->segments);
    const zks_generators *g = instance_generators();
    assert_true(needed.g <= MAX_MATRIX_ROW && needed.a <= MAX_COMMITTED && needed.k <= MAX_MASK && g != NULL);
    instance_random(in->seed, sizeof in->seed);
    in->digit = new_array(rows * in->account.cells, 1);
    in->value = new_array(rows * account->committed, sizeof *in->value);
    in->id = new_array(rows, sizeof *in->id);
    in->blinding = new_array(rows, sizeof *in->blinding);
    in->accounts = new_array(rows, sizeof *in->accounts);
    in->pool_digit = new_array(in->pool.cells, 1);
    in->pool_value = new_array(account->committed, sizeof *in->pool_value);
    in->external_value = new_array(pool->external, sizeof *in->external_value);
    in->external_blinding = new_array(pool->external, sizeof *in->external_blinding);
    in->external = new_array(pool->external, sizeof *in->external);
    in->proof = new_array(in->segments.words, sizeof *in->proof);
    for (size_t j = 0; j < pool->external; j++)
        in->external_blinding[j] = instance_random_scalar();
    for (size_t row = 0; row < rows; row++) {
        in->id[row] = instance_random_scalar();
        in->blinding[row] = instance_random_scalar();
    }
    return in;
}

instance *instance_new(const instance_spec *spec)
{
    zks_system account, pool;
    make_account_system(&account, spec);
    make_pool_system(&pool, spec);
    instance *in = instance_of_systems(&account, &pool, spec->rows, spec->segment_rows);
    in->spec = *spec;
    for (size_t row = 0; row < spec->rows; row++)
        fill_row(in, row);
    fill_external(in);
    instance_commit(in);
    return in;
}

void instance_free(instance *in)
{
    free_system(&in->account);
    free_system(&in->pool);
    free(in->claim);
    free(in->digit);
    free(in->value);
    free(in->id);
    free(in->blinding);
    free(in->accounts);
    free(in->pool_digit);
    free(in->pool_value);
    free(in->external_value);
    free(in->external_blinding);
    free(in->external);
    free(in->proof);
    free(in);
}

/* ---- proofs ----------------------------------------------------------------------------------------------------- */

zks_word *instance_words(const instance *in, size_t table)
{
    return in->proof + zks_segments_first_word(&in->segments, table);
}

size_t instance_position(const instance *in, size_t table, size_t row, size_t cell)
{
    return cell * zks_segments_shape(&in->segments, table)->padded_rows + row;
}

static zks_transcript begin_transcript(const instance *in, size_t table)
{
    const zks_segments *s = &in->segments;
    zks_transcript t;
    zks_schedule_claim(&t, in->claim, in->claim_length);
    zks_schedule_instance(&t, table < s->count ? "account" : "pool", table, s->count,
                          zks_segments_shape(s, table)->rows);
    return t;
}

zks_transcript instance_transcript(const instance *in, size_t table)
{
    zks_transcript t = begin_transcript(in, table);
    zks_schedule_reserves(&t, (const zks_word *)in->external, zks_segments_shape(&in->segments, table)->external);
    return t;
}

/* The openings of the external columns' commitments, where the table has any. */
static void place_reserves(const instance *in, dense_prover *p)
{
    p->external = in->external;
    for (size_t j = 0; j < p->shape->external; j++) {
        zks_scalar *opening = p->reserves + j * p->positions;
        opening[p->shape->basis.r] = in->external_value[j];
        opening[p->h] = in->external_blinding[j];
    }
}

dense_prover *instance_prover(instance *in, size_t table, const dense_cheat *cheat)
{
    const zks_segments *s = &in->segments;
    const zks_shape *shape = zks_segments_shape(s, table);
    zks_transcript t = begin_transcript(in, table);
    bool pool = table == s->count;
    size_t first = pool ? 0 : zks_segments_first_row(s, table);
    const uint8_t *digit = pool ? in->pool_digit : in->digit + first * shape->cells;
    const zks_scalar *value = pool ? in->pool_value : in->value + first * shape->committed;
    const zks_scalar *id = pool ? &in->pool_id : in->id + first;
    const zks_scalar *blinding = pool ? &in->pool_blinding : in->blinding + first;

    dense_prover *p = dense_prover_new(instance_generators(), shape, pool ? &in->pool : &in->account, in->seed, &t,
                                       cheat, instance_words(in, table));
    for (size_t row = 0; row < shape->rows; row++) {
        zks_scalar *opening = p->rows + row * p->positions;
        for (size_t cell = 0; cell < shape->cells; cell++)
            p->digit[instance_position(in, table, row, cell)] = instance_integer(digit[row * shape->cells + cell]);
        memcpy(opening + shape->basis.a, value + row * shape->committed, shape->committed * sizeof *opening);
        opening[shape->basis.id] = id[row];
        opening[p->h] = blinding[row];
    }
    place_reserves(in, p);
    return p;
}

void instance_prove_table(instance *in, size_t table, const dense_cheat *cheat)
{
    dense_prover *p = instance_prover(in, table, cheat);
    dense_prover_run(p);
    dense_prover_free(p);
}

void instance_prove(instance *in)
{
    for (size_t table = 0; table <= in->segments.count; table++)
        instance_prove_table(in, table, NULL);
}

zks_status instance_report(const instance *in, zks_report *report)
{
    const zks_proofs proofs = {
        .claim = in->claim,
        .claim_length = in->claim_length,
        .account = &in->account,
        .pool = &in->pool,
        .segments = &in->segments,
        .accounts = (const zks_word *)in->accounts,
        .external = (const zks_word *)in->external,
        .proof = (const zks_word *)in->proof,
        .threads = in->threads,
    };
    return zks_proofs_verify(&proofs, report);
}

zks_status instance_verify(const instance *in, long *segment)
{
    zks_report report = {.segment = -1};
    zks_status status = instance_report(in, &report);
    *segment = report.segment;
    return status;
}

void assert_verdict(const instance *in, zks_status status, long segment)
{
    long found;
    zks_status verdict = instance_verify(in, &found);
    assert_string_equal(zks_status_name(verdict), zks_status_name(status));
    if (status != ZKS_OK)
        assert_int_equal(found, segment);
}
