/* The secrets file: the seed of one attestation, so that receipts can be made later (docs/threat-model.md). Private to
 * the prover; mode 0600.
 *
 * Plain, three lines of fixed length:
 *
 *     zksolv/1 secrets
 *     statement <64 hex digits: the statement digest>
 *     seed <64 hex digits>
 *
 * Encrypted under a passphrase: the line "zksolv/1 secrets encrypted", then 16 bytes of salt, operations and memory
 * limit of Argon2id (u64 each), a header of 24 bytes and one final message of libsodium's secretstream
 * (XChaCha20-Poly1305) holding the plain form.
 */
#ifndef ZKS_PROVER_SECRETS_FILE_H
#define ZKS_PROVER_SECRETS_FILE_H

#include "crypto/secret.h"
#include "zksolv/status.h"

typedef struct {
    uint8_t *seed; /* ZKS_SEED_BYTES of secret memory, owned */
    uint8_t statement[32];
} zks_secrets;

void zks_secrets_clear(zks_secrets *secrets);

/* Never over an existing file (ZKS_ERROR_EXISTS). `passphrase` NULL: plain. */
zks_status zks_secrets_write(const char *path, const zks_secrets *secrets, const char *passphrase, zks_report *report);
/* ZKS_ERROR_PASSPHRASE where it is encrypted and the passphrase is missing, wrong, or the file damaged; ZKS_ERROR_INPUT
 * where it is no secrets file. */
zks_status zks_secrets_read(zks_secrets *secrets, const char *path, const char *passphrase, zks_report *report);

#endif
