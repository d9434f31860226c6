/* A circuit compiled with its public numbers: the columns and integer constraints of one table (docs/circuits.md, "From
 * text to constraints"; docs/protocol.md, "What is proved"). Deterministic: both sides get the same table from the same
 * text and numbers.
 *
 * Account table: committed columns in the order of declaration, each over the members of its index; then one slack
 * column per inequality, in the order of requirements, each over the members of its free index. Pool table: a total
 * column per committed account column, same order; then slack columns likewise.
 *
 * Every constraint is primitive (integer coefficients and constant without a common divisor, the slack's coefficient
 * -1) and cannot wrap: the extreme values over all in-range columns lie strictly between -order and order.
 */
#ifndef ZKS_CIRCUITS_TABLE_H
#define ZKS_CIRCUITS_TABLE_H

#include "argument/system.h"
#include "circuits/circuit.h"
#include "circuits/numbers.h"

#include <gmp.h>

typedef enum { ZKS_COLUMN_COMMITTED, ZKS_COLUMN_SLACK } zks_column_kind;

typedef struct {
    char *name; /* "collateral[BTC]", "total(debt[ETH])", "slack of margin" */
    zks_column_kind kind;
    unsigned width;    /* bytes */
    unsigned decimals; /* human units = value * 10^-decimals (committed only) */
    uint32_t declared; /* committed: the declared account column ... */
    uint32_t member;   /* ... and the member of its index (0 where it has none) */
} zks_column;

typedef struct {
    uint32_t column;
    mpz_t coefficient;
} zks_integer_term;

typedef struct {
    char *name;         /* "margin", "backed[BTC]" */
    size_t requirement; /* position in the circuit */
    uint32_t member;    /* of its free index (0 where it has none) */
    size_t term_count;
    zks_integer_term *terms; /* ascending columns, the slack's last */
    mpz_t constant;
    long slack;  /* its slack column, -1 for an equality */
    mpq_t scale; /* (left - right) in human units = (sum without slack) / scale for >=, its negative for <=; > 0 */
} zks_integer_constraint;

/* A committed column's term in a constraint. */
typedef struct {
    size_t constraint;
    const zks_integer_term *term;
} zks_use;

typedef struct {
    zks_scope scope;
    size_t column_count, committed_count, constraint_count;
    zks_column *columns;
    zks_integer_constraint *constraints;
    zks_system system; /* the same for the argument, coefficients as scalars */
    /* The committed columns' terms by column, for zks_table_evaluate: uses[first_use[a]] .. uses[first_use[a + 1] - 1].
     */
    size_t *first_use; /* committed_count + 1 */
    zks_use *uses;
} zks_table;

/* Checks that the numbers fit the circuit (every declared index, field, parameter and pool column present once, no
 * other; canonical decimals; names of members unique, 1..ZKS_MAX_NAME bytes of UTF-8 without control characters;
 * decimals and bytes in range) and brings indexes, fields, params and pool columns into the order of declaration. Then
 * evaluates every policy check. Findings go to *d. ZKS_OK, ZKS_ERROR_POLICY (numbers do not fit), ZKS_ERROR_REQUIREMENT
 * (a policy check is broken) or ZKS_ERROR_MEMORY. `pool` numbers may be absent (pool_count = 0) only where
 * `without_pool`. */
zks_status zks_numbers_check(const zks_circuit *circuit, zks_numbers *numbers, bool without_pool, zks_diagnostics *d);

/* Compiles checked numbers. `rows` >= 1 is the number of accounts, padding included: the pool's total columns are wide
 * enough for the sum of that many; ignored for the account table. NULL with *status ZKS_ERROR_CIRCUIT or
 * ZKS_ERROR_MEMORY. */
zks_table *zks_table_compile(const zks_circuit *circuit, const zks_numbers *numbers, zks_scope scope, uint64_t rows,
                             zks_diagnostics *d, zks_status *status);
void zks_table_free(zks_table *table);

/* The value of a column in one row; little-endian limbs. */
typedef struct {
    uint32_t column;
    uint64_t limb[4];
} zks_value;

/* What every constraint gives on one row without its slack: results[c] = sum of coefficient * value + constant over the
 * given committed values (ascending columns; absent columns are 0). `results` are `constraint_count` initialised mpz.
 * For an inequality this is the value its slack must take; the row meets the requirement iff it is >= 0 (== 0 for an
 * equality). Cost follows `count`. */
void zks_table_evaluate(const zks_table *table, const zks_value *values, size_t count, mpz_t *results);

#endif
