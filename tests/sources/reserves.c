/* Custodians' statements against a claim: every reason by a claim that fails for nothing else, the sums, and the
 * reserve commitments. */
#include "custodian.h"

#include "attestation/numbers_json.h"
#include "circuits/table.h"
#include "sources/reserves.h"

static const char circuit_text[] = "circuit held\n"
                                   "index asset { decimals, price }\n"
                                   "index place { }\n"
                                   "index lot in asset { }\n"
                                   "account balance[asset] : units of asset\n"
                                   "pool reserve[asset] : public or committed\n"
                                   "pool lots[lot] : public or committed units of asset\n"
                                   "pool insurance : public or committed quote units\n"
                                   "pool grid[asset, place] : public\n"
                                   "pool require covered[asset]: reserve >= total(balance)\n";

static zks_note_signer first, second;
static zks_circuit *circuit;

static int start(void **state)
{
    (void)state;
    zks_report report;
    zks_status status;
    zks_diagnostics d = {0};
    if (zks_crypto_start() == 0 || zks_note_signer_generate(&first, "first.example", &report) != ZKS_OK ||
        zks_note_signer_generate(&second, "second.example", &report) != ZKS_OK)
        return -1;
    circuit = zks_circuit_read(circuit_text, strlen(circuit_text), "held", &d, &status);
    if (d.findings > 0)
        print_error("%s", d.text);
    zks_diagnostics_clear(&d);
    return circuit == NULL;
}

static int stop(void **state)
{
    (void)state;
    zks_note_signer_clear(&first);
    zks_note_signer_clear(&second);
    zks_circuit_free(circuit);
    return 0;
}

/* ---- claims ----------------------------------------------------------------------------------------------------- */

/* BTC counts 8 decimals, USD and the quote currency 2. */
static json_t *claim_with(const char *reserve, const char *insurance)
{
    json_error_t error;
    char *text;
    assert_true(asprintf(&text,
                         "{\"indexes\":{\"asset\":["
                         "{\"bytes\":8,\"decimals\":8,\"name\":\"BTC\",\"price\":\"60000\"},"
                         "{\"bytes\":8,\"decimals\":2,\"name\":\"USD\",\"price\":\"1\"}],"
                         "\"lot\":[{\"in\":\"USD\",\"name\":\"U1\"},{\"in\":\"BTC\",\"name\":\"B1\"}],"
                         "\"place\":[{\"name\":\"here\"}]},"
                         "\"params\":{},\"pool\":{\"grid\":[[\"0\"],[\"0\"]],\"insurance\":%s,"
                         "\"lots\":[\"0\",\"0\"],\"reserve\":%s},\"prices\":[],\"quote\":{\"bytes\":8,\"decimals\":2,"
                         "\"name\":\"USD\"},"
                         "\"reserves\":[]}",
                         insurance, reserve) > 0);
    json_t *claim = json_loads(text, 0, &error);
    assert_non_null(claim);
    free(text);
    return claim;
}

static json_t *key_json(const zks_note_signer *signer)
{
    char text[ZKS_NOTE_KEY_TEXT + 1];
    zks_note_key_text(text, &signer->key);
    return json_string(text);
}

/* An element of both keys for a column, of an hour, without statements. */
static json_t *add_element(json_t *claim, const char *column)
{
    json_t *element = json_pack("{s:i, s:s, s:[o, o], s:[]}", "age", 3600, "column", column, "keys", key_json(&first),
                                key_json(&second), "statements");
    assert_int_equal(json_array_append_new(json_object_get(claim, "reserves"), element), 0);
    return element;
}

static void add_note(json_t *element, char *note)
{
    assert_int_equal(json_array_append_new(json_object_get(element, "statements"), json_string(note)), 0);
    free(note);
}

static void add_statement(json_t *element, said s, const zks_note_signer *signer)
{
    add_note(element, statement_of(s, signer));
}

static zks_claim read_claim(json_t *json)
{
    zks_claim claim = {.issuer = strdup(ISSUER), .snapshot = strdup(SNAPSHOT)};
    zks_diagnostics d = {0};
    zks_report report;
    assert_int_equal(zks_numbers_from_json(&claim.numbers, json, ZKS_NUMBERS_STRICT, &report), ZKS_OK);
    assert_int_equal(zks_sources_from_json(&claim.sources, json, &report), ZKS_OK);
    assert_int_equal(zks_numbers_check(circuit, &claim.numbers, false, &d), ZKS_OK);
    json_decref(json);
    return claim;
}

/* Takes the JSON. */
static void expect(json_t *json, zks_status expected, const char *detail)
{
    zks_claim claim = read_claim(json);
    zks_reserves reserves = {0};
    zks_report report = {.segment = -1};
    zks_status status = zks_reserves_check(&reserves, &claim, circuit, &report);
    if (status != expected)
        fail_msg("%s: %s, not %s", zks_status_name(status), report.detail, zks_status_name(expected));
    if (detail != NULL)
        assert_detail(&report, detail);
    if (expected == ZKS_OK)
        assert_string_equal(report.detail, "");
    zks_reserves_clear(&reserves);
    zks_claim_clear(&claim);
}

/* Both custodians state what they hold, as numbers that add up to 4 BTC and 1000.25 USD. */
static json_t *two_custodians(void)
{
    json_t *claim = claim_with("[\"4\",\"1000.25\"]", "\"5\""), *element = add_element(claim, "reserve");
    add_statement(element, (said){.assets = "{\"BTC\":{\"amount\":\"1.5\"},\"USD\":{\"amount\":\"1000\"}}"}, &first);
    add_statement(element, (said){.assets = "{\"BTC\":{\"amount\":\"2.5\"},\"USD\":{\"amount\":\"0.25\"}}"}, &second);
    return claim;
}

static json_t *element_of(json_t *claim, size_t position)
{
    return json_array_get(json_object_get(claim, "reserves"), position);
}

static void set(json_t *element, const char *member, json_t *value)
{
    assert_int_equal(json_object_set_new(element, member, value), 0);
}

static void set_statement(json_t *claim, size_t position, said s, const zks_note_signer *signer)
{
    char *note = statement_of(s, signer);
    json_t *statements = json_object_get(element_of(claim, 0), "statements");
    assert_int_equal(json_array_set_new(statements, position, json_string(note)), 0);
    free(note);
}

/* ---- sums of numbers -------------------------------------------------------------------------------------------- */

static void statements_add_up(void **state)
{
    (void)state;
    expect(two_custodians(), ZKS_OK, NULL);
    json_t *claim = claim_with("[\"1.5\",\"0\"]", "\"7.25\""), *element = add_element(claim, "insurance");
    add_statement(element, (said){.assets = "{\"USD\":{\"amount\":\"7\"}}"}, &first);
    add_statement(element, (said){.assets = "{\"BTC\":{\"amount\":\"9\"},\"USD\":{\"amount\":\"0.25\"}}"}, &second);
    element = add_element(claim, "reserve");
    add_statement(element, (said){.account = "\"a\""}, &first);
    add_statement(element, (said){.account = "\"a\"", .assets = "{\"DOGE\":{\"amount\":\"1\"}}"}, &second);
    expect(claim, ZKS_OK, NULL);
}

static void a_value_that_is_not_the_sum_is_refused(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    set(json_object_get(claim, "pool"), "reserve", json_pack("[s, s]", "4", "1000.26"));
    expect(claim, ZKS_REJECT_RESERVE_VALUE,
           "reserves[0] (reserve): USD: stated as 1000.26; the custodians' sum is 1000.25");
    claim = two_custodians();
    set(json_object_get(claim, "pool"), "reserve", json_pack("[s, s]", "3.99999999", "1000.25"));
    expect(claim, ZKS_REJECT_RESERVE_VALUE,
           "reserves[0] (reserve): BTC: stated as 3.99999999; the custodians' sum is 4");
}

static void a_declared_column_needs_no_element(void **state)
{
    (void)state;
    expect(claim_with("[\"4\",\"1000.25\"]", "\"5\""), ZKS_OK, NULL);
}

/* ---- form ------------------------------------------------------------------------------------------------------- */

static void columns_are_those_of_the_circuit_over_one_index_or_none(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    set(element_of(claim, 0), "column", json_string("balance"));
    expect(claim, ZKS_REJECT_CIRCUIT, "reserves[0] (balance): the circuit has no such pool column");
    claim = two_custodians();
    set(element_of(claim, 0), "column", json_string("grid"));
    expect(claim, ZKS_REJECT_CIRCUIT, "reserves[0] (grid): the column is over several indexes");
}

static void elements_stand_in_order(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    add_element(claim, "insurance");
    expect(claim, ZKS_REJECT_RESERVE_ENCODING, "reserves[1] (insurance): not behind the element before it");
    claim = two_custodians();
    add_element(claim, "reserve");
    expect(claim, ZKS_REJECT_RESERVE_ENCODING, "reserves[1] (reserve): not behind the element before it");
}

static void keys_are_different_keys(void **state)
{
    (void)state;
    zks_note_signer renamed = {.secret = first.secret};
    assert_true(zks_note_key_make(&renamed.key, "other", 5, first.key.public_key));
    json_t *claim = two_custodians();
    set(element_of(claim, 0), "keys", json_pack("[o, o]", key_json(&first), key_json(&renamed)));
    expect(claim, ZKS_REJECT_RESERVE_ENCODING, "reserves[0] (reserve): keys[1]: the same key as keys[0]");
    claim = two_custodians();
    set(element_of(claim, 0), "keys", json_pack("[]"));
    expect(claim, ZKS_REJECT_RESERVE_ENCODING, "reserves[0] (reserve): keys: 0 of them, not 1 to 64");
    claim = two_custodians();
    set(element_of(claim, 0), "keys", json_pack("[s]", "first.example"));
    expect(claim, ZKS_REJECT_RESERVE_ENCODING, "reserves[0] (reserve): keys[0]: ");
}

static void an_age_has_31_bits(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    set(element_of(claim, 0), "age", json_integer(2147483647));
    expect(claim, ZKS_OK, NULL);
    claim = two_custodians();
    set(element_of(claim, 0), "age", json_integer(2147483648));
    expect(claim, ZKS_REJECT_RESERVE_ENCODING, "reserves[0] (reserve): age: not 0 to 2147483647 seconds");
}

static json_t *many_accounts(size_t count)
{
    json_t *claim = claim_with("[\"64\",\"0\"]", "\"5\""), *element = add_element(claim, "reserve");
    set(element, "keys", json_pack("[o]", key_json(&first)));
    for (size_t i = 0; i < count; i++) {
        char account[16];
        snprintf(account, sizeof account, "\"%zu\"", i);
        add_statement(element, (said){.account = account, .assets = "{\"BTC\":{\"amount\":\"1\"}}"}, &first);
    }
    return claim;
}

static void there_are_1_to_64_statements(void **state)
{
    (void)state;
    expect(many_accounts(0), ZKS_REJECT_RESERVE_ENCODING, "reserves[0] (reserve): statements: 0 of them, not 1 to 64");
    expect(many_accounts(64), ZKS_OK, NULL);
    expect(many_accounts(65), ZKS_REJECT_RESERVE_ENCODING,
           "reserves[0] (reserve): statements: 65 of them, not 1 to 64");
}

static void a_malformed_statement_is_named(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    set_statement(claim, 1, (said){.assets = "{\"BTC\":{\"amount\":\"-1\"}}"}, &second);
    expect(claim, ZKS_REJECT_RESERVE_ENCODING,
           "reserves[0] (reserve): statements[1]: assets.BTC.amount: not a canonical decimal");
    claim = two_custodians();
    assert_int_equal(json_array_set_new(json_object_get(element_of(claim, 0), "statements"), 0, json_string("")), 0);
    expect(claim, ZKS_REJECT_RESERVE_ENCODING,
           "reserves[0] (reserve): statements[0]: a signed note without an empty line");
}

/* ---- statements ------------------------------------------------------------------------------------------------- */

static void a_statement_is_of_one_of_the_keys(void **state)
{
    (void)state;
    zks_note_signer stranger = signer_of("stranger.example");
    json_t *claim = two_custodians();
    set_statement(claim, 1, (said){.account = "\"b\""}, &stranger);
    expect(claim, ZKS_REJECT_RESERVE_SIGNATURE, "reserves[0] (reserve): statements[1]: not signed by one of the keys");
    /* under the name and id of the second key */
    zks_note_signer forger = {.key = second.key, .secret = stranger.secret};
    claim = two_custodians();
    set_statement(claim, 1, (said){0}, &forger);
    expect(claim, ZKS_REJECT_RESERVE_SIGNATURE, "reserves[0] (reserve): statements[1]: ");
    zks_note_signer_clear(&stranger);
}

static void a_statement_of_two_keys_is_refused(void **state)
{
    (void)state;
    zks_report report;
    zks_note note;
    char *once = statement_of((said){0}, &first), *twice;
    size_t length;
    assert_int_equal(zks_note_parse(&note, once, strlen(once), &report), ZKS_OK);
    assert_int_equal(zks_note_sign(&twice, &length, &note, &second, &report), ZKS_OK);
    json_t *claim = two_custodians();
    assert_int_equal(json_array_set_new(json_object_get(element_of(claim, 0), "statements"), 0, json_string(twice)), 0);
    expect(claim, ZKS_REJECT_RESERVE_SIGNATURE, "reserves[0] (reserve): statements[0]: signed by 2 of the keys");
    free(once);
    free(twice);
}

static void a_changed_statement_is_refused(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    json_t *statements = json_object_get(element_of(claim, 0), "statements");
    char *note = strdup(json_string_value(json_array_get(statements, 0)));
    *strstr(note, "1.5") = '9';
    assert_int_equal(json_array_set_new(statements, 0, json_string(note)), 0);
    free(note);
    expect(claim, ZKS_REJECT_RESERVE_SIGNATURE, "reserves[0] (reserve): statements[0]: ");
}

static void a_statement_is_about_the_issuer(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    set_statement(claim, 1, (said){.holder = "\"Example Exchang\""}, &second);
    expect(claim, ZKS_REJECT_RESERVE_HOLDER,
           "reserves[0] (reserve): statements[1]: second.example states what 'Example Exchang' holds, not the issuer "
           "'" ISSUER "'");
}

static void a_statement_is_of_the_time_of_the_snapshot(void **state)
{
    (void)state;
    static const struct {
        const char *time;
        zks_status status;
    } times[] = {
        {"\"2026-06-29T23:00:00Z\"", ZKS_REJECT_RESERVE_VALUE},
        {"\"2026-06-29T22:59:59Z\"", ZKS_REJECT_RESERVE_STALE},
        {"\"2026-06-30T01:00:00Z\"", ZKS_REJECT_RESERVE_VALUE},
        {"\"2026-06-30T01:00:01Z\"", ZKS_REJECT_RESERVE_STALE},
    };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        json_t *claim = two_custodians();
        set_statement(claim, 1, (said){.time = times[i].time}, &second);
        expect(claim, times[i].status,
               times[i].status == ZKS_REJECT_RESERVE_STALE
                   ? "reserves[0] (reserve): statements[1]: second.example states what was held at 2026-06-"
                   : NULL);
    }
}

static void an_account_is_stated_once(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    add_statement(element_of(claim, 0), (said){0}, &first);
    expect(claim, ZKS_REJECT_RESERVE_REPEATED,
           "reserves[0] (reserve): statements[2]: first.example states the account 'vault 7' a second time");
}

/* Under another name of the same key, for another column. */
static void an_account_is_stated_once_in_all_elements(void **state)
{
    (void)state;
    zks_note_signer renamed = {.secret = first.secret};
    assert_true(zks_note_key_make(&renamed.key, "other", 5, first.key.public_key));
    json_t *claim = claim_with("[\"1.5\",\"0\"]", "\"0\""), *element = add_element(claim, "insurance");
    set(element, "keys", json_pack("[o]", key_json(&renamed)));
    add_statement(element, (said){0}, &renamed);
    element = add_element(claim, "reserve");
    set(element, "keys", json_pack("[o]", key_json(&first)));
    add_statement(element, (said){0}, &first);
    expect(claim, ZKS_REJECT_RESERVE_REPEATED,
           "reserves[1] (reserve): statements[0]: first.example states the account");
}

/* Of a note with two signatures, each of them makes a note. */
static void a_text_that_two_keys_sign_is_stated_once(void **state)
{
    (void)state;
    json_t *claim = two_custodians();
    set_statement(claim, 0, (said){0}, &first);
    set_statement(claim, 1, (said){0}, &second);
    expect(claim, ZKS_REJECT_RESERVE_REPEATED,
           "statements[1]: second.example states what a statement before it does, word for word");
}

static void every_key_has_stated_something(void **state)
{
    (void)state;
    json_t *claim = claim_with("[\"1.5\",\"0\"]", "\"5\"");
    add_statement(add_element(claim, "reserve"), (said){0}, &first);
    expect(claim, ZKS_REJECT_RESERVE_MISSING, "reserves[0] (reserve): keys[1]: no statement of second.example");
}

/* ---- hidden amounts --------------------------------------------------------------------------------------------- */

#define COMMITTED "\"committed\""

static char *hidden(const char *asset, uint64_t units, uint64_t blinding, unsigned decimals, const char *rest)
{
    char *hex = commitment_of(units, blinding), *text;
    assert_true(asprintf(&text, "{\"%s\":{\"commitment\":\"%s\",\"decimals\":%u}%s}", asset, hex, decimals, rest) > 0);
    free(hex);
    return text;
}

/* The first hides 1.5 BTC, the second states 2.5 and 7 USD. */
static json_t *one_of_two_hides(unsigned decimals)
{
    json_t *claim = claim_with(COMMITTED, "\"5\""), *element = add_element(claim, "reserve");
    char *assets = hidden("BTC", 150000000, 11, decimals, "");
    add_statement(element, (said){.assets = assets}, &first);
    add_statement(element, (said){.assets = "{\"BTC\":{\"amount\":\"2.5\"},\"USD\":{\"amount\":\"7\"}}"}, &second);
    free(assets);
    return claim;
}

static void hidden_and_stated_amounts_add_up(void **state)
{
    (void)state;
    zks_claim claim = read_claim(one_of_two_hides(8));
    zks_reserves reserves = {0};
    zks_report report;
    zks_word expected;
    assert_int_equal(zks_reserves_check(&reserves, &claim, circuit, &report), ZKS_OK);
    assert_int_equal(reserves.count, 2);
    commit_to(expected, 400000000, 11);
    assert_memory_equal(reserves.commitments[0], expected, sizeof expected);
    commit_to(expected, 700, 0);
    assert_memory_equal(reserves.commitments[1], expected, sizeof expected);
    zks_reserves_clear(&reserves);
    zks_claim_clear(&claim);
}

static void two_hidden_amounts_add_up_and_what_nobody_states_is_nothing(void **state)
{
    (void)state;
    json_t *json = claim_with(COMMITTED, COMMITTED), *element = add_element(json, "insurance");
    char *assets = hidden("USD", 30, 5, 2, "");
    set(element, "keys", json_pack("[o]", key_json(&second)));
    add_statement(element, (said){.account = "\"i\"", .assets = assets}, &second);
    free(assets);
    element = add_element(json, "reserve");
    assets = hidden("BTC", 1, 2, 8, "");
    add_statement(element, (said){.assets = assets}, &first);
    free(assets);
    assets = hidden("BTC", 10, 20, 8, "");
    add_statement(element, (said){.assets = assets}, &second);
    free(assets);
    zks_claim claim = read_claim(json);
    zks_reserves reserves = {0};
    zks_report report;
    zks_word expected;
    assert_int_equal(zks_reserves_check(&reserves, &claim, circuit, &report), ZKS_OK);
    assert_int_equal(reserves.count, 3); /* reserve[BTC], reserve[USD], insurance */
    commit_to(expected, 11, 22);
    assert_memory_equal(reserves.commitments[0], expected, sizeof expected);
    commit_to(expected, 0, 0);
    assert_memory_equal(reserves.commitments[1], expected, sizeof expected);
    commit_to(expected, 30, 5);
    assert_memory_equal(reserves.commitments[2], expected, sizeof expected);
    zks_reserves_clear(&reserves);
    zks_claim_clear(&claim);
}

static void a_committed_column_has_an_element(void **state)
{
    (void)state;
    json_t *claim = one_of_two_hides(8);
    set(json_object_get(claim, "pool"), "insurance", json_string("committed"));
    expect(claim, ZKS_REJECT_RESERVE_MISSING, "pool.insurance: committed, and no element of reserves is about it");
}

/* Of two statements that hide one, the first is named. */
static void a_public_column_has_no_hidden_amount(void **state)
{
    (void)state;
    json_t *claim = one_of_two_hides(8);
    char *assets = hidden("BTC", 1, 1, 8, "");
    set_statement(claim, 1, (said){.account = "\"b\"", .assets = assets}, &second);
    free(assets);
    set(json_object_get(claim, "pool"), "reserve", json_pack("[s, s]", "2.5", "7"));
    expect(claim, ZKS_REJECT_RESERVE_VALUE, "reserves[0] (reserve): statements[0]: what is held of BTC is hidden");
}

static void hidden_amounts_count_units_of_the_column(void **state)
{
    (void)state;
    static const char what[] = "reserves[0] (reserve): statements[0]: what is held of BTC does not fit the column's";
    expect(one_of_two_hides(7), ZKS_REJECT_RESERVE_VALUE, what);
    expect(one_of_two_hides(9), ZKS_REJECT_RESERVE_VALUE, what);
    json_t *claim = one_of_two_hides(8);
    set_statement(claim, 1, (said){.assets = "{\"USD\":{\"amount\":\"3402823669209384634633746074317682114.55\"}}"},
                  &second);
    expect(claim, ZKS_OK, NULL);
    claim = one_of_two_hides(8);
    set_statement(claim, 1, (said){.assets = "{\"USD\":{\"amount\":\"3402823669209384634633746074317682114.56\"}}"},
                  &second);
    expect(claim, ZKS_REJECT_RESERVE_VALUE, "reserves[0] (reserve): statements[1]: what is held of USD does not fit");
    claim = one_of_two_hides(8);
    set_statement(claim, 1, (said){.assets = "{\"USD\":{\"amount\":\"0.001\"}}"}, &second);
    expect(claim, ZKS_REJECT_RESERVE_VALUE, "reserves[0] (reserve): statements[1]: what is held of USD does not fit");
}

/* The lots of USD count 2 decimals, those of BTC 8. */
static void a_unit_may_be_a_parents(void **state)
{
    (void)state;
    static const unsigned decimals[] = {2, 8};
    for (size_t i = 0; i < 2; i++) {
        json_t *claim = claim_with("[\"0\",\"0\"]", "\"5\""), *element = add_element(claim, "lots");
        set(json_object_get(claim, "pool"), "lots", json_string("committed"));
        set(element, "keys", json_pack("[o]", key_json(&first)));
        char *assets = hidden("U1", 1, 2, decimals[i], ",\"Z\":{\"amount\":\"1\"}");
        add_statement(element, (said){.assets = assets}, &first);
        free(assets);
        expect(claim, i == 0 ? ZKS_OK : ZKS_REJECT_RESERVE_VALUE,
               i == 0 ? NULL
                      : "reserves[0] (lots): statements[0]: what is held of U1 does not fit the column's unit, of 2 "
                        "decimals");
    }
}

/* What a statement has of names that are no member is not looked at beyond its form. */
static void other_assets_are_ignored(void **state)
{
    (void)state;
    char *assets = hidden("DOGE", 1, 1, 3, ",\"EUR\":{\"amount\":\"0.12345\"}");
    json_t *claim = one_of_two_hides(8);
    set_statement(claim, 1, (said){.assets = assets}, &second);
    expect(claim, ZKS_OK, NULL);
    free(assets);
}

/* ---- whose the keys are ----------------------------------------------------------------------------------------- */

static void trust_wants_every_column_and_every_key(void **state)
{
    (void)state;
    const zks_note_key both[] = {first.key, second.key};
    zks_report report;
    zks_claim claim = read_claim(two_custodians());
    const size_t columns = claim.numbers.pool_count;
    assert_int_equal(zks_reserves_are_trusted(&claim, both, 2, &report), ZKS_REJECT_RESERVE_UNTRUSTED);
    assert_detail(&report, "pool.lots: declared by the issuer alone");
    claim.numbers.pool_count = 1; /* reserve alone */
    assert_int_equal(zks_reserves_are_trusted(&claim, both, 2, &report), ZKS_OK);
    assert_int_equal(zks_reserves_are_trusted(&claim, both, 1, &report), ZKS_REJECT_RESERVE_UNTRUSTED);
    assert_detail(&report, "reserves[0] (reserve): keys[1]: 'second.example+");
    claim.numbers.pool_count = columns;
    zks_claim_clear(&claim);
}

/* ---- stating ---------------------------------------------------------------------------------------------------- */

/* Of a claim whose pool is left to the statements; the columns come in the order of the elements. */
static void the_pool_is_what_statements_say(void **state)
{
    (void)state;
    zks_claim claim = read_claim(two_custodians());
    zks_numbers stated = {0};
    zks_report report;
    assert_int_equal(zks_reserves_state(&stated, &claim, circuit, &report), ZKS_OK);
    assert_int_equal(stated.pool_count, 1);
    assert_string_equal(stated.pool[0].name, "reserve");
    assert_false(stated.pool[0].committed);
    assert_int_equal(stated.pool[0].dimension_count, 1);
    assert_int_equal(stated.pool[0].dimensions[0], 2);
    assert_string_equal(stated.pool[0].values[0], "4");
    assert_string_equal(stated.pool[0].values[1], "1000.25");
    zks_numbers_clear(&stated);
    zks_claim_clear(&claim);
    claim = read_claim(one_of_two_hides(8));
    assert_int_equal(zks_reserves_state(&stated, &claim, circuit, &report), ZKS_OK);
    assert_true(stated.pool[0].committed);
    assert_int_equal(stated.pool[0].value_count, 0);
    zks_numbers_clear(&stated);
    zks_claim_clear(&claim);
}

/* Two amounts of 128 digits. */
static void a_sum_that_no_statement_holds_is_refused(void **state)
{
    (void)state;
    char amount[129], *assets;
    memset(amount, '9', 128);
    amount[128] = '\0';
    assert_true(asprintf(&assets, "{\"USD\":{\"amount\":\"%s\"}}", amount) > 0);
    json_t *json = two_custodians();
    set_statement(json, 0, (said){.assets = assets}, &first);
    set_statement(json, 1, (said){.account = "\"cold\"", .assets = assets}, &second);
    zks_claim claim = read_claim(json);
    zks_numbers stated = {0};
    zks_report report;
    assert_int_equal(zks_reserves_state(&stated, &claim, circuit, &report), ZKS_REJECT_RESERVE_VALUE);
    assert_detail(&report, "pool.reserve: a sum of statements has more than 128 characters");
    zks_numbers_clear(&stated);
    zks_claim_clear(&claim);
    free(assets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_add_up),
        cmocka_unit_test(a_value_that_is_not_the_sum_is_refused),
        cmocka_unit_test(a_declared_column_needs_no_element),
        cmocka_unit_test(columns_are_those_of_the_circuit_over_one_index_or_none),
        cmocka_unit_test(elements_stand_in_order),
        cmocka_unit_test(keys_are_different_keys),
        cmocka_unit_test(an_age_has_31_bits),
        cmocka_unit_test(there_are_1_to_64_statements),
        cmocka_unit_test(a_malformed_statement_is_named),
        cmocka_unit_test(a_statement_is_of_one_of_the_keys),
        cmocka_unit_test(a_statement_of_two_keys_is_refused),
        cmocka_unit_test(a_changed_statement_is_refused),
        cmocka_unit_test(a_statement_is_about_the_issuer),
        cmocka_unit_test(a_statement_is_of_the_time_of_the_snapshot),
        cmocka_unit_test(an_account_is_stated_once),
        cmocka_unit_test(an_account_is_stated_once_in_all_elements),
        cmocka_unit_test(a_text_that_two_keys_sign_is_stated_once),
        cmocka_unit_test(every_key_has_stated_something),
        cmocka_unit_test(hidden_and_stated_amounts_add_up),
        cmocka_unit_test(two_hidden_amounts_add_up_and_what_nobody_states_is_nothing),
        cmocka_unit_test(a_committed_column_has_an_element),
        cmocka_unit_test(a_public_column_has_no_hidden_amount),
        cmocka_unit_test(hidden_amounts_count_units_of_the_column),
        cmocka_unit_test(a_unit_may_be_a_parents),
        cmocka_unit_test(other_assets_are_ignored),
        cmocka_unit_test(trust_wants_every_column_and_every_key),
        cmocka_unit_test(the_pool_is_what_statements_say),
        cmocka_unit_test(a_sum_that_no_statement_holds_is_refused),
    };
    return cmocka_run_group_tests_name("sources/reserves", tests, start, stop);
}
