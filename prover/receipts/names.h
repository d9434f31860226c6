/* What the receipts of a ledger are called. A name is an address for whoever has it and says nothing to others: it
 * comes from the account's id under the secrets. */
#ifndef ZKS_PROVER_RECEIPTS_NAMES_H
#define ZKS_PROVER_RECEIPTS_NAMES_H

#include "prover/rows.h"

#define ZKS_RECEIPT_NAME_LENGTH (2 * ZKS_RECEIPT_NAME_BYTES + 5) /* "0f...a2.json" */

typedef struct {
    uint8_t digits[ZKS_RECEIPT_NAME_BYTES];
    uint32_t row, account;
} zks_receipt_name;

typedef struct {
    size_t count;           /* an account each; padding has no receipt */
    zks_receipt_name *list; /* in ascending order; owned witness memory */
} zks_receipt_names;

/* False: out of memory. */
bool zks_receipt_names_make(zks_receipt_names *names, const zks_rows *rows, int threads);
void zks_receipt_names_clear(zks_receipt_names *names); /* wipes */

/* The file name, with a NUL. */
void zks_receipt_name_text(char text[ZKS_RECEIPT_NAME_LENGTH + 1], const uint8_t digits[ZKS_RECEIPT_NAME_BYTES]);

/* index.csv: a line account,name for every account, in the order of names, behind a header. *bytes is witness memory;
 * false: out of memory. */
bool zks_receipt_index(const zks_receipt_names *names, const zks_ledger *ledger, char **bytes, size_t *length);

#endif
