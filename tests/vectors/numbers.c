/* What a statement says over indexes is wrong: parents of members, how values are nested, matrices and their digests.
 */
#include "chapters.h"

#include "attestation/json.h"
#include "crypto/hash.h"

#include "change.h"
#include "claim_defect.h"
#include "specimen.h"

#include <string.h>

#define COIN "/claim/indexes/coin/"
#define FEE "/claim/params/fee"
#define QUOTA "/claim/params/quota"
#define HELD "/claim/pool/held"
#define SIXTEEN "0123456789abcdef"
#define SIXTY_FOUR SIXTEEN SIXTEEN SIXTEEN SIXTEEN

static const claim_defect defects[] = {
    {"parent-missing", "terms", COIN "0/in", NULL, ZKS_REJECT_CIRCUIT, -1, "a member that belongs to nothing"},
    {"parent-surplus", "terms", "/claim/indexes/term/0/in", "\"West\"", ZKS_REJECT_CIRCUIT, -1,
     "a parent for a member of an index that has none"},
    {"parent-unknown", "terms", COIN "0/in", "\"third\"", ZKS_REJECT_CIRCUIT, -1, "a parent that is not there"},
    {"parent-of-parent", "terms", COIN "0/in", "\"West\"", ZKS_REJECT_CIRCUIT, -1,
     "a member of the parent's parent for the parent"},
    {"parent-integer", "terms", COIN "0/in", "0", ZKS_REJECT_STATEMENT_SCHEMA, -1, "the parent by its position"},
    {"parent-empty", "terms", COIN "0/in", "\"\"", ZKS_REJECT_STATEMENT_SCHEMA, -1, "the parent as an empty line"},

    {"values-plain-array", "terms", FEE, "[[\"0.01\",\"0.1\",\"0.02\"],[\"0.03\",\"0.3\",\"0\"]]",
     ZKS_REJECT_STATEMENT_SCHEMA, -1, "a matrix without its digest"},
    {"values-digest-missing", "terms", FEE "/sha256", NULL, ZKS_REJECT_STATEMENT_SCHEMA, -1, "a digest is missing"},
    {"values-missing", "terms", FEE "/values", NULL, ZKS_REJECT_STATEMENT_SCHEMA, -1, "a digest without values"},
    {"values-surplus", "terms", FEE "/file", "\"fee.csv\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a member that a matrix does not have"},
    {"values-digest-upper-case", "terms", FEE "/sha256", "\"0123456789ABCDEF" SIXTEEN SIXTEEN SIXTEEN "\"",
     ZKS_REJECT_STATEMENT_SCHEMA, -1, "a digest in upper case"},
    {"values-digest-short", "terms", FEE "/sha256", "\"" SIXTEEN SIXTEEN "\"", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a digest of 16 bytes"},
    {"values-integer", "terms", FEE "/values/1/2", "0", ZKS_REJECT_STATEMENT_SCHEMA, -1, "a decimal as an integer"},
    {"values-ragged", "terms", FEE "/values/1/2", NULL, ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "a line of a matrix that is shorter than the one before it"},
    {"values-mixed", "terms", FEE "/values/1", "\"0\"", ZKS_REJECT_STATEMENT_SCHEMA, -1, "a decimal beside an array"},
    {"values-four-deep", "terms", QUOTA "/values", "[[[[\"1\"]]]]", ZKS_REJECT_STATEMENT_SCHEMA, -1,
     "values nested four deep"},
    {"values-scalar-array", "terms", "/claim/pool/cushion", "[\"500\"]", ZKS_REJECT_CIRCUIT, -1,
     "an array for a pool column without an index"},
    {"values-pool-matrix", "terms", HELD, "{\"sha256\":\"" SIXTY_FOUR "\",\"values\":[[\"1\"]]}",
     ZKS_REJECT_STATEMENT_SCHEMA, -1, "a pool column as a matrix with a digest"},
    {"values-flat", "terms", HELD, "[\"1.2345\",\"2.5\",\"500\",\"0\",\"0\",\"17.25\"]", ZKS_REJECT_CIRCUIT, -1,
     "the values over two indexes in one array"},
    {"values-deeper", "terms", "/claim/params/spread/values", "[[\"0.001\",\"0\",\"0.02\"]]", ZKS_REJECT_CIRCUIT, -1,
     "the values over one index nested two deep"},
    {"values-exchanged", "terms", FEE "/values", "[[\"0.01\",\"0.03\"],[\"0.1\",\"0.3\"],[\"0.02\",\"0\"]]",
     ZKS_REJECT_CIRCUIT, -1, "a matrix with lines for columns"},
    {"values-line-missing", "terms", FEE "/values/1", NULL, ZKS_REJECT_CIRCUIT, -1, "a line of a matrix is missing"},
    {"values-line-surplus", "terms", HELD "/-", "[\"0\",\"0\"]", ZKS_REJECT_CIRCUIT, -1,
     "reserves of a coin more than there are"},
    {"values-scalar-matrix", "kinds", "/claim/params/limit", "{\"sha256\":\"" SIXTY_FOUR "\",\"values\":[\"220\"]}",
     ZKS_REJECT_CIRCUIT, -1, "a matrix for a parameter without an index"},
    {"values-matrix-scalar", "terms", "/claim/params/spread", "\"0\"", ZKS_REJECT_CIRCUIT, -1,
     "one number for a matrix"},
    {"values-not-canonical", "terms", FEE "/values/0/1", "\"0.10\"", ZKS_REJECT_NUMBER, -1,
     "zeros after the point in a matrix"},
    {"values-reserve-negative", "terms", HELD "/1/1", "\"-1\"", ZKS_REJECT_NUMBER, -1,
     "a reserve below zero, of several indexes"},
    {"values-policy", "terms", FEE "/values/1/1", "\"-0.1\"", ZKS_REJECT_POLICY, -1,
     "a value of a matrix that breaks a policy check, found before its digest"},

    {"matrix-digest-other", "terms", FEE "/sha256", "\"" SIXTY_FOUR "\"", ZKS_REJECT_MATRIX_DIGEST, -1,
     "another digest"},
    {"matrix-digest-value", "terms", FEE "/values/1/1", "\"0.31\"", ZKS_REJECT_MATRIX_DIGEST, -1,
     "a value that is not the one that was digested"},
    {"matrix-digest-last-value", "terms", QUOTA "/values/1/1/1", "\"0.6\"", ZKS_REJECT_MATRIX_DIGEST, -1,
     "the last value of three indexes is not the one that was digested"},
    {"matrix-digest-member", "terms", "/claim/indexes/chain_class/1/name", "\"new\"", ZKS_REJECT_MATRIX_DIGEST, -1,
     "a member that is named otherwise in the CSV"},
    {"matrix-digest-index-order", "terms", "/claim/indexes/region/0/name", "\"Eastern\"", ZKS_REJECT_CIRCUIT, -1,
     "a member that is named otherwise where others belong to it"},
};

/* The digest of the spread as CSV that is written otherwise. */
typedef struct {
    const char *name, *csv, *comment;
} written;

static const char canonical[] = "coin,spread\n\"Gold, fine\",0.001\n\"the \"\"real\"\" coin\",0\nMünze,0.02\n";
static const written written_otherwise[] = {
    {"matrix-digest-quoted", "coin,spread\n\"Gold, fine\",0.001\n\"the \"\"real\"\" coin\",0\n\"Münze\",0.02\n",
     "the digest of a CSV with quotes that it does not need"},
    {"matrix-digest-unquoted", "coin,spread\n\"Gold, fine\",0.001\nthe \"real\" coin,0\nMünze,0.02\n",
     "the digest of a CSV without quotes that it needs"},
    {"matrix-digest-carriage-returns",
     "coin,spread\r\n\"Gold, fine\",0.001\r\n\"the \"\"real\"\" coin\",0\r\nMünze,0.02\r\n",
     "the digest of a CSV with carriage returns"},
    {"matrix-digest-no-line-feed", "coin,spread\n\"Gold, fine\",0.001\n\"the \"\"real\"\" coin\",0\nMünze,0.02",
     "the digest of a CSV without its last line feed"},
    {"matrix-digest-byte-order-mark",
     "\xef\xbb\xbf"
     "coin,spread\n\"Gold, fine\",0.001\n\"the \"\"real\"\" coin\",0\nMünze,0.02\n",
     "the digest of a CSV with a byte order mark"},
    {"matrix-digest-order", "coin,spread\n\"Gold, fine\",0.001\nMünze,0.02\n\"the \"\"real\"\" coin\",0\n",
     "the digest of a CSV with its lines in another order"},
    {"matrix-digest-zeros", "coin,spread\n\"Gold, fine\",0.0010\n\"the \"\"real\"\" coin\",0\nMünze,0.02\n",
     "the digest of a CSV with a number that is not canonical"},
    {"matrix-digest-header", "\"Gold, fine\",0.001\n\"the \"\"real\"\" coin\",0\nMünze,0.02\n",
     "the digest of a CSV without its header"},
};

static void digest_of(uint8_t digest[32], const char *csv)
{
    zks_sha256(digest, &(zks_bytes){csv, strlen(csv)}, 1);
}

static void write_written(book *b, const written *w)
{
    specimen *s = specimen_new(b, "terms");
    json_t *spread = json_object_get(json_object_get(s->claim, "params"), "spread");
    uint8_t digest[32];
    char hex[65];
    digest_of(digest, canonical);
    zks_hex_encode(hex, digest, sizeof digest);
    MUST(strcmp(hex, json_string_value(json_object_get(spread, "sha256"))) == 0);
    digest_of(digest, w->csv);
    specimen_put_hash(spread, "sha256", digest);
    specimen_prove(s, NULL);
    specimen_digest(s);
    specimen_write(s, b, &(book_entry){w->name, ZKS_REJECT_MATRIX_DIGEST, -1, w->comment});
    specimen_free(s);
}

static const claim_defect changed_later[] = {
    {"later-parent", "terms", COIN "2/in", "\"second\"", ZKS_REJECT_PRODUCT_FACTOR, 0, "the chain of a coin"},
    {"later-pool-value", "terms", HELD "/1/1", "\"1\"", ZKS_REJECT_PRODUCT_FACTOR, 0, "a reserve over two indexes"},
};

void chapter_numbers(book *b)
{
    for (size_t i = 0; i < sizeof defects / sizeof *defects; i++)
        claim_defect_write(b, &defects[i]);
    for (size_t i = 0; i < sizeof written_otherwise / sizeof *written_otherwise; i++)
        write_written(b, &written_otherwise[i]);
    for (size_t i = 0; i < sizeof changed_later / sizeof *changed_later; i++)
        claim_defect_write_later(b, &changed_later[i]);
}
