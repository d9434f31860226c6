#include "prover/account.h"

#include "crypto/secret.h"

bool zks_account_filler_make(zks_account_filler *f, const zks_ledger *ledger, const zks_table *table, zks_fill fill)
{
    bool wants_advice = fill == ZKS_FILL_WHOLE || table->committed_count > table->ledger_count;
    *f = (zks_account_filler){.ledger = ledger,
                              .values = zks_witness_new(ledger->max_values + 1, sizeof *f->values),
                              .filler = wants_advice ? zks_row_filler_new(table) : NULL};
    if (f->values != NULL && (f->filler != NULL || !wants_advice))
        return true;
    zks_account_filler_clear(f);
    return false;
}

void zks_account_filler_clear(zks_account_filler *f)
{
    zks_witness_free(f->values);
    zks_row_filler_free(f->filler);
    *f = (zks_account_filler){0};
}

zks_filled_row zks_account_fill(zks_account_filler *f, size_t account)
{
    size_t count = account == ZKS_EMPTY_ACCOUNT ? 0 : zks_ledger_values(f->ledger, account, f->values);
    if (f->filler == NULL)
        return (zks_filled_row){.count = count, .committed = count, .values = f->values, .overflow = -1};
    return zks_row_fill(f->filler, f->values, count);
}
