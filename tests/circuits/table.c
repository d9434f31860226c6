/* Normal forms, widths, slack and order, against values computed by hand; and what could wrap, refused. */
#include "numbers_by_hand.h"
#include "table_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One account requirement over a, b (one byte each, no decimals) and k = 7.5: its constraint, and its slack's width. */
static void normal_forms(void **state)
{
    (void)state;
    static const struct {
        const char *requirement, *constraint;
        unsigned slack; /* 0: none */
    } rows[] = {
        {"a >= 0", "m: +1*a -1*slack of m +0 = 0, scale 1", 1},
        {"a <= 5/3", "m: -3*a -1*slack of m +5 = 0, scale 3", 1},
        {"5/3 >= a", "m: -3*a -1*slack of m +5 = 0, scale 3", 1},
        {"2*a == 4*b", "m: +1*a -2*b +0 = 0, scale 1/2", 0},
        {"6*a + 9*b >= 12", "m: +2*a +3*b -1*slack of m -4 = 0, scale 1/3", 2},
        {"0.5*a + b/3 >= 0.25", "m: +6*a +4*b -1*slack of m -3 = 0, scale 12", 2},
        {"b + a >= 0", "m: +1*a +1*b -1*slack of m +0 = 0, scale 1", 2},
        {"a - a + b >= 0", "m: +1*b -1*slack of m +0 = 0, scale 1", 1},
        {"a - a + k >= 0", "m: -1*slack of m +1 = 0, scale 2/15", 1},
        {"a - a >= 0", "m: -1*slack of m +0 = 0, scale 1", 1},
        {"a == a", "m: +0 = 0, scale 1", 0},
        {"k >= 7.5", "m: -1*slack of m +0 = 0, scale 1", 1},
        {"-a * 2 + 510 >= 0", "m: -1*a -1*slack of m +255 = 0, scale 1/2", 1},
        {"-(a - b) - (-b) >= 0", "m: -1*a +2*b -1*slack of m +0 = 0, scale 1", 2},
        {"a / 2 * 3 >= 0", "m: +1*a -1*slack of m +0 = 0, scale 2/3", 1},
        {"a / (2 * 3) >= 1", "m: +1*a -1*slack of m -6 = 0, scale 6", 1},
        {"a - (b - 1) - 1 >= 0", "m: +1*a -1*b -1*slack of m +0 = 0, scale 1", 1},
        {"k * (a - 2 * (b - k)) >= 0", "m: +1*a -2*b -1*slack of m +15 = 0, scale 2/15", 2},
        {"a + 1 >= 0", "m: +1*a -1*slack of m +1 = 0, scale 1", 2},
        {"a >= 255", "m: +1*a -1*slack of m -255 = 0, scale 1", 1},
        {"257 * a >= 0", "m: +1*a -1*slack of m +0 = 0, scale 1/257", 1},
        {"257 * a + b >= 255", "m: +257*a +1*b -1*slack of m -255 = 0, scale 1", 2},
        {"257 * a + b >= 254", "m: +257*a +1*b -1*slack of m -254 = 0, scale 1", 3},
        {"a + 1.25 == b", "m: +4*a -4*b +5 = 0, scale 4", 0},
        {"0 * a + b >= 0 * k", "m: +1*b -1*slack of m +0 = 0, scale 1", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char circuit[256], wanted[256];
        snprintf(circuit, sizeof circuit, "circuit c param k account a, b : integer, bytes 1 account require m: %s",
                 rows[i].requirement);
        int length = snprintf(wanted, sizeof wanted, "a 1 .0 #0@0\nb 1 .0 #1@0\n");
        if (rows[i].slack)
            length += snprintf(wanted + length, sizeof wanted - (size_t)length, "slack of m %u\n", rows[i].slack);
        snprintf(wanted + length, sizeof wanted - (size_t)length, "%s\n", rows[i].constraint);
        assert_table(circuit, "param k 7.5\n", ZKS_SCOPE_ACCOUNT, 1, wanted);
    }
}

/* Units of members, of the quote currency and none; widths of members, columns and by default; sums and scopes. */
static void units_and_order(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "account n : integer\n"
                          "account require first[asset]: a <= 2.5\n"
                          "account a[asset] : units of asset\n"
                          "account q : quote units\n"
                          "index asset { decimals, price }\n"
                          "index tier { }\n"
                          "account f[tier] : integer, bytes 3\n"
                          "account e[asset] : units of asset, bytes 4\n"
                          "account require second: sum(asset) price * a + q >= 1.5\n"
                          "account require third[tier]: f == n\n"
                          "account require fourth: (sum(asset) price * a) + q >= 1.5\n";
    const char *numbers = "quote USD 3 5\n"
                          "index tier\nmember low 0 0\nmember high 0 0\n"
                          "index asset\nmember X 2 1 price=0.5\nmember Y 0 2 price=3\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 1,
                 "n 8 .0 #0@0\n"
                 "a[X] 1 .2 #1@0\n"
                 "a[Y] 2 .0 #1@1\n"
                 "q 5 .3 #2@0\n"
                 "f[low] 3 .0 #3@0\n"
                 "f[high] 3 .0 #3@1\n"
                 "e[X] 4 .2 #4@0\n"
                 "e[Y] 4 .0 #4@1\n"
                 "slack of first[X] 1\n"
                 "slack of first[Y] 1\n"
                 "slack of second 6\n"
                 "slack of fourth 6\n"
                 /* 5/2 - a/100; 5/2 - a */
                 "first[X]: -1*a[X] -1*slack of first[X] +250 = 0, scale 100\n"
                 "first[Y]: -2*a[Y] -1*slack of first[Y] +5 = 0, scale 2\n"
                 /* the sum takes q in: x/200 + 3y + 2q/1000 - 3/2 */
                 "second: +5*a[X] +3000*a[Y] +2*q -1*slack of second -1500 = 0, scale 1000\n"
                 "third[low]: -1*n +1*f[low] +0 = 0, scale 1\n"
                 "third[high]: -1*n +1*f[high] +0 = 0, scale 1\n"
                 "fourth: +5*a[X] +3000*a[Y] +1*q -1*slack of fourth -1500 = 0, scale 1000\n");
}

static void pool_tables(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "index asset { decimals, ratio, cap }\n"
                          "account a[asset], b[asset] : units of asset\n"
                          "account n : integer, bytes 16\n"
                          "pool r[asset] : public\n"
                          "pool spare : public\n"
                          "account require unseen: n >= 0\n"
                          "pool require enough[asset]: r + total(b, capped by few) >= ratio * total(a)\n"
                          "pool require few[asset]: total(b) <= cap\n"
                          "pool require limit: sum(asset) total(a) <= 300\n"
                          "pool require all: sum(asset) total(a - b, capped by limit) == spare - 0.5\n";
    const char *numbers = "index asset\nmember X 1 1 ratio=1.5 cap=2\nmember Y 0 2 ratio=1 cap=100\n"
                          "pool spare 7\npool r 10 0.5\n";
    assert_table(circuit, numbers, ZKS_SCOPE_POOL, 257,
                 "total(a[X]) 2 .1 #0@0\n"
                 "total(a[Y]) 4 .0 #0@1\n"
                 "total(b[X]) 2 .1 #1@0\n"
                 "total(b[Y]) 4 .0 #1@1\n"
                 "total(n) 18 .0 #2@0\n"
                 "slack of enough[X] 3\n"
                 "slack of enough[Y] 5\n"
                 "slack of few[X] 1\n"
                 "slack of few[Y] 1\n"
                 "slack of limit 2\n"
                 /* 10 + b/10 - 3a/20 */
                 "enough[X]: -3*total(a[X]) +2*total(b[X]) -1*slack of enough[X] +200 = 0, scale 20\n"
                 "enough[Y]: -2*total(a[Y]) +2*total(b[Y]) -1*slack of enough[Y] +1 = 0, scale 2\n"
                 "few[X]: -1*total(b[X]) -1*slack of few[X] +20 = 0, scale 10\n"
                 "few[Y]: -1*total(b[Y]) -1*slack of few[Y] +100 = 0, scale 1\n"
                 "limit: -1*total(a[X]) -10*total(a[Y]) -1*slack of limit +3000 = 0, scale 10\n"
                 "all: +1*total(a[X]) +10*total(a[Y]) -1*total(b[X]) -10*total(b[Y]) -65 = 0, scale 10\n");
}

/* Pool columns that may be committed: some are, in units of members, of the quote currency and none; one is not. Their
 * widths are in those of advice and of slacks. */
static const char hiding_circuit[] = "circuit c\n"
                                     "index asset { decimals, ratio }\n"
                                     "account a[asset] : units of asset\n"
                                     "pool require enough[asset]: r + given / 2 >= ratio * total(a)\n"
                                     "pool r[asset] : public or committed\n"
                                     "pool given[asset] : public or committed\n"
                                     "pool spare : public or committed\n"
                                     "pool fund : public or committed quote units\n"
                                     "pool let rest = fund + spare\n"
                                     "pool advice gap at least (sum(asset) total(a)) - 3 * rest\n"
                                     "pool advice used at most fund / 4, 2 * rest - 1\n"
                                     "pool flag low if fund < total(sum(asset) a)\n"
                                     "pool require all: used + 20 >= gap + 10 * low + r_floor\n"
                                     "param r_floor\n";
#define HIDING_NUMBERS                                                                                                 \
    "quote USD 2 3\nindex asset\nmember X 1 1 ratio=1.5\nmember Y 0 2 ratio=1\nparam r_floor 7\n"                      \
    "pool spare committed\npool given 4 7\n"

static void hidden_reserves(void **state)
{
    (void)state;
    assert_table(hiding_circuit, HIDING_NUMBERS "pool fund committed\npool r committed\n", ZKS_SCOPE_POOL, 257,
                 "total(a[X]) 2 .1 #0@0\n"
                 "total(a[Y]) 4 .0 #0@1\n"
                 "r[X] 1 .1 reserve#0@0\n"
                 "r[Y] 2 .0 reserve#0@1\n"
                 "spare 8 .0 reserve#2@0\n"
                 "fund 3 .2 reserve#3@0\n"
                 "gap 5 .2 advice#0@0\n"
                 "used 4 .4 advice#1@0\n"
                 "low 1 .0 advice#2@0\n"
                 "slack of gap, bound 1 10\n"
                 "slack of used, bound 1 4\n"
                 "slack of used, bound 2 10\n"
                 "slack of low, at most 1 1\n"
                 "slack of low, condition 6\n"
                 "slack of enough[X] 2\n"
                 "slack of enough[Y] 3\n"
                 "slack of all 5\n"
                 "gap, bound 1: -10*total(a[X]) -100*total(a[Y]) +300*spare +3*fund +1*gap -1*slack of gap, bound 1 +0 "
                 "= 0, scale 100\n"
                 "used, bound 1: +25*fund -1*used -1*slack of used, bound 1 +0 = 0, scale 10000\n"
                 "used, bound 2: +20000*spare +200*fund -1*used -1*slack of used, bound 2 -10000 = 0, scale 10000\n"
                 "low, at most 1: -1*low -1*slack of low, at most 1 +1 = 0, scale 1\n"
                 "low, condition: -10*total(a[X]) -100*total(a[Y]) +1*fund +429497384850*low -1*slack of low, "
                 "condition +0 = 0, scale 100\n"
                 "enough[X]: -3*total(a[X]) +2*r[X] -1*slack of enough[X] +40 = 0, scale 20\n"
                 "enough[Y]: -2*total(a[Y]) +2*r[Y] -1*slack of enough[Y] +7 = 0, scale 2\n"
                 "all: -100*gap +1*used -100000*low -1*slack of all +130000 = 0, scale 10000\n"
                 "gap = least of 0+1\n"
                 "used = largest of 1+2\n"
                 "low = least of 3+2\n");
    assert_table(
        hiding_circuit, HIDING_NUMBERS "pool fund 5\npool r 0.5 6\n", ZKS_SCOPE_POOL, 257,
        "total(a[X]) 2 .1 #0@0\n"
        "total(a[Y]) 4 .0 #0@1\n"
        "spare 8 .0 reserve#2@0\n"
        "gap 5 .1 advice#0@0\n"
        "used 1 .2 advice#1@0\n"
        "low 1 .0 advice#2@0\n"
        "slack of gap, bound 1 9\n"
        "slack of used, bound 1 1\n"
        "slack of used, bound 2 9\n"
        "slack of low, at most 1 1\n"
        "slack of low, condition 6\n"
        "slack of enough[X] 1\n"
        "slack of enough[Y] 1\n"
        "slack of all 2\n"
        "gap, bound 1: -1*total(a[X]) -10*total(a[Y]) +30*spare +1*gap -1*slack of gap, bound 1 +150 = 0, scale 10\n"
        "used, bound 1: -1*used -1*slack of used, bound 1 +125 = 0, scale 100\n"
        "used, bound 2: +200*spare -1*used -1*slack of used, bound 2 +900 = 0, scale 100\n"
        "low, at most 1: -1*low -1*slack of low, at most 1 +1 = 0, scale 1\n"
        "low, condition: -1*total(a[X]) -10*total(a[Y]) +42949738435*low -1*slack of low, condition +50 = 0, scale 10\n"
        "enough[X]: -3*total(a[X]) -1*slack of enough[X] +50 = 0, scale 20\n"
        "enough[Y]: -2*total(a[Y]) -1*slack of enough[Y] +19 = 0, scale 2\n"
        "all: -10*gap +1*used -1000*low -1*slack of all +1300 = 0, scale 100\n"
        "gap = least of 0+1\n"
        "used = largest of 1+2\n"
        "low = least of 3+2\n");
}

static void systems_have_external_columns(void **state)
{
    (void)state;
    zks_table *table =
        table_by_hand(hiding_circuit, HIDING_NUMBERS "pool fund committed\npool r 1 2\n", ZKS_SCOPE_POOL, 2);
    assert_int_equal(table->system.committed, 2);
    assert_int_equal(table->system.external, 2);
    assert_int_equal(table->system.width[3], 3);
    zks_table_free(table);
    table = table_by_hand(hiding_circuit, HIDING_NUMBERS "pool fund committed\npool r 1 2\n", ZKS_SCOPE_ACCOUNT, 2);
    assert_int_equal(table->system.external, 0);
    zks_table_free(table);
}

/* Least w with rows * (256^width - 1) < 256^w, at its boundaries. */
static void total_widths(void **state)
{
    (void)state;
    static const struct {
        unsigned bytes;
        uint64_t rows;
        unsigned width;
    } rows[] = {
        {1, 1, 1},     {1, 2, 2},    {1, 257, 2},    {1, 258, 3}, {1, 65793, 3},
        {1, 65794, 4}, {2, 1, 2},    {2, 256, 3},    {2, 257, 4}, {8, 1, 8},
        {8, 256, 9},   {8, 257, 10}, {8, 65536, 10}, {16, 1, 16}, {16, UINT64_MAX, 24},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char circuit[128];
        snprintf(circuit, sizeof circuit, "circuit c account a : integer, bytes %u", rows[i].bytes);
        zks_table *table = table_by_hand(circuit, "", ZKS_SCOPE_POOL, rows[i].rows);
        if (table->columns[0].width != rows[i].width)
            fail_msg("row %zu: width %u", i, table->columns[0].width);
        zks_table_free(table);
    }
}

/* Declarations end with the scope of the requirement. */
static void assert_wraps(const char *declarations, const char *numbers, const char *requirement, bool wraps)
{
    static const char finding[] = "error: the values of 'm' could reach the group order\n";
    char circuit[256];
    snprintf(circuit, sizeof circuit, "%s require m: %s", declarations, requirement);
    zks_status status;
    char *findings = findings_by_hand(circuit, numbers, &status);
    const char *found = strstr(findings, "error: ");
    if (wraps ? found == NULL || strncmp(found, finding, strlen(finding)) != 0 : *findings != '\0')
        fail_msg("%s: %s: %s", circuit, zks_status_name(status), findings);
    free(findings);
}

/* k * a == 1 with a of 16 bytes and k the largest that keeps k * (2^128 - 1) - 1 under the order, and one more. A slack
 * of 31 bytes, and what needs one bit more. */
static void nothing_wraps(void **state)
{
    (void)state;
    static const struct {
        const char *requirement;
        bool fits;
    } rows[] = {
        {"21267647932558653966460912964485513216 * a == 1", true},
        {"21267647932558653966460912964485513217 * a == 1", false},
        {"1 == 21267647932558653966460912964485513216 * a", true},
        {"1 == 21267647932558653966460912964485513217 * a", false},
        {"1329227995784915872903807060280344576 * a >= 1", true},
        {"1329227995784915872903807060280344577 * a >= 1", false},
        {"a >= 1 / 1329227995784915872903807060280344576", true},
        {"a >= 1 / 1329227995784915872903807060280344577", false},
        {"1 >= 1329227995784915872903807060280344577 * a", true},
        {"1 >= 21267647932558653966460912964485513217 * a", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_wraps("circuit c account a : integer, bytes 16 account", "", rows[i].requirement, !rows[i].fits);
        assert_wraps("circuit c account n : integer pool a : public or committed quote units pool",
                     "quote USD 0 16\npool a committed\n", rows[i].requirement, !rows[i].fits);
    }
}

/* The argument's system says the same as the integers do. */
static void systems_agree(void **state)
{
    (void)state;
    zks_table *table = table_by_hand("circuit c account a, b : integer, bytes 2\n"
                                     "account require m: 3 * a - 70000 * b >= 5\naccount require e: a == b + 2",
                                     "", ZKS_SCOPE_ACCOUNT, 1);
    const zks_system *system = &table->system;
    assert_int_equal(system->columns, 3);
    assert_int_equal(system->committed, 2);
    assert_int_equal(system->cells, 2 + 2 + 3);
    static const uint32_t first_cell[] = {0, 2, 4};
    assert_memory_equal(system->first_cell, first_cell, sizeof first_cell);
    static const struct {
        uint32_t column;
        int64_t coefficient;
    } terms[] = {{0, 3}, {1, -70000}, {2, -1}, {0, 1}, {1, -1}};
    static const int64_t constants[] = {-5, -2};
    assert_int_equal(system->term_count, 5);
    for (size_t i = 0; i < system->term_count; i++) {
        zks_scalar wanted;
        zks_scalar_from_i64(&wanted, terms[i].coefficient);
        assert_int_equal(system->terms[i].column, terms[i].column);
        assert_true(zks_scalar_equal(&system->terms[i].coefficient, &wanted));
    }
    for (size_t i = 0; i < system->constraint_count; i++) {
        zks_scalar wanted;
        zks_scalar_from_i64(&wanted, constants[i]);
        assert_true(zks_scalar_equal(&system->constraints[i].constant, &wanted));
        assert_int_equal(system->constraints[i].first_term, i == 0 ? 0 : 3);
        assert_int_equal(system->constraints[i].term_count, i == 0 ? 3 : 2);
    }
    assert_int_equal(table->constraints[0].slack, 2);
    assert_int_equal(table->constraints[1].slack, -1);
    zks_table_free(table);
}

/* cross_margin over two assets, written out. */
static void cross_margin(void **state)
{
    (void)state;
    size_t length;
    const char *circuit = zks_shipped_circuit("cross_margin", &length);
    const char *numbers = "quote USD 2 8\nindex asset\n"
                          "member X 2 8 price=10 haircut=0.1 maintenance=0.05 debt_margin=0.2 lending_cap=3\n"
                          "member Y 0 8 price=0.5 haircut=0 maintenance=0 debt_margin=0 lending_cap=0\n"
                          "pool reserve 4.5 6\n";
    /* X: 0.01 * 10 * (0.9, -1.2, 1 - 0.05, -1 - 0.05); Y: 0.5 * (1, -1, 1, -1); entries 0.01 each, inside the sum. */
    assert_table(
        circuit, numbers, ZKS_SCOPE_ACCOUNT, 1,
        "collateral[X] 8 .2 #0@0\ncollateral[Y] 8 .0 #0@1\ndebt[X] 8 .2 #1@0\ndebt[Y] 8 .0 #1@1\n"
        "long[X] 8 .2 #2@0\nlong[Y] 8 .0 #2@1\nshort[X] 8 .2 #3@0\nshort[Y] 8 .0 #3@1\n"
        "entry_debit[X] 8 .2 #4@0\nentry_debit[Y] 8 .2 #4@1\nentry_credit[X] 8 .2 #5@0\nentry_credit[Y] 8 .2 #5@1\n"
        "slack of margin 9\n"
        "margin: +18*collateral[X] +100*collateral[Y] -24*debt[X] -100*debt[Y] +19*long[X] +100*long[Y] "
        "-21*short[X] -100*short[Y] -2*entry_debit[X] -2*entry_debit[Y] +2*entry_credit[X] +2*entry_credit[Y] "
        "-1*slack of margin +0 = 0, scale 200\n");
    assert_table(circuit, numbers, ZKS_SCOPE_POOL, 1,
                 "total(collateral[X]) 8 .2 #0@0\ntotal(collateral[Y]) 8 .0 #0@1\n"
                 "total(debt[X]) 8 .2 #1@0\ntotal(debt[Y]) 8 .0 #1@1\n"
                 "total(long[X]) 8 .2 #2@0\ntotal(long[Y]) 8 .0 #2@1\n"
                 "total(short[X]) 8 .2 #3@0\ntotal(short[Y]) 8 .0 #3@1\n"
                 "total(entry_debit[X]) 8 .2 #4@0\ntotal(entry_debit[Y]) 8 .2 #4@1\n"
                 "total(entry_credit[X]) 8 .2 #5@0\ntotal(entry_credit[Y]) 8 .2 #5@1\n"
                 "slack of backed[X] 9\nslack of backed[Y] 9\nslack of lent[X] 2\nslack of lent[Y] 1\n"
                 "backed[X]: -1*total(collateral[X]) +1*total(debt[X]) -1*slack of backed[X] +450 = 0, scale 100\n"
                 "backed[Y]: -1*total(collateral[Y]) +1*total(debt[Y]) -1*slack of backed[Y] +6 = 0, scale 1\n"
                 "lent[X]: -1*total(debt[X]) -1*slack of lent[X] +300 = 0, scale 100\n"
                 "lent[Y]: -1*total(debt[Y]) -1*slack of lent[Y] +0 = 0, scale 1\n"
                 "matched[X]: +1*total(long[X]) -1*total(short[X]) +0 = 0, scale 100\n"
                 "matched[Y]: +1*total(long[Y]) -1*total(short[Y]) +0 = 0, scale 1\n"
                 "entries: +1*total(entry_debit[X]) +1*total(entry_debit[Y]) -1*total(entry_credit[X]) "
                 "-1*total(entry_credit[Y]) +0 = 0, scale 100\n");
}

static void spot(void **state)
{
    (void)state;
    size_t length;
    const char *circuit = zks_shipped_circuit("spot", &length);
    const char *numbers = "index asset\nmember X 8 8 price=1\nparam coverage 1.05\npool reserve[1] 2\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 1, "balance[X] 8 .8 #0@0\n");
    assert_table(circuit, numbers, ZKS_SCOPE_POOL, 2,
                 "total(balance[X]) 9 .8 #0@0\nslack of covered[X] 4\n"
                 "covered[X]: -21*total(balance[X]) -1*slack of covered[X] +4000000000 = 0, scale 2000000000\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_forms),
        cmocka_unit_test(units_and_order),
        cmocka_unit_test(pool_tables),
        cmocka_unit_test(hidden_reserves),
        cmocka_unit_test(systems_have_external_columns),
        cmocka_unit_test(total_widths),
        cmocka_unit_test(nothing_wraps),
        cmocka_unit_test(systems_agree),
        cmocka_unit_test(cross_margin),
        cmocka_unit_test(spot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
