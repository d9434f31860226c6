#include "specimen.h"

#include "attestation/numbers_json.h"
#include "attestation/statement.h"
#include "crypto/merkle.h"
#include "crypto/msm.h"
#include "prover/inputs.h"
#include "prover/rows.h"
#include "prover/witness.h"

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

/* ---- rows ---- */

static void rows_clear(specimen_rows *rows)
{
    free(rows->held);
    free(rows->digit);
    free(rows->id);
    free(rows->blinding);
    *rows = (specimen_rows){0};
}

static void put_digits(uint8_t *row, const zks_system *system, size_t column, const uint64_t limb[4])
{
    for (size_t t = 0; t < system->width[column]; t++)
        row[system->first_cell[column] + t] = (uint8_t)(limb[t / 8] >> 8 * (t % 8));
}

/* The digits of one row: committed values as given, the rest from what the ledger's give. A slack that would have to be
 * negative says 0. */
static void fill_row(const zks_table *table, uint8_t *row, const zks_value *values)
{
    size_t given = table->scope == ZKS_SCOPE_ACCOUNT ? table->ledger_count : table->committed_count, count = 0;
    zks_value *held = book_array(table->committed_count, sizeof *held);
    for (size_t a = 0; a < table->committed_count; a++) {
        put_digits(row, &table->system, a, values[a].limb);
        if (a < given && (values[a].limb[0] | values[a].limb[1] | values[a].limb[2] | values[a].limb[3]) != 0)
            held[count++] = values[a];
    }
    zks_row_filler *filler = zks_row_filler_new(table);
    MUST(filler != NULL);
    zks_filled_row filled = zks_row_fill(filler, held, count);
    for (size_t i = filled.committed; i < filled.count; i++)
        put_digits(row, &table->system, filled.values[i].column, filled.values[i].limb);
    for (size_t c = 0; c < table->constraint_count; c++) {
        uint64_t limb[4] = {0};
        if (mpz_sgn(filled.results[c]) > 0)
            mpz_export(limb, NULL, -1, sizeof *limb, 0, 0, filled.results[c]);
        if (table->constraints[c].slack >= 0)
            put_digits(row, &table->system, (size_t)table->constraints[c].slack, limb);
    }
    zks_row_filler_free(filler);
    free(held);
}

static void fill_accounts(specimen *s)
{
    specimen_rows *rows = &s->accounts;
    const zks_table *table = rows->table = s->account_table;
    free(rows->held);
    free(rows->digit);
    rows->held = book_array(rows->rows * table->committed_count, sizeof *rows->held);
    rows->digit = book_array(rows->rows * table->system.cells, 1);
    for (size_t i = 0; i < rows->rows; i++) {
        const zks_value *values = s->values + i * table->committed_count;
        for (size_t a = 0; a < table->committed_count; a++) {
            uint8_t bytes[32];
            for (size_t k = 0; k < 4; k++)
                zks_store_u64(bytes + 8 * k, values[a].limb[k]);
            zks_scalar_from_bytes(&rows->held[i * table->committed_count + a], bytes, sizeof bytes);
        }
        fill_row(table, rows->digit + i * table->system.cells, values);
    }
}

/* The pool's row from what the accounts hold. */
static void total_up(specimen *s)
{
    specimen_rows *pool = &s->pool;
    const specimen_rows *accounts = &s->accounts;
    size_t m = accounts->table->committed_count;
    rows_clear(pool);
    *pool = (specimen_rows){.table = s->pool_table,
                            .rows = 1,
                            .held = book_array(m, sizeof *pool->held),
                            .digit = book_array(s->pool_table->system.cells, 1),
                            .id = book_array(1, sizeof *pool->id),
                            .blinding = book_array(1, sizeof *pool->blinding)};
    zks_value *totals = book_array(m, sizeof *totals);
    for (size_t i = 0; i < accounts->rows; i++) {
        for (size_t a = 0; a < m; a++)
            zks_scalar_add(&pool->held[a], &pool->held[a], &accounts->held[i * m + a]);
        zks_scalar_add(pool->id, pool->id, &accounts->id[i]);
        zks_scalar_add(pool->blinding, pool->blinding, &accounts->blinding[i]);
    }
    for (size_t a = 0; a < m; a++) {
        uint8_t bytes[32];
        zks_scalar_encode(bytes, &pool->held[a]);
        totals[a].column = (uint32_t)a;
        for (size_t k = 0; k < 4; k++)
            totals[a].limb[k] = zks_load_u64(bytes + 8 * k);
    }
    fill_row(s->pool_table, pool->digit, totals);
    free(totals);
}

static void commit_row(specimen *s, size_t row)
{
    const specimen_rows *rows = &s->accounts;
    const zks_generators *g = specimen_generators();
    size_t m = rows->table->committed_count;
    zks_scalar scalars[SPECIMEN_A + 2];
    zks_niels points[SPECIMEN_A + 2];
    memcpy(scalars, rows->held + row * m, m * sizeof *scalars);
    memcpy(points, g->a, m * sizeof *points);
    scalars[m] = rows->id[row];
    points[m] = g->id;
    scalars[m + 1] = rows->blinding[row];
    points[m + 1] = g->h;
    zks_point commitment;
    zks_msm_var(&commitment, scalars, points, m + 2, 1);
    zks_point_encode(s->accounts_bin + 32 * row, &commitment);
}

static void put_hash(json_t *object, const char *member, const uint8_t hash[32])
{
    char hex[65];
    zks_hex_encode(hex, hash, 32);
    MUST(json_object_set_new(object, member, json_string(hex)) == 0);
}

void specimen_root(specimen *s)
{
    uint8_t root[32];
    zks_merkle_root(root, s->accounts_bin, s->accounts_length / 32, 1);
    put_hash(s->claim, "root", root);
}

void specimen_commit(specimen *s)
{
    for (size_t i = 0; i < s->accounts.rows; i++)
        commit_row(s, i);
    total_up(s);
    specimen_root(s);
}

size_t specimen_column(const specimen *s, const char *name)
{
    size_t column = 0;
    while (column < s->account_table->column_count && strcmp(s->account_table->columns[column].name, name) != 0)
        column++;
    MUST(column < s->account_table->column_count);
    return column;
}

zks_value *specimen_value(specimen *s, size_t row, size_t column)
{
    return s->values + row * s->account_table->committed_count + column;
}

uint8_t *specimen_digits(specimen *s, size_t row, size_t column)
{
    const zks_system *system = &s->account_table->system;
    return s->accounts.digit + row * system->cells + system->first_cell[column];
}

zks_scalar *specimen_held(specimen *s, size_t row, size_t column)
{
    return s->accounts.held + row * s->account_table->committed_count + column;
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
        fill_accounts(s);
        total_up(s);
    }
    cut_segments(s);
}

/* ---- from a recipe, and back ---- */

/* The rows as the shipped prover opens them: the seed is known. */
static void open_rows(specimen *s, const zks_inputs *in, const zks_derivation *derivation)
{
    size_t m = in->account->committed_count;
    zks_rows rows;
    MUST(zks_rows_make(&rows, &in->ledger, derivation, s->accounts.rows, 1));
    s->values = book_array(s->accounts.rows * m, sizeof *s->values);
    s->accounts.id = book_array(s->accounts.rows, sizeof *s->accounts.id);
    s->accounts.blinding = book_array(s->accounts.rows, sizeof *s->accounts.blinding);
    zks_account_filler filler;
    MUST(zks_account_filler_make(&filler, &in->ledger, in->account, ZKS_FILL_COMMITTED));
    for (size_t i = 0; i < s->accounts.rows; i++) {
        zks_filled_row row = zks_row_open(&rows, i, &filler, &s->accounts.id[i], &s->accounts.blinding[i]);
        for (size_t a = 0; a < m; a++)
            s->values[i * m + a].column = (uint32_t)a;
        for (size_t k = 0; k < row.committed; k++)
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
    char *policy = book_path("%s/%s", b->inputs, r->policy), *ledger = book_path("%s/%s", b->inputs, r->ledger);
    char *reserves = book_path("%s/%s", b->inputs, r->reserves);
    zks_inputs in;
    zks_diagnostics findings = {0};
    zks_report report;
    MUST(zks_inputs_read(&in, policy, (zks_paths){1, (const char *const[]){ledger}},
                         (zks_paths){1, (const char *const[]){reserves}}, 1, NULL, &findings, &report) == ZKS_OK);
    open_rows(s, &in, derivation);
    zks_inputs_clear(&in);
    free(policy);
    free(ledger);
    free(reserves);
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
    rows_clear(&s->accounts);
    rows_clear(&s->pool);
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
    put_hash(files, "accounts.bin", digest);
    zks_sha256(digest, &(zks_bytes){s->proof_bin, s->proof_length}, 1);
    put_hash(files, "proof.bin", digest);
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
