/* What a request for a timestamp and the check of one share. Within signature/. */
#ifndef ZKS_SIGNATURE_TIMESTAMP_PARTS_H
#define ZKS_SIGNATURE_TIMESTAMP_PARTS_H

#include <openssl/ts.h>
#include <stdint.h>

/* A request for the digest, without a nonce; NULL: out of memory. */
TS_REQ *zks_timestamp_request_of(const uint8_t statement[32]);

#endif
