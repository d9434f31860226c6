#include "circuits/parse.h"

#include "circuits/names.h"
#include "circuits/parse_items.h"

#include <stdio.h>

static bool parse_owned(zks_parser *p, zks_scope scope, bool committed)
{
    zks_let_kind let = scope == ZKS_SCOPE_ACCOUNT ? ZKS_LET_ACCOUNT : ZKS_LET_POOL;
    if (zks_parser_accept(p, ZKS_TOKEN_ADVICE))
        return zks_parse_advice(p, scope, committed);
    if (zks_parser_accept(p, ZKS_TOKEN_FLAG))
        return zks_parse_flag(p, scope, committed);
    if (committed)
        return zks_parser_expected(p, "'advice' or 'flag' after 'committed'", "");
    if (zks_parser_accept(p, ZKS_TOKEN_LET))
        return zks_parse_let(p, let);
    if (zks_parser_accept(p, ZKS_TOKEN_REQUIRE))
        return zks_parse_requirement(p, scope);
    if (scope == ZKS_SCOPE_POOL)
        return zks_parse_pool_column(p);
    return zks_parser_accept(p, ZKS_TOKEN_PAIR) ? zks_parse_pair(p) : zks_parse_account_columns(p);
}

static bool parse_pool(zks_parser *p)
{
    if (zks_parser_at(p, ZKS_TOKEN_COMMITTED))
        return ZKS_PARSER_FAIL(p, p->token.word.place,
                               "'committed' is said of advice of accounts\nwrite 'pool advice' alone");
    return parse_owned(p, ZKS_SCOPE_POOL, false);
}

static bool parse_circuit_name(zks_parser *p)
{
    zks_word word;
    if (!zks_parser_accept(p, ZKS_TOKEN_CIRCUIT))
        return zks_parser_expected(p, "'circuit' and its name first", "");
    if (!zks_parser_expect_name(p, &word, "the name of the circuit"))
        return false;
    p->circuit->place = word.place;
    p->circuit->name = zks_arena_copy(&p->circuit->arena, word.text, word.length);
    return p->circuit->name;
}

/* What to write where the word before is the end of an operand on the same line: "2 x", "1,000", "k[a][b]". */
static const char *after_operand(const zks_parser *p)
{
    zks_word word = p->token.word;
    char before = p->last.text[p->last.length - 1];
    bool is_number = p->last.text[0] >= '0' && p->last.text[0] <= '9';
    if (zks_parser_at(p, ZKS_TOKEN_COMMA) && is_number && word.text[1] >= '0' && word.text[1] <= '9')
        return "write the number without separators";
    if (zks_parser_at(p, ZKS_TOKEN_OPEN_BRACKET))
        return before == ']' ? "write all indexes in the same brackets, with commas between" : "";
    bool begins_operand =
        zks_parser_at(p, ZKS_TOKEN_NAME) || zks_parser_at(p, ZKS_TOKEN_NUMBER) || zks_parser_at(p, ZKS_TOKEN_OPEN);
    return begins_operand ? "write an operator before it where the expression goes on" : "";
}

/* Statements of other languages, and misspelt keywords. */
static bool fail_no_item(const zks_parser *p)
{
    static const struct {
        const char *word, *instead;
    } statements[] = {
        {"include", "write all of a circuit in one text"},
        {"import", "write all of a circuit in one text"},
        {"def", "write 'let NAME = expression'"},
        {"define", "write 'let NAME = expression'"},
        {"const", "write 'let NAME = expression'"},
        {"require", "write 'account require', 'pool require' or 'policy require'"},
        {"assert", "write 'account require', 'pool require' or 'policy require'"},
        {"and", "write two requirements, or two checks with a comma between"},
        {"or", "an alternative is a flag: write 'account flag NAME if a < b'"},
        {"if", "write a flag, 'account flag NAME if a < b'"},
        {"advice", "write 'account advice' or 'pool advice'"},
        {"flag", "write 'account flag' or 'pool flag'"},
        {"committed", "write 'account committed'"},
        {"pair", "write 'account pair'"},
    };
    static const char items[] = "'index', 'param', 'account', 'pool', 'let' or 'policy'";
    zks_word word = p->token.word;
    char instead[64] = "";
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (zks_word_is(word, statements[i].word))
            return zks_parser_expected(p, items, statements[i].instead);
    zks_guess guess = zks_guess_at(word);
    for (zks_token_kind kind = ZKS_TOKEN_INDEX; zks_token_begins_item(kind) && word.length <= ZKS_MAX_IDENTIFIER;
         kind++)
        zks_guess_offer(&guess, zks_keyword(kind));
    if (zks_parser_at(p, ZKS_TOKEN_NAME) && guess.best)
        snprintf(instead, sizeof instead, "write '%s'", guess.best);
    else if (word.place.line == p->last.place.line && p->last.length > 0)
        return zks_parser_expected(p, items, after_operand(p));
    return zks_parser_expected(p, items, instead);
}

static bool parse_item(zks_parser *p)
{
    if (zks_parser_at(p, ZKS_TOKEN_CIRCUIT) && !p->circuit->name)
        return parse_circuit_name(p);
    if (zks_parser_accept(p, ZKS_TOKEN_INDEX))
        return zks_parse_index(p);
    if (zks_parser_accept(p, ZKS_TOKEN_PARAM))
        return zks_parse_params(p);
    if (zks_parser_accept(p, ZKS_TOKEN_ACCOUNT))
        return parse_owned(p, ZKS_SCOPE_ACCOUNT, zks_parser_accept(p, ZKS_TOKEN_COMMITTED));
    if (zks_parser_accept(p, ZKS_TOKEN_POOL))
        return parse_pool(p);
    if (zks_parser_accept(p, ZKS_TOKEN_POLICY))
        return zks_parse_policy(p);
    if (zks_parser_accept(p, ZKS_TOKEN_LET))
        return zks_parse_let(p, ZKS_LET_PUBLIC);
    if (zks_parser_accept(p, ZKS_TOKEN_CIRCUIT))
        return ZKS_PARSER_FAIL(p, p->last.place, "'circuit' names the circuit once, at its beginning");
    return fail_no_item(p);
}

/* Every name from here to the word to look at. */
static bool add_unclear(zks_parser *p, zks_lexer from)
{
    from.diagnostics = NULL;
    bool ok = true;
    while (ok && from.at < p->lexer.at) {
        zks_token token = zks_lex_next(&from);
        if (token.kind == ZKS_TOKEN_NAME && token.word.text != p->token.word.text)
            ok = zks_word_set_add(&p->circuit->unclear, &p->circuit->arena, token.word);
        if (token.kind == ZKS_TOKEN_END)
            break;
    }
    return ok;
}

/* After an error, go on with the next item: its keyword can stand nowhere else. What is skipped has no findings. */
static bool parse_or_skip_item(zks_parser *p, bool (*parse)(zks_parser *))
{
    zks_lexer from = p->lexer;
    if (parse(p))
        return true;
    zks_diagnostics *d = p->lexer.diagnostics;
    p->lexer.diagnostics = NULL;
    p->nesting = 0;
    while (!zks_parser_at(p, ZKS_TOKEN_END) && !zks_token_begins_item(p->token.kind))
        zks_parser_next(p);
    p->lexer.diagnostics = d;
    return add_unclear(p, from);
}

/* The names of all indexes: `index` stands before nothing else. */
static bool find_indexes(zks_parser *p)
{
    zks_lexer lexer = p->lexer;
    lexer.diagnostics = NULL;
    zks_token token = zks_lex_next(&lexer), before = {0};
    for (; token.kind != ZKS_TOKEN_END; before = token, token = zks_lex_next(&lexer))
        if (before.kind == ZKS_TOKEN_INDEX && token.kind == ZKS_TOKEN_NAME &&
            !zks_word_set_add(&p->indexes, &p->circuit->arena, token.word))
            return false;
    return true;
}

bool zks_parse(zks_circuit *circuit, zks_diagnostics *d)
{
    size_t findings = d->findings;
    zks_parser p = {.circuit = circuit, .lexer = {.source = circuit->file, .place = {1, 1}, .diagnostics = d}};
    p.last.place = p.lexer.place;
    if (!find_indexes(&p))
        return false;
    p.token = zks_lex_next(&p.lexer);
    bool ok = parse_or_skip_item(&p, parse_circuit_name);
    while (ok && !circuit->arena.exhausted && !zks_parser_at(&p, ZKS_TOKEN_END))
        ok = parse_or_skip_item(&p, parse_item);
    return d->findings == findings && !circuit->arena.exhausted;
}
