#include "kind.h"

#include "circuits/ast.h"

#include <stdlib.h>
#include <string.h>

const char *kind_text(constraint_kind kind)
{
#define CONSTRAINT_KIND_TEXT(name, form) form,
    static const char *const texts[] = {CONSTRAINT_KINDS(CONSTRAINT_KIND_TEXT)};
    return texts[kind];
}

/* The first term in the advice that the constraint bounds (or in a helper of that); NULL where there is none. */
static const zks_integer_term *find_term(const zks_table *table, const zks_integer_constraint *constraint,
                                         zks_column_kind kind)
{
    for (size_t i = 0; i < constraint->term_count; i++) {
        const zks_column *column = &table->columns[constraint->terms[i].column];
        if (column->kind == kind && column->declared == constraint->declared)
            return &constraint->terms[i];
    }
    return NULL;
}

static constraint_kind kind_of_bound(const zks_advice_item *item, const zks_integer_constraint *constraint,
                                     bool has_advice)
{
    const char *number = strstr(constraint->name, ", bound ") + strlen(", bound ");
    const zks_bound *bound = &item->bounds[strtoul(number, NULL, 10) - 1];
    if (bound->kind == ZKS_BOUND_LARGEST)
        return has_advice ? KIND_LARGEST_SUM : KIND_LARGEST_CHOICE;
    if (bound->kind == ZKS_BOUND_SMALLEST)
        return has_advice ? KIND_SMALLEST_SUM : KIND_SMALLEST_CHOICE;
    if (item->at_most)
        return KIND_AT_MOST;
    return bound->when != NULL ? KIND_AT_LEAST_WHEN : KIND_AT_LEAST;
}

static constraint_kind kind_of_filling(bool at_most, bool has_advice, bool has_helper)
{
    if (!has_advice)
        return at_most ? KIND_FILLING_MOST_OPEN : KIND_FILLING_LEAST_OPEN;
    if (!has_helper)
        return at_most ? KIND_FILLING_MOST_FILLED : KIND_FILLING_LEAST_FILLED;
    return at_most ? KIND_FILLING_MOST_SIZE : KIND_FILLING_LEAST_SIZE;
}

/* `1 - b` has no other term than its slack. */
static constraint_kind kind_of_flag(const zks_integer_constraint *constraint, const zks_integer_term *flag)
{
    if (constraint->term_count == 2 && flag != NULL && mpz_cmp_si(flag->coefficient, -1) == 0)
        return KIND_FLAG_BIT;
    return flag == NULL || mpz_sgn(flag->coefficient) > 0 ? KIND_FLAG_CONDITION : KIND_FLAG_EXACTLY;
}

constraint_kind kind_of(const zks_circuit *circuit, const zks_table *table, const zks_integer_constraint *constraint)
{
    if (!constraint->is_bound && constraint->slack < 0)
        return KIND_EQUAL;
    if (!constraint->is_bound)
        return constraint->reversed ? KIND_RIGHT_LEAST : KIND_LEFT_LEAST;
    const zks_advice_item *item = circuit->advice.items[constraint->declared]->advice;
    const zks_integer_term *advice = find_term(table, constraint, ZKS_COLUMN_ADVICE);
    if (item->kind == ZKS_ADVICE_FLAG)
        return kind_of_flag(constraint, advice);
    if (item->kind == ZKS_ADVICE_FILLING)
        return kind_of_filling(item->at_most, advice != NULL, find_term(table, constraint, ZKS_COLUMN_HELPER) != NULL);
    return kind_of_bound(item, constraint, advice != NULL);
}
