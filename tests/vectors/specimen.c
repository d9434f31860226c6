#include "specimen.h"

#include "attestation/matrix.h"
#include "attestation/numbers_json.h"
#include "attestation/statement.h"
#include "prover/inputs.h"
#include "prover/rows.h"

#include <stdlib.h>
#include <string.h>

const zks_generators *specimen_generators(void)
{
    static zks_generators *generators;
    if (generators == NULL)
        generators = zks_generators_new(SPECIMEN_G, SPECIMEN_A, SPECIMEN_K, 1);
    MUST(generators != NULL);
    return generators;
}

/* ---- circuit and tables ---- */

typedef struct {
    zks_circuit *circuit;
    zks_numbers numbers;
    zks_table *account, *pool;
} compiled;

static void compiled_clear(compiled *c)
{
    zks_table_free(c->account);
    zks_table_free(c->pool);
    zks_circuit_free(c->circuit);
    zks_numbers_clear(&c->numbers);
}

static zks_table *compile_table(const compiled *c, zks_scope scope, uint64_t rows)
{
    zks_status status = ZKS_OK;
    zks_diagnostics findings = {0};
    zks_table *table = zks_table_compile(c->circuit, &c->numbers, scope, rows, &findings, &status);
    zks_diagnostics_clear(&findings);
    return table;
}

/* A broken policy check is no obstacle. */
static bool compile(compiled *c, const json_t *claim, uint64_t rows)
{
    zks_status status = ZKS_OK;
    zks_diagnostics findings = {0};
    zks_report report;
    const char *text = json_string_value(json_object_get(json_object_get(claim, "circuit"), "text"));
    *c = (compiled){0};
    if (text == NULL || zks_numbers_from_json(&c->numbers, claim, ZKS_NUMBERS_STRICT, &report) != ZKS_OK)
        return false;
    c->circuit = zks_circuit_read(text, strlen(text), "circuit", &findings, &status);
    if (c->circuit != NULL)
        status = zks_numbers_check(c->circuit, &c->numbers, false, &findings);
    zks_diagnostics_clear(&findings);
    if (status == ZKS_OK || status == ZKS_ERROR_REQUIREMENT) {
        c->account = compile_table(c, ZKS_SCOPE_ACCOUNT, 1);
        c->pool = compile_table(c, ZKS_SCOPE_POOL, rows);
    }
    if (c->account != NULL && c->pool != NULL)
        return true;
    compiled_clear(c);
    return false;
}

/* The number of accounts never changes; a segment size that no segments can have leaves the old one. */
static void cut_segments(specimen *s)
{
    json_int_t segment_rows = json_integer_value(json_object_get(s->claim, "segment_rows"));
    if (segment_rows < 1 || segment_rows > UINT32_MAX)
        return;
    MUST(zks_segments_make(&s->segments, s->accounts.rows, (uint32_t)segment_rows, &s->account_table->system,
                           &s->pool_table->system));
    zks_generator_counts need = zks_segments_generators(&s->segments);
    MUST(need.g <= SPECIMEN_G && need.a <= SPECIMEN_A && need.k <= SPECIMEN_K);
    s->proof_length = s->segments.words * sizeof(zks_word);
    free(s->proof_bin);
    s->proof_bin = book_array(s->segments.words, sizeof(zks_word));
}

void specimen_compile(specimen *s)
{
    compiled now;
    if (compile(&now, s->claim, s->accounts.rows)) {
        compiled before = {s->circuit, s->numbers, s->account_table, s->pool_table};
        compiled_clear(&before);
        s->circuit = now.circuit;
        s->numbers = now.numbers;
        s->account_table = now.account;
        s->pool_table = now.pool;
        specimen_fill_accounts(s);
        specimen_total_up(s);
    }
    cut_segments(s);
}

void specimen_matrices(specimen *s)
{
    json_t *params = json_object_get(s->claim, "params");
    MUST(zks_matrices_digest(s->circuit, &s->numbers));
    for (size_t i = 0; i < s->numbers.param_count; i++) {
        const zks_values *param = &s->numbers.params[i];
        if (param->dimension_count > 0)
            specimen_put_hash(json_object_get(params, param->name), "sha256", param->sha256);
    }
}

/* ---- from a recipe, and back ---- */

static char *name_of(const zks_ledger *ledger, size_t account)
{
    if (account >= ledger->account_count)
        return NULL;
    zks_bytes id = zks_ledger_id(ledger, account);
    char *name = strndup(id.data, id.length);
    MUST(name != NULL);
    return name;
}

/* The rows as the shipped prover opens them: the seed is known. */
static void open_rows(specimen *s, const zks_inputs *in, const zks_derivation *derivation)
{
    size_t m = in->account->ledger_count;
    zks_rows rows;
    MUST(zks_rows_make(&rows, &in->ledger, derivation, s->accounts.rows, 1));
    s->names = book_array(s->accounts.rows, sizeof *s->names);
    s->values = book_array(s->accounts.rows * m, sizeof *s->values);
    s->accounts.id = book_array(s->accounts.rows, sizeof *s->accounts.id);
    s->accounts.blinding = book_array(s->accounts.rows, sizeof *s->accounts.blinding);
    zks_account_filler filler;
    MUST(zks_account_filler_make(&filler, &in->ledger, in->account, ZKS_FILL_COMMITTED));
    for (size_t i = 0; i < s->accounts.rows; i++) {
        zks_filled_row row = zks_row_open(&rows, i, &filler, &s->accounts.id[i], &s->accounts.blinding[i]);
        s->names[i] = name_of(&in->ledger, rows.subject[i]);
        for (size_t a = 0; a < m; a++)
            s->values[i * m + a].column = (uint32_t)a;
        for (size_t k = 0; k < row.committed && row.values[k].column < m; k++)
            s->values[i * m + row.values[k].column] = row.values[k];
    }
    zks_account_filler_clear(&filler);
    zks_rows_clear(&rows);
}

static void read_statement(specimen *s, const book *b, const recipe *r, zks_derivation *derivation)
{
    char *path = book_path("%s/attestations/%s/statement.json", b->out, r->name);
    size_t length, claim_length;
    char *bytes = book_read(path, &length);
    zks_statement statement;
    zks_report report;
    MUST(zks_statement_read(&statement, bytes, length, &report) == ZKS_OK);
    char *claim = zks_claim_bytes_without_root(&statement.claim, &claim_length);
    MUST(claim != NULL);
    MUST(zks_derivation_start(derivation, recipe_seed, claim, claim_length));
    s->statement = json_loads(bytes, 0, NULL);
    s->claim = json_object_get(s->statement, "claim");
    MUST(s->claim != NULL);
    s->accounts.rows = statement.claim.rows;
    zks_statement_clear(&statement);
    free(claim);
    free(bytes);
    free(path);
}

static void read_rows(specimen *s, const book *b, const recipe *r, const zks_derivation *derivation)
{
    char *policy = book_path("%s/%s", b->inputs, r->policy);
    zks_paths ledger = RECIPE_PATHS(b, r->ledger), reserves = RECIPE_PATHS(b, r->reserves);
    zks_inputs in;
    zks_diagnostics findings = {0};
    zks_report report;
    MUST(zks_inputs_read(&in, policy, ledger, reserves, 1, NULL, &findings, &report) == ZKS_OK);
    open_rows(s, &in, derivation);
    s->hidden = in.hidden;
    in.hidden = (zks_hidden_reserves){0};
    zks_inputs_clear(&in);
    recipe_free_paths(ledger);
    recipe_free_paths(reserves);
    free(policy);
}

specimen *specimen_new(const book *b, const char *recipe_name)
{
    const recipe *r = recipe_find(recipe_name);
    specimen *s = book_array(1, sizeof *s);
    zks_derivation derivation;
    MUST(r != NULL);
    read_statement(s, b, r, &derivation);
    read_rows(s, b, r, &derivation);
    zks_derivation_clear(&derivation);
    s->accounts_length = 32 * s->accounts.rows;
    s->accounts_bin = book_array(s->accounts.rows, 32);
    json_t *before = json_deep_copy(s->statement);
    specimen_compile(s);
    specimen_commit(s);
    specimen_prove(s, NULL);
    specimen_digest(s);
    MUST(json_equal(before, s->statement)); /* so every byte of the files is the shipped prover's */
    json_decref(before);
    return s;
}

void specimen_free(specimen *s)
{
    json_decref(s->statement);
    compiled c = {s->circuit, s->numbers, s->account_table, s->pool_table};
    compiled_clear(&c);
    for (size_t i = 0; i < s->accounts.rows; i++)
        free(s->names[i]);
    free(s->names);
    specimen_clear_rows(&s->accounts);
    specimen_clear_rows(&s->pool);
    zks_hidden_reserves_clear(&s->hidden);
    free(s->values);
    free(s->accounts_bin);
    free(s->proof_bin);
    free(s);
}

void specimen_digest(specimen *s)
{
    json_t *files = json_object_get(s->statement, "files");
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){s->accounts_bin, s->accounts_length}, 1);
    specimen_put_hash(files, "accounts.bin", digest);
    zks_sha256(digest, &(zks_bytes){s->proof_bin, s->proof_length}, 1);
    specimen_put_hash(files, "proof.bin", digest);
}

/* Canonical where the value is: what a claim holds may be wrong in ways that have no canonical form. */
static char *compact(const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
    MUST(text != NULL);
    return text;
}

char *specimen_claim(const specimen *s, size_t *length)
{
    char *text = compact(s->claim);
    *length = strlen(text);
    return text;
}

char *specimen_statement(const specimen *s, size_t *length)
{
    char *text = compact(s->statement), *line = book_path("%s\n", text);
    free(text);
    *length = strlen(line);
    return line;
}

void specimen_write(const specimen *s, book *b, const book_entry *entry)
{
    size_t length;
    char *statement = specimen_statement(s, &length);
    book_write_attestation(b, entry, (book_file){statement, length}, (book_file){s->accounts_bin, s->accounts_length},
                           (book_file){s->proof_bin, s->proof_length});
    free(statement);
}
