/* Medians of prices, exactly. */
#include "priced.h"

#include "sources/price_median.h"

enum { MOST = 4 };

typedef struct {
    const char *mantissa;
    int exponent;
} price;

/* The median of prices of one asset, each from a note of its own. */
static void assert_median(const price *prices, size_t count, const char *expected)
{
    char name[] = "BTC";
    zks_member member = {.name = name};
    const zks_index index = {.member_count = 1, .members = &member};
    zks_price said[MOST];
    zks_price_note notes[MOST];
    for (size_t i = 0; i < count; i++) {
        said[i] = (zks_price){.asset = "BTC", .mantissa = prices[i].mantissa, .exponent = prices[i].exponent};
        notes[i] = (zks_price_note){.count = 1, .prices = &said[i]};
    }
    zks_median *medians = zks_medians_make(&index, notes, count);
    assert_non_null(medians);
    assert_int_equal(medians[0].notes, count);
    assert_string_equal(medians[0].price, expected);
    zks_medians_free(medians, &index);
}

static void medians_are_exact(void **state)
{
    (void)state;
    static const struct {
        const char *expected;
        size_t count;
        price prices[MOST];
    } cases[] = {
        {"68250.5", 1, {{"6825050000000", -8}}},
        {"1200", 1, {{"12", 2}}},
        {"0", 1, {{"0", 36}}},
        {"-0.5", 1, {{"-5", -1}}},
        {"0.000000000000000000000000000000000001", 1, {{"1", -36}}},
        {"1000000000000000000000000000000000000", 1, {{"1", 36}}},
        {"2", 3, {{"3", 0}, {"1", 0}, {"2", 0}}},
        {"2", 3, {{"2", 0}, {"2000000", -6}, {"1", 9}}},
        {"1.5", 2, {{"2", 0}, {"1", 0}}},
        {"0.5", 2, {{"2", 0}, {"-1", 0}}},
        {"-1", 2, {{"-3", 0}, {"1", 0}}},
        {"2.5", 4, {{"1", 5}, {"3", 0}, {"2", 0}, {"-1", 5}}},
        {"0.0000000000000000000000000000000000015", 2, {{"1", -36}, {"2", -36}}},
        {"500000000000000000000000000000000000.0000000000000000000000000000000000005", 2, {{"1", 36}, {"1", -36}}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_median(cases[i].prices, cases[i].count, cases[i].expected);
}

static void members_are_found_in_any_order(void **state)
{
    (void)state;
    char c[] = "C", a[] = "A", b[] = "B", z[] = "Z";
    zks_member members[] = {{.name = c}, {.name = a}, {.name = z}, {.name = b}};
    const zks_index index = {.member_count = 4, .members = members};
    zks_price first[] = {
        {.asset = "A", .mantissa = "1"}, {.asset = "AA", .mantissa = "9"}, {.asset = "C", .mantissa = "3"}};
    zks_price second[] = {
        {.asset = "", .mantissa = "9"}, {.asset = "B", .mantissa = "2"}, {.asset = "C", .mantissa = "4"}};
    const zks_price_note notes[] = {{.count = 3, .prices = first}, {.count = 3, .prices = second}};
    zks_median *medians = zks_medians_make(&index, notes, 2);
    assert_non_null(medians);
    assert_int_equal(medians[0].notes, 2);
    assert_string_equal(medians[0].price, "3.5");
    assert_int_equal(medians[1].notes, 1);
    assert_string_equal(medians[1].price, "1");
    assert_int_equal(medians[2].notes, 0);
    assert_null(medians[2].price);
    assert_int_equal(medians[3].notes, 1);
    assert_string_equal(medians[3].price, "2");
    zks_medians_free(medians, &index);
}

/* As many of everything as there may be: what took quadratic time would not end. */
static void many_members_and_notes_take_little_time(void **state)
{
    (void)state;
    zks_member *members = calloc(ZKS_MAX_MEMBERS, sizeof *members);
    zks_price *prices = calloc(ZKS_MAX_MEMBERS, sizeof *prices);
    char(*names)[8] = calloc(ZKS_MAX_MEMBERS, sizeof *names);
    assert_true(members != NULL && prices != NULL && names != NULL);
    for (size_t i = 0; i < ZKS_MAX_MEMBERS; i++) {
        snprintf(names[i], sizeof names[i], "%06zu", i);
        prices[i] = (zks_price){.asset = names[i], .mantissa = "1", .exponent = 1};
        members[ZKS_MAX_MEMBERS - 1 - i].name = names[i];
    }
    zks_price_note notes[ZKS_MEDIAN_MAX_NOTES];
    for (size_t i = 0; i < ZKS_MEDIAN_MAX_NOTES; i++)
        notes[i] = (zks_price_note){.count = i < 2 ? ZKS_MAX_MEMBERS : 1, .prices = prices};
    const zks_index index = {.member_count = ZKS_MAX_MEMBERS, .members = members};
    zks_median *medians = zks_medians_make(&index, notes, ZKS_MEDIAN_MAX_NOTES);
    assert_non_null(medians);
    assert_int_equal(medians[0].notes, 2);
    assert_int_equal(medians[ZKS_MAX_MEMBERS - 1].notes, ZKS_MEDIAN_MAX_NOTES);
    assert_string_equal(medians[0].price, "10");
    zks_medians_free(medians, &index);
    free(names);
    free(prices);
    free(members);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_are_exact),
        cmocka_unit_test(members_are_found_in_any_order),
        cmocka_unit_test(many_members_and_notes_take_little_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
