/* The items of a circuit, each after the words by which its kind is told. All return false after a finding, or with the
 * arena exhausted. */
#ifndef ZKS_CIRCUITS_PARSE_ITEMS_H
#define ZKS_CIRCUITS_PARSE_ITEMS_H

#include "circuits/parser.h"

/* After `index`, `param`, `account`, `account pair`, `pool`. */
bool zks_parse_index(zks_parser *p);
bool zks_parse_params(zks_parser *p);
bool zks_parse_account_columns(zks_parser *p);
bool zks_parse_pair(zks_parser *p);
bool zks_parse_pool_column(zks_parser *p);
/* After `... advice`, `... flag`, `... let`. */
bool zks_parse_advice(zks_parser *p, zks_scope scope, bool committed);
bool zks_parse_flag(zks_parser *p, zks_scope scope, bool committed);
bool zks_parse_let(zks_parser *p, zks_let_kind kind);
/* After `... require`, `policy`. */
bool zks_parse_requirement(zks_parser *p, zks_scope scope);
bool zks_parse_policy(zks_parser *p);

/* NAME, or NAME[INDEX, ...]. NULL after a finding, or with the arena exhausted. */
zks_symbol *zks_parse_column(zks_parser *p, zks_symbols *list, zks_symbol_kind kind, const char *what);

#endif
