/* Signing an attestation, as it is made (zksolv/prove.h) or when its folder exists (docs/signatures.md). The files are
 * added to the folder whole or not at all, and none is written over but statement.consistency, which is the log's. */
#ifndef ZKSOLV_SIGN_H
#define ZKSOLV_SIGN_H

#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(default)

#define ZKS_SIGNER_NAME 256 /* bytes, the NUL included */
#define ZKS_PUBLIC_KEY 310  /* characters, the NUL included */

/* Makes a private key of this name (for an issuer a name that is his, such as "issuer.example/solvency") in the file
 * `path`, mode 0600, and its public key, also in the file `path` with ".pub" behind it. Neither may exist. */
zks_status zks_make_key(char public_key[ZKS_PUBLIC_KEY], const char *name, const char *path, zks_report *report);

/* Who signs, and in which log. Files of log and memory are made where there are none. */
typedef struct {
    const char *key;    /* the private key */
    const char *log;    /* of all statements ever signed under the key's name */
    const char *memory; /* the checkpoints signed; NULL: the key's path with ".checkpoints" behind it */
} zks_signing;

/* size 0: not signed. */
typedef struct {
    char name[ZKS_SIGNER_NAME]; /* the key's, and the log's origin */
    uint64_t index, size;       /* the statement's entry, from 0 on, and how many there are */
} zks_signed;

/* Adds statement.tlog-proof and statement.consistency. ZKS_ERROR_EXISTS: there is a proof already.
 * ZKS_REJECT_LOG_CONSISTENCY: the log does not continue what the key has signed. ZKS_ERROR_INPUT also where the folder
 * holds no statement. */
zks_status zks_sign_folder(const char *folder, const zks_signing *signing, zks_signed *result, zks_report *report);

/* Who adds a signature to another's: a key that has signed the log's checkpoint has to be among the trusted. */
typedef struct {
    const char *key, *memory; /* as above */
    size_t trust_count;
    const char *const *trust; /* public keys, or files of them */
    const char *entries;      /* a copy of the log; NULL: statement.consistency has to do */
} zks_cosigning;

/* Signs the checkpoint in statement.tlog-proof, which gets one line more. The rejections are those of the verifier. */
zks_status zks_cosign_folder(const char *folder, const zks_cosigning *cosigning, zks_signed *result,
                             zks_report *report);

/* Adds statement.p7s. `certificate`: a PEM file of the signer's certificate and those between it and the authority;
 * `key`: its private key in PEM; `passphrase` NULL: the key is not encrypted. */
zks_status zks_sign_folder_cms(const char *folder, const char *certificate, const char *key, const char *passphrase,
                               zks_report *report);

/* Writes what to send to a timestamp authority to a file that must not exist ("-": standard output). */
zks_status zks_request_timestamp(const char *folder, const char *out, zks_report *report);
/* Adds its answer, a file, as statement.tsr. `authorities`: a PEM file of trusted certificates to check it with now,
 * NULL: only that it is an answer for this statement; `request` what was sent, NULL: any. */
zks_status zks_attach_timestamp(const char *folder, const char *answer, const char *authorities, const char *request,
                                char time[21], zks_report *report);

#pragma GCC visibility pop

#endif
