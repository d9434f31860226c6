#include "signature/timestamp.h"

#include "signature/timestamp_parts.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>

static bool set_imprint(TS_REQ *request, const uint8_t statement[32])
{
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *algorithm = X509_ALGOR_new();
    uint8_t digest[32];
    for (size_t i = 0; i < sizeof digest; i++)
        digest[i] = statement[i];
    bool is_set = imprint != NULL && algorithm != NULL &&
                  X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) == 1 &&
                  TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1 &&
                  TS_MSG_IMPRINT_set_msg(imprint, digest, sizeof digest) == 1 &&
                  TS_REQ_set_msg_imprint(request, imprint) == 1;
    X509_ALGOR_free(algorithm);
    TS_MSG_IMPRINT_free(imprint);
    return is_set;
}

TS_REQ *zks_timestamp_request_of(const uint8_t statement[32])
{
    TS_REQ *request = TS_REQ_new();
    if (request != NULL && TS_REQ_set_version(request, 1) == 1 && set_imprint(request, statement) &&
        TS_REQ_set_cert_req(request, 1) == 1)
        return request;
    TS_REQ_free(request);
    return NULL;
}

static bool set_nonce(TS_REQ *request)
{
    uint64_t random;
    randombytes_buf(&random, sizeof random);
    ASN1_INTEGER *nonce = ASN1_INTEGER_new();
    bool is_set = nonce != NULL && ASN1_INTEGER_set_uint64(nonce, random) == 1 && TS_REQ_set_nonce(request, nonce) == 1;
    ASN1_INTEGER_free(nonce);
    return is_set;
}

zks_status zks_timestamp_request(uint8_t **der, size_t *length, const uint8_t statement[32])
{
    TS_REQ *request = zks_timestamp_request_of(statement);
    int size = request != NULL && set_nonce(request) ? i2d_TS_REQ(request, NULL) : -1;
    uint8_t *bytes = size > 0 ? malloc((size_t)size) : NULL, *at = bytes;
    bool is_encoded = bytes != NULL && i2d_TS_REQ(request, &at) == size;
    TS_REQ_free(request);
    if (!is_encoded) {
        free(bytes);
        return ZKS_ERROR_MEMORY;
    }
    *der = bytes;
    *length = (size_t)size;
    return ZKS_OK;
}
