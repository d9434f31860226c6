#include "prover/check_ledger.h"

#include "crypto/secret.h"
#include "prover/stage.h"

#include <string.h>

enum { MOST_ACCOUNTS = 256, MOST_CONSTRAINTS = 1 << 16 }; /* that a thread takes at a time */

typedef uint64_t sum[4]; /* little-endian limbs */

static void add_limbs(sum to, const uint64_t limb[4], uint64_t times)
{
    unsigned __int128 carry = 0;
    for (size_t k = 0; k < 4; k++) {
        carry += to[k] + (unsigned __int128)limb[k] * times;
        to[k] = (uint64_t)carry;
        carry >>= 64;
    }
}

static void add_values(sum *sums, const zks_value *values, size_t count, uint64_t times)
{
    for (size_t i = 0; i < count; i++)
        add_limbs(sums[values[i].column], values[i].limb, times);
}

/* What one thread works with. */
typedef struct {
    zks_account_filler filler;
    zks_findings findings;
    sum *sums; /* by committed column */
    zks_values_text text;
} worker;

static bool worker_make(worker *w, const zks_ledger_check *check)
{
    const zks_table *table = check->account.table;
    *w = (worker){.sums = zks_witness_new(table->committed_count + 1, sizeof *w->sums)};
    return w->sums != NULL && zks_account_filler_make(&w->filler, check->ledger, table, ZKS_FILL_WHOLE) &&
           zks_findings_make(&w->findings, &check->account);
}

static void worker_clear(worker *w)
{
    zks_account_filler_clear(&w->filler);
    zks_findings_clear(&w->findings);
    zks_witness_free(w->sums);
    zks_values_text_clear(&w->text);
}

static bool check_account(worker *w, const zks_ledger_check *check, size_t account)
{
    zks_filled_row row = zks_account_fill(&w->filler, account);
    add_values(w->sums, row.values, row.committed, 1);
    return zks_findings_add(&w->findings, account, &row) &&
           (check->values == NULL ||
            zks_values_add_row(&w->text, &check->account, zks_ledger_id(check->ledger, account), &row));
}

/* Accounts first .. first + step - 1, as far as there are any; nothing where something has failed. */
static zks_status check_some(worker *w, const zks_ledger_check *check, size_t first, size_t step, size_t *done,
                             zks_status status)
{
    size_t accounts = check->ledger->account_count, end = accounts - first < step ? accounts : first + step;
    if (status == ZKS_OK && zks_is_interrupted(check->progress))
        status = ZKS_ERROR_INTERRUPTED;
    for (size_t i = first; status == ZKS_OK && i < end; i++)
        status = check_account(w, check, i) ? ZKS_OK : ZKS_ERROR_MEMORY;
    zks_stage_advance(check->progress, "check", done, end - first, accounts);
    return status;
}

/* Adds what a worker found to what all did. */
static zks_status merge(zks_findings *findings, sum *sums, worker *w)
{
    size_t columns = findings->compiled.table->committed_count;
    for (size_t a = 0; a < columns; a++)
        add_limbs(sums[a], w->sums[a], 1);
    return zks_findings_merge(findings, &w->findings) ? ZKS_OK : ZKS_ERROR_MEMORY;
}

/* How many accounts a thread takes at a time. */
static size_t step_of(const zks_table *account)
{
    size_t step = MOST_CONSTRAINTS / (account->constraint_count + 1);
    return step < 1 ? 1 : step > MOST_ACCOUNTS ? MOST_ACCOUNTS : step;
}

/* One thread's share of all accounts. Lines reach the file in the order of the ledger, whoever made them; only then do
 * threads have to wait for each other. */
static zks_status check_share(worker *w, const zks_ledger_check *check, size_t *done)
{
    size_t accounts = check->ledger->account_count, step = step_of(check->account.table);
    zks_status status = ZKS_OK;
    if (check->values == NULL) {
#pragma omp for schedule(dynamic)
        for (size_t first = 0; first < accounts; first += step)
            status = check_some(w, check, first, step, done, status);
        return status;
    }
#pragma omp for ordered schedule(dynamic)
    for (size_t first = 0; first < accounts; first += step) {
        status = check_some(w, check, first, step, done, status);
#pragma omp ordered
        if (status == ZKS_OK)
            status = zks_values_write(check->values, &w->text);
    }
    return status;
}

static zks_status check_accounts(const zks_ledger_check *check, zks_findings *findings, sum *sums)
{
    size_t done = 0;
    bool memory = true;
    zks_status status = ZKS_OK;
#pragma omp parallel num_threads(check->threads)
    {
        worker w;
        bool made = worker_make(&w, check);
#pragma omp critical(zks_check_accounts)
        memory = memory && made;
#pragma omp barrier
        zks_status own = memory ? check_share(&w, check, &done) : ZKS_ERROR_MEMORY;
#pragma omp critical(zks_check_accounts)
        {
            if (own == ZKS_OK)
                own = merge(findings, sums, &w);
            if (own != ZKS_OK)
                status = own;
        }
        worker_clear(&w);
    }
    return status;
}

static zks_status add_padding(const zks_ledger_check *check, sum *sums)
{
    zks_account_filler filler;
    if (!zks_account_filler_make(&filler, check->ledger, check->account.table, ZKS_FILL_COMMITTED))
        return ZKS_ERROR_MEMORY;
    zks_filled_row row = zks_account_fill(&filler, ZKS_EMPTY_ACCOUNT);
    add_values(sums, row.values, row.committed, check->padding);
    zks_account_filler_clear(&filler);
    return ZKS_OK;
}

static zks_status make_totals(const sum *sums, size_t columns, zks_totals *totals)
{
    totals->values = zks_witness_new(columns + 1, sizeof *totals->values);
    if (totals->values == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t a = 0; a < columns; a++)
        if ((sums[a][0] | sums[a][1] | sums[a][2] | sums[a][3]) != 0) {
            zks_value *value = &totals->values[totals->count++];
            value->column = (uint32_t)a;
            memcpy(value->limb, sums[a], sizeof value->limb);
        }
    return ZKS_OK;
}

static zks_status check_pool(const zks_ledger_check *check, zks_ledger_findings *f)
{
    zks_row_filler *filler = zks_row_filler_new(check->pool.table);
    if (filler == NULL)
        return ZKS_ERROR_MEMORY;
    zks_filled_row row = zks_row_fill_pool(filler, f->totals.values, f->totals.count, check->amounts);
    zks_status status = zks_findings_add(&f->pool, 0, &row) ? ZKS_OK : ZKS_ERROR_MEMORY;
    if (status == ZKS_OK && check->values != NULL) {
        zks_values_text text = {0};
        status = zks_values_add_row(&text, &check->pool, (zks_bytes){"", 0}, &row)
                     ? zks_values_write(check->values, &text)
                     : ZKS_ERROR_MEMORY;
        zks_values_text_clear(&text);
    }
    zks_row_filler_free(filler);
    return status;
}

/* Whether the totals are those of what the accounts would commit to. */
static bool totals_are_known(const zks_ledger_findings *f)
{
    const zks_table *account = f->account.compiled.table;
    return f->account.overflows == 0 || account->committed_count == account->ledger_count;
}

zks_status zks_check_ledger(const zks_ledger_check *check, zks_ledger_findings *f)
{
    *f = (zks_ledger_findings){0};
    size_t columns = check->account.table->committed_count;
    sum *sums = zks_witness_new(columns + 1, sizeof *sums);
    zks_status status = ZKS_ERROR_MEMORY;
    if (sums != NULL && zks_findings_make(&f->account, &check->account) && zks_findings_make(&f->pool, &check->pool))
        status = check_accounts(check, &f->account, sums);
    if (status == ZKS_OK && check->padding > 0)
        status = add_padding(check, sums);
    if (status == ZKS_OK)
        status = make_totals(sums, columns, &f->totals);
    if (status == ZKS_OK && totals_are_known(f))
        status = check_pool(check, f);
    zks_witness_free(sums);
    return status;
}

void zks_ledger_findings_clear(zks_ledger_findings *f)
{
    zks_findings_clear(&f->account);
    zks_findings_clear(&f->pool);
    zks_witness_free(f->totals.values);
    *f = (zks_ledger_findings){0};
}

zks_status zks_check_empty_account(const zks_compiled *account, const zks_ledger *ledger, zks_findings *findings)
{
    zks_account_filler filler = {0};
    bool memory = zks_findings_make(findings, account) &&
                  zks_account_filler_make(&filler, ledger, account->table, ZKS_FILL_WHOLE);
    if (memory) {
        zks_filled_row row = zks_account_fill(&filler, ZKS_EMPTY_ACCOUNT);
        memory = zks_findings_add(findings, 0, &row);
    }
    zks_account_filler_clear(&filler);
    return memory ? ZKS_OK : ZKS_ERROR_MEMORY;
}
