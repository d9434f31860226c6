/* From a circuit's text and its public numbers to the table of one scope (docs/circuits.md, "From text to
 * constraints"). */
#include "circuits/advice.h"
#include "circuits/constraints.h"
#include "circuits/layout.h"
#include "circuits/polarity.h"
#include "circuits/requirement_forms.h"
#include "circuits/system.h"
#include "circuits/uses.h"

#include <assert.h>

static bool compile_one(zks_compiler *c, const zks_advice_item *item)
{
    switch (item->kind) {
    case ZKS_ADVICE_BOUNDS:
        return zks_advice_compile_bounds(c, item);
    case ZKS_ADVICE_FILLING:
        return zks_advice_compile_filling(c, item);
    case ZKS_ADVICE_FLAG:
        return zks_advice_compile_flag(c, item);
    }
    return false;
}

/* Goes on after advice that fails. */
static bool compile_advice(zks_compiler *c)
{
    bool ok = true;
    for (size_t i = 0; i < c->circuit->advice.count && !zks_compiler_is_over(c); i++) {
        const zks_advice_item *item = c->circuit->advice.items[i]->advice;
        if (item->scope != c->scope)
            continue;
        size_t first = c->form_count;
        if ((item->committed || zks_layout_advice(c, item)) && compile_one(c, item))
            continue;
        zks_forms_fail(c, first);
        ok = false;
    }
    return ok && !zks_compiler_is_over(c);
}

static bool has_committed_advice(const zks_circuit *circuit)
{
    for (size_t i = 0; i < circuit->advice.count; i++)
        if (circuit->advice.items[i]->advice->committed)
            return true;
    return false;
}

/* The totals need to know how wide the accounts' committed advice is. */
static bool lay_out_pool(zks_compiler *c, uint64_t rows)
{
    zks_compiler accounts;
    bool ok = zks_compiler_init(&accounts, c->circuit, c->numbers, ZKS_SCOPE_ACCOUNT, c->diagnostics) &&
              zks_layout_accounts(&accounts) && (!has_committed_advice(c->circuit) || compile_advice(&accounts)) &&
              zks_layout_totals(c, &accounts, rows) && zks_layout_reserves(c);
    c->exhausted =
        c->exhausted || accounts.exhausted || accounts.evaluation.exhausted || accounts.evaluation.scope.exhausted;
    zks_table_free(accounts.table);
    zks_compiler_clear(&accounts);
    return ok;
}

static bool compile(zks_compiler *c, uint64_t rows)
{
    if (!(c->scope == ZKS_SCOPE_ACCOUNT ? zks_layout_accounts(c) : lay_out_pool(c, rows)))
        return false;
    bool ok = compile_advice(c);
    ok = zks_requirement_forms(c) && ok;
    bool is_sound = zks_polarity_check(c);
    if (!ok || !zks_constraints_make(c) || !is_sound)
        return false;
    return (zks_uses_fill(c->table) && zks_system_fill(c->table)) || zks_compiler_out_of_memory(c);
}

zks_table *zks_table_compile(const zks_circuit *circuit, const zks_numbers *numbers, zks_scope scope, uint64_t rows,
                             zks_diagnostics *d, zks_status *status)
{
    assert(rows >= 1);
    zks_compiler c;
    bool ok = zks_compiler_init(&c, circuit, numbers, scope, d) && compile(&c, rows);
    bool exhausted = c.exhausted || c.evaluation.exhausted || c.evaluation.scope.exhausted;
    zks_table *table = c.table;
    zks_compiler_clear(&c);
    if (ok)
        return table;
    *status = exhausted ? ZKS_ERROR_MEMORY : ZKS_ERROR_CIRCUIT;
    zks_table_free(table);
    return NULL;
}
