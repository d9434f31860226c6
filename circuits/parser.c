#include "circuits/parser.h"

void zks_parser_next(zks_parser *p)
{
    p->last = p->token.word;
    p->token = zks_lex_next(&p->lexer);
}

bool zks_parser_at(const zks_parser *p, zks_token_kind kind)
{
    return p->token.kind == kind;
}

bool zks_parser_at_word(const zks_parser *p, const char *text)
{
    return zks_parser_at(p, ZKS_TOKEN_NAME) && zks_word_is(p->token.word, text);
}

bool zks_parser_accept(zks_parser *p, zks_token_kind kind)
{
    if (!zks_parser_at(p, kind))
        return false;
    zks_parser_next(p);
    return true;
}

bool zks_parser_expected(const zks_parser *p, const char *expected, const char *instead)
{
    zks_word word = p->token.word;
    const char *feed = *instead ? "\n" : "";
    if (zks_parser_at(p, ZKS_TOKEN_WRONG))
        return false;
    if (!zks_parser_at(p, ZKS_TOKEN_END))
        return ZKS_PARSER_FAIL(p, word.place, "expected %s, found '%.*s'%s%s", expected, (int)word.length, word.text,
                               feed, instead);
    zks_place place = {p->last.place.line, p->last.place.column + (uint32_t)p->last.length};
    return ZKS_PARSER_FAIL(p, place, "expected %s, found the end of the text%s%s", expected, feed, instead);
}

bool zks_parser_expect(zks_parser *p, zks_token_kind kind)
{
    return zks_parser_accept(p, kind) || zks_parser_expected(p, zks_token_text(kind), "");
}

bool zks_parser_expect_name(zks_parser *p, zks_word *word, const char *what)
{
    if (zks_token_is_keyword(p->token.kind))
        return ZKS_PARSER_FAIL(p, p->token.word.place, "%s is a keyword and cannot be %s",
                               zks_token_text(p->token.kind), what);
    if (!zks_parser_at(p, ZKS_TOKEN_NAME))
        return zks_parser_expected(p, what, "");
    *word = p->token.word;
    zks_parser_next(p);
    return true;
}

bool zks_parser_expect_bytes(zks_parser *p, unsigned *bytes)
{
    zks_word word = p->token.word;
    if (!zks_parser_expect(p, ZKS_TOKEN_NUMBER))
        return false;
    unsigned value = 0;
    for (size_t i = 0; word.length <= 2 && i < word.length; i++)
        value = 10 * value + (unsigned)(word.text[i] - '0');
    if (value < 1 || value > ZKS_MAX_BYTES)
        return ZKS_PARSER_FAIL(p, word.place, "a column has 1 to %d bytes", ZKS_MAX_BYTES);
    *bytes = value;
    return true;
}

bool zks_parse_over(zks_parser *p, zks_over *over)
{
    if (!zks_parser_accept(p, ZKS_TOKEN_OPEN_BRACKET))
        return true;
    do {
        if (over->count == ZKS_MAX_DIMENSIONS)
            return ZKS_PARSER_FAIL(p, p->token.word.place, "nothing stands over more than %d indexes",
                                   ZKS_MAX_DIMENSIONS);
        if (!zks_parser_expect_name(p, &over->words[over->count], "the name of an index"))
            return false;
        over->count++;
    } while (zks_parser_accept(p, ZKS_TOKEN_COMMA));
    return zks_parser_accept(p, ZKS_TOKEN_CLOSE_BRACKET) || zks_parser_expected(p, "',' or ']'", "");
}

bool zks_parse_members(zks_parser *p, zks_members *members)
{
    if (!zks_parser_expect_name(p, &members->word, "the name of an index"))
        return false;
    return !zks_parser_accept(p, ZKS_TOKEN_IN) ||
           zks_parser_expect_name(p, &members->in_word, "the name of the index's parent");
}

const char *zks_parser_fold(zks_parser *p, const char *from)
{
    const char *to = p->last.text + p->last.length;
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

zks_symbol *zks_parser_declare(zks_parser *p, zks_symbols *list, zks_symbol_kind kind, zks_word word)
{
    zks_arena *arena = &p->circuit->arena;
    if (++p->names > ZKS_MAX_NAMES) {
        ZKS_PARSER_REPORT(p, word.place, "more than %d names; a circuit this large is not read", ZKS_MAX_NAMES);
        return NULL;
    }
    zks_symbol *symbol = zks_arena_alloc(arena, sizeof *symbol);
    const char *name = zks_arena_copy(arena, word.text, word.length);
    zks_symbol **slot = symbol && name ? zks_arena_append(arena, &list->items, &list->count, sizeof *slot) : NULL;
    if (!slot)
        return NULL;
    *symbol = (zks_symbol){.kind = kind,
                           .name = name,
                           .place = word.place,
                           .position = list->count - 1,
                           .is_wrong = true,
                           .parent = ZKS_NO_INDEX,
                           .unit = ZKS_UNIT_NONE,
                           .unit_index = ZKS_NO_INDEX};
    return *slot = symbol;
}
