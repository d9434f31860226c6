/* A detached CMS signature (RFC 5652) over the bytes of statement.json by an X.509 certificate, the file statement.p7s
 * of an attestation. docs/signatures.md, "CMS". */
#ifndef ZKS_SIGNATURE_CMS_H
#define ZKS_SIGNATURE_CMS_H

#include "signature/authorities.h"
#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

#define ZKS_CMS_MAX_BYTES (1u << 18)

/* Signs with SHA-256. `certificates`: a PEM file of the signer's certificate, first, and those between it and its
 * authority; `key`: his private key in PEM, P-256 or another curve of NIST, or RSA. An Ed25519 key is refused, as the
 * CMS of OpenSSL 3.0 does not work with it. `passphrase` NULL: none; no terminal is asked. *der is malloc'd.
 * ZKS_ERROR_INPUT tells what is wrong with the files, never what is in the key. */
zks_status zks_cms_sign(uint8_t **der, size_t *length, const void *content, size_t content_length,
                        const char *certificates, const char *key, const char *passphrase, zks_report *report);

/* Whether it is a detached signature in DER or PEM of one signer with his certificate in it: ZKS_OK, ZKS_ERROR_MEMORY
 * or ZKS_REJECT_SIGNATURE_ENCODING. *signer is as below, and nobody has checked that he signed. */
zks_status zks_cms_read(char **signer, const void *bytes, size_t length, zks_report *report);

/* Checks a signature in DER or PEM over `content`. `at`: the time, in seconds since 1970, at which all certificates
 * have to be valid.
 *
 *   ZKS_REJECT_SIGNATURE_ENCODING   as above
 *   ZKS_REJECT_SIGNATURE_INVALID    made over other bytes, by another key or kind of key, or over a weak hash
 *   ZKS_REJECT_SIGNATURE_UNTRUSTED  no chain to a trusted certificate at that time, or one that is not for documents
 *   ZKS_ERROR_READ, ZKS_ERROR_INPUT the authorities
 *
 * *signer is the subject of the signer's certificate (RFC 2253), malloc'd; filled only on ZKS_OK. */
zks_status zks_cms_check(char **signer, const void *bytes, size_t length, const void *content, size_t content_length,
                         const zks_authorities *authorities, int64_t at, zks_report *report);

#endif
