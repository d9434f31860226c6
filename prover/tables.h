/* The proofs of all tables of an attestation: proof.bin. */
#ifndef ZKS_PROVER_TABLES_H
#define ZKS_PROVER_TABLES_H

#include "argument/segments.h"
#include "prover/argument/prover.h"
#include "prover/commitments.h"
#include "prover/custody/hidden_reserves.h"

typedef struct {
    const char *claim; /* the claim bytes */
    size_t claim_length;
    const zks_table *account, *pool;
    const zks_segments *segments;
    const zks_rows *rows;
    const zks_commitments *commitments;
    const zks_totals *totals;          /* of these rows */
    const zks_hidden_reserves *hidden; /* the pool's external columns */
    const zks_generators *generators;
    const uint8_t *seed;
    int threads;
} zks_tables;

/* Writes segments->words words, and adds to *seconds what each table took (together more than the time that passed,
 * where tables are proved side by side). Every row and the totals meet the constraints. The bytes do not depend on
 * `threads`. */
zks_status zks_tables_prove(const zks_tables *tables, zks_word *proof, zks_prove_seconds *seconds,
                            const zks_progress *progress);

#endif
