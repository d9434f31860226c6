/* What a reader of ledgers and policies is told of a circuit; every construct of the language. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_over(zks_dimensions over, size_t count, const size_t *index)
{
    assert_int_equal(over.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(over.index[i], index[i]);
}
#define NOTHING 0, NULL
#define OVER(...)                                                                                                      \
    sizeof(size_t[]){__VA_ARGS__} / sizeof(size_t), (const size_t[])                                                   \
    {                                                                                                                  \
        __VA_ARGS__                                                                                                    \
    }

static void assert_column(zks_declared_column column, const char *name, zks_unit unit, long unit_index, unsigned bytes)
{
    assert_string_equal(column.name, name);
    assert_int_equal(column.unit, unit);
    assert_int_equal(column.unit_index, unit_index);
    assert_int_equal(column.bytes, bytes);
}

/* Positions of its indexes. */
enum { ASSET, TIER, SCALE, SCENARIO };

static zks_circuit *kitchen(void)
{
    return circuit_by_hand(
        "# caf\303\251, \346\227\245\346\234\254\n"
        "circuit kitchen_2\n"
        "\tpool require late[asset]: total(x, backed by vouched) # a comment inside\n"
        "      >= total( y )*k\n"
        "index asset { decimals, price, rate } index tier in asset {} index scale { decimals } index scenario { w }\n"
        "param k, capped[scenario] param by, grid[scenario, asset]\n"
        "account x[asset], y[asset]: units of asset, bytes 16\n"
        "account pair up[tier], down[tier]: integer\n"
        "account cash: quote units, bytes 1 account lots[scenario, scale, tier]: integer\n"
        "account part[tier, scenario]: units of asset\n"
        "pool plain[asset]: public pool flat[tier]: public pool single: public\n"
        "pool owed[asset]: public quote units pool counted[asset]: public integer pool both[scale, asset]: public\n"
        "pool child[tier]: public units of asset\n"
        "pool or: public or committed quote units pool kept[asset]: public or committed pool committer: public\n"
        "pool require vouched[asset]: plain >= total(x)\n"
        "account require own[tier]: -up + (price * x / 2) - 007.50 * sum(scale) sum(scenario) lots <= cash\n"
        "account require both_ways[scenario, asset]: -1 <= grid * x <= 1\n"
        "let public_one = k / 2 account let worth[asset] = price * x pool let spare[asset] = plain - total(y)\n"
        "account committed flag overdrawn[scenario] exactly if cash < w * public_one\n"
        "account advice plain_one at least cash, -cash * w for scenario when overdrawn\n"
        "pool flag full if single > total(cash)\n"
        "account committed advice filled[scenario, tier] bytes 3 at most   # so much\n  worth filling 2 * k\n"
        "policy require 0 <= rate < 1 <= price, k == by policy require by > sum(tier) 1, rising(asset) grid");
}

static void indexes_and_parameters(void **state)
{
    (void)state;
    zks_circuit *circuit = kitchen();
    assert_string_equal(zks_circuit_name(circuit), "kitchen_2");
    assert_int_equal(zks_circuit_index_count(circuit), 4);
    assert_string_equal(zks_circuit_index_name(circuit, TIER), "tier");
    assert_int_equal(zks_circuit_index_parent(circuit, ASSET), -1);
    assert_int_equal(zks_circuit_index_parent(circuit, TIER), ASSET);
    assert_true(zks_circuit_index_has_decimals(circuit, ASSET));
    assert_false(zks_circuit_index_has_decimals(circuit, TIER));
    assert_true(zks_circuit_index_has_decimals(circuit, SCALE));
    assert_int_equal(zks_circuit_field_count(circuit, ASSET), 2);
    assert_string_equal(zks_circuit_field_name(circuit, ASSET, 1), "rate");
    assert_int_equal(zks_circuit_field_count(circuit, TIER), 0);
    assert_int_equal(zks_circuit_field_count(circuit, SCALE), 0);

    assert_int_equal(zks_circuit_param_count(circuit), 4);
    assert_string_equal(zks_circuit_param_name(circuit, 2), "by");
    assert_over(zks_circuit_param_dimensions(circuit, 0), NOTHING);
    assert_over(zks_circuit_param_dimensions(circuit, 1), OVER(SCENARIO));
    assert_over(zks_circuit_param_dimensions(circuit, 3), OVER(SCENARIO, ASSET));
    zks_circuit_free(circuit);
}

static void columns(void **state)
{
    (void)state;
    zks_circuit *circuit = kitchen();
    assert_int_equal(zks_circuit_account_column_count(circuit), 7);
    assert_column(zks_circuit_account_column(circuit, 0), "x", ZKS_UNIT_MEMBER, ASSET, 16);
    assert_column(zks_circuit_account_column(circuit, 1), "y", ZKS_UNIT_MEMBER, ASSET, 16);
    assert_column(zks_circuit_account_column(circuit, 2), "up", ZKS_UNIT_NONE, -1, 0);
    assert_column(zks_circuit_account_column(circuit, 3), "down", ZKS_UNIT_NONE, -1, 0);
    assert_column(zks_circuit_account_column(circuit, 4), "cash", ZKS_UNIT_QUOTE, -1, 1);
    assert_column(zks_circuit_account_column(circuit, 5), "lots", ZKS_UNIT_NONE, -1, 0);
    assert_column(zks_circuit_account_column(circuit, 6), "part", ZKS_UNIT_MEMBER, ASSET, 0);
    assert_over(zks_circuit_account_column(circuit, 1).over, OVER(ASSET));
    assert_over(zks_circuit_account_column(circuit, 4).over, NOTHING);
    assert_over(zks_circuit_account_column(circuit, 5).over, OVER(SCENARIO, SCALE, TIER));

    assert_int_equal(zks_circuit_pool_column_count(circuit), 10);
    assert_column(zks_circuit_pool_column(circuit, 0), "plain", ZKS_UNIT_MEMBER, ASSET, 0);
    assert_column(zks_circuit_pool_column(circuit, 1), "flat", ZKS_UNIT_NONE, -1, 0);
    assert_column(zks_circuit_pool_column(circuit, 2), "single", ZKS_UNIT_NONE, -1, 0);
    assert_column(zks_circuit_pool_column(circuit, 3), "owed", ZKS_UNIT_QUOTE, -1, 0);
    assert_column(zks_circuit_pool_column(circuit, 4), "counted", ZKS_UNIT_NONE, -1, 0);
    assert_column(zks_circuit_pool_column(circuit, 5), "both", ZKS_UNIT_MEMBER, ASSET, 0);
    assert_column(zks_circuit_pool_column(circuit, 6), "child", ZKS_UNIT_MEMBER, ASSET, 0);
    assert_column(zks_circuit_pool_column(circuit, 7), "or", ZKS_UNIT_QUOTE, -1, 0);
    assert_column(zks_circuit_pool_column(circuit, 8), "kept", ZKS_UNIT_MEMBER, ASSET, 0);
    for (size_t i = 0; i < 10; i++)
        assert_int_equal(zks_circuit_pool_column(circuit, i).may_be_committed, i == 7 || i == 8);
    assert_over(zks_circuit_pool_column(circuit, 5).over, OVER(SCALE, ASSET));
    zks_circuit_free(circuit);
}

static void assert_advice(zks_declared_advice advice, const char *name, zks_scope scope, bool committed, bool flag,
                          const char *text)
{
    assert_string_equal(advice.name, name);
    assert_int_equal(advice.scope, scope);
    assert_int_equal(advice.committed, committed);
    assert_int_equal(advice.flag, flag);
    assert_string_equal(advice.text, text);
}

static void advice(void **state)
{
    (void)state;
    zks_circuit *circuit = kitchen();
    assert_int_equal(zks_circuit_advice_count(circuit), 4);
    assert_advice(zks_circuit_advice(circuit, 0), "overdrawn", ZKS_SCOPE_ACCOUNT, true, true,
                  "exactly if cash < w * public_one");
    assert_over(zks_circuit_advice(circuit, 0).over, OVER(SCENARIO));
    assert_advice(zks_circuit_advice(circuit, 1), "plain_one", ZKS_SCOPE_ACCOUNT, false, false,
                  "at least cash, -cash * w for scenario when overdrawn");
    assert_over(zks_circuit_advice(circuit, 1).over, NOTHING);
    assert_advice(zks_circuit_advice(circuit, 2), "full", ZKS_SCOPE_POOL, false, true, "if single > total(cash)");
    assert_advice(zks_circuit_advice(circuit, 3), "filled", ZKS_SCOPE_ACCOUNT, true, false,
                  "at most worth filling 2 * k");
    assert_over(zks_circuit_advice(circuit, 3).over, OVER(SCENARIO, TIER));
    zks_circuit_free(circuit);
}

static void assert_requirement(zks_requirement requirement, const char *name, zks_scope scope, const char *text)
{
    assert_string_equal(requirement.name, name);
    assert_int_equal(requirement.scope, scope);
    assert_string_equal(requirement.text, text);
}

static void requirements(void **state)
{
    (void)state;
    zks_circuit *circuit = kitchen();
    assert_int_equal(zks_circuit_requirement_count(circuit), 4);
    assert_requirement(zks_circuit_requirement(circuit, 0), "late", ZKS_SCOPE_POOL,
                       "total(x, backed by vouched) >= total( y )*k");
    assert_over(zks_circuit_requirement(circuit, 0).over, OVER(ASSET));
    assert_requirement(zks_circuit_requirement(circuit, 2), "own", ZKS_SCOPE_ACCOUNT,
                       "-up + (price * x / 2) - 007.50 * sum(scale) sum(scenario) lots <= cash");
    assert_over(zks_circuit_requirement(circuit, 2).over, OVER(TIER));
    assert_requirement(zks_circuit_requirement(circuit, 3), "both_ways", ZKS_SCOPE_ACCOUNT, "-1 <= grid * x <= 1");
    assert_over(zks_circuit_requirement(circuit, 3).over, OVER(SCENARIO, ASSET));
    zks_circuit_free(circuit);
}

static void requirement_over_no_index(void **state)
{
    (void)state;
    zks_circuit *circuit = circuit_by_hand("circuit c account a : integer account require m: a >= 0");
    assert_over(zks_circuit_requirement(circuit, 0).over, NOTHING);
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
    size_t count = 0, length;
    for (const char *name; (name = zks_shipped_circuit_name(count)) != NULL; count++) {
        const char *text = zks_shipped_circuit(name, &length);
        assert_non_null(text);
        assert_int_equal(strlen(text), length);
        zks_circuit *circuit = circuit_by_hand(text);
        assert_string_equal(zks_circuit_name(circuit), name);
        zks_circuit_free(circuit);
    }
    assert_true(count >= 7);
    assert_string_equal(zks_shipped_circuit_name(0), "spot");
    length = 7;
    assert_null(zks_shipped_circuit("spo", &length));
    assert_int_equal(length, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indexes_and_parameters),
        cmocka_unit_test(columns),
        cmocka_unit_test(advice),
        cmocka_unit_test(requirements),
        cmocka_unit_test(requirement_over_no_index),
        cmocka_unit_test(text_may_go),
        cmocka_unit_test(shipped_circuits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
