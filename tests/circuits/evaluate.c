/* What constraints give on values, against exact recomputations that know nothing of forms: random expressions
 * evaluated as they are written, and the formulas of cross_margin. */
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

#define COLUMNS 3
static const char *const column_names[COLUMNS] = {"a", "b", "c"};
static uint64_t column_values[COLUMNS];

/* A random expression: its text, and its value for the column values. */
static void write_public(FILE *out, mpq_t value, unsigned depth);

static void write_literal(FILE *out, mpq_t value)
{
    unsigned tenths = 1 + pick(99);
    fprintf(out, "%u.%u", tenths / 10, tenths % 10);
    mpq_set_ui(value, tenths, 10);
    mpq_canonicalize(value);
}

static void write_binary(FILE *out, mpq_t value, unsigned depth, const char *sign,
                         void (*left)(FILE *, mpq_t, unsigned), void (*right)(FILE *, mpq_t, unsigned))
{
    mpq_t other;
    mpq_init(other);
    fputc('(', out);
    left(out, value, depth - 1);
    fprintf(out, ") %s (", sign);
    right(out, other, depth - 1);
    fputc(')', out);
    switch (sign[0]) {
    case '+':
        mpq_add(value, value, other);
        break;
    case '-':
        mpq_sub(value, value, other);
        break;
    case '*':
        mpq_mul(value, value, other);
        break;
    default:
        mpq_div(value, value, other);
    }
    mpq_clear(other);
}

static void write_divisor(FILE *out, mpq_t value, unsigned depth)
{
    (void)depth;
    write_literal(out, value);
}

static void write_public(FILE *out, mpq_t value, unsigned depth)
{
    static const char *const signs[] = {"+", "-", "*"};
    unsigned kind = depth ? pick(6) : 0;
    if (kind <= 1)
        write_literal(out, value);
    else if (kind <= 4)
        write_binary(out, value, depth, signs[kind - 2], write_public, write_public);
    else
        write_binary(out, value, depth, "/", write_public, write_divisor);
}

static void write_linear(FILE *out, mpq_t value, unsigned depth)
{
    switch (depth ? pick(7) : 0) {
    case 0: {
        unsigned column = pick(COLUMNS);
        fputs(column_names[column], out);
        mpq_set_ui(value, column_values[column], 1);
        break;
    }
    case 1:
        write_public(out, value, depth - 1);
        break;
    case 2:
        write_binary(out, value, depth, "+", write_linear, write_linear);
        break;
    case 3:
        write_binary(out, value, depth, "-", write_linear, write_linear);
        break;
    case 4:
        write_binary(out, value, depth, "*", write_public, write_linear);
        break;
    case 5:
        write_binary(out, value, depth, "/", write_linear, write_divisor);
        break;
    default:
        fputs("-(", out);
        write_linear(out, value, depth - 1);
        fputc(')', out);
        mpq_neg(value, value);
    }
}

/* (sum without slack) / scale of the first constraint. */
static void evaluate_first(mpq_t out, const zks_table *table, const zks_value *values, size_t count)
{
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    mpq_set_z(out, zks_row_fill(filler, values, count).results[0]);
    mpq_div(out, out, table->constraints[0].scale);
    zks_row_filler_free(filler);
}

static void check_random_expression(void)
{
    static const char *const signs[] = {">=", "<=", "=="};
    unsigned sign = pick(3);
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    mpq_t left, right, given;
    mpq_inits(left, right, given, NULL);
    for (int i = 0; i < COLUMNS; i++)
        column_values[i] = pick(256);
    /* The free columns let any such comparison hold for some values; here they are 0. */
    fprintf(out, "circuit r account a, b, c : integer, bytes 1 account free_up, free_down : integer "
                 "account require x: free_up - free_down + ");
    write_linear(out, left, 4);
    fprintf(out, " %s ", signs[sign]);
    write_linear(out, right, 4);
    fclose(out);
    zks_value values[COLUMNS];
    for (uint32_t i = 0; i < COLUMNS; i++)
        values[i] = (zks_value){i, {column_values[i]}};
    zks_table *table = table_by_hand(text, "", ZKS_SCOPE_ACCOUNT, 1);
    evaluate_first(given, table, values, COLUMNS);
    mpq_sub(left, left, right);
    if (sign == 1)
        mpq_neg(left, left);
    if (!mpq_equal(given, left))
        fail_msg("%s", text);
    mpq_clears(left, right, given, NULL);
    zks_table_free(table);
    free(text);
}

static void random_expressions(void **state)
{
    (void)state;
    seed = 20261120;
    for (int i = 0; i < 2000; i++)
        check_random_expression();
}

/* cross_margin's account requirement, from its formula in rationals. */
static const char *const members[][6] = {
    /* name, decimals, price, haircut, maintenance, debt margin */
    {"BTC", "8", "91650.25", "0.05", "0.01", "0.05"},
    {"ETH", "18", "2928.1", "0.15", "0.03", "0.1"},
    {"DOGE", "4", "0.14857", "0.4", "0.1", "0.2"},
};
#define MEMBERS 3
#define DECLARED 6 /* collateral, debt, long, short, entry_debit, entry_credit */

static void set_decimal(mpq_t out, const char *text)
{
    char digits[64] = "";
    const char *point = strchr(text, '.');
    size_t places = point ? strlen(point + 1) : 0;
    for (const char *c = text; *c; c++)
        if (*c != '.')
            strncat(digits, c, 1);
    mpz_set_str(mpq_numref(out), digits, 10);
    mpz_ui_pow_ui(mpq_denref(out), 10, places);
    mpq_canonicalize(out);
}

static void human_amount(mpq_t out, uint64_t value, unsigned decimals)
{
    mpz_set_ui(mpq_numref(out), value);
    mpz_ui_pow_ui(mpq_denref(out), 10, decimals);
    mpq_canonicalize(out);
}

/* out += sign * (1 + rate_sign * rate) * factor * amount */
static void add_part(mpq_t out, int sign, int rate_sign, const mpq_t rate, const mpq_t factor, const mpq_t amount)
{
    mpq_t part;
    mpq_init(part);
    mpq_set_si(part, 1, 1);
    if (rate_sign > 0)
        mpq_add(part, part, rate);
    else if (rate_sign < 0)
        mpq_sub(part, part, rate);
    mpq_mul(part, part, factor);
    mpq_mul(part, part, amount);
    if (sign < 0)
        mpq_neg(part, part);
    mpq_add(out, out, part);
    mpq_clear(part);
}

static void margin_by_formula(mpq_t out, uint64_t values[DECLARED][MEMBERS])
{
    mpq_t amount[DECLARED], price, haircut, maintenance, debt_margin, one;
    for (int i = 0; i < DECLARED; i++)
        mpq_init(amount[i]);
    mpq_inits(price, haircut, maintenance, debt_margin, one, NULL);
    mpq_set_ui(one, 1, 1);
    mpq_set_ui(out, 0, 1);
    for (int m = 0; m < MEMBERS; m++) {
        for (int i = 0; i < DECLARED; i++)
            human_amount(amount[i], values[i][m], i < 4 ? (unsigned)atoi(members[m][1]) : 2);
        set_decimal(price, members[m][2]);
        set_decimal(haircut, members[m][3]);
        set_decimal(maintenance, members[m][4]);
        set_decimal(debt_margin, members[m][5]);
        add_part(out, 1, -1, haircut, price, amount[0]);
        add_part(out, -1, 1, debt_margin, price, amount[1]);
        add_part(out, 1, -1, maintenance, price, amount[2]);
        add_part(out, -1, 1, maintenance, price, amount[3]);
        add_part(out, -1, 0, one, one, amount[4]);
        add_part(out, 1, 0, one, one, amount[5]);
    }
    for (int i = 0; i < DECLARED; i++)
        mpq_clear(amount[i]);
    mpq_clears(price, haircut, maintenance, debt_margin, one, NULL);
}

static zks_table *margin_table(void)
{
    char numbers[2048] = "quote USD 2 8\nindex asset\n", line[256];
    for (int m = 0; m < MEMBERS; m++) {
        snprintf(line, sizeof line, "member %s %s 8 price=%s haircut=%s maintenance=%s debt_margin=%s lending_cap=5\n",
                 members[m][0], members[m][1], members[m][2], members[m][3], members[m][4], members[m][5]);
        strcat(numbers, line);
    }
    strcat(numbers, "pool reserve 1 2 3\n");
    size_t length;
    return table_by_hand(zks_shipped_circuit("cross_margin", &length), numbers, ZKS_SCOPE_ACCOUNT, 1);
}

static void margin_of_accounts(void **state)
{
    (void)state;
    seed = 42;
    zks_table *table = margin_table();
    mpq_t given, wanted;
    mpq_inits(given, wanted, NULL);
    for (int account = 0; account < 500; account++) {
        uint64_t amounts[DECLARED][MEMBERS] = {0};
        zks_value values[DECLARED * MEMBERS];
        size_t count = 0;
        for (uint32_t i = 0; i < DECLARED * MEMBERS; i++) {
            if (pick(3) == 0)
                continue; /* what an account does not hold is absent */
            uint64_t amount = amounts[i / MEMBERS][i % MEMBERS] = next_random() >> pick(64);
            values[count++] = (zks_value){i, {amount}};
        }
        evaluate_first(given, table, values, count);
        margin_by_formula(wanted, amounts);
        assert_true(mpq_equal(given, wanted));
    }
    mpq_clears(given, wanted, NULL);
    zks_table_free(table);
}

/* Values of more than one limb, several constraints, a column in none. */
static void wide_values(void **state)
{
    (void)state;
    zks_table *table = table_by_hand("circuit c account a, b, unused : integer, bytes 16\n"
                                     "account require x: a >= b\naccount require y: a + 2 * b >= 3",
                                     "", ZKS_SCOPE_ACCOUNT, 1);
    const zks_value values[] = {{0, {5, 7}}, {1, {UINT64_MAX, UINT64_MAX}}, {2, {1, 1}}};
    zks_row_filler *filler = zks_row_filler_new(table);
    assert_non_null(filler);
    zks_filled_row row = zks_row_fill(filler, values, 3);
    char text[128];
    gmp_snprintf(text, sizeof text, "%Zd %Zd", row.results[0], row.results[1]);
    assert_string_equal(text, "-340282366920938463334247398915801350138 680564733841876927055876423379503284224");
    row = zks_row_fill(filler, NULL, 0);
    gmp_snprintf(text, sizeof text, "%Zd %Zd", row.results[0], row.results[1]);
    assert_string_equal(text, "0 -3");
    zks_row_filler_free(filler);
    zks_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_expressions),
        cmocka_unit_test(margin_of_accounts),
        cmocka_unit_test(wide_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
