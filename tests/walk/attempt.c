#include "attempt.h"

#include "tests/argument/shipped_prover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void *copy_array(const void *from, size_t count, size_t size)
{
    void *array = calloc(count + 1, size);
    assert_non_null(array);
    if (count > 0)
        memcpy(array, from, count * size);
    return array;
}

/* The table's system without one constraint. Columns stay: the slack of what is removed is free. */
static zks_system system_without(const zks_system *from, long removed)
{
    zks_system system = *from;
    system.width = copy_array(from->width, from->columns, sizeof *from->width);
    system.first_cell = copy_array(from->first_cell, from->columns, sizeof *from->first_cell);
    system.constraints = copy_array(from->constraints, from->constraint_count, sizeof *from->constraints);
    system.terms = copy_array(from->terms, from->term_count, sizeof *from->terms);
    if (removed != NOTHING_REMOVED) {
        system.constraint_count--;
        memmove(system.constraints + removed, system.constraints + removed + 1,
                (system.constraint_count - (size_t)removed) * sizeof *system.constraints);
    }
    return system;
}

/* The committed columns alone, each `wider` bytes wider. */
static zks_system committed_alone(const zks_system *from, unsigned wider)
{
    zks_system system = {.columns = from->committed, .committed = from->committed};
    system.width = copy_array(from->width, from->committed, sizeof *from->width);
    system.first_cell = copy_array(from->first_cell, from->committed, sizeof *from->first_cell);
    for (size_t a = 0; a < system.columns; a++) {
        system.width[a] = (uint8_t)(system.width[a] + wider);
        system.first_cell[a] = (uint32_t)system.cells;
        system.cells += system.width[a];
    }
    return system;
}

size_t attempt_rows(const zks_table *table)
{
    return table->scope == ZKS_SCOPE_ACCOUNT ? ATTEMPT_ACCOUNTS : 1;
}

/* The digits of the first `columns` columns. */
static void write_digits(uint8_t *digits, const zks_system *system, const witness *w)
{
    for (size_t a = 0; a < system->columns; a++)
        mpz_export(digits + system->first_cell[a], NULL, -1, 1, 0, 0, w->value[a]);
}

static void write_committed(zks_scalar *values, const zks_system *system, const uint8_t *digits)
{
    for (size_t a = 0; a < system->committed; a++)
        zks_scalar_from_bytes(&values[a], digits + system->first_cell[a], system->width[a]);
}

/* The pool's digits, and what the commitments of its external columns hold. */
static void write_pool(instance *in, const witness *w)
{
    write_digits(in->pool_digit, &in->pool, w);
    for (size_t j = 0; j < in->pool.external; j++) {
        size_t column = in->pool.committed + j;
        zks_scalar_from_bytes(&in->external_value[j], in->pool_digit + in->pool.first_cell[column],
                              in->pool.width[column]);
    }
}

static instance *open_instance(witness *const *rows, long removed)
{
    const zks_table *table = rows[0]->table;
    size_t count = attempt_rows(table);
    bool is_pool = table->scope == ZKS_SCOPE_POOL;
    zks_system walked = system_without(&table->system, removed), other = committed_alone(&table->system, !is_pool);
    instance *in = instance_of_systems(is_pool ? &other : &walked, is_pool ? &walked : &other, count, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        uint8_t *digits = in->digit + i * in->account.cells;
        write_digits(digits, &in->account, rows[i]);
        write_committed(in->value + i * in->account.committed, &in->account, digits);
    }
    if (is_pool)
        write_pool(in, rows[0]);
    instance_commit(in);
    return in;
}

zks_status attempt(witness *const *rows, long removed)
{
    instance *in = open_instance(rows, removed);
    size_t walked = rows[0]->table->scope == ZKS_SCOPE_POOL;
    long rejected;
    instance_prove_table(in, walked, NULL);
    shipped_prove_table(in, 1 - walked, 1);
    zks_status status = instance_verify(in, &rejected);
    if (status != ZKS_OK)
        assert_int_equal(rejected, walked);
    instance_free(in);
    return status;
}
