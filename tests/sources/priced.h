/* Price notes, and feeds of them over a small circuit, for tests. */
#ifndef ZKS_TESTS_SOURCES_PRICED_H
#define ZKS_TESTS_SOURCES_PRICED_H

#include "../signature/fixture.h"
#include "attestation/numbers_json.h"
#include "sources/prices.h"
#include "sources/signed_json.h"

#define TIME "2026-06-30T00:00:00Z"
#define PRICE(asset, mantissa, exponent) "\"" asset "\":{\"exponent\":\"" exponent "\",\"mantissa\":\"" mantissa "\"}"
#define NOTE_AT(time, quote, prices)                                                                                   \
    "{\"prices\":{" prices "},\"quote\":\"" quote "\",\"source\":\"a test\",\"time\":\"" time                          \
    "\",\"version\":\"zksolv/1 prices\"}"
#define NOTE(prices) NOTE_AT(TIME, "USD", prices)

static inline void add_text(zks_texts *texts, const char *text)
{
    texts->text = realloc(texts->text, (texts->count + 1) * sizeof *texts->text);
    assert_non_null(texts->text);
    texts->text[texts->count] = strdup(text);
    assert_non_null(texts->text[texts->count++]);
}

/* A text and its line feed, signed; malloc'd. */
static inline char *sign_text(const zks_note_signer *signer, const char *text)
{
    size_t length = strlen(text);
    char *line = malloc(length + 2), *bytes;
    assert_non_null(line);
    memcpy(line, text, length);
    strcpy(line + length, "\n");
    zks_note note = {.text = line, .text_length = length + 1};
    zks_report report;
    assert_int_equal(zks_note_sign_within(&bytes, &length, &note, signer, ZKS_SOURCE_MAX_BYTES, &report), ZKS_OK);
    free(line);
    return bytes;
}

static inline void add_key(zks_price_feed *feed, const zks_note_signer *signer)
{
    char text[ZKS_NOTE_KEY_TEXT + 1];
    zks_note_key_text(text, &signer->key);
    add_text(&feed->keys, text);
}

static inline void add_note(zks_price_feed *feed, const zks_note_signer *signer, const char *text)
{
    char *note = sign_text(signer, text);
    add_text(&feed->notes, note);
    free(note);
}

static inline zks_price_feed *add_feed(zks_sources *sources, const char *index, const char *field)
{
    sources->feeds = realloc(sources->feeds, (sources->feed_count + 1) * sizeof *sources->feeds);
    assert_non_null(sources->feeds);
    zks_price_feed *feed = &sources->feeds[sources->feed_count++];
    *feed = (zks_price_feed){.index = strdup(index), .field = strdup(field), .quorum = 1, .latency = 60};
    return feed;
}

static inline zks_circuit *priced_circuit(void)
{
    static const char text[] = "circuit priced\n"
                               "index asset { decimals, price, haircut }\n"
                               "index chain { fee }\n"
                               "account balance[asset] : units of asset\n"
                               "account require solvent: sum(asset) price * haircut * balance >= 0\n"
                               "policy require fee >= 0\n";
    zks_diagnostics found = {0};
    zks_status status;
    zks_circuit *circuit = zks_circuit_read(text, strlen(text), "priced", &found, &status);
    if (circuit == NULL)
        fail_msg("%s", found.text);
    return circuit;
}

/* What a policy has under "asset", with a quote currency USD. */
static inline zks_numbers priced_numbers(const char *assets)
{
    char text[4096];
    snprintf(text, sizeof text,
             "{\"quote\":{\"name\":\"USD\",\"decimals\":2},\"indexes\":{\"asset\":%s},\"params\":{}}", assets);
    json_t *policy = json_loads(text, 0, NULL);
    assert_non_null(policy);
    zks_numbers numbers;
    zks_report report;
    assert_int_equal(zks_numbers_from_json(&numbers, policy, ZKS_NUMBERS_POLICY, &report), ZKS_OK);
    json_decref(policy);
    return numbers;
}

#endif
