/* Valid attestations and receipts, made by the shipped prover. */
#include "chapters.h"

#include "recipes.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *secrets_of(const book *b, const char *name)
{
    return book_path("%s/%s.secrets", b->scratch, name);
}

static void attest(book *b, const recipe *r)
{
    char *policy = book_path("%s/%s", b->inputs, r->policy);
    char *out = book_path("%s/attestations/%s", b->out, r->name), *secrets = secrets_of(b, r->name);
    const zks_attest_options options = {
        .policy = policy,
        .ledger = RECIPE_PATHS(b, r->ledger),
        .reserves = RECIPE_PATHS(b, r->reserves),
        .out = out,
        .secrets = secrets,
        .padding = r->padding,
        .threads = 1,
        .seed = recipe_seed,
        .created = RECIPE_CREATED,
        .segment_rows = r->segment_rows,
    };
    zks_attestation result;
    zks_report report;
    MUST(zks_attest(&options, NULL, &result, &report) == ZKS_OK);
    zks_attestation_clear(&result);
    book_attestation(b, &(book_entry){r->name, ZKS_OK, -1, r->comment});
    recipe_free_paths(options.ledger);
    recipe_free_paths(options.reserves);
    free(policy);
    free(out);
    free(secrets);
}

typedef struct {
    const char *name, *attestation, *account;
    const char *file; /* within the attestation's folder that it is checked against; "": the folder itself */
    const char *comment;
} receipt;

static const receipt receipts[] = {
    {"receipt-spot-1", "spot-1", "alice", "", "one account: the path is empty"},
    {"receipt-spot-3-nothing", "spot-3", "carol", "", "an account that holds nothing"},
    {"receipt-spot-9", "spot-9", "heidi", "", "one of nine accounts, against the whole attestation"},
    {"receipt-spot-9-statement", "spot-9", "heidi", "/statement.json", "the same, against the statement alone"},
    {"receipt-spot-9-letters", "spot-9", "ivan, née Иван", "", "an id of letters beyond ASCII"},
    {"receipt-padded", "spot-padded", "bob", "", "among padding accounts"},
    {"receipt-units-largest", "units", "largest", "", "amounts of 1 and of 16 bytes, each as large as it can be"},
    {"receipt-units-smallest", "units", "smallest", "/statement.json", "one unit of 10^-36"},
    {"receipt-cross", "cross-5", "bob", "", "columns of several units"},
    {"receipt-shares", "shares", "carol", "", "columns without an index"},
    {"receipt-tiers", "tiers", "short", "", "advice that is not committed, and not shown"},
    {"receipt-lending", "lending", "bob", "", "a borrower with all he may owe"},
    {"receipt-portfolio", "portfolio", "dave", "", "a position and the money behind it"},
    {"receipt-vault", "vault", "alice", "", "committed advice: claims, in scenarios where there are any"},
    {"receipt-vault-nothing", "vault", "carol", "/statement.json", "no holding, so no claim"},
    {"receipt-fund", "fund", "anna", "", "committed advice with a column without an index"},
    {"receipt-kinds", "kinds", "bea", "", "a committed flag that is 1, and committed advice without an index"},
    {"receipt-kinds-flag", "kinds", "amy", "", "a committed flag that is 0 is absent"},
    {"receipt-terms", "terms", "ann", "", "columns over two indexes: nested by members, of names that a CSV quotes"},
    {"receipt-terms-advice", "terms", "ben", "/statement.json", "committed advice over an index"},
};
enum { RECEIPTS = sizeof receipts / sizeof *receipts };

static void give_receipt(book *b, const receipt *r)
{
    char *folder = book_path("%s/attestations/%s", b->out, r->attestation), *secrets = secrets_of(b, r->attestation);
    char *against = book_path("attestations/%s%s", r->attestation, r->file);
    const zks_receipt_options options = {.secrets = secrets,
                                         .ledger = RECIPE_PATHS(b, recipe_find(r->attestation)->ledger),
                                         .attestation = folder,
                                         .account = r->account,
                                         .threads = 1};
    char *bytes;
    size_t length;
    zks_report report;
    MUST(zks_make_receipt(&options, &bytes, &length, &report) == ZKS_OK);
    book_write_receipt(b, &(book_entry){r->name, ZKS_OK, -1, r->comment}, against, (book_file){bytes, length});
    recipe_free_paths(options.ledger);
    free(bytes);
    free(folder);
    free(secrets);
    free(against);
}

/* Unlike a statement, a receipt need not be canonical. */
static void rewrite_receipt(book *b)
{
    char *path = book_path("%s/receipts/receipt-spot-9.json", b->out);
    size_t length;
    char *text = book_read(path, &length);
    json_t *value = json_loads(text, 0, NULL);
    char *rewritten = json_dumps(value, JSON_INDENT(7) | JSON_ENSURE_ASCII | JSON_ESCAPE_SLASH | JSON_SORT_KEYS);
    MUST(rewritten != NULL);
    book_write_receipt(b, &(book_entry){"receipt-rewritten", ZKS_OK, -1, "other white space, order and escapes"},
                       "attestations/spot-9", (book_file){rewritten, strlen(rewritten)});
    json_decref(value);
    free(rewritten);
    free(text);
    free(path);
}

void chapter_valid(book *b)
{
    for (size_t i = 0; i < recipe_count; i++)
        attest(b, &recipes[i]);
    for (size_t i = 0; i < RECEIPTS; i++)
        give_receipt(b, &receipts[i]);
    rewrite_receipt(b);
    for (size_t i = 0; i < recipe_count; i++) {
        char *secrets = secrets_of(b, recipes[i].name);
        MUST(unlink(secrets) == 0);
        free(secrets);
    }
}
