/* statement.json: bytes to claim and back, and each way to be refused by its exact status. */
#include "sample.h"

#include "attestation/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void reads_what_the_bytes_say(void **state)
{
    (void)state;
    zks_statement s;
    zks_report report;
    assert_int_equal(zks_statement_read(&s, sample_statement, strlen(sample_statement), &report), ZKS_OK);
    const zks_claim *c = &s.claim;
    assert_string_equal(c->issuer, "Exchange \u00c5");
    assert_string_equal(c->snapshot, "2026-08-20T00:00:00Z");
    assert_string_equal(c->created, "2026-08-20T12:00:00Z");
    assert_string_equal(c->circuit_name, "spot");
    assert_string_equal(c->circuit_text, "# caf\u00e9 \"a/b\" \\ \x7f\n\tcircuit spot\n");
    assert_int_equal(c->rows, 1000);
    assert_int_equal(c->segment_rows, 256);
    assert_int_equal(c->root[31], 0x11);
    assert_int_equal(s.accounts_digest[0], 0xab);
    assert_int_equal(s.proof_digest[0], 0);

    const zks_numbers *n = &c->numbers;
    assert_string_equal(n->quote.name, "USD");
    assert_int_equal(n->quote.decimals, 2);
    assert_int_equal(n->quote.bytes, 8);
    assert_int_equal(n->index_count, 3);
    assert_string_equal(n->indexes[0].name, "asset");
    assert_int_equal(n->indexes[0].member_count, 2);
    assert_string_equal(n->indexes[0].members[1].name, "ETH");
    assert_int_equal(n->indexes[0].members[1].decimals, 18);
    assert_int_equal(n->indexes[0].members[1].bytes, 16);
    assert_string_equal(n->indexes[0].members[1].fields[0].name, "price");
    assert_string_equal(n->indexes[0].members[1].fields[0].value, "2500");
    assert_int_equal(n->indexes[1].members[0].bytes, 0);
    assert_string_equal(n->indexes[1].members[1].fields[0].value, "-0.1");
    assert_int_equal(n->param_count, 3);
    assert_int_equal(n->params[1].dimension_count, 0);
    assert_string_equal(n->params[1].values[0], "0.05");
    assert_int_equal(n->params[2].dimension_count, 2);
    assert_int_equal(n->params[2].dimensions[0], 2);
    assert_int_equal(n->params[2].dimensions[1], 3);
    assert_int_equal(n->params[2].value_count, 6);
    assert_string_equal(n->params[2].values[5], "-2");
    assert_int_equal(n->params[2].sha256[31], 0xc3);
    assert_null(n->indexes[0].members[0].parent);
    assert_string_equal(n->indexes[2].members[1].parent, "BTC");
    assert_int_equal(n->pool_count, 3);
    assert_int_equal(n->pool[0].dimension_count, 0);
    assert_true(n->pool[1].committed && !n->pool[0].committed);
    assert_int_equal(n->pool[2].dimension_count, 1);
    assert_int_equal(n->pool[2].value_count, 2);
    assert_string_equal(n->pool[2].values[0], "12.5");
    zks_statement_clear(&s);
    assert_null(s.claim.issuer);
}

static void reads_whose_the_numbers_are(void **state)
{
    (void)state;
    zks_statement s;
    zks_report report;
    assert_int_equal(zks_statement_read(&s, sample_statement, strlen(sample_statement), &report), ZKS_OK);
    const zks_sources *sources = &s.claim.sources;
    assert_int_equal(sources->feed_count, 1);
    assert_string_equal(sources->feeds[0].index, "asset");
    assert_string_equal(sources->feeds[0].field, "price");
    assert_string_equal(sources->feeds[0].declared.text[0], "ETH");
    assert_string_equal(sources->feeds[0].keys.text[0], "oracle key");
    assert_int_equal(sources->feeds[0].notes.count, 2);
    assert_string_equal(sources->feeds[0].notes.text[0], "a note\nof two lines\n");
    assert_int_equal(sources->feeds[0].latency, 60);
    assert_int_equal(sources->feeds[0].quorum, 1);
    assert_int_equal(sources->custody_count, 1);
    assert_string_equal(sources->custodies[0].column, "insurance");
    assert_string_equal(sources->custodies[0].keys.text[0], "custodian key");
    assert_string_equal(sources->custodies[0].statements.text[0], "held\n");
    assert_int_equal(sources->custodies[0].age, 3600);
    zks_statement_clear(&s);
    assert_int_equal(s.claim.sources.feed_count, 0);
}

static void writes_the_same_bytes(void **state)
{
    (void)state;
    zks_statement s;
    zks_report report;
    assert_int_equal(zks_statement_read(&s, sample_statement, strlen(sample_statement), &report), ZKS_OK);
    size_t length;
    char *bytes = zks_statement_bytes(&s, &length);
    assert_int_equal(length, strlen(sample_statement));
    assert_string_equal(bytes, sample_statement);
    free(bytes);
    zks_statement_clear(&s);
}

static void the_order_of_numbers_does_not_matter(void **state)
{
    (void)state;
    zks_statement s;
    zks_report report;
    assert_int_equal(zks_statement_read(&s, sample_statement, strlen(sample_statement), &report), ZKS_OK);
    zks_numbers *n = &s.claim.numbers;
    zks_index index = n->indexes[0];
    n->indexes[0] = n->indexes[1];
    n->indexes[1] = index;
    zks_values param = n->params[0];
    n->params[0] = n->params[2];
    n->params[2] = param;
    size_t length;
    char *bytes = zks_statement_bytes(&s, &length);
    assert_string_equal(bytes, sample_statement);
    free(bytes);
    zks_statement_clear(&s);
}

static void claim_bytes_are_the_value_of_claim(void **state)
{
    (void)state;
    zks_statement s;
    zks_report report;
    assert_int_equal(zks_statement_read(&s, sample_statement, strlen(sample_statement), &report), ZKS_OK);
    size_t length;
    char *claim = zks_claim_bytes(&s.claim, &length);
    assert_memory_equal(claim, strstr(sample_statement, "{\"circuit\""), length);
    assert_int_equal(length, strstr(sample_statement, ",\"files\"") - strstr(sample_statement, "{\"circuit\""));

    s.claim.root[0] ^= 1;
    size_t other_length, rootless_length;
    char *other = zks_claim_bytes(&s.claim, &other_length);
    assert_string_not_equal(other, claim);
    char *rootless = zks_claim_bytes_without_root(&s.claim, &rootless_length);
    assert_int_equal(rootless_length, length - strlen("\"root\":\"\",") - 64);
    assert_null(strstr(rootless, "\"root\""));
    free(claim);
    free(other);
    free(rootless);
    zks_statement_clear(&s);
}

/* The sample with the first `old` replaced. */
static zks_status read_with(const char *old, const char *new, zks_report *report)
{
    const char *at = strstr(sample_statement, old);
    assert_non_null(at);
    char *text;
    assert_true(asprintf(&text, "%.*s%s%s", (int)(at - sample_statement), sample_statement, new, at + strlen(old)) >=
                0);
    zks_statement statement;
    zks_status status = zks_statement_read(&statement, text, strlen(text), report);
    if (status == ZKS_OK)
        zks_statement_clear(&statement);
    free(text);
    return status;
}

static const struct {
    const char *old, *new;
    zks_status status;
    const char *named; /* in the detail; NULL: anything */
} replacements[] = {
    {"zksolv/3\"}", "zksolv/3\"}", ZKS_OK, NULL},
#define ENCODING ZKS_REJECT_STATEMENT_ENCODING, NULL
    {"\"rows\":1000", "\"rows\": 1000", ENCODING},
    {"\"rows\":1000", "\"rows\":1000,\"rows\":1000", ENCODING},
    {"\"rows\":1000", "\"rows\":1e3", ENCODING},
    {"\"rows\":1000", "\"rows\":1000.0", ENCODING},
    {"\"rows\":1000", "\"rows\":-0", ENCODING},
    {"\"rows\":1000", "\"rows\":01000", ENCODING},
    {"\"rows\":1000", "\"rows\":-1", ENCODING},
    {"\"rows\":1000", "\"rows\":9007199254740992", ENCODING},
    {"\"rows\":1000", "\"rows\":null", ENCODING},
    {"Exchange", "\\u0045xchange", ENCODING},
    {"a/b", "a\\/b", ENCODING},
    {"Exchange", "\\u0000", ENCODING},
    {"Exchange", "\\r", ENCODING},
    {"Exchange", "\\ud800", ENCODING},
    {"Exchange", "\xff", ENCODING},
    {"\"rows\":1000,\"segment_rows\":256", "\"segment_rows\":256,\"rows\":1000", ENCODING},
    {"}}\n", "}}", ENCODING},
    {"}}\n", "}}\n\n", ENCODING},
    {"}}\n", "}}\r\n", ENCODING},
    {"}}\n", "}} \n", ENCODING},
    {"}}\n", "}}}\n", ENCODING},
    {"}}\n", "}\n", ENCODING},
    {"{\"claim\"", "\xef\xbb\xbf{\"claim\"", ENCODING},
    {"{\"claim\"", " {\"claim\"", ENCODING},
    {"{\"claim\"", "\n{\"claim\"", ENCODING},
#undef ENCODING
    {"1111\"", "111\"", ZKS_REJECT_STATEMENT_SCHEMA, "root"},
    {"1111\"", "11111\"", ZKS_REJECT_STATEMENT_SCHEMA, "root"},
    {"1111\"", "111A\"", ZKS_REJECT_STATEMENT_SCHEMA, "root"},
    {"abab\"", "abaB\"", ZKS_REJECT_STATEMENT_SCHEMA, "files.accounts.bin"},
    {"0000\"", "000g\"", ZKS_REJECT_STATEMENT_SCHEMA, "files.proof.bin"},
    {"Exchange \u00c5", "", ZKS_REJECT_STATEMENT_SCHEMA, "issuer"},
    {"Exchange \u00c5", "a\\nb", ZKS_REJECT_STATEMENT_SCHEMA, "issuer"},
    {"Exchange \u00c5", "a\\tb", ZKS_REJECT_STATEMENT_SCHEMA, "issuer"},
    {"Exchange \u00c5", "\x7f", ZKS_REJECT_STATEMENT_SCHEMA, "issuer"},
    {"Exchange \u00c5", "\xc2\x85", ZKS_REJECT_STATEMENT_SCHEMA, "issuer"},
    {"\"BTC\"", "\"\"", ZKS_REJECT_STATEMENT_SCHEMA, "indexes.asset[0].name"},
    {"\"ETH\"", "\"E\\tH\"", ZKS_REJECT_STATEMENT_SCHEMA, "indexes.asset[1].name"},
    {"\"bytes\":8,\"decimals\":8,", "\"bytes\":8,", ZKS_REJECT_STATEMENT_SCHEMA, "indexes.asset[0].bytes"},
    {"\"bytes\":8,\"decimals\":8,", "\"decimals\":8,", ZKS_REJECT_STATEMENT_SCHEMA, "indexes.asset[0].bytes"},
    {"\"60000.5\"", "60000", ZKS_REJECT_STATEMENT_SCHEMA, "indexes.asset[0].price"},
    {"\"60000.5\"", "[]", ZKS_REJECT_STATEMENT_SCHEMA, "indexes.asset[0].price"},
    {"[\"12.5\",\"1000\"]", "\"12.5\"", ZKS_OK, NULL},
    {"[\"12.5\",\"1000\"]", "[[[\"12.5\"],[\"1000\"]]]", ZKS_OK, NULL},
    {"[\"12.5\",\"1000\"]", "[]", ZKS_OK, NULL},
    {"[\"12.5\",\"1000\"]", "[[],[]]", ZKS_OK, NULL},
    {"[\"12.5\",\"1000\"]", "[[[[\"12.5\"]]]]", ZKS_REJECT_STATEMENT_SCHEMA,
     "pool.reserve: arrays nested more than 3 deep"},
    {"[\"12.5\",\"1000\"]", "{}", ZKS_REJECT_STATEMENT_SCHEMA, "pool.reserve: not a decimal in quotes"},
    {"[\"12.5\",\"1000\"]", "[[\"1\"],[]]", ZKS_REJECT_STATEMENT_SCHEMA,
     "pool.reserve[1]: of length 0; the first array of its depth has length 1"},
    {"[\"12.5\",\"1000\"]", "[[],[\"1\"]]", ZKS_REJECT_STATEMENT_SCHEMA,
     "pool.reserve[1]: of length 1; the first array of its depth has length 0"},
    {"[\"12.5\",\"1000\"]", "[\"1\",[\"1\"]]", ZKS_REJECT_STATEMENT_SCHEMA, "pool.reserve[1]: not a decimal in quotes"},
    {"[\"12.5\",\"1000\"]", "[[\"1\"],\"1\"]", ZKS_REJECT_STATEMENT_SCHEMA, "pool.reserve[1]: not an array"},
    {"[\"12.5\",\"1000\"]", "[[\"1\"],{}]", ZKS_REJECT_STATEMENT_SCHEMA, "pool.reserve[1]: not an array"},
    {"c3c3\"", "c3\"", ZKS_REJECT_STATEMENT_SCHEMA, "params.shock.sha256: not 64 lower-case hexadecimal digits"},
    {"c3c3\"", "c3C3\"", ZKS_REJECT_STATEMENT_SCHEMA, "params.shock.sha256"},
    {"\"sha256\":", "\"sha512\":", ZKS_REJECT_STATEMENT_SCHEMA, "params.shock.sha256: missing"},
    {"\"values\":[[\"-0.5\",\"0.25\",\"3\"],[\"0\",\"1\",\"-2\"]]", "\"values\":\"1\"", ZKS_REJECT_STATEMENT_SCHEMA,
     "params.shock.values: not an array"},
    {"\"-2\"]]", "\"-2\"]],\"with\":\"1\"", ZKS_REJECT_STATEMENT_SCHEMA,
     "params.shock.with: not a member the format knows"},
    {"\"-2\"", "-2", ZKS_REJECT_STATEMENT_ENCODING, NULL},
    {"\"-2\"", "2", ZKS_REJECT_STATEMENT_SCHEMA, "params.shock.values[1][2]: not a decimal in quotes"},
    {"\"-2\"", "\"-2.0\"", ZKS_REJECT_NUMBER, "params.shock.values[1][2]: not a canonical decimal: '-2.0'"},
    {"\"0.05\"", "[\"0.05\"]", ZKS_REJECT_STATEMENT_SCHEMA, "params.fee: not a decimal in quotes, nor an object"},
    {"\"in\":\"ETH\"", "\"in\":1", ZKS_REJECT_STATEMENT_SCHEMA, "indexes.tier[0].in: not a string"},
    {"\"in\":\"ETH\"", "\"in\":\"\"", ZKS_REJECT_STATEMENT_SCHEMA,
     "indexes.tier[0].in: empty, too long or with a control character"},
    {"\"in\":\"ETH\",", "", ZKS_OK, NULL},
    {"\"name\":\"USD\"", "\"in\":\"ETH\",\"name\":\"USD\"", ZKS_REJECT_STATEMENT_SCHEMA,
     "quote.in: not a member the format knows"},
    {"\"12.5\"", "12", ZKS_REJECT_STATEMENT_SCHEMA, "pool.reserve[0]"},
    {"[\"12.5\",\"1000\"]", "\"committed\"", ZKS_OK, NULL},
    {"\"committed\"", "\"Committed\"", ZKS_REJECT_NUMBER, "pool.insurance: not a canonical decimal: 'Committed'"},
    {"\"committed\"", "[\"committed\"]", ZKS_REJECT_NUMBER, "pool.insurance[0]: not a canonical decimal: 'committed'"},
    {"\"coverage\":\"1\"", "\"coverage\":\"committed\"", ZKS_REJECT_NUMBER, "params.coverage"},
    {"\"latency\":60,", "", ZKS_REJECT_STATEMENT_SCHEMA, "prices[0].latency: missing"},
    {"\"latency\":60,", "\"latency\":\"60\",", ZKS_REJECT_STATEMENT_SCHEMA, "prices[0].latency: not an integer"},
    {"\"quorum\":1", "\"quorum\":1,\"weight\":1", ZKS_REJECT_STATEMENT_SCHEMA,
     "prices[0].weight: not a member the format knows"},
    {"\"another\"]", "[]]", ZKS_REJECT_STATEMENT_SCHEMA, "prices[0].notes[1]: not a string"},
    {"[\"ETH\"]", "\"ETH\"", ZKS_REJECT_STATEMENT_SCHEMA, "prices[0].declared: not an array"},
    {"\"prices\":[{", "\"prices\":[[],{", ZKS_REJECT_STATEMENT_SCHEMA, "prices[0]: not an object"},
    {"[\"custodian key\"]", "[7]", ZKS_REJECT_STATEMENT_SCHEMA, "reserves[0].keys[0]: not a string"},
    {"[\"custodian key\"]", "[]", ZKS_OK, NULL},
    {"\"age\":3600,", "", ZKS_REJECT_STATEMENT_SCHEMA, "reserves[0].age: missing"},
    {"\"column\":\"insurance\"", "\"column\":[]", ZKS_REJECT_STATEMENT_SCHEMA, "reserves[0].column: not a string"},
    {"\"statements\":[\"held\\n\"]", "\"statements\":{}", ZKS_REJECT_STATEMENT_SCHEMA,
     "reserves[0].statements: not an array"},
    {"\"name\":\"USD\"", "\"name\":\"USD\",\"price\":\"1\"", ZKS_REJECT_STATEMENT_SCHEMA, "quote.price"},
    {"\"version\":\"zksolv/3\"", "\"version\":\"zksolv/1\"", ZKS_REJECT_VERSION, "zksolv/1"},
    {"\"version\":\"zksolv/3\"", "\"version\":\"\"", ZKS_REJECT_VERSION, "version"},
    {"zksolv/1 generators", "zksolv/1 Generators", ZKS_REJECT_GENERATORS, "generators"},
    {"2026-08-20T12:00:00Z", "2026-08-20T12:00:00+00:00", ZKS_REJECT_TIME, "created"},
    {"2026-08-20T00:00:00Z", "2026-02-29T00:00:00Z", ZKS_REJECT_TIME, "snapshot"},
    {"2026-08-20T00:00:00Z", "2026-08-20t00:00:00z", ZKS_REJECT_TIME, "snapshot"},
    {"60000.5", "60000.50", ZKS_REJECT_NUMBER, "indexes.asset[0].price: not a canonical decimal: '60000.50'"},
    {"2500", "2500.00", ZKS_REJECT_NUMBER, "indexes.asset[1].price"},
    {"2500", "02500", ZKS_REJECT_NUMBER, "indexes.asset[1].price"},
    {"2500", "+2500", ZKS_REJECT_NUMBER, "indexes.asset[1].price"},
    {"2500", "2.5e3", ZKS_REJECT_NUMBER, "indexes.asset[1].price"},
    {"2500", "-0", ZKS_REJECT_NUMBER, "indexes.asset[1].price"},
    {"2500", "", ZKS_REJECT_NUMBER, "indexes.asset[1].price"},
    {"2500", " 2500", ZKS_REJECT_NUMBER, "indexes.asset[1].price"},
    {"0.05", ".05", ZKS_REJECT_NUMBER, "params.fee"},
    {"0.05", "0,05", ZKS_REJECT_NUMBER, "params.fee"},
    {"0.05", "a\\nb", ZKS_REJECT_NUMBER, "'a?b'"},
    {"12.5", "-12.5", ZKS_REJECT_NUMBER, "pool.reserve[0]: below zero"},
    {"\"decimals\":18", "\"decimals\":37", ZKS_REJECT_NUMBER, "indexes.asset[1].decimals: not 0 to 36: 37"},
    {"\"bytes\":16", "\"bytes\":17", ZKS_REJECT_NUMBER, "indexes.asset[1].bytes"},
    {"\"bytes\":16", "\"bytes\":0", ZKS_REJECT_NUMBER, "indexes.asset[1].bytes"},
    {"\"bytes\":16", "\"bytes\":4294967297", ZKS_REJECT_NUMBER, "indexes.asset[1].bytes"},
    {"\"decimals\":18", "\"decimals\":36", ZKS_OK, NULL},
    {"\"bytes\":16", "\"bytes\":1", ZKS_OK, NULL},
    {"\"rows\":1000", "\"rows\":0", ZKS_REJECT_SHAPE, "rows"},
    {"\"rows\":1000", "\"rows\":4294967297", ZKS_REJECT_SHAPE, "rows"},
    {"\"rows\":1000", "\"rows\":1", ZKS_OK, NULL},
    {"\"rows\":1000", "\"rows\":4294967296", ZKS_OK, NULL},
    {"\"segment_rows\":256", "\"segment_rows\":0", ZKS_REJECT_SHAPE, "segment_rows"},
    {"\"segment_rows\":256", "\"segment_rows\":255", ZKS_REJECT_SHAPE, "segment_rows"},
    {"\"segment_rows\":256", "\"segment_rows\":131072", ZKS_REJECT_SHAPE, "segment_rows"},
    {"\"segment_rows\":256", "\"segment_rows\":4294967552", ZKS_REJECT_SHAPE, "segment_rows"},
    {"\"segment_rows\":256", "\"segment_rows\":65536", ZKS_OK, NULL},
    {"\"segment_rows\":256", "\"segment_rows\":1", ZKS_OK, NULL},
};

static void each_defect_has_its_status(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++) {
        zks_report report = {0};
        zks_status status = read_with(replacements[i].old, replacements[i].new, &report);
        if (status != replacements[i].status)
            fail_msg("%s for %s: %s, not %s", replacements[i].new, replacements[i].old, zks_status_name(status),
                     zks_status_name(replacements[i].status));
        if (replacements[i].named != NULL && strstr(report.detail, replacements[i].named) == NULL)
            fail_msg("'%s' is not in '%s'", replacements[i].named, report.detail);
        if (status != ZKS_OK)
            assert_int_not_equal(report.detail[0], 0);
    }
}

static void every_truncation_and_flip_is_refused_or_read_back(void **state)
{
    (void)state;
    size_t length = strlen(sample_statement);
    char *bytes = malloc(length + 1);
    assert_non_null(bytes);
    zks_report report;
    zks_statement s;
    for (size_t i = 0; i < length; i++) {
        memcpy(bytes, sample_statement, length);
        assert_int_equal(zks_statement_read(&s, bytes, i, &report), ZKS_REJECT_STATEMENT_ENCODING);
        bytes[i] ^= 1;
        if (zks_statement_read(&s, bytes, length, &report) == ZKS_OK) {
            size_t again_length;
            char *again = zks_statement_bytes(&s, &again_length);
            assert_int_equal(again_length, length);
            assert_memory_equal(again, bytes, length);
            free(again);
            zks_statement_clear(&s);
        }
    }
    free(bytes);
}

/* Objects whose members are all fixed by the format. */
static const char *const fixed_objects[][3] = {{NULL}, {"claim"}, {"files"}, {"claim", "circuit"}, {"claim", "quote"}};

static json_t *object_at(json_t *root, const char *const path[3])
{
    for (size_t i = 0; i < 3 && path[i] != NULL; i++)
        root = json_object_get(root, path[i]);
    assert_true(json_is_object(root));
    return root;
}

static void each_member_missing_surplus_or_of_another_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof fixed_objects / sizeof *fixed_objects; i++) {
        json_t *names = sample_json();
        const char *name;
        json_t *value;
        json_object_foreach(object_at(names, fixed_objects[i]), name, value)
        {
            zks_report report;
            json_t *root = sample_json();
            assert_int_equal(json_object_del(object_at(root, fixed_objects[i]), name), 0);
            assert_int_equal(read_json(root, &report), ZKS_REJECT_STATEMENT_SCHEMA);
            assert_non_null(strstr(report.detail, name));

            json_t *other = json_is_string(value) ? json_integer(1) : json_string("1");
            json_object_set_new(object_at(root, fixed_objects[i]), name, other);
            assert_int_equal(read_json(root, &report), ZKS_REJECT_STATEMENT_SCHEMA);
            assert_non_null(strstr(report.detail, name));
            json_t *third = json_is_array(value) ? json_object() : json_array();
            json_object_set_new(object_at(root, fixed_objects[i]), name, third);
            assert_int_equal(read_json(root, &report), ZKS_REJECT_STATEMENT_SCHEMA);
            json_decref(root);
        }
        json_decref(names);

        zks_report report;
        json_t *root = sample_json();
        json_object_set_new(object_at(root, fixed_objects[i]), "note", json_string("1"));
        assert_int_equal(read_json(root, &report), ZKS_REJECT_STATEMENT_SCHEMA);
        assert_non_null(strstr(report.detail, "note"));
        json_decref(root);
    }
}

static void not_an_object(void **state)
{
    (void)state;
    zks_statement s;
    zks_report report;
    assert_int_equal(zks_statement_read(&s, "[]\n", 3, &report), ZKS_REJECT_STATEMENT_SCHEMA);
    assert_int_equal(zks_statement_read(&s, "{}\n", 3, &report), ZKS_REJECT_STATEMENT_SCHEMA);
    assert_int_equal(zks_statement_read(&s, "\n", 1, &report), ZKS_REJECT_STATEMENT_ENCODING);
    assert_int_equal(zks_statement_read(&s, "", 0, &report), ZKS_REJECT_STATEMENT_ENCODING);
}

/* Of several defects the one that stands first in the list of statuses is told, wherever it stands in the text. */
static void the_first_status_wins(void **state)
{
    (void)state;
    json_t *root = sample_json(), *claim = json_object_get(root, "claim");
    json_t *price = json_array_get(json_object_get(json_object_get(claim, "indexes"), "asset"), 0);
    json_object_set_new(claim, "rows", json_integer(0));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_SHAPE);
    json_object_set_new(price, "price", json_string("1.00"));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_NUMBER);
    json_object_set_new(claim, "created", json_string("today"));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_TIME);
    json_object_set_new(claim, "generators", json_string("mine"));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_GENERATORS);
    json_object_set_new(claim, "version", json_string("zksolv/0"));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_VERSION);
    json_object_set_new(json_object_get(claim, "pool"), "reserve", json_integer(1));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_STATEMENT_SCHEMA);
    json_object_set_new(claim, "rows", json_integer(-1));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_STATEMENT_ENCODING);
    json_decref(root);
}

static void lengths_of_names(void **state)
{
    (void)state;
    char text[258];
    memset(text, 'a', sizeof text);
    json_t *root = sample_json(), *claim = json_object_get(root, "claim");
    json_object_set_new(claim, "issuer", json_stringn(text, 256));
    assert_int_equal(read_json(root, NULL), ZKS_OK);
    json_object_set_new(json_object_get(claim, "quote"), "name", json_stringn(text, 64));
    assert_int_equal(read_json(root, NULL), ZKS_OK);
    json_object_set_new(json_object_get(claim, "quote"), "name", json_stringn(text, 65));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_STATEMENT_SCHEMA);
    json_object_set_new(json_object_get(claim, "quote"), "name", json_string("USD"));
    json_object_set_new(claim, "issuer", json_stringn(text, 257));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_STATEMENT_SCHEMA);
    json_decref(root);
}

static void too_many_members(void **state)
{
    (void)state;
    json_t *root = sample_json(), *members = json_array();
    json_object_set_new(json_object_get(json_object_get(root, "claim"), "indexes"), "asset", members);
    for (size_t i = 0; i < ZKS_MAX_MEMBERS; i++)
        json_array_append_new(members, json_pack("{s:s}", "name", "a"));
    assert_int_equal(read_json(root, NULL), ZKS_OK);
    json_array_append_new(members, json_pack("{s:s}", "name", "a"));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_STATEMENT_SCHEMA);
    json_decref(root);
}

/* An array of so many arrays of so many ones. */
static json_t *ones(size_t count, size_t length)
{
    json_t *array = json_array(), *one = json_string("1");
    for (size_t i = 0; i < count; i++) {
        json_t *inner = json_array();
        json_array_append_new(array, inner);
        for (size_t j = 0; j < length; j++)
            json_array_append(inner, one);
    }
    json_decref(one);
    return array;
}

static void too_many_values(void **state)
{
    (void)state;
    zks_report report;
    json_t *root = sample_json(), *pool = json_object_get(json_object_get(root, "claim"), "pool");
    json_object_set_new(pool, "reserve", ones(1000, 1000));
    assert_int_equal(read_json(root, &report), ZKS_OK);
    json_object_set_new(pool, "reserve", ones(1001, 1000));
    assert_int_equal(read_json(root, &report), ZKS_REJECT_STATEMENT_SCHEMA);
    assert_string_equal(report.detail, "pool.reserve: more than 1000000 values");
    json_decref(root);
}

static void long_decimals(void **state)
{
    (void)state;
    char digits[131];
    memset(digits, '9', sizeof digits);
    json_t *root = sample_json(), *params = json_object_get(json_object_get(root, "claim"), "params");
    json_object_set_new(params, "fee", json_stringn(digits, 128));
    assert_int_equal(read_json(root, NULL), ZKS_OK);
    json_object_set_new(params, "fee", json_stringn(digits, 129));
    assert_int_equal(read_json(root, NULL), ZKS_REJECT_NUMBER);
    json_decref(root);
}

static void untouched_on_failure(void **state)
{
    (void)state;
    zks_statement s, before;
    memset(&s, 0x5a, sizeof s);
    memcpy(&before, &s, sizeof s);
    zks_report report;
    assert_int_equal(zks_statement_read(&s, sample_statement, strlen(sample_statement) - 1, &report),
                     ZKS_REJECT_STATEMENT_ENCODING);
    assert_memory_equal(&s, &before, sizeof s);
    assert_int_equal(zks_statement_read(&s, "{}\n", 3, &report), ZKS_REJECT_STATEMENT_SCHEMA);
    assert_memory_equal(&s, &before, sizeof s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_the_bytes_say),
        cmocka_unit_test(writes_the_same_bytes),
        cmocka_unit_test(the_order_of_numbers_does_not_matter),
        cmocka_unit_test(claim_bytes_are_the_value_of_claim),
        cmocka_unit_test(each_defect_has_its_status),
        cmocka_unit_test(every_truncation_and_flip_is_refused_or_read_back),
        cmocka_unit_test(reads_whose_the_numbers_are),
        cmocka_unit_test(each_member_missing_surplus_or_of_another_type),
        cmocka_unit_test(not_an_object),
        cmocka_unit_test(the_first_status_wins),
        cmocka_unit_test(lengths_of_names),
        cmocka_unit_test(too_many_members),
        cmocka_unit_test(too_many_values),
        cmocka_unit_test(long_decimals),
        cmocka_unit_test(untouched_on_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
