/* Between a receipt's amounts and the committed values of a small account table. */
#include "attestation/receipt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Two columns over two assets, one without an index, one over three indexes; then committed advice, which is wider than
 * a ledger's column, and a committed flag. The names of the first index's members are hostile on purpose. */
static const char circuit_text[] = "circuit small\n"
                                   "index asset { decimals, price }\n"
                                   "index term in asset { }\n"
                                   "index rank { }\n"
                                   "account balance[asset], debt[asset] : units of asset\n"
                                   "account entry : quote units\n"
                                   "account lent[rank, term, place] : integer\n"
                                   "index place { }\n"
                                   "account committed advice loss[rank] at least -entry\n"
                                   "account committed flag low if entry < 1\n"
                                   "account require solvent:\n"
                                   "    sum(asset) price * (balance - debt) + entry >= 0\n";

typedef struct {
    zks_circuit *circuit;
    zks_member members[2], terms[3], ranks[2], place;
    zks_index indexes[4]; /* in the order of declaration */
    zks_numbers numbers;
    zks_column columns[14];
    zks_table table;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    if (f == NULL)
        return -1;
    f->circuit = zks_circuit_read(circuit_text, strlen(circuit_text), "small", &d, &status);
    if (f->circuit == NULL) {
        print_error("%s", d.text);
        zks_diagnostics_clear(&d);
        free(f);
        return -1;
    }
    f->members[0] = (zks_member){.name = "BTC", .decimals = 8, .bytes = 8};
    f->members[1] = (zks_member){.name = "debt.BTC", .decimals = 18, .bytes = 16};
    for (size_t i = 0; i < 3; i++)
        f->terms[i] = (zks_member){.name = (char *[]){"week", "month", "year"}[i]};
    for (size_t i = 0; i < 2; i++)
        f->ranks[i] = (zks_member){.name = (char *[]){"first", "last"}[i]};
    f->place = (zks_member){.name = "here"};
    f->indexes[0] = (zks_index){"asset", 2, f->members};
    f->indexes[1] = (zks_index){"term", 3, f->terms};
    f->indexes[2] = (zks_index){"rank", 2, f->ranks};
    f->indexes[3] = (zks_index){"place", 1, &f->place};
    f->numbers =
        (zks_numbers){.quote = {.name = "USD", .decimals = 2, .bytes = 2}, .index_count = 4, .indexes = f->indexes};
    for (uint32_t i = 0; i < 4; i++)
        f->columns[i] = (zks_column){.name = "column",
                                     .width = f->members[i % 2].bytes,
                                     .decimals = f->members[i % 2].decimals,
                                     .declared = i / 2,
                                     .member = i % 2};
    f->columns[4] = (zks_column){.name = "entry", .width = 2, .decimals = 2, .declared = 2};
    for (uint32_t i = 0; i < 6; i++)
        f->columns[5 + i] = (zks_column){.name = "lent", .width = 1, .declared = 3, .member = i};
    for (uint32_t i = 0; i < 2; i++)
        f->columns[11 + i] =
            (zks_column){.name = "loss", .kind = ZKS_COLUMN_ADVICE, .width = 31, .decimals = 72, .member = i};
    f->columns[13] = (zks_column){.name = "low", .kind = ZKS_COLUMN_ADVICE, .width = 1, .declared = 1};
    f->table = (zks_table){.scope = ZKS_SCOPE_ACCOUNT,
                           .column_count = 14,
                           .ledger_count = 11,
                           .committed_count = 14,
                           .columns = f->columns};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    zks_circuit_free(f->circuit);
    free(f);
    return 0;
}

static zks_status to_values(const fixture *f, zks_receipt_value *amounts, size_t amount_count, zks_value **values,
                            size_t *count, zks_report *report)
{
    zks_receipt receipt = {.values = amounts, .value_count = amount_count};
    return zks_receipt_to_values(&receipt, f->circuit, &f->numbers, &f->table, values, count, report);
}

static void both_directions(void **state)
{
    fixture *f = *state;
    /* out of order, the least and the greatest of their widths */
    zks_receipt_value amounts[] = {{"entry", 0, {NULL}, "655.35"},
                                   {"debt", 1, {"debt.BTC"}, "340282366920938463463.374607431768211455"},
                                   {"balance", 1, {"BTC"}, "0.00000001"},
                                   {"balance", 1, {"debt.BTC"}, "18.446744073709551616"},
                                   {"debt", 1, {"BTC"}, "184467440737.09551615"}};
    zks_value *values;
    size_t count;
    zks_report report;
    assert_int_equal(to_values(f, amounts, 5, &values, &count, &report), ZKS_OK);
    assert_int_equal(count, 5);
    static const uint64_t limbs[5][2] = {{1, 0}, {0, 1}, {UINT64_MAX, 0}, {UINT64_MAX, UINT64_MAX}, {65535, 0}};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(values[i].column, i);
        assert_int_equal(values[i].limb[0], limbs[i][0]);
        assert_int_equal(values[i].limb[1], limbs[i][1]);
        assert_int_equal(values[i].limb[2] | values[i].limb[3], 0);
    }

    zks_receipt receipt = {0};
    assert_int_equal(zks_receipt_from_values(&receipt, f->circuit, &f->numbers, &f->table, values, count), ZKS_OK);
    assert_int_equal(receipt.value_count, 5);
    static const size_t origin[5] = {2, 3, 4, 1, 0};
    for (size_t i = 0; i < 5; i++) {
        const zks_receipt_value *expected = &amounts[origin[i]];
        assert_string_equal(receipt.values[i].column, expected->column);
        assert_string_equal(receipt.values[i].amount, expected->amount);
        assert_int_equal(receipt.values[i].member_count, expected->member_count);
        for (size_t j = 0; j < expected->member_count; j++)
            assert_string_equal(receipt.values[i].members[j], expected->members[j]);
    }
    zks_receipt_clear(&receipt);
    free(values);
}

/* 256^31 - 1 has 75 digits, 72 of them behind the point. */
#define WIDEST "452.312848583266388373324160190187140051835877600158453279131187530910662655"

static void several_indexes_and_advice(void **state)
{
    fixture *f = *state;
    zks_receipt_value amounts[] = {{"low", 0, {NULL}, "1"},
                                   {"lent", 3, {"last", "week", "here"}, "7"},
                                   {"lent", 3, {"first", "year", "here"}, "255"},
                                   {"loss", 1, {"first"}, WIDEST},
                                   {"loss", 1, {"last"}, "0.00000000000000000001"}};
    static const uint32_t columns[] = {7, 8, 11, 12, 13};
    static const size_t origin[] = {2, 1, 3, 4, 0};
    zks_value *values;
    size_t count;
    zks_report report;
    assert_int_equal(to_values(f, amounts, 5, &values, &count, &report), ZKS_OK);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(values[i].column, columns[i]);
    assert_int_equal(values[0].limb[0], 255);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(values[2].limb[i], i < 3 ? UINT64_MAX : UINT64_MAX >> 8);

    zks_receipt receipt = {0};
    assert_int_equal(zks_receipt_from_values(&receipt, f->circuit, &f->numbers, &f->table, values, count), ZKS_OK);
    assert_int_equal(receipt.value_count, 5);
    for (size_t i = 0; i < 5; i++) {
        const zks_receipt_value *expected = &amounts[origin[i]], *made = &receipt.values[i];
        assert_string_equal(made->column, expected->column);
        assert_string_equal(made->amount, expected->amount);
        assert_int_equal(made->member_count, expected->member_count);
        for (size_t j = 0; j < expected->member_count; j++)
            assert_string_equal(made->members[j], expected->members[j]);
    }
    zks_receipt_clear(&receipt);
    free(values);
}

static void nothing_held(void **state)
{
    fixture *f = *state;
    zks_value *values;
    size_t count = 7;
    zks_report report;
    assert_int_equal(to_values(f, NULL, 0, &values, &count, &report), ZKS_OK);
    assert_int_equal(count, 0);
    zks_receipt receipt = {0};
    assert_int_equal(zks_receipt_from_values(&receipt, f->circuit, &f->numbers, &f->table, values, 0), ZKS_OK);
    assert_int_equal(receipt.value_count, 0);
    zks_receipt_clear(&receipt);
    free(values);
}

static const struct {
    zks_receipt_value amount;
    const char *detail;
} wrong[] = {
    {{"nothing", 1, {"BTC"}, "1"}, "values.nothing.BTC: no committed column of the circuit"},
    {{"balance", 1, {"ETH"}, "1"}, "values.balance.ETH: no committed column of the circuit"},
    {{"balance", 1, {"btc"}, "1"}, "values.balance.btc: no committed column of the circuit"},
    {{"balance", 0, {NULL}, "1"}, "values.balance: no committed column of the circuit"},
    {{"entry", 1, {"BTC"}, "1"}, "values.entry.BTC: no committed column of the circuit"},
    {{"entry", 1, {""}, "1"}, "values.entry.: no committed column of the circuit"},
    {{"", 0, {NULL}, "1"}, "values.: no committed column of the circuit"},
    {{"balance", 1, {"\x1b[2J"}, "1"}, "values.balance.?[2J: no committed column of the circuit"},
    {{"balance", 1, {"BTC"}, "0"}, "values.balance.BTC: zero, which is left out"},
    {{"balance", 1, {"BTC"}, "-1"}, "values.balance.BTC: below zero"},
    {{"balance", 1, {"BTC"}, "-0"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", 1, {"BTC"}, ""}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", 1, {"BTC"}, "1.0"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", 1, {"BTC"}, "01"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", 1, {"BTC"}, "1e2"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", 1, {"BTC"}, " 1"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", 1, {"BTC"}, "0.000000001"}, "values.balance.BTC: more decimals than the column has"},
    {{"entry", 0, {NULL}, "0.001"}, "values.entry: more decimals than the column has"},
    {{"balance", 1, {"BTC"}, "184467440737.09551616"}, "values.balance.BTC: more than the column holds"},
    {{"entry", 0, {NULL}, "655.36"}, "values.entry: more than the column holds"},
    {{"debt", 1, {"debt.BTC"}, "340282366920938463463.374607431768211456"},
     "values.debt.debt.BTC: more than the column holds"},
    {{"debt", 1, {"debt.BTC"}, "99999999999999999999999999999999999999999999999999999999999999999999999"},
     "values.debt.debt.BTC: more than the column holds"},
    {{"lent", 2, {"first", "week"}, "1"}, "values.lent.first.week: no committed column of the circuit"},
    {{"lent", 3, {"week", "first", "here"}, "1"}, "values.lent.week.first.here: no committed column of the circuit"},
    {{"lent", 3, {"first", "week", "there"}, "1"}, "values.lent.first.week.there: no committed column of the circuit"},
    {{"lent", 3, {"first", "week", "here"}, "256"}, "values.lent.first.week.here: more than the column holds"},
    {{"low", 0, {NULL}, "256"}, "values.low: more than the column holds"},
    {{"low", 0, {NULL}, "0.5"}, "values.low: more decimals than the column has"},
    {{"loss", 0, {NULL}, "1"}, "values.loss: no committed column of the circuit"},
    {{"loss", 1, {"first"}, "452.312848583266388373324160190187140051835877600158453279131187530910662656"},
     "values.loss.first: more than the column holds"},
    {{"loss", 1, {"first"}, "0.0000000000000000000000000000000000000000000000000000000000000000000000001"},
     "values.loss.first: more decimals than the column has"},
};

static void each_defect_is_named_without_the_amount(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        zks_receipt_value amounts[] = {{"debt", 1, {"BTC"}, "1"}, wrong[i].amount};
        zks_value *values = NULL;
        size_t count = 7;
        zks_report report;
        assert_int_equal(to_values(f, amounts, 2, &values, &count, &report), ZKS_REJECT_RECEIPT_VALUE);
        assert_string_equal(report.detail, wrong[i].detail);
        assert_null(values);
        assert_int_equal(count, 7);
    }
}

static void too_many_digits(void **state)
{
    fixture *f = *state;
    char digits[200];
    memset(digits, '9', sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    zks_receipt_value amount = {"balance", 1, {"BTC"}, digits};
    zks_value *values;
    size_t count;
    zks_report report;
    assert_int_equal(to_values(f, &amount, 1, &values, &count, &report), ZKS_REJECT_RECEIPT_VALUE);
}

static void named_twice(void **state)
{
    fixture *f = *state;
    zks_receipt_value amounts[] = {
        {"balance", 1, {"BTC"}, "1"}, {"entry", 0, {NULL}, "1"}, {"balance", 1, {"BTC"}, "2"}};
    zks_value *values;
    size_t count;
    zks_report report;
    assert_int_equal(to_values(f, amounts, 3, &values, &count, &report), ZKS_REJECT_RECEIPT_VALUE);
    assert_string_equal(report.detail, "column is named twice");
    assert_int_equal(to_values(f, amounts, 2, &values, &count, &report), ZKS_OK);
    free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_directions), cmocka_unit_test(several_indexes_and_advice),
        cmocka_unit_test(nothing_held),    cmocka_unit_test(each_defect_is_named_without_the_amount),
        cmocka_unit_test(too_many_digits), cmocka_unit_test(named_twice),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
