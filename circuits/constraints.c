#include "circuits/constraints.h"

#include "circuits/constraint.h"
#include "circuits/decimal.h"
#include "circuits/form_values.h"
#include "circuits/people.h"

#include <stdlib.h>
#include <string.h>

enum { MISS_SHOWN = 48 }; /* characters */

/* By how much a form that can never hold misses at best; an equality may be missed on either side. Malloc'd; NULL where
 * that is too long to say. */
static char *least_miss(const zks_compiler *c, const zks_form *form)
{
    mpq_t best;
    mpq_init(best);
    bool known = zks_largest_value(best, &form->linear, c->table->columns);
    if (known && mpq_sgn(best) > 0)
        known = zks_least_value(best, &form->linear, c->table->columns);
    mpq_abs(best, best);
    char *text = known ? zks_decimal_from_rational(best) : NULL;
    mpq_clear(best);
    if (text && strlen(text) <= MISS_SHOWN)
        return text;
    free(text);
    return NULL;
}

static bool fail_never(zks_compiler *c, const zks_form *form, const char *name)
{
    char *miss = least_miss(c, form);
    zks_finding(c->diagnostics, c->circuit->file, form->place, "'%s' can never hold, whatever the columns are%s%s",
                name, miss ? ": it is off by at least " : "", miss ? miss : "");
    free(miss);
    return false;
}

static bool fail(zks_compiler *c, const zks_form *form, const char *name, zks_constraint_result result)
{
    switch (result) {
    case ZKS_CONSTRAINT_NEVER:
        return fail_never(c, form, name);
    case ZKS_CONSTRAINT_SLACK:
    case ZKS_CONSTRAINT_WRAPS:
        return ZKS_COMPILER_FAIL(c, form->place,
                                 "the values of '%s' could reach the group order\n"
                                 "use narrower columns, fewer decimals, or split the requirement",
                                 name);
    default:
        return zks_compiler_out_of_memory(c);
    }
}

static zks_constraint_result add_slack(zks_compiler *c, zks_place place, zks_integer_constraint *constraint)
{
    unsigned width;
    zks_constraint_result result = zks_constraint_slack_width(constraint, c->table->columns, &width);
    if (result != ZKS_CONSTRAINT_OK)
        return result;
    uint32_t column = (uint32_t)c->table->column_count;
    zks_column slack = {.name = zks_name("slack of %s", constraint->name), .kind = ZKS_COLUMN_SLACK, .width = width};
    if (!zks_compiler_add_column(c, place, slack) || !zks_constraint_add_slack(constraint, column))
        return ZKS_CONSTRAINT_MEMORY;
    return ZKS_CONSTRAINT_OK;
}

/* The name moves from the form to the constraint. */
static bool add_constraint(zks_compiler *c, zks_form *form)
{
    zks_integer_constraint *constraint = &c->table->constraints[c->table->constraint_count++];
    zks_constraint_result result = zks_constraint_from_form(constraint, &form->linear);
    constraint->name = form->name;
    form->name = NULL;
    constraint->is_bound = form->is_bound;
    constraint->declared = form->declared;
    constraint->member = form->member;
    constraint->reversed = form->reversed;
    if (result == ZKS_CONSTRAINT_OK && !form->equality)
        result = add_slack(c, form->place, constraint);
    if (result == ZKS_CONSTRAINT_OK)
        result = zks_constraint_check(constraint, c->table->columns);
    return result == ZKS_CONSTRAINT_OK || fail(c, form, constraint->name, result);
}

bool zks_constraints_make(zks_compiler *c)
{
    bool ok = true;
    const zks_form *failed = NULL; /* a requirement speaks once, not for every member */
    c->inequality_count = 0;       /* each becomes a column */
    c->table->constraints = calloc(c->form_count + 1, sizeof *c->table->constraints);
    if (!c->table->constraints)
        return zks_compiler_out_of_memory(c);
    for (size_t i = 0; i < c->form_count && !zks_compiler_is_over(c); i++) {
        zks_form *form = &c->forms[i];
        bool same = failed && failed->is_bound == form->is_bound && failed->declared == form->declared;
        if (same || add_constraint(c, form))
            continue;
        failed = form;
        ok = false;
    }
    return ok && !zks_compiler_is_over(c);
}
