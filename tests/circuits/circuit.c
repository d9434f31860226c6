/* What a reader of ledgers and policies is told of a circuit; every construct of the language. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_column(zks_declared_column column, const char *name, long index, zks_unit unit, unsigned bytes)
{
    assert_string_equal(column.name, name);
    assert_int_equal(column.index, index);
    assert_int_equal(column.unit, unit);
    assert_int_equal(column.bytes, bytes);
}

static void every_construct(void **state)
{
    (void)state;
    zks_circuit *circuit =
        circuit_by_hand("# caf\u00e9, \u65e5\u672c\n"
                        "circuit kitchen_2\n"
                        "\tpool require late[asset]: total(x, backed by vouched) # a comment inside\n"
                        "      >= total( y )*k\n"
                        "index asset { decimals, price, rate } index tier {} index scale { decimals }\n"
                        "param k param capped param by\n"
                        "account x[asset], y[asset]: units of asset, bytes 16\n"
                        "account pair up[tier], down[tier]: integer\n"
                        "account cash: quote units, bytes 1 account lots: integer\n"
                        "pool plain[asset]: public pool flat[tier]: public pool single: public\n"
                        "pool owed[asset]: public quote units pool counted[asset]: public integer\n"
                        "pool require vouched[asset]: plain >= total(x)\n"
                        "account require own[tier]: -up + (sum(asset) price * x / 2) - 007.50 * lots <= cash\n"
                        "policy require 0 <= rate < 1 <= price, k == capped policy require by > sum(tier) 1");
    assert_string_equal(zks_circuit_name(circuit), "kitchen_2");

    assert_int_equal(zks_circuit_index_count(circuit), 3);
    assert_string_equal(zks_circuit_index_name(circuit, 1), "tier");
    assert_true(zks_circuit_index_has_decimals(circuit, 0));
    assert_false(zks_circuit_index_has_decimals(circuit, 1));
    assert_true(zks_circuit_index_has_decimals(circuit, 2));
    assert_int_equal(zks_circuit_field_count(circuit, 0), 2);
    assert_string_equal(zks_circuit_field_name(circuit, 0, 1), "rate");
    assert_int_equal(zks_circuit_field_count(circuit, 1), 0);
    assert_int_equal(zks_circuit_field_count(circuit, 2), 0);

    assert_int_equal(zks_circuit_param_count(circuit), 3);
    assert_string_equal(zks_circuit_param_name(circuit, 2), "by");

    assert_int_equal(zks_circuit_account_column_count(circuit), 6);
    assert_column(zks_circuit_account_column(circuit, 0), "x", 0, ZKS_UNIT_MEMBER, 16);
    assert_column(zks_circuit_account_column(circuit, 1), "y", 0, ZKS_UNIT_MEMBER, 16);
    assert_column(zks_circuit_account_column(circuit, 2), "up", 1, ZKS_UNIT_NONE, 0);
    assert_column(zks_circuit_account_column(circuit, 3), "down", 1, ZKS_UNIT_NONE, 0);
    assert_column(zks_circuit_account_column(circuit, 4), "cash", -1, ZKS_UNIT_QUOTE, 1);
    assert_column(zks_circuit_account_column(circuit, 5), "lots", -1, ZKS_UNIT_NONE, 0);

    assert_int_equal(zks_circuit_pool_column_count(circuit), 5);
    assert_column(zks_circuit_pool_column(circuit, 0), "plain", 0, ZKS_UNIT_MEMBER, 0);
    assert_column(zks_circuit_pool_column(circuit, 1), "flat", 1, ZKS_UNIT_NONE, 0);
    assert_column(zks_circuit_pool_column(circuit, 2), "single", -1, ZKS_UNIT_NONE, 0);
    assert_column(zks_circuit_pool_column(circuit, 3), "owed", 0, ZKS_UNIT_QUOTE, 0);
    assert_column(zks_circuit_pool_column(circuit, 4), "counted", 0, ZKS_UNIT_NONE, 0);

    assert_int_equal(zks_circuit_requirement_count(circuit), 3);
    zks_requirement requirement = zks_circuit_requirement(circuit, 0);
    assert_string_equal(requirement.name, "late");
    assert_int_equal(requirement.scope, ZKS_SCOPE_POOL);
    assert_int_equal(requirement.index, 0);
    assert_string_equal(requirement.text, "total(x, backed by vouched) >= total( y )*k");
    requirement = zks_circuit_requirement(circuit, 2);
    assert_string_equal(requirement.name, "own");
    assert_int_equal(requirement.scope, ZKS_SCOPE_ACCOUNT);
    assert_int_equal(requirement.index, 1);
    assert_string_equal(requirement.text, "-up + (sum(asset) price * x / 2) - 007.50 * lots <= cash");
    zks_circuit_free(circuit);
}

static void requirement_over_no_index(void **state)
{
    (void)state;
    zks_circuit *circuit = circuit_by_hand("circuit c account a : integer account require m: a >= 0");
    assert_int_equal(zks_circuit_requirement(circuit, 0).index, -1);
    zks_circuit_free(circuit);
}

/* The text is copied: it may go once it is read. */
static void text_may_go(void **state)
{
    (void)state;
    char text[] = "circuit c account a : integer account require m: a >= 0", file[] = "file";
    zks_diagnostics d = {0};
    zks_status status;
    zks_circuit *circuit = zks_circuit_read(text, strlen(text), file, &d, &status);
    assert_non_null(circuit);
    memset(text, 'x', sizeof text - 1);
    memset(file, 'y', sizeof file - 1);
    assert_string_equal(zks_circuit_name(circuit), "c");
    assert_string_equal(zks_circuit_requirement(circuit, 0).text, "a >= 0");
    zks_circuit_free(circuit);
}

static void shipped_circuits(void **state)
{
    (void)state;
    static const char *const names[] = {"spot", "cross_margin"};
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(zks_shipped_circuit_name(i), names[i]);
        size_t length;
        const char *text = zks_shipped_circuit(names[i], &length);
        assert_non_null(text);
        assert_int_equal(strlen(text), length);
        zks_circuit *circuit = circuit_by_hand(text);
        assert_string_equal(zks_circuit_name(circuit), names[i]);
        zks_circuit_free(circuit);
    }
    size_t length = 7;
    assert_null(zks_shipped_circuit_name(2));
    assert_null(zks_shipped_circuit("spo", &length));
    assert_int_equal(length, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_construct),
        cmocka_unit_test(requirement_over_no_index),
        cmocka_unit_test(text_may_go),
        cmocka_unit_test(shipped_circuits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
