/* Price notes: a list of prices that an oracle signs (docs/prices.md, "Price notes"). */
#ifndef ZKS_SOURCES_PRICE_NOTE_H
#define ZKS_SOURCES_PRICE_NOTE_H

#include "signature/note.h"

#include <stddef.h>

#define ZKS_PRICES_VERSION "zksolv/1 prices"
#define ZKS_PRICE_MAX_MANTISSA 64 /* characters */
#define ZKS_PRICE_MAX_EXPONENT 36 /* and as far below zero */
#define ZKS_PRICE_MAX_SOURCE 256  /* bytes */

/* mantissa * 10^exponent for one of the asset. */
typedef struct {
    const char *asset, *mantissa;
    int exponent;
} zks_price;

typedef struct {
    char *quote, *source;
    char time[21];
    size_t count;
    zks_price *prices; /* in ascending order of their assets' bytes, each asset once */
    char *texts;       /* assets and mantissas */
} zks_price_note;

/* Frees what the members own (malloc'd); an all-zero object is fine. */
void zks_price_note_clear(zks_price_note *note);

/* Reads a note, and its signatures, which point into `bytes` and are not verified. ZKS_OK, ZKS_ERROR_MEMORY or
 * ZKS_REJECT_PRICE_ENCODING with the place; both outputs are filled only on ZKS_OK. */
zks_status zks_price_note_read(zks_price_note *note, zks_note *signatures, const char *bytes, size_t length,
                               zks_report *report);
/* The text to be signed, its line feed included, of prices in any order. malloc'd; NULL: out of memory, or a string
 * that canonical JSON cannot hold. Says nothing about lengths and ranges, which zks_price_note_read looks at. */
char *zks_price_note_text(const zks_price_note *note, size_t *length);

#endif
