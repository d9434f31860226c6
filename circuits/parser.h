/* What the readers of items and expressions share: the words of the text, one looked at at a time. */
#ifndef ZKS_CIRCUITS_PARSER_H
#define ZKS_CIRCUITS_PARSER_H

#include "circuits/ast.h"

typedef struct {
    zks_circuit *circuit;
    zks_lexer lexer;
    zks_token token; /* the one to look at */
    zks_word last;   /* the one before it */
    unsigned nesting, deepest;
    size_t names;
    zks_word_set indexes; /* the names of all indexes of the text */
} zks_parser;

#define ZKS_PARSER_REPORT(p, place, ...) zks_finding((p)->lexer.diagnostics, (p)->circuit->file, place, __VA_ARGS__)
#define ZKS_PARSER_FAIL(p, place, ...) (ZKS_PARSER_REPORT(p, place, __VA_ARGS__), false)

void zks_parser_next(zks_parser *p);
bool zks_parser_at(const zks_parser *p, zks_token_kind kind);
/* A name with this text: a word that has a meaning in some places only. */
bool zks_parser_at_word(const zks_parser *p, const char *text);
/* Goes on where the word is of this kind. */
bool zks_parser_accept(zks_parser *p, zks_token_kind kind);

/* The functions below return false after a finding, or with the arena exhausted. */

/* "expected X, found Y"; always false. `instead` is what to write, "" where that is clear. */
bool zks_parser_expected(const zks_parser *p, const char *expected, const char *instead);
bool zks_parser_expect(zks_parser *p, zks_token_kind kind);
bool zks_parser_expect_name(zks_parser *p, zks_word *word, const char *what);
/* A width: one or two digits. */
bool zks_parser_expect_bytes(zks_parser *p, unsigned *bytes);
/* [INDEX, ...], or nothing. */
bool zks_parse_over(zks_parser *p, zks_over *over);
/* INDEX, or INDEX in PARENT. */
bool zks_parse_members(zks_parser *p, zks_members *members);

/* The text from a word of it to the last one, without comments, white space folded; NULL with the arena exhausted. */
const char *zks_parser_fold(zks_parser *p, const char *from);
/* A name in the list of its kind; NULL after a finding, or with the arena exhausted. It counts as wrong until its
 * declaration is read. */
zks_symbol *zks_parser_declare(zks_parser *p, zks_symbols *list, zks_symbol_kind kind, zks_word word);

#endif
