/* What the filler makes of a row, against the definitions of advice worked out directly and against every constraint
 * multiplied out. One filler goes through thousands of rows, so that what a row leaves behind would show in the next.
 */
#include "circuits/row.h"

#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint64_t seed;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static unsigned pick(unsigned count)
{
    return (unsigned)(next_random() >> 32) % count;
}

/* Every result is the sum of its constraint's terms; values ascend and are above zero. */
static void check_results(const zks_table *table, const zks_filled_row *row)
{
    mpz_t *sum = malloc((table->constraint_count + 1) * sizeof *sum), value;
    assert_non_null(sum);
    for (size_t c = 0; c < table->constraint_count; c++)
        mpz_init_set(sum[c], table->constraints[c].constant);
    for (size_t i = 0; i < row->count; i++) {
        assert_true(i == 0 || row->values[i - 1].column < row->values[i].column);
        assert_int_equal(i < row->committed, row->values[i].column < table->committed_count);
        mpz_roinit_n(value, row->values[i].limb, 4);
        assert_true(mpz_sgn(value) > 0);
        assert_true(mpz_sizeinbase(value, 2) <= 8 * (size_t)table->columns[row->values[i].column].width);
        for (size_t c = 0; c < table->constraint_count; c++)
            for (size_t t = 0; t < table->constraints[c].term_count; t++)
                if (table->constraints[c].terms[t].column == row->values[i].column)
                    mpz_addmul(sum[c], table->constraints[c].terms[t].coefficient, value);
    }
    for (size_t c = 0; c < table->constraint_count; c++) {
        if (mpz_cmp(sum[c], row->results[c]) != 0)
            fail_msg("%s", table->constraints[c].name);
        mpz_clear(sum[c]);
    }
    free(sum);
}

/* The value of a column, in thousandths of its human unit. */
static int64_t held(const zks_table *table, const zks_filled_row *row, const char *name)
{
    for (size_t a = 0; a < table->column_count; a++) {
        if (strcmp(table->columns[a].name, name) != 0)
            continue;
        int64_t unit = 1000;
        for (unsigned d = 0; d < table->columns[a].decimals; d++)
            unit /= 10;
        for (size_t i = 0; i < row->count; i++)
            if (row->values[i].column == a)
                return (int64_t)row->values[i].limb[0] * unit;
        return 0;
    }
    fail_msg("no column '%s'", name);
    return -1;
}

static void expect(const zks_table *table, const zks_filled_row *row, const char *name, int64_t wanted)
{
    int64_t given = held(table, row, name);
    if (given != wanted)
        fail_msg("%s is %lld thousandths, not %lld", name, (long long)given, (long long)wanted);
}

/* An account, and what its advice has to be by definition; everything in thousandths. */

#define ASSETS 2
#define SCENARIOS 3
static const int64_t price[ASSETS] = {2000, 500}, unit[ASSETS] = {100, 1000};
static const int64_t shock[SCENARIOS][ASSETS] = {{100, -200}, {-300, 400}, {-100, -100}};
typedef struct {
    size_t asset;
    const char *name;
    int64_t size;
} tier;
static const tier tiers[] = {{0, "x1", 10000}, {1, "y1", 20000}, {0, "x2", 30000}, {0, "x3", 0}};
#define TIERS (sizeof tiers / sizeof *tiers)

static const char *const account_circuit = "circuit c\n"
                                           "index asset { decimals, price }\n"
                                           "index tier in asset { size }\n"
                                           "index s {}\n"
                                           "param shock[s, asset]\n"
                                           "account a[asset], d[asset] : units of asset\n"
                                           "account n, unused : integer, bytes 2\n"
                                           "account let loss[s] = sum(asset) shock * (a - d)\n"
                                           "account advice peak at least loss for s, n - 100\n"
                                           "account advice low at most sum(asset) price * a, n, 5000\n"
                                           "account advice f[tier] at most price * a filling size\n"
                                           "account advice g[tier] at least price * d filling size\n"
                                           "account advice rest[tier] at least 12 - n filling size\n"
                                           "account advice tail at least largest(1.5, s) loss\n"
                                           "account advice calm at most smallest(1.5, s) n + sum(asset) a + shock * a\n"
                                           "account flag bad if n < 2 * peak\n"
                                           "account flag large exactly if n > sum(asset) a\n"
                                           "account advice due at least n when bad\n"
                                           "account advice base at least 7 - n, tail - 2\n"
                                           "account committed advice claim at least peak + due + 1\n"
                                           "account require r: n + low >= tail + claim\n";
static const char *const account_numbers = "index asset\nmember X 1 2 price=2\nmember Y 0 2 price=0.5\n"
                                           "index tier\nmember x1 0 0 in=X size=10\nmember y1 0 0 in=Y size=20\n"
                                           "member x2 0 0 in=X size=30\nmember x3 0 0 in=X size=0\n"
                                           "index s\nmember s1 0 0\nmember s2 0 0\nmember s3 0 0\n"
                                           "param shock[3,2] 0.1 -0.2 -0.3 0.4 -0.1 -0.1\n";

typedef struct {
    int64_t a[ASSETS], d[ASSETS], n;
} account;

static int64_t product(int64_t left, int64_t right)
{
    assert_int_equal(left * right % 1000, 0);
    return left * right / 1000;
}

static int64_t smaller(int64_t left, int64_t right)
{
    return left < right ? left : right;
}

static int64_t larger(int64_t left, int64_t right)
{
    return left > right ? left : right;
}

static int64_t loss_in(const account *x, size_t s)
{
    int64_t loss = 0;
    for (size_t i = 0; i < ASSETS; i++)
        loss += product(shock[s][i], x->a[i] - x->d[i]);
    return loss;
}

/* Slices of `value` of one asset; the last takes the rest where it is `at least`. */
static void expect_slices(const zks_table *table, const zks_filled_row *row, const char *advice, size_t asset,
                          int64_t value, bool takes_rest)
{
    size_t last = asset == 0 ? 3 : 1;
    int64_t left = larger(value, 0);
    for (size_t t = 0; t < TIERS; t++) {
        if (tiers[t].asset != asset)
            continue;
        int64_t slice = t == last && takes_rest ? left : smaller(left, tiers[t].size);
        char name[32];
        snprintf(name, sizeof name, "%s[%s]", advice, tiers[t].name);
        expect(table, row, name, slice);
        left -= slice;
    }
}

static int compare_numbers(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* The sum of the 1.5 largest that are above zero, or of the 1.5 smallest. */
static int64_t one_and_a_half(const int64_t values[SCENARIOS], bool largest)
{
    int64_t sorted[SCENARIOS];
    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, SCENARIOS, sizeof *sorted, compare_numbers);
    int64_t first = sorted[largest ? SCENARIOS - 1 : 0], second = sorted[largest ? SCENARIOS - 2 : 1];
    return larger(first, 0) + product(larger(second, 0), 500);
}

static void expect_account(const zks_table *table, const zks_filled_row *row, const account *x)
{
    int64_t loss[SCENARIOS], kept[SCENARIOS], most = larger(0, x->n - 100000), worth = 0, all = 0;
    for (size_t i = 0; i < ASSETS; i++) {
        worth += product(price[i], x->a[i]);
        all += x->a[i];
    }
    for (size_t s = 0; s < SCENARIOS; s++) {
        loss[s] = loss_in(x, s);
        most = larger(most, loss[s]);
        kept[s] = x->n;
        for (size_t i = 0; i < ASSETS; i++)
            kept[s] += product(1000 + shock[s][i], x->a[i]);
    }
    bool bad = x->n < 2 * most;
    int64_t tail = one_and_a_half(loss, true), due = bad ? x->n : 0;
    expect(table, row, "peak", most);
    expect(table, row, "low", smaller(smaller(worth, x->n), 5000000));
    expect(table, row, "tail", tail);
    expect(table, row, "calm", one_and_a_half(kept, false));
    expect(table, row, "bad", bad ? 1000 : 0);
    expect(table, row, "large", x->n > all ? 1000 : 0);
    expect(table, row, "due", due);
    expect(table, row, "base", larger(0, larger(7000 - x->n, tail - 2000)));
    expect(table, row, "claim", most + due + 1000);
    for (size_t i = 0; i < ASSETS; i++) {
        expect_slices(table, row, "f", i, product(price[i], x->a[i]), false);
        expect_slices(table, row, "g", i, product(price[i], x->d[i]), true);
        expect_slices(table, row, "rest", i, 12000 - x->n, true);
    }
}

/* Nothing, the ends of a column, either side of what slices and bounds begin at, or anything. */
static uint64_t pick_amount(void)
{
    static const uint64_t ends[] = {1, 65535, 49, 50, 51, 199, 200, 201, 39, 40, 41, 11, 12, 13, 100, 101, 7};
    switch (pick(4)) {
    case 0:
        return 0;
    case 1:
        return ends[pick(sizeof ends / sizeof *ends)];
    default:
        return next_random() >> (48 + pick(16));
    }
}

/* Columns: a[X] a[Y] d[X] d[Y] n unused. */
static size_t pick_account(account *x, zks_value values[6])
{
    int64_t *fields[5] = {&x->a[0], &x->a[1], &x->d[0], &x->d[1], &x->n};
    const int64_t units[5] = {unit[0], unit[1], unit[0], unit[1], 1000};
    size_t count = 0;
    for (uint32_t column = 0; column < 6; column++) {
        uint64_t amount = pick_amount();
        if (column < 5)
            *fields[column] = (int64_t)amount * units[column];
        if (amount > 0)
            values[count++] = (zks_value){column, {amount}};
    }
    return count;
}

static void check_bounds_hold(const zks_table *table, const zks_filled_row *row)
{
    for (size_t c = 0; c < table->constraint_count; c++)
        if (table->constraints[c].is_bound && mpz_sgn(row->results[c]) < 0)
            fail_msg("%s", table->constraints[c].name);
}

static void accounts(void **state)
{
    (void)state;
    seed = 20261121;
    zks_table *table = table_by_hand(account_circuit, account_numbers, ZKS_SCOPE_ACCOUNT, 1);
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    for (int i = 0; i < 20000; i++) {
        account x;
        zks_value values[6];
        size_t count = i == 0 ? 0 : pick_account(&x, values);
        if (i == 0)
            x = (account){0};
        zks_filled_row row = zks_row_fill(filler, values, count);
        assert_int_equal(row.overflow, -1);
        expect_account(table, &row, &x);
        check_bounds_hold(table, &row);
        if (i % 16 == 0)
            check_results(table, &row);
    }
    zks_row_filler_free(filler);
    zks_table_free(table);
}

/* What an account does not touch is not gone through, and is as in the empty row. */
static void untouched_parts(void **state)
{
    (void)state;
    zks_table *table = table_by_hand(account_circuit, account_numbers, ZKS_SCOPE_ACCOUNT, 1);
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    const zks_value unused = {5, {9}};
    for (int i = 0; i < 3; i++) {
        zks_filled_row row = zks_row_fill(filler, &unused, 1);
        assert_int_equal(held(table, &row, "unused"), 9000);
        expect_account(table, &row, &(account){0});
        row = zks_row_fill(filler, NULL, 0);
        assert_int_equal(held(table, &row, "unused"), 0);
        expect_account(table, &row, &(account){0});
    }
    zks_row_filler_free(filler);
    zks_table_free(table);
}

/* Totals are given, zeros among them; only the pool's own advice is filled. */
static void pools(void **state)
{
    (void)state;
    seed = 4;
    zks_table *table = table_by_hand("circuit c\n"
                                     "account a, b : integer, bytes 2\n"
                                     "account committed advice c at least a - b\n"
                                     "pool r : public\n"
                                     "pool advice gap at least total(2 * c + b) - r, total(a) - 5\n"
                                     "pool flag over if r < total(a)\n"
                                     "pool require p: 1000000 >= gap + over\n",
                                     "pool r 300\n", ZKS_SCOPE_POOL, 100);
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    for (int i = 0; i < 5000; i++) {
        const int64_t a = (int64_t)pick_amount(), b = (int64_t)pick_amount(), c = (int64_t)pick_amount();
        const zks_value values[] = {{0, {(uint64_t)a}}, {1, {(uint64_t)b}}, {2, {(uint64_t)c}}};
        zks_filled_row row = zks_row_fill(filler, values, 3);
        expect(table, &row, "total(c)", 1000 * c);
        expect(table, &row, "gap", 1000 * larger(0, larger(2 * c + b - 300, a - 5)));
        expect(table, &row, "over", a > 300 ? 1000 : 0);
        check_results(table, &row);
    }
    zks_row_filler_free(filler);
    zks_table_free(table);
}

/* Totals, then external amounts of up to 16 bytes, which are not committed values; advice follows both. */
static void pools_with_hidden_reserves(void **state)
{
    (void)state;
    seed = 5;
    zks_table *table = table_by_hand("circuit c index asset { decimals }\n"
                                     "account a[asset] : units of asset, bytes 2\n"
                                     "pool r[asset] : public or committed pool s : public or committed\n"
                                     "pool advice gap[asset] at least total(a) - r\n"
                                     "pool flag over if s < sum(asset) total(a)\n"
                                     "pool require p[asset]: r + 70000 >= gap + over - s\n",
                                     "index asset\nmember X 3 16\nmember Y 0 8\npool r committed\npool s committed\n",
                                     ZKS_SCOPE_POOL, 100);
    assert_int_equal(table->committed_count, 2);
    assert_int_equal(table->external_count, 3);
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    for (int i = 0; i < 5000; i++) {
        const int64_t a[2] = {(int64_t)pick_amount(), (int64_t)pick_amount()}, s = (int64_t)pick_amount(),
                      r[2] = {(int64_t)pick_amount(), (int64_t)pick_amount()};
        const bool is_huge = i % 3 == 0;
        const zks_value values[] = {{0, {(uint64_t)a[0]}},
                                    {1, {(uint64_t)a[1]}},
                                    {2, {(uint64_t)r[0], is_huge ? UINT64_MAX : 0}},
                                    {3, {(uint64_t)r[1]}},
                                    {4, {(uint64_t)s}}};
        const unsigned __int128 amounts[] = {(unsigned __int128)(is_huge ? UINT64_MAX : 0) << 64 | (uint64_t)r[0],
                                             (uint64_t)r[1], (uint64_t)s};
        zks_filled_row row =
            i % 2 == 0 ? zks_row_fill(filler, values, 5) : zks_row_fill_pool(filler, values, 2, amounts);
        assert_int_equal(row.committed, (a[0] > 0) + (a[1] > 0));
        expect(table, &row, "gap[X]", is_huge ? 0 : larger(0, a[0] - r[0]));
        expect(table, &row, "gap[Y]", 1000 * larger(0, a[1] - r[1]));
        expect(table, &row, "over", 1000 * s < a[0] + 1000 * a[1] ? 1000 : 0);
        check_results(table, &row);
    }
    zks_row_filler_free(filler);
    zks_table_free(table);
}

/* Advice of 31 bytes, its slack as wide as it may be; and the row where it is largest. */
static void wide_advice(void **state)
{
    (void)state;
    zks_table *table = table_by_hand("circuit c account a, b : integer, bytes 16\n"
                                     "account advice w at least 1329227995784915872903807060280344575 * a\n",
                                     "", ZKS_SCOPE_ACCOUNT, 1);
    assert_int_equal(table->columns[2].width, 31);
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    const zks_value values[] = {{0, {UINT64_MAX, UINT64_MAX}}, {1, {1}}};
    for (size_t count = 0; count <= 2; count++) {
        zks_filled_row row = zks_row_fill(filler, values, count);
        check_results(table, &row);
        assert_int_equal(row.count, count == 0 ? 0 : count + 1);
        assert_int_equal(mpz_sgn(row.results[0]), 0);
    }
    zks_row_filler_free(filler);
    zks_table_free(table);
}

/* Where advice does not fit its column the row says so, and the next row does not. */
static void overflows(void **state)
{
    (void)state;
    zks_table *table = table_by_hand("circuit c account a, b : integer, bytes 2\n"
                                     "account advice w bytes 1 at least a\n"
                                     "account advice x bytes 1 at least b + 256 - 2 * a\n",
                                     "", ZKS_SCOPE_ACCOUNT, 1);
    static const struct {
        uint64_t a, b;
        long overflow;
        int64_t w, x;
    } rows[] = {{0, 0, 3, 0, 0},    {1, 0, -1, 1, 254}, {255, 0, -1, 255, 0}, {256, 0, 2, 0, 0},
                {1, 1, -1, 1, 255}, {1, 2, 3, 1, 0},    {0, 0, 3, 0, 0},      {128, 0, -1, 128, 0}};
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const zks_value values[] = {{0, {rows[i].a}}, {1, {rows[i].b}}};
        zks_filled_row row = zks_row_fill(filler, values, 2);
        assert_int_equal(row.overflow, rows[i].overflow);
        expect(table, &row, "w", 1000 * rows[i].w);
        expect(table, &row, "x", 1000 * rows[i].x);
        check_results(table, &row);
    }
    zks_row_filler_free(filler);
    zks_table_free(table);
}

/* At most what is below zero: nothing is small enough, and the bound says so. */
static void at_most_below_zero(void **state)
{
    (void)state;
    zks_table *table = table_by_hand("circuit c account a, b : integer, bytes 1\n"
                                     "account advice low at most a - b\n"
                                     "account require r: low >= 0\n",
                                     "", ZKS_SCOPE_ACCOUNT, 1);
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    const zks_value values[] = {{0, {3}}, {1, {5}}};
    zks_filled_row row = zks_row_fill(filler, values, 2);
    expect(table, &row, "low", 0);
    assert_int_equal(mpz_get_si(row.results[0]), -2);
    row = zks_row_fill(filler, values, 1);
    expect(table, &row, "low", 3000);
    assert_int_equal(mpz_get_si(row.results[0]), 0);
    zks_row_filler_free(filler);
    zks_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accounts),
        cmocka_unit_test(untouched_parts),
        cmocka_unit_test(pools),
        cmocka_unit_test(pools_with_hidden_reserves),
        cmocka_unit_test(wide_advice),
        cmocka_unit_test(overflows),
        cmocka_unit_test(at_most_below_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
