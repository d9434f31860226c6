/* The declared columns a file fills, with the members and units of their index: what the reader of a ledger (account
 * columns) or of reserves (pool columns) has to know of circuit and policy. */
#ifndef ZKS_PROVER_COLUMNS_H
#define ZKS_PROVER_COLUMNS_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"
#include "policy/hash_index.h"
#include "policy/input.h"

/* All the columns of one file stand over the same index, or all over none: then there is a single member without a
 * name. */
typedef struct {
    const char *file; /* for messages */
    size_t count;
    zks_declared_column *declared;
    const zks_numbers *numbers;
    const zks_index *index; /* NULL: none */
    size_t member_count;
    zks_hash_index members; /* by name */
} zks_columns;

/* `numbers` are checked against the circuit; circuit, numbers and `file` are borrowed. ZKS_ERROR_INPUT where columns of
 * several indexes are mixed. An all-zero or cleared object may be cleared. */
zks_status zks_columns_open(zks_columns *columns, const zks_circuit *circuit, const zks_numbers *numbers,
                            zks_scope scope, const char *file, zks_report *report);
void zks_columns_clear(zks_columns *columns);

/* The position of a member, found by its name. */
zks_status zks_columns_member(const zks_columns *columns, const zks_field *name, uint32_t *member, zks_report *report);

/* What one amount counts: `name` is the member's or currency's, the column's own where it has no unit. */
typedef struct {
    const char *name;
    unsigned decimals, bytes;
} zks_amount_unit;
zks_amount_unit zks_columns_unit(const zks_columns *columns, size_t column, size_t member);

/* An amount in human units as an integer of the column's unit for this member. */
zks_status zks_columns_amount(const zks_columns *columns, size_t column, size_t member, const zks_field *field,
                              unsigned __int128 *amount, zks_report *report);

#endif
