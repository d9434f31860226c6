/* Prints what one account costs, circuit cross_margin with 12 assets: milliseconds of processor time to prove and to
 * verify in this process, one thread, the median of 20. Warm: generators are at hand; cold: they are derived first. The
 * verifier derives those it needs every time. An attestation of one account has a second proof, that of the pool. */
#include "argument/id.h"
#include "attestation/numbers_json.h"
#include "circuits/table.h"
#include "prover/argument/prover.h"
#include "prover/witness.h"
#include "verifier/proofs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ASSETS = 12, DEBTS = 4, VALUES = ASSETS + DEBTS, REPEAT = 20, SEGMENT_ROWS = 1, TABLES = 2, THREADS = 1 };
enum { ACCOUNT, POOL };

static const char claim[] = "one account";
static const uint8_t seed[ZKS_SEED_BYTES] = {1};

typedef struct {
    zks_table *table[TABLES];
    zks_segments segments;
    zks_witness_rows rows[TABLES];
    zks_scalar id, blinding;
    zks_value values[VALUES]; /* the account's, and as the only one the pool's totals */
    zks_word commitment, *proof;
    zks_prover_setup setup;
} bench;

/* ---- the account --------------------------------------------------------------------------------------------- */

static json_t *numbers_json(void)
{
    json_t *assets = json_array(), *reserves = json_array();
    for (int i = 0; i < ASSETS; i++) {
        char name[16];
        snprintf(name, sizeof name, "ASSET%d", i);
        json_array_append_new(assets, json_pack("{s:s, s:i, s:i, s:s, s:s, s:s, s:s, s:s}", "name", name, "decimals", 8,
                                                "bytes", 8, "price", "3480.5", "haircut", "0.05", "maintenance", "0.01",
                                                "debt_margin", "0.05", "lending_cap", "1000000"));
        json_array_append_new(reserves, json_string("1000000"));
    }
    return json_pack("{s:{s:s, s:i, s:i}, s:{s:o}, s:{}, s:{s:o}}", "quote", "name", "USDT", "decimals", 8, "bytes", 8,
                     "indexes", "asset", assets, "params", "pool", "reserve", reserves);
}

static bool compile(bench *b)
{
    size_t length;
    const char *text = zks_shipped_circuit("cross_margin", &length);
    zks_diagnostics findings = {0};
    zks_report report;
    zks_status status = ZKS_OK;
    zks_numbers numbers = {0};
    json_t *json = numbers_json();
    zks_circuit *circuit = zks_circuit_read(text, length, "cross_margin", &findings, &status);
    bool read = circuit != NULL && zks_numbers_from_json(&numbers, json, ZKS_NUMBERS_STRICT, &report) == ZKS_OK &&
                zks_numbers_check(circuit, &numbers, false, &findings) == ZKS_OK;
    if (read) {
        b->table[ACCOUNT] = zks_table_compile(circuit, &numbers, ZKS_SCOPE_ACCOUNT, 1, &findings, &status);
        b->table[POOL] = zks_table_compile(circuit, &numbers, ZKS_SCOPE_POOL, 1, &findings, &status);
    }
    json_decref(json);
    zks_numbers_clear(&numbers);
    zks_circuit_free(circuit);
    zks_diagnostics_clear(&findings);
    return b->table[ACCOUNT] != NULL && b->table[POOL] != NULL;
}

/* Collateral in every asset, the first column, and some debt, the second. */
static void fill_values(bench *b)
{
    for (uint32_t i = 0; i < ASSETS; i++)
        b->values[i] = (zks_value){.column = i, .limb = {UINT64_C(123456789012) + 7919 * i}};
    for (uint32_t i = 0; i < DEBTS; i++)
        b->values[ASSETS + i] = (zks_value){.column = ASSETS + i, .limb = {UINT64_C(9876543210) + 104729 * i}};
    zks_scalar_from_u64(&b->id, UINT64_C(0x9e3779b97f4a7c15));
    zks_scalar_invert(&b->blinding, &b->id);
}

static bool make_rows(bench *b, int table)
{
    zks_row_filler *filler = zks_row_filler_new(b->table[table]);
    bool added = filler != NULL && zks_witness_rows_make(&b->rows[table], 1);
    if (added) {
        zks_filled_row row = zks_row_fill(filler, b->values, VALUES);
        added = zks_witness_rows_add(&b->rows[table], b->table[table], &row);
    }
    zks_row_filler_free(filler);
    return added;
}

static void commit(bench *b, const zks_generators *g)
{
    zks_scalar scalars[VALUES + 2] = {b->id, b->blinding};
    zks_niels points[VALUES + 2] = {g->id, g->h};
    for (size_t i = 0; i < VALUES; i++) {
        zks_scalar_from_u64(&scalars[2 + i], b->values[i].limb[0]);
        points[2 + i] = g->a[b->values[i].column];
    }
    zks_point sum;
    zks_msm_var(&sum, scalars, points, VALUES + 2, THREADS);
    zks_encode_batch(b->commitment, &sum, 1);
}

/* ---- what is timed ------------------------------------------------------------------------------------------- */

static bool setup_make(bench *b)
{
    const zks_generator_counts need = zks_segments_generators(&b->segments);
    b->setup.generators = zks_generators_new(need.g, need.a, need.k, THREADS);
    if (b->setup.generators == NULL)
        return false;
    zks_point h;
    zks_point_from_niels(&h, &b->setup.generators->h);
    b->setup.h = zks_fixed_base_new(&h, ZKS_SCALAR_BYTES);
    return b->setup.h != NULL;
}

static void setup_clear(bench *b)
{
    zks_generators_free((zks_generators *)b->setup.generators);
    zks_fixed_base_free((zks_fixed_base *)b->setup.h);
    b->setup = (zks_prover_setup){0};
}

static bool prove(bench *b, int table)
{
    zks_transcript t;
    zks_schedule_claim(&t, claim, sizeof claim - 1);
    zks_schedule_instance(&t, table == POOL ? "pool" : "account", (size_t)table, 1, 1);
    const zks_witness witness = zks_witness_rows_view(&b->rows[table], &b->id, &b->blinding);
    return zks_prove_table(&b->setup, zks_segments_shape(&b->segments, (size_t)table), &b->table[table]->system,
                           &witness, seed, &t, THREADS, b->proof + zks_segments_first_word(&b->segments, (size_t)table),
                           NULL) == ZKS_OK;
}

static bool prove_account(bench *b)
{
    return prove(b, ACCOUNT);
}

static bool prove_both(bench *b)
{
    return prove(b, ACCOUNT) && prove(b, POOL);
}

static bool prove_account_cold(bench *b)
{
    bench cold = *b;
    const bool proved = setup_make(&cold) && prove(&cold, ACCOUNT);
    setup_clear(&cold);
    return proved;
}

static bool verify_both(bench *b)
{
    const zks_proofs proofs = {.claim = claim,
                               .claim_length = sizeof claim - 1,
                               .account = &b->table[ACCOUNT]->system,
                               .pool = &b->table[POOL]->system,
                               .segments = &b->segments,
                               .accounts = &b->commitment,
                               .proof = b->proof,
                               .threads = THREADS};
    zks_report report;
    return zks_proofs_verify(&proofs, &report) == ZKS_OK;
}

/* ---- timing -------------------------------------------------------------------------------------------------- */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool print_median(const char *name, bool (*run)(bench *), bench *b)
{
    double time[REPEAT];
    for (int i = 0; i < REPEAT; i++) {
        const double start = now();
        if (!run(b))
            return false;
        time[i] = now() - start;
    }
    qsort(time, REPEAT, sizeof *time, compare);
    printf("%-44s %8.2f ms\n", name, (time[REPEAT / 2 - 1] + time[REPEAT / 2]) / 2);
    return true;
}

static bool make(bench *b)
{
    if (!compile(b) ||
        !zks_segments_make(&b->segments, 1, SEGMENT_ROWS, &b->table[ACCOUNT]->system, &b->table[POOL]->system))
        return false;
    fill_values(b);
    b->proof = calloc(b->segments.words, sizeof *b->proof);
    if (b->proof == NULL || !make_rows(b, ACCOUNT) || !make_rows(b, POOL) || !setup_make(b))
        return false;
    commit(b, b->setup.generators);
    return true;
}

static void clear(bench *b)
{
    setup_clear(b);
    for (int table = 0; table < TABLES; table++) {
        zks_witness_rows_clear(&b->rows[table]);
        zks_table_free(b->table[table]);
    }
    free(b->proof);
}

int main(void)
{
    bench b = {0};
    const bool done = zks_crypto_start() && make(&b) && print_median("prove the account, warm", prove_account, &b) &&
                      print_median("prove the account, cold", prove_account_cold, &b) &&
                      print_median("prove account and pool, warm", prove_both, &b) &&
                      print_median("verify account and pool, generators derived", verify_both, &b);
    clear(&b);
    if (!done)
        fprintf(stderr, "one_account: failed\n");
    return done ? 0 : 1;
}
