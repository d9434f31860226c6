/* A circuit: the text of a margin rule, read and checked on its own, before any number is known (docs/circuits.md).
 * The same text is read by prover and verifier; nothing in it is trusted.
 */
#ifndef ZKS_CIRCUITS_CIRCUIT_H
#define ZKS_CIRCUITS_CIRCUIT_H

#include "circuits/numbers.h"
#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>

#define ZKS_CIRCUIT_MAX_TEXT (1u << 20) /* bytes */

/* Diagnostics: what is wrong. A finding is a line "file:line:column: error: message", and for one that stands in a
 * circuit's text that line of it, a line with a caret under the words it is about and, where there is something to
 * write instead, a line that says what, these three indented. A finding about public numbers, which stand in no
 * circuit, is "file: error: message", or "error: message" where no file is given. Where there are more than are shown,
 * the last line counts the others. Empty where nothing is wrong. Owned text, freed by zks_diagnostics_clear. */
typedef struct {
    char *text;
    size_t length, findings;
    size_t shown;             /* bytes of text before the line that counts further findings, where there is one */
    const char *numbers_file; /* borrowed, set by whoever reads numbers from a file; NULL: none */
} zks_diagnostics;
void zks_diagnostics_clear(zks_diagnostics *d);

typedef enum { ZKS_SCOPE_ACCOUNT, ZKS_SCOPE_POOL } zks_scope;
typedef enum { ZKS_UNIT_MEMBER, ZKS_UNIT_QUOTE, ZKS_UNIT_NONE } zks_unit;

/* The indexes that something is over, by position; none for a single one. */
typedef struct {
    size_t count;
    size_t index[ZKS_MAX_DIMENSIONS];
} zks_dimensions;

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
long zks_circuit_index_parent(const zks_circuit *circuit, size_t index); /* its position, -1 where it has none */
bool zks_circuit_index_has_decimals(const zks_circuit *circuit, size_t index);
size_t zks_circuit_field_count(const zks_circuit *circuit, size_t index); /* without decimals */
const char *zks_circuit_field_name(const zks_circuit *circuit, size_t index, size_t field);

size_t zks_circuit_param_count(const zks_circuit *circuit);
const char *zks_circuit_param_name(const zks_circuit *circuit, size_t param);
zks_dimensions zks_circuit_param_dimensions(const zks_circuit *circuit, size_t param);

/* A declared column: account columns come from the ledger and are committed; pool columns are public numbers, or
 * `public or committed`: the claim says which. */
typedef struct {
    const char *name;
    zks_dimensions over;
    zks_unit unit;
    long unit_index; /* ZKS_UNIT_MEMBER: the index whose members have the unit: one of its own, or a parent of one */
    unsigned bytes;  /* 0: the width of its unit */
    bool may_be_committed;
} zks_declared_column;
size_t zks_circuit_account_column_count(const zks_circuit *circuit);
zks_declared_column zks_circuit_account_column(const zks_circuit *circuit, size_t column);
size_t zks_circuit_pool_column_count(const zks_circuit *circuit);
zks_declared_column zks_circuit_pool_column(const zks_circuit *circuit, size_t column);

/* Advice and flags, in the order of declaration: columns that the prover computes. */
typedef struct {
    const char *name;
    zks_dimensions over;
    zks_scope scope;
    bool committed;
    bool flag;
    const char *text; /* "at least ...", "if ... < ...", as written, white space folded; for people */
} zks_declared_advice;
size_t zks_circuit_advice_count(const zks_circuit *circuit);
zks_declared_advice zks_circuit_advice(const zks_circuit *circuit, size_t advice);

typedef struct {
    const char *name;
    zks_scope scope;
    zks_dimensions over;
    const char *text; /* the inequality as written, white space folded; for people */
    zks_unit unit;    /* what it counts in, for people; NONE where nothing says so for certain */
    long unit_index;  /* ZKS_UNIT_MEMBER: as for columns */
} zks_requirement;
size_t zks_circuit_requirement_count(const zks_circuit *circuit);
zks_requirement zks_circuit_requirement(const zks_circuit *circuit, size_t requirement);

/* The circuits this program ships: text by name, NULL where there is none of that name; names by position. */
const char *zks_shipped_circuit(const char *name, size_t *length);
const char *zks_shipped_circuit_name(size_t position); /* NULL past the last */

#endif
