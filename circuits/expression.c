#include "circuits/expression.h"

#include "circuits/bounds.h"
#include "circuits/decimal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAIL(e, place, ...) (zks_finding((e)->diagnostics, (e)->circuit->file, place, __VA_ARGS__), false)

bool zks_evaluation_init(zks_evaluation *e, const zks_circuit *circuit, const zks_numbers *numbers, zks_diagnostics *d)
{
    *e = (zks_evaluation){.circuit = circuit, .numbers = numbers, .diagnostics = d};
    return zks_in_scope_init(&e->scope, circuit, numbers);
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
    zks_in_scope_clear(&e->scope);
}

bool zks_evaluation_is_over(const zks_evaluation *e)
{
    return e->exhausted || e->scope.exhausted || e->scope.work > ZKS_MAX_WORK;
}

bool zks_evaluation_spend(zks_evaluation *e, zks_place place, uint64_t work)
{
    e->scope.work += work;
    if (e->exhausted || e->scope.exhausted)
        return false;
    if (e->scope.work <= ZKS_MAX_WORK)
        return true;
    if (!e->over_reported)
        zks_finding(e->diagnostics, e->circuit->file, place,
                    "the computation is too long\nuse fewer members or shorter expressions");
    e->over_reported = true;
    return false;
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

static const char *public_number(const zks_evaluation *e, const zks_symbol *symbol)
{
    size_t member = zks_combination_in_scope(&e->scope, &symbol->over);
    switch (symbol->kind) {
    case ZKS_SYMBOL_FIELD:
        return e->numbers->indexes[symbol->over.index[0]].members[member].fields[symbol->position].value;
    case ZKS_SYMBOL_PARAM:
        return e->numbers->params[symbol->position].values[member];
    default:
        assert(symbol->kind == ZKS_SYMBOL_POOL_COLUMN && e->numbers->pool_count);
        return e->numbers->pool[symbol->position].values[member];
    }
}

static bool public_name(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    if (node->symbol->kind == ZKS_SYMBOL_LET)
        return zks_evaluate_public(e, node->symbol->let->expression, out);
    zks_decimal_to_mpq(out, public_number(e, node->symbol));
    return keep(e, node->word.place, out);
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
        return FAIL(e, place, "division by zero%s", zks_scope_text(&e->scope, scope));
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

static bool bind(zks_evaluation *e, const zks_node *sum, size_t member)
{
    zks_bind(&e->scope, sum->members.index, member);
    return zks_evaluation_spend(e, sum->word.place, 0);
}

static bool public_sum(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    zks_member_range range = zks_member_range_of(&e->scope, node->members.index, node->members.within);
    size_t mark = e->scope.hidden_count;
    bool ok = true;
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; ok && i < range.count; i++) {
        ok = bind(e, node, zks_member_at(range, i)) && shift(e, &node->operands[0], out);
        zks_unbind(&e->scope, mark);
    }
    return ok;
}

static bool public_count(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    mpq_set_ui(out, zks_member_range_of(&e->scope, node->members.index, node->members.within).count, 1);
    return keep(e, node->word.place, out);
}

static bool evaluate_public(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    switch (node->kind) {
    case ZKS_NODE_NUMBER:
        literal(node, out);
        return keep(e, node->word.place, out);
    case ZKS_NODE_NAME:
        return public_name(e, node, out);
    case ZKS_NODE_NEGATE:
        if (!zks_evaluate_public(e, node->operands[0].node, out))
            return false;
        mpq_neg(out, out);
        return true;
    case ZKS_NODE_ADD:
        return public_chain(e, node, out);
    case ZKS_NODE_MULTIPLY:
        return public_product(e, node, out);
    case ZKS_NODE_SUM:
        return public_sum(e, node, out);
    case ZKS_NODE_COUNT:
        return public_count(e, node, out);
    case ZKS_NODE_TOTAL:
        break; /* private */
    }
    abort();
}

bool zks_evaluate_public(zks_evaluation *e, const zks_node *node, mpq_t out)
{
    assert(node->nature == ZKS_NATURE_PUBLIC);
    return zks_evaluation_spend(e, node->word.place, 1) && evaluate_public(e, node, out);
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

/* A public expression, or the name of a pool column that has values. */
static bool linear_constant(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    mpq_t value;
    mpq_init(value);
    bool ok = node->nature == ZKS_NATURE_PUBLIC ? zks_evaluate_public(e, node, value) : public_name(e, node, value);
    if (ok) {
        mpq_mul(value, value, multiplier);
        mpq_add(out->constant, out->constant, value);
    }
    mpq_clear(value);
    return ok && keep(e, node->word.place, out->constant);
}

static uint32_t first_column_of(const zks_evaluation *e, const zks_symbol *symbol)
{
    const uint32_t *first = symbol->kind == ZKS_SYMBOL_ADVICE        ? e->first_of_advice
                            : symbol->kind == ZKS_SYMBOL_POOL_COLUMN ? e->first_of_pool_column
                                                                     : e->first_of_column;
    return first[symbol->position];
}

/* A column stands for its integer times 10^-decimals. */
static bool linear_column(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    const zks_symbol *symbol = node->symbol;
    uint32_t variable = first_column_of(e, symbol) + (uint32_t)zks_combination_in_scope(&e->scope, &symbol->over);
    mpq_t coefficient, unit;
    mpq_inits(coefficient, unit, NULL);
    mpz_ui_pow_ui(mpq_numref(unit), 10, e->table->columns[variable].decimals);
    mpq_div(coefficient, multiplier, unit);
    bool ok = add_term(e, node->word.place, variable, coefficient, out);
    mpq_clears(coefficient, unit, NULL);
    return ok;
}

static bool linear_name(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    const zks_symbol *symbol = node->symbol;
    if (symbol->kind == ZKS_SYMBOL_LET)
        return zks_evaluate_linear(e, symbol->let->expression, multiplier, out);
    if (symbol->kind == ZKS_SYMBOL_POOL_COLUMN && !e->numbers->pool[symbol->position].committed)
        return linear_constant(e, node, multiplier, out);
    return linear_column(e, node, multiplier, out);
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
    zks_member_range range = zks_member_range_of(&e->scope, node->members.index, node->members.within);
    size_t mark = e->scope.hidden_count;
    bool ok = true;
    for (size_t i = 0; ok && i < range.count; i++) {
        ok = bind(e, node, zks_member_at(range, i)) && zks_evaluate_linear(e, node->operands[0].node, multiplier, out);
        zks_unbind(&e->scope, mark);
    }
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
    covered->requirement = node->cover_requirement;
    covered->member = zks_combination_in_scope(&e->scope, &e->circuit->requirements[node->cover_requirement].over);
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

static bool evaluate_linear(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    switch (node->kind) {
    case ZKS_NODE_NAME:
        return linear_name(e, node, multiplier, out);
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
    case ZKS_NODE_COUNT:
        break; /* public */
    }
    abort();
}

bool zks_evaluate_linear(zks_evaluation *e, const zks_node *node, const mpq_t multiplier, zks_linear *out)
{
    if (node->nature == ZKS_NATURE_PUBLIC)
        return linear_constant(e, node, multiplier, out);
    return zks_evaluation_spend(e, node->word.place, 1) && evaluate_linear(e, node, multiplier, out);
}
