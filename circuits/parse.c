#include "circuits/parse.h"

#include "circuits/bounds.h"
#include "circuits/numbers.h"

#include <string.h>

typedef struct {
    zks_circuit *circuit;
    zks_lexer lexer;
    zks_token token; /* the one to look at */
    const char *end; /* of the token before it */
    unsigned nesting;
    size_t names;
} parser;

#define REPORT(p, place, ...) zks_finding((p)->lexer.diagnostics, (p)->circuit->file, place, __VA_ARGS__)
#define FAIL(p, place, ...) (REPORT(p, place, __VA_ARGS__), false)

static void next(parser *p)
{
    p->end = p->token.word.text + p->token.word.length;
    p->token = zks_lex_next(&p->lexer);
}

static bool at(const parser *p, zks_token_kind kind)
{
    return p->token.kind == kind;
}

static bool accept(parser *p, zks_token_kind kind)
{
    if (!at(p, kind))
        return false;
    next(p);
    return true;
}

/* "expected X, found Y". */
static bool fail_expected(parser *p, const char *expected)
{
    zks_word word = p->token.word;
    if (at(p, ZKS_TOKEN_END))
        return FAIL(p, word.place, "expected %s, found the end of the text", expected);
    return FAIL(p, word.place, "expected %s, found '%.*s'", expected, (int)word.length, word.text);
}

static bool expect(parser *p, zks_token_kind kind)
{
    return accept(p, kind) || fail_expected(p, zks_token_text(kind));
}

static bool expect_name(parser *p, zks_word *word, const char *what)
{
    bool keyword = p->token.kind >= ZKS_TOKEN_CIRCUIT && p->token.kind <= ZKS_TOKEN_TOTAL;
    if (keyword)
        return FAIL(p, p->token.word.place, "%s is a keyword and cannot be %s", zks_token_text(p->token.kind), what);
    *word = p->token.word;
    return accept(p, ZKS_TOKEN_NAME) || fail_expected(p, what);
}

/* A width: one or two digits. */
static bool expect_bytes(parser *p, unsigned *bytes)
{
    zks_word word = p->token.word;
    if (!expect(p, ZKS_TOKEN_NUMBER))
        return false;
    unsigned value = 0;
    for (size_t i = 0; word.length <= 2 && i < word.length; i++)
        value = 10 * value + (unsigned)(word.text[i] - '0');
    if (value < 1 || value > ZKS_MAX_BYTES)
        return FAIL(p, word.place, "a column has 1 to %d bytes", ZKS_MAX_BYTES);
    *bytes = value;
    return true;
}

/* [INDEX], or nothing. */
static bool parse_subscript(parser *p, zks_word *index)
{
    if (!accept(p, ZKS_TOKEN_OPEN_BRACKET))
        return true;
    return expect_name(p, index, "the name of an index") && expect(p, ZKS_TOKEN_CLOSE_BRACKET);
}

static zks_symbol *declare(parser *p, zks_symbols *list, zks_symbol_kind kind, zks_word word)
{
    zks_arena *arena = &p->circuit->arena;
    if (++p->names > ZKS_MAX_NAMES) {
        REPORT(p, word.place, "more than %d names; a circuit this large is not read", ZKS_MAX_NAMES);
        return NULL;
    }
    zks_symbol *symbol = zks_arena_alloc(arena, sizeof *symbol);
    const char *name = zks_arena_copy(arena, word.text, word.length);
    zks_symbol **slot = symbol && name ? zks_arena_append(arena, &list->items, &list->count, sizeof *slot) : NULL;
    if (!slot)
        return NULL;
    *symbol = (zks_symbol){
        .kind = kind, .name = name, .place = word.place, .position = list->count - 1, .index = ZKS_NO_INDEX};
    return *slot = symbol;
}

/* Expressions. Every function returns NULL after a finding, or with the arena exhausted. */

static zks_node *parse_additive(parser *p);

static zks_node *new_node(parser *p, zks_node_kind kind, zks_word word)
{
    zks_node *node = zks_arena_alloc(&p->circuit->arena, sizeof *node);
    if (node)
        *node = (zks_node){.kind = kind, .word = word};
    return node;
}

static bool add_operand(parser *p, zks_node *node, bool inverse, zks_node *operand)
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
static zks_node *wrap(parser *p, zks_node *node, zks_node *(*parse_operand)(parser *))
{
    return node && add_operand(p, node, false, parse_operand(p)) ? node : NULL;
}

static bool enter(parser *p)
{
    if (p->nesting == ZKS_MAX_NESTING)
        return FAIL(p, p->token.word.place, "expressions nested more than %d deep", ZKS_MAX_NESTING);
    p->nesting++;
    return true;
}

static zks_node *parse_sum(parser *p)
{
    zks_node *node = new_node(p, ZKS_NODE_SUM, p->token.word);
    next(p);
    if (!node || !expect(p, ZKS_TOKEN_OPEN) || !expect_name(p, &node->over, "the name of an index") ||
        !expect(p, ZKS_TOKEN_CLOSE))
        return NULL;
    return wrap(p, node, parse_additive);
}

/* `capped`, `backed` and `by` are words only here; elsewhere they are names. */
static bool at_word(const parser *p, const char *text)
{
    return at(p, ZKS_TOKEN_NAME) && zks_word_is(p->token.word, text);
}

static bool parse_cover(parser *p, zks_node *node)
{
    if (!accept(p, ZKS_TOKEN_COMMA))
        return true;
    if (!at_word(p, "capped") && !at_word(p, "backed"))
        return fail_expected(p, "'capped by' or 'backed by' and the name of a requirement");
    node->cover = at_word(p, "capped") ? ZKS_COVER_CAPPED : ZKS_COVER_BACKED;
    next(p);
    if (!at_word(p, "by"))
        return fail_expected(p, "'by'");
    next(p);
    return expect_name(p, &node->cover_word, "the name of a requirement");
}

static zks_node *parse_total(parser *p)
{
    zks_node *node = new_node(p, ZKS_NODE_TOTAL, p->token.word);
    next(p);
    if (!node || !expect(p, ZKS_TOKEN_OPEN) || !wrap(p, node, parse_additive) || !parse_cover(p, node) ||
        !expect(p, ZKS_TOKEN_CLOSE))
        return NULL;
    return node;
}

static zks_node *parse_parentheses(parser *p)
{
    next(p);
    zks_node *node = parse_additive(p);
    return node && expect(p, ZKS_TOKEN_CLOSE) ? node : NULL;
}

static zks_node *parse_name(parser *p)
{
    zks_node *node = new_node(p, ZKS_NODE_NAME, p->token.word);
    next(p);
    if (at(p, ZKS_TOKEN_OPEN_BRACKET)) {
        REPORT(p, p->token.word.place,
               "a name has no subscript in an expression; it stands for the member in scope, from sum(...) or from the "
               "requirement's index");
        return NULL;
    }
    return node;
}

static zks_node *parse_unary(parser *p);

static zks_node *parse_negation(parser *p)
{
    zks_node *node = new_node(p, ZKS_NODE_NEGATE, p->token.word);
    next(p);
    return wrap(p, node, parse_unary);
}

static zks_node *parse_number(parser *p)
{
    zks_node *node = new_node(p, ZKS_NODE_NUMBER, p->token.word);
    next(p);
    return node;
}

static zks_node *parse_operand(parser *p)
{
    switch (p->token.kind) {
    case ZKS_TOKEN_NUMBER:
        return parse_number(p);
    case ZKS_TOKEN_NAME:
        return parse_name(p);
    case ZKS_TOKEN_MINUS:
        return parse_negation(p);
    case ZKS_TOKEN_OPEN:
        return parse_parentheses(p);
    case ZKS_TOKEN_SUM:
        return parse_sum(p);
    case ZKS_TOKEN_TOTAL:
        return parse_total(p);
    default:
        fail_expected(p, "an expression");
        return NULL;
    }
}

static zks_node *parse_unary(parser *p)
{
    if (!enter(p))
        return NULL;
    zks_node *node = parse_operand(p);
    p->nesting--;
    return node;
}

/* operand { sign operand }, as one node however long; a single operand stays itself. */
static zks_node *parse_chain(parser *p, zks_node_kind kind, zks_token_kind sign, zks_token_kind inverse_sign,
                             zks_node *(*parse_one)(parser *))
{
    zks_node *first = parse_one(p);
    if (!first || (!at(p, sign) && !at(p, inverse_sign)))
        return first;
    zks_node *chain = new_node(p, kind, first->word);
    bool ok = add_operand(p, chain, false, first);
    while (ok && (at(p, sign) || at(p, inverse_sign))) {
        bool inverse = at(p, inverse_sign);
        next(p);
        ok = add_operand(p, chain, inverse, parse_one(p));
    }
    return ok ? chain : NULL;
}

static zks_node *parse_product(parser *p)
{
    return parse_chain(p, ZKS_NODE_MULTIPLY, ZKS_TOKEN_TIMES, ZKS_TOKEN_DIVIDE, parse_unary);
}

static zks_node *parse_additive(parser *p)
{
    return parse_chain(p, ZKS_NODE_ADD, ZKS_TOKEN_PLUS, ZKS_TOKEN_MINUS, parse_product);
}

static bool at_relation(const parser *p)
{
    return p->token.kind >= ZKS_TOKEN_GREATER_EQUAL && p->token.kind <= ZKS_TOKEN_LESS;
}

/* The text between two points without comments, runs of white space as one space. */
static const char *fold(parser *p, const char *from, const char *to)
{
    char *out = zks_arena_copy(&p->circuit->arena, from, (size_t)(to - from));
    if (!out)
        return NULL;
    size_t length = 0;
    bool comment = false, space = false;
    for (; from < to; from++) {
        comment = *from != '\n' && (comment || *from == '#');
        if (comment || *from == '\n' || *from == '\t' || *from == ' ') {
            space = true;
            continue;
        }
        if (space)
            out[length++] = ' ';
        space = false;
        out[length++] = *from;
    }
    out[length] = '\0';
    return out;
}

static bool add_side(parser *p, zks_comparison *comparison)
{
    zks_node *side = parse_additive(p);
    zks_node **slot =
        side ? zks_arena_append(&p->circuit->arena, &comparison->sides, &comparison->side_count, sizeof *slot) : NULL;
    if (slot)
        *slot = side;
    return slot;
}

static bool parse_comparison(parser *p, zks_comparison *comparison)
{
    const char *from = p->token.word.text;
    comparison->place = p->token.word.place;
    if (!add_side(p, comparison))
        return false;
    if (!at_relation(p))
        return fail_expected(p, "an operator or a comparison");
    while (at_relation(p)) {
        zks_relation *relation =
            zks_arena_append(&p->circuit->arena, &comparison->relations, &comparison->relation_count, sizeof *relation);
        if (!relation)
            return false;
        *relation = (zks_relation){p->token.kind, p->token.word.place};
        next(p);
        if (!add_side(p, comparison))
            return false;
    }
    comparison->text = fold(p, from, p->end);
    return comparison->text;
}

/* Items. */

static bool parse_field(parser *p, zks_symbol *index)
{
    zks_word word = p->token.word;
    if (accept(p, ZKS_TOKEN_DECIMALS)) {
        if (index->has_decimals)
            return FAIL(p, word.place, "'decimals' is listed already");
        index->has_decimals = true;
        return true;
    }
    if (!expect_name(p, &word, "the name of a field"))
        return false;
    if (zks_word_is(word, "name"))
        return FAIL(p, word.place, "'name' is what every member has already; call the field otherwise");
    if (index->fields.count == ZKS_MAX_FIELDS)
        return FAIL(p, word.place, "an index has at most %d fields", ZKS_MAX_FIELDS);
    zks_symbol *field = declare(p, &index->fields, ZKS_SYMBOL_FIELD, word);
    if (field)
        field->index = (long)index->position;
    return field;
}

static bool parse_index(parser *p)
{
    zks_word word;
    next(p);
    if (!expect_name(p, &word, "the name of an index"))
        return false;
    zks_symbol *index = declare(p, &p->circuit->indexes, ZKS_SYMBOL_INDEX, word);
    if (!index || !expect(p, ZKS_TOKEN_OPEN_BRACE))
        return false;
    if (accept(p, ZKS_TOKEN_CLOSE_BRACE))
        return true;
    do {
        if (!parse_field(p, index))
            return false;
    } while (accept(p, ZKS_TOKEN_COMMA));
    return accept(p, ZKS_TOKEN_CLOSE_BRACE) || fail_expected(p, "',' or '}'");
}

static bool parse_param(parser *p)
{
    zks_word word;
    next(p);
    if (!expect_name(p, &word, "the name of a parameter") || !declare(p, &p->circuit->params, ZKS_SYMBOL_PARAM, word))
        return false;
    return !at(p, ZKS_TOKEN_COMMA) ||
           FAIL(p, p->token.word.place, "parameters are declared one by one; write 'param' again");
}

static zks_symbol *parse_column(parser *p, zks_symbols *list, zks_symbol_kind kind)
{
    zks_word word, index = {0};
    if (!expect_name(p, &word, "the name of a column") || !parse_subscript(p, &index))
        return NULL;
    zks_symbol *column = declare(p, list, kind, word);
    if (column)
        column->index_word = index;
    return column;
}

static bool at_unit(const parser *p)
{
    return at(p, ZKS_TOKEN_UNITS) || at(p, ZKS_TOKEN_QUOTE) || at(p, ZKS_TOKEN_INTEGER);
}

/* units of INDEX | quote units | integer */
static bool parse_unit(parser *p, zks_symbol *column)
{
    if (accept(p, ZKS_TOKEN_UNITS)) {
        column->unit = ZKS_UNIT_MEMBER;
        return expect(p, ZKS_TOKEN_OF) && expect_name(p, &column->unit_index, "the name of an index");
    }
    if (accept(p, ZKS_TOKEN_QUOTE)) {
        column->unit = ZKS_UNIT_QUOTE;
        return expect(p, ZKS_TOKEN_UNITS);
    }
    column->unit = ZKS_UNIT_NONE;
    return accept(p, ZKS_TOKEN_INTEGER) || fail_expected(p, "'units of' and an index, 'quote units' or 'integer'");
}

/* The unit and width after ':', for all columns from `first` on. */
static bool parse_account_type(parser *p, size_t first)
{
    zks_symbol type = {0};
    if (!expect(p, ZKS_TOKEN_COLON) || !parse_unit(p, &type))
        return false;
    if (accept(p, ZKS_TOKEN_COMMA) && !(expect(p, ZKS_TOKEN_BYTES) && expect_bytes(p, &type.bytes)))
        return false;
    const zks_symbols *columns = &p->circuit->account_columns;
    for (size_t i = first; i < columns->count; i++) {
        columns->items[i]->unit = type.unit;
        columns->items[i]->unit_index = type.unit_index;
        columns->items[i]->bytes = type.bytes;
    }
    return true;
}

static bool parse_account_columns(parser *p)
{
    zks_symbols *columns = &p->circuit->account_columns;
    size_t first = columns->count;
    do {
        if (!parse_column(p, columns, ZKS_SYMBOL_ACCOUNT_COLUMN))
            return false;
    } while (accept(p, ZKS_TOKEN_COMMA));
    return parse_account_type(p, first);
}

static bool parse_pair(parser *p)
{
    zks_symbols *columns = &p->circuit->account_columns;
    size_t first = columns->count;
    next(p);
    zks_symbol *long_leg = parse_column(p, columns, ZKS_SYMBOL_ACCOUNT_COLUMN);
    if (!long_leg || !expect(p, ZKS_TOKEN_COMMA))
        return false;
    zks_symbol *short_leg = parse_column(p, columns, ZKS_SYMBOL_ACCOUNT_COLUMN);
    if (!short_leg)
        return false;
    if (at(p, ZKS_TOKEN_COMMA))
        return FAIL(p, p->token.word.place, "a pair has two columns, the long and the short one; write another pair");
    long_leg->partner = short_leg;
    short_leg->partner = long_leg;
    return parse_account_type(p, first);
}

static bool parse_pool_column(parser *p)
{
    zks_symbol *column = parse_column(p, &p->circuit->pool_columns, ZKS_SYMBOL_POOL_COLUMN);
    if (!column)
        return false;
    if (at(p, ZKS_TOKEN_COMMA))
        return FAIL(p, p->token.word.place, "pool columns are declared one by one; write 'pool' again");
    if (!expect(p, ZKS_TOKEN_COLON) || !expect(p, ZKS_TOKEN_PUBLIC))
        return false;
    /* Without a unit of its own it is in the units of its index, where that has any: the checker sees to it. */
    column->unit = ZKS_UNIT_MEMBER;
    return !at_unit(p) || parse_unit(p, column);
}

static bool check_requirement_relations(parser *p, const zks_comparison *comparison)
{
    const zks_relation *relations = comparison->relations;
    if (comparison->relation_count > 1)
        return FAIL(p, relations[1].place, "a requirement has one comparison; write two requirements");
    if (relations[0].sign == ZKS_TOKEN_GREATER || relations[0].sign == ZKS_TOKEN_LESS)
        return FAIL(
            p, relations[0].place,
            "a requirement compares with '>=', '<=' or '=='; for a strict one, add the smallest unit to one side");
    return true;
}

static bool parse_requirement(parser *p, zks_scope scope)
{
    zks_circuit *circuit = p->circuit;
    zks_word word, index = {0};
    next(p);
    if (!expect_name(p, &word, "the name of a requirement") || !parse_subscript(p, &index) ||
        !expect(p, ZKS_TOKEN_COLON))
        return false;
    if (circuit->requirement_count == ZKS_MAX_REQUIREMENTS)
        return FAIL(p, word.place, "a circuit has at most %d requirements", ZKS_MAX_REQUIREMENTS);
    zks_comparison comparison = {0};
    if (!parse_comparison(p, &comparison) || !check_requirement_relations(p, &comparison))
        return false;
    const char *name = zks_arena_copy(&circuit->arena, word.text, word.length);
    zks_requirement_item *item =
        name ? zks_arena_append(&circuit->arena, &circuit->requirements, &circuit->requirement_count, sizeof *item)
             : NULL;
    if (item)
        *item = (zks_requirement_item){.scope = scope,
                                       .name = name,
                                       .place = word.place,
                                       .index_word = index,
                                       .index = ZKS_NO_INDEX,
                                       .comparison = comparison};
    return item;
}

static bool parse_policy(parser *p)
{
    zks_circuit *circuit = p->circuit;
    next(p);
    if (!expect(p, ZKS_TOKEN_REQUIRE))
        return false;
    do {
        zks_comparison comparison = {0};
        if (circuit->check_count == ZKS_MAX_REQUIREMENTS)
            return FAIL(p, p->token.word.place, "a circuit has at most %d policy checks", ZKS_MAX_REQUIREMENTS);
        if (!parse_comparison(p, &comparison))
            return false;
        zks_policy_check *check =
            zks_arena_append(&circuit->arena, &circuit->checks, &circuit->check_count, sizeof *check);
        if (!check)
            return false;
        *check = (zks_policy_check){.comparison = comparison, .index = ZKS_NO_INDEX};
    } while (accept(p, ZKS_TOKEN_COMMA));
    return true;
}

static bool parse_account(parser *p)
{
    next(p);
    if (at(p, ZKS_TOKEN_REQUIRE))
        return parse_requirement(p, ZKS_SCOPE_ACCOUNT);
    return at(p, ZKS_TOKEN_PAIR) ? parse_pair(p) : parse_account_columns(p);
}

static bool parse_pool(parser *p)
{
    next(p);
    return at(p, ZKS_TOKEN_REQUIRE) ? parse_requirement(p, ZKS_SCOPE_POOL) : parse_pool_column(p);
}

static bool parse_circuit_name(parser *p)
{
    zks_word word;
    if (!at(p, ZKS_TOKEN_CIRCUIT))
        return fail_expected(p, "'circuit' and its name first");
    next(p);
    if (!expect_name(p, &word, "the name of the circuit"))
        return false;
    p->circuit->name = zks_arena_copy(&p->circuit->arena, word.text, word.length);
    return p->circuit->name;
}

static bool parse_item(parser *p)
{
    switch (p->token.kind) {
    case ZKS_TOKEN_INDEX:
        return parse_index(p);
    case ZKS_TOKEN_PARAM:
        return parse_param(p);
    case ZKS_TOKEN_ACCOUNT:
        return parse_account(p);
    case ZKS_TOKEN_POOL:
        return parse_pool(p);
    case ZKS_TOKEN_POLICY:
        return parse_policy(p);
    case ZKS_TOKEN_CIRCUIT:
        REPORT(p, p->token.word.place, "'circuit' names the circuit once, at its beginning");
        next(p);
        return false;
    default:
        return fail_expected(p, "'index', 'param', 'account', 'pool' or 'policy'");
    }
}

static bool at_item(const parser *p)
{
    return p->token.kind >= ZKS_TOKEN_CIRCUIT && p->token.kind <= ZKS_TOKEN_POLICY;
}

bool zks_parse(zks_circuit *circuit, const char *text, size_t length, zks_diagnostics *d)
{
    size_t findings = d->findings;
    parser p = {.circuit = circuit,
                .lexer = {.text = text, .file = circuit->file, .length = length, .place = {1, 1}, .diagnostics = d}};
    if (!zks_lex_check_encoding(&p.lexer))
        return false;
    p.token = zks_lex_next(&p.lexer);
    bool ok = parse_circuit_name(&p);
    while (!circuit->arena.exhausted && (!ok || !at(&p, ZKS_TOKEN_END))) {
        /* After an error, go on with the next item: its keyword can stand nowhere else. */
        if (!ok) {
            p.nesting = 0;
            while (!at(&p, ZKS_TOKEN_END) && !at_item(&p))
                next(&p);
            if (at(&p, ZKS_TOKEN_END))
                break;
        }
        ok = parse_item(&p);
    }
    return d->findings == findings && !circuit->arena.exhausted;
}
