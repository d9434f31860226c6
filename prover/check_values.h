/* Margins and advice of every account, as CSV: `account,name,value`, a line for each requirement (the smaller of its
 * two sides where it has two) and for each advice above zero; those of the pool with an empty account. Values are
 * exact, in human units: decimals, or fractions "a/b" where a value is no finite decimal. */
#ifndef ZKS_PROVER_CHECK_VALUES_H
#define ZKS_PROVER_CHECK_VALUES_H

#include "attestation/target.h"
#include "circuits/row.h"
#include "crypto/hash.h"
#include "prover/margin.h"

/* Lines on their way to a file. All zero is none. */
typedef struct {
    char *bytes; /* witness memory */
    size_t length, capacity;
} zks_values_text;
void zks_values_text_clear(zks_values_text *text);

/* Appends the lines of a row; one whose advice does not fit has none. False: out of memory. */
bool zks_values_add_row(zks_values_text *text, const zks_compiled *compiled, zks_bytes account,
                        const zks_filled_row *row);

typedef struct {
    zks_target target;
    int file;
    const volatile int *interrupted;
    zks_report *report;
} zks_values_file;

/* A new file of mode 0600 that has its name only once it is whole. ZKS_ERROR_EXISTS, ZKS_ERROR_WRITE or
 * ZKS_ERROR_MEMORY; else zks_values_close is owed. */
zks_status zks_values_open(zks_values_file *file, const char *path, const volatile int *interrupted,
                           zks_report *report);
/* Writes what the text holds, and empties it. */
zks_status zks_values_write(zks_values_file *file, zks_values_text *text);
/* Gives the file its name where `status` is ZKS_OK, else removes it; returns `status`, or what went wrong here. */
zks_status zks_values_close(zks_values_file *file, zks_status status);

#endif
