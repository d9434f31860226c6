/* Receipts as text, many times faster than zks_receipt_bytes and the same to the byte: what all receipts of an
 * attestation share is prepared once, and nothing is allocated for one of them. */
#ifndef ZKS_PROVER_RECEIPTS_WRITER_H
#define ZKS_PROVER_RECEIPTS_WRITER_H

#include "circuits/circuit.h"
#include "circuits/table.h"
#include "crypto/hash.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct zks_receipt_writer zks_receipt_writer;

/* For any number of threads. NULL: out of memory. */
zks_receipt_writer *zks_receipt_writer_new(const zks_circuit *circuit, const zks_numbers *numbers,
                                           const zks_table *table, const uint8_t statement[32]);
void zks_receipt_writer_free(zks_receipt_writer *writer); /* NULL does nothing */

/* A receipt before it is text; everything is borrowed. */
typedef struct {
    zks_bytes account;
    const zks_value *values; /* committed ones above zero, ascending */
    size_t value_count;
    const uint8_t *blinding, *commitment; /* 32 bytes each */
    uint64_t index;
    size_t path_length;
    const uint8_t (*path)[32];
} zks_opened_row;

/* At most so many bytes are written. */
size_t zks_receipt_room(const zks_receipt_writer *writer, const zks_opened_row *row);
/* Writes the text, without a NUL; returns its length. */
size_t zks_receipt_write(const zks_receipt_writer *writer, const zks_opened_row *row, char *out);

#endif
