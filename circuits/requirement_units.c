#include "circuits/requirement_units.h"

/* In the order in which one decides a sum of terms. */
typedef enum {
    UNSEEN,
    PLAIN,  /* nothing that has a unit: as a factor it changes none */
    VARIES, /* over an index and of no known unit: as a factor it can make one unit of another, as a price does */
    COUNTS, /* in a unit */
    MIXED   /* in several */
} kind;

typedef struct {
    kind kind;
    zks_unit unit; /* COUNTS: member or quote */
    long index;
} measure;

/* Of advice and lets by position; UNSEEN where it is still to be found. */
typedef struct {
    const zks_circuit *circuit;
    measure *advice, *lets;
} finder;

static measure measure_of(const finder *f, const zks_node *node);

/* ---- combinations ------------------------------------------------------------------------------------------- */

static measure sum_of(measure a, measure b)
{
    if (a.kind == COUNTS && b.kind == COUNTS && (a.unit != b.unit || a.index != b.index))
        return (measure){.kind = MIXED};
    return a.kind >= b.kind ? a : b;
}

static measure product_of(measure a, measure b, bool inverse)
{
    if (b.kind == PLAIN)
        return a;
    return a.kind == PLAIN && !inverse ? b : (measure){.kind = VARIES};
}

/* What is summed up over members, each of which may have a unit of its own. */
static measure over_members(const finder *f, measure m, const zks_members *members)
{
    long index = (long)members->index;
    bool own = m.index == index;
    while (!own && !members->within && (index = f->circuit->indexes.items[index]->parent) != ZKS_NO_INDEX)
        own = m.index == index;
    return m.kind == COUNTS && m.unit == ZKS_UNIT_MEMBER && own ? (measure){.kind = MIXED} : m;
}

/* ---- what stands in expressions ----------------------------------------------------------------------------- */

static measure of_public(const zks_symbol *symbol)
{
    return (measure){.kind = symbol->over.count > 0 ? VARIES : PLAIN};
}

static measure of_column(const zks_symbol *symbol)
{
    if (symbol->unit != ZKS_UNIT_NONE)
        return (measure){COUNTS, symbol->unit, symbol->unit == ZKS_UNIT_MEMBER ? symbol->unit_index : ZKS_NO_INDEX};
    return symbol->kind == ZKS_SYMBOL_POOL_COLUMN ? of_public(symbol) : (measure){.kind = PLAIN};
}

static measure of_let(const finder *f, const zks_symbol *symbol)
{
    measure *known = &f->lets[symbol->position];
    if (known->kind == UNSEEN)
        *known = measure_of(f, symbol->let->expression);
    return *known;
}

static measure of_name(const finder *f, const zks_symbol *symbol)
{
    switch (symbol->kind) {
    case ZKS_SYMBOL_ACCOUNT_COLUMN:
    case ZKS_SYMBOL_POOL_COLUMN:
        return of_column(symbol);
    case ZKS_SYMBOL_ADVICE:
        return f->advice[symbol->position];
    case ZKS_SYMBOL_LET:
        return of_let(f, symbol);
    default:
        return of_public(symbol);
    }
}

static measure measure_of(const finder *f, const zks_node *node)
{
    if (node->kind == ZKS_NODE_NAME)
        return of_name(f, node->symbol);
    measure m = {.kind = PLAIN};
    for (size_t i = 0; i < node->operand_count; i++) {
        measure operand = measure_of(f, node->operands[i].node);
        m = node->kind == ZKS_NODE_MULTIPLY ? product_of(m, operand, node->operands[i].inverse) : sum_of(m, operand);
    }
    return node->kind == ZKS_NODE_SUM ? over_members(f, m, &node->members) : m;
}

/* ---- advice and requirements -------------------------------------------------------------------------------- */

static measure of_bound(const finder *f, const zks_bound *bound)
{
    measure m = measure_of(f, bound->expression);
    if (bound->kind != ZKS_BOUND_PLAIN)
        m = over_members(f, m, &bound->extremes);
    for (size_t i = bound->for_count; i > 0; i--)
        m = over_members(f, m, &bound->for_members[i - 1]);
    return m;
}

static measure of_advice(const finder *f, const zks_advice_item *item)
{
    measure m = {.kind = PLAIN};
    if (item->kind == ZKS_ADVICE_FILLING)
        return measure_of(f, item->filled);
    for (size_t i = 0; i < item->bound_count; i++)
        m = sum_of(m, of_bound(f, &item->bounds[i]));
    return m;
}

static void find_all(const finder *f, zks_circuit *circuit)
{
    for (size_t i = 0; i < circuit->advice.count; i++)
        f->advice[i] = of_advice(f, circuit->advice.items[i]->advice);
    for (size_t r = 0; r < circuit->requirement_count; r++) {
        zks_requirement_item *item = &circuit->requirements[r];
        measure m = {.kind = PLAIN};
        for (size_t i = 0; i < item->comparison.side_count; i++)
            m = sum_of(m, measure_of(f, item->comparison.sides[i]));
        item->unit = m.kind == COUNTS ? m.unit : ZKS_UNIT_NONE;
        item->unit_index = m.index;
    }
}

bool zks_requirement_units_find(zks_circuit *circuit)
{
    finder f = {.circuit = circuit,
                .advice = zks_arena_alloc(&circuit->arena, (circuit->advice.count + 1) * sizeof *f.advice),
                .lets = zks_arena_alloc(&circuit->arena, (circuit->lets.count + 1) * sizeof *f.lets)};
    if (!f.advice || !f.lets)
        return false;
    find_all(&f, circuit);
    return true;
}
