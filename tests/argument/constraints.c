/* Every constraint of a system is attached: a witness that breaks only it is rejected, and accepted where that one
 * constraint is not there. */
#include "instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { CONSTRAINTS = MAX_CONSTRAINTS, FREE_COLUMNS = 3 };

/* Constraints on three free columns, each with a slack of its own; some columns are committed, slacks perhaps among
 * them. */
static instance_spec random_spec(void)
{
    uint8_t r[64];
    instance_random(r, sizeof r);
    instance_spec spec = {
        .rows = 1 + r[0] % 6u,
        .segment_rows = 1 + r[1] % 6u,
        .columns = FREE_COLUMNS + CONSTRAINTS,
        .committed = r[2] % (FREE_COLUMNS + CONSTRAINTS + 1u),
        .constraints = CONSTRAINTS,
    };
    for (size_t j = 0; j < FREE_COLUMNS; j++)
        spec.width[j] = (uint8_t)(1 + r[4 + j] % 3u);
    for (uint32_t c = 0; c < CONSTRAINTS; c++) {
        const uint8_t *from = r + 8 + 8 * c;
        spec.constraint[c] = (constraint_spec){
            .terms = {{0, from[0]}, {1 + from[1] % 2u, from[2]}, {FREE_COLUMNS + c, -1}},
            .count = 3,
            .constant = 1 + from[3],
        };
        spec.width[FREE_COLUMNS + c] = 5;
    }
    return spec;
}

/* Takes one constraint out of the account system. */
static void remove_constraint(instance *in, size_t c)
{
    zks_system *system = &in->account;
    system->constraint_count--;
    memmove(system->constraints + c, system->constraints + c + 1,
            (system->constraint_count - c) * sizeof *system->constraints);
}

/* Another slack in one row, in the digits and in what is committed. */
static void break_slack(instance *in, size_t c, size_t row)
{
    size_t column = FREE_COLUMNS + c, m = in->spec.committed;
    uint8_t *lowest = in->digit + row * in->account.cells + in->account.first_cell[column];
    zks_scalar change = instance_integer(*lowest == 255 ? -1 : 1);
    *lowest = (uint8_t)(*lowest == 255 ? 254 : *lowest + 1);
    if (column < m)
        zks_scalar_add(&in->value[row * m + column], &in->value[row * m + column], &change);
    instance_commit(in);
}

/* A constant that is one off is broken by every row. */
static void break_constant(instance *in, size_t c, size_t row)
{
    (void)row;
    zks_scalar *constant = &in->account.constraints[c].constant;
    zks_scalar_add(constant, constant, &zks_scalar_one);
    instance_describe(in);
}

static void check(const instance_spec *spec, void (*breaker)(instance *, size_t, size_t), size_t c, size_t row,
                  size_t segment)
{
    instance *in = instance_new(spec);
    breaker(in, c, row);
    instance_prove(in);
    assert_verdict(in, ZKS_REJECT_OPENING, (long)segment);
    remove_constraint(in, c);
    instance_describe(in);
    instance_prove(in);
    assert_verdict(in, ZKS_OK, -1);
    instance_free(in);
}

static void every_constraint_is_attached(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        instance_spec spec = random_spec();
        size_t last = spec.rows - 1;
        for (size_t c = 0; c < CONSTRAINTS; c++) {
            check(&spec, break_slack, c, 0, 0);
            check(&spec, break_slack, c, last, last / spec.segment_rows);
            check(&spec, break_constant, c, 0, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_constraint_is_attached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
