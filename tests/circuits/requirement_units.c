/* The unit each requirement counts in (docs/circuits.md, "Units of margins"). */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Positions of the indexes below. */
enum { ASSET, TIER, SCENARIO, CONTRACT };

#define DECLARATIONS                                                                                                   \
    "circuit rule\n"                                                                                                   \
    "index asset { decimals, price } index tier in asset { rate, size } index scenario { move }\n"                     \
    "index contract in asset { decimals, mark }\n"                                                                     \
    "param coverage, limit[asset]\n"                                                                                   \
    "account held[asset], owed[asset] : units of asset\n"                                                              \
    "account cash : quote units account lots[contract] : integer account bonds[contract] : units of asset\n"           \
    "account pair long[contract], short[contract] : units of contract\n"                                               \
    "pool reserve[asset] : public pool fund : public quote units pool weight[asset] : public integer\n"                \
    "pool kept[asset] : public or committed pool lent[asset] : public or committed quote units\n"                      \
    "pool coins[asset] : public or committed integer\n"

/* Of the only requirement. */
static void assert_unit(const char *text, zks_unit unit, long index)
{
    char whole[2048];
    assert_in_range(snprintf(whole, sizeof whole, "%s%s\n", DECLARATIONS, text), 1, sizeof whole - 1);
    zks_circuit *circuit = circuit_by_hand(whole);
    zks_requirement found = zks_circuit_requirement(circuit, 0);
    if (found.unit != unit || (unit == ZKS_UNIT_MEMBER && found.unit_index != index))
        fail_msg("unit %d of index %ld: %s", (int)found.unit, found.unit_index, text);
    zks_circuit_free(circuit);
}

static void assert_quote(const char *text)
{
    assert_unit(text, ZKS_UNIT_QUOTE, 0);
}

static void assert_members(const char *text, long index)
{
    assert_unit(text, ZKS_UNIT_MEMBER, index);
}

static void assert_none(const char *text)
{
    assert_unit(text, ZKS_UNIT_NONE, 0);
}

static void columns_decide(void **state)
{
    (void)state;
    assert_members("account require asked[asset]: held >= owed", ASSET);
    assert_members("account require asked[asset, scenario]: 2 * held >= coverage * owed / 3", ASSET);
    assert_members("account require asked[tier]: held >= 1", ASSET);
    assert_members("account require asked[contract]: bonds >= 1", ASSET);
    assert_members("account require asked[contract]: -1 <= long - short <= 1", CONTRACT);
    assert_members("account require asked[asset]: sum(contract in asset) bonds >= -held", ASSET);
    assert_quote("account require asked: -cash <= 1");
    assert_quote("account require asked[asset]: price * held >= coverage * cash");
    assert_members("pool require asked[asset]: total(held) <= limit", ASSET);
    assert_members("pool require asked[asset]: reserve >= 1", ASSET);
    assert_members("pool require asked[asset]: coverage * kept + coins >= total(held)", ASSET);
    assert_quote("pool require asked[asset]: lent / 2 >= price * kept");
    assert_quote("pool require asked: sum(asset) price * reserve + fund >= 0");
}

static void what_is_over_an_index_may_change_a_unit(void **state)
{
    (void)state;
    assert_none("account require asked: sum(asset) price * held >= 0");
    assert_none("account require asked[asset]: (1 - price) * held >= limit");
    assert_none("account require asked[scenario]: move * cash >= 0");
    assert_none("account require asked[asset]: held / price >= owed / limit");
    assert_none("let inverse[asset] = 1 / price\naccount require asked[asset]: inverse * held >= 0");
    assert_none("pool require asked[asset]: fund * total(owed) <= reserve * total(held)");
    assert_none("pool require asked[asset]: total(held) / fund <= weight");
    assert_none("pool require asked[asset]: kept >= lent");
    assert_none("pool require asked[asset]: coins >= 1");
    assert_none("pool require asked: total(cash) / fund <= coverage");
}

static void counts_have_no_unit(void **state)
{
    (void)state;
    assert_none("account require asked[contract]: lots <= 100");
    assert_quote("account require asked: sum(contract) lots <= cash");
    assert_none("pool flag low[scenario] if fund < move\n"
                "pool require asked: sum(scenario) low <= coverage * count(scenario)");
    assert_quote("account flag low exactly if cash < 1\naccount require asked: cash >= 100 * low");
}

static void units_of_several_members_are_none(void **state)
{
    (void)state;
    assert_none("account require asked: sum(asset) held >= 0");
    assert_none("account require asked: sum(tier) held >= cash");
    assert_none("account require asked: sum(contract) bonds >= 0");
    assert_none("account require asked[asset]: sum(contract in asset) long >= held");
    assert_none("account require asked[asset]: held >= cash");
    assert_none("account require asked[contract]: bonds >= long");
}

static void lets_are_what_they_stand_for(void **state)
{
    (void)state;
    assert_members("account let net[asset] = 2 * (held - owed)\naccount require asked[asset]: net >= 0", ASSET);
    assert_none("account let net[asset] = held - owed\naccount require asked: sum(asset) net >= 0");
    assert_quote("let half = 1 / 2 account let worth = later + half * cash\n"
                 "account let later = sum(asset) price * held\naccount require asked: worth >= 0");
}

static void advice_counts_in_what_bounds_it(void **state)
{
    (void)state;
    assert_quote("account advice loss[scenario] at least sum(asset) move * held, cash\n"
                 "account advice worst at least loss for scenario\naccount require asked: worst <= 7");
    assert_members("account advice usable[asset] at most held, limit\naccount require asked[asset]: usable >= owed",
                   ASSET);
    assert_none("account advice usable at most held for asset\naccount require asked: usable >= 0");
    assert_none("account advice usable at most smallest(2, asset) held\naccount require asked: usable >= 0");
    assert_quote("account advice tail[asset] at least largest(1, scenario) move * held, cash for scenario\n"
                 "account require asked[asset]: tail <= 7");
    assert_members("account advice slice[tier] at most held filling size\n"
                   "account require asked[asset]: sum(tier in asset) slice >= 0",
                   ASSET);
    assert_none("account advice slice[tier] at most price * held filling size\n"
                "account require asked: sum(tier) rate * slice >= 0");
    assert_none("account advice loss at least sum(asset) price * owed\naccount require asked: loss <= 7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_decide),
        cmocka_unit_test(what_is_over_an_index_may_change_a_unit),
        cmocka_unit_test(counts_have_no_unit),
        cmocka_unit_test(units_of_several_members_are_none),
        cmocka_unit_test(lets_are_what_they_stand_for),
        cmocka_unit_test(advice_counts_in_what_bounds_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
