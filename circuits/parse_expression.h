/* Expressions and comparisons (docs/circuits.md, "Grammar"). */
#ifndef ZKS_CIRCUITS_PARSE_EXPRESSION_H
#define ZKS_CIRCUITS_PARSE_EXPRESSION_H

#include "circuits/parser.h"

/* NULL after a finding, or with the arena exhausted. */
zks_node *zks_parse_expression(zks_parser *p);
/* side relation side { relation side }. False after a finding, or with the arena exhausted. */
bool zks_parse_comparison(zks_parser *p, zks_comparison *comparison);

#endif
