/* Natures of expressions, and where names may stand. */
#include "circuits/checker.h"
#include "circuits/names.h"

static const zks_nature wrong = ZKS_NATURE_WRONG;

#define WRONG(c, place, ...) (ZKS_CHECKER_REPORT(c, place, __VA_ARGS__), ZKS_NATURE_WRONG)

/* What is public where an expression stands; NULL where private columns may stand. */
static const char *public_here(const zks_checker *c)
{
    static const char *const text[] = {
        [ZKS_IN_POLICY_CHECK] = "a policy check",
        [ZKS_IN_PUBLIC_LET] = "a let without 'account' or 'pool' before it",
        [ZKS_IN_SIZE] = "the size of a slice",
        [ZKS_IN_RANK] = "the k of largest and smallest",
        [ZKS_IN_ACCOUNT] = NULL,
        [ZKS_IN_POOL] = NULL,
    };
    return text[c->place];
}

static zks_nature report_private(const zks_checker *c, const zks_node *node)
{
    return WRONG(c, node->word.place, "'%s' is private, and %s is public%s", node->symbol->name, public_here(c),
                 c->place == ZKS_IN_PUBLIC_LET ? "\nwrite 'account let' or 'pool let'" : "");
}

/* Pool columns, pool advice, pool lets. */
static zks_nature report_pool_only(const zks_checker *c, const zks_node *node)
{
    const char *name = node->symbol->name;
    if (public_here(c))
        return WRONG(c, node->word.place, "'%s' is of the pool, and %s has fields, parameters and numbers only", name,
                     public_here(c));
    return WRONG(c, node->word.place, "'%s' is of the pool, and this is about an account\nwrite 'pool' for 'account'",
                 name);
}

static zks_nature report_no_total(const zks_checker *c, const zks_node *node)
{
    return WRONG(c, node->word.place, "'%s' is of every account, and the pool knows its total\nwrite total(%s)",
                 node->symbol->name, node->symbol->name);
}

static zks_nature check_account_column(const zks_checker *c, const zks_node *node)
{
    if (public_here(c))
        return report_private(c, node);
    return c->place == ZKS_IN_POOL && !c->in_total ? report_no_total(c, node) : ZKS_NATURE_LINEAR;
}

static zks_nature report_in_total(const zks_checker *c, const zks_node *node)
{
    return WRONG(c, node->word.place, "'%s' is of the pool and has no total\nwrite it outside of total(...)",
                 node->symbol->name);
}

/* One that may be committed is private wherever it stands: a circuit means the same either way. */
static zks_nature check_pool_column(zks_checker *c, const zks_node *node)
{
    if (c->place != ZKS_IN_POOL)
        return report_pool_only(c, node);
    c->uses.pool_column = true;
    if (!node->symbol->may_be_committed)
        return ZKS_NATURE_PUBLIC;
    return c->in_total ? report_in_total(c, node) : ZKS_NATURE_LINEAR;
}

static bool is_flag(const zks_symbol *advice)
{
    return advice->advice->kind == ZKS_ADVICE_FLAG;
}

static zks_nature report_uncommitted(const zks_checker *c, zks_place place, const zks_symbol *advice)
{
    return WRONG(c, place, "'%s' is not committed, and has no total\ndeclare it 'account committed %s %s'",
                 advice->name, is_flag(advice) ? "flag" : "advice", advice->name);
}

/* Advice is computed in the order of declaration. */
static zks_nature check_order(const zks_checker *c, const zks_node *node, const zks_symbol *last)
{
    const zks_symbol *declared = c->declared;
    if (!last || !declared || declared->kind != ZKS_SYMBOL_ADVICE || last->position < declared->position)
        return ZKS_NATURE_LINEAR;
    const char *name = node->symbol->name, *by = node->symbol == last ? "" : ", by way of a let";
    if (last == declared)
        return WRONG(c, node->word.place, "'%s' needs itself%s", last->name, by);
    return WRONG(c, node->word.place, "'%s' needs '%s', which is declared below%s\nwrite the declaration of '%s' above",
                 declared->name, last->name, by, by[0] ? last->name : name);
}

static zks_nature check_account_advice(zks_checker *c, const zks_node *node)
{
    const zks_symbol *symbol = node->symbol;
    if (public_here(c))
        return report_private(c, node);
    bool in_pool = c->place == ZKS_IN_POOL;
    if (in_pool && !symbol->advice->committed)
        return report_uncommitted(c, node->word.place, symbol);
    if (in_pool && !c->in_total)
        return report_no_total(c, node);
    if (!symbol->advice->committed)
        c->uses.uncommitted = symbol;
    return ZKS_NATURE_LINEAR;
}

static zks_nature check_pool_advice(const zks_checker *c, const zks_node *node)
{
    if (c->place != ZKS_IN_POOL)
        return report_pool_only(c, node);
    return c->in_total ? report_in_total(c, node) : ZKS_NATURE_LINEAR;
}

static zks_nature check_advice(zks_checker *c, const zks_node *node)
{
    const zks_symbol *symbol = node->symbol, *last = c->uses.last_advice;
    zks_nature nature =
        symbol->advice->scope == ZKS_SCOPE_POOL ? check_pool_advice(c, node) : check_account_advice(c, node);
    if (!last || last->position < symbol->position)
        c->uses.last_advice = symbol;
    return nature == wrong ? wrong : check_order(c, node, symbol);
}

/* Whether a let may stand here at all. */
static bool check_let_place(const zks_checker *c, const zks_node *node)
{
    const zks_let_item *let = node->symbol->let;
    switch (let->kind) {
    case ZKS_LET_PUBLIC:
        return true;
    case ZKS_LET_ACCOUNT:
        if (public_here(c))
            return report_private(c, node) != wrong;
        if (c->place == ZKS_IN_POOL && !c->in_total)
            return report_no_total(c, node) != wrong;
        if (c->place == ZKS_IN_POOL && let->uses.uncommitted)
            return report_uncommitted(c, node->word.place, let->uses.uncommitted) != wrong;
        return true;
    case ZKS_LET_POOL:
        break;
    }
    if (c->place != ZKS_IN_POOL)
        return report_pool_only(c, node) != wrong;
    return !c->in_total || let->nature == ZKS_NATURE_PUBLIC || report_in_total(c, node) != wrong;
}

static bool relies_on(const zks_uses *uses, const zks_circuit *circuit, const zks_requirement_item *item)
{
    size_t position = (size_t)(item - circuit->requirements);
    return (uses->covers[position / 64] >> position % 64 & 1) != 0;
}

void zks_uses_merge(zks_uses *uses, const zks_uses *other)
{
    uses->pool_column = uses->pool_column || other->pool_column;
    if (other->last_advice && (!uses->last_advice || uses->last_advice->position < other->last_advice->position))
        uses->last_advice = other->last_advice;
    if (other->uncommitted)
        uses->uncommitted = other->uncommitted;
    for (size_t i = 0; i < sizeof uses->covers / sizeof *uses->covers; i++)
        uses->covers[i] |= other->covers[i];
}

static zks_nature check_let(zks_checker *c, const zks_node *node)
{
    const zks_let_item *let = node->symbol->let;
    zks_place place = node->word.place;
    unsigned nesting = node->nesting + let->uses.nesting;
    if (let->nature == wrong || !check_let_place(c, node))
        return wrong;
    if (nesting > ZKS_MAX_NESTING)
        return WRONG(c, place, "expressions nested more than %d deep, what '%s' stands for included", ZKS_MAX_NESTING,
                     node->symbol->name);
    if (c->requirement && relies_on(&let->uses, c->circuit, c->requirement))
        return WRONG(c, place, "'%s' relies on '%s', and cannot stand in it", node->symbol->name, c->requirement->name);
    if (nesting > c->uses.nesting)
        c->uses.nesting = nesting;
    zks_uses_merge(&c->uses, &let->uses);
    return check_order(c, node, let->uses.last_advice) == wrong ? wrong : let->nature;
}

static zks_nature check_symbol(zks_checker *c, const zks_node *node)
{
    switch (node->symbol->kind) {
    case ZKS_SYMBOL_FIELD:
    case ZKS_SYMBOL_PARAM:
        return ZKS_NATURE_PUBLIC;
    case ZKS_SYMBOL_ACCOUNT_COLUMN:
        return check_account_column(c, node);
    case ZKS_SYMBOL_POOL_COLUMN:
        return check_pool_column(c, node);
    case ZKS_SYMBOL_ADVICE:
        return check_advice(c, node);
    case ZKS_SYMBOL_LET:
        return check_let(c, node);
    case ZKS_SYMBOL_INDEX:
        break;
    }
    return WRONG(c, node->word.place, "'%s' is an index, and no number\nwrite a field of it, or count(%s)",
                 node->symbol->name, node->symbol->name);
}

static zks_nature check_name(zks_checker *c, zks_node *node)
{
    node->symbol = zks_circuit_find(c->circuit, node->word);
    if (!node->symbol) {
        zks_names_report_unknown(c->circuit, c->diagnostics, node->word, false);
        return wrong;
    }
    if (node->symbol->is_wrong)
        return wrong;
    zks_nature nature = check_symbol(c, node);
    return nature != wrong && zks_check_in_scope(c, node->word, node->symbol) ? nature : wrong;
}

static zks_nature check_chain(zks_checker *c, zks_node *node)
{
    zks_nature nature = zks_check_expression(c, node->operands[0].node);
    for (size_t i = 1; i < node->operand_count; i++) {
        zks_nature other = zks_check_expression(c, node->operands[i].node);
        if (nature == wrong || other == wrong)
            nature = wrong;
        else if (nature != other)
            nature = ZKS_NATURE_AFFINE;
    }
    return nature;
}

/* A pool column that is private because it may be committed; lets are not gone through. NULL: there is none. */
static const zks_symbol *find_undecided(const zks_node *node)
{
    const zks_symbol *found = node->symbol && node->symbol->may_be_committed ? node->symbol : NULL;
    for (size_t i = 0; !found && i < node->operand_count; i++)
        found = find_undecided(node->operands[i].node);
    return found;
}

/* A private factor where a public one stands; what else to write where it is private for no need. */
static zks_nature report_factor(const zks_checker *c, zks_place place, const zks_node *within, const char *what,
                                const char *instead)
{
    const zks_symbol *undecided = find_undecided(within);
    if (!undecided)
        return WRONG(c, place, "%s, and constraints are linear\n%s", what, instead);
    return WRONG(c, place, "%s, and constraints are linear\ndeclare '%s' 'public' alone, or %s", what, undecided->name,
                 instead);
}

/* The nature of a product with one more factor. */
static zks_nature multiply(const zks_checker *c, zks_nature nature, const zks_node *product, size_t position)
{
    const zks_operand *operand = &product->operands[position];
    zks_nature factor = operand->node->nature;
    zks_place place = operand->node->word.place;
    if (nature == wrong || factor == wrong)
        return wrong;
    if (factor == ZKS_NATURE_PUBLIC)
        return nature;
    if (operand->inverse)
        return report_factor(c, place, operand->node, "division by a private column",
                             "multiply instead: 'a >= limit * b' for 'a / b >= limit'");
    if (nature != ZKS_NATURE_PUBLIC)
        return report_factor(c, place, product, "product of two private factors",
                             "write a field, a parameter or a number for one of them, as in 'price * balance'");
    return factor;
}

static zks_nature check_product(zks_checker *c, zks_node *node)
{
    zks_nature nature = ZKS_NATURE_PUBLIC;
    for (size_t i = 0; i < node->operand_count; i++) {
        zks_check_expression(c, node->operands[i].node);
        nature = multiply(c, nature, node, i);
    }
    return nature;
}

static zks_nature check_sum(zks_checker *c, zks_node *node)
{
    zks_entered entered;
    if (!zks_scope_enter_members(c, &node->members, ZKS_MEMBER_SUM, false, &entered))
        return wrong;
    zks_nature nature = node->operand_count > 0 ? zks_check_expression(c, node->operands[0].node) : ZKS_NATURE_PUBLIC;
    zks_scope_leave_members(c, entered);
    return nature;
}

static zks_nature check_total(zks_checker *c, zks_node *node)
{
    zks_node *body = node->operands[0].node;
    if (c->in_total)
        return WRONG(c, node->word.place, "a total in a total\nwrite the sum of what is totalled");
    if (c->place != ZKS_IN_POOL)
        return WRONG(c, node->word.place, "a total is of the pool, and this is about %s",
                     public_here(c) ? "public numbers" : "an account");
    c->in_total = true;
    zks_nature nature = zks_check_expression(c, body);
    c->in_total = false;
    if (!zks_check_cover(c, node) || nature == wrong)
        return wrong;
    if (nature != ZKS_NATURE_LINEAR)
        return WRONG(c, body->word.place,
                     "a public number in a total, which would count accounts that nobody can check\n"
                     "write the number outside of total(...)");
    return nature;
}

zks_nature zks_check_expression(zks_checker *c, zks_node *node)
{
    switch (node->kind) {
    case ZKS_NODE_NUMBER:
        node->nature = ZKS_NATURE_PUBLIC;
        break;
    case ZKS_NODE_NAME:
        node->nature = check_name(c, node);
        break;
    case ZKS_NODE_NEGATE:
    case ZKS_NODE_ADD:
        node->nature = check_chain(c, node);
        break;
    case ZKS_NODE_MULTIPLY:
        node->nature = check_product(c, node);
        break;
    case ZKS_NODE_SUM:
    case ZKS_NODE_COUNT:
        node->nature = check_sum(c, node);
        break;
    case ZKS_NODE_TOTAL:
        node->nature = check_total(c, node);
        break;
    }
    return node->nature;
}
