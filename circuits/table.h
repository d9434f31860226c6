/* A circuit compiled with its public numbers: the columns and integer constraints of one table (docs/circuits.md, "From
 * text to constraints"; docs/protocol.md, "What is proved"). Deterministic: both sides get the same table from the same
 * text and numbers.
 *
 * Columns: the committed ones (account table: the ledger's columns, then committed advice; pool table: a total of
 * each), in the pool table the external ones (each member of the pool columns that custodians have committed to), then
 * advice that is not committed and the helpers of all advice, then one slack per inequality, in the order of
 * constraints. Constraints: the bounds of advice in the order of declaration, then the requirements.
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

typedef enum {
    ZKS_COLUMN_LEDGER,  /* of the ledger; in the pool table, a total of one */
    ZKS_COLUMN_RESERVE, /* a member of a committed pool column: external */
    ZKS_COLUMN_ADVICE,  /* declared advice; in the pool table also a total of a committed one */
    ZKS_COLUMN_HELPER,  /* of advice */
    ZKS_COLUMN_SLACK
} zks_column_kind;

typedef struct {
    char *name; /* "collateral[BTC]", "total(debt[ETH])", "reserve[BTC]", "slack of margin" */
    zks_column_kind kind;
    unsigned width;    /* bytes */
    unsigned decimals; /* human units = value * 10^-decimals (not slacks) */
    uint32_t declared; /* the declared account column, pool column or advice (helpers too) ... */
    uint32_t member; /* ... and the combination of members, the last index running fastest (0: no index); not helpers */
} zks_column;

typedef struct {
    uint32_t column;
    mpz_t coefficient;
} zks_integer_term;

typedef struct {
    char *name;      /* "margin", "backed[BTC]" */
    bool is_bound;   /* of advice, else of a requirement */
    size_t declared; /* the advice, or the requirement: its position in the circuit */
    uint32_t member; /* of its indexes, flattened as for columns; of a bound, its advice's */
    bool reversed;   /* a requirement's side that is written with <= */
    size_t term_count;
    zks_integer_term *terms; /* ascending columns, the slack's last */
    mpz_t constant;
    long slack;  /* its slack column, -1 for an equality */
    mpq_t scale; /* its form in human units = (sum without slack) / scale; > 0 */
} zks_integer_constraint;

/* How the prover fills one column that is neither the ledger's nor external, from those before it (ascending `column`
 * is not implied; the steps stand in the order in which they can be done). `first` .. `first + count - 1` are the
 * constraints that define it; constraints not among them do not matter. */
typedef enum {
    ZKS_STEP_LEAST,   /* the least value >= 0 with which those hold where its coefficient is positive, later columns
                         being 0; lowered to the largest with which those hold where it is negative */
    ZKS_STEP_LARGEST, /* the largest value >= 0 with which those hold where its coefficient is negative; 0 if none */
    ZKS_STEP_OPEN,    /* the h of a filling: 1 where the filled value is above 0, else 0. The value is minus the form of
                         constraint `first` where its slices are 0 (at least), that form itself (at most) */
    ZKS_STEP_ORDER    /* the nu of largest/smallest: of the constraints `first` ..., each  s_j + nu - E_j  (largest) or
                         s_j - nu + E_j  (smallest), the `rank`-th largest (smallest) E_j, 0 where that is negative */
} zks_step_kind;

typedef struct {
    zks_step_kind kind;
    bool at_most; /* OPEN, ORDER: of at most advice */
    uint32_t column;
    size_t first, count;
    size_t rank; /* ORDER */
} zks_step;

/* One term by its column. */
typedef struct {
    size_t constraint;
    const zks_integer_term *term;
} zks_use;

typedef struct {
    zks_scope scope;
    size_t column_count, ledger_count, committed_count, external_count, constraint_count, step_count;
    zks_column *columns; /* ledger_count of the ledger, committed advice up to committed_count, external_count, ... */
    zks_integer_constraint *constraints;
    zks_step *steps;   /* of a pool table: of its own advice, not of the totals */
    zks_system system; /* the same for the argument, coefficients as scalars */
    /* The terms by column, slacks excluded: uses[first_use[a]] .. uses[first_use[a + 1] - 1]. */
    size_t *first_use;
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

#endif
