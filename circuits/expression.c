#include "circuits/expression.h"

#include "circuits/decimal.h"
#include "circuits/bounds.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAIL(e, place, ...) (zks_finding((e)->diagnostics, (e)->circuit->file, place, __VA_ARGS__), false)

bool zks_evaluation_init(zks_evaluation *e, const zks_circuit *circuit, const zks_numbers *numbers, zks_diagnostics *d)
{
    size_t count = circuit->indexes.count;
    *e = (zks_evaluation){.circuit = circuit, .numbers = numbers, .diagnostics = d};
    e->member = malloc((count + 1) * sizeof *e->member);
    for (size_t i = 0; e->member && i < count; i++)
        e->member[i] = ZKS_NO_MEMBER;
    e->exhausted = !e->member;
    return e->member;
}

void zks_evaluation_forget_covered(zks_evaluation *e)
{
    for (size_t i = 0; i < e->covered_count; i++)
        zks_linear_clear(&e->covered[i].total);
    e->covered_count = e->covered_terms = 0;
}

void zks_evaluation_clear(zks_evaluation *e)
{
    zks_evaluation_forget_covered(e);
    free(e->covered);
    free(e->member);
}

size_t zks_member_count(const zks_numbers *numbers, long index)
{
    return index == ZKS_NO_INDEX ? 1 : numbers->indexes[index].member_count;
}

zks_column_unit zks_column_unit_of(const zks_numbers *numbers, const zks_symbol *column, size_t member)
{
    zks_column_unit unit = {0, ZKS_DEFAULT_BYTES};
    if (column->unit != ZKS_UNIT_NONE) {
        const zks_member *owner =
            column->unit == ZKS_UNIT_QUOTE ? &numbers->quote : &numbers->indexes[column->index].members[member];
        unit = (zks_column_unit){owner->decimals, owner->bytes};
    }
    if (column->bytes)
        unit.bytes = column->bytes;
    return unit;
}

const char *zks_scope_text(const zks_evaluation *e, char buffer[256])
{
    size_t length = 0;
    buffer[0] = '\0';
    for (size_t i = 0; i < e->circuit->indexes.count; i++) {
        if (e->member[i] == ZKS_NO_MEMBER)
            continue;
        const char *index = e->circuit->indexes.items[i]->name,
                   *member = e->numbers->indexes[i].members[e->member[i]].name;
        if (length + strlen(index) + strlen(member) + 8 > 256)
            break;
        length += (size_t)snprintf(buffer + length, 256 - length, "%s%s %s", length ? ", " : " for ", index, member);
    }
    return buffer;
}

bool zks_evaluation_spend(zks_evaluation *e, zks_place place, uint64_t work)
{
    e->work += work;
    if (e->work <= ZKS_MAX_WORK)
        return true;
    return FAIL(e, place, "the computation is too long; fewer members or shorter expressions are needed");
}

/* Pays for a result, and refuses one that is too long. */
static bool keep(zks_evaluation *e, zks_place place, const mpq_t value)
{
    size_t bits = mpz_sizeinbase(mpq_numref(value), 2), denominator = mpz_sizeinbase(mpq_denref(value), 2);
    if (denominator > bits)
        bits = denominator;
    if (bits > ZKS_MAX_RATIONAL_BITS)
        return FAIL(e, place, "a number of more than %d bits arises here", ZKS_MAX_RATIONAL_BITS);
    return zks_evaluation_spend(e, place, 1 + bits / 64);
}

/* Public expressions. */

static size_t member_in_scope(const zks_evaluation *e, const zks_symbol *symbol)
{
    if (symbol->index == ZKS_NO_INDEX)
        return 0;
    assert(e->member[symbol->index] != ZKS_NO_MEMBER);
    return e->member[symbol->index];
}

static const char *public_number(const zks_evaluation *e, const zks_symbol *symbol)
{
    size_t member = member_in_scope(e, symbol);
    switch (symbol->kind) {
    case ZKS_SYMBOL_FIELD:
        return e->numbers->indexes[symbol->index].members[member].fields[symbol->position].value;
    case ZKS_SYMBOL_PARAM:
        return e->numbers->params[symbol->position].value;
    default:
        assert(symbol->kind == ZKS_SYMBOL_POOL_COLUMN && e->numbers->pool_count);
        return e->numbers->pool[symbol->position].values[member];
    }
}

static void literal(const zks_node *node, mpq_t out)
{
    char canonical[ZKS_DECIMAL_MAX + 2];
    bool plain = zks_decimal_canonical(canonical, node->word.text, node->word.length);
    assert(plain);
    (void)plain;
    zks_decimal_to_mpq(out, canonical);
}

static bool divide(zks_evaluation *e, zks_place place, mpq_t out, const mpq_t divisor)
{
    char scope[256];
    if (mpq_sgn(divisor) == 0)
        return FAIL(e, place, "division by zero%s", zks_scope_text(e, scope));
    mpq_div(out, out, divisor);
    return true;
}

/* out = out * operand, or out / operand. */
static bool scale(zks_evaluation *e, const zks_operand *operand, mpq_t out)
{
    mpq_t factor;
    mpq_init(factor);
    zks_place place = operand->node->word.place;
    bool ok = zks_evaluate_public(e, operand->node, factor);
    if (ok && operand->inverse)
        ok = divide(e, place, out, factor);
    else if (ok)
        mpq_mul(out, out, factor);
    mpq_clear(factor);
    return ok && keep(e, place, out);
}

static bool public_product(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    bool ok = zks_evaluate_public(e, node->operands[0].node, out);
    for (size_t i = 1; ok && i < node->operand_count; i++)
        ok = scale(e, &node->operands[i], out);
    return ok;
}

/* out = out + operand, or out - operand. */
static bool shift(zks_evaluation *e, const zks_operand *operand, mpq_t out)
{
    mpq_t term;
    mpq_init(term);
    bool ok = zks_evaluate_public(e, operand->node, term);
    if (ok && operand->inverse)
        mpq_sub(out, out, term);
    else if (ok)
        mpq_add(out, out, term);
    mpq_clear(term);
    return ok && keep(e, operand->node->word.place, out);
}

static bool public_chain(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    bool ok = true;
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; ok && i < node->operand_count; i++)
        ok = shift(e, &node->operands[i], out);
    return ok;
}

static bool public_sum(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    size_t outer = e->member[node->index], count = e->numbers->indexes[node->index].member_count;
    bool ok = true;
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; ok && i < count; i++) {
        e->member[node->index] = i;
        ok = shift(e, &node->operands[0], out);
    }
    e->member[node->index] = outer;
    return ok;
}

bool zks_evaluate_public(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    assert(node->nature == ZKS_NATURE_PUBLIC);
    switch (node->kind) {
    case ZKS_NODE_NUMBER:
        literal(node, out);
        return keep(e, node->word.place, out);
    case ZKS_NODE_NAME:
        zks_decimal_to_mpq(out, public_number(e, node->symbol));
        return keep(e, node->word.place, out);
    case ZKS_NODE_NEGATE:
        if (!zks_evaluate_public(e, node->operands[0].node, out))
            return false;
        mpq_neg(out, out);
        return zks_evaluation_spend(e, node->word.place, 1);
    case ZKS_NODE_ADD:
        return public_chain(e, node, out);
    case ZKS_NODE_MULTIPLY:
        return public_product(e, node, out);
    case ZKS_NODE_SUM:
        return public_sum(e, node, out);
    case ZKS_NODE_TOTAL:
        break; /* private */
    }
    abort();
}

/* Linear ones: what an expression contributes is added to the form on the spot, so that a long sum costs its length. */

static bool add_term(zks_evaluation *e, zks_place place, uint32_t variable, const mpq_t coefficient, zks_linear *out)
{
    if (out->count + e->covered_terms >= ZKS_MAX_TABLE_TERMS)
        return FAIL(e, place, "more than %d terms in one requirement", ZKS_MAX_TABLE_TERMS);
    if (!zks_linear_add_term(out, variable, coefficient))
        return !(e->exhausted = true);
    return keep(e, place, coefficient);
}

static bool linear_public(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    mpq_t value;
    mpq_init(value);
    bool ok = zks_evaluate_public(e, node, value);
    if (ok) {
        mpq_mul(value, value, multiplier);
        mpq_add(out->constant, out->constant, value);
    }
    mpq_clear(value);
    return ok && keep(e, node->word.place, out->constant);
}

/* A column stands for its integer times 10^-decimals. */
static bool linear_column(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    const zks_symbol *column = node->symbol;
    size_t member = member_in_scope(e, column);
    uint32_t variable = e->first_variable[column->position] + (uint32_t)member;
    mpq_t coefficient, unit;
    mpq_inits(coefficient, unit, NULL);
    mpz_ui_pow_ui(mpq_numref(unit), 10, zks_column_unit_of(e->numbers, column, member).decimals);
    mpq_div(coefficient, multiplier, unit);
    bool ok = add_term(e, node->word.place, variable, coefficient, out);
    mpq_clears(coefficient, unit, NULL);
    return ok;
}

static bool linear_chain(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    mpq_t negated;
    mpq_init(negated);
    mpq_neg(negated, multiplier);
    bool ok = true;
    for (size_t i = 0; ok && i < node->operand_count; i++) {
        bool inverse = node->operands[i].inverse || node->kind == ZKS_NODE_NEGATE;
        ok = zks_evaluate_linear(e, node->operands[i].node, inverse ? negated : multiplier, out);
    }
    mpq_clear(negated);
    return ok;
}

static bool linear_product(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    const zks_node *private_factor = NULL;
    mpq_t scaled;
    mpq_init(scaled);
    mpq_set(scaled, multiplier);
    bool ok = true;
    for (size_t i = 0; ok && i < node->operand_count; i++) {
        if (node->operands[i].node->nature == ZKS_NATURE_PUBLIC)
            ok = scale(e, &node->operands[i], scaled);
        else
            private_factor = node->operands[i].node;
    }
    ok = ok && zks_evaluate_linear(e, private_factor, scaled, out);
    mpq_clear(scaled);
    return ok;
}

static bool linear_sum(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    size_t outer = e->member[node->index], count = e->numbers->indexes[node->index].member_count;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        e->member[node->index] = i;
        ok = zks_evaluate_linear(e, node->operands[0].node, multiplier, out);
    }
    e->member[node->index] = outer;
    return ok;
}

static zks_covered_total *append_covered(zks_evaluation *e)
{
    if (e->covered_count == e->covered_capacity) {
        size_t capacity = e->covered_capacity ? 2 * e->covered_capacity : 8;
        zks_covered_total *grown = realloc(e->covered, capacity * sizeof *grown);
        if (!grown)
            return NULL;
        e->covered = grown;
        e->covered_capacity = capacity;
    }
    zks_covered_total *covered = &e->covered[e->covered_count++];
    zks_linear_init(&covered->total);
    return covered;
}

static bool linear_total(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    const zks_node *body = node->operands[0].node;
    if (node->cover == ZKS_COVER_NONE)
        return zks_evaluate_linear(e, body, multiplier, out);
    zks_covered_total *covered = append_covered(e);
    if (!covered)
        return !(e->exhausted = true);
    uint32_t variable = ZKS_FIRST_COVERED + (uint32_t)(e->covered_count - 1);
    long index = e->circuit->requirements[node->cover_requirement].index;
    covered->requirement = node->cover_requirement;
    covered->member = index == ZKS_NO_INDEX ? 0 : e->member[index];
    covered->place = node->word.place;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    bool ok = zks_evaluate_linear(e, body, one, &covered->total);
    mpq_clear(one);
    if (ok && !zks_linear_collect(&covered->total))
        ok = FAIL(e, node->word.place, "a number of more than %d bits arises here", ZKS_MAX_RATIONAL_BITS);
    e->covered_terms += covered->total.count;
    return ok && add_term(e, node->word.place, variable, multiplier, out);
}

bool zks_evaluate_linear(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    if (node->nature == ZKS_NATURE_PUBLIC)
        return linear_public(e, node, multiplier, out);
    switch (node->kind) {
    case ZKS_NODE_NAME:
        return linear_column(e, node, multiplier, out);
    case ZKS_NODE_NEGATE:
    case ZKS_NODE_ADD:
        return linear_chain(e, node, multiplier, out);
    case ZKS_NODE_MULTIPLY:
        return linear_product(e, node, multiplier, out);
    case ZKS_NODE_SUM:
        return linear_sum(e, node, multiplier, out);
    case ZKS_NODE_TOTAL:
        return linear_total(e, node, multiplier, out);
    case ZKS_NODE_NUMBER:
        break; /* public */
    }
    abort();
}
