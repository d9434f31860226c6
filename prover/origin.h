/* What an attestation was made from, put together with it again: how every receipt begins. */
#ifndef ZKS_PROVER_ORIGIN_H
#define ZKS_PROVER_ORIGIN_H

#include "attestation/folder.h"
#include "attestation/statement.h"
#include "prover/derivation.h"
#include "prover/ledger.h"
#include "prover/secrets_file.h"
#include "zksolv/progress.h"
#include "zksolv/prove.h"

typedef struct {
    const char *secrets, *passphrase; /* NULL: not encrypted */
    zks_paths ledger;
    const char *attestation; /* the folder, or the statement.json in it */
    int threads;
} zks_origin_options;

typedef struct {
    zks_secrets secrets;
    zks_derivation derivation;
    char *attestation; /* the folder */
    zks_folder folder; /* its statement */
    zks_statement statement;
    zks_circuit *circuit;
    zks_table *table; /* of accounts */
    zks_ledger ledger;
} zks_origin;

/* ZKS_ERROR_SECRETS where the secrets are those of another attestation, or the ledger has more accounts than it has
 * rows; that the ledger is the attested one is for commitments to say. `progress` may be NULL (stage "read"). Clear
 * *origin in every case. */
zks_status zks_origin_open(zks_origin *origin, const zks_origin_options *options, const zks_progress *progress,
                           zks_report *report);
void zks_origin_clear(zks_origin *origin); /* wipes */

/* Rejections are the verifier's; to the prover a bad attestation is bad input, and the reason is in the report. */
zks_status zks_as_input(zks_status status, const char *attestation, zks_report *report);

#endif
