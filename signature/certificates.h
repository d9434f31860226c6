/* X.509 over OpenSSL: files of certificates, chains, and what OpenSSL says went wrong. Within signature/. */
#ifndef ZKS_SIGNATURE_CERTIFICATES_H
#define ZKS_SIGNATURE_CERTIFICATES_H

#include "signature/authorities.h"
#include "zksolv/status.h"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <stdbool.h>
#include <stdint.h>

#define ZKS_CERTIFICATES_MAX 256 /* in a file of certificates, and in a signature */

/* Every certificate of a PEM file, at least one; text between them is skipped. *certificates is the caller's to
 * sk_X509_pop_free(..., X509_free). ZKS_ERROR_INPUT where one is malformed, or none there. */
zks_status zks_certificates_read(STACK_OF(X509) * *certificates, const char *path, zks_report *report);

/* A store that trusts the authorities at the given time (seconds since 1970) and for keys and hashes of at least 112
 * bits of security. X509_STORE_free it. */
zks_status zks_trust_read(X509_STORE **store, const zks_authorities *authorities, int64_t at, zks_report *report);

/* Whether a signature may be made over this hash: SHA-256, SHA-384 or SHA-512. */
bool zks_hash_is_strong(const X509_ALGOR *algorithm);

/* Sets the detail "WHAT: what OpenSSL says", empties OpenSSL's queue of errors and returns `status`. */
zks_status zks_openssl_fault(zks_report *report, zks_status status, const char *what);

#endif
