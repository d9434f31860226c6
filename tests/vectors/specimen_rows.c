/* The rows of a specimen: what they say of their columns, which constraints hold of that, what they commit to. */
#include "specimen.h"

#include "attestation/json.h"
#include "circuits/row.h"
#include "crypto/merkle.h"
#include "crypto/msm.h"

#include <stdlib.h>
#include <string.h>

void specimen_clear_rows(specimen_rows *rows)
{
    free(rows->held);
    free(rows->digit);
    free(rows->broken);
    free(rows->id);
    free(rows->blinding);
    *rows = (specimen_rows){0};
}

/* ---- integers ---- */

static mpz_t *new_integers(size_t count)
{
    mpz_t *integers = book_array(count, sizeof *integers);
    for (size_t i = 0; i < count; i++)
        mpz_init(integers[i]);
    return integers;
}

static void free_integers(mpz_t *integers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mpz_clear(integers[i]);
    free(integers);
}

static void from_limbs(mpz_t integer, const uint64_t limb[4])
{
    mpz_import(integer, 4, -1, sizeof *limb, 0, 0, limb);
}

static void to_limbs(uint64_t limb[4], const mpz_t integer)
{
    MUST(mpz_sgn(integer) >= 0 && mpz_sizeinbase(integer, 2) <= 256);
    memset(limb, 0, 4 * sizeof *limb);
    mpz_export(limb, NULL, -1, sizeof *limb, 0, 0, integer);
}

/* ---- what is said ---- */

void specimen_say(specimen *s, size_t row, const char *what)
{
    MUST(s->saying_count < sizeof s->sayings / sizeof *s->sayings);
    s->sayings[s->saying_count].row = row;
    s->sayings[s->saying_count++].what = what;
}

size_t specimen_row(const specimen *s, const char *name)
{
    if (strcmp(name, "pool") == 0)
        return SPECIMEN_POOL;
    if (strcmp(name, "first") == 0)
        return 0;
    if (strcmp(name, "last") == 0)
        return s->accounts.rows - 1;
    size_t row = 0;
    while (row < s->accounts.rows && strcmp(s->names[row] != NULL ? s->names[row] : "padding", name) != 0)
        row++;
    MUST(row < s->accounts.rows);
    return row;
}

size_t specimen_column(const zks_table *table, const char *name)
{
    size_t column = 0;
    while (column < table->column_count && strcmp(table->columns[column].name, name) != 0)
        column++;
    MUST(column < table->column_count);
    return column;
}

/* A decimal as an integer of units of 10^-decimals. */
static void read_amount(mpz_t out, const char *text, unsigned decimals)
{
    const char *point = strchr(text, '.');
    size_t whole = point == NULL ? strlen(text) : (size_t)(point - text),
           places = point == NULL ? 0 : strlen(point + 1);
    MUST(places <= decimals);
    char *digits = book_path("%.*s%s", (int)whole, text, point == NULL ? "" : point + 1);
    MUST(mpz_set_str(out, digits, 10) == 0);
    free(digits);
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, decimals - (unsigned)places);
    mpz_mul(out, out, power);
    mpz_clear(power);
}

/* Applies "+0.5", "-unit" or "=0" to an integer. */
static void apply(mpz_t integer, const char *change, unsigned decimals)
{
    mpz_t amount;
    mpz_init(amount);
    if (strcmp(change + 1, "unit") == 0)
        mpz_set_ui(amount, 1);
    else
        read_amount(amount, change + 1, decimals);
    if (*change == '+')
        mpz_add(integer, integer, amount);
    else if (*change == '-')
        mpz_sub(integer, integer, amount);
    else
        mpz_set(integer, amount);
    mpz_clear(amount);
}

/* Of the columns first .. end - 1. */
static void say(const specimen *s, size_t row, const zks_table *table, size_t first, size_t end, mpz_t *said)
{
    for (size_t i = 0; i < s->saying_count; i++) {
        if (s->sayings[i].row != row)
            continue;
        const char *change = strrchr(s->sayings[i].what, ' ');
        MUST(change != NULL);
        char *name = book_path("%.*s", (int)(change - s->sayings[i].what), s->sayings[i].what);
        size_t column = specimen_column(table, name);
        if (column >= first && column < end)
            apply(said[column], change + 1, table->columns[column].decimals);
        free(name);
    }
}

/* ---- what holds of it ---- */

/* Advice as the shipped prover computes it from the given values. */
static void fill_advice(const zks_table *table, size_t given, mpz_t *said)
{
    zks_value *values = book_array(given, sizeof *values);
    for (size_t a = 0; a < given; a++) {
        values[a].column = (uint32_t)a;
        to_limbs(values[a].limb, said[a]);
    }
    zks_row_filler *filler = zks_row_filler_new(table);
    MUST(filler != NULL);
    zks_filled_row filled = zks_row_fill(filler, values, given);
    MUST(filled.overflow < 0);
    for (size_t i = 0; i < filled.count; i++)
        from_limbs(said[filled.values[i].column], filled.values[i].limb);
    zks_row_filler_free(filler);
    free(values);
}

/* Slacks from all other columns. One that would have to be negative says 0, and its constraint is broken. */
static void fill_slacks(const zks_table *table, mpz_t *said, bool *broken)
{
    mpz_t sum;
    mpz_init(sum);
    for (size_t c = 0; c < table->constraint_count; c++) {
        const zks_integer_constraint *constraint = &table->constraints[c];
        mpz_set(sum, constraint->constant);
        for (size_t i = 0; i < constraint->term_count; i++)
            if ((long)constraint->terms[i].column != constraint->slack)
                mpz_addmul(sum, constraint->terms[i].coefficient, said[constraint->terms[i].column]);
        broken[c] = mpz_sgn(sum) < 0 || (constraint->slack < 0 && mpz_sgn(sum) > 0);
        if (constraint->slack >= 0 && !broken[c])
            mpz_set(said[constraint->slack], sum);
    }
    mpz_clear(sum);
}

/* The digits of one row. */
static void fill_row(const specimen *s, size_t row, const zks_table *table, const zks_value *values, uint8_t *digit,
                     bool *broken)
{
    size_t given =
        table->scope == ZKS_SCOPE_ACCOUNT ? table->ledger_count : table->committed_count + table->external_count;
    mpz_t *said = new_integers(table->column_count);
    for (size_t a = 0; a < given; a++)
        from_limbs(said[a], values[a].limb);
    say(s, row, table, 0, given, said);
    fill_advice(table, given, said);
    say(s, row, table, given, table->column_count, said);
    fill_slacks(table, said, broken);
    for (size_t a = 0; a < table->column_count; a++) {
        MUST(mpz_sgn(said[a]) >= 0 && mpz_sizeinbase(said[a], 2) <= 8 * table->columns[a].width);
        mpz_export(digit + table->system.first_cell[a], NULL, -1, 1, 0, 0, said[a]);
    }
    free_integers(said, table->column_count);
}

void specimen_fill_accounts(specimen *s)
{
    specimen_rows *rows = &s->accounts;
    const zks_table *table = rows->table = s->account_table;
    const zks_system *system = &table->system;
    free(rows->held);
    free(rows->digit);
    free(rows->broken);
    rows->held = book_array(rows->rows * system->committed, sizeof *rows->held);
    rows->digit = book_array(rows->rows * system->cells, 1);
    rows->broken = book_array(rows->rows * table->constraint_count, sizeof *rows->broken);
    for (size_t i = 0; i < rows->rows; i++) {
        uint8_t *digit = rows->digit + i * system->cells;
        fill_row(s, i, table, s->values + i * table->ledger_count, digit, rows->broken + i * table->constraint_count);
        for (size_t a = 0; a < system->committed; a++)
            zks_scalar_from_bytes(&rows->held[i * system->committed + a], digit + system->first_cell[a],
                                  system->width[a]);
    }
}

static void add_up(specimen_rows *pool, const specimen_rows *accounts)
{
    size_t m = accounts->table->committed_count;
    for (size_t i = 0; i < accounts->rows; i++) {
        for (size_t a = 0; a < m; a++)
            zks_scalar_add(&pool->held[a], &pool->held[a], &accounts->held[i * m + a]);
        zks_scalar_add(pool->id, pool->id, &accounts->id[i]);
        zks_scalar_add(pool->blinding, pool->blinding, &accounts->blinding[i]);
    }
}

void specimen_total_up(specimen *s)
{
    specimen_rows *pool = &s->pool;
    const zks_table *table = s->pool_table;
    size_t m = table->committed_count;
    specimen_clear_rows(pool);
    *pool = (specimen_rows){.table = table,
                            .rows = 1,
                            .held = book_array(m, sizeof *pool->held),
                            .digit = book_array(table->system.cells, 1),
                            .broken = book_array(table->constraint_count, sizeof *pool->broken),
                            .id = book_array(1, sizeof *pool->id),
                            .blinding = book_array(1, sizeof *pool->blinding)};
    add_up(pool, &s->accounts);
    size_t external = table->external_count;
    MUST(external == 0 || external == s->hidden.count);
    zks_value *totals = book_array(m + external, sizeof *totals);
    for (size_t a = 0; a < m; a++) {
        uint8_t bytes[32];
        zks_scalar_encode(bytes, &pool->held[a]);
        for (size_t k = 0; k < 4; k++)
            totals[a].limb[k] = zks_load_u64(bytes + 8 * k);
    }
    for (size_t a = 0; a < external; a++) {
        totals[m + a].limb[0] = (uint64_t)s->hidden.amounts[a];
        totals[m + a].limb[1] = (uint64_t)(s->hidden.amounts[a] >> 64);
    }
    fill_row(s, SPECIMEN_POOL, table, totals, pool->digit, pool->broken);
    free(totals);
}

size_t specimen_breaches(const specimen *s, specimen_breach *one)
{
    size_t count = 0;
    for (size_t i = 0; i <= s->accounts.rows; i++) {
        bool of_pool = i == s->accounts.rows;
        zks_table *table = of_pool ? s->pool_table : s->account_table;
        const bool *broken = of_pool ? s->pool.broken : s->accounts.broken + i * table->constraint_count;
        for (size_t c = 0; c < table->constraint_count; c++) {
            if (!broken[c])
                continue;
            *one = (specimen_breach){of_pool ? s->segments.count : i / s->segments.segment_rows, table, c};
            count++;
        }
    }
    return count;
}

/* ---- what is held ---- */

static void commit_row(specimen *s, size_t row)
{
    const specimen_rows *rows = &s->accounts;
    const zks_generators *g = specimen_generators();
    size_t m = rows->table->committed_count;
    zks_scalar scalars[SPECIMEN_A + 2];
    zks_niels points[SPECIMEN_A + 2];
    memcpy(scalars, rows->held + row * m, m * sizeof *scalars);
    memcpy(points, g->a, m * sizeof *points);
    scalars[m] = rows->id[row];
    points[m] = g->id;
    scalars[m + 1] = rows->blinding[row];
    points[m + 1] = g->h;
    zks_point commitment;
    zks_msm_var(&commitment, scalars, points, m + 2, 1);
    zks_point_encode(s->accounts_bin + 32 * row, &commitment);
}

void specimen_put_hash(json_t *object, const char *member, const uint8_t hash[32])
{
    char hex[65];
    zks_hex_encode(hex, hash, 32);
    MUST(json_object_set_new(object, member, json_string(hex)) == 0);
}

void specimen_root(specimen *s)
{
    uint8_t root[32];
    zks_merkle_root(root, s->accounts_bin, s->accounts_length / 32, 1);
    specimen_put_hash(s->claim, "root", root);
}

void specimen_commit(specimen *s)
{
    for (size_t i = 0; i < s->accounts.rows; i++)
        commit_row(s, i);
    specimen_total_up(s);
    specimen_root(s);
}

uint8_t *specimen_digits(specimen *s, size_t row, size_t column)
{
    const zks_system *system = &s->account_table->system;
    return s->accounts.digit + row * system->cells + system->first_cell[column];
}

zks_scalar *specimen_held(specimen *s, size_t row, size_t column)
{
    return s->accounts.held + row * s->account_table->committed_count + column;
}
