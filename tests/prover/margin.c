/* Margins as people read them: exact, in lowest terms, and rounded the way that is said. */
#include "circuits/decimal.h"
#include "fixture.h"

#include "prover/margin.h"

static void assert_texts(const char *fraction, const char *exact, const char *down, const char *up)
{
    const zks_member unit = {.name = "USDT", .decimals = 2};
    mpq_t value;
    mpq_init(value);
    assert_int_equal(mpq_set_str(value, fraction, 10), 0);
    mpq_canonicalize(value);
    char *texts[] = {zks_decimal_from_rational(value), zks_margin_rounded_down(value, &unit),
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
    assert_texts("0", "0", "0", "0");
    assert_texts("7", "7", "7", "7");
    assert_texts("25/2", "12.5", "12.5", "12.5");
    assert_texts("-25/2", "-12.5", "-12.5", "-12.5");
    assert_texts("1/1000", "0.001", "0", "0.01");
    assert_texts("-1/1000", "-0.001", "-0.01", "0");
    assert_texts("1/3", "1/3", "0.33", "0.34");
    assert_texts("-2/6", "-1/3", "-0.34", "-0.33");
    assert_texts("1/1048576", "0.00000095367431640625", "0", "0.01");
    assert_texts("1/15625", "0.000064", "0", "0.01");
    assert_texts("1000000000000000000003/7", "1000000000000000000003/7", "142857142857142857143.28",
                 "142857142857142857143.29");
}

static void numbers_without_a_unit_have_8_decimals(void **state)
{
    (void)state;
    mpq_t third;
    mpq_init(third);
    mpq_set_si(third, -1, 3);
    char *down = zks_margin_rounded_down(third, NULL), *up = zks_margin_rounded_up(third, NULL);
    assert_string_equal(down, "-0.33333334");
    assert_string_equal(up, "-0.33333333");
    free(down);
    free(up);
    mpq_clear(third);
}

#define NUMBERS                                                                                                        \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{"                                        \
    "\"asset\":[{\"name\":\"BTC\",\"decimals\":8},{\"name\":\"ETH\",\"decimals\":3}],"                                 \
    "\"lot\":[{\"name\":\"old\",\"in\":\"ETH\"},{\"name\":\"young\",\"in\":\"BTC\"}],"                                 \
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
    const zks_member *member = zks_margin_unit(c, found, &position);
    assert_string_equal(member != NULL ? member->name : "none", unit);
    assert_int_equal(position, expected_position);
    assert_string_equal(names, members);
    free(names);
}

/* Of a member of one of the requirement's indexes, or of its parent; of the quote currency; or none. */
static void units_come_from_the_members(void **state)
{
    (void)state;
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    fixture f =
        fixture_new("circuit places\nindex asset { decimals }\nindex place {}\nindex lot in asset {}\n"
                    "account a[asset, place] : units of asset\naccount cash : quote units\n"
                    "account require each[asset, place]: a >= 0\naccount require all: sum(asset) sum(place) a >= 0\n"
                    "account require by_place[place]: sum(asset) a >= 0\n"
                    "account require by_asset[asset]: sum(place) a >= 0\n"
                    "account require by_lot[place, lot]: a >= 0\n"
                    "account require in_cash[lot]: cash >= 0\n",
                    NUMBERS);
    zks_table *table = zks_table_compile(f.circuit, &f.numbers, ZKS_SCOPE_ACCOUNT, 1, &diagnostics, &status);
    assert_non_null(table);
    zks_compiled c = {f.circuit, &f.numbers, table};
    assert_unit(&c, "each[BTC, south]", "BTC", 0, "BTC, south");
    assert_unit(&c, "each[ETH, east]", "ETH", 1, "ETH, east");
    assert_unit(&c, "all", "none", 0, "");
    assert_unit(&c, "by_place[east]", "none", 0, "east");
    assert_unit(&c, "by_asset[ETH]", "ETH", 1, "ETH");
    assert_unit(&c, "by_lot[south, old]", "ETH", 1, "south, old");
    assert_unit(&c, "by_lot[south, young]", "BTC", 0, "south, young");
    assert_unit(&c, "in_cash[old]", "USDT", 0, "old");
    assert_int_equal(zks_margin_unit_count(&c, 0), 2);
    assert_int_equal(zks_margin_unit_count(&c, 1), 1);
    assert_int_equal(zks_margin_unit_count(&c, 2), 1);
    assert_int_equal(zks_margin_unit_count(&c, 3), 2);
    assert_int_equal(zks_margin_unit_count(&c, 4), 2);
    assert_int_equal(zks_margin_unit_count(&c, 5), 1);
    zks_table_free(table);
    fixture_clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_exact_or_rounded_as_said),
        cmocka_unit_test(numbers_without_a_unit_have_8_decimals),
        cmocka_unit_test(units_come_from_the_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
