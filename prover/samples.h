/* Inputs to try each shipped circuit with, embedded from circuits/samples when the program is built. */
#ifndef ZKS_PROVER_SAMPLES_H
#define ZKS_PROVER_SAMPLES_H

#include <stddef.h>

typedef struct {
    const char *circuit;
    const char *name; /* of the file: "policy.json", "ledger.csv", "ledger_contract.csv", ... */
    size_t length;
    const char *text;
} zks_sample_file;

/* The files of one circuit, in the order of their names; *count is 0 where there is no circuit of that name. */
const zks_sample_file *zks_sample_files(const char *circuit, size_t *count);

#endif
