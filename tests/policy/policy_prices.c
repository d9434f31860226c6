/* The member "prices" of a policy: what is read, in which order, and what is wrong about it. */
#include "../sources/priced.h"

#include "policy/policy_file.h"

#include <sys/stat.h>

#define HEAD                                                                                                           \
    "{\"circuit\":\"spot\",\"issuer\":\"Example\",\"snapshot\":\"" TIME "\",\"quote\":{\"name\":\"USD\","              \
    "\"decimals\":2},\"params\":{\"coverage\":1},\"indexes\":{\"asset\":[{\"name\":\"BTC\",\"decimals\":8},"           \
    "{\"name\":\"USD\",\"decimals\":2,\"price\":\"1\"}]}"
#define POLICY(prices) HEAD ",\"prices\":" prices "}"
#define FEED(field, rest) "{\"field\":\"" field "\"," rest "}"
#define USUAL "\"keys\":[\"keys\"],\"notes\":[\"btc.note\"],\"latency\":60"
#define WHOLE FEED("asset.price", USUAL ",\"declared\":[\"USD\"]")

static zks_note_signer oracles[2];
static char keys[2][ZKS_NOTE_KEY_TEXT + 1];

/* In the folder "sub": a note, and a file of both keys. */
static int write_sources(void **state)
{
    if (enter_folder(state) != 0 || mkdir("sub", 0700) != 0)
        return -1;
    for (size_t i = 0; i < 2; i++) {
        oracles[i] = signer_of("oracle.example");
        zks_note_key_text(keys[i], &oracles[i].key);
    }
    char both[sizeof keys + 64];
    snprintf(both, sizeof both, "# ours\n%s\n%s\n", keys[0], keys[1]);
    write_text("sub/keys", both);
    char *note = sign_text(&oracles[0], NOTE(PRICE("BTC", "6825050", "-2")));
    write_text("sub/btc.note", note);
    free(note);
    write_file("sub/nul.note", "a\0b", 3);
    return 0;
}

static int forget_sources(void **state)
{
    for (size_t i = 0; i < 2; i++)
        zks_note_signer_clear(&oracles[i]);
    return leave_folder(state);
}

static zks_status parse(zks_policy *policy, const char *text, zks_report *report)
{
    *policy = (zks_policy){0};
    *report = (zks_report){.segment = -1};
    return zks_policy_parse(policy, text, strlen(text), "sub/policy.json", report);
}

static void feeds_are_read(void **state)
{
    (void)state;
    zks_policy policy;
    zks_report report;
    if (parse(&policy, POLICY("[" WHOLE "]"), &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(policy.sources.feed_count, 1);
    const zks_price_feed *feed = &policy.sources.feeds[0];
    assert_string_equal(feed->index, "asset");
    assert_string_equal(feed->field, "price");
    assert_int_equal(feed->keys.count, 2);
    assert_string_equal(feed->keys.text[0], keys[0]);
    assert_string_equal(feed->keys.text[1], keys[1]);
    assert_int_equal(feed->notes.count, 1);
    assert_int_equal(strncmp(feed->notes.text[0], "{\"prices\":", 10), 0);
    assert_int_equal(feed->latency, 60);
    assert_int_equal(feed->quorum, 2);
    assert_int_equal(feed->declared.count, 1);
    assert_string_equal(feed->declared.text[0], "USD");
    zks_policy_clear(&policy);
}

static void a_key_may_stand_in_the_policy(void **state)
{
    (void)state;
    char text[2048];
    zks_policy policy;
    zks_report report;
    snprintf(text, sizeof text,
             POLICY("[{\"field\":\"asset.price\",\"keys\":[\"%s\"],\"latency\":0,\"notes\":[\"btc.note\"],"
                    "\"quorum\":1}]"),
             keys[1]);
    if (parse(&policy, text, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(policy.sources.feeds[0].keys.count, 1);
    assert_string_equal(policy.sources.feeds[0].keys.text[0], keys[1]);
    assert_int_equal(policy.sources.feeds[0].declared.count, 0);
    zks_policy_clear(&policy);
}

static void feeds_and_members_are_put_in_order(void **state)
{
    (void)state;
    zks_policy policy;
    zks_report report;
    static const char text[] =
        POLICY("[" FEED("b.a", USUAL ",\"declared\":[\"Z\",\"A\"]") "," FEED("a.z", USUAL) "," FEED("a.b", USUAL) "]");
    if (parse(&policy, text, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_string_equal(policy.sources.feeds[0].field, "b");
    assert_string_equal(policy.sources.feeds[1].field, "z");
    assert_string_equal(policy.sources.feeds[2].index, "b");
    assert_string_equal(policy.sources.feeds[2].declared.text[0], "A");
    zks_policy_clear(&policy);
}

#define PLACE "sub/policy.json: prices[0]"

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *prices;
        zks_status status;
        const char *detail;
    } cases[] = {
        {"{}", ZKS_ERROR_INPUT, "sub/policy.json: prices: not an array"},
        {"[7]", ZKS_ERROR_INPUT, PLACE ": not an object"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"latency\":1") "]", ZKS_ERROR_INPUT, PLACE ".notes: missing"},
        {"[" FEED("asset.price", USUAL ",\"quorums\":1") "]", ZKS_ERROR_INPUT,
         PLACE ".quorums: not a member the format knows"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"notes\":[\"btc.note\"],\"latency\":\"60\"") "]",
         ZKS_ERROR_INPUT, PLACE ".latency: not an integer"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"notes\":[\"btc.note\"],\"latency\":1.5") "]", ZKS_ERROR_INPUT,
         PLACE ".latency: 1.5 is a JSON number with a point or exponent; write an integer"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"notes\":[\"btc.note\"],\"latency\":-1") "]", ZKS_ERROR_INPUT,
         PLACE ".latency: not 0 to 2147483647 seconds: -1"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"notes\":[\"btc.note\"],\"latency\":2147483648") "]",
         ZKS_ERROR_INPUT, PLACE ".latency: not 0 to 2147483647 seconds: 2147483648"},
        {"[" FEED("asset.price", USUAL ",\"quorum\":0") "]", ZKS_ERROR_INPUT,
         PLACE ".quorum: not 1 to the number of keys: 0"},
        {"[" FEED("asset.price", USUAL ",\"quorum\":3") "]", ZKS_ERROR_INPUT,
         PLACE ".quorum: not 1 to the number of keys: 3"},
        {"[" FEED("price", USUAL) "]", ZKS_ERROR_INPUT,
         PLACE ".field: not an index and a field of it, like asset.price: 'price'"},
        {"[" FEED("asset.", USUAL) "]", ZKS_ERROR_INPUT,
         PLACE ".field: not an index and a field of it, like asset.price: 'asset.'"},
        {"[" FEED("a.b.c", USUAL) "]", ZKS_ERROR_INPUT,
         PLACE ".field: not an index and a field of it, like asset.price: 'a.b.c'"},
        {"[" FEED("asset.price", USUAL ",\"declared\":[1]") "]", ZKS_ERROR_INPUT,
         PLACE ".declared: not an array of strings"},
        {"[" FEED("asset.price", USUAL ",\"declared\":[\"USD\",\"A\",\"USD\"]") "]", ZKS_ERROR_INPUT,
         PLACE ".declared: member 'USD' stands there twice"},
        {"[" WHOLE "," WHOLE "]", ZKS_ERROR_INPUT, "sub/policy.json: prices: field 'asset.price' stands there twice"},
        {"[" FEED("asset.price", "\"keys\":[],\"notes\":[\"btc.note\"],\"latency\":1") "]", ZKS_ERROR_INPUT,
         PLACE ".keys: not 1 to 64 elements"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"notes\":[],\"latency\":1") "]", ZKS_ERROR_INPUT,
         PLACE ".notes: not 1 to 64 elements"},
        {"[" FEED("asset.price", "\"keys\":[1],\"notes\":[\"btc.note\"],\"latency\":1") "]", ZKS_ERROR_INPUT,
         PLACE ".keys[0]: not a string"},
        {"[" FEED("asset.price",
                  "\"keys\":[\"PRIVATE+KEY+a+00000000+AA==\"],\"notes\":[\"btc.note\"],\"latency\":1") "]",
         ZKS_ERROR_INPUT, PLACE ".keys[0]: a private key; expected the public one, which keygen writes beside it"},
        {"[" FEED("asset.price", "\"keys\":[\"nokeys\"],\"notes\":[\"btc.note\"],\"latency\":1") "]", ZKS_ERROR_READ,
         PLACE ".keys[0]: 'sub/nokeys': No such file or directory"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"notes\":[\"no.note\"],\"latency\":1") "]", ZKS_ERROR_READ,
         PLACE ".notes[0]: 'sub/no.note': No such file or directory"},
        {"[" FEED("asset.price", "\"keys\":[\"keys\"],\"notes\":[\"nul.note\"],\"latency\":1") "]", ZKS_ERROR_INPUT,
         PLACE ".notes[0]: the file has a NUL character in it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2048];
        zks_policy policy;
        zks_report report;
        snprintf(text, sizeof text, HEAD ",\"prices\":%s}", cases[i].prices);
        assert_int_equal(parse(&policy, text, &report), cases[i].status);
        assert_string_equal(report.detail, cases[i].detail);
    }
}

/* "-" would be standard input, which a policy has no say over. */
static void standard_input_is_no_file(void **state)
{
    (void)state;
    static const char text[] =
        POLICY("[" FEED("asset.price", "\"keys\":[\"sub/keys\"],\"notes\":[\"-\"],\"latency\":1") "]");
    zks_policy policy = {0};
    zks_report report;
    assert_int_equal(zks_policy_parse(&policy, text, strlen(text), "policy.json", &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "policy.json: prices[0].notes[0]: \"-\" is no file");
}

static zks_status fill(zks_policy *policy, const char *text, zks_report *report)
{
    size_t length;
    zks_status status;
    const char *spot = zks_shipped_circuit("spot", &length);
    zks_diagnostics found = {0};
    zks_circuit *circuit = zks_circuit_read(spot, length, "spot", &found, &status);
    assert_non_null(circuit);
    if (parse(policy, text, report) != ZKS_OK)
        fail_msg("%s", report->detail);
    status = zks_policy_fill_prices(policy, "sub/policy.json", circuit, report);
    zks_circuit_free(circuit);
    return status;
}

static void prices_come_from_the_notes(void **state)
{
    (void)state;
    zks_policy policy;
    zks_report report;
    if (fill(&policy, POLICY("[" FEED("asset.price", USUAL ",\"declared\":[\"USD\"],\"quorum\":1") "]"), &report) !=
        ZKS_OK)
        fail_msg("%s", report.detail);
    assert_string_equal(policy.numbers.indexes[0].members[0].fields[0].value, "68250.5");
    assert_string_equal(policy.numbers.indexes[0].members[1].fields[0].value, "1");
    zks_policy_clear(&policy);
}

static void what_a_verifier_rejects_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        zks_status status;
        const char *detail;
    } cases[] = {
        {POLICY("[" WHOLE "]"), ZKS_REJECT_PRICE_MISSING,
         "sub/policy.json: prices[0] (asset.price): BTC: priced by 1 oracle, not 2"},
        {POLICY("[" FEED("asset.cap", USUAL) "]"), ZKS_ERROR_INPUT,
         "sub/policy.json: prices[0] (asset.cap): the index has no such field"},
        {POLICY("[" FEED("asset.price", USUAL ",\"quorum\":1,\"declared\":[\"BTC\",\"USD\"]") "]"), ZKS_ERROR_INPUT,
         "sub/policy.json: indexes.asset[0].price: missing, and the member is declared"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_policy policy;
        zks_report report;
        assert_int_equal(fill(&policy, cases[i].text, &report), cases[i].status);
        assert_string_equal(report.detail, cases[i].detail);
        zks_policy_clear(&policy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(feeds_are_read),
        cmocka_unit_test(a_key_may_stand_in_the_policy),
        cmocka_unit_test(feeds_and_members_are_put_in_order),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(standard_input_is_no_file),
        cmocka_unit_test(prices_come_from_the_notes),
        cmocka_unit_test(what_a_verifier_rejects_is_refused),
    };
    return cmocka_run_group_tests(tests, write_sources, forget_sources);
}
