#include "prover/requirements.h"

#include "circuits/decimal.h"
#include "crypto/secret.h"
#include "prover/stage.h"
#include "prover/witness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void zks_breaches_clear(zks_breaches *breaches)
{
    for (size_t i = 0; i < breaches->count; i++)
        for (size_t k = 0; k < breaches->breaches[i].shown; k++)
            free(breaches->breaches[i].shortfall[k]);
    free(breaches->breaches);
    *breaches = (zks_breaches){0};
}

static bool holds(const zks_integer_constraint *constraint, const mpz_t result)
{
    return constraint->slack < 0 ? mpz_sgn(result) == 0 : mpz_sgn(result) >= 0;
}

/* The unit a requirement is in: its member's where it stands over an index with decimals, else the quote currency. */
static const zks_member *unit_of(const zks_compiled *c, const zks_integer_constraint *constraint)
{
    zks_requirement requirement = zks_circuit_requirement(c->circuit, constraint->requirement);
    if (requirement.index >= 0 && zks_circuit_index_has_decimals(c->circuit, (size_t)requirement.index))
        return &c->numbers->indexes[requirement.index].members[constraint->member];
    return &c->numbers->quote;
}

/* |result| / scale in human units, rounded up to the unit's decimals: "12.5 USDT". NULL: out of memory. */
static char *shortfall_text(const zks_compiled *c, const zks_integer_constraint *constraint, const mpz_t result)
{
    const zks_member *unit = unit_of(c, constraint);
    mpz_t amount, power;
    mpz_inits(amount, power, NULL);
    mpz_ui_pow_ui(power, 10, unit->decimals);
    mpz_abs(amount, result);
    mpz_mul(amount, amount, power);
    mpz_mul(amount, amount, mpq_denref(constraint->scale));
    mpz_cdiv_q(amount, amount, mpq_numref(constraint->scale));
    char *number = zks_decimal_from_units(amount, unit->decimals), *text = NULL;
    if (number != NULL && asprintf(&text, "%s %s", number, unit->name) < 0)
        text = NULL;
    free(number);
    mpz_clears(amount, power, NULL);
    return text;
}

/* Breaches while they are being collected: one slot per constraint. */
typedef struct {
    const zks_compiled *compiled;
    zks_constraint_breach *slot;
    bool memory; /* false once it ran out */
} collector;

static bool collector_make(collector *c, const zks_compiled *compiled)
{
    *c = (collector){.compiled = compiled, .memory = true};
    c->slot = calloc(compiled->table->constraint_count + 1, sizeof *c->slot);
    return c->slot != NULL;
}

/* Keeps the first accounts in order, whatever the order they are found in. */
static void collect(collector *c, size_t constraint, size_t account, const mpz_t result)
{
    zks_constraint_breach *slot = &c->slot[constraint];
    slot->count++;
    size_t at = slot->shown;
    while (at > 0 && slot->account[at - 1] > account)
        at--;
    if (at == ZKS_BREACHES_SHOWN)
        return;
    char *text = shortfall_text(c->compiled, &c->compiled->table->constraints[constraint], result);
    if (text == NULL) {
        c->memory = false;
        return;
    }
    if (slot->shown == ZKS_BREACHES_SHOWN)
        free(slot->shortfall[--slot->shown]);
    memmove(slot->account + at + 1, slot->account + at, (slot->shown - at) * sizeof *slot->account);
    memmove(slot->shortfall + at + 1, slot->shortfall + at, (slot->shown - at) * sizeof *slot->shortfall);
    slot->account[at] = account;
    slot->shortfall[at] = text;
    slot->shown++;
}

/* Moves the slots that hold something to *breaches. */
static zks_status collector_finish(collector *c, zks_breaches *breaches)
{
    size_t count = 0;
    for (size_t i = 0; i < c->compiled->table->constraint_count; i++)
        if (c->slot[i].count > 0) {
            c->slot[i].constraint = i;
            c->slot[count++] = c->slot[i];
        }
    *breaches = (zks_breaches){.count = count, .breaches = c->slot};
    if (c->memory)
        return ZKS_OK;
    zks_breaches_clear(breaches);
    return ZKS_ERROR_MEMORY;
}

static void check_row(collector *c, size_t account, const zks_value *values, size_t count, mpz_t *results)
{
    const zks_table *table = c->compiled->table;
    zks_table_evaluate(table, values, count, results);
    for (size_t i = 0; i < table->constraint_count; i++)
        if (!holds(&table->constraints[i], results[i]))
#pragma omp critical(zks_collect)
            collect(c, i, account, results[i]);
}

zks_status zks_check_accounts(const zks_compiled *account, const zks_ledger *ledger, int threads,
                              const zks_progress *progress, zks_breaches *breaches)
{
    collector c;
    if (!collector_make(&c, account))
        return ZKS_ERROR_MEMORY;
    bool memory = true;
#pragma omp parallel num_threads(threads) reduction(&& : memory)
    {
        zks_value *values = zks_witness_new(ledger->max_values + 1, sizeof *values);
        mpz_t *results = zks_integers_new(account->table->constraint_count);
        memory = values != NULL && results != NULL;
#pragma omp for schedule(dynamic, 256)
        for (size_t i = 0; i < ledger->account_count; i++)
            if (memory && !zks_is_interrupted(progress))
                check_row(&c, i, values, zks_ledger_values(ledger, i, values), results);
        zks_integers_free(results, account->table->constraint_count);
        zks_witness_free(values);
    }
    c.memory = c.memory && memory;
    zks_status status = collector_finish(&c, breaches);
    if (status == ZKS_OK && zks_is_interrupted(progress)) {
        zks_breaches_clear(breaches);
        return ZKS_ERROR_INTERRUPTED;
    }
    return status;
}

zks_status zks_check_row(const zks_compiled *compiled, const zks_value *values, size_t count, zks_breaches *breaches)
{
    collector c;
    mpz_t *results = zks_integers_new(compiled->table->constraint_count);
    if (results == NULL || !collector_make(&c, compiled)) {
        zks_integers_free(results, compiled->table->constraint_count);
        return ZKS_ERROR_MEMORY;
    }
    check_row(&c, 0, values, count, results);
    zks_integers_free(results, compiled->table->constraint_count);
    return collector_finish(&c, breaches);
}

static void add_value(uint64_t sum[4], const uint64_t limb[4])
{
    unsigned __int128 carry = 0;
    for (size_t k = 0; k < 4; k++) {
        carry += (unsigned __int128)sum[k] + limb[k];
        sum[k] = (uint64_t)carry;
        carry >>= 64;
    }
}

void zks_ledger_totals(const zks_ledger *ledger, const zks_table *account, zks_value *totals, zks_value *scratch)
{
    for (size_t a = 0; a < account->committed_count; a++)
        totals[a] = (zks_value){.column = (uint32_t)a};
    for (size_t i = 0; i < ledger->account_count; i++) {
        size_t count = zks_ledger_values(ledger, i, scratch);
        for (size_t k = 0; k < count; k++)
            add_value(totals[scratch[k].column].limb, scratch[k].limb);
    }
}
