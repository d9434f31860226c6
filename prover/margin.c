#include "prover/margin.h"

#include "circuits/decimal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool zks_constraint_holds(const zks_integer_constraint *constraint, const mpz_t result)
{
    return constraint->slack < 0 ? mpz_sgn(result) == 0 : mpz_sgn(result) >= 0;
}

/* ---- what a requirement is over ----------------------------------------------------------------------------- */

/* Takes a combination of members apart, the last index running fastest. */
static void members_of(const zks_compiled *c, const zks_dimensions *over, size_t member,
                       size_t position[ZKS_MAX_DIMENSIONS])
{
    for (size_t d = over->count; d > 0; d--) {
        size_t count = c->numbers->indexes[over->index[d - 1]].member_count;
        position[d - 1] = member % count;
        member /= count;
    }
}

/* The member of index `wanted` that this member is, or belongs to. False: it is of another family. */
static bool find_ancestor(const zks_compiled *c, size_t index, size_t member, long wanted, size_t *position)
{
    *position = member;
    for (long at = (long)index; at != wanted; at = zks_circuit_index_parent(c->circuit, (size_t)at)) {
        if (zks_circuit_index_parent(c->circuit, (size_t)at) < 0)
            return false;
        *position = c->numbers->indexes[at].members[*position].parent_position;
    }
    return true;
}

const zks_member *zks_margin_unit(const zks_compiled *c, const zks_integer_constraint *constraint, size_t *position)
{
    zks_requirement requirement = zks_circuit_requirement(c->circuit, constraint->declared);
    const zks_dimensions *over = &requirement.over;
    size_t members[ZKS_MAX_DIMENSIONS];
    bool found = false;
    *position = 0;
    if (requirement.unit != ZKS_UNIT_MEMBER)
        return requirement.unit == ZKS_UNIT_QUOTE ? &c->numbers->quote : NULL;
    members_of(c, over, constraint->member, members);
    for (size_t d = 0; !found && d < over->count; d++)
        found = find_ancestor(c, over->index[d], members[d], requirement.unit_index, position);
    assert(found);
    return &c->numbers->indexes[requirement.unit_index].members[*position];
}

size_t zks_margin_unit_count(const zks_compiled *c, size_t requirement)
{
    zks_requirement declared = zks_circuit_requirement(c->circuit, requirement);
    return declared.unit == ZKS_UNIT_MEMBER ? c->numbers->indexes[declared.unit_index].member_count : 1;
}

char *zks_margin_members(const zks_compiled *c, const zks_integer_constraint *constraint)
{
    zks_dimensions over = zks_circuit_requirement(c->circuit, constraint->declared).over;
    size_t members[ZKS_MAX_DIMENSIONS], at = 0;
    char *text = malloc(ZKS_MAX_DIMENSIONS * (ZKS_MAX_NAME + 2) + 1);
    if (text == NULL)
        return NULL;
    text[0] = '\0';
    members_of(c, &over, constraint->member, members);
    for (size_t d = 0; d < over.count; d++)
        at += (size_t)sprintf(text + at, "%s%s", d == 0 ? "" : ", ",
                              c->numbers->indexes[over.index[d]].members[members[d]].name);
    return text;
}

/* ---- numbers ------------------------------------------------------------------------------------------------ */

void zks_margin_value(mpq_t value, const zks_integer_constraint *constraint, const mpz_t result)
{
    mpz_mul(mpq_numref(value), result, mpq_denref(constraint->scale));
    mpz_set(mpq_denref(value), mpq_numref(constraint->scale));
    mpq_canonicalize(value);
}

/* Of numbers without a unit. */
enum { DECIMALS_SHOWN = 8 };

static unsigned decimals_of(const zks_member *unit)
{
    return unit != NULL ? unit->decimals : DECIMALS_SHOWN;
}

char *zks_margin_rounded_down(const mpq_t value, const zks_member *unit)
{
    return zks_decimal_rounded(value, decimals_of(unit), mpz_fdiv_q);
}

char *zks_margin_rounded_up(const mpq_t value, const zks_member *unit)
{
    return zks_decimal_rounded(value, decimals_of(unit), mpz_cdiv_q);
}
