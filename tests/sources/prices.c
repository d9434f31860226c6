/* Feeds against numbers: each check of docs/prices.md, where only that one fails. */
#include "priced.h"

#define BTC "{\"name\":\"BTC\",\"decimals\":8,\"haircut\":\"1\",\"price\":\"3\"}"
#define ETH "{\"name\":\"ETH\",\"decimals\":8,\"haircut\":\"1\",\"price\":\"2\"}"
#define ASSETS "[" ETH "," BTC "]"
#define BOTH PRICE("BTC", "3", "0") "," PRICE("ETH", "20", "-1")

enum { ORACLES = 3 };

static zks_note_signer oracles[ORACLES], stranger;
static zks_circuit *circuit;

static int make_oracles(void **state)
{
    int failed = enter_folder(state);
    for (size_t i = 0; !failed && i < ORACLES; i++)
        oracles[i] = signer_of("oracle.example");
    stranger = signer_of("stranger");
    circuit = priced_circuit();
    return failed;
}

static int forget_oracles(void **state)
{
    for (size_t i = 0; i < ORACLES; i++)
        zks_note_signer_clear(&oracles[i]);
    zks_note_signer_clear(&stranger);
    zks_circuit_free(circuit);
    return leave_folder(state);
}

/* One feed of asset.price by one oracle, or by all of them. */
static zks_price_feed *one_feed(zks_sources *sources, size_t keys)
{
    zks_price_feed *feed = add_feed(sources, "asset", "price");
    for (size_t i = 0; i < keys; i++)
        add_key(feed, &oracles[i]);
    return feed;
}

static zks_status check(const zks_sources *sources, const char *assets, zks_report *report)
{
    zks_numbers numbers = priced_numbers(assets);
    const zks_priced priced = {.sources = sources, .circuit = circuit, .snapshot = TIME};
    *report = (zks_report){.segment = -1};
    zks_status status = zks_prices_check(&priced, &numbers, report);
    zks_numbers_clear(&numbers);
    return status;
}

/* Clears the sources. */
static void assert_checked(zks_sources *sources, zks_status expected, const char *part)
{
    zks_report report;
    zks_status status = check(sources, ASSETS, &report);
    if (status != expected)
        fail_msg("%s, not %s: %s", zks_status_name(status), zks_status_name(expected), report.detail);
    assert_detail(&report, part);
    zks_sources_clear(sources);
}

static void no_feeds_are_fine(void **state)
{
    (void)state;
    assert_checked(&(zks_sources){0}, ZKS_OK, "");
}

static void one_oracle_is_enough_for_a_quorum_of_one(void **state)
{
    (void)state;
    zks_sources sources = {0};
    add_note(one_feed(&sources, 1), &oracles[0], NOTE(BOTH));
    assert_checked(&sources, ZKS_OK, "");
}

static void two_of_three_are_a_quorum_of_two(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 3);
    feed->quorum = 2;
    add_note(feed, &oracles[2], NOTE(PRICE("BTC", "4", "0") "," PRICE("ETH", "1", "0")));
    add_note(feed, &oracles[0], NOTE(PRICE("BTC", "2", "0") "," PRICE("ETH", "3", "0") "," PRICE("XYZ", "1", "0")));
    assert_checked(&sources, ZKS_OK, "");
}

static void every_member_has_a_quorum_of_its_own(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 3);
    feed->quorum = 2;
    add_note(feed, &oracles[0], NOTE(BOTH));
    add_note(feed, &oracles[1], NOTE(BOTH));
    add_note(feed, &oracles[2], NOTE(PRICE("ETH", "2", "0")));
    assert_checked(&sources, ZKS_OK, "");
    feed = one_feed(&sources, 3);
    feed->quorum = 2;
    add_note(feed, &oracles[0], NOTE(BOTH));
    add_note(feed, &oracles[2], NOTE(PRICE("ETH", "2", "0")));
    assert_checked(&sources, ZKS_REJECT_PRICE_MISSING, "prices[0] (asset.price): BTC: priced by 1 oracle, not 2");
}

static void an_asset_without_a_price_is_missing(void **state)
{
    (void)state;
    zks_sources sources = {0};
    add_note(one_feed(&sources, 1), &oracles[0], NOTE(PRICE("BTC", "3", "0")));
    assert_checked(&sources, ZKS_REJECT_PRICE_MISSING, "ETH: priced by 0 oracles, not 1");
}

static void a_declared_member_is_the_issuers_word(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 1);
    add_text(&feed->declared, "ETH");
    add_note(feed, &oracles[0], NOTE(PRICE("BTC", "3", "0") "," PRICE("ETH", "999", "0")));
    assert_checked(&sources, ZKS_OK, "");
}

static void one_unit_in_the_last_place_is_another_price(void **state)
{
    (void)state;
    zks_sources sources = {0};
    add_note(one_feed(&sources, 1), &oracles[0],
             NOTE(PRICE("BTC", "3000000000000000000000000000000000001", "-36") "," PRICE("ETH", "2", "0")));
    assert_checked(&sources, ZKS_REJECT_PRICE_VALUE,
                   "BTC: stated as 3; the oracles' median is 3.000000000000000000000000000000000001");
}

static void several_feeds_are_checked_in_order(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = add_feed(&sources, "asset", "haircut");
    add_key(feed, &oracles[0]);
    add_note(feed, &oracles[0], NOTE(PRICE("BTC", "1", "0") "," PRICE("ETH", "1", "0")));
    add_note(one_feed(&sources, 1), &oracles[0], NOTE(PRICE("BTC", "5", "0") "," PRICE("ETH", "2", "0")));
    assert_checked(&sources, ZKS_REJECT_PRICE_VALUE, "prices[1] (asset.price): BTC: stated as 3");
}

/* ---- the circuit ----------------------------------------------------------------------------------------------- */

static void the_circuit_has_what_is_priced(void **state)
{
    (void)state;
    static const struct {
        const char *index, *field, *declared, *part;
    } cases[] = {{"assets", "price", NULL, "prices[0] (assets.price): the circuit has no such index"},
                 {"asset", "prices", NULL, "the index has no such field"},
                 {"asset", "decimals", NULL, "the index has no such field"},
                 {"asset", "fee", NULL, "the index has no such field"},
                 {"asset", "price", "DOGE", "declared[0]: the index has no member 'DOGE'"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_sources sources = {0};
        zks_price_feed *feed = add_feed(&sources, cases[i].index, cases[i].field);
        add_key(feed, &oracles[0]);
        add_note(feed, &oracles[0], NOTE(BOTH));
        if (cases[i].declared != NULL)
            add_text(&feed->declared, cases[i].declared);
        assert_checked(&sources, ZKS_REJECT_CIRCUIT, cases[i].part);
    }
}

/* ---- price-encoding -------------------------------------------------------------------------------------------- */

static void feeds_stand_in_order_and_once(void **state)
{
    (void)state;
    static const char *const before[][2] = {{"asset", "price"}, {"chain", "fee"}};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        zks_sources sources = {0};
        zks_price_feed *feed = add_feed(&sources, before[i][0], before[i][1]);
        add_key(feed, &oracles[0]);
        add_note(feed, &oracles[0], NOTE(BOTH));
        add_note(one_feed(&sources, 1), &oracles[0], NOTE(BOTH));
        zks_numbers numbers = priced_numbers(ASSETS ",\"chain\":[{\"name\":\"BTC\",\"fee\":\"3\"}]");
        const zks_priced priced = {.sources = &sources, .circuit = circuit, .snapshot = TIME};
        zks_report report = {.segment = -1};
        assert_int_equal(zks_prices_check(&priced, &numbers, &report), ZKS_REJECT_PRICE_ENCODING);
        assert_detail(&report, "prices[1] (asset.price): not behind the feed before it");
        zks_numbers_clear(&numbers);
        zks_sources_clear(&sources);
    }
}

static void declared_members_stand_in_order_and_once(void **state)
{
    (void)state;
    static const char *const second[] = {"BTC", "ETH"};
    for (size_t i = 0; i < 2; i++) {
        zks_sources sources = {0};
        zks_price_feed *feed = one_feed(&sources, 1);
        add_text(&feed->declared, "ETH");
        add_text(&feed->declared, second[i]);
        add_note(feed, &oracles[0], NOTE(BOTH));
        assert_checked(&sources, ZKS_REJECT_PRICE_ENCODING, "declared: not in ascending order, each once");
    }
}

static void keys_are_keys(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 1);
    add_text(&feed->keys, "oracle+00000000+AAAA");
    add_note(feed, &oracles[0], NOTE(BOTH));
    assert_checked(&sources, ZKS_REJECT_PRICE_ENCODING, "prices[0] (asset.price): keys[1]: ");

    feed = one_feed(&sources, 2);
    zks_note_signer again = oracles[1];
    zks_note_key_make(&again.key, "another.name", strlen("another.name"), oracles[1].key.public_key);
    add_key(feed, &again);
    add_note(feed, &oracles[0], NOTE(BOTH));
    assert_checked(&sources, ZKS_REJECT_PRICE_ENCODING, "keys[2]: the same key as keys[1]");
}

static void numbers_of_a_feed_have_ranges(void **state)
{
    (void)state;
    static const struct {
        uint64_t quorum, latency;
        const char *part;
    } cases[] = {{0, 0, "quorum: 0, not 1 to the number of keys, 3"},
                 {4, 0, "quorum: 4, not 1 to the number of keys, 3"},
                 {1, UINT64_C(1) << 31, "latency: not 0 to 2147483647 seconds"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_sources sources = {0};
        zks_price_feed *feed = one_feed(&sources, 3);
        feed->quorum = cases[i].quorum;
        feed->latency = cases[i].latency;
        add_note(feed, &oracles[0], NOTE(BOTH));
        assert_checked(&sources, ZKS_REJECT_PRICE_ENCODING, cases[i].part);
    }
}

static void a_feed_has_1_to_64_notes(void **state)
{
    (void)state;
    zks_sources sources = {0};
    one_feed(&sources, 1);
    assert_checked(&sources, ZKS_REJECT_PRICE_ENCODING, "notes: 0 of them, not 1 to 64");
    zks_price_feed *feed = one_feed(&sources, 1);
    for (size_t i = 0; i < 65; i++)
        add_text(&feed->notes, "");
    assert_checked(&sources, ZKS_REJECT_PRICE_ENCODING, "notes: 65 of them, not 1 to 64");
}

static void a_note_is_one(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 2);
    add_note(feed, &oracles[0], NOTE(BOTH));
    add_note(feed, &oracles[1], NOTE(PRICE("BTC", "3", "99")));
    assert_checked(&sources, ZKS_REJECT_PRICE_ENCODING, "notes[1]: prices.BTC.exponent");
}

/* ---- each note ------------------------------------------------------------------------------------------------- */

static void a_note_of_nobody_named_is_refused(void **state)
{
    (void)state;
    zks_sources sources = {0};
    add_note(one_feed(&sources, 1), &stranger, NOTE(BOTH));
    assert_checked(&sources, ZKS_REJECT_PRICE_SIGNATURE, "notes[0]: not signed by one of the keys");
}

static void a_note_of_two_is_refused(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 2);
    char *one = sign_text(&oracles[0], NOTE(BOTH)), *other = sign_text(&oracles[1], NOTE(BOTH));
    const char *line = strstr(other, "\u2014");
    char *both = malloc(strlen(one) + strlen(line) + 1);
    assert_non_null(both);
    strcat(strcpy(both, one), line);
    add_text(&feed->notes, both);
    free(both);
    free(one);
    free(other);
    assert_checked(&sources, ZKS_REJECT_PRICE_SIGNATURE, "signed by 2 of the keys that are named, not by one");
}

static void a_note_changed_after_signing_is_refused(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 1);
    add_note(feed, &oracles[0], NOTE(PRICE("BTC", "4", "0") "," PRICE("ETH", "20", "-1")));
    *strchr(feed->notes.text[0], '4') = '3';
    assert_checked(&sources, ZKS_REJECT_PRICE_SIGNATURE, "the signature of 'oracle.example' does not verify");
}

static void other_signatures_are_carried_along(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 1);
    char *note = sign_text(&oracles[0], NOTE(BOTH)), *other = sign_text(&stranger, NOTE(BOTH));
    const char *line = strstr(other, "\u2014");
    char *both = malloc(strlen(note) + strlen(line) + 1);
    assert_non_null(both);
    strcat(strcpy(both, note), line);
    add_text(&feed->notes, both);
    free(both);
    free(note);
    free(other);
    assert_checked(&sources, ZKS_OK, "");
}

static void a_note_is_in_the_quote_currency(void **state)
{
    (void)state;
    zks_sources sources = {0};
    add_note(one_feed(&sources, 1), &oracles[0], NOTE_AT(TIME, "EUR", BOTH));
    assert_checked(&sources, ZKS_REJECT_PRICE_QUOTE, "notes[0]: in 'EUR', not in 'USD'");
}

static void a_note_is_near_the_snapshot(void **state)
{
    (void)state;
    static const struct {
        const char *note;
        zks_status expected;
        const char *part;
    } cases[] = {
        {NOTE_AT("2026-06-30T00:01:00Z", "USD", BOTH), ZKS_OK, ""},
        {NOTE_AT("2026-06-29T23:59:00Z", "USD", BOTH), ZKS_OK, ""},
        {NOTE_AT("2026-06-30T00:01:01Z", "USD", BOTH), ZKS_REJECT_PRICE_STALE,
         "notes[0]: of 2026-06-30T00:01:01Z, more than 60 s from the snapshot, " TIME},
        {NOTE_AT("2026-06-29T23:58:59Z", "USD", BOTH), ZKS_REJECT_PRICE_STALE, "more than 60 s"},
        {NOTE_AT("0000-01-01T00:00:00Z", "USD", BOTH), ZKS_REJECT_PRICE_STALE, "more than 60 s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_sources sources = {0};
        add_note(one_feed(&sources, 1), &oracles[0], cases[i].note);
        assert_checked(&sources, cases[i].expected, cases[i].part);
    }
}

static void an_oracle_has_one_note(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_price_feed *feed = one_feed(&sources, 2);
    add_note(feed, &oracles[0], NOTE(BOTH));
    add_note(feed, &oracles[0], NOTE_AT("2026-06-30T00:00:01Z", "USD", BOTH));
    assert_checked(&sources, ZKS_REJECT_PRICE_REPEATED, "notes[1]: a second one of 'oracle.example'");
}

/* ---- a policy's numbers ---------------------------------------------------------------------------------------- */

#define BARE_BTC "{\"name\":\"BTC\",\"decimals\":8,\"haircut\":\"1\"}"
#define BARE_ETH "{\"name\":\"ETH\",\"decimals\":8,\"haircut\":\"1\"}"

static zks_status fill(zks_sources *sources, zks_numbers *numbers, const char *assets, zks_report *report)
{
    *numbers = priced_numbers(assets);
    const zks_priced priced = {.sources = sources, .circuit = circuit, .snapshot = TIME};
    *report = (zks_report){.segment = -1};
    zks_status status = zks_prices_fill(numbers, &priced, report);
    if (status == ZKS_OK)
        assert_int_equal(zks_prices_check(&priced, numbers, report), ZKS_OK);
    zks_sources_clear(sources);
    return status;
}

static void prices_are_filled_in(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_numbers numbers;
    zks_report report;
    add_note(one_feed(&sources, 1), &oracles[0], NOTE(PRICE("BTC", "350", "-2") "," PRICE("ETH", "2", "0")));
    assert_int_equal(fill(&sources, &numbers, "[" BARE_ETH "," BARE_BTC "]", &report), ZKS_OK);
    const zks_member *btc = &numbers.indexes[0].members[1];
    assert_int_equal(btc->field_count, 2);
    assert_string_equal(btc->fields[1].name, "price");
    assert_string_equal(btc->fields[1].value, "3.5");
    zks_numbers_clear(&numbers);
}

static void what_cannot_be_filled_in_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *assets, *declared, *note;
        zks_status expected;
        const char *part;
    } cases[] = {
        {"[" BARE_ETH "," BTC "]", NULL, NOTE(BOTH), ZKS_ERROR_INPUT, "indexes.asset[1].price: comes from price notes"},
        {"[" BARE_ETH "," BARE_BTC "]", "BTC", NOTE(BOTH), ZKS_ERROR_INPUT,
         "indexes.asset[1].price: missing, and the member is declared"},
        {"[" BARE_ETH "," BTC "]", "BTC", NOTE(BOTH), ZKS_OK, ""},
        {"[" BARE_ETH "," BARE_BTC "]", NULL, NOTE(PRICE("ETH", "2", "0")), ZKS_REJECT_PRICE_MISSING,
         "prices[0] (asset.price): BTC: priced by 0 oracles, not 1"},
        {"[" BARE_ETH "," BARE_BTC "]", NULL, NOTE_AT("2026-06-30T01:00:00Z", "USD", BOTH), ZKS_REJECT_PRICE_STALE,
         "prices[0] (asset.price): notes[0]: of 2026-06-30T01:00:00Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_sources sources = {0};
        zks_numbers numbers;
        zks_report report;
        zks_price_feed *feed = one_feed(&sources, 1);
        if (cases[i].declared != NULL)
            add_text(&feed->declared, cases[i].declared);
        add_note(feed, &oracles[0], cases[i].note);
        assert_int_equal(fill(&sources, &numbers, cases[i].assets, &report), cases[i].expected);
        assert_detail(&report, cases[i].part);
        zks_numbers_clear(&numbers);
    }
}

static void a_median_longer_than_numbers_are_is_refused(void **state)
{
    (void)state;
#define ONES "1111111111111111111111111111111111111111111111111111111111111111"
    zks_sources sources = {0};
    zks_numbers numbers;
    zks_report report;
    zks_price_feed *feed = one_feed(&sources, 2);
    add_note(feed, &oracles[0], NOTE(PRICE("BTC", ONES, "36")));
    add_note(feed, &oracles[1], NOTE(PRICE("BTC", "1", "-36")));
    assert_int_equal(fill(&sources, &numbers, "[" BARE_BTC "]", &report), ZKS_ERROR_INPUT);
    assert_detail(&report, "indexes.asset[0].price: the oracles' median has more than 128 characters");
    zks_numbers_clear(&numbers);
}

/* ---- trust ----------------------------------------------------------------------------------------------------- */

static void every_key_has_to_be_trusted(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_report report;
    const zks_note_key two[] = {oracles[1].key, oracles[0].key}, other[] = {oracles[0].key, stranger.key};
    one_feed(&sources, 2);
    assert_int_equal(zks_prices_are_trusted(&sources, two, 2, &report), ZKS_OK);
    assert_int_equal(zks_prices_are_trusted(&sources, other, 2, &report), ZKS_REJECT_PRICE_UNTRUSTED);
    assert_detail(&report, "prices[0] (asset.price): keys[1]: 'oracle.example+");
    zks_sources_clear(&sources);
}

static void a_key_is_trusted_under_any_name(void **state)
{
    (void)state;
    zks_sources sources = {0};
    zks_report report;
    zks_note_key renamed;
    zks_note_key_make(&renamed, "mine", strlen("mine"), oracles[0].key.public_key);
    one_feed(&sources, 1);
    assert_int_equal(zks_prices_are_trusted(&sources, &renamed, 1, &report), ZKS_OK);
    zks_sources_clear(&sources);
}

static void no_feeds_are_not_trusted(void **state)
{
    (void)state;
    zks_report report;
    assert_int_equal(zks_prices_are_trusted(&(zks_sources){0}, &oracles[0].key, 1, &report),
                     ZKS_REJECT_PRICE_UNTRUSTED);
    assert_detail(&report, "no prices are signed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_feeds_are_fine),
        cmocka_unit_test(one_oracle_is_enough_for_a_quorum_of_one),
        cmocka_unit_test(two_of_three_are_a_quorum_of_two),
        cmocka_unit_test(every_member_has_a_quorum_of_its_own),
        cmocka_unit_test(an_asset_without_a_price_is_missing),
        cmocka_unit_test(a_declared_member_is_the_issuers_word),
        cmocka_unit_test(one_unit_in_the_last_place_is_another_price),
        cmocka_unit_test(several_feeds_are_checked_in_order),
        cmocka_unit_test(the_circuit_has_what_is_priced),
        cmocka_unit_test(feeds_stand_in_order_and_once),
        cmocka_unit_test(declared_members_stand_in_order_and_once),
        cmocka_unit_test(keys_are_keys),
        cmocka_unit_test(numbers_of_a_feed_have_ranges),
        cmocka_unit_test(a_feed_has_1_to_64_notes),
        cmocka_unit_test(a_note_is_one),
        cmocka_unit_test(a_note_of_nobody_named_is_refused),
        cmocka_unit_test(a_note_of_two_is_refused),
        cmocka_unit_test(a_note_changed_after_signing_is_refused),
        cmocka_unit_test(other_signatures_are_carried_along),
        cmocka_unit_test(a_note_is_in_the_quote_currency),
        cmocka_unit_test(a_note_is_near_the_snapshot),
        cmocka_unit_test(an_oracle_has_one_note),
        cmocka_unit_test(prices_are_filled_in),
        cmocka_unit_test(what_cannot_be_filled_in_is_refused),
        cmocka_unit_test(a_median_longer_than_numbers_are_is_refused),
        cmocka_unit_test(every_key_has_to_be_trusted),
        cmocka_unit_test(a_key_is_trusted_under_any_name),
        cmocka_unit_test(no_feeds_are_not_trusted),
    };
    return cmocka_run_group_tests(tests, make_oracles, forget_oracles);
}
