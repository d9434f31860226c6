/* A ledger against its circuit, in the clear: every requirement, its tightest account and by how much it holds. */
#include "zksolv/prove.h"

#include "attestation/index_names.h"
#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/secret.h"
#include "prover/breaches.h"
#include "prover/check_ledger.h"
#include "prover/inputs.h"
#include "prover/ledger_csv.h"
#include "prover/stage.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const zks_check_options *options;
    const zks_progress *progress;
    zks_checked *result;
    zks_report *report;
    zks_diagnostics diagnostics;
    zks_inputs in;
    zks_table *pool;
    size_t account; /* the one asked for */
    zks_ledger_findings findings;
} job;

static void job_clear(job *j)
{
    zks_ledger_findings_clear(&j->findings); /* before the tables they are of */
    zks_diagnostics_clear(&j->diagnostics);
    zks_inputs_clear(&j->in);
    zks_table_free(j->pool);
}

/* ---- reading ------------------------------------------------------------------------------------------------ */

static zks_status find_account(job *j)
{
    const char *id = j->options->account;
    if (id == NULL || zks_ledger_find(&j->in.ledger, id, strlen(id), &j->account))
        return ZKS_OK;
    return zks_ledger_fault(j->options->ledger, ZKS_ERROR_INPUT, "the ledger has no account of that id", j->report);
}

static zks_status read_inputs(job *j)
{
    const zks_check_options *o = j->options;
    zks_status status =
        zks_inputs_read(&j->in, o->policy, o->ledger, o->reserves, o->threads, j->progress, &j->diagnostics, j->report);
    if (status == ZKS_OK)
        status = find_account(j);
    if (status != ZKS_OK)
        return status;
    j->result->accounts = j->in.ledger.account_count;
    j->result->circuit = strdup(zks_circuit_name(j->in.circuit));
    if (j->result->circuit == NULL)
        return ZKS_ERROR_MEMORY;
    j->pool = zks_table_compile(j->in.circuit, &j->in.policy.numbers, ZKS_SCOPE_POOL, j->in.ledger.account_count,
                                &j->diagnostics, &status);
    return j->pool != NULL ? ZKS_OK : zks_report_finding(j->report, &j->diagnostics, status);
}

static zks_compiled compiled(const job *j, const zks_table *table)
{
    return (zks_compiled){j->in.circuit, &j->in.policy.numbers, table};
}

static zks_status check_ledger(job *j, zks_values_file *values)
{
    zks_ledger_check check = {.account = compiled(j, j->in.account),
                              .pool = compiled(j, j->pool),
                              .ledger = &j->in.ledger,
                              .amounts = j->in.hidden.amounts,
                              .values = values,
                              .threads = j->options->threads,
                              .progress = j->progress};
    return zks_check_ledger(&check, &j->findings);
}

/* ---- requirements ------------------------------------------------------------------------------------------- */

/* The constraint that a line shows: the tightest of its own. */
typedef struct {
    bool is_used, is_known;
    size_t constraint;
    mpq_t order; /* smaller is tighter */
} line;

/* An equality is the tighter the further it is from 0. */
static void tightness(mpq_t order, const zks_integer_constraint *constraint, const zks_tightest *tightest)
{
    zks_margin_value(order, constraint, tightest->result);
    if (constraint->slack < 0) {
        mpq_abs(order, order);
        mpq_neg(order, order);
    }
}

static void choose_tightest(line *lines, const zks_findings *f)
{
    const zks_table *table = f->compiled.table;
    mpq_t order;
    mpq_init(order);
    for (size_t i = 0; i < table->constraint_count; i++) {
        if (table->constraints[i].is_bound)
            continue;
        line *l = &lines[f->line[i]];
        tightness(order, &table->constraints[i], &f->tightest[i]);
        if (l->is_used && mpq_cmp(order, l->order) >= 0)
            continue;
        l->is_used = true;
        l->is_known = f->tightest[i].is_known;
        l->constraint = i;
        mpq_set(l->order, order);
    }
    mpq_clear(order);
}

static bool fill_tightest(zks_checked_requirement *r, const zks_findings *f, size_t constraint,
                          const zks_ledger *ledger)
{
    const zks_table *table = f->compiled.table;
    const zks_tightest *tightest = &f->tightest[constraint];
    size_t position;
    const zks_member *unit = zks_margin_unit(&f->compiled, &table->constraints[constraint], &position);
    mpq_t margin;
    mpq_init(margin);
    zks_margin_value(margin, &table->constraints[constraint], tightest->result);
    r->margin = zks_decimal_from_rational(margin);
    r->rounded = zks_margin_rounded_down(margin, unit);
    mpq_clear(margin);
    if (table->scope == ZKS_SCOPE_POOL)
        return r->margin != NULL && r->rounded != NULL;
    zks_bytes id = zks_ledger_id(ledger, tightest->account);
    r->account = strndup(id.data, id.length);
    return r->margin != NULL && r->rounded != NULL && r->account != NULL;
}

static bool fill_requirement(zks_checked_requirement *r, const zks_findings *f, size_t line_number, const line *l,
                             const zks_ledger *ledger)
{
    const zks_integer_constraint *constraint = &f->compiled.table->constraints[l->constraint];
    zks_requirement requirement = zks_circuit_requirement(f->compiled.circuit, constraint->declared);
    size_t position;
    const zks_member *unit = zks_margin_unit(&f->compiled, constraint, &position);
    r->name = strdup(requirement.name);
    r->scope = requirement.scope == ZKS_SCOPE_POOL ? "pool" : "account";
    r->broken = f->line_broken[line_number];
    r->verdict = r->broken > 0 ? "broken" : f->overflows > 0 || f->rows == 0 ? "unknown" : "holds";
    r->unit = unit != NULL ? strdup(unit->name) : NULL;
    if (r->name == NULL || (unit != NULL && r->unit == NULL) ||
        !zks_index_names(&r->index, f->compiled.circuit, &requirement.over))
        return false;
    if (l->is_known && requirement.over.count > 0 && (r->member = zks_margin_members(&f->compiled, constraint)) == NULL)
        return false;
    return !l->is_known || fill_tightest(r, f, l->constraint, ledger);
}

static bool describe_table(zks_checked *result, const zks_findings *f, const zks_ledger *ledger)
{
    line *lines = calloc(f->line_count + 1, sizeof *lines);
    zks_checked_requirement *more =
        realloc(result->requirements, (result->requirement_count + f->line_count + 1) * sizeof *more);
    if (more != NULL)
        result->requirements = more;
    bool memory = lines != NULL && more != NULL;
    if (memory) {
        for (size_t i = 0; i < f->line_count; i++)
            mpq_init(lines[i].order);
        choose_tightest(lines, f);
    }
    for (size_t i = 0; memory && i < f->line_count; i++) {
        if (!lines[i].is_used)
            continue;
        zks_checked_requirement *r = &result->requirements[result->requirement_count++];
        *r = (zks_checked_requirement){0};
        memory = fill_requirement(r, f, i, &lines[i], ledger);
    }
    for (size_t i = 0; lines != NULL && more != NULL && i < f->line_count; i++)
        mpq_clear(lines[i].order);
    free(lines);
    return memory;
}

/* ---- the account asked for ---------------------------------------------------------------------------------- */

/* Takes the text; NULL is out of memory. */
static bool put_value(zks_checked *result, const char *kind, const char *name, char *text)
{
    zks_checked_value *value = &result->values[result->value_count++];
    *value = (zks_checked_value){.kind = kind, .name = strdup(name), .value = text};
    return value->name != NULL && value->value != NULL;
}

static bool put_margin(zks_checked *result, const zks_integer_constraint *constraint, const mpz_t given)
{
    mpq_t margin;
    mpq_init(margin);
    zks_margin_value(margin, constraint, given);
    bool memory = put_value(result, "margin", constraint->name, zks_decimal_from_rational(margin));
    mpq_clear(margin);
    return memory;
}

static bool fill_values(zks_checked *result, const zks_table *table, const zks_filled_row *row)
{
    bool memory = true;
    result->values = calloc(row->count + table->constraint_count + 1, sizeof *result->values);
    if (result->values == NULL)
        return false;
    for (size_t i = 0; memory && i < row->count; i++) {
        const zks_column *column = &table->columns[row->values[i].column];
        mpz_t value;
        mpz_roinit_n(value, row->values[i].limb, 4);
        if (column->kind == ZKS_COLUMN_LEDGER || (column->kind == ZKS_COLUMN_ADVICE && row->overflow < 0))
            memory = put_value(result, column->kind == ZKS_COLUMN_LEDGER ? "column" : "advice", column->name,
                               zks_decimal_from_units(value, column->decimals));
    }
    for (size_t i = 0; memory && row->overflow < 0 && i < table->constraint_count; i++)
        if (!table->constraints[i].is_bound)
            memory = put_margin(result, &table->constraints[i], row->results[i]);
    return memory;
}

static bool describe_account(job *j)
{
    if (j->options->account == NULL)
        return true;
    zks_account_filler filler;
    if (!zks_account_filler_make(&filler, &j->in.ledger, j->in.account, ZKS_FILL_WHOLE))
        return false;
    zks_filled_row row = zks_account_fill(&filler, j->account);
    bool memory = fill_values(j->result, j->in.account, &row);
    zks_account_filler_clear(&filler);
    return memory;
}

/* ---- all of it ---------------------------------------------------------------------------------------------- */

static bool describe_breaches(job *j)
{
    zks_checked *r = j->result;
    return zks_breaches_append(&r->breaches, &r->breach_count, &j->findings.account, &j->in.ledger) &&
           zks_breaches_append(&r->breaches, &r->breach_count, &j->findings.pool, NULL);
}

static zks_status describe(job *j)
{
    zks_checked *r = j->result;
    if (!describe_table(r, &j->findings.account, &j->in.ledger) || !describe_table(r, &j->findings.pool, NULL) ||
        !describe_account(j) || !describe_breaches(j))
        return ZKS_ERROR_MEMORY;
    if (r->breach_count == 0)
        return ZKS_OK;
    zks_breach_report(j->report, &r->breaches[0]);
    return ZKS_ERROR_REQUIREMENT;
}

static zks_status check(job *j, zks_values_file *values)
{
    double clock = 0;
    zks_stage_seconds(&clock);
    zks_status status = read_inputs(j);
    j->result->seconds_read = zks_stage_seconds(&clock);
    if (status == ZKS_OK)
        status = check_ledger(j, values);
    if (values != NULL)
        status = zks_values_close(values, status);
    if (status == ZKS_OK)
        status = describe(j);
    j->result->seconds_check = zks_stage_seconds(&clock);
    return status;
}

static zks_status open_and_check(job *j)
{
    if (j->options->values == NULL)
        return check(j, NULL);
    zks_values_file values;
    zks_status status =
        zks_values_open(&values, j->options->values, j->progress != NULL ? j->progress->interrupted : NULL, j->report);
    return status == ZKS_OK ? check(j, &values) : status;
}

zks_status zks_check(const zks_check_options *options, const zks_progress *progress, zks_checked *result,
                     zks_report *report)
{
    *result = (zks_checked){0};
    *report = (zks_report){.segment = -1};
    if (zks_crypto_start() == 0)
        return ZKS_ERROR_MEMORY;
    job j = {.options = options, .progress = progress, .result = result, .report = report};
    zks_status status = zks_report_end(report, &j.diagnostics, &result->diagnostics, open_and_check(&j));
    job_clear(&j);
    return status;
}

void zks_checked_clear(zks_checked *r)
{
    free(r->circuit);
    free(r->diagnostics);
    zks_breaches_free(r->breaches, r->breach_count);
    for (size_t i = 0; i < r->requirement_count; i++) {
        zks_checked_requirement *q = &r->requirements[i];
        char *const texts[] = {q->name, q->index, q->account, q->member, q->margin, q->rounded, q->unit};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            free(texts[k]);
    }
    free(r->requirements);
    for (size_t i = 0; i < r->value_count; i++) {
        free(r->values[i].name);
        free(r->values[i].value);
    }
    free(r->values);
    *r = (zks_checked){0};
}
