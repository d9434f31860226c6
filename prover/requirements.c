#include "prover/requirements.h"

#include "circuits/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t slot_count(const zks_table *table)
{
    return table->constraint_count + table->column_count;
}

/* Where the lines of each requirement begin, then the line of each of its constraints. */
static bool make_lines(zks_findings *f)
{
    const zks_compiled *c = &f->compiled;
    size_t requirements = zks_circuit_requirement_count(c->circuit);
    size_t *first = calloc(requirements + 1, sizeof *first);
    f->line = calloc(c->table->constraint_count + 1, sizeof *f->line);
    if (first == NULL || f->line == NULL) {
        free(first);
        return false;
    }
    for (size_t r = 0; r < requirements; r++) {
        first[r] = f->line_count;
        if (zks_circuit_requirement(c->circuit, r).scope == c->table->scope)
            f->line_count += zks_margin_unit_count(c, r);
    }
    for (size_t i = 0; i < c->table->constraint_count; i++) {
        const zks_integer_constraint *constraint = &c->table->constraints[i];
        size_t unit = 0;
        if (!constraint->is_bound) {
            zks_margin_unit(c, constraint, &unit);
            f->line[i] = first[constraint->declared] + unit;
        }
    }
    free(first);
    return true;
}

bool zks_findings_make(zks_findings *f, const zks_compiled *compiled)
{
    const zks_table *table = compiled->table;
    *f = (zks_findings){.compiled = *compiled,
                        .broken = calloc(slot_count(table) + 1, sizeof(zks_broken *)),
                        .tightest = calloc(table->constraint_count + 1, sizeof *f->tightest)};
    for (size_t i = 0; f->tightest != NULL && i < table->constraint_count; i++)
        mpz_init(f->tightest[i].result);
    if (f->broken != NULL && f->tightest != NULL && make_lines(f)) {
        f->line_broken = calloc(f->line_count + 1, sizeof *f->line_broken);
        f->line_last = calloc(f->line_count + 1, sizeof *f->line_last);
        if (f->line_broken != NULL && f->line_last != NULL)
            return true;
    }
    zks_findings_clear(f);
    return false;
}

static void free_broken(zks_broken *broken)
{
    for (size_t k = 0; broken != NULL && k < broken->shown; k++)
        free(broken->shortfall[k]);
    free(broken);
}

void zks_findings_clear(zks_findings *f)
{
    for (size_t i = 0; f->broken != NULL && i < slot_count(f->compiled.table); i++)
        free_broken(f->broken[i]);
    for (size_t i = 0; f->tightest != NULL && i < f->compiled.table->constraint_count; i++)
        mpz_clear(f->tightest[i].result);
    free(f->broken);
    free(f->tightest);
    free(f->line);
    free(f->line_broken);
    free(f->line_last);
    *f = (zks_findings){0};
}

/* ---- what is broken ----------------------------------------------------------------------------------------- */

/* Keeps the first accounts in order, whatever the order they are found in; takes the text. */
static void keep(zks_broken *broken, size_t account, char *shortfall)
{
    size_t at = broken->shown;
    while (at > 0 && broken->account[at - 1] > account)
        at--;
    if (at == ZKS_BREACHES_SHOWN) {
        free(shortfall);
        return;
    }
    if (broken->shown == ZKS_BREACHES_SHOWN)
        free(broken->shortfall[--broken->shown]);
    memmove(broken->account + at + 1, broken->account + at, (broken->shown - at) * sizeof *broken->account);
    memmove(broken->shortfall + at + 1, broken->shortfall + at, (broken->shown - at) * sizeof *broken->shortfall);
    broken->account[at] = account;
    broken->shortfall[at] = shortfall;
    broken->shown++;
}

static zks_broken *slot_of(zks_findings *f, size_t slot)
{
    if (f->broken[slot] == NULL)
        f->broken[slot] = calloc(1, sizeof(zks_broken));
    return f->broken[slot];
}

/* What a requirement lacks, rounded up: "12.5 USDT", or "12.5" where it has no unit. */
static char *missing_text(const zks_compiled *c, const zks_integer_constraint *constraint, const mpq_t value)
{
    size_t position;
    const zks_member *unit = zks_margin_unit(c, constraint, &position);
    char *number = zks_margin_rounded_up(value, unit), *text;
    if (number == NULL || unit == NULL)
        return number;
    if (asprintf(&text, "%s %s", number, unit->name) < 0)
        text = NULL;
    free(number);
    return text;
}

/* What a constraint lacks: of a bound, exactly. */
static char *shortfall_text(const zks_compiled *c, const zks_integer_constraint *constraint, const mpz_t result)
{
    mpq_t value;
    mpq_init(value);
    zks_margin_value(value, constraint, result);
    mpq_abs(value, value);
    char *text = constraint->is_bound ? zks_decimal_from_rational(value) : missing_text(c, constraint, value);
    mpq_clear(value);
    return text;
}

static bool note_broken(zks_findings *f, size_t constraint, size_t account, const mpz_t result)
{
    zks_broken *broken = slot_of(f, constraint);
    if (broken == NULL)
        return false;
    broken->count++;
    if (broken->shown == ZKS_BREACHES_SHOWN && account > broken->account[ZKS_BREACHES_SHOWN - 1])
        return true;
    char *text = shortfall_text(&f->compiled, &f->compiled.table->constraints[constraint], result);
    if (text == NULL)
        return false;
    keep(broken, account, text);
    return true;
}

static bool note_overflow(zks_findings *f, size_t column, size_t account)
{
    zks_broken *broken = slot_of(f, f->compiled.table->constraint_count + column);
    if (broken == NULL)
        return false;
    broken->count++;
    keep(broken, account, NULL);
    return true;
}

/* ---- what is tightest --------------------------------------------------------------------------------------- */

static void note_tightest(zks_findings *f, size_t constraint, size_t account, const mpz_t result)
{
    zks_tightest *t = &f->tightest[constraint];
    int order = f->compiled.table->constraints[constraint].slack < 0 ? mpz_cmpabs(t->result, result)
                                                                     : mpz_cmp(result, t->result);
    if (t->is_known && (order > 0 || (order == 0 && account > t->account)))
        return;
    t->is_known = true;
    t->account = account;
    mpz_set(t->result, result);
}

/* ---- rows --------------------------------------------------------------------------------------------------- */

/* Counts a row once for each line, however many of its constraints it breaks. */
static void count_line(zks_findings *f, size_t constraint)
{
    size_t line = f->line[constraint];
    f->line_broken[line] += f->line_last[line] != f->rows;
    f->line_last[line] = f->rows;
}

bool zks_findings_add(zks_findings *f, size_t account, const zks_filled_row *row)
{
    const zks_table *table = f->compiled.table;
    f->rows++;
    if (row->overflow >= 0) {
        f->overflows++;
        return note_overflow(f, (size_t)row->overflow, account);
    }
    for (size_t i = 0; i < table->constraint_count; i++) {
        const zks_integer_constraint *constraint = &table->constraints[i];
        bool holds = zks_constraint_holds(constraint, row->results[i]);
        if (!holds && !note_broken(f, i, account, row->results[i]))
            return false;
        if (constraint->is_bound)
            continue;
        if (!holds)
            count_line(f, i);
        note_tightest(f, i, account, row->results[i]);
    }
    return true;
}

static bool merge_broken(zks_findings *f, size_t slot, zks_broken *from)
{
    zks_broken *broken = slot_of(f, slot);
    if (broken == NULL)
        return false;
    broken->count += from->count;
    for (size_t k = 0; k < from->shown; k++)
        keep(broken, from->account[k], from->shortfall[k]);
    from->shown = 0;
    return true;
}

bool zks_findings_merge(zks_findings *f, zks_findings *from)
{
    const zks_table *table = f->compiled.table;
    f->rows += from->rows;
    f->overflows += from->overflows;
    for (size_t i = 0; i < slot_count(table); i++)
        if (from->broken[i] != NULL && !merge_broken(f, i, from->broken[i]))
            return false;
    for (size_t i = 0; i < table->constraint_count; i++)
        if (from->tightest[i].is_known)
            note_tightest(f, i, from->tightest[i].account, from->tightest[i].result);
    for (size_t line = 0; line < f->line_count; line++)
        f->line_broken[line] += from->line_broken[line];
    return true;
}
