#include "prover/breaches.h"

#include "attestation/text.h"

#include <stdlib.h>
#include <string.h>

/* What broke in slot `i` of the findings: a constraint, or behind them a column. */
static zks_breach breach_of(const zks_findings *findings, size_t i)
{
    const zks_table *table = findings->compiled.table;
    zks_breach breach = {.scope = table->scope == ZKS_SCOPE_POOL ? "pool" : "account",
                         .count = findings->broken[i]->count};
    if (i < table->constraint_count) {
        const zks_integer_constraint *constraint = &table->constraints[i];
        breach.kind = constraint->is_bound ? ZKS_BREACH_BOUND : ZKS_BREACH_REQUIREMENT;
        breach.name = strdup(constraint->name);
        breach.is_equality = constraint->slack < 0;
    } else {
        const zks_column *column = &table->columns[i - table->constraint_count];
        breach.kind = ZKS_BREACH_WIDTH;
        breach.name = strdup(column->name);
        breach.bytes = column->width;
    }
    return breach;
}

static bool name_accounts(zks_breach *breach, const zks_broken *broken, const zks_ledger *ledger)
{
    bool is_pool = strcmp(breach->scope, "pool") == 0;
    breach->shown = broken->shown;
    for (size_t k = 0; k < broken->shown; k++) {
        if (broken->shortfall[k] != NULL && (breach->first[k].shortfall = strdup(broken->shortfall[k])) == NULL)
            return false;
        if (is_pool || ledger == NULL)
            continue;
        zks_bytes id = zks_ledger_id(ledger, broken->account[k]);
        breach->first[k].account = strndup(id.data, id.length);
        if (breach->first[k].account == NULL)
            return false;
    }
    return true;
}

bool zks_breaches_append(zks_breach **breaches, size_t *count, const zks_findings *findings, const zks_ledger *ledger)
{
    const zks_table *table = findings->compiled.table;
    for (size_t i = 0; i < table->constraint_count + table->column_count; i++) {
        if (findings->broken[i] == NULL)
            continue;
        zks_breach *more = realloc(*breaches, (*count + 1) * sizeof *more);
        if (more == NULL)
            return false;
        *breaches = more;
        zks_breach *breach = &more[(*count)++];
        *breach = breach_of(findings, i);
        if (breach->name == NULL || !name_accounts(breach, findings->broken[i], ledger))
            return false;
    }
    return true;
}

void zks_breaches_free(zks_breach *breaches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(breaches[i].name);
        for (size_t k = 0; k < breaches[i].shown; k++) {
            free(breaches[i].first[k].account);
            free(breaches[i].first[k].shortfall);
        }
    }
    free(breaches);
}

void zks_breach_report(zks_report *report, const zks_breach *breach)
{
    switch (breach->kind) {
    case ZKS_BREACH_REQUIREMENT:
        zks_report_detail(report, "the ledger breaks requirement %s", breach->name);
        break;
    case ZKS_BREACH_BOUND:
        zks_report_detail(report, "no value meets advice %s", breach->name);
        break;
    case ZKS_BREACH_WIDTH:
        zks_report_detail(report, "advice %s does not fit its %u bytes", breach->name, breach->bytes);
        break;
    }
}
