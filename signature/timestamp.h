/* Timestamps (RFC 3161) of statement.json: what to send to a timestamp authority, and what came back, the file
 * statement.tsr of an attestation. docs/signatures.md, "Timestamps". */
#ifndef ZKS_SIGNATURE_TIMESTAMP_H
#define ZKS_SIGNATURE_TIMESTAMP_H

#include "signature/authorities.h"
#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

#define ZKS_TIMESTAMP_MAX_BYTES (1u << 18)

/* A TimeStampReq in DER for the SHA-256 of the statement, the statement digest: with a nonce of 64 random bits, asking
 * for the authority's certificate. *der is malloc'd. ZKS_OK or ZKS_ERROR_MEMORY. */
zks_status zks_timestamp_request(uint8_t **der, size_t *length, const uint8_t statement[32]);

/* Whether it is a TimeStampResp that grants, or the TimeStampToken out of one, in DER (else
 * ZKS_REJECT_TIMESTAMP_ENCODING), and of this statement (else ZKS_REJECT_TIMESTAMP_INVALID; NULL: of any). `time` is as
 * below, and nobody has checked whose it is. */
zks_status zks_timestamp_read(char time[21], const void *bytes, size_t length, const uint8_t *statement,
                              zks_report *report);

/* Checks a TimeStampResp, or the TimeStampToken out of one, in DER. `request` NULL: any nonce will do; else the answer
 * has to be one to these bytes (ZKS_ERROR_INPUT where they are no request for this statement). `at`: the time at which
 * all certificates have to be valid.
 *
 *   ZKS_REJECT_TIMESTAMP_ENCODING  as above
 *   ZKS_REJECT_TIMESTAMP_INVALID   of other bytes or over a weak hash, or the authority's signature or certificate is
 *                                  not good
 *
 * `time`: when the authority saw the digest, canonical, whole seconds; filled only on ZKS_OK. */
zks_status zks_timestamp_check(char time[21], const void *bytes, size_t length, const uint8_t statement[32],
                               const void *request, size_t request_length, const zks_authorities *authorities,
                               int64_t at, zks_report *report);

#endif
