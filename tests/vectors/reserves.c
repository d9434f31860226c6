/* Custodians did not say what a claim says they did, and the proof is right for the claim as it stands; or they did,
 * and the proof is about other amounts (docs/reserves.md). The statements among the inputs were made with the keys
 * here. */
#include "chapters.h"

#include "change.h"
#include "claim_defect.h"
#include "prover/custody/reserve_opening.h"
#include "signers.h"
#include "specimen.h"

#include "attestation/json.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- custodians ------------------------------------------------------------------------------------------------- */

typedef struct {
    zks_note_signer first, second, stranger;
} people;

static json_t *element_of(const specimen *s, size_t element)
{
    json_t *found = json_array_get(json_object_get(s->claim, "reserves"), element);
    MUST(found != NULL);
    return found;
}

static json_t *statements_of(const specimen *s, size_t element)
{
    return json_object_get(element_of(s, element), "statements");
}

static void append(json_t *array, const char *text)
{
    MUST(json_array_append_new(array, json_string(text)) == 0);
}

/* The text of a statement of the claim, with its line feed; malloc'd. */
static char *text_of(const specimen *s, size_t element, size_t statement)
{
    const char *bytes = json_string_value(json_array_get(statements_of(s, element), statement));
    const char *end = strstr(bytes, "\n\n");
    MUST(end != NULL);
    return book_path("%.*s", (int)(end - bytes + 1), bytes);
}

static char *signed_by(const char *text, const zks_note_signer *signer)
{
    const zks_note note = {.text = text, .text_length = strlen(text)};
    zks_report report;
    char *bytes;
    size_t length;
    MUST(zks_note_sign(&bytes, &length, &note, signer, &report) == ZKS_OK);
    return bytes;
}

static void put_statement(const specimen *s, size_t element, size_t statement, const char *note)
{
    MUST(json_array_set_new(statements_of(s, element), statement, json_string(note)) == 0);
}

/* Says something else in a statement, and signs that. */
static void restate(const specimen *s, size_t element, size_t statement, const char *find, const char *replacement,
                    const zks_note_signer *signer)
{
    size_t length;
    char *text = text_of(s, element, statement);
    char *changed = change_text(text, find, replacement, strlen(replacement), &length);
    char *note = signed_by(changed, signer);
    put_statement(s, element, statement, note);
    free(note);
    free(changed);
    free(text);
}

/* ---- the claim alone -------------------------------------------------------------------------------------------- */

#define ELEMENT "/claim/reserves/0/"
#define PETER "\"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\""

static const claim_defect claims[] = {
    {"reserve-column-unknown", "custody-public", ELEMENT "column", "\"vault\"", ZKS_REJECT_CIRCUIT, -1,
     "a column that the circuit does not have"},
    {"reserve-age-large", "custody-public", ELEMENT "age", "2147483648", ZKS_REJECT_RESERVE_ENCODING, -1,
     "an age of 2^31 seconds"},
    {"reserve-no-keys", "custody-public", ELEMENT "keys", "[]", ZKS_REJECT_RESERVE_ENCODING, -1, "no keys"},
    {"reserve-key-malformed", "custody-public", ELEMENT "keys/1", "\"second.example\"", ZKS_REJECT_RESERVE_ENCODING, -1,
     "a name where a key should be"},
    {"reserve-no-statements", "custody-public", ELEMENT "statements", "[]", ZKS_REJECT_RESERVE_ENCODING, -1,
     "no statements"},
    {"reserve-no-note", "custody-public", ELEMENT "statements/0", "\"vault 7: enough\\n\"", ZKS_REJECT_RESERVE_ENCODING,
     -1, "a statement that nobody signed"},
    {"reserve-key-unnamed", "custody-public", ELEMENT "keys/1", NULL, ZKS_REJECT_RESERVE_SIGNATURE, -1,
     "a statement of a key that is not named"},
    {"reserve-issuer", "custody-public", "/claim/issuer", "\"Example Exchange 2\"", ZKS_REJECT_RESERVE_HOLDER, -1,
     "another issuer than the one it is held for"},
    {"reserve-late", "custody-public", ELEMENT "age", "3599", ZKS_REJECT_RESERVE_STALE, -1,
     "a statement a second too long after the snapshot"},
    {"reserve-early", "custody-hidden", ELEMENT "age", "3599", ZKS_REJECT_RESERVE_STALE, -1,
     "a statement a second too long before the snapshot"},
    {"reserve-key-silent", "custody-public", ELEMENT "keys/-", PETER, ZKS_REJECT_RESERVE_MISSING, -1,
     "a custodian who has stated nothing"},
    {"reserve-committed-alone", "custody-hidden", "/claim/reserves", "[]", ZKS_REJECT_RESERVE_MISSING, -1,
     "a committed column, and nothing that commits to it"},
    {"reserve-more", "custody-public", "/claim/pool/reserve/1", "\"2500.250002\"", ZKS_REJECT_RESERVE_VALUE, -1,
     "a unit more than the custodians have"},
    {"reserve-less", "custody-public", "/claim/pool/reserve/0", "\"31.49999999\"", ZKS_REJECT_RESERVE_VALUE, -1,
     "a unit less than the custodians have"},
    {"reserve-told", "custody-hidden", "/claim/pool/reserve", "[\"1.5\",\"2500.250001\"]", ZKS_REJECT_RESERVE_VALUE, -1,
     "what a custodian hides, stated by the issuer"},
};

/* ---- other words, signed ---------------------------------------------------------------------------------------- */

typedef struct {
    const char *name, *recipe;
    size_t statement; /* of the first element; by the first custodian or the second */
    const char *find, *replacement;
    zks_status expect;
    const char *comment;
} restatement;

static const restatement restatements[] = {
    {"reserve-text-space", "custody-public", 0, "\"holder\":", "\"holder\": ", ZKS_REJECT_RESERVE_ENCODING,
     "a space after a colon"},
    {"reserve-text-lines", "custody-public", 0, "\"holder\":", "\n\"holder\":", ZKS_REJECT_RESERVE_ENCODING,
     "two lines"},
    {"reserve-version", "custody-public", 0, "zksolv/1 reserves", "zksolv/2 reserves", ZKS_REJECT_RESERVE_ENCODING,
     "the next version"},
    {"reserve-time-offset", "custody-public", 0, "00:00:00Z", "00:00:00+00:00", ZKS_REJECT_RESERVE_ENCODING,
     "UTC as an offset"},
    {"reserve-amount-zeros", "custody-public", 0, "\"2500.25\"", "\"2500.250\"", ZKS_REJECT_RESERVE_ENCODING,
     "a zero at the end of an amount"},
    {"reserve-amount-negative", "custody-public", 0, "\"DOGE\":{\"amount\":\"3\"}", "\"DOGE\":{\"amount\":\"-3\"}",
     ZKS_REJECT_RESERVE_ENCODING, "an amount below zero, of what nobody counts"},
    {"reserve-decimals-many", "custody-hidden", 0, "\"decimals\":8", "\"decimals\":37", ZKS_REJECT_RESERVE_ENCODING,
     "more decimals than 36"},
    {"reserve-holder", "custody-hidden", 1, "Example Exchange", "Example Exchang", ZKS_REJECT_RESERVE_HOLDER,
     "held for somebody else"},
    {"reserve-stale-before", "custody-hidden", 0, "23:00:00Z", "22:59:59Z", ZKS_REJECT_RESERVE_STALE,
     "stated a second too early"},
    {"reserve-stale-after", "custody-public", 1, "01:00:00Z", "01:00:01Z", ZKS_REJECT_RESERVE_STALE,
     "stated a second too late"},
    {"reserve-decimals", "custody-hidden", 0, "\"decimals\":8", "\"decimals\":7", ZKS_REJECT_RESERVE_VALUE,
     "committed to in units ten times as large"},
    {"reserve-fraction", "custody-hidden", 1, "2500.250001", "2500.2500010001", ZKS_REJECT_RESERVE_VALUE,
     "a number beside commitments with more decimals than the unit"},
    {"reserve-wide", "custody-hidden", 1, "2500.250001", "340282366920938463463374607431768.211456",
     ZKS_REJECT_RESERVE_VALUE, "a number beside commitments of 2^128 units"},
};

/* ---- other changes ---------------------------------------------------------------------------------------------- */

static void append_key(const specimen *s, size_t element, const zks_note_key *key)
{
    char text[ZKS_NOTE_KEY_TEXT + 1];
    zks_note_key_text(text, key);
    append(json_object_get(element_of(s, element), "keys"), text);
}

static void same_key_twice(specimen *s, const people *p)
{
    zks_note_key renamed;
    MUST(zks_note_key_make(&renamed, "other.example", strlen("other.example"), p->first.key.public_key));
    append_key(s, 0, &renamed);
}

static void same_column_twice(specimen *s, const people *p)
{
    (void)p;
    MUST(json_array_append_new(json_object_get(s->claim, "reserves"), json_deep_copy(element_of(s, 0))) == 0);
}

static void no_point(specimen *s, const people *p)
{
    char *text = text_of(s, 0, 0), *hex = strstr(text, "\"commitment\":\"");
    MUST(hex != NULL);
    memset(hex + strlen("\"commitment\":\""), 'f', 64);
    char *note = signed_by(text, &p->first);
    put_statement(s, 0, 0, note);
    free(note);
    free(text);
}

static void by_a_stranger(specimen *s, const people *p)
{
    restate(s, 0, 0, "vault 7", "vault 7", &p->stranger);
}

/* Under the custodian's name and id. */
static void forged(specimen *s, const people *p)
{
    const zks_note_signer forger = {.key = p->first.key, .secret = p->stranger.secret};
    restate(s, 0, 0, "vault 7", "vault 7", &forger);
}

static void by_both(specimen *s, const people *p)
{
    const char *once = json_string_value(json_array_get(statements_of(s, 0), 0));
    zks_note note;
    zks_report report;
    char *twice;
    size_t length;
    MUST(zks_note_parse(&note, once, strlen(once), &report) == ZKS_OK);
    MUST(zks_note_sign(&twice, &length, &note, &p->second, &report) == ZKS_OK);
    put_statement(s, 0, 0, twice);
    free(twice);
}

/* The issuer adds a digit, here and in the pool. */
static void more_than_signed(specimen *s, const people *p)
{
    (void)p;
    const char *before = json_string_value(json_array_get(statements_of(s, 0), 0));
    size_t length;
    char *note = change_text(before, "\"BTC\":{\"amount\":\"1\"}", "\"BTC\":{\"amount\":\"11\"}",
                             strlen("\"BTC\":{\"amount\":\"11\"}"), &length);
    put_statement(s, 0, 0, note);
    change_value(s->statement, "/claim/pool/reserve/0", "\"41.5\"");
    free(note);
}

/* Of what nobody counts, so that no sum changes. */
static void account_twice(specimen *s, const people *p)
{
    char *text = text_of(s, 0, 1), *assets = strstr(text, ",\"holder\"");
    char *again = book_path("{\"account\":\"vault 7\",\"assets\":{\"DOGE\":{\"amount\":\"1\"}}%s", assets);
    char *note = signed_by(again, &p->second);
    append(statements_of(s, 0), note);
    free(note);
    free(again);
    free(text);
}

/* Of what nobody counts as well. */
static void text_twice(specimen *s, const people *p)
{
    char *text = text_of(s, 0, 1), *assets = strstr(text, ",\"holder\"");
    char *again = book_path("{\"account\":\"attic\",\"assets\":{\"DOGE\":{\"amount\":\"1\"}}%s", assets);
    char *first = signed_by(again, &p->first), *second = signed_by(again, &p->second);
    append(statements_of(s, 0), first);
    append(statements_of(s, 0), second);
    free(second);
    free(first);
    free(again);
    free(text);
}

/* The fund and the reserve are stated by one custodian, of one account. */
static void account_in_two_columns(specimen *s, const people *p)
{
    restate(s, 0, 0, "\"account\":\"fund\"", "\"account\":\"vault 7\"", &p->first);
    MUST(json_array_clear(json_object_get(element_of(s, 0), "keys")) == 0);
    append_key(s, 0, &p->first.key);
}

typedef struct {
    const char *name, *recipe;
    void (*change)(specimen *s, const people *p);
    zks_status expect;
    const char *comment;
} change_of_claim;

static const change_of_claim changes[] = {
    {"reserve-key-twice", "custody-public", same_key_twice, ZKS_REJECT_RESERVE_ENCODING, "a key under two names"},
    {"reserve-column-twice", "custody-public", same_column_twice, ZKS_REJECT_RESERVE_ENCODING, "a column twice"},
    {"reserve-no-point", "custody-hidden", no_point, ZKS_REJECT_RESERVE_ENCODING, "a commitment that is no point"},
    {"reserve-by-a-stranger", "custody-hidden", by_a_stranger, ZKS_REJECT_RESERVE_SIGNATURE,
     "signed with a key that is not named"},
    {"reserve-forged", "custody-hidden", forged, ZKS_REJECT_RESERVE_SIGNATURE,
     "signed with another key under the name and id of one that is named"},
    {"reserve-by-both", "custody-hidden", by_both, ZKS_REJECT_RESERVE_SIGNATURE, "signed with two of the keys"},
    {"reserve-unsigned-change", "custody-public", more_than_signed, ZKS_REJECT_RESERVE_SIGNATURE,
     "more than was signed, in statement and pool"},
    {"reserve-account-twice", "custody-public", account_twice, ZKS_REJECT_RESERVE_REPEATED,
     "two statements about one account"},
    {"reserve-text-twice", "custody-public", text_twice, ZKS_REJECT_RESERVE_REPEATED,
     "two custodians' signatures of one text, each counted"},
    {"reserve-account-of-two-columns", "custody-two", account_in_two_columns, ZKS_REJECT_RESERVE_REPEATED,
     "statements about one account in two columns"},
};

/* ---- other amounts ---------------------------------------------------------------------------------------------- */

enum { RESERVE_ELEMENT = 1 }; /* of custody-two, whose first statement is the column's only one */

/* Puts a commitment in place of another, in the statement as in what the proof takes. */
static void recommit(specimen *s, const people *p, size_t external, const zks_word commitment)
{
    char before[65], after[65];
    zks_hex_encode(before, s->hidden.commitments[external], sizeof(zks_word));
    zks_hex_encode(after, commitment, sizeof(zks_word));
    restate(s, RESERVE_ELEMENT, 0, before, after, &p->first);
    memcpy(s->hidden.commitments[external], commitment, sizeof(zks_word));
}

/* The custodian has a unit less than is owed; the proof says he has it. */
static void a_unit_less(specimen *s, const people *p)
{
    const zks_opened_amount less = {s->hidden.amounts[0] - 1, s->hidden.blindings[0]};
    zks_word commitment;
    zks_opened_commit(commitment, &less);
    recommit(s, p, 0, commitment);
}

static void another_blinding(specimen *s, const people *p)
{
    (void)p;
    zks_scalar_add(&s->hidden.blindings[2], &s->hidden.blindings[2], &zks_scalar_one);
}

static void exchanged(specimen *s, const people *p)
{
    zks_word first, second;
    memcpy(first, s->hidden.commitments[0], sizeof first);
    memcpy(second, s->hidden.commitments[1], sizeof second);
    recommit(s, p, 1, first); /* the second of two that are the same then */
    recommit(s, p, 0, second);
}

static const change_of_claim lies[] = {
    {"reserve-short", "custody-two", a_unit_less, ZKS_REJECT_OPENING,
     "the custodian has committed to a unit less than is owed"},
    {"reserve-other-blinding", "custody-two", another_blinding, ZKS_REJECT_OPENING,
     "the right amount with another blinding than the custodian's"},
    {"reserve-exchanged", "custody-two", exchanged, ZKS_REJECT_OPENING,
     "what is held of one asset counted for another"},
};

/* ---- all of them ------------------------------------------------------------------------------------------------ */

static void write_entry(book *b, specimen *s, const char *name, zks_status expect, const char *comment)
{
    specimen_compile(s);
    specimen_prove(s, NULL);
    MUST(specimen_holds(s) == (expect != ZKS_REJECT_OPENING));
    specimen_digest(s);
    specimen_write(s, b,
                   &(book_entry){name, expect, expect == ZKS_REJECT_OPENING ? (long)s->segments.count : -1, comment});
    specimen_free(s);
}

static void write_restatement(book *b, const restatement *r, const people *p)
{
    specimen *s = specimen_new(b, r->recipe);
    restate(s, 0, r->statement, r->find, r->replacement, r->statement == 0 ? &p->first : &p->second);
    write_entry(b, s, r->name, r->expect, r->comment);
}

static void write_change(book *b, const change_of_claim *c, const people *p)
{
    specimen *s = specimen_new(b, c->recipe);
    c->change(s, p);
    write_entry(b, s, c->name, c->expect, c->comment);
}

void chapter_reserves(book *b)
{
    people p = {signer_of("first.example"), signer_of("second.example"), signer_of("stranger.example")};
    for (size_t i = 0; i < COUNT(claims); i++)
        claim_defect_write(b, &claims[i]);
    for (size_t i = 0; i < COUNT(restatements); i++)
        write_restatement(b, &restatements[i], &p);
    for (size_t i = 0; i < COUNT(changes); i++)
        write_change(b, &changes[i], &p);
    for (size_t i = 0; i < COUNT(lies); i++)
        write_change(b, &lies[i], &p);
    zks_note_signer_clear(&p.first);
    zks_note_signer_clear(&p.second);
    zks_note_signer_clear(&p.stranger);
}
