/* Times: which are canonical, and what any RFC 3339 time is in UTC. */
#include "attestation/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *utc; /* NULL: not a time */
} times[] = {
    {"2026-08-20T00:00:00Z", "2026-08-20T00:00:00Z"},
    {"2026-08-20t23:59:59z", "2026-08-20T23:59:59Z"},
    {"2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"},
    {"2000-02-29T12:00:00Z", "2000-02-29T12:00:00Z"},
    {"1900-02-28T12:00:00Z", "1900-02-28T12:00:00Z"},
    {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
    {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
    /* offsets, across days, months, leap days and years */
    {"2026-08-20T00:00:00+00:00", "2026-08-20T00:00:00Z"},
    {"2026-08-20T00:00:00-00:00", "2026-08-20T00:00:00Z"},
    {"2026-08-20T02:30:00+05:45", "2026-08-19T20:45:00Z"},
    {"2026-12-31T23:30:00-00:30", "2027-01-01T00:00:00Z"},
    {"2024-03-01T00:00:00+23:59", "2024-02-29T00:01:00Z"},
    {"2023-03-01T00:00:00+01:00", "2023-02-28T23:00:00Z"},
    {"0000-01-01T00:59:59+01:00", NULL},
    {"9999-12-31T23:00:00-01:00", NULL},
    {"2026-08-20T00:00:00+24:00", NULL},
    {"2026-08-20T00:00:00+00:60", NULL},
    {"2026-08-20T00:00:00+0000", NULL},
    {"2026-08-20T00:00:00+00:000", NULL},
    {"2026-08-20T00:00:00", NULL},
    /* dates and times of day that do not exist */
    {"2023-02-29T12:00:00Z", NULL},
    {"1900-02-29T12:00:00Z", NULL},
    {"2026-04-31T12:00:00Z", NULL},
    {"2026-13-01T12:00:00Z", NULL},
    {"2026-00-01T12:00:00Z", NULL},
    {"2026-01-00T12:00:00Z", NULL},
    {"2026-01-32T12:00:00Z", NULL},
    {"2026-08-20T24:00:00Z", NULL},
    {"2026-08-20T23:60:00Z", NULL},
    {"2016-12-31T23:59:60Z", NULL},
    /* other shapes */
    {"", NULL},
    {"2026-08-20", NULL},
    {"2026-08-20 00:00:00Z", NULL},
    {"2026-08-20T00:00:00.0Z", NULL},
    {"2026-08-20T00:00Z", NULL},
    {"2026-8-20T00:00:00Z", NULL},
    {"20260820T000000Z", NULL},
    {" 2026-08-20T00:00:00Z", NULL},
    {"2026-08-20T00:00:00Z ", NULL},
    {"2026-08-20T00:00:00ZZ", NULL},
    {"+026-08-20T00:00:00Z", NULL},
    {"-026-08-20T00:00:00Z", NULL},
};

static void table_of_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char out[21] = "untouched";
        assert_int_equal(zks_time_canonical(out, times[i].text), times[i].utc != NULL);
        assert_string_equal(out, times[i].utc != NULL ? times[i].utc : "untouched");
        bool is_canonical = times[i].utc != NULL && strcmp(times[i].text, times[i].utc) == 0;
        assert_int_equal(zks_time_is_canonical(times[i].text), is_canonical);
    }
}

static void converts_in_place(void **state)
{
    (void)state;
    char time[32] = "2026-08-20T02:30:00+05:45";
    assert_true(zks_time_canonical(time, time));
    assert_string_equal(time, "2026-08-19T20:45:00Z");
}

static void now_is_canonical(void **state)
{
    (void)state;
    char now[21];
    zks_time_now(now);
    assert_true(zks_time_is_canonical(now));
    assert_true(strcmp(now, "2024-01-01T00:00:00Z") > 0);
}

static void times_are_seconds_and_back(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds;
    } known[] = {{"1970-01-01T00:00:00Z", 0},
                 {"1969-12-31T23:59:59Z", -1},
                 {"2026-08-20T00:00:00Z", 1787184000},
                 {"0000-01-01T00:00:00Z", -62167219200},
                 {"9999-12-31T23:59:59Z", 253402300799}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int64_t seconds;
        char text[21];
        assert_true(zks_time_to_seconds(&seconds, known[i].text));
        assert_int_equal(seconds, known[i].seconds);
        assert_true(zks_time_from_seconds(text, known[i].seconds));
        assert_string_equal(text, known[i].text);
    }
    int64_t untouched = 7;
    char text[21];
    assert_false(zks_time_to_seconds(&untouched, "2026-08-20T00:00:00+01:00"));
    assert_int_equal(untouched, 7);
    assert_false(zks_time_from_seconds(text, 253402300800));
    assert_false(zks_time_from_seconds(text, INT64_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_of_times),
        cmocka_unit_test(converts_in_place),
        cmocka_unit_test(now_is_canonical),
        cmocka_unit_test(times_are_seconds_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
