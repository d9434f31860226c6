/* The verifier's steps (docs/protocol.md, section 6), one function each. What verifies an attestation and what checks a
 * receipt are lists of them. */
#ifndef ZKS_VERIFIER_STEPS_H
#define ZKS_VERIFIER_STEPS_H

#include "attestation/folder.h"
#include "sources/reserves.h"
#include "verifier/claim.h"
#include "verifier/vouching.h"
#include "zksolv/progress.h"

/* One attestation on its way. The caller fills the first part and clears the whole. */
typedef struct {
    const char *path;
    int threads;                  /* >= 1 */
    const zks_progress *progress; /* may be NULL */
    zks_report *report;
    zks_vouching *vouching; /* started; NULL: what vouches for the attestation is not asked */

    zks_folder folder;
    int is_folder;
    zks_stated stated; /* its `bytes` are NULL until step 1 has passed */
    bool prices_are_checked, reserves_are_checked;
    zks_reserves reserves;
    double seconds_read, seconds_compile, seconds_hash, seconds_proofs;
} zks_run;

typedef zks_status zks_verification_step(zks_run *run);

zks_verification_step zks_step_statement; /* 1: statement.json */
zks_verification_step zks_step_vouchers;  /*    its signatures, log proof and timestamp (docs/signatures.md) */
zks_verification_step zks_step_circuit;   /* 2: circuit, policy, tables */
zks_verification_step zks_step_prices;    /*    prices follow from their notes (docs/prices.md) */
zks_verification_step zks_step_reserves;  /*    reserves follow from custodians' statements (docs/reserves.md) */
zks_verification_step zks_step_lengths;   /* 3: accounts.bin and proof.bin are there and as long as they have to be; */
zks_verification_step zks_step_digests;   /*    their digests; */
zks_verification_step zks_step_root;      /*    the Merkle root */
zks_verification_step zks_step_proofs;    /* 4 to 6: points, transcripts, equations */
zks_verification_step zks_step_log;       /*    the log continues what is remembered of it */

/* Takes `count` steps in order up to the first that does not give ZKS_OK. ZKS_ERROR_INTERRUPTED where progress asks for
 * it. */
zks_status zks_run_steps(zks_run *run, zks_verification_step *const *steps, size_t count);
void zks_run_clear(zks_run *run);

#endif
