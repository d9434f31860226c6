/* A receipt is wrong: in its bytes, or in a member. */
#include "chapters.h"

#include "change.h"
#include "words.h"

#include "attestation/json.h"

#include <stdlib.h>
#include <string.h>

static char *read_receipt(const book *b, const char *name, size_t *length)
{
    char *path = book_path("%s/receipts/%s.json", b->out, name);
    char *text = book_read(path, length);
    free(path);
    return text;
}

/* ---- bytes ---- */

typedef struct {
    const char *name, *find, *replacement;
    size_t length;
    zks_status expect;
    const char *comment;
} spelling;
#define SPELLING(name, find, replacement, comment)                                                                     \
    {                                                                                                                  \
        name, find, replacement, sizeof replacement - 1, ZKS_REJECT_RECEIPT_ENCODING, comment                          \
    }

static const spelling spellings[] = {
    SPELLING("receipt-cut", "\"\n}\n", "\"\n", "the last brace is missing"),
    SPELLING("receipt-trailing", "\"\n}\n", "\"\n}\n{}\n", "a second object behind it"),
    SPELLING("receipt-duplicate", "{", "{\"index\": 0, ", "a member twice"),
    SPELLING("receipt-byte-order-mark", "{", "\xef\xbb\xbf{", "a byte order mark"),
    SPELLING("receipt-latin-1", "heidi", "h\xe9idi", "a byte that is not UTF-8"),
    SPELLING("receipt-escaped-nul", "heidi", "heidi\\u0000", "an escaped NUL"),
    SPELLING("receipt-nul", "heidi", "heidi\0", "a NUL"),
};
enum { SPELLINGS = sizeof spellings / sizeof *spellings };

static void write_spelling(book *b, const spelling *p)
{
    size_t length;
    char *text = read_receipt(b, "receipt-spot-9", &length);
    char *changed = change_text(text, p->find, p->replacement, p->length, &length);
    book_write_receipt(b, &(book_entry){p->name, p->expect, -1, p->comment}, "attestations/spot-9",
                       (book_file){changed, length});
    free(changed);
    free(text);
}

/* ---- members ---- */

#define SIXTEEN "0123456789abcdef"
#define SIXTY_FOUR SIXTEEN SIXTEEN SIXTEEN SIXTEEN
#define SPOT "receipt-spot-9", "attestations/spot-9"
#define STATEMENT "receipt-spot-9-letters", "attestations/spot-9/statement.json"
#define UNITS "receipt-units-largest", "attestations/units"
#define SHARES "receipt-shares", "attestations/shares"
#define VAULT "receipt-vault", "attestations/vault"
#define KINDS "receipt-kinds", "attestations/kinds"
#define TERMS "receipt-terms", "attestations/terms"
#define TERMS_ADVICE "receipt-terms-advice", "attestations/terms/statement.json"

typedef struct {
    const char *name, *receipt, *attestation, *pointer, *value; /* NULL: removed */
    zks_status expect;
    const char *comment;
} member;

static const member members[] = {
    {"receipt-member-missing", SPOT, "/path", NULL, ZKS_REJECT_RECEIPT_SCHEMA, "no path"},
    {"receipt-member-surplus", SPOT, "/note", "\"\"", ZKS_REJECT_RECEIPT_SCHEMA, "a member that receipts do not have"},
    {"receipt-index-string", SPOT, "/index", "\"1\"", ZKS_REJECT_RECEIPT_SCHEMA, "an integer as a string"},
    {"receipt-index-negative", SPOT, "/index", "-1", ZKS_REJECT_RECEIPT_SCHEMA, "an index below zero"},
    {"receipt-amount-integer", SPOT, "/values/balance/BTC", "7", ZKS_REJECT_RECEIPT_SCHEMA, "an amount as an integer"},
    {"receipt-column-empty", SPOT, "/values/balance", "{}", ZKS_REJECT_RECEIPT_SCHEMA, "a column without amounts"},
    {"receipt-members-empty", TERMS, "/values/lent/Münze", "{}", ZKS_REJECT_RECEIPT_SCHEMA,
     "a member of the first index without any of the second"},
    {"receipt-four-deep", TERMS, "/values/lent/Münze/90d", "{\"a\":{\"b\":\"1\"}}", ZKS_REJECT_RECEIPT_SCHEMA,
     "amounts nested four deep"},
    {"receipt-amounts-array", TERMS, "/values/lent/Münze", "[\"0\",\"17.25\"]", ZKS_REJECT_RECEIPT_SCHEMA,
     "amounts as an array"},
    {"receipt-account-empty", SPOT, "/account", "\"\"", ZKS_REJECT_RECEIPT_SCHEMA, "an empty id"},
    {"receipt-account-control", SPOT, "/account", "\"heidi\\u001b[2J\"", ZKS_REJECT_RECEIPT_SCHEMA,
     "an escape sequence in the id"},
    {"receipt-blinding-short", SPOT, "/blinding", "\"" SIXTEEN "\"", ZKS_REJECT_RECEIPT_SCHEMA,
     "a blinding of 8 bytes"},
    {"receipt-commitment-upper-case", SPOT, "/commitment", "\"0123456789ABCDEF" SIXTEEN SIXTEEN SIXTEEN "\"",
     ZKS_REJECT_RECEIPT_SCHEMA, "hexadecimal in upper case"},

    {"receipt-version", SPOT, "/version", "\"zksolv/4 receipt\"", ZKS_REJECT_RECEIPT_VERSION, "the next version"},
    {"receipt-other-statement", "receipt-spot-3-nothing", "attestations/spot-9", "/version", "\"zksolv/3 receipt\"",
     ZKS_REJECT_RECEIPT_STATEMENT, "a receipt of another attestation"},
    {"receipt-statement-digest", SPOT, "/statement", "\"" SIXTY_FOUR "\"", ZKS_REJECT_RECEIPT_STATEMENT,
     "another statement digest"},

    {"receipt-value-decimals", SPOT, "/values/balance/BTC", "\"7.000000001\"", ZKS_REJECT_RECEIPT_VALUE,
     "more decimals than the asset has"},
    {"receipt-value-zeros", SPOT, "/values/balance/BTC", "\"7.0\"", ZKS_REJECT_RECEIPT_VALUE,
     "an amount that is not canonical"},
    {"receipt-value-zero", "receipt-spot-1", "attestations/spot-1", "/values/balance/USDT", "\"0\"",
     ZKS_REJECT_RECEIPT_VALUE, "a zero, which is to be absent"},
    {"receipt-value-negative", SPOT, "/values/balance/BTC", "\"-7\"", ZKS_REJECT_RECEIPT_VALUE, "an amount below zero"},
    {"receipt-value-column", SPOT, "/values/debt", "{\"BTC\":\"1\"}", ZKS_REJECT_RECEIPT_VALUE,
     "a column that the circuit does not have"},
    {"receipt-value-member", SPOT, "/values/balance/ETH", "\"1\"", ZKS_REJECT_RECEIPT_VALUE,
     "an asset that is not attested"},
    {"receipt-value-width", UNITS, "/values/balance/SHARE", "\"256\"", ZKS_REJECT_RECEIPT_VALUE,
     "an amount one more than its byte holds"},
    {"receipt-value-wide", UNITS, "/values/balance/ETH", "\"340282366920938463463.374607431768211456\"",
     ZKS_REJECT_RECEIPT_VALUE, "an amount one more than 16 bytes hold"},
    {"receipt-value-for-members", SHARES, "/values/shares", "{\"alice\":\"1\"}", ZKS_REJECT_RECEIPT_VALUE,
     "members for a column that has no index"},
    {"receipt-value-fraction", SHARES, "/values/shares", "\"0.5\"", ZKS_REJECT_RECEIPT_VALUE,
     "a fraction in a column of integers"},

    {"receipt-value-advice", "receipt-portfolio", "attestations/portfolio", "/values/risk", "{\"BTC\":\"1000\"}",
     ZKS_REJECT_RECEIPT_VALUE, "advice that is not committed"},
    {"receipt-value-advice-decimals", TERMS_ADVICE, "/values/late/30d", "\"2.500001\"", ZKS_REJECT_RECEIPT_VALUE,
     "more decimals than committed advice has"},
    {"receipt-value-flag-fraction", KINDS, "/values/dear", "\"0.5\"", ZKS_REJECT_RECEIPT_VALUE, "half a flag"},
    {"receipt-value-flag-width", KINDS, "/values/dear", "\"256\"", ZKS_REJECT_RECEIPT_VALUE,
     "a flag that its byte does not hold"},
    {"receipt-value-flat", TERMS, "/values/lent/Münze", "\"17.25\"", ZKS_REJECT_RECEIPT_VALUE,
     "one amount for all members of the second index"},
    {"receipt-value-deeper", TERMS, "/values/lent/Münze/90d", "{\"1\":\"17.25\"}", ZKS_REJECT_RECEIPT_VALUE,
     "members of a third index for a column over two"},
    {"receipt-value-exchanged", TERMS, "/values/lent", "{\"90d\":{\"Münze\":\"17.25\"}}", ZKS_REJECT_RECEIPT_VALUE,
     "the second index before the first"},
    {"receipt-value-member-nested", TERMS, "/values/lent/Münze/60d", "\"1\"", ZKS_REJECT_RECEIPT_VALUE,
     "a member that the second index does not have"},

    {"receipt-opening-value", SPOT, "/values/balance/BTC", "\"7.00000001\"", ZKS_REJECT_RECEIPT_OPENING,
     "one unit more than is committed"},
    {"receipt-opening-value-left-out", SPOT, "/values/balance/BTC", NULL, ZKS_REJECT_RECEIPT_OPENING,
     "an amount left out"},
    {"receipt-opening-claim", VAULT, "/values/claim/wild", "\"35940.00000001\"", ZKS_REJECT_RECEIPT_OPENING,
     "a claim of one unit more than is committed"},
    {"receipt-opening-claim-left-out", VAULT, "/values/claim", NULL, ZKS_REJECT_RECEIPT_OPENING,
     "committed advice left out, as if the ledger's columns were all"},
    {"receipt-opening-flag", KINDS, "/values/dear", NULL, ZKS_REJECT_RECEIPT_OPENING, "a flag that is 1 left out"},
    {"receipt-opening-flag-two", KINDS, "/values/dear", "\"2\"", ZKS_REJECT_RECEIPT_OPENING,
     "a flag of 2 that is committed as 1"},
    {"receipt-opening-nested", TERMS, "/values/lent/Münze", "{\"30d\":\"17.25\"}", ZKS_REJECT_RECEIPT_OPENING,
     "an amount under another member of the second index"},
    {"receipt-opening-account", SPOT, "/account", "\"Heidi\"", ZKS_REJECT_RECEIPT_OPENING, "another id"},
    {"receipt-opening-blinding", SPOT, "/blinding",
     "\"0100000000000000000000000000000000000000000000000000000000000000\"", ZKS_REJECT_RECEIPT_OPENING,
     "another blinding"},
    {"receipt-opening-commitment", SPOT, "/commitment", "\"" SIXTY_FOUR "\"", ZKS_REJECT_RECEIPT_OPENING,
     "another commitment, and no point at that"},
    {"receipt-path-past-accounts", SPOT, "/index", "9", ZKS_REJECT_RECEIPT_PATH, "an index past the last row"},

    {"receipt-path-sibling", STATEMENT, "/path/0", "\"" SIXTY_FOUR "\"", ZKS_REJECT_RECEIPT_PATH,
     "another sibling on the way"},
    {"receipt-path-surplus", STATEMENT, "/path/-", "\"" SIXTY_FOUR "\"", ZKS_REJECT_RECEIPT_PATH,
     "one sibling too many"},
    {"receipt-path-missing", STATEMENT, "/path/0", NULL, ZKS_REJECT_RECEIPT_PATH, "the lowest sibling is missing"},
    {"receipt-path-empty", STATEMENT, "/path", "[]", ZKS_REJECT_RECEIPT_PATH, "no sibling at all"},
    {"receipt-path-past-the-end", STATEMENT, "/index", "9", ZKS_REJECT_RECEIPT_PATH, "an index past the last row"},
    {"receipt-path-index-large", STATEMENT, "/index", "9007199254740991", ZKS_REJECT_RECEIPT_PATH,
     "the largest index that JSON carries"},
};
enum { MEMBERS = sizeof members / sizeof *members };

static void write_value(book *b, const book_entry *entry, const char *attestation, const json_t *value)
{
    char *text = json_dumps(value, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
    MUST(text != NULL);
    book_write_receipt(b, entry, attestation, (book_file){text, strlen(text)});
    free(text);
}

static json_t *load_receipt(const book *b, const char *name)
{
    size_t length;
    char *text = read_receipt(b, name, &length);
    json_t *value = json_loads(text, 0, NULL);
    MUST(value != NULL);
    free(text);
    return value;
}

static void write_member(book *b, const member *m)
{
    json_t *value = load_receipt(b, m->receipt);
    change_value(value, m->pointer, m->value);
    write_value(b, &(book_entry){m->name, m->expect, -1, m->comment}, m->attestation, value);
    json_decref(value);
}

/* ---- what no constant can say ---- */

/* The next row: accounts.bin has another commitment there, and the path leads elsewhere. */
static void write_next_index(book *b, const char *name, const char *attestation, zks_status expect, const char *comment)
{
    json_t *value = load_receipt(b, "receipt-spot-9");
    json_int_t index = json_integer_value(json_object_get(value, "index"));
    MUST(json_object_set_new(value, "index", json_integer(index == 0 ? 1 : index - 1)) == 0);
    write_value(b, &(book_entry){name, expect, -1, comment}, attestation, value);
    json_decref(value);
}

/* The same blinding modulo the order. */
static void write_long_blinding(book *b)
{
    json_t *value = load_receipt(b, "receipt-spot-9");
    uint8_t word[32];
    char hex[65];
    MUST(zks_hex_decode(word, sizeof word, json_string_value(json_object_get(value, "blinding"))));
    word_add_order(word);
    zks_hex_encode(hex, word, sizeof word);
    MUST(json_object_set_new(value, "blinding", json_string(hex)) == 0);
    write_value(
        b,
        &(book_entry){"receipt-opening-blinding-order", ZKS_REJECT_RECEIPT_OPENING, -1, "the blinding plus the order"},
        "attestations/spot-9", value);
    json_decref(value);
}

/* A sound receipt under an attestation that is none. */
static void write_under_rejected(book *b)
{
    json_t *value = load_receipt(b, "receipt-spot-9");
    write_value(b,
                &(book_entry){"receipt-rejected-attestation", ZKS_REJECT_PRODUCT_FACTOR, 0,
                              "a sound receipt with an attestation that is rejected: its rejection is the result"},
                "attestations/other-segments-exchanged", value);
    json_decref(value);
}

void chapter_receipts(book *b)
{
    for (size_t i = 0; i < SPELLINGS; i++)
        write_spelling(b, &spellings[i]);
    for (size_t i = 0; i < MEMBERS; i++)
        write_member(b, &members[i]);
    write_next_index(b, "receipt-opening-neighbour", "attestations/spot-9", ZKS_REJECT_RECEIPT_OPENING,
                     "the index of a neighbour, whose commitment accounts.bin has there");
    write_next_index(b, "receipt-path-neighbour", "attestations/spot-9/statement.json", ZKS_REJECT_RECEIPT_PATH,
                     "the index of a neighbour");
    write_long_blinding(b);
    write_under_rejected(b);
}
