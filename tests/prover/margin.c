/* Margins as people read them: exact, in lowest terms, and rounded the way that is said. */
#include "fixture.h"

#include "prover/margin.h"

static void assert_texts(const char *fraction, const char *exact, const char *down, const char *up)
{
    const zks_member unit = {.name = "USDT", .decimals = 2};
    mpq_t value;
    mpq_init(value);
    assert_int_equal(mpq_set_str(value, fraction, 10), 0);
    mpq_canonicalize(value);
    char *texts[] = {zks_margin_exact(value), zks_margin_rounded_down(value, &unit),
                     zks_margin_rounded_up(value, &unit)};
    assert_string_equal(texts[0], exact);
    assert_string_equal(texts[1], down);
    assert_string_equal(texts[2], up);
    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
    mpq_clear(value);
}

static void texts_are_exact_or_rounded_as_said(void **state)
{
    (void)state;
    assert_texts("0", "0", "0 USDT", "0 USDT");
    assert_texts("7", "7", "7 USDT", "7 USDT");
    assert_texts("25/2", "12.5", "12.5 USDT", "12.5 USDT");
    assert_texts("-25/2", "-12.5", "-12.5 USDT", "-12.5 USDT");
    assert_texts("1/1000", "0.001", "0 USDT", "0.01 USDT");
    assert_texts("-1/1000", "-0.001", "-0.01 USDT", "0 USDT");
    assert_texts("1/3", "1/3", "0.33 USDT", "0.34 USDT");
    assert_texts("-2/6", "-1/3", "-0.34 USDT", "-0.33 USDT");
    assert_texts("1/1048576", "0.00000095367431640625", "0 USDT", "0.01 USDT");
    assert_texts("1/15625", "0.000064", "0 USDT", "0.01 USDT");
    assert_texts("1000000000000000000003/7", "1000000000000000000003/7", "142857142857142857143.28 USDT",
                 "142857142857142857143.29 USDT");
}

#define NUMBERS                                                                                                        \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{"                                        \
    "\"asset\":[{\"name\":\"BTC\",\"decimals\":8},{\"name\":\"ETH\",\"decimals\":3}],"                                 \
    "\"place\":[{\"name\":\"north\"},{\"name\":\"south\"},{\"name\":\"east\"}]}}"

static const zks_integer_constraint *constraint_of(const zks_table *table, const char *name)
{
    for (size_t i = 0; i < table->constraint_count; i++)
        if (strcmp(table->constraints[i].name, name) == 0)
            return &table->constraints[i];
    fail_msg("no constraint %s", name);
    return NULL;
}

static void assert_unit(const zks_compiled *c, const char *constraint, const char *unit, size_t expected_position,
                        const char *members)
{
    size_t position;
    const zks_integer_constraint *found = constraint_of(c->table, constraint);
    char *names = zks_margin_members(c, found);
    assert_string_equal(zks_margin_unit(c, found, &position)->name, unit);
    assert_int_equal(position, expected_position);
    assert_string_equal(names, members);
    free(names);
}

/* The unit is that of the last index with decimals. */
static void units_come_from_the_members(void **state)
{
    (void)state;
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    fixture f =
        fixture_new("circuit places\nindex asset { decimals }\nindex place {}\n"
                    "account a[asset, place] : units of asset\n"
                    "account require each[asset, place]: a >= 0\naccount require all: sum(asset) sum(place) a >= 0\n"
                    "account require by_place[place]: sum(asset) a >= 0\n"
                    "account require by_asset[asset]: sum(place) a >= 0\n",
                    NUMBERS);
    zks_table *table = zks_table_compile(f.circuit, &f.numbers, ZKS_SCOPE_ACCOUNT, 1, &diagnostics, &status);
    assert_non_null(table);
    zks_compiled c = {f.circuit, &f.numbers, table};
    assert_unit(&c, "each[BTC, south]", "BTC", 0, "BTC, south");
    assert_unit(&c, "each[ETH, east]", "ETH", 1, "ETH, east");
    assert_unit(&c, "all", "USDT", 0, "");
    assert_unit(&c, "by_place[east]", "USDT", 0, "east");
    assert_unit(&c, "by_asset[ETH]", "ETH", 1, "ETH");
    assert_int_equal(zks_margin_unit_count(&c, 0), 2);
    assert_int_equal(zks_margin_unit_count(&c, 1), 1);
    assert_int_equal(zks_margin_unit_count(&c, 2), 1);
    assert_int_equal(zks_margin_unit_count(&c, 3), 2);
    zks_table_free(table);
    fixture_clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_exact_or_rounded_as_said),
        cmocka_unit_test(units_come_from_the_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
