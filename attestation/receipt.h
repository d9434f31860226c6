/* A receipt: what one customer needs to see his account counted (docs/format.md, "Receipt"). JSON, not necessarily
 * canonical. */
#ifndef ZKS_ATTESTATION_RECEIPT_H
#define ZKS_ATTESTATION_RECEIPT_H

#include "circuits/circuit.h"
#include "circuits/table.h"
#include "zksolv/status.h"

#include <stdint.h>

#define ZKS_RECEIPT_VERSION "zksolv/3 receipt"
#define ZKS_RECEIPT_MAX_BYTES (16u << 20)
#define ZKS_MAX_ACCOUNT_ID 256 /* bytes, at least 1: any UTF-8 without control characters */

/* Of a declared account column, or of committed advice or a flag. */
typedef struct {
    char *column;
    size_t member_count;               /* as many as it has indexes ... */
    char *members[ZKS_MAX_DIMENSIONS]; /* ... the outer ones first */
    char *amount;                      /* canonical decimal, human units */
} zks_receipt_value;

typedef struct {
    char *account;
    size_t value_count;
    zks_receipt_value *values; /* zeros absent */
    uint8_t blinding[32], commitment[32], statement[32];
    uint64_t index;
    size_t path_length;
    uint8_t (*path)[32];
} zks_receipt;

void zks_receipt_clear(zks_receipt *receipt); /* wipes */
/* Indented JSON with a line feed at the end; malloc'd (the caller wipes it); NULL: out of memory. */
char *zks_receipt_bytes(const zks_receipt *receipt, size_t *length);
/* ZKS_OK, ZKS_ERROR_MEMORY, ZKS_REJECT_RECEIPT_ENCODING, _SCHEMA or _VERSION. */
zks_status zks_receipt_read(zks_receipt *receipt, const char *bytes, size_t length, zks_report *report);

/* Between the amounts of a receipt and the committed values of an account table: `values` in ascending columns, zeros
 * absent, malloc'd. ZKS_REJECT_RECEIPT_VALUE: an unknown column or member, one named twice, an amount that is not
 * canonical, has too many decimals or does not fit. */
zks_status zks_receipt_to_values(const zks_receipt *receipt, const zks_circuit *circuit, const zks_numbers *numbers,
                                 const zks_table *table, zks_value **values, size_t *count, zks_report *report);
zks_status zks_receipt_from_values(zks_receipt *receipt, const zks_circuit *circuit, const zks_numbers *numbers,
                                   const zks_table *table, const zks_value *values, size_t count);

#endif
