/* The words of a circuit (docs/circuits.md, "Words"). */
#ifndef ZKS_CIRCUITS_LEX_H
#define ZKS_CIRCUITS_LEX_H

#include "circuits/diagnostics.h"

#include <stddef.h>

/* Keywords cannot be names. The first seven begin items. */
#define ZKS_KEYWORD_LIST(X)                                                                                            \
    X(CIRCUIT, "circuit")                                                                                              \
    X(INDEX, "index")                                                                                                  \
    X(PARAM, "param")                                                                                                  \
    X(ACCOUNT, "account")                                                                                              \
    X(POOL, "pool")                                                                                                    \
    X(POLICY, "policy")                                                                                                \
    X(LET, "let")                                                                                                      \
    X(IN, "in")                                                                                                        \
    X(REQUIRE, "require")                                                                                              \
    X(PAIR, "pair")                                                                                                    \
    X(PUBLIC, "public")                                                                                                \
    X(UNITS, "units")                                                                                                  \
    X(OF, "of")                                                                                                        \
    X(QUOTE, "quote")                                                                                                  \
    X(INTEGER, "integer")                                                                                              \
    X(BYTES, "bytes")                                                                                                  \
    X(DECIMALS, "decimals")                                                                                            \
    X(COMMITTED, "committed")                                                                                          \
    X(ADVICE, "advice")                                                                                                \
    X(FLAG, "flag")                                                                                                    \
    X(AT, "at")                                                                                                        \
    X(LEAST, "least")                                                                                                  \
    X(MOST, "most")                                                                                                    \
    X(FILLING, "filling")                                                                                              \
    X(IF, "if")                                                                                                        \
    X(EXACTLY, "exactly")                                                                                              \
    X(FOR, "for")                                                                                                      \
    X(WHEN, "when")                                                                                                    \
    X(SUM, "sum")                                                                                                      \
    X(TOTAL, "total")                                                                                                  \
    X(COUNT, "count")                                                                                                  \
    X(LARGEST, "largest")                                                                                              \
    X(SMALLEST, "smallest")                                                                                            \
    X(RISING, "rising")                                                                                                \
    X(FALLING, "falling")

/* Longer signs before their beginnings. */
#define ZKS_SIGN_LIST(X)                                                                                               \
    X(GREATER_EQUAL, ">=")                                                                                             \
    X(LESS_EQUAL, "<=")                                                                                                \
    X(EQUAL, "==")                                                                                                     \
    X(GREATER, ">")                                                                                                    \
    X(LESS, "<")                                                                                                       \
    X(DEFINE, "=")                                                                                                     \
    X(OPEN_BRACE, "{")                                                                                                 \
    X(CLOSE_BRACE, "}")                                                                                                \
    X(OPEN_BRACKET, "[")                                                                                               \
    X(CLOSE_BRACKET, "]")                                                                                              \
    X(OPEN, "(")                                                                                                       \
    X(CLOSE, ")")                                                                                                      \
    X(COMMA, ",")                                                                                                      \
    X(COLON, ":")                                                                                                      \
    X(PLUS, "+")                                                                                                       \
    X(MINUS, "-")                                                                                                      \
    X(TIMES, "*")                                                                                                      \
    X(DIVIDE, "/")

typedef enum {
    ZKS_TOKEN_END,
    ZKS_TOKEN_WRONG, /* what is no word; reported */
    ZKS_TOKEN_NAME,
    ZKS_TOKEN_NUMBER,
#define ZKS_TOKEN_ENUM(name, text) ZKS_TOKEN_##name,
    ZKS_KEYWORD_LIST(ZKS_TOKEN_ENUM) ZKS_SIGN_LIST(ZKS_TOKEN_ENUM)
#undef ZKS_TOKEN_ENUM
} zks_token_kind;

/* A run of the text and where it stands. */
typedef struct {
    const char *text;
    size_t length;
    zks_place place;
} zks_word;

typedef struct {
    zks_token_kind kind;
    zks_word word; /* empty at the end of the text */
} zks_token;

typedef struct {
    const zks_source *source;
    size_t at;
    zks_place place;              /* of text[at] */
    zks_diagnostics *diagnostics; /* NULL: nothing is reported */
} zks_lexer;

/* Whether the text is UTF-8 without control characters (but line feed and tab) and without characters that make a text
 * look different from what it says (bidirectional controls, line and paragraph separators); reports the first that is.
 */
bool zks_lex_check_encoding(const zks_lexer *lexer);
zks_token zks_lex_next(zks_lexer *lexer);
/* A keyword or sign as it is written, in quotes; "a name", "a number", "the end of the text". */
const char *zks_token_text(zks_token_kind kind);
/* A keyword as it is written. */
const char *zks_keyword(zks_token_kind kind);
bool zks_token_is_keyword(zks_token_kind kind);
/* Whether an item of a circuit begins with this keyword; but for `let`, it stands nowhere else. */
bool zks_token_begins_item(zks_token_kind kind);
/* >= <= == > < */
bool zks_token_is_relation(zks_token_kind kind);

#endif
