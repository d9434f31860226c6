/* Expressions in words. Within circuits/explain_*. */
#ifndef ZKS_CIRCUITS_EXPLAIN_EXPRESSION_H
#define ZKS_CIRCUITS_EXPLAIN_EXPRESSION_H

#include "circuits/ast.h"
#include "circuits/words.h"

/* "price x (long - short)", "the sum, over every asset, of price x debt", "all accounts' balance". */
void zks_put_expression(FILE *out, const zks_node *node);
/* The same as a factor: in parentheses where it is made of several. */
void zks_put_factor(FILE *out, const zks_node *node);
/* "a is at least b", "b is at least a and at most c". */
void zks_put_comparison(FILE *out, const zks_comparison *comparison);
/* "every contract in the underlying" */
void zks_put_members(FILE *out, const zks_members *members);
/* "every scenario and asset"; nothing where there are none. `lead` stands before them. */
void zks_put_every(FILE *out, const zks_circuit *circuit, const char *lead, const size_t *indexes, size_t count);

#endif
