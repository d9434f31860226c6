/* The files that vouch for an attestation, read and taken apart, and nothing of them believed (docs/signatures.md). */
#ifndef ZKS_VERIFIER_VOUCHER_FILES_H
#define ZKS_VERIFIER_VOUCHER_FILES_H

#include "signature/consistency.h"
#include "signature/log_proof.h"
#include "zksolv/verify.h"

typedef struct {
    char *bytes; /* NULL: it is not there */
    size_t length;
} zks_voucher_file;

typedef struct {
    zks_voucher_file log_proof, consistency, cms, timestamp;
    zks_log_proof proof;            /* of log_proof, into whose bytes it points */
    zks_consistency *consistencies; /* of consistency */
} zks_voucher_files;

/* Fills empty *files and *found from the folder of an attestation. ZKS_OK, ZKS_REJECT_SIGNATURE_ENCODING,
 * ZKS_REJECT_TIMESTAMP_ENCODING, ZKS_ERROR_READ or ZKS_ERROR_MEMORY; clear both in every case. */
zks_status zks_voucher_files_read(zks_voucher_files *files, zks_vouchers *found, const char *folder,
                                  zks_report *report);
void zks_voucher_files_clear(zks_voucher_files *files);

/* Adds those of the signatures under the checkpoint that bear name and id of one of the keys, of all where `keys` is
 * NULL, in place of those there. False: out of memory. */
bool zks_voucher_signers(zks_vouchers *found, const zks_note *note, const zks_note_key *keys, size_t count);
void zks_vouchers_clear(zks_vouchers *found);

#endif
