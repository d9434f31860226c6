/* The words of a circuit (docs/circuits.md, "Words"). */
#ifndef ZKS_CIRCUITS_LEX_H
#define ZKS_CIRCUITS_LEX_H

#include "circuits/diagnostics.h"

#include <stddef.h>

/* Keywords cannot be names. */
#define ZKS_KEYWORD_LIST(X)                                                                                            \
    X(CIRCUIT, "circuit")                                                                                              \
    X(INDEX, "index")                                                                                                  \
    X(PARAM, "param")                                                                                                  \
    X(ACCOUNT, "account")                                                                                              \
    X(POOL, "pool")                                                                                                    \
    X(POLICY, "policy")                                                                                                \
    X(REQUIRE, "require")                                                                                              \
    X(PAIR, "pair")                                                                                                    \
    X(UNITS, "units")                                                                                                  \
    X(OF, "of")                                                                                                        \
    X(QUOTE, "quote")                                                                                                  \
    X(INTEGER, "integer")                                                                                              \
    X(BYTES, "bytes")                                                                                                  \
    X(PUBLIC, "public")                                                                                                \
    X(DECIMALS, "decimals")                                                                                            \
    X(SUM, "sum")                                                                                                      \
    X(TOTAL, "total")

/* Longer signs before their beginnings. */
#define ZKS_SIGN_LIST(X)                                                                                               \
    X(GREATER_EQUAL, ">=")                                                                                             \
    X(LESS_EQUAL, "<=")                                                                                                \
    X(EQUAL, "==")                                                                                                     \
    X(GREATER, ">")                                                                                                    \
    X(LESS, "<")                                                                                                       \
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
    const char *text, *file;
    size_t length, at;
    zks_place place; /* of text[at] */
    zks_diagnostics *diagnostics;
} zks_lexer;

/* Whether the text is UTF-8 without control characters (but line feed and tab) and without characters that make a text
 * look different from what it says (bidirectional controls, line and paragraph separators); reports the first that is.
 */
bool zks_lex_check_encoding(const zks_lexer *lexer);
/* The next word. What is no word is reported and skipped; when no further finding would be shown, the text ends. */
zks_token zks_lex_next(zks_lexer *lexer);
/* A keyword or sign as it is written; "a name", "a number", "the end of the text". */
const char *zks_token_text(zks_token_kind kind);

#endif
