/* The declared columns over one combination of indexes, which are those of one file, with the members and units of the
 * indexes: what the reader of a ledger (account columns) or of reserves (pool columns) has to know of circuit and
 * policy. */
#ifndef ZKS_PROVER_COLUMNS_H
#define ZKS_PROVER_COLUMNS_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"
#include "policy/input.h"
#include "policy/member_finder.h"

/* A declared column, its position among those of its scope, and that of its first member's column in the table, where
 * its other members follow. */
typedef struct {
    zks_declared_column declared;
    size_t number, first;
} zks_placed_column;

typedef struct {
    const char *file;           /* for messages; NULL until one is known */
    const zks_circuit *circuit; /* borrowed, and so are the numbers */
    const zks_numbers *numbers;
    zks_scope scope; /* rows of account columns begin with the account */
    zks_dimensions over;
    zks_member_finder members[ZKS_MAX_DIMENSIONS]; /* of each index */
    size_t member_count;                           /* combinations of members; 1 where there is no index */
    size_t count;
    zks_placed_column *list; /* in the order of declaration; borrowed */
} zks_columns;

/* Indexes the members' names. False: out of memory. */
bool zks_columns_open(zks_columns *columns);
void zks_columns_clear(zks_columns *columns);

/* The fields that a row begins with, "account" and the names of the indexes. */
size_t zks_columns_key_count(const zks_columns *columns);
const char *zks_columns_key(const zks_columns *columns, size_t key);

/* Names with commas between, for messages; shortened where long. */
#define ZKS_LIST_TEXT 160
typedef struct {
    char text[ZKS_LIST_TEXT];
} zks_list_text;
zks_list_text zks_columns_header(const zks_columns *columns);                     /* "account,asset,balance" */
zks_list_text zks_columns_member_name(const zks_columns *columns, size_t member); /* "BTC", or "BTC,2026-09" */

/* The combination of members that a row is about (the last index runs fastest), by their names, one for each index. */
zks_status zks_columns_member(const zks_columns *columns, const zks_field *names, uint32_t *member, zks_report *report);

/* What one amount counts: `name` is the member's or currency's, the column's own where it has no unit. */
typedef struct {
    const char *name;
    unsigned decimals, bytes;
} zks_amount_unit;
zks_amount_unit zks_columns_unit(const zks_columns *columns, size_t column, size_t member);

/* An amount in human units as an integer of the column's unit for this member. `column` is a place in the list. */
zks_status zks_columns_amount(const zks_columns *columns, size_t column, size_t member, const zks_field *field,
                              unsigned __int128 *amount, zks_report *report);
/* An amount of a pool column, which may have any width and, without a unit, any decimals: that it is one. */
zks_status zks_columns_check_public(const zks_columns *columns, size_t column, size_t member, const zks_field *field,
                                    zks_report *report);

#endif
