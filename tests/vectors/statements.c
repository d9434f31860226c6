/* statement.json is wrong: in its bytes, in a member, or in a member that was changed after the proof was made. */
#include "chapters.h"

#include "change.h"
#include "claim_defect.h"
#include "specimen.h"

#include <stdlib.h>
#include <string.h>

/* ---- bytes ---- */

/* The claim says the same, so the proof is right. */
typedef struct {
    const char *name, *find, *replacement;
    size_t length;
    const char *comment;
} spelling;
#define SPELLING(name, find, replacement, comment)                                                                     \
    {                                                                                                                  \
        name, find, replacement, sizeof replacement - 1, comment                                                       \
    }

static const spelling spellings[] = {
    SPELLING("statement-space", "\"rows\":1", "\"rows\": 1", "a space after a colon"),
    SPELLING("statement-indented", "{\"claim\":", "{\n \"claim\":", "a line feed between members"),
    SPELLING("statement-order", "\"rows\":1,\"segment_rows\":4", "\"segment_rows\":4,\"rows\":1",
             "members not in ascending order"),
    SPELLING("statement-duplicate", "\"rows\":1", "\"rows\":1,\"rows\":1", "a member twice"),
    SPELLING("statement-byte-order-mark", "{\"claim\":", "\xef\xbb\xbf{\"claim\":", "a byte order mark"),
    SPELLING("statement-escaped-letter", "\"Example", "\"\\u0045xample", "a letter written as an escape"),
    SPELLING("statement-escaped-slash", "\"zksolv/3\"", "\"zksolv\\/3\"", "an escaped slash"),
    SPELLING("statement-upper-case-escape", "\\n", "\\u000A", "a line feed written as \\u000A"),
    SPELLING("statement-zero-before", "\"rows\":1", "\"rows\":01", "an integer with a leading zero"),
    SPELLING("statement-exponent", "\"rows\":1", "\"rows\":1e0", "an integer with an exponent"),
    SPELLING("statement-fraction", "\"rows\":1", "\"rows\":1.0", "an integer with a point"),
    SPELLING("statement-minus-zero", "\"decimals\":8", "\"decimals\":-0", "an integer with a sign"),
    SPELLING("statement-true", "\"rows\":1", "\"rows\":true", "a literal that no member may hold"),
    SPELLING("statement-no-line-feed", "}}\n", "}}", "no line feed at the end"),
    SPELLING("statement-carriage-return", "}}\n", "}}\r\n", "a carriage return before the line feed"),
    SPELLING("statement-trailing", "}}\n", "}}\n\n", "a second line feed at the end"),
    SPELLING("statement-cut", "}}\n", "}\n", "the last brace is missing"),
    SPELLING("statement-latin-1", "\"Example", "\"\xc9xample", "a byte that is not UTF-8"),
    SPELLING("statement-overlong", "\"Example", "\"\xc1\x85xample", "an overlong form of UTF-8"),
    SPELLING("statement-surrogate", "\"Example", "\"\xed\xa0\x80xample", "a surrogate in UTF-8"),
    SPELLING("statement-nul", "\"Example", "\"\0xample", "a NUL in a string"),
    SPELLING("statement-escaped-nul", "\"Example", "\"\\u0000xample", "an escaped NUL in a string"),
    SPELLING("statement-array", "{\"claim\":", "[{\"claim\":", "brackets that do not match"),
};
enum { SPELLINGS = sizeof spellings / sizeof *spellings };

static void write_spelling(book *b, const spelling *p)
{
    specimen *s = specimen_new(b, "spot-1");
    size_t length;
    char *text = specimen_statement(s, &length);
    char *changed = change_text(text, p->find, p->replacement, p->length, &length);
    book_write_attestation(b, &(book_entry){p->name, ZKS_REJECT_STATEMENT_ENCODING, -1, p->comment},
                           (book_file){changed, length}, (book_file){s->accounts_bin, s->accounts_length},
                           (book_file){s->proof_bin, s->proof_length});
    free(changed);
    free(text);
    specimen_free(s);
}

/* ---- members ---- */

#define ASSET "/claim/indexes/asset/"
#define SIXTEEN "0123456789abcdef"
#define SIXTY_FOUR SIXTEEN SIXTEEN SIXTEEN SIXTEEN
#define ONES_OF_64 "1111111111111111111111111111111111111111111111111111111111111111"
#define A_OF_64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A_OF_256 A_OF_64 A_OF_64 A_OF_64 A_OF_64

static const claim_defect members[] = {
    {"claim-member-missing", "spot-1", "/claim/snapshot", NULL, ZKS_REJECT_STATEMENT_SCHEMA, -1, "no snapshot"},
    {"claim-params-missing", "cross-4", "/claim/params", NULL, ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "no params, where the circuit has none: the member is there all the same"},
    {"claim-member-surplus", "spot-1", "/claim/audited", "\"yes\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a member that the claim does not have"},
    {"statement-member-surplus", "spot-1", "/note", "\"\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a member beside claim and files"},
    {"files-member-surplus", "spot-1", "/files/statement.json", "\"" SIXTY_FOUR "\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "the digest of a fourth file"},
    {"files-member-missing", "spot-1", "/files/proof.bin", NULL, ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "no digest of proof.bin"},
    {"files-digest-upper-case", "spot-1", "/files/proof.bin", "\"0123456789ABCDEF" SIXTEEN SIXTEEN SIXTEEN "\"",
     ZKS_REJECT_STATEMENT_SCHEMA, -1, "hexadecimal in upper case"},
    {"files-digest-short", "spot-1", "/files/accounts.bin", "\"" SIXTEEN SIXTEEN "\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a digest of 16 bytes"},
    {"claim-rows-string", "spot-1", "/claim/rows", "\"1\"", ZKS_REJECT_STATEMENT_SCHEMA, -1, "an integer as a string"},
    {"claim-price-integer", "spot-1", ASSET "0/price", "60000", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a decimal as an integer"},
    {"claim-indexes-array", "shares", "/claim/indexes", "[]", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "an array for an object"},
    {"claim-issuer-empty", "spot-1", "/claim/issuer", "\"\"", ZKS_REJECT_STATEMENT_SCHEMA, -1, "an empty line"},
    {"claim-issuer-long", "spot-1", "/claim/issuer", "\"" A_OF_256 "a\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "an issuer of 257 bytes"},
    {"claim-issuer-control", "spot-1", "/claim/issuer", "\"Example\\tExchange\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a tab in a line"},
    {"claim-issuer-c1-control", "spot-1", "/claim/issuer", "\"Example\\u009bExchange\"", ZKS_REJECT_STATEMENT_SCHEMA,
     -1, "U+009B, which terminals obey, in a line"},
    {"claim-member-name-long", "spot-1", ASSET "0/name", "\"" A_OF_64 "a\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "the name of an asset has 65 bytes"},
    {"claim-bytes-alone", "spot-1", ASSET "0/decimals", NULL, ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "bytes without decimals"},
    {"claim-root-short", "spot-1", "/claim/root", "\"" SIXTEEN SIXTEEN "\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a root of 16 bytes"},

    {"version-unknown", "spot-1", "/claim/version", "\"zksolv/4\"", ZKS_REJECT_VERSION, -1, "the next version"},
    {"version-before", "spot-1", "/claim/version", "\"zksolv/2\"", ZKS_REJECT_VERSION, -1, "the version before"},
    {"version-longer", "spot-1", "/claim/version", "\"zksolv/3 \"", ZKS_REJECT_VERSION, -1, "a space behind it"},
    {"generators-unknown", "spot-1", "/claim/generators", "\"zksolv/1 generators 2\"", ZKS_REJECT_GENERATORS, -1,
     "generators of which somebody may know a relation"},

    {"time-offset", "spot-1", "/claim/snapshot", "\"2026-08-20T00:00:00+00:00\"", ZKS_REJECT_TIME, -1,
     "UTC as an offset"},
    {"time-lower-case", "spot-1", "/claim/snapshot", "\"2026-08-20t00:00:00z\"", ZKS_REJECT_TIME, -1,
     "lower case letters"},
    {"time-fraction", "spot-1", "/claim/created", "\"2026-08-20T12:00:00.0Z\"", ZKS_REJECT_TIME, -1,
     "a fraction of a second"},
    {"time-leap-second", "spot-1", "/claim/snapshot", "\"2016-12-31T23:59:60Z\"", ZKS_REJECT_TIME, -1, "a leap second"},
    {"time-no-date", "spot-1", "/claim/snapshot", "\"2026-02-29T00:00:00Z\"", ZKS_REJECT_TIME, -1,
     "the 29th of February of a year that has none"},

    {"number-trailing-zeros", "spot-1", ASSET "1/price", "\"1.00\"", ZKS_REJECT_NUMBER, -1, "zeros after the point"},
    {"number-leading-zero", "spot-1", ASSET "1/price", "\"01\"", ZKS_REJECT_NUMBER, -1, "a zero before the number"},
    {"number-plus", "spot-1", ASSET "1/price", "\"+1\"", ZKS_REJECT_NUMBER, -1, "a plus sign"},
    {"number-point-alone", "spot-1", ASSET "1/price", "\".5\"", ZKS_REJECT_NUMBER, -1, "no digit before the point"},
    {"number-exponent", "spot-1", ASSET "1/price", "\"1e0\"", ZKS_REJECT_NUMBER, -1, "an exponent"},
    {"number-empty", "spot-1", ASSET "1/price", "\"\"", ZKS_REJECT_NUMBER, -1, "no digit at all"},
    {"number-long", "spot-1", ASSET "1/price", "\"" ONES_OF_64 ONES_OF_64 "1\"", ZKS_REJECT_NUMBER, -1,
     "129 characters"},
    {"number-minus-zero", "cross-4", ASSET "1/haircut", "\"-0\"", ZKS_REJECT_NUMBER, -1, "minus zero"},
    {"number-param", "spot-1", "/claim/params/coverage", "\"1.0\"", ZKS_REJECT_NUMBER, -1,
     "a parameter with a zero after the point"},
    {"number-reserve-negative", "spot-1", "/claim/pool/reserve/1", "\"-1\"", ZKS_REJECT_NUMBER, -1,
     "a reserve below zero"},
    {"number-decimals", "spot-1", ASSET "0/decimals", "37", ZKS_REJECT_NUMBER, -1, "more decimals than 36"},
    {"number-no-bytes", "spot-1", ASSET "0/bytes", "0", ZKS_REJECT_NUMBER, -1, "a width of no bytes"},
    {"number-many-bytes", "spot-1", ASSET "0/bytes", "17", ZKS_REJECT_NUMBER, -1, "a width of 17 bytes"},
    {"number-quote-bytes", "spot-1", "/claim/quote/bytes", "17", ZKS_REJECT_NUMBER, -1,
     "the quote currency has 17 bytes"},

    {"shape-no-rows", "spot-1", "/claim/rows", "0", ZKS_REJECT_SHAPE, -1, "no rows"},
    {"shape-many-rows", "spot-1", "/claim/rows", "4294967297", ZKS_REJECT_SHAPE, -1, "more rows than 2^32"},
    {"shape-no-segment-rows", "spot-1", "/claim/segment_rows", "0", ZKS_REJECT_SHAPE, -1, "segments of no rows"},
    {"shape-segment-rows-odd", "spot-3", "/claim/segment_rows", "3", ZKS_REJECT_SHAPE, -1,
     "a segment size that is no power of two"},
    {"shape-segment-rows-large", "spot-3", "/claim/segment_rows", "131072", ZKS_REJECT_SHAPE, -1,
     "segments of more than 65536 rows"},

    {"circuit-other-name", "spot-1", "/claim/circuit/name", "\"cross_margin\"", ZKS_REJECT_CIRCUIT, -1,
     "the name is not the one in the text"},
    {"circuit-no-circuit", "spot-1", "/claim/circuit/text", "\"circuit spot\\n\\naccount balance\\n\"",
     ZKS_REJECT_CIRCUIT, -1, "a text that does not compile"},
    {"circuit-open-total", "shares", "/claim/circuit/text",
     "\"circuit shares\\nparam rate\\naccount shares : integer, bytes 4\\naccount paid, owed : quote units\\n"
     "pool held : public quote units\\npool require covered: held + total(paid) >= rate * total(owed)\\n\"",
     ZKS_REJECT_CIRCUIT, -1, "a total that helps and that accounts nobody checks could raise"},
    {"circuit-open-equality", "shares", "/claim/circuit/text",
     "\"circuit shares\\nparam rate\\naccount shares : integer, bytes 4\\naccount paid, owed : quote units\\n"
     "pool held : public quote units\\npool flag low exactly if held < 0\\n"
     "pool require settled: total(paid) == rate * low\\n\"",
     ZKS_REJECT_CIRCUIT, -1, "an equality of an exact flag and a total that accounts nobody checks could bring about"},
    {"circuit-unknown-field", "spot-1", ASSET "0/haircut", "\"0\"", ZKS_REJECT_CIRCUIT, -1,
     "a field that the circuit does not declare"},
    {"circuit-field-missing", "spot-1", ASSET "0/price", NULL, ZKS_REJECT_CIRCUIT, -1, "a declared field is missing"},
    {"circuit-member-twice", "spot-1", ASSET "0/name", "\"USDT\"", ZKS_REJECT_CIRCUIT, -1, "two assets of one name"},
    {"circuit-unknown-param", "spot-1", "/claim/params/discount", "\"0\"", ZKS_REJECT_CIRCUIT, -1,
     "a parameter that the circuit does not declare"},
    {"circuit-param-missing", "spot-1", "/claim/params/coverage", NULL, ZKS_REJECT_CIRCUIT, -1,
     "a declared parameter is missing"},
    {"circuit-index-missing", "spot-1", "/claim/indexes/asset", NULL, ZKS_REJECT_CIRCUIT, -1,
     "a declared index is missing"},
    {"circuit-unknown-index", "spot-1", "/claim/indexes/region", "[]", ZKS_REJECT_CIRCUIT, -1,
     "an index that the circuit does not declare"},
    {"circuit-pool-short", "spot-1", "/claim/pool/reserve/1", NULL, ZKS_REJECT_CIRCUIT, -1,
     "fewer reserves than assets"},
    {"circuit-pool-long", "spot-1", "/claim/pool/reserve/-", "\"1\"", ZKS_REJECT_CIRCUIT, -1,
     "more reserves than assets"},

    {"policy-price", "spot-1", ASSET "0/price", "\"0\"", ZKS_REJECT_POLICY, -1, "a price of zero"},
    {"policy-coverage", "spot-1", "/claim/params/coverage", "\"0.99\"", ZKS_REJECT_POLICY, -1,
     "99 percent of what is owed will do"},
    {"policy-haircut", "cross-5", ASSET "1/haircut", "\"1.1\"", ZKS_REJECT_POLICY, -1,
     "a haircut of more than everything, on an asset that nobody has deposited"},
    {"policy-maintenance", "cross-5", ASSET "0/maintenance", "\"-0.05\"", ZKS_REJECT_POLICY, -1,
     "a margin rate below zero"},
    {"policy-tiers-rising", "tiers", "/claim/indexes/tier/4/tier_rate", "\"0.6\"", ZKS_REJECT_POLICY, -1,
     "a tier that counts more than the one before it"},
    {"policy-tier-rate", "tiers", "/claim/indexes/tier/0/tier_rate", "\"1.01\"", ZKS_REJECT_POLICY, -1,
     "a tier that counts more than its value"},
    {"policy-tier-rate-negative", "tiers", "/claim/indexes/tier/4/tier_rate", "\"-0.01\"", ZKS_REJECT_POLICY, -1,
     "a tier rate below zero"},
    {"policy-tier-size", "tiers", "/claim/indexes/tier/2/tier_size", "\"-1\"", ZKS_REJECT_POLICY, -1,
     "a tier of less than no size"},
    {"policy-brackets-falling", "tiers", "/claim/indexes/bracket/2/bracket_rate", "\"0.019\"", ZKS_REJECT_POLICY, -1,
     "a bracket that needs less margin than the one before it"},
    {"policy-threshold", "lending", ASSET "0/liquidation_threshold", "\"1.01\"", ZKS_REJECT_POLICY, -1,
     "a liquidation threshold above one"},
    {"policy-addon", "portfolio", "/claim/indexes/contract/0/addon", "\"-1\"", ZKS_REJECT_POLICY, -1,
     "an add-on below zero"},
    {"policy-margined", "vault", "/claim/indexes/scenario/0/margined", "\"0.5\"", ZKS_REJECT_POLICY, -1,
     "a scenario that is half margined"},
    {"policy-level", "fund", "/claim/params/shortfall_level", "\"1\"", ZKS_REJECT_POLICY, -1,
     "an expected shortfall over no scenario"},
};
enum { MEMBERS = sizeof members / sizeof *members };

/* A challenge comes out different first in the product proof. */
static const claim_defect changed_later[] = {
    {"later-price", "cross-4", ASSET "0/price", "\"60001\"", ZKS_REJECT_PRODUCT_FACTOR, 0, "a price"},
    {"later-price-unused", "spot-9", ASSET "0/price", "\"60001\"", ZKS_REJECT_PRODUCT_FACTOR, 0,
     "a price that is in no constraint"},
    {"later-reserve", "spot-9", "/claim/pool/reserve/0", "\"31\"", ZKS_REJECT_PRODUCT_FACTOR, 0, "a reserve"},
    {"later-param", "spot-9", "/claim/params/coverage", "\"1.001\"", ZKS_REJECT_PRODUCT_FACTOR, 0, "the coverage"},
    {"later-issuer", "spot-1", "/claim/issuer", "\"Another Exchange\"", ZKS_REJECT_PRODUCT_FACTOR, 0, "the issuer"},
    {"later-snapshot", "spot-1", "/claim/snapshot", "\"2026-08-21T00:00:00Z\"", ZKS_REJECT_PRODUCT_FACTOR, 0,
     "the time of the snapshot"},
    {"later-created", "spot-1", "/claim/created", "\"2026-08-20T12:00:01Z\"", ZKS_REJECT_PRODUCT_FACTOR, 0,
     "the time of creation"},
    {"later-name", "spot-1", ASSET "1/name", "\"USDC\"", ZKS_REJECT_PRODUCT_FACTOR, 0, "the name of an asset"},
    {"later-decimals", "spot-1", "/claim/quote/decimals", "3", ZKS_REJECT_PRODUCT_FACTOR, 0,
     "the decimals of the quote currency"},
    {"later-segment-rows", "cross-4", "/claim/segment_rows", "8", ZKS_REJECT_PRODUCT_FACTOR, 0,
     "the segment size, to one with the same segments"},
};
enum { CHANGED_LATER = sizeof changed_later / sizeof *changed_later };

/* The shortest change of the text that changes nothing else. */
static void write_later_comment(book *b)
{
    specimen *s = specimen_new(b, "spot-1");
    json_t *circuit = json_object_get(s->claim, "circuit");
    char *text = book_path("%s#\n", json_string_value(json_object_get(circuit, "text")));
    MUST(json_object_set_new(circuit, "text", json_string(text)) == 0);
    specimen_write(s, b,
                   &(book_entry){"later-circuit-comment", ZKS_REJECT_PRODUCT_FACTOR, 0,
                                 "an empty comment in the circuit's text, added after the proof was made"});
    free(text);
    specimen_free(s);
}

void chapter_statements(book *b)
{
    for (size_t i = 0; i < SPELLINGS; i++)
        write_spelling(b, &spellings[i]);
    for (size_t i = 0; i < MEMBERS; i++)
        claim_defect_write(b, &members[i]);
    for (size_t i = 0; i < CHANGED_LATER; i++)
        claim_defect_write_later(b, &changed_later[i]);
    write_later_comment(b);
}
