/* A circuit: the text of a margin rule, read and checked on its own, before any number is known (docs/circuits.md).
 * The same text is read by prover and verifier; nothing in it is trusted.
 */
#ifndef ZKS_CIRCUITS_CIRCUIT_H
#define ZKS_CIRCUITS_CIRCUIT_H

#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>

#define ZKS_CIRCUIT_MAX_TEXT (1u << 20) /* bytes */

/* Diagnostics: what is wrong, one finding a line, "file:line:column: message; what to write instead". A finding about
 * public numbers, which stand in no circuit, is "file: message", or the message alone where no file is given. Empty
 * where nothing is wrong. Owned text, freed by zks_diagnostics_clear. */
typedef struct {
    char *text;
    size_t length, findings;
    const char *numbers_file; /* borrowed, set by whoever reads numbers from a file; NULL: none */
} zks_diagnostics;
void zks_diagnostics_clear(zks_diagnostics *d);

typedef enum { ZKS_SCOPE_ACCOUNT, ZKS_SCOPE_POOL } zks_scope;
typedef enum { ZKS_UNIT_MEMBER, ZKS_UNIT_QUOTE, ZKS_UNIT_NONE } zks_unit;

typedef struct zks_circuit zks_circuit;

/* Reads a circuit from UTF-8 text (no control characters but line feed and tab). `file` names it in diagnostics. NULL
 * where the text is wrong: *status is ZKS_ERROR_CIRCUIT (findings in *d) or ZKS_ERROR_MEMORY. */
zks_circuit *zks_circuit_read(const char *text, size_t length, const char *file, zks_diagnostics *d,
                              zks_status *status);
void zks_circuit_free(zks_circuit *circuit);

/* What a reader of ledgers and policies has to know. All strings live as long as the circuit. */
const char *zks_circuit_name(const zks_circuit *circuit);

size_t zks_circuit_index_count(const zks_circuit *circuit);
const char *zks_circuit_index_name(const zks_circuit *circuit, size_t index);
bool zks_circuit_index_has_decimals(const zks_circuit *circuit, size_t index);
size_t zks_circuit_field_count(const zks_circuit *circuit, size_t index); /* without decimals */
const char *zks_circuit_field_name(const zks_circuit *circuit, size_t index, size_t field);

size_t zks_circuit_param_count(const zks_circuit *circuit);
const char *zks_circuit_param_name(const zks_circuit *circuit, size_t param);

/* A declared column: account columns come from the ledger and are committed; pool columns are public numbers. `index`
 * is the position of its index, or -1 where it has none. */
typedef struct {
    const char *name;
    long index;
    zks_unit unit;
    unsigned bytes; /* 0: the width of its unit */
} zks_declared_column;
size_t zks_circuit_account_column_count(const zks_circuit *circuit);
zks_declared_column zks_circuit_account_column(const zks_circuit *circuit, size_t column);
size_t zks_circuit_pool_column_count(const zks_circuit *circuit);
zks_declared_column zks_circuit_pool_column(const zks_circuit *circuit, size_t column);

typedef struct {
    const char *name;
    zks_scope scope;
    long index;       /* its free index, or -1 */
    const char *text; /* the inequality as written, white space folded; for people */
} zks_requirement;
size_t zks_circuit_requirement_count(const zks_circuit *circuit);
zks_requirement zks_circuit_requirement(const zks_circuit *circuit, size_t requirement);

/* The circuits this program ships: text by name, NULL where there is none of that name; names by position. */
const char *zks_shipped_circuit(const char *name, size_t *length);
const char *zks_shipped_circuit_name(size_t position); /* NULL past the last */

#endif
