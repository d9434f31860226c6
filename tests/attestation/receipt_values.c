/* Between a receipt's amounts and the committed values of a small account table. */
#include "attestation/receipt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Two columns over two assets, then one without an index. The names of the first index's members are hostile on
 * purpose. */
static const char circuit_text[] = "circuit small\n"
                                   "index asset { decimals, price }\n"
                                   "account balance[asset], debt[asset] : units of asset\n"
                                   "account entry : quote units\n"
                                   "account require solvent:\n"
                                   "    sum(asset) price * (balance - debt) + entry >= 0\n";

typedef struct {
    zks_circuit *circuit;
    zks_number prices[2];
    zks_member members[2];
    zks_index asset;
    zks_numbers numbers;
    zks_column columns[5];
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
    f->asset = (zks_index){"asset", 2, f->members};
    f->numbers =
        (zks_numbers){.quote = {.name = "USD", .decimals = 2, .bytes = 2}, .index_count = 1, .indexes = &f->asset};
    for (uint32_t i = 0; i < 4; i++)
        f->columns[i] = (zks_column){.name = "column",
                                     .width = f->members[i % 2].bytes,
                                     .decimals = f->members[i % 2].decimals,
                                     .declared = i / 2,
                                     .member = i % 2};
    f->columns[4] = (zks_column){.name = "entry", .width = 2, .decimals = 2, .declared = 2};
    f->table = (zks_table){.scope = ZKS_SCOPE_ACCOUNT, .column_count = 5, .committed_count = 5, .columns = f->columns};
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
    zks_receipt_value amounts[] = {{"entry", NULL, "655.35"},
                                   {"debt", "debt.BTC", "340282366920938463463.374607431768211455"},
                                   {"balance", "BTC", "0.00000001"},
                                   {"balance", "debt.BTC", "18.446744073709551616"},
                                   {"debt", "BTC", "184467440737.09551615"}};
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
        if (expected->member == NULL)
            assert_null(receipt.values[i].member);
        else
            assert_string_equal(receipt.values[i].member, expected->member);
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
    {{"nothing", "BTC", "1"}, "values.nothing.BTC: no account column of the circuit"},
    {{"balance", "ETH", "1"}, "values.balance.ETH: no account column of the circuit"},
    {{"balance", "btc", "1"}, "values.balance.btc: no account column of the circuit"},
    {{"balance", NULL, "1"}, "values.balance: no account column of the circuit"},
    {{"entry", "BTC", "1"}, "values.entry.BTC: no account column of the circuit"},
    {{"entry", "", "1"}, "values.entry.: no account column of the circuit"},
    {{"", NULL, "1"}, "values.: no account column of the circuit"},
    {{"balance", "\x1b[2J", "1"}, "values.balance.?[2J: no account column of the circuit"},
    {{"balance", "BTC", "0"}, "values.balance.BTC: zero, which is left out"},
    {{"balance", "BTC", "-1"}, "values.balance.BTC: below zero"},
    {{"balance", "BTC", "-0"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", "BTC", ""}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", "BTC", "1.0"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", "BTC", "01"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", "BTC", "1e2"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", "BTC", " 1"}, "values.balance.BTC: not a canonical decimal"},
    {{"balance", "BTC", "0.000000001"}, "values.balance.BTC: more decimals than the column has"},
    {{"entry", NULL, "0.001"}, "values.entry: more decimals than the column has"},
    {{"balance", "BTC", "184467440737.09551616"}, "values.balance.BTC: more than the column holds"},
    {{"entry", NULL, "655.36"}, "values.entry: more than the column holds"},
    {{"debt", "debt.BTC", "340282366920938463463.374607431768211456"},
     "values.debt.debt.BTC: more than the column holds"},
    {{"debt", "debt.BTC", "99999999999999999999999999999999999999999999999999999999999999999999999"},
     "values.debt.debt.BTC: more than the column holds"},
};

static void each_defect_is_named_without_the_amount(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        zks_receipt_value amounts[] = {{"debt", "BTC", "1"}, wrong[i].amount};
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
    zks_receipt_value amount = {"balance", "BTC", digits};
    zks_value *values;
    size_t count;
    zks_report report;
    assert_int_equal(to_values(f, &amount, 1, &values, &count, &report), ZKS_REJECT_RECEIPT_VALUE);
}

static void named_twice(void **state)
{
    fixture *f = *state;
    zks_receipt_value amounts[] = {{"balance", "BTC", "1"}, {"entry", NULL, "1"}, {"balance", "BTC", "2"}};
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
        cmocka_unit_test(both_directions),
        cmocka_unit_test(nothing_held),
        cmocka_unit_test(each_defect_is_named_without_the_amount),
        cmocka_unit_test(too_many_digits),
        cmocka_unit_test(named_twice),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
