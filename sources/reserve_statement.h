/* A custodian's reserve statement: what he holds for somebody at a time, each amount a number or a commitment that
 * hides it (docs/reserves.md, "Reserve statements"). */
#ifndef ZKS_SOURCES_RESERVE_STATEMENT_H
#define ZKS_SOURCES_RESERVE_STATEMENT_H

#include "argument/shape.h"
#include "sources/signed_json.h"

#define ZKS_RESERVE_VERSION "zksolv/1 reserves"
#define ZKS_RESERVE_MAX_LINE 256 /* bytes of account and holder */

/* What is held of one asset. */
typedef struct {
    const char *asset;
    const char *amount; /* canonical decimal in human units, not below zero; NULL: it is hidden */
    unsigned decimals;  /* of a hidden amount */
    size_t hidden;      /* its position among the hidden ones */
} zks_reserve_holding;

typedef struct {
    json_t *object; /* owns all texts; NULL where they are somebody else's */
    const char *account, *holder, *time;
    size_t count, hidden_count;
    zks_reserve_holding *holdings; /* in ascending order of the bytes of `asset` */
    zks_word *commitments;         /* of the hidden amounts; each read one is the canonical encoding of a point */
} zks_reserve_statement;

/* Frees what the members own; an all-zero object is fine. */
void zks_reserve_statement_clear(zks_reserve_statement *statement);

/* Fills an empty *statement from a note, and *note, which points into `bytes`. Says nothing about who signed. ZKS_OK,
 * ZKS_ERROR_MEMORY, or ZKS_REJECT_RESERVE_ENCODING with what is wrong. */
zks_status zks_reserve_statement_read(zks_reserve_statement *statement, zks_note *note, const char *bytes,
                                      size_t length, zks_report *report);
/* The text of the note: canonical JSON and a line feed. malloc'd; NULL: out of memory. */
char *zks_reserve_statement_text(const zks_reserve_statement *statement, size_t *length);

/* What is held of an asset; NULL: nothing. */
const zks_reserve_holding *zks_reserve_statement_find(const zks_reserve_statement *statement, const char *asset);

#endif
