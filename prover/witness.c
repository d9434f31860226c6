#include "prover/witness.h"

#include "crypto/secret.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool zks_witness_rows_make(zks_witness_rows *w, size_t rows)
{
    *w = (zks_witness_rows){.row_capacity = rows, .capacity = 32 * rows};
    w->row_start = zks_witness_new(rows + 1, sizeof *w->row_start);
    w->cell = zks_witness_new(w->capacity, sizeof *w->cell);
    w->digit = zks_witness_new(w->capacity, sizeof *w->digit);
    if (w->row_start != NULL && w->cell != NULL && w->digit != NULL)
        return true;
    zks_witness_rows_clear(w);
    return false;
}

void zks_witness_rows_clear(zks_witness_rows *w)
{
    zks_witness_free(w->row_start);
    zks_witness_free(w->cell);
    zks_witness_free(w->digit);
    *w = (zks_witness_rows){0};
}

zks_witness zks_witness_rows_view(const zks_witness_rows *w, const zks_scalar *id, const zks_scalar *blinding)
{
    return (zks_witness){.row_start = w->row_start, .cell = w->cell, .digit = w->digit, .id = id, .blinding = blinding};
}

/* Room for `more` digits behind `used`. */
static bool reserve(zks_witness_rows *w, size_t used, size_t more)
{
    if (used + more <= w->capacity)
        return true;
    size_t capacity = 2 * (used + more);
    uint32_t *cell = zks_witness_new(capacity, sizeof *cell);
    uint8_t *digit = zks_witness_new(capacity, sizeof *digit);
    if (cell == NULL || digit == NULL) {
        zks_witness_free(cell);
        zks_witness_free(digit);
        return false;
    }
    memcpy(cell, w->cell, used * sizeof *cell);
    memcpy(digit, w->digit, used * sizeof *digit);
    zks_witness_free(w->cell);
    zks_witness_free(w->digit);
    w->cell = cell;
    w->digit = digit;
    w->capacity = capacity;
    return true;
}

/* Appends the non-zero digits of one column's value. */
static size_t put_digits(zks_witness_rows *w, size_t at, const zks_table *table, uint32_t column,
                         const uint64_t limb[4])
{
    size_t width = table->columns[column].width;
    for (size_t t = 0; t < width; t++) {
        uint8_t digit = (uint8_t)(limb[t / 8] >> 8 * (t % 8));
        if (digit != 0) {
            w->cell[at] = table->system.first_cell[column] + (uint32_t)t;
            w->digit[at++] = digit;
        }
    }
    return at;
}

bool zks_witness_rows_add(zks_witness_rows *w, const zks_table *table, const zks_filled_row *row)
{
    assert(w->rows < w->row_capacity && row->overflow < 0);
    size_t at = w->row_start[w->rows];
    if (!reserve(w, at, ZKS_MAX_WIDTH * (row->count + table->constraint_count)))
        return false;
    for (size_t i = 0; i < row->count; i++)
        at = put_digits(w, at, table, row->values[i].column, row->values[i].limb);
    uint64_t limb[4];
    for (size_t c = 0; c < table->constraint_count; c++) {
        const zks_integer_constraint *constraint = &table->constraints[c];
        if (constraint->slack < 0)
            continue;
        uint32_t slack = (uint32_t)constraint->slack;
        memset(limb, 0, sizeof limb);
        mpz_srcptr result = row->results[c];
        assert(mpz_sgn(result) >= 0 && mpz_sizeinbase(result, 2) <= 8 * (size_t)table->columns[slack].width);
        mpz_export(limb, NULL, -1, sizeof *limb, 0, 0, result);
        at = put_digits(w, at, table, slack, limb);
    }
    zks_wipe(limb, sizeof limb);
    w->row_start[++w->rows] = at;
    return true;
}

bool zks_witness_of_segment(zks_witness_rows *w, const zks_rows *rows, const zks_table *account, size_t first,
                            size_t count)
{
    zks_account_filler filler = {0};
    bool made =
        zks_account_filler_make(&filler, rows->ledger, account, ZKS_FILL_WHOLE) && zks_witness_rows_make(w, count);
    for (size_t i = 0; made && i < count; i++) {
        zks_filled_row row = zks_rows_fill(rows, first + i, &filler);
        made = zks_witness_rows_add(w, account, &row);
        if (!made)
            zks_witness_rows_clear(w);
    }
    zks_account_filler_clear(&filler);
    return made;
}
