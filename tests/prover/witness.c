/* The digits of rows: they are those of all values and of the slacks, and together they meet the constraints as the
 * argument will see them. */
#include "advice.h"

#include "prover/witness.h"

enum { ACCOUNTS = 30, ROWS = 33 };
static const uint8_t seed[ZKS_SEED_BYTES] = {7};

#define NUMBERS                                                                                                        \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":4},\"params\":{},\"indexes\":{\"asset\":["                             \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":\"60000.5\",\"haircut\":\"0.05\",\"maintenance\":\"0.03\","            \
    "\"debt_margin\":\"0.1\",\"lending_cap\":\"1000000\"},"                                                            \
    "{\"name\":\"ETH\",\"decimals\":18,\"bytes\":16,\"price\":\"3000.25\",\"haircut\":\"0.1\","                        \
    "\"maintenance\":\"0.05\",\"debt_margin\":\"0.1\",\"lending_cap\":\"1000000\"}]}}"

static book open_book(void)
{
    lines csv = {0};
    char *text = shipped_text("cross_margin");
    lines_add(&csv, "account,asset,collateral,debt,long,short,entry_debit,entry_credit\n");
    for (size_t i = 0; i < ACCOUNTS; i++) {
        lines_add(&csv, "c%zu,BTC,%zu.%08zu,0,0.0%zu,0,0,1%zu.5\n", i, i + 1, i * 3571 + 255, i % 10, i);
        if (i % 3 != 0)
            lines_add(&csv, "c%zu,ETH,%zu00.00000000000000000%zu,0.5,0,0.25,0,0\n", i, i, i % 10);
    }
    book b = book_open(text, NUMBERS, csv.text);
    free(csv.text);
    free(text);
    return b;
}

/* The value of a column in a row, put together from its digits. */
static void recompose(const zks_witness *w, const zks_table *table, size_t row, size_t column, mpz_t out)
{
    mpz_t digit;
    mpz_init(digit);
    mpz_set_ui(out, 0);
    uint32_t first = table->system.first_cell[column];
    for (size_t i = w->row_start[row]; i < w->row_start[row + 1]; i++)
        if (w->cell[i] >= first && w->cell[i] < first + table->columns[column].width) {
            mpz_set_ui(digit, w->digit[i]);
            mpz_mul_2exp(digit, digit, 8 * (w->cell[i] - first));
            mpz_add(out, out, digit);
        }
    mpz_clear(digit);
}

static void assert_digits_are_sparse_and_ascend(const zks_witness *w, const zks_table *table, size_t row)
{
    for (size_t i = w->row_start[row]; i < w->row_start[row + 1]; i++) {
        assert_int_not_equal(w->digit[i], 0);
        assert_true(w->cell[i] < table->system.cells);
        assert_true(i == w->row_start[row] || w->cell[i] > w->cell[i - 1]);
    }
}

/* Every column before the slacks has its value. */
static void assert_values(const zks_witness *w, const zks_table *table, size_t row, const zks_filled_row *filled)
{
    mpz_t value, expected;
    mpz_inits(value, expected, NULL);
    for (size_t a = 0, next = 0; a < table->column_count && table->columns[a].kind != ZKS_COLUMN_SLACK; a++) {
        recompose(w, table, row, a, value);
        mpz_set_ui(expected, 0);
        if (next < filled->count && filled->values[next].column == a)
            mpz_import(expected, 4, -1, sizeof(uint64_t), 0, 0, filled->values[next++].limb);
        assert_int_equal(mpz_cmp(value, expected), 0);
    }
    mpz_clears(value, expected, NULL);
}

/* Every constraint, slack included, is 0 on the recomposed values: over the integers. */
static void assert_constraints(const zks_witness *w, const zks_table *table, size_t row)
{
    mpz_t value, sum;
    mpz_inits(value, sum, NULL);
    for (size_t c = 0; c < table->constraint_count; c++) {
        const zks_integer_constraint *constraint = &table->constraints[c];
        mpz_set(sum, constraint->constant);
        for (size_t k = 0; k < constraint->term_count; k++) {
            recompose(w, table, row, constraint->terms[k].column, value);
            mpz_addmul(sum, value, constraint->terms[k].coefficient);
        }
        assert_int_equal(mpz_sgn(sum), 0);
    }
    mpz_clears(value, sum, NULL);
}

static void assert_segment(const zks_rows *rows, const zks_table *account, size_t first, size_t count)
{
    zks_witness_rows segment;
    zks_account_filler filler;
    assert_true(zks_witness_of_segment(&segment, rows, account, first, count));
    assert_true(zks_account_filler_make(&filler, rows->ledger, account, ZKS_FILL_WHOLE));
    zks_witness w = zks_witness_rows_view(&segment, NULL, NULL);
    assert_int_equal(segment.rows, count);
    for (size_t i = 0; i < count; i++) {
        zks_filled_row row = zks_rows_fill(rows, first + i, &filler);
        assert_digits_are_sparse_and_ascend(&w, account, i);
        assert_values(&w, account, i, &row);
        assert_constraints(&w, account, i);
    }
    zks_account_filler_clear(&filler);
    zks_witness_rows_clear(&segment);
}

static void assert_all_segments(const book *b)
{
    zks_derivation d;
    zks_rows rows;
    assert_true(zks_derivation_start(&d, seed, "claim", 5));
    assert_true(zks_rows_make(&rows, &b->ledger, &d, ROWS, 1));
    assert_true(b->account->constraint_count > 0);
    for (size_t first = 0; first < ROWS; first += 8)
        assert_segment(&rows, b->account, first, ROWS - first < 8 ? ROWS - first : 8);
    zks_rows_clear(&rows);
    zks_derivation_clear(&d);
}

static void digits_recompose_to_values_and_slacks(void **state)
{
    (void)state;
    book b = open_book();
    assert_all_segments(&b);
    book_close(&b);
}

static void advice_is_in_the_digits(void **state)
{
    (void)state;
    char *csv = advice_ledger(ACCOUNTS);
    book b = book_open(ADVICE_CIRCUIT, ADVICE_NUMBERS, csv);
    free(csv);
    assert_true(b.account->committed_count > b.account->ledger_count);
    assert_all_segments(&b);
    book_close(&b);
}

/* Many wide values in few rows: more digits than room was made for. */
static void room_for_digits_grows(void **state)
{
    (void)state;
    enum { COLUMNS = 64 };
    zks_column columns[COLUMNS];
    uint32_t first_cell[COLUMNS];
    zks_value values[COLUMNS];
    for (uint32_t a = 0; a < COLUMNS; a++) {
        columns[a] = (zks_column){.kind = ZKS_COLUMN_LEDGER, .width = 16};
        first_cell[a] = 16 * a;
        values[a] = (zks_value){a, {0x0102030405060708 + a, 0x1112131415161718 + a}};
    }
    zks_table table = {.column_count = COLUMNS,
                       .ledger_count = COLUMNS,
                       .committed_count = COLUMNS,
                       .columns = columns,
                       .system = {.columns = COLUMNS, .first_cell = first_cell, .cells = 16 * COLUMNS}};
    const zks_filled_row row = {.count = COLUMNS, .committed = COLUMNS, .values = values, .overflow = -1};
    zks_witness_rows rows;
    assert_true(zks_witness_rows_make(&rows, 3));
    size_t capacity = rows.capacity;
    for (size_t i = 0; i < 3; i++)
        assert_true(zks_witness_rows_add(&rows, &table, &row));
    assert_true(rows.capacity > capacity);
    zks_witness w = zks_witness_rows_view(&rows, NULL, NULL);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(w.row_start[i + 1] - w.row_start[i], 16 * COLUMNS);
        assert_digits_are_sparse_and_ascend(&w, &table, i);
        assert_values(&w, &table, i, &row);
    }
    zks_witness_rows_clear(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_recompose_to_values_and_slacks),
        cmocka_unit_test(advice_is_in_the_digits),
        cmocka_unit_test(room_for_digits_grows),
    };
    return zks_crypto_start() ? cmocka_run_group_tests(tests, enter_folder, leave_folder) : 1;
}
