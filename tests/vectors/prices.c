/* Signed prices (docs/prices.md): feeds of asset.price in the claim of spot-1, where BTC is 60000 and USDT is 1. The
 * proof is made for each claim as it stands. */
#include "chapters.h"

#include "change.h"
#include "signers.h"
#include "specimen.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define SNAPSHOT "2026-08-20T00:00:00Z"
#define PRICE(asset, mantissa, exponent) "\"" asset "\":{\"exponent\":\"" exponent "\",\"mantissa\":\"" mantissa "\"}"
#define BTC PRICE("BTC", "6000000000000", "-8")
#define USDT PRICE("USDT", "1", "0")
#define BOTH BTC "," USDT
#define NOTE_AT(time, quote, prices)                                                                                   \
    "{\"prices\":{" prices "},\"quote\":\"" quote "\",\"source\":\"a vector\",\"time\":\"" time                        \
    "\",\"version\":\"zksolv/1 prices\"}\n"
#define NOTE(prices) NOTE_AT(SNAPSHOT, "USDT", prices)

#define A "a.example"
#define B "b.example"
#define C "c.example"

/* By whom it is signed, and by whom as well; then `change` of its text becomes `changed`, where they are there. */
typedef struct {
    const char *by, *text, *and_by, *change, *changed;
} price_note;

enum { MOST_NOTES = 3, MOST_CHANGES = 2 };

/* The feed has the keys of A, B and C, a latency of a minute, and a quorum of one; `changes` are made to the claim. */
typedef struct {
    const char *name;
    zks_status expect;
    const char *comment;
    price_note notes[MOST_NOTES];
    struct {
        const char *pointer, *value;
    } changes[MOST_CHANGES];
} priced;

#define FEED "/prices/0/"

static const priced entries[] = {
    {.name = "prices-one",
     .expect = ZKS_OK,
     .comment = "one of three oracles",
     .notes = {{.by = A, .text = NOTE(BOTH)}}},
    {.name = "prices-middle",
     .expect = ZKS_OK,
     .comment = "the one in the middle of three prices, and half the sum of two, one of them below zero",
     .notes = {{.by = A, .text = NOTE(PRICE("BTC", "7", "36") "," PRICE("USDT", "-1", "0"))},
               {.by = B, .text = NOTE(PRICE("BTC", "6", "4"))},
               {.by = C, .text = NOTE(PRICE("BTC", "59999", "0") "," PRICE("USDT", "300", "-2"))}}},
    {.name = "prices-declared",
     .expect = ZKS_OK,
     .comment = "a member that is declared, and signed with another price",
     .notes = {{.by = A, .text = NOTE(BTC "," PRICE("USDT", "2", "0"))}},
     .changes = {{FEED "declared", "[\"USDT\"]"}}},
    {.name = "prices-latest",
     .expect = ZKS_OK,
     .comment = "a minute before and a minute behind the snapshot",
     .notes = {{.by = B, .text = NOTE_AT("2026-08-19T23:59:00Z", "USDT", BOTH)},
               {.by = A, .text = NOTE_AT("2026-08-20T00:01:00Z", "USDT", BOTH)}}},
    {.name = "prices-stranger",
     .expect = ZKS_OK,
     .comment = "a further signature of a key that is not named",
     .notes = {{.by = A, .text = NOTE(BOTH), .and_by = "stranger.example"}}},

    {.name = "prices-index",
     .expect = ZKS_REJECT_CIRCUIT,
     .comment = "a feed of an index that the circuit does not have",
     .notes = {{.by = A, .text = NOTE(BOTH)}},
     .changes = {{FEED "index", "\"assets\""}}},
    {.name = "prices-field",
     .expect = ZKS_REJECT_CIRCUIT,
     .comment = "a feed of decimals, which are no field",
     .notes = {{.by = A, .text = NOTE(BOTH)}},
     .changes = {{FEED "field", "\"decimals\""}}},
    {.name = "prices-declared-stranger",
     .expect = ZKS_REJECT_CIRCUIT,
     .comment = "a member is declared that the index does not have",
     .notes = {{.by = A, .text = NOTE(BOTH)}},
     .changes = {{FEED "declared", "[\"DOGE\"]"}}},

    {.name = "prices-declared-twice",
     .expect = ZKS_REJECT_PRICE_ENCODING,
     .comment = "a member is declared twice",
     .notes = {{.by = A, .text = NOTE(BOTH)}},
     .changes = {{FEED "declared", "[\"USDT\",\"USDT\"]"}}},
    {.name = "prices-no-quorum",
     .expect = ZKS_REJECT_PRICE_ENCODING,
     .comment = "a quorum of no oracle",
     .notes = {{.by = A, .text = NOTE(BOTH)}},
     .changes = {{FEED "quorum", "0"}}},
    {.name = "prices-quorum",
     .expect = ZKS_REJECT_PRICE_ENCODING,
     .comment = "a quorum of more oracles than there are",
     .notes = {{.by = A, .text = NOTE(BOTH)}, {.by = B, .text = NOTE(BOTH)}, {.by = C, .text = NOTE(BOTH)}},
     .changes = {{FEED "quorum", "4"}}},
    {.name = "prices-latency",
     .expect = ZKS_REJECT_PRICE_ENCODING,
     .comment = "a latency of 2^31 seconds",
     .notes = {{.by = A, .text = NOTE(BOTH)}},
     .changes = {{FEED "latency", "2147483648"}}},
    {.name = "prices-exponent",
     .expect = ZKS_REJECT_PRICE_ENCODING,
     .comment = "an exponent of 37 in a price that is not used",
     .notes = {{.by = A, .text = NOTE(PRICE("ABC", "1", "37") "," BOTH)}}},
    {.name = "prices-mantissa",
     .expect = ZKS_REJECT_PRICE_ENCODING,
     .comment = "a mantissa with a leading zero",
     .notes = {{.by = A, .text = NOTE(BTC "," PRICE("USDT", "01", "0"))}}},
    {.name = "prices-order",
     .expect = ZKS_REJECT_PRICE_ENCODING,
     .comment = "a note that is not canonical JSON: its prices are not in order",
     .notes = {{.by = A, .text = NOTE(USDT "," BTC)}}},

    {.name = "prices-unsigned",
     .expect = ZKS_REJECT_PRICE_SIGNATURE,
     .comment = "a note of a key that is not named",
     .notes = {{.by = "stranger.example", .text = NOTE(BOTH)}}},
    {.name = "prices-two-signers",
     .expect = ZKS_REJECT_PRICE_SIGNATURE,
     .comment = "a note of two of the keys",
     .notes = {{.by = A, .text = NOTE(BOTH), .and_by = B}}},
    {.name = "prices-changed",
     .expect = ZKS_REJECT_PRICE_SIGNATURE,
     .comment = "a price was changed after it was signed",
     .notes = {{.by = A, .text = NOTE(BTC "," PRICE("USDT", "2", "0")), .change = "\"2\"", .changed = "\"1\""}}},
    {.name = "prices-quote",
     .expect = ZKS_REJECT_PRICE_QUOTE,
     .comment = "prices in another currency",
     .notes = {{.by = A, .text = NOTE_AT(SNAPSHOT, "USD", BOTH)}}},
    {.name = "prices-before",
     .expect = ZKS_REJECT_PRICE_STALE,
     .comment = "a note of a minute and a second before the snapshot",
     .notes = {{.by = A, .text = NOTE_AT("2026-08-19T23:58:59Z", "USDT", BOTH)}}},
    {.name = "prices-behind",
     .expect = ZKS_REJECT_PRICE_STALE,
     .comment = "the second note is of a minute and a second behind the snapshot",
     .notes = {{.by = A, .text = NOTE(BOTH)}, {.by = B, .text = NOTE_AT("2026-08-20T00:01:01Z", "USDT", BOTH)}}},
    {.name = "prices-repeated",
     .expect = ZKS_REJECT_PRICE_REPEATED,
     .comment = "two notes of one oracle make his quorum",
     .notes = {{.by = A, .text = NOTE(BOTH)}, {.by = A, .text = NOTE_AT("2026-08-20T00:00:01Z", "USDT", BOTH)}},
     .changes = {{FEED "quorum", "2"}}},
    {.name = "prices-missing",
     .expect = ZKS_REJECT_PRICE_MISSING,
     .comment = "one of two oracles has no price of the last member",
     .notes = {{.by = A, .text = NOTE(BOTH)}, {.by = B, .text = NOTE(BTC)}},
     .changes = {{FEED "quorum", "2"}}},
    {.name = "prices-value",
     .expect = ZKS_REJECT_PRICE_VALUE,
     .comment = "a price is one unit in the last place more than the one signed",
     .notes = {{.by = A, .text = NOTE(BOTH)}},
     .changes = {{"/indexes/asset/1/price", "\"1.000000000000000000000000000000000001\""}}},
    {.name = "prices-mean",
     .expect = ZKS_REJECT_PRICE_VALUE,
     .comment = "a price is the mean of three, not the one in the middle",
     .notes = {{.by = A, .text = NOTE(BOTH)},
               {.by = B, .text = NOTE(BTC "," PRICE("USDT", "2", "0"))},
               {.by = C, .text = NOTE(BTC "," PRICE("USDT", "6", "0"))}},
     .changes = {{"/indexes/asset/1/price", "\"3\""}}},
};

/* The first note with the signature of another over the same text. */
static char *join(char *note, const char *by, const char *text)
{
    char *other = signer_note(by, text);
    char *joined = book_path("%s%s", note, other + strlen(text) + 1);
    free(other);
    free(note);
    return joined;
}

static json_t *make_note(const price_note *n)
{
    char *note = signer_note(n->by, n->text);
    if (n->and_by != NULL)
        note = join(note, n->and_by, n->text);
    if (n->change != NULL) {
        size_t length;
        char *changed = change_text(note, n->change, n->changed, strlen(n->changed), &length);
        free(note);
        note = changed;
    }
    json_t *string = json_string(note);
    MUST(string != NULL);
    free(note);
    return string;
}

static json_t *make_feed(const priced *p)
{
    static const char *const names[] = {A, B, C};
    json_t *keys = json_array(), *notes = json_array();
    for (size_t i = 0; i < COUNT(names); i++) {
        char *key = signer_key(names[i]);
        MUST(json_array_append_new(keys, json_string(key)) == 0);
        free(key);
    }
    for (size_t i = 0; i < MOST_NOTES && p->notes[i].by != NULL; i++)
        MUST(json_array_append_new(notes, make_note(&p->notes[i])) == 0);
    json_t *feed = json_pack("{s:[], s:s, s:s, s:o, s:i, s:o, s:i}", "declared", "field", "price", "index", "asset",
                             "keys", keys, "latency", 60, "notes", notes, "quorum", 1);
    MUST(feed != NULL);
    return feed;
}

static specimen *begin(const book *b, const priced *p)
{
    specimen *s = specimen_new(b, "spot-1");
    MUST(json_array_append_new(json_object_get(s->claim, "prices"), make_feed(p)) == 0);
    return s;
}

static void finish(specimen *s, book *b, const priced *p)
{
    specimen_compile(s);
    specimen_prove(s, NULL);
    MUST(specimen_holds(s));
    specimen_digest(s);
    specimen_write(s, b, &(book_entry){p->name, p->expect, -1, p->comment});
    specimen_free(s);
}

static void write_entry(book *b, const priced *p)
{
    specimen *s = begin(b, p);
    for (size_t i = 0; i < MOST_CHANGES && p->changes[i].pointer != NULL; i++)
        change_value(s->claim, p->changes[i].pointer, p->changes[i].value);
    finish(s, b, p);
}

/* A feed and the same once more. */
static void write_same_field(book *b)
{
    static const priced same = {.name = "prices-same-field",
                                .expect = ZKS_REJECT_PRICE_ENCODING,
                                .comment = "two feeds of the same field",
                                .notes = {{.by = A, .text = NOTE(BOTH)}}};
    specimen *s = begin(b, &same);
    MUST(json_array_append_new(json_object_get(s->claim, "prices"), make_feed(&same)) == 0);
    finish(s, b, &same);
}

/* One public key under two names, of which the second signs. */
static void write_same_key(book *b)
{
    static const priced same = {.name = "prices-same-key",
                                .expect = ZKS_REJECT_PRICE_ENCODING,
                                .comment = "a key stands there twice, under two names",
                                .notes = {{.by = A, .text = NOTE(BOTH)}}};
    specimen *s = begin(b, &same);
    zks_note_signer signer = signer_of(A);
    zks_note_key other;
    char text[ZKS_NOTE_KEY_TEXT + 1];
    MUST(zks_note_key_make(&other, "other.example", strlen("other.example"), signer.key.public_key));
    zks_note_key_text(text, &other);
    MUST(json_array_append_new(json_object_get(json_array_get(json_object_get(s->claim, "prices"), 0), "keys"),
                               json_string(text)) == 0);
    zks_note_signer_clear(&signer);
    finish(s, b, &same);
}

void chapter_prices(book *b)
{
    for (size_t i = 0; i < COUNT(entries); i++)
        write_entry(b, &entries[i]);
    write_same_field(b);
    write_same_key(b);
}
