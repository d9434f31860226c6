/* Every construct of the language in plain words, and constraints as inequalities with their numbers. */
#include "circuits/explain.h"
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char declarations[] =
    "circuit words index asset { decimals, price } index scenario { weight } index tier in asset { size, rate }\n"
    "param k, cap[asset], pnl[scenario, asset]\n"
    "account held[asset], owed[asset] : units of asset account cash : quote units, bytes 5 account lots : integer\n"
    "account pair long[asset], short[asset] : units of asset\n"
    "pool reserve[asset] : public pool fund : public quote units\n";

static zks_circuit *read(const char *items)
{
    char text[8192];
    snprintf(text, sizeof text, "%s%s", declarations, items);
    return circuit_by_hand(text);
}

/* Compares, and frees the text. */
static void assert_text(char *text, const char *wanted)
{
    assert_non_null(text);
    assert_string_equal(text, wanted);
    free(text);
}

static void assert_requirement(const char *scope, const char *comparison, const char *wanted)
{
    char item[1024];
    snprintf(item, sizeof item, "%s require it: %s\n", scope, comparison);
    zks_circuit *circuit = read(item);
    assert_text(zks_explain_requirement(circuit, 0), wanted);
    zks_circuit_free(circuit);
}

static void assert_advice(const char *item, const char *words, const char *choice)
{
    zks_circuit *circuit = read(item);
    size_t last = zks_circuit_advice_count(circuit) - 1;
    assert_text(zks_explain_advice(circuit, last), words);
    assert_non_null(strstr(zks_explain_choice(circuit, last), choice));
    zks_circuit_free(circuit);
}

static void assert_check(const char *check, const char *wanted)
{
    char item[1024];
    snprintf(item, sizeof item, "policy require %s\n", check);
    zks_circuit *circuit = read(item);
    assert_int_equal(zks_explain_check_count(circuit), 1);
    assert_text(zks_explain_check(circuit, 0), wanted);
    zks_circuit_free(circuit);
}

static void expressions(void **state)
{
    (void)state;
    assert_requirement("account", "cash >= 5", "cash is at least 5");
    assert_requirement("account", "cash <= k", "cash is at most k");
    assert_requirement("account", "lots == 0", "lots is equal to 0");
    assert_requirement("account", "-k <= cash <= 2 * k", "cash is at least -k and at most 2 x k");
    assert_requirement("account", "k >= cash >= 0", "cash is at most k and at least 0");
    assert_requirement("account", "cash - (lots - 1) >= -(k + 1)", "cash - (lots - 1) is at least -(k + 1)");
    assert_requirement("account", "cash / (2 * k) + lots * (1 - k) >= 0",
                       "cash / (2 x k) + lots x (1 - k) is at least 0");
    assert_requirement("account", "sum(asset) price * held - owed >= 0",
                       "the sum, over every asset, of (price x held - owed) is at least 0");
    assert_requirement("account", "(sum(asset) held) - cash >= 0",
                       "(the sum, over every asset, of held) - cash is at least 0");
    assert_requirement("account", "cash >= k * sum(asset) held",
                       "cash is at least k x (the sum, over every asset, of held)");
    assert_requirement(
        "account", "sum(asset) sum(tier in asset) rate * held >= cash * count(scenario) / 2",
        "the sum, over every asset, of the sum, over every tier in the asset, of rate x held is at least "
        "cash x (the number of members of scenario) / 2");
    assert_requirement(
        "account", "sum(asset) count(tier in asset) * held >= 0",
        "the sum, over every asset, of (the number of members of tier in the asset) x held is at least 0");
}

static void totals(void **state)
{
    (void)state;
    assert_requirement(
        "pool", "sum(asset) reserve >= sum(asset) k * total(price * (held - owed) + owed)",
        "the sum, over every asset, of reserve is at least the sum, over every asset, of k x all accounts' "
        "(price x (held - owed) + owed)");
    assert_requirement("pool", "fund >= total(lots)", "fund is at least all accounts' lots");
}

static void whom_it_holds_for(void **state)
{
    (void)state;
    zks_circuit *circuit = read("account require one[scenario, asset]: pnl * held <= cash\n"
                                "pool require two[asset]: reserve >= total(held) pool require three: fund >= 0\n");
    const char *const wanted[] = {"every account, for every scenario and asset",
                                  "all accounts together, for every asset", "all accounts together"};
    for (size_t i = 0; i < 3; i++) {
        zks_requirement requirement = zks_circuit_requirement(circuit, i);
        assert_text(zks_explain_whom(circuit, requirement.scope, requirement.over), wanted[i]);
    }
    assert_false(zks_explain_uses_pool_numbers(circuit, 0));
    assert_true(zks_explain_uses_pool_numbers(circuit, 1));
    zks_circuit_free(circuit);
}

static void declared_names(void **state)
{
    (void)state;
    zks_circuit *circuit = read("account let worth[asset] = price * (held - owed) let half = k / 2\n"
                                "pool let spare = fund - total(cash)\n");
    assert_text(zks_explain_index(circuit, 0), "each has a name, units of its own, and the public numbers price");
    assert_text(zks_explain_index(circuit, 1), "each has a name, and the public numbers weight");
    assert_text(zks_explain_index(circuit, 2),
                "each belongs to one asset and has a name, and the public numbers size, rate");
    assert_text(zks_explain_param(circuit, 0), "a public number");
    assert_text(zks_explain_param(circuit, 2), "a public number for every scenario and asset");
    const char *const units[] = {"units of asset", "units of asset", "quote units", "number", "units of asset"};
    for (size_t i = 0; i < 5; i++) {
        zks_declared_column column = zks_circuit_account_column(circuit, i);
        assert_text(zks_explain_unit(circuit, &column), units[i]);
    }
    assert_null(zks_explain_partner(circuit, 0));
    assert_string_equal(zks_explain_partner(circuit, 4), "short");
    assert_string_equal(zks_explain_partner(circuit, 5), "long");
    assert_int_equal(zks_explain_let_count(circuit), 3);
    const char *const kinds[] = {"account", "public", "pool"};
    const char *const meanings[] = {"price x (held - owed)", "k / 2", "fund - all accounts' cash"};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(zks_explain_let(circuit, i).kind, kinds[i]);
        assert_text(zks_explain_let_meaning(circuit, i), meanings[i]);
    }
    assert_int_equal(zks_explain_let(circuit, 0).over.count, 1);
    assert_string_equal(zks_explain_let(circuit, 0).text, "price * (held - owed)");
    zks_circuit_free(circuit);
}

static void bounds(void **state)
{
    (void)state;
    assert_advice("account advice a at least cash - 1", "at least this, and 0: cash - 1", "only overstate it");
    assert_advice("account advice a at most cash, k", "at most each of these, and never below 0: (1) cash; (2) k",
                  "only understate it");
    assert_advice("account advice a[asset] at least -pnl * held for scenario, owed",
                  "at least each of these, and 0: (1) -pnl x held, for every scenario; (2) owed", "only overstate it");
    assert_advice("account advice a at least held + rate for asset, tier in asset",
                  "at least this, and 0: held + rate, for every asset and every tier in the asset",
                  "only overstate it");
    assert_advice("account advice a at least largest(k + 1, scenario) sum(asset) pnl * held",
                  "at least this, and 0: the sum of the (k + 1) largest, over every scenario, of (the sum, over every "
                  "asset, of pnl x held) (negative ones count as 0)",
                  "only overstate it");
    assert_advice("account advice a at most smallest(2, asset) price * held",
                  "at most this, and never below 0: the sum of the 2 smallest, over every asset, of (price x held) "
                  "(negative ones count as 0)",
                  "only understate it");
    assert_advice("account flag broke if cash < 5 account advice a at least lots, cash when broke",
                  "at least each of these, and 0: (1) lots; (2) cash, where broke is 1", "only overstate it");
}

static void slices_and_flags(void **state)
{
    (void)state;
    assert_advice("account advice a[tier] at most price * held filling size",
                  "slices of (price x held), one for every tier in the order of the policy, those of each asset apart: "
                  "none above size, together at most the whole; what is above the last slice counts nowhere",
                  "understate them or leave the better ones empty");
    assert_advice("account advice a[scenario] at least cash filling 2 * weight",
                  "slices of cash, one for every scenario in the order of the policy: none but the last above (2 x "
                  "weight), together at least the whole; the last takes the rest",
                  "overstate them or fill the dearer ones first");
    assert_advice("account flag f if cash > 5 + k", "1 where cash is above 5 + k, else 0",
                  "can set it to 1 elsewhere too");
    assert_advice("account committed flag f exactly if cash < lots", "1 where cash is below lots, else 0", "no choice");
}

static void policy_checks(void **state)
{
    (void)state;
    assert_check("k > 0", "k is above 0");
    assert_check("price * 2 < k", "price x 2 is below k, for every asset");
    assert_check("0 <= weight < 1", "weight is at least 0 and below 1, for every scenario");
    assert_check("0 <= k <= 1 <= 2", "0 is at most k, and k is at most 1, and 1 is at most 2");
    assert_check("pnl == 0", "pnl is equal to 0, for every scenario and asset");
    assert_check("sum(scenario) weight == 1", "the sum, over every scenario, of weight is equal to 1");
    assert_check("falling(tier) rate", "rate never grows from one tier to the next of the same asset");
    assert_check("rising(asset) pnl", "pnl never shrinks from one asset to the next, for every scenario");
}

static void reliances(void **state)
{
    (void)state;
    zks_circuit *circuit =
        read("pool let spare[asset] = reserve + total(owed, capped by lent)\n"
             "pool require backed[asset]: spare + total(2 * held, backed by kept) >= total(held)\n"
             "pool require lent[asset]: total(owed) <= cap pool require kept[asset]: total(held) <= reserve\n"
             "pool advice gap at least sum(asset) total(owed, capped by lent)\n");
    zks_explained_reliances relies;
    assert_true(zks_explain_requirement_relies(&relies, circuit, 0));
    assert_int_equal(relies.count, 2);
    assert_string_equal(relies.list[0].total, "all accounts' owed");
    assert_string_equal(relies.list[0].requirement, "lent");
    assert_false(relies.list[0].backed);
    assert_string_equal(relies.list[1].total, "all accounts' (2 x held)");
    assert_string_equal(relies.list[1].requirement, "kept");
    assert_true(relies.list[1].backed);
    zks_explained_reliances_clear(&relies);
    assert_true(zks_explain_requirement_relies(&relies, circuit, 1));
    assert_int_equal(relies.count, 0);
    zks_explained_reliances_clear(&relies);
    assert_true(zks_explain_advice_relies(&relies, circuit, 0));
    assert_int_equal(relies.count, 1);
    assert_string_equal(relies.list[0].requirement, "lent");
    zks_explained_reliances_clear(&relies);
    zks_circuit_free(circuit);
}

/* ---- with numbers ------------------------------------------------------------------------------------------- */

static const char numbers[] = "quote USD 2 8\n"
                              "index asset\nmember X 2 8 price=10.5\nmember Y 0 1 price=0.5\nmember Z 0 1 price=3\n"
                              "pool reserve 7 8 9\n";

static zks_table *compile(const char *requirement, zks_scope scope)
{
    char text[1024];
    snprintf(text, sizeof text,
             "circuit numbered index asset { decimals, price } account held[asset], owed[asset] : units of asset\n"
             "pool reserve[asset] : public %s require it%s\n",
             scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool", requirement);
    return table_by_hand(text, numbers, scope, 2);
}

static void constraints(void **state)
{
    (void)state;
    static const struct {
        const char *requirement, *wanted;
        size_t most;
        bool without_constant;
    } account[] = {
        {": sum(asset) price * held >= 2.25 + sum(asset) owed / 3",
         "10.5 x held[X] + 0.5 x held[Y] + 3 x held[Z] >= 1/3 x owed[X] + 1/3 x owed[Y] + 1/3 x owed[Z] + 2.25", 3,
         false},
        {": sum(asset) price * held >= 2.25 + sum(asset) owed / 3",
         "10.5 x held[X] + 2 more >= 1/3 x owed[X] + 2 more + 2.25", 1, false},
        {": sum(asset) held <= 5", "held[X] + held[Y] + held[Z] <= 5", 3, false},
        {"[asset]: held >= owed", "held[X] >= owed[X]", 3, false},
        {": sum(asset) held >= 0", "held[X] + held[Y] + held[Z] >= 0", 3, false},
        {": sum(asset) held == 1.5 * sum(asset) owed",
         "held[X] + held[Y] + held[Z] = 1.5 x owed[X] + 1.5 x owed[Y] + 1.5 x owed[Z]", 3, false},
        {": 1 >= 0", "1 >= 0", 3, false},
    };
    for (size_t i = 0; i < sizeof account / sizeof *account; i++) {
        zks_table *table = compile(account[i].requirement, ZKS_SCOPE_ACCOUNT);
        assert_text(zks_explain_constraint(table, 0, account[i].most, account[i].without_constant), account[i].wanted);
        zks_table_free(table);
    }
}

static void pool_numbers_can_be_left_out(void **state)
{
    (void)state;
    zks_table *table = compile("[asset]: reserve >= 1.1 * total(held)", ZKS_SCOPE_POOL);
    assert_text(zks_explain_constraint(table, 0, 3, false), "7 >= 1.1 x total(held[X])");
    assert_text(zks_explain_constraint(table, 1, 3, true), "(pool numbers) >= 1.1 x total(held[Y])");
    zks_table_free(table);
}

/* The least value, with the slack at its largest, is the farther one from zero. */
static void largest_values(void **state)
{
    (void)state;
    zks_table *table = compile("[asset]: held >= owed", ZKS_SCOPE_ACCOUNT);
    assert_int_equal(zks_explain_constraint_bits(table, 0), 65); /* -(2^64 - 1) - (2^64 - 1) */
    assert_int_equal(zks_explain_constraint_bits(table, 1), 9);  /* -255 - 255 */
    zks_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions),
        cmocka_unit_test(totals),
        cmocka_unit_test(whom_it_holds_for),
        cmocka_unit_test(declared_names),
        cmocka_unit_test(bounds),
        cmocka_unit_test(slices_and_flags),
        cmocka_unit_test(policy_checks),
        cmocka_unit_test(reliances),
        cmocka_unit_test(constraints),
        cmocka_unit_test(pool_numbers_can_be_left_out),
        cmocka_unit_test(largest_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
