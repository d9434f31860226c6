/* A circuit in plain words, for those who judge a rule and do not read its language. The words are made of what was
 * read and checked, never of comments, so they cannot say what the circuit does not. All texts are one line, malloc'd;
 * NULL: out of memory.
 */
#ifndef ZKS_CIRCUITS_EXPLAIN_H
#define ZKS_CIRCUITS_EXPLAIN_H

#include "circuits/circuit.h"
#include "circuits/table.h"

/* "every account, for every asset", "all accounts together, for every scenario and asset": what something holds for. */
char *zks_explain_whom(const zks_circuit *circuit, zks_scope scope, zks_dimensions over);

/* What the policy lists: "each has decimals and public numbers price, haircut". */
char *zks_explain_index(const zks_circuit *circuit, size_t index);
/* "a public number, for every scenario and asset" */
char *zks_explain_param(const zks_circuit *circuit, size_t param);
/* The unit of an account or pool column: "units of asset", "quote units" or "number". */
char *zks_explain_unit(const zks_circuit *circuit, const zks_declared_column *column);
/* The other leg of a position, NULL where the account column is no leg. Not malloc'd. */
const char *zks_explain_partner(const zks_circuit *circuit, size_t column);

/* Lets in the order of declaration. */
typedef struct {
    const char *name;
    zks_dimensions over;
    const char *kind; /* "account", "pool" or "public" */
    const char *text; /* as written, white space folded */
} zks_declared_let;
size_t zks_explain_let_count(const zks_circuit *circuit);
zks_declared_let zks_explain_let(const zks_circuit *circuit, size_t let);
char *zks_explain_let_meaning(const zks_circuit *circuit, size_t let);

/* What advice or a flag is: "at least each of these, and 0: ...". */
char *zks_explain_advice(const zks_circuit *circuit, size_t advice);
/* How far its value is the prover's choice, and why that gains him nothing. Not malloc'd, never NULL. */
const char *zks_explain_choice(const zks_circuit *circuit, size_t advice);

/* The inequality of a requirement: "reserve is at least coverage x all accounts' balance". */
char *zks_explain_requirement(const zks_circuit *circuit, size_t requirement);
bool zks_explain_uses_pool_numbers(const zks_circuit *circuit, size_t requirement);

/* Policy checks in the order of the text. */
size_t zks_explain_check_count(const zks_circuit *circuit);
const char *zks_explain_check_text(const zks_circuit *circuit, size_t check); /* as written, not malloc'd */
char *zks_explain_check(const zks_circuit *circuit, size_t check);

/* Totals that count in favour of whoever attests no further than a requirement of the pool bounds them, in the order in
 * which they are written. */
typedef struct {
    char *total; /* "all accounts' debt" */
    const char *requirement;
    bool backed; /* by columns of the pool, else capped by other public numbers */
} zks_explained_reliance;
typedef struct {
    size_t count;
    zks_explained_reliance *list;
} zks_explained_reliances;
/* False: out of memory. Clear it either way. */
bool zks_explain_requirement_relies(zks_explained_reliances *relies, const zks_circuit *circuit, size_t requirement);
bool zks_explain_advice_relies(zks_explained_reliances *relies, const zks_circuit *circuit, size_t advice);
void zks_explained_reliances_clear(zks_explained_reliances *relies);

/* A constraint with its coefficients in human units, what counts against it on the other side: "61425 x
 * collateral[BTC] >= 1.1 x debt[USD] + 5". At most `most` terms stand on a side, the others are counted. With
 * `without_constant` "(pool numbers)" stands for the constant and what it is made of. */
char *zks_explain_constraint(const zks_table *table, size_t constraint, size_t most, bool without_constant);
/* The bits of its largest absolute value over all columns within their widths: below 253, or it would not have been
 * compiled (docs/circuits.md, "No wrap-around"). */
size_t zks_explain_constraint_bits(const zks_table *table, size_t constraint);

#endif
