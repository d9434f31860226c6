/* Walks every constraint that the compiler makes of a circuit, of both tables, under the numbers and ledger of a
 * folder of inputs. For each one: a witness that breaks it and no other is proved by the cheating prover and rejected,
 * for the equation that has the constraints in it; and where prover and verifier both leave that one constraint out,
 * the same witness is accepted. So every constraint is attached, by itself, and none can be made that is not walked.
 *
 * A constraint is broken in two ways: an inequality by its slack, which stands in no other constraint; and, wherever a
 * search finds them, by values that violate the rule itself, which all equalities have, and at least one constraint of
 * every requirement and advice. (Others have none: what cannot be below zero, or follows from the rest under these
 * numbers.)
 *
 * The walked table is proved by the dense prover of tests/argument, the other one, which has no constraint, by the
 * shipped one.
 *
 *   walk [--all-kinds] POLICY LEDGERS RESERVES [INDEX=FIRST-LAST | PARAM=VALUE | POOL-COLUMN=committed]...
 *
 * LEDGERS and RESERVES are patterns of file names; INDEX=FIRST-LAST cuts the policy down to these members, counted from
 * 1, so that the walk is quick; PARAM=VALUE gives a parameter a value that suits them; POOL-COLUMN=committed hides the
 * amounts of the column in commitments of their own. With --all-kinds every kind of
 * constraint has to occur (kind.h).
 */
#include "attempt.h"
#include "cut.h"
#include "kind.h"
#include "lie.h"

#include "circuits/decimal.h"
#include "crypto/secret.h"
#include "prover/account.h"
#include "prover/inputs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glob.h>

/* Rows to start from: the accounts that hold the most, and one that holds nothing. */
enum { MAX_STARTS = 25 };

typedef struct {
    size_t start_count;
    witness *starts[MAX_STARTS];
} honest_rows;

static struct {
    bool all_kinds;
    zks_inputs inputs;
    zks_table *account, *pool;
    bool seen[KINDS];
    /* By position in the circuit: whether a rule was broken by values. */
    bool *requirement_broken, *advice_broken;
} walked;

/* ---- inputs ----------------------------------------------------------------------------------------------------- */

static zks_paths matching(const char *pattern, glob_t *files)
{
    assert_int_equal(glob(pattern, 0, NULL, files), 0);
    return (zks_paths){.count = files->gl_pathc, .paths = (const char *const *)files->gl_pathv};
}

static void read_inputs(char **paths)
{
    glob_t ledgers, reserves;
    zks_diagnostics d = {0};
    zks_report report = {.segment = -1};
    if (zks_inputs_read(&walked.inputs, paths[0], matching(paths[1], &ledgers), matching(paths[2], &reserves), 1, NULL,
                        &d, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    globfree(&ledgers);
    globfree(&reserves);
    zks_diagnostics_clear(&d);
}

static zks_table *compile(zks_scope scope)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    zks_table *table = zks_table_compile(walked.inputs.circuit, &walked.inputs.policy.numbers, scope,
                                         walked.inputs.ledger.account_count, &d, &status);
    if (table == NULL)
        fail_msg("%s", d.text);
    return table;
}

static void cut_policy(char **cuts, size_t count)
{
    zks_numbers *numbers = &walked.inputs.policy.numbers;
    zks_diagnostics d = {0};
    for (size_t i = 0; i < count; i++) {
        char name[65], value[65];
        size_t first, last;
        if (sscanf(cuts[i], "%64[^=]=%zu-%zu", name, &first, &last) == 3)
            cut_members(numbers, walked.inputs.circuit, name, first - 1, last - first + 1);
        else if (sscanf(cuts[i], "%64[^=]=%64s", name, value) == 2 && strcmp(value, "committed") == 0)
            commit_pool_column(numbers, name);
        else if (sscanf(cuts[i], "%64[^=]=%64s", name, value) == 2)
            set_param(numbers, name, value);
        else
            fail_msg("not a change of a policy: %s", cuts[i]);
    }
    if (zks_numbers_check(walked.inputs.circuit, numbers, false, &d) != ZKS_OK)
        fail_msg("%s", d.text);
}

/* ---- honest rows ------------------------------------------------------------------------------------------------ */

/* Keeps the row where it meets every constraint. */
static void keep_if_honest(honest_rows *rows, const zks_table *table, const zks_value *values, size_t count)
{
    witness *w = witness_new(table);
    if (witness_fill(w, values, count) && witness_breaks_only(w, SIZE_MAX))
        rows->starts[rows->start_count++] = w;
    else
        witness_free(w);
}

static size_t held_by(size_t account)
{
    const zks_ledger *ledger = &walked.inputs.ledger;
    return ledger->entry_start[account + 1] - ledger->entry_start[account];
}

static honest_rows account_rows(void)
{
    const zks_ledger *ledger = &walked.inputs.ledger;
    honest_rows rows = {0};
    zks_value *values = calloc(ledger->max_values + 1, sizeof *values);
    assert_non_null(values);
    for (size_t held = ledger->max_values; held > 0; held--)
        for (size_t i = 0; i < ledger->account_count && rows.start_count < MAX_STARTS - 1; i++)
            if (held_by(i) == held)
                keep_if_honest(&rows, walked.account, values, zks_ledger_values(ledger, i, values));
    keep_if_honest(&rows, walked.account, NULL, 0);
    free(values);
    return rows;
}

/* The amount that an external column hides. */
static zks_value hidden_value(size_t column)
{
    const zks_column *hidden = &walked.pool->columns[column];
    const char *amount = walked.inputs.policy.numbers.pool[hidden->declared].values[hidden->member];
    zks_value value = {.column = (uint32_t)column};
    assert_int_equal(zks_units_parse_limbs(value.limb, amount, strlen(amount), hidden->decimals, hidden->width),
                     ZKS_UNITS_OK);
    return value;
}

/* The totals of all accounts, committed advice included, and what external columns hide. */
static honest_rows pool_rows(void)
{
    honest_rows rows = {0};
    witness *w = witness_new(walked.pool);
    zks_account_filler filler;
    mpz_t value;
    assert_true(zks_account_filler_make(&filler, &walked.inputs.ledger, walked.account, ZKS_FILL_COMMITTED));
    for (size_t i = 0; i < walked.inputs.ledger.account_count; i++) {
        zks_filled_row row = zks_account_fill(&filler, i);
        for (size_t v = 0; v < row.committed; v++)
            assert_true(witness_move(w, row.values[v].column, mpz_roinit_n(value, row.values[v].limb, 4)));
    }
    zks_account_filler_clear(&filler);
    size_t committed = walked.pool->committed_count, given = committed + walked.pool->external_count;
    zks_value *values = calloc(given + 1, sizeof *values);
    assert_non_null(values);
    for (size_t a = 0; a < committed; a++) {
        values[a].column = (uint32_t)a;
        mpz_export(values[a].limb, NULL, -1, sizeof *values[a].limb, 0, 0, w->value[a]);
    }
    for (size_t a = committed; a < given; a++)
        values[a] = hidden_value(a);
    keep_if_honest(&rows, walked.pool, values, given);
    free(values);
    witness_free(w);
    return rows;
}

static void free_rows(honest_rows *rows)
{
    for (size_t i = 0; i < rows->start_count; i++)
        witness_free(rows->starts[i]);
}

/* ---- the walk --------------------------------------------------------------------------------------------------- */

/* Rejected for this constraint, and for nothing else. The lie's row among the honest ones varies. */
static void assert_told_apart(const honest_rows *honest, witness *lie, size_t c)
{
    const zks_table *table = lie->table;
    witness *rows[ATTEMPT_ACCOUNTS] = {honest->starts[0], honest->starts[0]};
    rows[c % attempt_rows(table)] = lie;
    if (!witness_breaks_only(lie, c))
        fail_msg("the witness against %s breaks something else", table->constraints[c].name);
    if (attempt(rows, NOTHING_REMOVED) != ZKS_REJECT_OPENING)
        fail_msg("%s can be broken", table->constraints[c].name);
    if (attempt(rows, (long)c) != ZKS_OK)
        fail_msg("without %s something else rejects the proof", table->constraints[c].name);
}

static void walk_constraint(const honest_rows *honest, witness *lie, size_t c, size_t *slack_only)
{
    const zks_table *table = lie->table;
    const zks_integer_constraint *constraint = &table->constraints[c];
    walked.seen[kind_of(walked.inputs.circuit, table, constraint)] = true;
    if (constraint->slack >= 0) {
        witness_copy(lie, honest->starts[c % honest->start_count]);
        lie_by_slack(lie, c);
        assert_told_apart(honest, lie, c);
    }
    if (lie_by_values(lie, c, honest->starts, honest->start_count)) {
        (constraint->is_bound ? walked.advice_broken : walked.requirement_broken)[constraint->declared] = true;
        assert_told_apart(honest, lie, c);
    } else {
        assert_true(constraint->slack >= 0);
        ++*slack_only;
    }
}

static void walk_table(const zks_table *table, honest_rows *honest)
{
    size_t walked_count = 0, slack_only = 0;
    assert_true(honest->start_count > 0);
    witness *lie = witness_new(table);
    for (size_t c = 0; c < table->constraint_count; c++, walked_count++)
        walk_constraint(honest, lie, c, &slack_only);
    assert_int_equal(walked_count, table->constraint_count);
    assert_int_equal(walked_count, table->system.constraint_count);
    print_message("%zu constraints, %zu of them broken by their slack alone\n", walked_count, slack_only);
    witness_free(lie);
    free_rows(honest);
}

static void every_account_constraint(void **state)
{
    (void)state;
    honest_rows honest = account_rows();
    walk_table(walked.account, &honest);
}

static void every_pool_constraint(void **state)
{
    (void)state;
    honest_rows honest = pool_rows();
    walk_table(walked.pool, &honest);
}

static void every_rule_is_broken_by_values(void **state)
{
    (void)state;
    const zks_circuit *circuit = walked.inputs.circuit;
    for (size_t i = 0; i < zks_circuit_requirement_count(circuit); i++)
        if (!walked.requirement_broken[i])
            fail_msg("no values were found that break %s", zks_circuit_requirement(circuit, i).name);
    for (size_t i = 0; i < zks_circuit_advice_count(circuit); i++)
        if (!walked.advice_broken[i])
            fail_msg("no values were found that break %s", zks_circuit_advice(circuit, i).name);
}

static void every_kind_occurs(void **state)
{
    (void)state;
    for (constraint_kind kind = 0; walked.all_kinds && kind < KINDS; kind++)
        if (!walked.seen[kind])
            fail_msg("no constraint of the form %s", kind_text(kind));
}

static int set_up(void **state)
{
    (void)state;
    walked.account = compile(ZKS_SCOPE_ACCOUNT);
    walked.pool = compile(ZKS_SCOPE_POOL);
    walked.requirement_broken = calloc(zks_circuit_requirement_count(walked.inputs.circuit) + 1, sizeof(bool));
    walked.advice_broken = calloc(zks_circuit_advice_count(walked.inputs.circuit) + 1, sizeof(bool));
    return walked.requirement_broken == NULL || walked.advice_broken == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    zks_table_free(walked.account);
    zks_table_free(walked.pool);
    zks_inputs_clear(&walked.inputs);
    free(walked.requirement_broken);
    free(walked.advice_broken);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_account_constraint),
        cmocka_unit_test(every_pool_constraint),
        cmocka_unit_test(every_rule_is_broken_by_values),
        cmocka_unit_test(every_kind_occurs),
    };
    char **arguments = argv + 1;
    walked.all_kinds = argc > 1 && strcmp(*arguments, "--all-kinds") == 0;
    arguments += walked.all_kinds;
    if (argv + argc - arguments < 3 || !zks_crypto_start())
        return 2;
    read_inputs(arguments);
    cut_policy(arguments + 3, (size_t)(argv + argc - arguments) - 3);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
