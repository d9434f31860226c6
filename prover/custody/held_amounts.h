/* What a custodian holds, as CSV: a header `asset,amount,decimals`, then a line for each asset. The decimals are those
 * of the unit in which a hidden amount is committed to; a line or a whole file may lack them. */
#ifndef ZKS_PROVER_CUSTODY_HELD_AMOUNTS_H
#define ZKS_PROVER_CUSTODY_HELD_AMOUNTS_H

#include "circuits/decimal.h"
#include "circuits/numbers.h"
#include "zksolv/status.h"

typedef struct {
    char asset[ZKS_MAX_NAME + 1];
    char amount[ZKS_DECIMAL_MAX + 2]; /* canonical, not below zero */
    bool has_units;                   /* decimals are given; then */
    unsigned decimals;
    unsigned __int128 units; /* amount * 10^decimals */
    uint64_t line;
} zks_held_amount;

typedef struct {
    size_t count;
    zks_held_amount *list; /* in ascending order of the bytes of `asset`; owned witness memory */
} zks_held_amounts;

void zks_held_amounts_clear(zks_held_amounts *amounts);

/* Reads a file, "-" being standard input. ZKS_ERROR_READ, ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT with line and column in
 * *report, *amounts untouched. */
zks_status zks_held_amounts_read(zks_held_amounts *amounts, const char *path, zks_report *report);

#endif
