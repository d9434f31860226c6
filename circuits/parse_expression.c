#include "circuits/parse_expression.h"

/* Every function that returns a node returns NULL after a finding, or with the arena exhausted. */

static zks_node *new_node(zks_parser *p, zks_node_kind kind, zks_word word)
{
    zks_node *node = zks_arena_alloc(&p->circuit->arena, sizeof *node);
    if (node)
        *node = (zks_node){.kind = kind, .word = word};
    return node;
}

/* A node at the word to look at, which is passed. */
static zks_node *begin_node(zks_parser *p, zks_node_kind kind)
{
    zks_node *node = new_node(p, kind, p->token.word);
    zks_parser_next(p);
    return node;
}

static bool add_operand(zks_parser *p, zks_node *node, bool inverse, zks_node *operand)
{
    if (!node || !operand)
        return false;
    zks_operand *slot =
        zks_arena_append(&p->circuit->arena, &node->operands, &node->operand_count, sizeof *node->operands);
    if (slot)
        *slot = (zks_operand){inverse, operand};
    return slot;
}

/* A node of one operand, which is parsed after it. */
static zks_node *wrap(zks_parser *p, zks_node *node, zks_node *(*parse_operand)(zks_parser *))
{
    return node && add_operand(p, node, false, parse_operand(p)) ? node : NULL;
}

static bool parse_members_in_parentheses(zks_parser *p, zks_node *node)
{
    return node && zks_parser_expect(p, ZKS_TOKEN_OPEN) && zks_parse_members(p, &node->members) &&
           zks_parser_expect(p, ZKS_TOKEN_CLOSE);
}

static zks_node *parse_sum(zks_parser *p)
{
    zks_node *node = begin_node(p, ZKS_NODE_SUM);
    return parse_members_in_parentheses(p, node) ? wrap(p, node, zks_parse_expression) : NULL;
}

static zks_node *parse_count(zks_parser *p)
{
    zks_node *node = begin_node(p, ZKS_NODE_COUNT);
    return parse_members_in_parentheses(p, node) ? node : NULL;
}

/* `capped`, `backed` and `by` are words only here; elsewhere they are names. */
static bool parse_cover(zks_parser *p, zks_node *node)
{
    if (!zks_parser_accept(p, ZKS_TOKEN_COMMA))
        return true;
    bool capped = zks_parser_at_word(p, "capped");
    if (!capped && !zks_parser_at_word(p, "backed"))
        return zks_parser_expected(p, "'capped by' or 'backed by' and the name of a requirement", "");
    node->cover = capped ? ZKS_COVER_CAPPED : ZKS_COVER_BACKED;
    zks_parser_next(p);
    if (!zks_parser_at_word(p, "by"))
        return zks_parser_expected(p, "'by'", "");
    zks_parser_next(p);
    return zks_parser_expect_name(p, &node->cover_word, "the name of a requirement");
}

static zks_node *parse_total(zks_parser *p)
{
    zks_node *node = begin_node(p, ZKS_NODE_TOTAL);
    bool ok = node && zks_parser_expect(p, ZKS_TOKEN_OPEN) && wrap(p, node, zks_parse_expression) &&
              parse_cover(p, node) && zks_parser_expect(p, ZKS_TOKEN_CLOSE);
    return ok ? node : NULL;
}

static zks_node *parse_parentheses(zks_parser *p)
{
    zks_parser_next(p);
    zks_node *node = zks_parse_expression(p);
    return node && zks_parser_expect(p, ZKS_TOKEN_CLOSE) ? node : NULL;
}

/* Functions of other languages. */
static void report_call(const zks_parser *p, zks_word name)
{
    static const struct {
        const char *name, *instead;
    } calls[] = {
        {"max", "declare advice, 'account advice NAME at least a, b', and write NAME here"},
        {"min", "declare advice, 'account advice NAME at most a, b', and write NAME here"},
        {"abs", "declare advice, 'account advice NAME at least x, -x', and write NAME here"},
    };
    const char *instead = "write '*' between two factors";
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (zks_word_is(name, calls[i].name))
            instead = calls[i].instead;
    ZKS_PARSER_REPORT(p, name.place, "'%.*s(' is no function\n%s", (int)name.length, name.text, instead);
}

static zks_node *parse_name(zks_parser *p)
{
    zks_node *node = begin_node(p, ZKS_NODE_NAME);
    if (node)
        node->nesting = p->nesting;
    if (zks_parser_at(p, ZKS_TOKEN_OPEN_BRACKET)) {
        ZKS_PARSER_REPORT(p, p->token.word.place,
                          "a name has no subscript in an expression; it stands for the member in scope\n"
                          "leave the brackets out");
        return NULL;
    }
    if (zks_parser_at(p, ZKS_TOKEN_OPEN)) {
        report_call(p, p->last);
        return NULL;
    }
    return node;
}

static zks_node *parse_factor(zks_parser *p);

static zks_node *parse_operand(zks_parser *p)
{
    switch (p->token.kind) {
    case ZKS_TOKEN_NUMBER:
        return begin_node(p, ZKS_NODE_NUMBER);
    case ZKS_TOKEN_NAME:
        return parse_name(p);
    case ZKS_TOKEN_MINUS:
        return wrap(p, begin_node(p, ZKS_NODE_NEGATE), parse_factor);
    case ZKS_TOKEN_OPEN:
        return parse_parentheses(p);
    case ZKS_TOKEN_SUM:
        return parse_sum(p);
    case ZKS_TOKEN_COUNT:
        return parse_count(p);
    case ZKS_TOKEN_TOTAL:
        return parse_total(p);
    case ZKS_TOKEN_LARGEST:
    case ZKS_TOKEN_SMALLEST:
        zks_parser_expected(p, "an expression", "write 'largest' and 'smallest' at the beginning of a bound of advice");
        return NULL;
    case ZKS_TOKEN_IF:
        zks_parser_expected(p, "an expression", "write a flag, 'account flag NAME if a < b', and NAME here");
        return NULL;
    default: /* behind parentheses one begins only where they name an index */
        zks_parser_expected(p, "an expression",
                            p->last.length > 0 && *p->last.text == ')'
                                ? "write it behind the index in parentheses, as in 'sum(asset) price * balance'"
                                : "");
        return NULL;
    }
}

static zks_node *parse_factor(zks_parser *p)
{
    if (p->nesting == ZKS_MAX_NESTING) {
        ZKS_PARSER_REPORT(p, p->token.word.place, "expressions nested more than %d deep", ZKS_MAX_NESTING);
        return NULL;
    }
    p->nesting++;
    if (p->nesting > p->deepest)
        p->deepest = p->nesting;
    zks_node *node = parse_operand(p);
    p->nesting--;
    return node;
}

/* operand { sign operand }, as one node however long; a single operand stays itself. */
static zks_node *parse_chain(zks_parser *p, zks_node_kind kind, zks_token_kind sign, zks_token_kind inverse_sign,
                             zks_node *(*parse_one)(zks_parser *))
{
    zks_node *first = parse_one(p);
    if (!first || (!zks_parser_at(p, sign) && !zks_parser_at(p, inverse_sign)))
        return first;
    zks_node *chain = new_node(p, kind, first->word);
    bool ok = add_operand(p, chain, false, first);
    while (ok && (zks_parser_at(p, sign) || zks_parser_at(p, inverse_sign))) {
        bool inverse = zks_parser_at(p, inverse_sign);
        zks_parser_next(p);
        ok = add_operand(p, chain, inverse, parse_one(p));
    }
    return ok ? chain : NULL;
}

static zks_node *parse_product(zks_parser *p)
{
    return parse_chain(p, ZKS_NODE_MULTIPLY, ZKS_TOKEN_TIMES, ZKS_TOKEN_DIVIDE, parse_factor);
}

zks_node *zks_parse_expression(zks_parser *p)
{
    return parse_chain(p, ZKS_NODE_ADD, ZKS_TOKEN_PLUS, ZKS_TOKEN_MINUS, parse_product);
}

static bool add_side(zks_parser *p, zks_comparison *comparison)
{
    zks_node *side = zks_parse_expression(p);
    zks_node **slot =
        side ? zks_arena_append(&p->circuit->arena, &comparison->sides, &comparison->side_count, sizeof *slot) : NULL;
    if (slot)
        *slot = side;
    return slot;
}

bool zks_parse_comparison(zks_parser *p, zks_comparison *comparison)
{
    const char *from = p->token.word.text;
    comparison->place = p->token.word.place;
    if (!add_side(p, comparison))
        return false;
    if (zks_parser_at(p, ZKS_TOKEN_DEFINE))
        return ZKS_PARSER_FAIL(p, p->token.word.place, "'=' compares nothing\nwrite '=='");
    if (!zks_token_is_relation(p->token.kind))
        return zks_parser_expected(p, "an operator or a comparison", "");
    while (zks_token_is_relation(p->token.kind)) {
        zks_relation *relation =
            zks_arena_append(&p->circuit->arena, &comparison->relations, &comparison->relation_count, sizeof *relation);
        if (!relation)
            return false;
        *relation = (zks_relation){p->token.kind, p->token.word.place};
        zks_parser_next(p);
        if (!add_side(p, comparison))
            return false;
    }
    comparison->text = zks_parser_fold(p, from);
    return comparison->text;
}
