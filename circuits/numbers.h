/* The public numbers of a policy: members of each index with their fields, parameters, declared pool columns. Numbers
 * are kept as canonical decimal strings (circuits/decimal.h), exactly as the statement publishes them; the compiler
 * turns them into rationals. Plain data, filled by the reader of a policy or of a statement, checked by
 * zks_numbers_check().
 */
#ifndef ZKS_CIRCUITS_NUMBERS_H
#define ZKS_CIRCUITS_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZKS_MAX_DECIMALS 36 /* of an index member or the quote currency */
#define ZKS_DEFAULT_BYTES 8 /* width of a column in a member's units */
#define ZKS_MAX_BYTES 16
#define ZKS_MAX_MEMBERS 100000 /* of one index */
#define ZKS_MAX_NAME 64        /* bytes of a member's or currency's name */
#define ZKS_MAX_DIMENSIONS 3   /* indexes that a parameter, a column or a requirement is over */
#define ZKS_MAX_VALUES 1000000 /* of one parameter or pool column */

typedef struct {
    char *name;  /* of a field */
    char *value; /* canonical decimal */
} zks_number;

typedef struct {
    char *name;
    unsigned decimals;      /* a column in these units counts 10^-decimals */
    unsigned bytes;         /* 1..ZKS_MAX_BYTES; 0, like decimals, where the index has no decimals */
    char *parent;           /* name of the parent's member it belongs to; NULL where the index has no parent */
    size_t parent_position; /* the same, found by zks_numbers_check() */
    size_t field_count;
    zks_number *fields; /* without decimals and bytes; in the order of the circuit's declaration once checked */
} zks_member;

typedef struct {
    char *name;
    size_t member_count;
    zks_member *members;
} zks_index;

/* A parameter or a pool column: one value where it is over no index, else one for every combination of members
 * of its indexes, the last index running fastest. */
typedef struct {
    char *name;
    size_t dimension_count;                /* how deep the arrays of the source were nested ... */
    size_t dimensions[ZKS_MAX_DIMENSIONS]; /* ... and how long; checked against the circuit by zks_numbers_check() */
    bool committed; /* a pool column that custodians have committed to: no dimensions and values */
    size_t value_count;
    char **values;      /* canonical decimals, human units; a pool column's >= 0 */
    uint8_t sha256[32]; /* of a parameter over indexes, its canonical CSV as stated (attestation/matrix.h); else zero */
} zks_values;

typedef struct {
    zks_member quote; /* name, decimals, bytes; no fields */
    size_t index_count, param_count, pool_count;
    zks_index *indexes;
    zks_values *params, *pool;
} zks_numbers;

/* Frees what the members own (all malloc'd), not the object; all-zero objects are fine. */
void zks_numbers_clear(zks_numbers *numbers);

#endif
