/* Advice, flags, lets. */
#include "circuits/parse_expression.h"
#include "circuits/parse_items.h"

/* The definition is the text from `from` to the last word. */
static bool finish_advice(zks_parser *p, zks_symbol *symbol, zks_advice_item item, const char *from)
{
    zks_advice_item *kept = zks_arena_alloc(&p->circuit->arena, sizeof *kept);
    item.symbol = symbol;
    item.text = zks_parser_fold(p, from);
    if (!kept || !item.text)
        return false;
    *kept = item;
    symbol->advice = kept;
    symbol->is_wrong = false;
    return true;
}

/* largest ( k , INDEX ), smallest ( k , INDEX ), or nothing. */
static bool parse_rank(zks_parser *p, zks_bound *bound)
{
    bool largest = zks_parser_accept(p, ZKS_TOKEN_LARGEST);
    if (!largest && !zks_parser_accept(p, ZKS_TOKEN_SMALLEST))
        return true;
    bound->kind = largest ? ZKS_BOUND_LARGEST : ZKS_BOUND_SMALLEST;
    return zks_parser_expect(p, ZKS_TOKEN_OPEN) && (bound->rank = zks_parse_expression(p)) &&
           zks_parser_expect(p, ZKS_TOKEN_COMMA) &&
           zks_parser_expect_name(p, &bound->extremes.word, "the name of an index") &&
           zks_parser_expect(p, ZKS_TOKEN_CLOSE);
}

/* After a comma the name of an index goes on with the members: it begins no bound, as it stands for no number. */
static bool at_further_members(const zks_parser *p)
{
    zks_parser ahead = *p;
    ahead.lexer.diagnostics = NULL;
    return zks_parser_accept(&ahead, ZKS_TOKEN_COMMA) && zks_parser_at(&ahead, ZKS_TOKEN_NAME) &&
           zks_word_set_has(&p->indexes, ahead.token.word);
}

static bool parse_for(zks_parser *p, zks_bound *bound)
{
    if (!zks_parser_accept(p, ZKS_TOKEN_FOR))
        return true;
    for (;;) {
        if (bound->for_count == ZKS_MAX_DIMENSIONS)
            return ZKS_PARSER_FAIL(p, p->token.word.place, "a bound holds for the members of at most %d indexes",
                                   ZKS_MAX_DIMENSIONS);
        if (!zks_parse_members(p, &bound->for_members[bound->for_count]))
            return false;
        bound->for_count++;
        if (!at_further_members(p))
            return true;
        zks_parser_next(p);
    }
}

static bool parse_bound(zks_parser *p, zks_advice_item *item)
{
    const char *from = p->token.word.text;
    zks_bound bound = {.place = p->token.word.place};
    if (!parse_rank(p, &bound) || !(bound.expression = zks_parse_expression(p)))
        return false;
    if (item->bound_count == 0 && bound.kind == ZKS_BOUND_PLAIN && zks_parser_accept(p, ZKS_TOKEN_FILLING)) {
        item->kind = ZKS_ADVICE_FILLING;
        item->filled = bound.expression;
        return (item->size = zks_parse_expression(p));
    }
    if (zks_parser_at(p, ZKS_TOKEN_FILLING))
        return zks_parser_expected(p, "another bound or the next item",
                                   "write advice of its own for a value in slices");
    if (zks_token_is_relation(p->token.kind))
        return zks_parser_expected(p, "a bound, which is one expression",
                                   "write a flag, 'flag NAME if a < b', for a condition");
    if (!parse_for(p, &bound))
        return false;
    if (zks_parser_accept(p, ZKS_TOKEN_WHEN) && !zks_parser_expect_name(p, &bound.when_word, "the name of a flag"))
        return false;
    bound.text = zks_parser_fold(p, from);
    zks_bound *slot =
        bound.text ? zks_arena_append(&p->circuit->arena, &item->bounds, &item->bound_count, sizeof *slot) : NULL;
    if (slot)
        *slot = bound;
    return slot;
}

/* at least | at most */
static bool parse_side(zks_parser *p, zks_advice_item *item)
{
    if (!zks_parser_accept(p, ZKS_TOKEN_AT))
        return zks_parser_expected(p, "'at'",
                                   zks_parser_at(p, ZKS_TOKEN_GREATER_EQUAL) ? "write 'at least'"
                                   : zks_parser_at(p, ZKS_TOKEN_LESS_EQUAL)  ? "write 'at most'"
                                                                             : "write 'at least' or 'at most'");
    item->at_most = zks_parser_accept(p, ZKS_TOKEN_MOST);
    return item->at_most || zks_parser_accept(p, ZKS_TOKEN_LEAST) || zks_parser_expected(p, "'least' or 'most'", "");
}

bool zks_parse_advice(zks_parser *p, zks_scope scope, bool committed)
{
    zks_advice_item item = {.scope = scope, .kind = ZKS_ADVICE_BOUNDS, .committed = committed};
    zks_symbol *symbol = zks_parse_column(p, &p->circuit->advice, ZKS_SYMBOL_ADVICE, "the name of advice");
    if (!symbol || (zks_parser_accept(p, ZKS_TOKEN_BYTES) && !zks_parser_expect_bytes(p, &item.bytes)))
        return false;
    const char *from = p->token.word.text;
    if (!parse_side(p, &item))
        return false;
    do {
        if (!parse_bound(p, &item))
            return false;
    } while (item.kind == ZKS_ADVICE_BOUNDS && zks_parser_accept(p, ZKS_TOKEN_COMMA));
    return finish_advice(p, symbol, item, from);
}

bool zks_parse_flag(zks_parser *p, zks_scope scope, bool committed)
{
    zks_advice_item item = {.scope = scope, .kind = ZKS_ADVICE_FLAG, .committed = committed};
    zks_symbol *symbol = zks_parse_column(p, &p->circuit->advice, ZKS_SYMBOL_ADVICE, "the name of a flag");
    const char *from = p->token.word.text;
    if (!symbol)
        return false;
    item.exactly = zks_parser_accept(p, ZKS_TOKEN_EXACTLY);
    if (!zks_parser_expect(p, ZKS_TOKEN_IF) || !(item.left = zks_parse_expression(p)))
        return false;
    item.greater = zks_parser_accept(p, ZKS_TOKEN_GREATER);
    if (!item.greater && !zks_parser_accept(p, ZKS_TOKEN_LESS))
        return zks_parser_expected(p, "'<' or '>'", "");
    return (item.right = zks_parse_expression(p)) && finish_advice(p, symbol, item, from);
}

bool zks_parse_let(zks_parser *p, zks_let_kind kind)
{
    zks_symbol *symbol = zks_parse_column(p, &p->circuit->lets, ZKS_SYMBOL_LET, "the name of a let");
    if (!symbol || !zks_parser_expect(p, ZKS_TOKEN_DEFINE))
        return false;
    const char *from = p->token.word.text;
    p->deepest = 0;
    zks_node *expression = zks_parse_expression(p);
    const char *text = expression ? zks_parser_fold(p, from) : NULL;
    zks_let_item *let = text ? zks_arena_alloc(&p->circuit->arena, sizeof *let) : NULL;
    if (!let)
        return false;
    *let = (zks_let_item){
        .symbol = symbol, .kind = kind, .expression = expression, .uses = {.nesting = p->deepest}, .text = text};
    symbol->let = let;
    symbol->is_wrong = false;
    return true;
}
