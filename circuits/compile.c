#include "circuits/bounds.h"
#include "circuits/constraint.h"
#include "circuits/expression.h"
#include "circuits/polarity.h"
#include "circuits/system.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    zks_scope scope;
    uint64_t rows;
    zks_diagnostics *diagnostics;
    zks_table *table;
    uint32_t *first_variable;          /* of each account column */
    size_t *first_instance;            /* of each requirement of this scope */
    size_t instance_count, term_count; /* the terms those of the instances and of what they rely on */
    zks_instance *instances;
    zks_evaluation evaluation;
    bool exhausted;
} compiler;

#define FAIL(c, place, ...) (zks_finding((c)->diagnostics, (c)->circuit->file, place, __VA_ARGS__), false)

static bool out_of_memory(compiler *c)
{
    c->exhausted = true;
    return false;
}

/* "name" or "name[member]". */
static char *over_member(const compiler *c, const char *name, long index, size_t member)
{
    char *out;
    int length = index == ZKS_NO_INDEX
                     ? asprintf(&out, "%s", name)
                     : asprintf(&out, "%s[%s]", name, c->numbers->indexes[index].members[member].name);
    return length < 0 ? NULL : out;
}

/* prefix + name + suffix, which takes the name. */
static char *decorate(const char *prefix, char *name, const char *suffix)
{
    char *out;
    int length = name ? asprintf(&out, "%s%s%s", prefix, name, suffix) : -1;
    free(name);
    return length < 0 ? NULL : out;
}

/* Columns. */

/* Least w with rows * (256^width - 1) < 256^w. */
static unsigned total_width(uint64_t rows, unsigned width)
{
    mpz_t largest;
    mpz_init(largest);
    mpz_ui_pow_ui(largest, 256, width);
    mpz_sub_ui(largest, largest, 1);
    mpz_mul_ui(largest, largest, rows);
    unsigned bytes = (unsigned)((mpz_sizeinbase(largest, 2) + 7) / 8);
    mpz_clear(largest);
    return bytes;
}

static bool add_committed_column(compiler *c, const zks_symbol *symbol, size_t member)
{
    zks_table *table = c->table;
    bool pool = c->scope == ZKS_SCOPE_POOL;
    zks_column_unit unit = zks_column_unit_of(c->numbers, symbol, member);
    char *name = over_member(c, symbol->name, symbol->index, member);
    if (pool)
        name = decorate("total(", name, ")");
    if (!name)
        return out_of_memory(c);
    table->columns[table->column_count++] = (zks_column){.name = name,
                                                         .kind = ZKS_COLUMN_COMMITTED,
                                                         .width = pool ? total_width(c->rows, unit.bytes) : unit.bytes,
                                                         .decimals = unit.decimals,
                                                         .declared = (uint32_t)symbol->position,
                                                         .member = (uint32_t)member};
    table->committed_count++;
    return true;
}

static bool add_committed_columns(compiler *c)
{
    const zks_symbols *declared = &c->circuit->account_columns;
    for (size_t i = 0; i < declared->count; i++) {
        size_t members = zks_member_count(c->numbers, declared->items[i]->index);
        c->first_variable[i] = (uint32_t)c->table->column_count;
        for (size_t member = 0; member < members; member++)
            if (!add_committed_column(c, declared->items[i], member))
                return false;
    }
    return true;
}

static bool is_equality(const zks_requirement_item *item)
{
    return item->comparison.relations[0].sign == ZKS_TOKEN_EQUAL;
}

/* Counts what the table will have, and refuses one that is too large. */
static bool count_columns(compiler *c, size_t *columns, size_t *instances)
{
    const zks_circuit *circuit = c->circuit;
    *columns = *instances = 0;
    for (size_t i = 0; i < circuit->account_columns.count; i++)
        *columns += zks_member_count(c->numbers, circuit->account_columns.items[i]->index);
    for (size_t i = 0; i < circuit->requirement_count; i++) {
        const zks_requirement_item *item = &circuit->requirements[i];
        c->first_instance[i] = *instances;
        if (item->scope != c->scope)
            continue;
        size_t members = zks_member_count(c->numbers, item->index);
        *instances += members;
        *columns += is_equality(item) ? 0 : members;
    }
    if (*columns > ZKS_MAX_TABLE_COLUMNS || *instances > ZKS_MAX_TABLE_COLUMNS)
        return FAIL(c, ((zks_place){1, 1}), "%zu columns and %zu constraints; a table has at most %d of each", *columns,
                    *instances, ZKS_MAX_TABLE_COLUMNS);
    return true;
}

/* Forms. */

static bool evaluate_sides(compiler *c, const zks_comparison *comparison, zks_linear *form)
{
    /* left - right, and right - left for <=. */
    int sign = comparison->relations[0].sign == ZKS_TOKEN_LESS_EQUAL ? -1 : 1;
    mpq_t left, right;
    mpq_inits(left, right, NULL);
    mpq_set_si(left, sign, 1);
    mpq_set_si(right, -sign, 1);
    bool ok = zks_evaluate_linear(&c->evaluation, comparison->sides[0], left, form) &&
              zks_evaluate_linear(&c->evaluation, comparison->sides[1], right, form);
    mpq_clears(left, right, NULL);
    return ok;
}

static bool fail_open(compiler *c, const zks_requirement_item *item, uint32_t variable)
{
    const char *name = c->table->columns[variable].name;
    return FAIL(
        c, item->place,
        "%s helps '%s', and accounts that nobody checks could raise it; write total(..., capped by NAME) with a "
        "pool requirement that bounds it by public numbers, or total(..., backed by NAME) with one that bounds it "
        "by declared reserves",
        name, item->name);
}

static bool fail_long(compiler *c, const zks_requirement_item *item)
{
    return FAIL(c, item->place, "a number of more than %d bits arises in '%s'", ZKS_MAX_RATIONAL_BITS, item->name);
}

static bool settle_totals(compiler *c, const zks_requirement_item *item, zks_instance *instance)
{
    uint32_t variable = 0;
    switch (zks_polarity_uncover(&c->evaluation, instance, &variable)) {
    case ZKS_POLARITY_OK:
        return true;
    case ZKS_POLARITY_OPEN:
        return fail_open(c, item, variable);
    case ZKS_POLARITY_TOO_LONG:
        return fail_long(c, item);
    case ZKS_POLARITY_MEMORY:
        break;
    }
    return out_of_memory(c);
}

/* Instance by instance: all of one requirement could be out of proportion to its text. */
static bool count_terms(compiler *c, const zks_requirement_item *item, const zks_instance *instance)
{
    c->term_count += instance->form.count;
    for (size_t i = 0; i < instance->reliance_count; i++)
        c->term_count += instance->reliances[i].total.count;
    return c->term_count <= ZKS_MAX_TABLE_TERMS ||
           FAIL(c, item->place, "more than %d terms in all requirements up to '%s'", ZKS_MAX_TABLE_TERMS, item->name);
}

static bool add_instance(compiler *c, const zks_requirement_item *item, size_t member)
{
    zks_instance *instance = &c->instances[c->instance_count++];
    zks_linear *form = &instance->form;
    *instance = (zks_instance){
        .requirement = (size_t)(item - c->circuit->requirements), .member = member, .equality = is_equality(item)};
    zks_linear_init(form);
    if (!evaluate_sides(c, &item->comparison, form))
        return false;
    if (!zks_linear_collect(form))
        return fail_long(c, item);
    return (c->scope == ZKS_SCOPE_ACCOUNT || settle_totals(c, item, instance)) && count_terms(c, item, instance);
}

/* One requirement over all members of its index; the first member that fails speaks for it. */
static bool add_instances(compiler *c, const zks_requirement_item *item)
{
    size_t members = zks_member_count(c->numbers, item->index);
    bool ok = true;
    for (size_t member = 0; ok && member < members; member++) {
        if (item->index != ZKS_NO_INDEX)
            c->evaluation.member[item->index] = member;
        ok = add_instance(c, item, member);
    }
    if (item->index != ZKS_NO_INDEX)
        c->evaluation.member[item->index] = ZKS_NO_MEMBER;
    return ok;
}

static bool evaluate_requirements(compiler *c)
{
    bool ok = true;
    for (size_t i = 0; i < c->circuit->requirement_count && !c->exhausted && c->term_count <= ZKS_MAX_TABLE_TERMS;
         i++) {
        const zks_requirement_item *item = &c->circuit->requirements[i];
        if (item->scope == c->scope)
            ok = add_instances(c, item) && ok;
        c->exhausted = c->exhausted || c->evaluation.exhausted;
    }
    return ok && !c->exhausted;
}

/* Polarity. */

static bool check_reliance(compiler *c, const zks_reliance *reliance)
{
    const zks_requirement_item *item = &c->circuit->requirements[reliance->requirement];
    const zks_instance *bound = &c->instances[c->first_instance[reliance->requirement] + reliance->member];
    if (!zks_evaluation_spend(&c->evaluation, reliance->place, bound->form.count + reliance->total.count))
        return false;
    if (zks_polarity_bounds(bound, &reliance->total))
        return true;
    char *name = over_member(c, item->name, item->index, reliance->member);
    if (!name)
        return out_of_memory(c);
    zks_finding(
        c->diagnostics, c->circuit->file, reliance->place,
        "'%s' does not bound this total from above by public numbers; name a requirement of the form total(...) <= "
        "public number",
        name);
    free(name);
    return false;
}

static bool check_pairs(compiler *c, const zks_instance *instance)
{
    const zks_requirement_item *item = &c->circuit->requirements[instance->requirement];
    for (size_t i = 0; i < instance->form.count; i++) {
        uint32_t leg = instance->form.terms[i].variable;
        const zks_column *column = &c->table->columns[leg];
        const zks_symbol *partner = c->circuit->account_columns.items[column->declared]->partner;
        if (!partner)
            continue;
        uint32_t other = c->first_variable[partner->position] + column->member;
        if (zks_polarity_pair_gains(instance, leg, other))
            return FAIL(
                c, item->place,
                "'%s' is %s by raising %s and %s together; in expr >= 0 the coefficients of a long/short pair must "
                "not add up to more than zero, in expr == 0 they must add up to zero",
                item->name, instance->equality ? "moved" : "helped", column->name, c->table->columns[other].name);
    }
    return true;
}

static bool check_polarity(compiler *c)
{
    bool ok = true;
    size_t failed = SIZE_MAX; /* a requirement speaks once, not for every member */
    for (size_t i = 0; i < c->instance_count && !c->exhausted; i++) {
        const zks_instance *instance = &c->instances[i];
        bool good = instance->requirement == failed || check_pairs(c, instance);
        for (size_t r = 0; good && instance->requirement != failed && r < instance->reliance_count; r++)
            good = check_reliance(c, &instance->reliances[r]);
        if (!good)
            failed = instance->requirement;
        ok = ok && good;
    }
    return ok;
}

/* Constraints. */

static bool fail_constraint(compiler *c, const zks_requirement_item *item, const char *name,
                            zks_constraint_result result)
{
    switch (result) {
    case ZKS_CONSTRAINT_NEVER:
        return FAIL(c, item->place, "'%s' can never hold, whatever the columns are", name);
    case ZKS_CONSTRAINT_SLACK:
    case ZKS_CONSTRAINT_WRAPS:
        return FAIL(
            c, item->place,
            "the values of '%s' could reach the group order; use narrower columns, fewer decimals, or split the "
            "requirement",
            name);
    default:
        return out_of_memory(c);
    }
}

static zks_constraint_result add_slack_column(compiler *c, zks_integer_constraint *constraint)
{
    zks_table *table = c->table;
    unsigned width;
    zks_constraint_result result = zks_constraint_slack_width(constraint, table->columns, &width);
    if (result != ZKS_CONSTRAINT_OK)
        return result;
    char *name;
    if (asprintf(&name, "slack of %s", constraint->name) < 0)
        return ZKS_CONSTRAINT_MEMORY;
    uint32_t column = (uint32_t)table->column_count++;
    table->columns[column] = (zks_column){.name = name, .kind = ZKS_COLUMN_SLACK, .width = width};
    return zks_constraint_add_slack(constraint, column) ? ZKS_CONSTRAINT_OK : ZKS_CONSTRAINT_MEMORY;
}

static bool add_constraint(compiler *c, const zks_instance *instance)
{
    const zks_requirement_item *item = &c->circuit->requirements[instance->requirement];
    zks_integer_constraint *constraint = &c->table->constraints[c->table->constraint_count++];
    zks_constraint_result result = zks_constraint_from_form(constraint, &instance->form);
    constraint->requirement = instance->requirement;
    constraint->member = (uint32_t)instance->member;
    constraint->name = over_member(c, item->name, item->index, instance->member);
    if (!constraint->name)
        return out_of_memory(c);
    if (result == ZKS_CONSTRAINT_OK && !instance->equality)
        result = add_slack_column(c, constraint);
    if (result == ZKS_CONSTRAINT_OK)
        result = zks_constraint_check(constraint, c->table->columns);
    return result == ZKS_CONSTRAINT_OK || fail_constraint(c, item, constraint->name, result);
}

static bool add_constraints(compiler *c)
{
    bool ok = true;
    size_t failed = SIZE_MAX;
    for (size_t i = 0; i < c->instance_count && !c->exhausted; i++) {
        const zks_instance *instance = &c->instances[i];
        if (instance->requirement == failed)
            continue;
        if (!add_constraint(c, instance)) {
            failed = instance->requirement;
            ok = false;
        }
    }
    return ok;
}

/* The committed terms by column: count, prefix sums, fill. */
static bool index_uses(compiler *c)
{
    zks_table *table = c->table;
    size_t committed = table->committed_count, uses = 0;
    size_t *next = table->first_use = calloc(committed + 2, sizeof *table->first_use);
    if (!next)
        return out_of_memory(c);
    for (size_t i = 0; i < table->constraint_count; i++)
        for (size_t t = 0; t < table->constraints[i].term_count; t++)
            if (table->constraints[i].terms[t].column < committed) {
                next[table->constraints[i].terms[t].column + 2]++;
                uses++;
            }
    table->uses = malloc((uses + 1) * sizeof *table->uses);
    if (!table->uses)
        return out_of_memory(c);
    for (size_t column = 2; column < committed + 2; column++)
        next[column] += next[column - 1];
    /* next[a + 1] is where column a's next use goes, and ends as where column a + 1 begins. */
    for (size_t i = 0; i < table->constraint_count; i++)
        for (size_t t = 0; t < table->constraints[i].term_count; t++) {
            const zks_integer_term *term = &table->constraints[i].terms[t];
            if (term->column < committed)
                table->uses[next[term->column + 1]++] = (zks_use){i, term};
        }
    return true;
}

static bool allocate(compiler *c)
{
    size_t columns, instances;
    c->first_instance = calloc(c->circuit->requirement_count + 1, sizeof *c->first_instance);
    c->first_variable = calloc(c->circuit->account_columns.count + 1, sizeof *c->first_variable);
    c->table = calloc(1, sizeof *c->table);
    if (!c->first_instance || !c->first_variable || !c->table)
        return out_of_memory(c);
    if (!count_columns(c, &columns, &instances))
        return false;
    c->table->scope = c->scope;
    c->table->columns = calloc(columns + 1, sizeof *c->table->columns);
    c->table->constraints = calloc(instances + 1, sizeof *c->table->constraints);
    c->instances = calloc(instances + 1, sizeof *c->instances);
    if (!c->table->columns || !c->table->constraints || !c->instances)
        return out_of_memory(c);
    return true;
}

static bool compile(compiler *c)
{
    if (!zks_evaluation_init(&c->evaluation, c->circuit, c->numbers, c->diagnostics))
        return out_of_memory(c);
    if (!allocate(c) || !add_committed_columns(c))
        return false;
    c->evaluation.first_variable = c->first_variable;
    if (!evaluate_requirements(c) || !check_polarity(c) || !add_constraints(c) || !index_uses(c))
        return false;
    return zks_system_fill(c->table) || out_of_memory(c);
}

static void clear_instances(compiler *c)
{
    for (size_t i = 0; i < c->instance_count; i++) {
        zks_instance *instance = &c->instances[i];
        zks_linear_clear(&instance->form);
        for (size_t r = 0; r < instance->reliance_count; r++)
            zks_linear_clear(&instance->reliances[r].total);
        free(instance->reliances);
    }
    free(c->instances);
}

zks_table *zks_table_compile(const zks_circuit *circuit, const zks_numbers *numbers, zks_scope scope, uint64_t rows,
                             zks_diagnostics *d, zks_status *status)
{
    assert(rows >= 1);
    compiler c = {.circuit = circuit, .numbers = numbers, .scope = scope, .rows = rows, .diagnostics = d};
    bool ok = compile(&c);
    clear_instances(&c);
    zks_evaluation_clear(&c.evaluation);
    free(c.first_instance);
    free(c.first_variable);
    if (ok)
        return c.table;
    *status = c.exhausted ? ZKS_ERROR_MEMORY : ZKS_ERROR_CIRCUIT;
    zks_table_free(c.table);
    return NULL;
}
