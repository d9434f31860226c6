/* Lists of named numbers brought into the order of the circuit's declarations. */
#ifndef ZKS_CIRCUITS_NUMBERS_ORDER_H
#define ZKS_CIRCUITS_NUMBERS_ORDER_H

#include "circuits/ast.h"

/* What a list is of, for findings: `owner` says whose it is ("index 'asset', member 'BTC': ", or nothing). */
typedef struct {
    zks_diagnostics *d;
    const char *what, *owner;
} zks_list_kind;

/* Brings items, whose first member is their name, into declared order. False after findings, where they are not the
 * declared ones, each once; the order is then any. */
bool zks_order_items(const zks_list_kind *kind, void *items, size_t count, size_t size, const zks_symbols *declared);

/* Whether a member's name may be shown: 1..ZKS_MAX_NAME bytes of UTF-8 without control characters. */
bool zks_name_is_plain(const char *name);
/* The name itself, or that it cannot be shown. */
const char *zks_shown_name(const char *name);

#endif
