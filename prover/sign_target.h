/* The folder of an attestation that is signed. Within prover/. */
#ifndef ZKS_PROVER_SIGN_TARGET_H
#define ZKS_PROVER_SIGN_TARGET_H

#include "attestation/folder.h"
#include "signature/note_key.h"
#include "zksolv/sign.h"

typedef struct {
    const char *path;
    zks_folder files;   /* the statement alone */
    uint8_t digest[32]; /* the statement digest */
    zks_report *report;
} zks_sign_target;

/* Empties *report first. What is no attestation of this version is not signed by mistake: ZKS_ERROR_INPUT, as where
 * `path` is no folder. `path` and `report` must outlive the target. */
zks_status zks_sign_target_open(zks_sign_target *target, const char *path, zks_report *report);
void zks_sign_target_close(zks_sign_target *target);

/* ZKS_ERROR_EXISTS where the folder has a file of this name: worth asking before anything is done elsewhere. */
zks_status zks_sign_target_lacks(const zks_sign_target *target, const char *name);

/* zks_file_write or zks_file_replace. */
typedef zks_status zks_file_writer(const char *path, const void *bytes, size_t length, unsigned mode,
                                   zks_report *report);
zks_status zks_sign_target_put(const zks_sign_target *target, const char *name, const void *bytes, size_t length,
                               zks_file_writer *write);

void zks_signed_fill(zks_signed *result, const zks_note_key *key, uint64_t index, uint64_t size);

#endif
